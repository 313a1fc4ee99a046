/* A table of counters that starts with zeros.  */

#include "kernel.h"

static long
kernel (long i)
{
#ifdef HAND
  int count[16] = { 0 };
#else
  int *count = calloc (16, sizeof *count);
  if (!count)
    return -1;
#endif
  unsigned long bits = (unsigned long) i * 0x9e3779b97f4a7c15u;

  for (int k = 0; k < 10; k++, bits >>= 5)
    count[bits & 15]++;
  long r = count[i & 15] * 100 + count[(i + 3) & 15];
#ifndef HAND
  free (count);
#endif
  return r;
}
