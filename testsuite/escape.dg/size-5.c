/* Bounds that several tests set together, that loops set, that what was read
   before has, and that functions have; with look-alikes that stay on the
   heap.  */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct header { unsigned char type; unsigned short len; uint32_t size; };
static int count;
extern int other (void);

static int
use (char *p)
{
  int r;
  if (!p)
    return 0;
  p[0] = 1;
  r = p[0];
  return r;
}

#define DONE(p)								\
  do									\
    {									\
      int r = use (p);							\
      free (p);								\
      return r;								\
    }									\
  while (0)

/* One of several values.  */

int
two_values (int n)
{
  if (n != 4 && n != 8)
    return 0;
  char *p = malloc (n); /* { dg-warning "these at most 8 bytes never outlive 'two_values': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
bits (int n)
{
  if (n != 128 && n != 192 && n != 256)
    return 0;
  char *p = malloc (n / 8); /* { dg-warning "these at most 32 bytes never outlive 'bits': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
flag (size_t n)
{
  int ok = n == 4 || n == 8;
  if (!ok)
    return 0;
  char *p = malloc (n); /* { dg-warning "these at most 8 bytes never outlive 'flag': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
two_values_or_any (size_t n, int any)
{
  if (!any && n != 4 && n != 8)
    return 0;
  char *p = malloc (n);
  DONE (p);
}

int
by_switch (int n)
{
  switch (n)
    {
    case 4:
    case 8 ... 16:
      break;
    default:
      return 0;
    }
  char *p = malloc (n); /* { dg-warning "these at most 16 bytes never outlive 'by_switch': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
by_default (int n)
{
  switch (n)
    {
    case 4:
    case 8:
      return 0;
    }
  char *p = malloc (n);
  DONE (p);
}

int
neither (size_t n)
{
  if (n == 4 || n == 8)
    return 0;
  char *p = malloc (n);
  DONE (p);
}

/* Loops.  */

int
up_to_a_space (const char *s)
{
  int n;
  for (n = 0; n < 32 && s[n] != ' '; n++)
    ;
  char *p = malloc (n + 1); /* { dg-warning "these at most 33 bytes never outlive 'up_to_a_space': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
up_to_the_end (const char *s)
{
  size_t n = 0;
  while (s[n] && n < 40)
    n++;
  char *p = malloc (n + 1); /* { dg-warning "these at most 41 bytes never outlive 'up_to_the_end': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
up_to_a_break (const char *s)
{
  size_t n = 0;
  for (;;)
    {
      if (n >= 40)
	break;
      if (s[n] == ',')
	break;
      n++;
    }
  char *p = malloc (n + 1); /* { dg-warning "these at most 41 bytes never outlive 'up_to_a_break': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
downwards (void)
{
  int r = 0;
  for (size_t i = 16; i-- > 0;)
    {
      char *p = malloc (i + 1); /* { dg-warning "these at most 16 bytes never outlive 'downwards': they could live on the stack [escape-bounded]" } */
      r += use (p);
      free (p);
    }
  return r;
}

int
no_bound_in_loop (const char *s)
{
  size_t n = 0;
  while (s[n])
    n++;
  char *p = malloc (n + 1);
  DONE (p);
}

int
bound_on_one_way (const char *s)
{
  size_t n = 0;
  while (s[n])
    {
      if (s[n] == ',' && n >= 40)
	break;
      n++;
    }
  char *p = malloc (n + 1);
  DONE (p);
}

int
by_more_than_one (const char *s, size_t step)
{
  size_t n = 0;
  while (s[n] && n < 40)
    n += step;
  char *p = malloc (n + 1);
  DONE (p);
}

int
doubled (size_t n)
{
  size_t room = 16;
  while (room < n)
    room *= 2;
  char *p = malloc (room);
  DONE (p);
}

/* Read twice.  */

int
member (struct header *h)
{
  if (h->len > 256)
    return 0;
  char *p = malloc (h->len * sizeof (int)); /* { dg-warning "these at most 1024 bytes never outlive 'member': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
global (void)
{
  if (count < 0 || count > 100)
    return 0;
  char *p = malloc (count); /* { dg-warning "these at most 100 bytes never outlive 'global': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
member_changed (struct header *h, uint32_t *to)
{
  if (h->size > 256)
    return 0;
  *to = 70000;
  char *p = malloc (h->size);
  DONE (p);
}

int
other_member (struct header *h)
{
  if (h->size > 256)
    return 0;
  h++;
  char *p = malloc (h->size);
  DONE (p);
}

int
global_changed (void)
{
  if (count < 0 || count > 100)
    return 0;
  other ();
  char *p = malloc (count);
  DONE (p);
}

int
volatile_read (volatile uint32_t *n)
{
  if (*n > 100)
    return 0;
  char *p = malloc (*n);
  DONE (p);
}

/* Computed twice.  */

int
twice (unsigned n)
{
  if (n * 4 > 100)
    return 0;
  char *p = malloc (n * 4); /* { dg-warning "these at most 100 bytes never outlive 'twice': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
cast_loses_nothing (unsigned n)
{
  if ((uint8_t) n != n)
    return 0;
  char *p = malloc (n); /* { dg-warning "these at most 255 bytes never outlive 'cast_loses_nothing': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
computed_from_another (size_t n)
{
  if (n * 4 > 100)
    return 0;
  char *p = malloc (n);
  DONE (p);
}

/* Results.  */

int
from_file (FILE *f)
{
  char b[100];
  size_t n = fread (b, 1, sizeof b, f);
  char *p = malloc (n + 1); /* { dg-warning "these at most 101 bytes never outlive 'from_file': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
from_descriptor (int fd)
{
  char b[64];
  ssize_t n = read (fd, b, sizeof b);
  if (n <= 0)
    return 0;
  char *p = malloc (n); /* { dg-warning "these at most 64 bytes never outlive 'from_descriptor': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
read_may_fail (int fd)
{
  char b[64];
  ssize_t n = read (fd, b, sizeof b);
  char *p = malloc (n);
  DONE (p);
}

int
what_it_would_have_printed (const char *s)
{
  char b[64];
  int n = snprintf (b, sizeof b, "%s", s);
  if (n < 0)
    return 0;
  char *p = malloc (n + 1);
  DONE (p);
}

static size_t
limited (size_t n)
{
  return n < 64 ? n : 64;
}

static int
small (unsigned n)
{
  return n <= 64;
}

static size_t
unlimited (size_t n)
{
  return n < 64 ? 64 : n;
}

int
by_function (size_t n)
{
  char *p = malloc (limited (n)); /* { dg-warning "these at most 64 bytes never outlive 'by_function': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
by_predicate (unsigned n)
{
  if (!small (n))
    return 0;
  char *p = malloc (n); /* { dg-warning "these at most 64 bytes never outlive 'by_predicate': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
by_wrong_function (size_t n)
{
  char *p = malloc (unlimited (n));
  DONE (p);
}

int
by_opposite (unsigned n)
{
  if (small (n))
    return 0;
  char *p = malloc (n);
  DONE (p);
}

int
predicate_of_another (unsigned n)
{
  if (!small (n / 2000))
    return 0;
  char *p = malloc (n);
  DONE (p);
}

/* Overflow.  */

int
checked (size_t n)
{
  size_t m;
  if (__builtin_mul_overflow (n, 8, &m) || m > 512)
    return 0;
  char *p = malloc (m); /* { dg-warning "these at most 512 bytes never outlive 'checked': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
checked_and_clamped (size_t n)
{
  size_t m;
  if (__builtin_mul_overflow (n, 8, &m))
    return 0;
  if (m > 512)
    m = 512;
  char *p = malloc (m); /* { dg-warning "these at most 512 bytes never outlive 'checked_and_clamped': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
only_overflow_checked (size_t n)
{
  size_t m;
  if (__builtin_mul_overflow (n, 8, &m))
    return 0;
  char *p = malloc (m);
  DONE (p);
}

/* Strings.  */

int
part_of_array (int k)
{
  char b[16];
  memset (b, k, 15);
  b[15] = 0;
  char *p = strdup (b + 3); /* { dg-warning "these at most 13 bytes never outlive 'part_of_array': they could live on the stack [escape-bounded]" } */
  DONE (p);
}

int
part_of_parameter (const char *s)
{
  char *p = strdup (s + 3);
  DONE (p);
}
