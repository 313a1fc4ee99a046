/* Given to two functions of another file whose parameters are noescape.  */

#include "extern.h"
#include "kernel.h"

static long
kernel (long i)
{
#ifdef HAND
  long v[10];
#else
  long *v = malloc (10 * sizeof *v);
  if (!v)
    return -1;
#endif

  fill_longs (v, 10, i);
  long r = sum_longs (v, 10);
#ifndef HAND
  free (v);
#endif
  return r;
}
