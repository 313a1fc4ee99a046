/* An array of row pointers; a loop makes the rows and one frees them.  */

#include "kernel.h"

static NOINLINE long
determinant (int **m)
{
  return (long) m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
	 - (long) m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
	 + (long) m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

static long
kernel (long i)
{
#ifdef HAND
  int store[3][3], *m[3] = { store[0], store[1], store[2] };
#else
  int **m = malloc (3 * sizeof *m);
  if (!m)
    abort ();
  for (int k = 0; k < 3; k++)
    if (!(m[k] = malloc (3 * sizeof **m)))
      abort ();
#endif

  for (int k = 0; k < 9; k++)
    m[k / 3][k % 3] = (int) ((i >> k) & 15);
  long r = determinant (m);
#ifndef HAND
  for (int k = 0; k < 3; k++)
    free (m[k]);
  free (m);
#endif
  return r;
}
