/* Sizes that vary: bounded by a type, a mask, a check, a minimum, a string of
   known length; and those that are not.  */

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define USE(p, n) (memset (p, 1, n), ((char *) (p))[0])

int
by_type (uint8_t n)
{
  char *p = malloc (n + 1); /* { dg-warning "these at most 256 bytes never outlive 'by_type': they could live on the stack [escape-bounded]" } */
  int r;
  if (!p)
    return 0;
  r = USE (p, n + 1);
  free (p);
  return r;
}

int
by_short_type (unsigned short n)
{
  char *p = malloc (n); /* { dg-warning "these at most 65535 bytes never outlive 'by_short_type': they could live on the stack [escape-bounded]" } */
  int r;
  if (!p)
    return 0;
  r = USE (p, n);
  free (p);
  return r;
}

int
by_mask (size_t n)
{
  char *p = malloc ((n & 127) + 8); /* { dg-warning "these at most 135 bytes never outlive 'by_mask': they could live on the stack [escape-bounded]" } */
  int r;
  if (!p)
    return 0;
  r = USE (p, 8);
  free (p);
  return r;
}

int
by_remainder (size_t n)
{
  char *p = malloc (n % 100 + 1); /* { dg-warning "these at most 100 bytes never outlive 'by_remainder': they could live on the stack [escape-bounded]" } */
  int r;
  if (!p)
    return 0;
  r = USE (p, 1);
  free (p);
  return r;
}

int
by_check (size_t n)
{
  char *p;
  int r;
  if (n > 200)
    return -1;
  p = malloc (n + 1); /* { dg-warning "these at most 201 bytes never outlive 'by_check': they could live on the stack [escape-bounded]" } */
  if (!p)
    return 0;
  r = USE (p, n + 1);
  free (p);
  return r;
}

int
by_check_inside (size_t n)
{
  int r = 0;
  if (n < 64)
    {
      int *p = malloc (n * sizeof *p + 1); /* { dg-warning "these at most 253 bytes never outlive 'by_check_inside': they could live on the stack [escape-bounded]" } */
      if (p)
	r = USE (p, n);
      free (p);
    }
  return r;
}

int
by_two_checks (int n)
{
  int *p;
  int r;
  if (n <= 0 || n > 32)
    return -1;
  p = malloc (n * sizeof *p); /* { dg-warning "these at most 128 bytes never outlive 'by_two_checks': they could live on the stack [escape-bounded]" } */
  if (!p)
    return 0;
  r = USE (p, n);
  free (p);
  return r;
}

int
by_minimum (size_t n)
{
  size_t m = MIN (n, 512);
  char *p = calloc (m + 1, 1); /* { dg-warning "these at most 513 bytes never outlive 'by_minimum': they could live on the stack [escape-bounded]" } */
  int r;
  if (!p)
    return 0;
  r = p[m];
  free (p);
  return r;
}

int
by_clamp (size_t n)
{
  char *p;
  int r;
  if (n > 300)
    n = 300;
  p = malloc (n + 2); /* { dg-warning "these at most 302 bytes never outlive 'by_clamp': they could live on the stack [escape-bounded]" } */
  if (!p)
    return 0;
  r = USE (p, n + 2);
  free (p);
  return r;
}

int
one_of_two (int wide)
{
  size_t n = wide ? 400 : 40;
  char *p = malloc (n); /* { dg-warning "these at most 400 bytes never outlive 'one_of_two': they could live on the stack [escape-bounded]" } */
  int r;
  if (!p)
    return 0;
  r = USE (p, n);
  free (p);
  return r;
}

int
by_fixed_buffer (int k)
{
  char name[24], *p;
  int r;
  snprintf (name, sizeof name, "n%d", k);
  p = malloc (strlen (name) + 1); /* { dg-warning "these at most 24 bytes never outlive 'by_fixed_buffer': they could live on the stack [escape-bounded]" } */
  if (!p)
    return 0;
  strcpy (p, name);
  r = p[0];
  free (p);
  return r;
}

/* Not bounded, or by too much.  */

int
any_size (size_t n)
{
  char *p = malloc (n);
  int r;
  if (!p)
    return 0;
  r = USE (p, n);
  free (p);
  return r;
}

int
signed_and_unchecked (int n)
{
  char *p;
  int r;
  if (n > 100)
    return -1;
  p = malloc (n);
  if (!p)
    return 0;
  r = USE (p, n);
  free (p);
  return r;
}

int
wrong_side (size_t n)
{
  char *p;
  int r;
  if (n < 100)
    return -1;
  p = malloc (n);
  if (!p)
    return 0;
  r = USE (p, n);
  free (p);
  return r;
}

int
bound_too_large (size_t n)
{
  char *p;
  int r;
  if (n > 70000)
    return -1;
  p = malloc (n);
  if (!p)
    return 0;
  r = USE (p, n);
  free (p);
  return r;
}

int
checked_afterwards (size_t n)
{
  char *p = malloc (n);
  int r;
  if (!p || n > 100)
    {
      free (p);
      return 0;
    }
  r = USE (p, n);
  free (p);
  return r;
}

int
may_wrap (size_t n)
{
  char *p;
  int r;
  if (n > 100)
    return -1;
  p = malloc (n - 10);
  if (!p)
    return 0;
  r = USE (p, 1);
  free (p);
  return r;
}

int
length_of_argument (const char *s)
{
  char *p = malloc (strlen (s) + 1);
  int r;
  if (!p)
    return 0;
  strcpy (p, s);
  r = p[0];
  free (p);
  return r;
}
