/* The context of a callback that a function of this file calls.  */

#include "kernel.h"

struct filter
{
  int low, high;
  long passed;
};

static int
in_range (int x, void *data)
{
  struct filter *f = data;

  if (x < f->low || x > f->high)
    return 0;
  f->passed++;
  return 1;
}

static NOINLINE int
first_matching (const int *v, int n, int (*match) (int, void *), void *data)
{
  int last = -1;

  for (int k = 0; k < n; k++)
    if (match (v[k], data))
      last = k;
  return last;
}

static long
kernel (long i)
{
  static const int v[] = { 4, 8, 15, 16, 23, 42 };
#ifdef HAND
  struct filter store, *f = &store;
#else
  struct filter *f = malloc (sizeof *f);
  if (!f)
    return -1;
#endif

  f->low = (int) (i & 15);
  f->high = f->low + 20;
  f->passed = 0;
  long r = first_matching (v, 6, in_range, f) * 10 + f->passed;
#ifndef HAND
  free (f);
#endif
  return r;
}
