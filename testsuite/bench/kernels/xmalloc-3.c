/* A wrapper for arrays that tests the product, and one for free; neither is
   inlined.  */

#include "kernel.h"
#include <stdint.h>

static NOINLINE void *
xnmalloc (size_t n, size_t size)
{
  if (size && n > SIZE_MAX / size)
    abort ();
  void *p = malloc (n * size);
  if (!p)
    abort ();
  return p;
}

static NOINLINE void
xfree (void *p)
{
  if (p)
    free (p);
}

static NOINLINE int
majority (const int *v, int n)
{
  int best = v[0], lead = 0;

  for (int k = 0; k < n; k++)
    if (lead == 0)
      best = v[k], lead = 1;
    else
      lead += v[k] == best ? 1 : -1;
  return best;
}

static long
kernel (long i)
{
#ifdef HAND
  int v[15];
#else
  int *v = xnmalloc (15, sizeof *v);
#endif
  unsigned long x = (unsigned long) i * 0x9e3779b97f4a7c15u;

  for (int k = 0; k < 15; k++, x >>= 4)
    v[k] = (int) (x & 3);
  long r = majority (v, 15);
#ifndef HAND
  xfree (v);
#endif
  return r;
}
