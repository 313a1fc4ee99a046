/* A structure with an array at its end whose length is bounded.  */

#include "kernel.h"

struct vector
{
  int n;
  short element[];
};

static NOINLINE int
product (const struct vector *v)
{
  int s = 1;

  for (int k = 0; k < v->n; k++)
    s = s * v->element[k] & 0xffff;
  return s;
}

static long
kernel (long i)
{
  int n = 3 + (int) (i & 7);
#ifdef HAND
  union
  {
    struct vector vector;
    char room[sizeof (struct vector) + 10 * sizeof (short)];
  } store;
  struct vector *v = &store.vector;
#else
  struct vector *v = malloc (sizeof *v + n * sizeof (v->element[0]));
  if (!v)
    return -1;
#endif

  v->n = n;
  for (int k = 0; k < n; k++)
    v->element[k] = (short) (i + k) | 1;
  long r = product (v);
#ifndef HAND
  free (v);
#endif
  return r;
}
