/* A destructor that takes the address of the pointer and clears it.  */

#include "kernel.h"

struct clock
{
  int hours, minutes;
  long ticks;
};

static NOINLINE void
clock_set (struct clock *c, long ticks)
{
  c->ticks = ticks;
  c->minutes = (int) (ticks % 60);
  c->hours = (int) (ticks / 60 % 24);
}

static NOINLINE struct clock *
clock_new (long ticks)
{
  struct clock *c = calloc (1, sizeof *c);

  if (c)
    clock_set (c, ticks);
  return c;
}

static NOINLINE void
clock_free (struct clock **c)
{
  if (c && *c)
    {
      free (*c);
      *c = NULL;
    }
}

static long
kernel (long i)
{
#ifdef HAND
  struct clock store = { 0 }, *c = &store;
  clock_set (c, i);
#else
  struct clock *c = clock_new (i);
  if (!c)
    return -1;
#endif
  long r = c->hours * 100 + c->minutes + (c->ticks & 1);

#ifndef HAND
  clock_free (&c);
#endif
  return r;
}
