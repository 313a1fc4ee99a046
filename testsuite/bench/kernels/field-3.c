/* The pointer stands in a heap object that does not leave the function,
   either.  */

#include "kernel.h"

struct view
{
  const int *data;
  int n;
};

static NOINLINE long
view_sum (const struct view *v)
{
  long s = 0;

  for (int k = 0; k < v->n; k++)
    s = s * 7 + v->data[k];
  return s;
}

static long
kernel (long i)
{
#ifdef HAND
  int data[6];
  struct view store, *v = &store;
#else
  int *data = malloc (6 * sizeof *data);
  struct view *v = malloc (sizeof *v);
  if (!data || !v)
    abort ();
#endif

  for (int k = 0; k < 6; k++)
    data[k] = (int) i + k * k;
  v->data = data;
  v->n = 6;
  long r = view_sum (v);
#ifndef HAND
  free (v);
  free (data);
#endif
  return r;
}
