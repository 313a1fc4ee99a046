/* A node for each call of a recursive function, linked to its caller's.  */

#include "kernel.h"

struct frame
{
  const struct frame *up;
  long value;
};

static NOINLINE long
descend (const struct frame *up, long value, int depth)
{
  if (depth == 0)
    {
      long s = value;
      for (; up; up = up->up)
	s = s * 3 + up->value;
      return s;
    }
#ifdef HAND
  struct frame store, *f = &store;
#else
  struct frame *f = malloc (sizeof *f);
  if (!f)
    return -1;
#endif
  f->up = up;
  f->value = value;
  long r = descend (f, value / 2 + depth, depth - 1);
#ifndef HAND
  free (f);
#endif
  return r;
}

static long
kernel (long i)
{
  return descend (NULL, i & 1023, 4);
}
