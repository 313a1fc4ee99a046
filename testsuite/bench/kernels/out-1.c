/* posix_memalign gives it through an argument.  */

#include "kernel.h"

static NOINLINE int
blend (unsigned char *to, int n, int seed)
{
  int s = 0;

  for (int k = 0; k < n; k++)
    {
      to[k] = (unsigned char) (seed * k);
      s += to[k] >> 1;
    }
  return s;
}

static long
kernel (long i)
{
#ifdef HAND
  _Alignas (32) unsigned char line[32];
#else
  void *p;
  if (posix_memalign (&p, 32, 32) != 0)
    return -1;
  unsigned char *line = p;
#endif

  long r = blend (line, 17, (int) (i & 1023));
#ifndef HAND
  free (line);
#endif
  return r;
}
