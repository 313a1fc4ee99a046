/* Allocators that attributes or their body make known, and deallocators.  */

#include <stdlib.h>
#include <string.h>

struct pt { int x, y; };

void *pool_get (size_t) __attribute__ ((malloc, alloc_size (1)));
void *pool_get2 (size_t, size_t) __attribute__ ((malloc, alloc_size (1, 2)));
void pool_put (void *);
void *box_open (size_t) __attribute__ ((malloc (pool_put, 1), malloc,
					alloc_size (1)));
void *plain_get (size_t);

static int sum;

static void *
xmalloc (size_t n)
{
  void *p = malloc (n);
  if (!p)
    abort ();
  return p;
}

static void *
xcalloc (size_t n, size_t size)
{
  void *p = calloc (n, size);
  if (!p)
    exit (1);
  return p;
}

static void *
xmalloc_array (size_t n, size_t size)
{
  return xmalloc (n * size);
}

static char *
xstrdup (const char *s)
{
  size_t n = strlen (s) + 1;
  return memcpy (xmalloc (n), s, n);
}

static void
xfree (void *p)
{
  free (p);
}

int
by_attribute (void)
{
  struct pt *p = pool_get (sizeof *p); /* { dg-warning "these 8 bytes never outlive 'by_attribute': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->x = 1;
  sum += p->x;
  free (p);
  return sum;
}

int
by_two_sizes (void)
{
  struct pt *p = pool_get2 (3, sizeof *p); /* { dg-warning "these 24 bytes never outlive 'by_two_sizes': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->x = 1;
  sum += p->x;
  free (p);
  return sum;
}

int
by_wrapper (void)
{
  struct pt *p = xmalloc (sizeof *p); /* { dg-warning "these 8 bytes never outlive 'by_wrapper': they could live on the stack [escape-stackable]" } */
  p->x = 1;
  sum += p->x;
  free (p);
  return sum;
}

int
by_wrapper_and_wrapper (void)
{
  struct pt *p = xcalloc (2, sizeof *p); /* { dg-warning "these 16 bytes never outlive 'by_wrapper_and_wrapper': they could live on the stack [escape-stackable]" } */
  sum += p[1].x;
  xfree (p);
  return sum;
}

int
by_two_wrappers (void)
{
  struct pt *p = xmalloc_array (4, sizeof *p); /* { dg-warning "these 32 bytes never outlive 'by_two_wrappers': they could live on the stack [escape-stackable]" } */
  p[3].x = 1;
  sum += p[3].x;
  xfree (p);
  return sum;
}

int
bounded_by_wrapper (unsigned char n)
{
  char *p = xmalloc (n + 2); /* { dg-warning "these at most 257 bytes never outlive 'bounded_by_wrapper': they could live on the stack [escape-bounded]" } */
  p[0] = n;
  sum += p[0];
  free (p);
  return sum;
}

int
literal_by_wrapper (void)
{
  char *p = xstrdup ("abc"); /* { dg-warning "these 4 bytes never outlive 'literal_by_wrapper': they could live on the stack [escape-stackable]" } */
  p[0] = 'A';
  sum += p[0];
  free (p);
  return sum;
}

/* On the heap.  */

/* What comes with a deallocator of its own may be more than memory.  */

int
with_deallocator (void)
{
  struct pt *p = box_open (sizeof *p);
  if (!p)
    return -1;
  p->x = 1;
  sum += p->x;
  pool_put (p);
  return sum;
}

int
unknown_by_wrapper (size_t n)
{
  char *p = xmalloc (n);
  p[0] = 1;
  sum += p[0];
  free (p);
  return sum;
}

int
without_attribute (void)
{
  struct pt *p = plain_get (sizeof *p);
  p->x = 1;
  sum += p->x;
  free (p);
  return sum;
}

int
unknown_deallocator (void)
{
  struct pt *p = malloc (sizeof *p);
  if (!p)
    return -1;
  p->x = 1;
  sum += p->x;
  pool_put (p);
  return sum;
}

struct pt *
wrapper_returned (void)
{
  struct pt *p = xmalloc (sizeof *p);
  p->x = 3;
  return p;
}
