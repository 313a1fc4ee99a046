#include "inline.h"

extern void inline_keep (int *p);
extern int inline_look (const int *p);

void keep_for_inline (int *p) { slot = p; }

int
kept_there (int k)
{
  int x = k;
  inline_keep (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'kept_there' returns [escape-dangle]" } */
  return x;
}

int
uses_it_there (void)
{
  return kept_by_the_header (2);
}
