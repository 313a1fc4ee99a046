/* Given to a function of another file that borrows it.  */

#include "extern.h"
#include "kernel.h"

static long
kernel (long i)
{
#ifdef HAND
  struct parcel store, *p = &store;
#else
  struct parcel *p = malloc (sizeof *p);
  if (!p)
    return -1;
#endif

  p->weight = i & 1023;
  p->sides[0] = (int) i;
  p->sides[1] = 20;
  p->sides[2] = 30;
  strcpy (p->label, "fragile");
  long r = parcel_price (p);
#ifndef HAND
  free (p);
#endif
  return r;
}
