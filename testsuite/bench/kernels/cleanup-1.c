/* Freed by the cleanup attribute, with two returns.  */

#include "kernel.h"

static void
free_longs (long **v)
{
  free (*v);
}

static NOINLINE long
largest (const long *v, int n)
{
  long most = v[0];

  for (int k = 1; k < n; k++)
    most = v[k] > most ? v[k] : most;
  return most;
}

static long
kernel (long i)
{
#ifdef HAND
  long v[12];
#else
  long *v __attribute__ ((cleanup (free_longs))) = malloc (12 * sizeof *v);
  if (!v)
    return -1;
#endif

  for (int k = 0; k < 12; k++)
    v[k] = (i * 31 + k * 17) & 255;
  if (v[3] == 0)
    return v[4];
  return largest (v, 12);
}
