#include <stdlib.h>
#include "point.h"

void *
xmalloc (size_t n)
{
  void *p = malloc (n);
  if (!p)
    abort ();
  return p;
}

void *
must_malloc (size_t n)
{
  void *p = malloc (n);
  if (!p)
    die ("memory");
  return p;
}

struct point *
point_new (int x, int y)
{
  struct point *p = xmalloc (sizeof *p);
  p->x = x;
  p->y = y;
  return p;
}
