/* An array of row pointers into one block.  */

#include "kernel.h"

static NOINLINE long
diagonal (double **m, int n)
{
  double s = 0;

  for (int k = 0; k < n; k++)
    s += m[k][k] - m[k][n - 1 - k];
  return (long) s;
}

static long
kernel (long i)
{
#ifdef HAND
  double block[16], *m[4];
#else
  double **m = malloc (4 * sizeof *m);
  double *block = malloc (16 * sizeof *block);
  if (!m || !block)
    abort ();
#endif

  for (int k = 0; k < 4; k++)
    m[k] = block + 4 * k;
  for (int k = 0; k < 16; k++)
    block[k] = (double) ((i * k) & 63);
  long r = diagonal (m, 4);
#ifndef HAND
  free (block);
  free (m);
#endif
  return r;
}
