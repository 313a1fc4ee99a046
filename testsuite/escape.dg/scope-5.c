/* Variable-length arrays die with their block, alloca with the function;
   parameters with the function, too.  */

/* Without -O GCC says less of this by itself; gcc-1.c has both together.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#include <alloca.h>
#include <stddef.h>
#include <string.h>

struct rec { char name[16]; int n; };

static char *text;
static int *slot;
static char *name;
static int sum;

int
array_of_block (int n)
{
  int *p = &sum;
  if (n > 0)
    {
      int v[n];
      v[0] = n;
      p = v; /* { dg-warning "variable-length array 'v' is still held by 'p' after its scope ends [escape-dangle]" } */
    }
  return *p;
}

void
array_kept (int n)
{
  int v[n + 1];
  v[n] = n;
  slot = &v[n]; /* { dg-warning "variable-length array 'v' is still held by 'slot' when 'array_kept' returns [escape-dangle]" } */
}

int
array_of_iteration (int n)
{
  int *longest = &sum;
  int i;
  for (i = 1; i < n; i++)
    {
      int v[i];
      v[0] = i;
      longest = v; /* { dg-warning "variable-length array 'v' is still held by 'longest' after its scope ends [escape-dangle]" } */
    }
  return *longest;
}

void
alloca_kept (const char *s)
{
  char *p = alloca (strlen (s) + 1);
  strcpy (p, s);
  text = p; /* { dg-warning "'alloca' block is still held by 'text' when 'alloca_kept' returns [escape-dangle]" } */
}

char *
alloca_returned (const char *s)
{
  char *p = __builtin_alloca (strlen (s) + 1);
  return strcpy (p, s); /* { dg-warning "'alloca' block is returned from 'alloca_returned' [escape-dangle]" } */
}

void
parameter_kept (int n)
{
  slot = &n; /* { dg-warning "parameter 'n' is still held by 'slot' when 'parameter_kept' returns [escape-dangle]" } */
}

void
structure_parameter_kept (struct rec r)
{
  name = r.name; /* { dg-warning "parameter 'r' is still held by 'name' when 'structure_parameter_kept' returns [escape-dangle]" } */
}

void
old_style_parameter_kept (n)
     int n;
{
  slot = &n; /* { dg-warning "parameter 'n' is still held by 'slot' when 'old_style_parameter_kept' returns [escape-dangle]" } */
}

/* Quiet.  */

int
alloca_of_inner_block (const char *s)
{
  const char *p = "";
  if (s)
    {
      char *q = alloca (8);
      strncpy (q, s, 7);
      q[7] = 0;
      p = q;
    }
  return *p;
}

int
alloca_in_loop (int n)
{
  int *p = &sum;
  while (n-- > 0)
    {
      int *q = alloca (sizeof *q);
      *q = n;
      p = q;
    }
  return *p;
}

int
array_used_in_its_block (int n)
{
  int v[n + 1];
  int *p = v;
  p[n] = n;
  return v[n];
}

int
structure_parameter_used (struct rec r)
{
  char *p = r.name;
  return p[0] + r.n;
}

void
array_parameter_is_a_pointer (int v[4])
{
  slot = &v[1];
}

void
array_kept_for_a_while (int n)
{
  int v[n + 1];
  slot = v;
  v[0] = 1;
  sum += *slot;
  slot = NULL;
}
