/* Sixty-four doubles.  */

#include "kernel.h"

static NOINLINE double
norm (const double *v, int n)
{
  double s = 0;

  for (int k = 0; k < n; k++)
    s += v[k] * v[k];
  return s;
}

static long
kernel (long i)
{
#ifdef HAND
  double v[64];
#else
  double *v = malloc (64 * sizeof *v);
  if (!v)
    return -1;
#endif

  for (int k = 0; k < 64; k++)
    v[k] = (double) ((i + k) & 31);
  long r = (long) norm (v, 64);
#ifndef HAND
  free (v);
#endif
  return r;
}
