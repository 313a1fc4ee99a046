/* With -ftrivial-auto-var-init every object is written where it begins.
   { dg-require { gcc-12+ } }
   { dg-options "-ftrivial-auto-var-init=zero" }  */

#include <stddef.h>

static int *slot;
static int sum;

void
stored (int k)
{
  int x = k;
  slot = &x; /* { dg-warning "variable 'x' is still held by 'slot' when 'stored' returns [escape-dangle]" } */
}

int
inner (int k)
{
  int *p = &sum;
  if (k)
    {
      int x = k;
      p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
    }
  return *p;
}

void
reset (int k)
{
  int x = k;
  slot = &x;
  sum += *slot;
  slot = NULL;
}
