/* The address of a local object is returned, by every way that the front end
   does not fold.  */

/* Without -O GCC says less of this by itself; gcc-1.c has both together.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#include <stdio.h>
#include <string.h>

struct pair { int a, b; };

static int counter;

int *
via_pointer (void)
{
  int x = counter;
  int *p = &x;
  return p; /* { dg-warning "variable 'x' is returned from 'via_pointer' [escape-dangle]" } */
}

char *
array_name (int k)
{
  char buf[20];
  char *p = buf;
  snprintf (p, sizeof buf, "%d", k);
  return p; /* { dg-warning "variable 'buf' is returned from 'array_name' [escape-dangle]" } */
}

char *
array_middle (int k)
{
  char buf[20];
  char *p = buf;
  p += snprintf (buf, sizeof buf, "%d", k) % 8;
  return p; /* { dg-warning "variable 'buf' is returned from 'array_middle' [escape-dangle]" } */
}

int *
member (int k)
{
  struct pair pr = { k, k };
  int *p = k ? &pr.a : &pr.b;
  return p; /* { dg-warning "variable 'pr' is returned from 'member' [escape-dangle]" } */
}

int *
one_arm (int k)
{
  int x = k;
  int *p = &counter;
  if (k > 3)
    p = &x;
  return p; /* { dg-warning "variable 'x' is returned from 'one_arm' [escape-dangle]" } */
}

int *
parameter_itself (int k)
{
  int *p = &k;
  return p; /* { dg-warning "parameter 'k' is returned from 'parameter_itself' [escape-dangle]" } */
}

char *
by_library (const char *s)
{
  char buf[32];
  strncpy (buf, s, sizeof buf - 1);
  buf[31] = 0;
  return strchr (buf, '.'); /* { dg-warning "variable 'buf' is returned from 'by_library' [escape-dangle]" } */
}

char *
by_memset (void)
{
  char buf[8];
  return memset (buf, 'x', sizeof buf); /* { dg-warning "variable 'buf' is returned from 'by_memset' [escape-dangle]" } */
}

static int *
same (int *p)
{
  return p;
}

int *
by_own_callee (int k)
{
  int x = k;
  return same (&x); /* { dg-warning "variable 'x' is returned from 'by_own_callee' [escape-dangle]" } */
}

int *
by_two_callees (int k)
{
  int x = k;
  return same (same (&x)); /* { dg-warning "variable 'x' is returned from 'by_two_callees' [escape-dangle]" } */
}

static int *
larger (int *p, int *q)
{
  return *p > *q ? p : q;
}

int *
one_of_two (int k)
{
  int x = k;
  return larger (&x, &counter); /* { dg-warning "variable 'x' is returned from 'one_of_two' [escape-dangle]" } */
}

/* What must stay quiet.  */

int
value_only (int k)
{
  int x = k;
  int *p = &x;
  return *p;
}

int *
static_object (int k)
{
  static int x;
  int *p = &x;
  x = k;
  return p;
}

const char *
literal (int k)
{
  const char *s = k ? "yes" : "no";
  return s;
}

struct pair
whole_object (int k)
{
  struct pair pr = { k, 1 };
  struct pair *p = &pr;
  return *p;
}

int
difference (const char *s)
{
  char buf[16];
  char *p;
  strncpy (buf, s, 15);
  buf[15] = 0;
  p = strchr (buf, ':');
  return p ? p - buf : -1;
}

int *
replaced (int k)
{
  int x = k;
  int *p = &x;
  counter += *p;
  p = &counter;
  return p;
}

int *
argument_given_back (int *p)
{
  int x = *p;
  int *q = &x;
  counter = *q;
  return p;
}
