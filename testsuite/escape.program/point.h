#include <stddef.h>

struct point { int x, y; };

struct point *point_new (int x, int y);
void point_drop (struct point *p);
void point_recycle (struct point *p);
void *xmalloc (size_t n);
void *must_malloc (size_t n);
void xfree (void *p);
void die (const char *why) __attribute__ ((noreturn));
