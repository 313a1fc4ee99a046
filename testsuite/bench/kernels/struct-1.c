/* A structure, no test for NULL.  */

#include "kernel.h"

struct point
{
  double x, y;
  long id[3];
};

static NOINLINE long
measure (const struct point *p)
{
  long s = p->id[0];

  HIDE (s);
  return s + p->id[1] * 3 + p->id[2] * 5 + (long) (p->x * p->y);
}

static long
kernel (long i)
{
#ifdef HAND
  struct point store, *p = &store;
#else
  struct point *p = malloc (sizeof *p);
#endif

  p->x = i;
  p->y = 0.25;
  for (int k = 0; k < 3; k++)
    p->id[k] = i - k;
  long r = measure (p);
#ifndef HAND
  free (p);
#endif
  return r;
}
