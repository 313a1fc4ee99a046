/* A wrapper that does not return NULL, not inlined.  */

#include "kernel.h"

static NOINLINE void *
xmalloc (size_t size)
{
  void *p = malloc (size);

  if (!p)
    {
      fprintf (stderr, "cannot allocate %zu bytes\n", size);
      exit (2);
    }
  return p;
}

static NOINLINE long
poly (const long *c, int n, long x)
{
  long s = 0;

  for (int k = 0; k < n; k++)
    {
      s = s * x + c[k];
      HIDE (s);
    }
  return s;
}

static long
kernel (long i)
{
#ifdef HAND
  long c[10];
#else
  long *c = xmalloc (10 * sizeof *c);
#endif

  for (int k = 0; k < 10; k++)
    c[k] = i + k * k;
  long r = poly (c, 10, i & 7);
#ifndef HAND
  free (c);
#endif
  return r;
}
