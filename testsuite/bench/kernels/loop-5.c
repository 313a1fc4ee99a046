/* Freed when the next one is made, and the last after the loop.  */

#include "kernel.h"

struct guess
{
  long value, error;
};

static NOINLINE void
refine (struct guess *g, const struct guess *last, long want)
{
  g->value = last ? (last->value + want) / 2 : want / 4;
  g->error = want - g->value;
}

static long
kernel (long i)
{
#ifdef HAND
  struct guess store[2], *last = NULL;

  for (int k = 0; k < 4; k++)
    {
      struct guess *g = &store[k & 1];
      refine (g, last, i & 4095);
      last = g;
    }
  return last->value * 3 + last->error;
#else
  struct guess *last = NULL;

  for (int k = 0; k < 4; k++)
    {
      struct guess *g = malloc (sizeof *g);
      if (!g)
	abort ();
      refine (g, last, i & 4095);
      free (last);
      last = g;
    }
  long r = last->value * 3 + last->error;
  free (last);
  return r;
#endif
}
