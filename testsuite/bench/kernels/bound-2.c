/* The number of elements is bounded by a mask.  */

#include "kernel.h"

static NOINLINE long
zigzag (const int *v, unsigned n)
{
  long s = 0;

  for (unsigned k = 0; k < n; k++)
    s = v[k] - s;
  return s;
}

static long
kernel (long i)
{
  unsigned n = ((unsigned) i & 31) + 1;
#ifdef HAND
  int v[32];
#else
  int *v = malloc (n * sizeof *v);
  if (!v)
    return -1;
#endif

  for (unsigned k = 0; k < n; k++)
    v[k] = (int) (i ^ k);
  long r = zigzag (v, n);
#ifndef HAND
  free (v);
#endif
  return r;
}
