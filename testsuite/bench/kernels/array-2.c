/* Doubles that are made and used in loops of the function itself.  */

#include "kernel.h"

static long
kernel (long i)
{
  enum { N = 24 };
#ifdef HAND
  double v[N];
#else
  double *v = malloc (sizeof (double) * N);
#endif

  for (int k = 0; k < N; k++)
    {
      long x = (i * k) & 127;
      HIDE (x);
      v[k] = (double) x;
    }
  for (int k = 1; k + 1 < N; k++)
    v[k] = (v[k - 1] + 2 * v[k] + v[k + 1]) / 4;
  double s = 0;
  for (int k = 0; k < N; k++)
    s += v[k];
#ifndef HAND
  free (v);
#endif
  return (long) s;
}
