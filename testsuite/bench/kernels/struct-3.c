/* A structure that needs no memory at all: by hand it lives in registers.  */

#include "kernel.h"

struct range
{
  long low, high, step;
};

static long
kernel (long i)
{
#ifdef HAND
  struct range store, *r = &store;
#else
  struct range *r = malloc (sizeof *r);
  if (!r)
    return -1;
#endif

  r->low = i & 15;
  r->high = r->low + 24;
  r->step = 3;
  long s = 0;
  for (long k = r->low; k < r->high; k += r->step)
    {
      s += k ^ i;
      HIDE (s);
    }
#ifndef HAND
  free (r);
#endif
  return s;
}
