/* Made and freed in a loop: one slot is enough.  */

#include "kernel.h"

struct event
{
  long when;
  int kind, weight;
};

static NOINLINE long
handle (const struct event *e)
{
  return e->when * (e->kind + 1) - e->weight;
}

static long
kernel (long i)
{
  long r = 0;

  for (int k = 0; k < 5; k++)
    {
#ifdef HAND
      struct event store, *e = &store;
#else
      struct event *e = malloc (sizeof *e);
      if (!e)
	return -1;
#endif
      e->when = i + k;
      e->kind = k;
      e->weight = (int) r & 15;
      r += handle (e);
#ifndef HAND
      free (e);
#endif
    }
  return r;
}
