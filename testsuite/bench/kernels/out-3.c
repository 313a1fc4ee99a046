/* A function that may be inlined stores a buffer and its size.  */

#include "kernel.h"

#ifndef HAND
static int
get_scratch (short **scratch, size_t *n)
{
  *n = 20;
  *scratch = malloc (*n * sizeof **scratch);
  return *scratch ? 0 : -1;
}
#endif

static NOINLINE long
checksum (const short *v, size_t n)
{
  long a = 1, b = 0;

  for (size_t k = 0; k < n; k++)
    {
      a += v[k];
      b += a;
    }
  return b;
}

static long
kernel (long i)
{
  size_t n;
#ifdef HAND
  short scratch[20];
  n = 20;
#else
  short *scratch;
  if (get_scratch (&scratch, &n))
    return -1;
#endif

  for (size_t k = 0; k < n; k++)
    {
      scratch[k] = (short) (i + (long) k);
      HIDE (i);
    }
  long r = checksum (scratch, n);
#ifndef HAND
  free (scratch);
#endif
  return r;
}
