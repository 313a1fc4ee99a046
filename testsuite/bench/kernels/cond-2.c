/* One of two sizes.  */

#include "kernel.h"

static NOINLINE long
mixdown (const short *v, int n)
{
  long s = 0;

  for (int k = 0; k < n; k++)
    s = s * 3 - v[k];
  return s;
}

static long
kernel (long i)
{
  int n = i & 1 ? 8 : 16;
#ifdef HAND
  short v[16];
#else
  short *v;
  if (i & 1)
    v = malloc (8 * sizeof *v);
  else
    v = malloc (16 * sizeof *v);
  if (!v)
    return -1;
#endif

  for (int k = 0; k < n; k++)
    v[k] = (short) (i >> (k & 7));
  long r = mixdown (v, n);
#ifndef HAND
  free (v);
#endif
  return r;
}
