/* A constructor and a destructor, neither inlined.  */

#include "kernel.h"

struct counter
{
  long value, step;
  int ticks;
};

static NOINLINE struct counter *
counter_new (long start, long step)
{
  struct counter *c = malloc (sizeof *c);

  if (!c)
    return NULL;
  c->value = start;
  c->step = step;
  c->ticks = 0;
  return c;
}

static NOINLINE void
counter_destroy (struct counter *c)
{
  free (c);
}

static NOINLINE long
counter_next (struct counter *c)
{
  c->ticks++;
  return c->value += c->step;
}

#ifdef HAND
static NOINLINE void
counter_init (struct counter *c, long start, long step)
{
  c->value = start;
  c->step = step;
  c->ticks = 0;
}
#endif

static long
kernel (long i)
{
#ifdef HAND
  struct counter store, *c = &store;
  counter_init (c, i, 3);
#else
  struct counter *c = counter_new (i, 3);
  if (!c)
    return -1;
#endif
  long r = counter_next (c) ^ counter_next (c);
  r += c->ticks;
#ifndef HAND
  counter_destroy (c);
#endif
  return r;
}
