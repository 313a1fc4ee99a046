/* An address that is part of a result, or that is returned through a few
   variables.  */

/* Without -O GCC says less of this by itself; gcc-1.c has both together.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#include <stddef.h>

struct view { const int *base; size_t n; };
struct deep { struct view in[2]; };
union either { const int *p; long n; };

static const int fixed[3] = { 1, 2, 3 };

struct view
in_a_field (int k)
{
  int v[3] = { k, k, k };
  struct view w = { v, 3 };
  return w; /* { dg-warning "variable 'v' is still held by the result when 'in_a_field' returns [escape-dangle]" } */
}

struct view
in_a_literal (int k)
{
  int v[3] = { k, k, k };
  return (struct view) { v, 3 }; /* { dg-warning "variable 'v' is still held by the result when 'in_a_literal' returns [escape-dangle]" } */
}

struct deep
in_an_inner_field (int k)
{
  int v[3] = { k, k, k };
  struct deep d = { { { fixed, 3 }, { fixed, 3 } } };
  d.in[1].base = v + 1;
  return d; /* { dg-warning "variable 'v' is still held by the result when 'in_an_inner_field' returns [escape-dangle]" } */
}

union either
in_a_union (int k)
{
  union either e;
  e.p = &k;
  return e; /* { dg-warning "parameter 'k' is still held by the result when 'in_a_union' returns [escape-dangle]" } */
}

const int *
through_a_field (int k)
{
  int x = k;
  struct view w = { &x, 1 };
  return w.base; /* { dg-warning "variable 'x' is returned from 'through_a_field' [escape-dangle]" } */
}

const int *
through_an_array (int k)
{
  int x = k;
  const int *t[4] = { fixed, fixed, &x, fixed };
  return t[2]; /* { dg-warning "variable 'x' is returned from 'through_an_array' [escape-dangle]" } */
}

const int *
through_some_element (int k)
{
  int x = k;
  const int *t[4] = { fixed, &x, fixed, fixed };
  return t[k & 3]; /* { dg-warning "variable 'x' is returned from 'through_some_element' [escape-dangle]" } */
}

const int **
pointer_to_pointer (void)
{
  const int *p = fixed;
  const int **q = &p;
  return q; /* { dg-warning "variable 'p' is returned from 'pointer_to_pointer' [escape-dangle]" } */
}

const int *
loaded_through_pointer (int k)
{
  int x = k;
  const int *p = &x;
  const int **q = &p;
  return *q; /* { dg-warning "variable 'x' is returned from 'loaded_through_pointer' [escape-dangle]" } */
}

/* Quiet: the field next to it, the other element, the length alone.  */

const int *
other_field (int k)
{
  int x = k;
  struct { const int *mine, *theirs; } s = { &x, fixed };
  return s.theirs + (*s.mine & 1);
}

const int *
other_element (int k)
{
  int x = k;
  const int *t[2] = { &x, fixed };
  return t[1] + (*t[0] & 1);
}

size_t
length_alone (int k)
{
  int v[3] = { k, k, k };
  struct view w = { v, 3 };
  return w.n + w.base[0];
}

struct view
overwritten_before (int k)
{
  int v[3] = { k, k, k };
  struct view w = { v, 3 };
  w.n += w.base[1];
  w.base = fixed;
  return w;
}

const int *
what_it_points_to (const int *given)
{
  const int *p = given;
  const int **q = &p;
  return *q;
}
