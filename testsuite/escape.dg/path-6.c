/* Values that meet: a buffer of the function or a longer one, chosen by a
   condition that is asked again.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct view { const char *at; size_t n; };

static char *kept;
static char fixed[64];
static int sum;

/* Quiet: what is stored or returned is not the function's own.  */

char *
own_or_static (size_t n)
{
  char small[16], *p = small;
  if (n > sizeof small)
    p = fixed;
  p[0] = 'x';
  if (n > sizeof small)
    return p;
  return NULL;
}

char *
copied_if_own (size_t n)
{
  char small[16], *p = small;
  int heap = 0;
  if (n > sizeof small)
    {
      p = malloc (n);
      heap = 1;
    }
  if (!p)
    return NULL;
  p[0] = 0;
  if (!heap)
    p = strdup (small);
  return p;
}

char *
copied_if_equal (const char *s, size_t n)
{
  char small[16], *p = small;
  if (n > sizeof small)
    p = fixed;
  memcpy (p, s, 16);
  if (p == small)
    p = strdup (small);
  return p;
}

char *
returned_if_different (size_t n)
{
  char small[16], *p = small;
  if (n > sizeof small)
    p = fixed;
  p[0] = 0;
  return p != small ? p : NULL;
}

void
stored_if_static (size_t n)
{
  char small[16];
  char *p = n > sizeof small ? fixed : small;
  p[0] = 0;
  if (n > sizeof small)
    kept = p;
}

void
stored_under_a_stronger_condition (size_t n)
{
  char small[16];
  char *p = n > sizeof small ? fixed : small;
  p[0] = 0;
  if (n > 100)
    kept = p;
}

char *
chosen_twice (int k)
{
  char small[16];
  char *p = k ? small : fixed;
  p[0] = 0;
  return k ? NULL : p;
}

char *
chosen_by_a_switch (int k)
{
  char small[16], *p;
  switch (k)
    {
    case 0:
      p = fixed;
      break;
    case 5:
      p = fixed + 8;
      break;
    default:
      p = small;
    }
  p[0] = 0;
  switch (k)
    {
    case 0:
    case 5:
      return p;
    default:
      return NULL;
    }
}

char *
with_a_flag (const char *s)
{
  char small[16], *p = fixed;
  int own = 0;
  if (strlen (s) < sizeof small)
    {
      p = strcpy (small, s);
      own = 1;
    }
  sum += p[0];
  if (own)
    return NULL;
  return p;
}

struct view
view_of_static (int k)
{
  char small[16] = "x";
  struct view v = { small, 1 };
  if (k)
    v.at = fixed;
  sum += v.at[0];
  if (!k)
    v.at = NULL;
  return v;
}

int
length_of_either (int k)
{
  char small[16] = "x";
  const char *p = k ? small : fixed;
  return strlen (p);
}

void
reset_by_the_same_choice (int k)
{
  char small[16];
  kept = k ? small : fixed;
  sum++;
  kept = k ? NULL : kept;
}

char *
freed_or_returned (size_t n)
{
  char small[16];
  char *p = n > sizeof small ? malloc (n) : small;
  if (!p)
    return NULL;
  p[0] = 0;
  if (p == small)
    return NULL;
  return p;
}

/* The function's own after all.  */

char *
own_or_static_returned (size_t n)
{
  char small[16], *p = small;
  if (n > sizeof small)
    p = fixed;
  p[0] = 'x';
  return p; /* { dg-warning "variable 'small' is returned from 'own_or_static_returned' [escape-dangle]" } */
}

char *
wrong_way_round (size_t n)
{
  char small[16], *p = small;
  if (n > sizeof small)
    p = fixed;
  p[0] = 'x';
  if (n > sizeof small)
    return NULL;
  return p; /* { dg-warning "variable 'small' is returned from 'wrong_way_round' [escape-dangle]" } */
}

char *
weaker_condition (size_t n)
{
  char small[16], *p = small;
  if (n > sizeof small)
    p = fixed;
  p[0] = 'x';
  if (n > 8)
    return p; /* { dg-warning "variable 'small' is returned from 'weaker_condition' [escape-dangle]" } */
  return NULL;
}

char *
copied_if_heap (size_t n)
{
  char small[16], *p = small;
  int heap = 0;
  if (n > sizeof small)
    {
      p = fixed;
      heap = 1;
    }
  if (heap)
    p = NULL;
  return p; /* { dg-warning "variable 'small' is returned from 'copied_if_heap' [escape-dangle]" } */
}

char *
returned_if_equal (size_t n)
{
  char small[16], *p = small;
  if (n > sizeof small)
    p = fixed;
  p[0] = 0;
  return p == small ? p : NULL; /* { dg-warning "variable 'small' is returned from 'returned_if_equal' [escape-dangle]" } */
}

void
stored_if_small (size_t n)
{
  char small[16];
  char *p = n > sizeof small ? fixed : small;
  p[0] = 0;
  if (n < 10)
    kept = p; /* { dg-warning "variable 'small' is still held by 'kept' when 'stored_if_small' returns [escape-dangle]" } */
}

char *
chosen_by_another (int k, int m)
{
  char small[16];
  char *p = k ? small : fixed;
  p[0] = 0;
  return m ? NULL : p; /* { dg-warning "variable 'small' is returned from 'chosen_by_another' [escape-dangle]" } */
}

char *
one_case_too_many (int k)
{
  char small[16], *p;
  switch (k)
    {
    case 0:
      p = fixed;
      break;
    default:
      p = small;
    }
  p[0] = 0;
  switch (k)
    {
    case 0:
    case 1:
      return p; /* { dg-warning "variable 'small' is returned from 'one_case_too_many' [escape-dangle]" } */
    default:
      return NULL;
    }
}

char *
flag_of_another (const char *s, int k)
{
  char small[16], *p = fixed;
  int own = 0;
  if (k)
    own = 1;
  if (strlen (s) < sizeof small)
    p = strcpy (small, s);
  sum += p[0];
  if (own)
    return NULL;
  return p; /* { dg-warning "variable 'small' is returned from 'flag_of_another' [escape-dangle]" } */
}

struct view
view_of_own (int k)
{
  char small[16] = "x";
  struct view v = { small, 1 };
  if (k)
    v.at = fixed;
  return v; /* { dg-warning "variable 'small' is still held by the result when 'view_of_own' returns [escape-dangle]" } */
}

void
not_reset_by_the_choice (int k)
{
  char small[16];
  kept = k ? small : fixed; /* { dg-warning "variable 'small' is still held by 'kept' when 'not_reset_by_the_choice' returns [escape-dangle]" } */
  sum++;
  kept = k ? kept : NULL;
}
