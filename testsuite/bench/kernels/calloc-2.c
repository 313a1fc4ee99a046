/* A zeroed structure of which only some fields are set.  */

#include "kernel.h"

struct options
{
  int flags, depth;
  const char *name;
  long limit[4];
  int colors[2];
};

static NOINLINE long
apply (const struct options *o)
{
  long s = o->flags + o->depth * 2 + o->colors[1];

  for (int k = 0; k < 4; k++)
    s += o->limit[k] << k;
  return s + (o->name ? o->name[0] : 0);
}

static long
kernel (long i)
{
#ifdef HAND
  struct options store = { 0 }, *o = &store;
#else
  struct options *o = calloc (1, sizeof *o);
  if (!o)
    return -1;
#endif

  o->flags = (int) i & 7;
  if (i & 1)
    o->name = "odd";
  o->limit[2] = i;
  long r = apply (o);
#ifndef HAND
  free (o);
#endif
  return r;
}
