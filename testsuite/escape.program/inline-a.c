/* Inline functions of a header, in two units: one function.  */
/* { dg-additional-options "-fno-inline" } */

#include "inline.h"

void *slot;

int
kept (int k)
{
  int x = k;
  inline_keep (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'kept' returns [escape-dangle]" } */
  return x;
}

int
looked_at (int k)
{
  int x = k;
  return inline_look (&x);
}

int
uses_it_here (void)
{
  return kept_by_the_header (1);
}
