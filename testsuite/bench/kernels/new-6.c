/* Two constructors, one calling the other, and a loop that makes and destroys
   an object each time.  */

#include "kernel.h"

struct pen
{
  int color, width;
};

struct shape
{
  struct pen pen;
  long corner[4];
};

static NOINLINE void
shape_set (struct shape *s, long at, int color)
{
  s->pen.color = color;
  s->pen.width = 1;
  for (int k = 0; k < 4; k++)
    s->corner[k] = at + k;
}

static struct shape *
shape_alloc (void)
{
  return malloc (sizeof (struct shape));
}

static NOINLINE struct shape *
shape_new (long at, int color)
{
  struct shape *s = shape_alloc ();

  if (s)
    shape_set (s, at, color);
  return s;
}

static NOINLINE void
shape_free (struct shape *s)
{
  free (s);
}

static long
kernel (long i)
{
  long r = 0;

  for (int k = 0; k < 3; k++)
    {
#ifdef HAND
      struct shape store, *s = &store;
      shape_set (s, i, k);
#else
      struct shape *s = shape_new (i, k);
      if (!s)
	break;
#endif
      r += s->corner[k] * (s->pen.color + s->pen.width);
#ifndef HAND
      shape_free (s);
#endif
    }
  return r;
}
