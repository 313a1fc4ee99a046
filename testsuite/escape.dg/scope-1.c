/* Objects of inner blocks: used after their brace.  */

/* Without -O GCC says less of this by itself; gcc-1.c has both together.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static int sum;

int
plain (int k)
{
  int *p;
  {
    int x = k;
    p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
  }
  return *p;
}

int
one_arm (int k)
{
  const char *s = "none";
  if (k)
    {
      char buf[8];
      sprintf (buf, "%d", k & 63);
      s = buf; /* { dg-warning "variable 'buf' is still held by 's' after its scope ends [escape-dangle]" } */
    }
  return puts (s);
}

int
both_arms (int k)
{
  int *p;
  if (k)
    {
      int a = k;
      p = &a; /* { dg-warning "variable 'a' is still held by 'p' after its scope ends [escape-dangle]" } */
    }
  else
    {
      int b = 2;
      p = &b; /* { dg-warning "variable 'b' is still held by 'p' after its scope ends [escape-dangle]" } */
    }
  return *p;
}

int
two_levels (int k)
{
  int *p = &sum;
  {
    int *q;
    {
      int x = k;
      q = &x; /* { dg-warning "variable 'x' is still held by 'q' after its scope ends [escape-dangle]" } */
    }
    p = q;
  }
  return *p;
}

int
in_a_structure (int k)
{
  struct { int *p; int n; } s = { NULL, 0 };
  {
    int x = k;
    s.p = &x; /* { dg-warning "variable 'x' is still held by a pointer after its scope ends [escape-dangle]" } */
    s.n = 1;
  }
  return s.n ? *s.p : 0;
}

int
in_an_array (int k)
{
  int *v[3] = { &sum, &sum, &sum };
  int i, r = 0;
  {
    int x = k;
    v[1] = &x; /* { dg-warning "variable 'x' is still held by a pointer after its scope ends [escape-dangle]" } */
  }
  for (i = 0; i < 3; i++)
    r += *v[i];
  return r;
}

static void
set (int **out, int *p)
{
  *out = p;
}

int
by_callee (int k)
{
  int *p = &sum;
  {
    int x = k;
    set (&p, &x); /* { dg-warning "variable 'x' is still held by a pointer after its scope ends [escape-dangle]" } */
  }
  return *p;
}

int *
returned_later (int k)
{
  int *p = &sum;
  if (k > 2)
    {
      int x = k;
      p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
    }
  return p;
}

/* Quiet.  */

int
used_inside (int k)
{
  int *p;
  {
    int x = k;
    p = &x;
    sum += *p;
  }
  return sum;
}

int
set_again (int k)
{
  int *p;
  {
    int x = k;
    p = &x;
    sum += *p;
  }
  p = &sum;
  return *p;
}

int
used_under_the_same_test (int k)
{
  int *p = NULL;
  if (k > 0)
    {
      static int x;
      x = k;
      p = &x;
    }
  if (k > 0)
    sum += *p;
  return sum;
}

int
value_taken_out (int k)
{
  int v;
  {
    int x = k, *p = &x;
    v = *p;
  }
  return v;
}

int
never_looked_at (int k)
{
  int *p = &sum;
  {
    int x = k;
    p = &x;
    sum += *p;
  }
  return k;
}

int
outer_block_object (int k)
{
  int *p = NULL;
  {
    int x = k;
    {
      p = &x;
    }
    sum += *p;
  }
  return sum;
}
