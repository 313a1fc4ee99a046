/* Nested loops, an object in each.  */

#include "kernel.h"

struct line
{
  long sum[2];
};

struct mark
{
  int at[4];
};

static NOINLINE void
note (struct line *l, const struct mark *m)
{
  l->sum[0] += m->at[0];
  l->sum[1] ^= m->at[3];
}

static long
kernel (long i)
{
  long r = 0;

  for (int j = 0; j < 2; j++)
    {
#ifdef HAND
      struct line line = { { j, i } }, *l = &line;
#else
      struct line *l = malloc (sizeof *l);
      if (!l)
	abort ();
      l->sum[0] = j;
      l->sum[1] = i;
#endif
      for (int k = 0; k < 3; k++)
	{
#ifdef HAND
	  struct mark mark, *m = &mark;
#else
	  struct mark *m = malloc (sizeof *m);
	  if (!m)
	    abort ();
#endif
	  for (int n = 0; n < 4; n++)
	    m->at[n] = (int) i + n * k;
	  note (l, m);
#ifndef HAND
	  free (m);
#endif
	}
      r += l->sum[0] * 3 + l->sum[1];
#ifndef HAND
      free (l);
#endif
    }
  return r;
}
