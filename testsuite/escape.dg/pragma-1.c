/* Pragmas: a dangle obeys those for -Wdangling-pointer, that of a returned
   address those for -Wreturn-local-addr.  */

/* { dg-require { gcc-12+ } }
   { dg-options "-fno-isolate-erroneous-paths-dereference" } */

#include <stddef.h>

static int *slot;

void
before (int k)
{
  slot = &k; /* { dg-warning "parameter 'k' is still held by 'slot' when 'before' returns [escape-dangle]" } */
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdangling-pointer"

void
silenced (int k)
{
  slot = &k;
}

int *
returned_is_another (int k)
{
  int *p = &k;
  return p; /* { dg-warning "parameter 'k' is returned from 'returned_is_another' [escape-dangle]" } */
}

#pragma GCC diagnostic pop

void
after (int k)
{
  slot = &k; /* { dg-warning "parameter 'k' is still held by 'slot' when 'after' returns [escape-dangle]" } */
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wreturn-local-addr"

int *
returned_silenced (int k)
{
  int *p = &k;
  return p;
}

void
stored_is_another (int k)
{
  slot = &k; /* { dg-warning "parameter 'k' is still held by 'slot' when 'stored_is_another' returns [escape-dangle]" } */
}

#pragma GCC diagnostic pop

void
one_line (int k)
{
  int x = k, y = k;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdangling-pointer"
  slot = &x;
#pragma GCC diagnostic pop
  if (k)
    slot = &y; /* { dg-warning "variable 'y' is still held by 'slot' when 'one_line' returns [escape-dangle]" } */
}

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wdangling-pointer"

/* This pragma turns GCC's own warning on, and it is enough.  */

void
made_an_error (int k)
{
  slot = &k;			/* { dg-error "storing the address of local variable 'k' in 'slot'" } */
}

#pragma GCC diagnostic pop
