/* A wrapper that is inlined and makes one byte of none.  */

#include "kernel.h"

static void *
xmalloc (size_t size)
{
  void *p = malloc (size ? size : 1);

  if (p == NULL)
    abort ();
  return p;
}

#define XNEW(type) ((type *) xmalloc (sizeof (type)))

struct span
{
  long from, to;
  int kind[4];
};

static NOINLINE long
width (const struct span *s)
{
  return (s->to - s->from) * s->kind[s->from & 3];
}

static long
kernel (long i)
{
#ifdef HAND
  struct span store, *s = &store;
#else
  struct span *s = XNEW (struct span);
#endif

  s->from = i;
  s->to = i * 2;
  for (int k = 0; k < 4; k++)
    s->kind[k] = k + 1;
  long r = width (s);
#ifndef HAND
  free (s);
#endif
  return r;
}
