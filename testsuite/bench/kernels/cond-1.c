/* There only if wanted; freed anyway.  */

#include "kernel.h"

struct trace
{
  int depth;
  long seen[4];
};

static NOINLINE long
walk (long n, struct trace *t)
{
  long s = 0;

  while (n > 1)
    {
      if (t)
	t->seen[t->depth++ & 3] = n;
      n >>= 2;
      s++;
      HIDE (s);
    }
  return s;
}

static long
kernel (long i)
{
#ifdef HAND
  struct trace store, *t = NULL;
  if (i & 1)
    {
      t = &store;
      t->depth = 0;
    }
#else
  struct trace *t = NULL;
  if (i & 1)
    {
      t = malloc (sizeof *t);
      if (!t)
	return -1;
      t->depth = 0;
    }
#endif

  long r = walk ((i & 255) + 5, t);
  if (t)
    r = r * 100 + t->seen[0];
#ifndef HAND
  free (t);
#endif
  return r;
}
