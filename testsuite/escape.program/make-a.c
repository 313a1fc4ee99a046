/* Allocators, constructors and destructors in other units.  */
/* { dg-alone 0 } */
/* { dg-report "--hoist" } */

#include <stdlib.h>
#include "point.h"

int
made_and_dropped (int k)
{
  struct point *p = point_new (k, k); /* { dg-warning "these 8 bytes.*[escape-hoist]" } */
  int r = p->x;
  point_drop (p);
  return r;
}

int
made_here (int k)
{
  struct point *p = malloc (sizeof *p); /* { dg-warning "these 8 bytes never outlive 'made_here': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->x = k;
  k = p->x;
  point_drop (p);
  return k;
}

int
by_a_wrapper (int k)
{
  int *p = xmalloc (3 * sizeof *p); /* { dg-warning "these 12 bytes never outlive 'by_a_wrapper': they could live on the stack [escape-stackable]" } */
  p[0] = k;
  k = p[0];
  xfree (p);
  return k;
}

int
by_a_wrapper_that_may_die (int k)
{
  int *p = must_malloc (4 * sizeof *p); /* { dg-warning "these 16 bytes never outlive 'by_a_wrapper_that_may_die': they could live on the stack [escape-stackable]" } */
  p[0] = k;
  k = p[0];
  xfree (p);
  return k;
}

int
bounded_by_a_wrapper (unsigned n)
{
  char *p;
  int r;
  if (n == 0 || n > 100)
    return 0;
  p = xmalloc (n); /* { dg-warning "these at most 100 bytes never outlive 'bounded_by_a_wrapper': they could live on the stack [escape-bounded]" } */
  p[0] = 1;
  r = p[0];
  xfree (p);
  return r;
}

/* Quiet.  */

struct point *
handed_on (int k)
{
  return point_new (k, k);
}

int
kept (int k)
{
  struct point *p = malloc (sizeof *p);
  if (!p)
    return -1;
  p->x = k;
  point_recycle (p);
  return 0;
}

int
of_any_size (size_t n)
{
  char *p = xmalloc (n);
  int r;
  p[0] = 1;
  r = p[0];
  xfree (p);
  return r;
}
