/* The pointer stands in a structure that does not leave the function.  */

#include "kernel.h"

struct window
{
  long *cell;
  int size, at;
};

static NOINLINE long
slide (struct window *w, long x)
{
  long old = w->cell[w->at];

  w->cell[w->at] = x;
  if (++w->at == w->size)
    w->at = 0;
  return x - old;
}

static long
kernel (long i)
{
  struct window w;
  long r = 0;
#ifdef HAND
  long cell[4] = { 0 };
  w.cell = cell;
#else
  w.cell = calloc (4, sizeof *w.cell);
  if (!w.cell)
    return -1;
#endif

  w.size = 4;
  w.at = 0;
  for (int k = 0; k < 6; k++)
    r += slide (&w, i * k);
#ifndef HAND
  free (w.cell);
#endif
  return r;
}
