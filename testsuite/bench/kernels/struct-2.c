/* A structure with the usual test for NULL.  */

#include "kernel.h"

struct order
{
  long id;
  int items[6];
  double total;
};

static NOINLINE long
settle (struct order *o)
{
  long s = o->id;

  for (int k = 0; k < 6; k++)
    {
      s = s * 7 + o->items[k];
      HIDE (s);
    }
  o->total += (double) (s & 63);
  return s;
}

static long
kernel (long i)
{
#ifdef HAND
  struct order store, *o = &store;
#else
  struct order *o = malloc (sizeof (struct order));
  if (o == NULL)
    return -1;
#endif

  o->id = i;
  o->total = 1.5;
  for (int k = 0; k < 6; k++)
    o->items[k] = (int) i + k;
  long r = settle (o) + (long) o->total;
#ifndef HAND
  free (o);
#endif
  return r;
}
