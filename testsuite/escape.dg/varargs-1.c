/* Variadic functions: own ones that keep an argument, the library's, unknown
   ones.  */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static int *last;
static const char *names[8];
static int n;

static void
keep_first (int count, ...)
{
  va_list ap;
  va_start (ap, count);
  last = va_arg (ap, int *);
  va_end (ap);
}

static void
keep_all (const char *first, ...)
{
  va_list ap;
  const char *s;
  va_start (ap, first);
  for (s = first; s; s = va_arg (ap, const char *))
    names[n++ & 7] = s;
  va_end (ap);
}

static void
keep_from_list (va_list ap)
{
  last = va_arg (ap, int *);
}

static void
keep_by_list (int count, ...)
{
  va_list ap;
  va_start (ap, count);
  keep_from_list (ap);
  va_end (ap);
}

static int
sum_of (int count, ...)
{
  va_list ap;
  int s = 0;
  va_start (ap, count);
  while (count-- > 0)
    s += *va_arg (ap, int *);
  va_end (ap);
  return s;
}

static int *
second_of (int count, ...)
{
  va_list ap;
  int *p;
  va_start (ap, count);
  p = va_arg (ap, int *);
  p = va_arg (ap, int *);
  va_end (ap);
  return p;
}

static void
report (const char *format, ...)
{
  va_list ap;
  va_start (ap, format);
  vfprintf (stderr, format, ap);
  va_end (ap);
}

void unknown_variadic (const char *, ...);

void
first_kept (int k)
{
  int x = k;
  keep_first (1, &x); /* { dg-warning "variable 'x' is still held by 'last' when 'first_kept' returns [escape-dangle]" } */
}

void
named_kept (void)
{
  char a[] = "a";
  keep_all (a, "b", NULL); /* { dg-warning "variable 'a' is still held by 'names' when 'named_kept' returns [escape-dangle]" } */
}

void
unnamed_kept (void)
{
  char b[] = "b";
  keep_all ("a", b, NULL); /* { dg-warning "variable 'b' is still held by 'names' when 'unnamed_kept' returns [escape-dangle]" } */
}

void
kept_by_list (int k)
{
  int x = k;
  keep_by_list (1, &x); /* { dg-warning "'x' is.*[escape-dangle]" } */
}

void
result_kept (int k)
{
  int x = k;
  last = second_of (2, &n, &x); /* { dg-warning "variable 'x' is still held by 'last' when 'result_kept' returns [escape-dangle]" } */
}

/* Quiet.  */

int
summed (int k)
{
  int x = k, y = k;
  return sum_of (2, &x, &y);
}

int
result_used (int k)
{
  int x = k, y = k;
  return *second_of (2, &x, &y);
}

void
printed (int k)
{
  char buf[8];
  sprintf (buf, "%d", k);
  report ("%s %p\n", buf, (void *) buf);
  printf ("%s\n", buf);
}

void
scanned (const char *s)
{
  int x = 0;
  char word[16];
  if (sscanf (s, "%d %15s", &x, word) == 2)
    n += x + word[0];
}

void
given_to_unknown (int k)
{
  int x = k;
  unknown_variadic ("x", &x);
}

int
heap_summed (void)
{
  int *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'heap_summed': they could live on the stack [escape-stackable]" } */
  int r;
  if (!p)
    return 0;
  *p = 4;
  r = sum_of (1, p);
  free (p);
  return r;
}

void
heap_given_to_unknown (void)
{
  int *p = malloc (sizeof *p);
  unknown_variadic ("p", p);
  free (p);
}
