/* The same without optimisation.
   { dg-require { gcc-12+ } }
   { dg-options "-O0 -Wall -Wextra -Wdangling-pointer=2 -Wreturn-local-addr" }  */

#include <stddef.h>

int *slot;
static int sum;

int *
folded_by_the_front_end (int k)
{
  int x = k;
  return &x;			/* { dg-warning "function returns address of local variable .-Wreturn-local-addr" } */
}

int *
seen_by_us (int k)
{
  int x = k;
  int *p = &x;
  return p; /* { dg-warning "variable 'x' is returned from 'seen_by_us' [escape-dangle]" } */
}

void
stored (int k)
{
  int x = k;
  slot = &x; /* { dg-warning "storing the address of local variable 'x'" } */
}

int
inner (int k)
{
  int *p = &sum;
  if (k)
    {
      int x = k;
      p = &x;
    }
  return *p; /* { dg-warning "dangling pointer 'p' to 'x' may be used" } */
}
