/* Together with GCC's own warnings: nothing is said twice.
   { dg-require { gcc-12+ } }
   { dg-options "-O2 -Wall -Wextra" }  */

#include <stddef.h>
#include <stdlib.h>

int *slot;
static int sum;

int *
folded_by_the_front_end (int k)
{
  int x = k;
  return &x;			/* { dg-warning "function returns address of local variable .-Wreturn-local-addr" } */
}

char *
folded_array (void)
{
  char buf[4] = "abc";
  return buf;			/* { dg-warning "function returns address of local variable .-Wreturn-local-addr" } */
}

int *
seen_by_both (int k)
{
  int x = k;
  int *p = &x;
  return p; /* { dg-warning "variable 'x' is returned from 'seen_by_both' [escape-dangle]" } */
}

int *
maybe_seen_by_both (int k)
{
  int x = k;
  int *p = &sum;
  if (k)
    p = &x;
  return p; /* { dg-warning "variable 'x' is returned from 'maybe_seen_by_both' [escape-dangle]" } */
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
  return *p; /* { dg-warning "dangling pointer 'p' to 'x' may be used" } */ /* { dg-warning "may be used uninitialized" "" { target gcc-16+ } } */
}

int
leaked (void)
{
  int *p = malloc (4); /* { dg-warning "these 4 bytes never outlive 'leaked': they could live on the stack [escape-stackable]" } */
  return p != NULL;
}
