/* A structure whose address is tested by assert.  */

#undef NDEBUG
#include <assert.h>
#include "kernel.h"

struct edge
{
  int from, to;
  float weight;
};

static NOINLINE int
relax (const struct edge *e, int *distance)
{
  int d = distance[e->from] + (int) e->weight;

  if (d >= distance[e->to])
    return 0;
  distance[e->to] = d;
  return 1;
}

static long
kernel (long i)
{
  int distance[4] = { 0, 9, 9, (int) i & 15 };
#ifdef HAND
  struct edge store, *e = &store;
#else
  struct edge *e = malloc (sizeof *e);
  assert (e != NULL);
#endif

  e->from = 0;
  e->to = 1 + (int) (i % 3);
  e->weight = 3.5f;
  long r = relax (e, distance) * 100 + distance[3];
#ifndef HAND
  free (e);
#endif
  return r;
}
