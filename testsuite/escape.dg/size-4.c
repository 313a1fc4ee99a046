/* Sizes that wrappers of allocators compute: at a call that passes constants, or
   something that has a bound, the size is known.  */

/* { dg-options "-Wno-alloc-size-larger-than" } */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int used;

static void *
or_one (size_t n)
{
  void *p = malloc (n ? n : 1);
  if (!p)
    abort ();
  return p;
}

static void *
set_to_one (size_t n)
{
  if (n == 0)
    n = 1;
  return malloc (n);
}

static void *
one_more (size_t n)
{
  if (!n)
    n++;
  return malloc (n);
}

static void *
plus_not (size_t n)
{
  return malloc (n + !n);
}

static void *
checked_product (size_t n, size_t size)
{
  if (size && n > SIZE_MAX / size)
    abort ();
  return or_one (n * size);
}

static void *
both_or_one (size_t n, size_t size)
{
  void *p;
  if (!n || !size)
    n = size = 1;
  p = calloc (n, size);
  if (!p)
    abort ();
  return p;
}

static void *
rounded (size_t n)
{
  return malloc ((n + 7) & ~(size_t) 7);
}

static void *
rounded_int (int n)
{
  return malloc ((n + 15) & ~15);
}

static void *
rounded_unsigned (unsigned n)
{
  return malloc ((n + 7) & ~7u);
}

static void *
at_least (size_t n, size_t least)
{
  return malloc (n > least ? n : least);
}

static void *
at_most (size_t n, size_t most)
{
  if (n > most)
    n = most;
  return malloc (n);
}

static void *
with_header (int n)
{
  if (n < 0)
    return NULL;
  return malloc (n * 8 + 24);
}

static void *
bits_to_bytes (unsigned n)
{
  return calloc ((n + 31) / 32, 4);
}

static void *
two_to_the (unsigned n)
{
  return malloc ((size_t) 1 << n);
}

static void *
less_one (size_t n)
{
  return malloc (n - 1);
}

static void *
narrow_product (unsigned n, unsigned size)
{
  return malloc (n * size);
}

static void *
as_byte (unsigned char n)
{
  return malloc (n);
}

static void *
refuses_large (size_t n)
{
  return n > 100 ? NULL : malloc (n);
}

static void *
overflow_checked (size_t n, size_t size)
{
  size_t all;
  if (__builtin_mul_overflow (n, size, &all))
    return NULL;
  return malloc (all);
}

static void *
overflow_checked_or_one (size_t n, size_t size)
{
  size_t all;
  if (__builtin_mul_overflow (n, size, &all))
    return NULL;
  if (!all)
    all = 1;
  return malloc (all);
}

static char *
join (const char *a, const char *b)
{
  size_t n = strlen (a), m = strlen (b);
  return malloc (n + m + 1);
}

static size_t
need (const char *s)
{
  return strlen (s) + 1;
}

#define TRY(name, call)							\
  int									\
  name (void)								\
  {									\
    char *p = call;							\
    if (!p)								\
      return 0;								\
    p[0] = 1;								\
    used += p[0];							\
    free (p);								\
    return used;							\
  }

TRY (s_or_one, or_one (40)) /* { dg-warning "these 40 bytes never outlive 's_or_one': they could live on the stack [escape-stackable]" } */
TRY (s_or_one_of_none, or_one (0)) /* { dg-warning "this byte never outlives 's_or_one_of_none': it could live on the stack [escape-stackable]" } */
TRY (s_set_to_one, set_to_one (40)) /* { dg-warning "these 40 bytes never outlive 's_set_to_one': they could live on the stack [escape-stackable]" } */
TRY (s_one_more, one_more (40)) /* { dg-warning "these 40 bytes never outlive 's_one_more': they could live on the stack [escape-stackable]" } */
TRY (s_one_more_of_none, one_more (0)) /* { dg-warning "this byte never outlives 's_one_more_of_none': it could live on the stack [escape-stackable]" } */
TRY (s_plus_not, plus_not (40)) /* { dg-warning "these 40 bytes never outlive 's_plus_not': they could live on the stack [escape-stackable]" } */
TRY (s_product, checked_product (4, 10)) /* { dg-warning "these 40 bytes never outlive 's_product': they could live on the stack [escape-stackable]" } */
TRY (s_both_or_one, both_or_one (4, 10)) /* { dg-warning "these 40 bytes never outlive 's_both_or_one': they could live on the stack [escape-stackable]" } */
TRY (s_both_of_none, both_or_one (4, 0)) /* { dg-warning "this byte never outlives 's_both_of_none': it could live on the stack [escape-stackable]" } */
TRY (s_rounded, rounded (33)) /* { dg-warning "these 40 bytes never outlive 's_rounded': they could live on the stack [escape-stackable]" } */
TRY (s_rounded_int, rounded_int (33)) /* { dg-warning "these 48 bytes never outlive 's_rounded_int': they could live on the stack [escape-stackable]" } */
TRY (s_rounded_unsigned, rounded_unsigned (33)) /* { dg-warning "these 40 bytes never outlive 's_rounded_unsigned': they could live on the stack [escape-stackable]" } */
TRY (s_at_least, at_least (3, 40)) /* { dg-warning "these 40 bytes never outlive 's_at_least': they could live on the stack [escape-stackable]" } */
TRY (s_at_most, at_most (300, 40)) /* { dg-warning "these 40 bytes never outlive 's_at_most': they could live on the stack [escape-stackable]" } */
TRY (s_with_header, with_header (2)) /* { dg-warning "these 40 bytes never outlive 's_with_header': they could live on the stack [escape-stackable]" } */
TRY (s_bits, bits_to_bytes (300)) /* { dg-warning "these 40 bytes never outlive 's_bits': they could live on the stack [escape-stackable]" } */
TRY (s_power, two_to_the (6)) /* { dg-warning "these 64 bytes never outlive 's_power': they could live on the stack [escape-stackable]" } */
TRY (s_less_one, less_one (41)) /* { dg-warning "these 40 bytes never outlive 's_less_one': they could live on the stack [escape-stackable]" } */
TRY (s_refused, refuses_large (40)) /* { dg-warning "these 40 bytes never outlive 's_refused': they could live on the stack [escape-stackable]" } */
TRY (s_overflow_checked, overflow_checked (4, 10)) /* { dg-warning "these 40 bytes never outlive 's_overflow_checked': they could live on the stack [escape-stackable]" } */
TRY (s_checked_or_one, overflow_checked_or_one (4, 10)) /* { dg-warning "these 40 bytes never outlive 's_checked_or_one': they could live on the stack [escape-stackable]" } */
TRY (s_join, join ("abc", "defg")) /* { dg-warning "these 8 bytes never outlive 's_join': they could live on the stack [escape-stackable]" } */
TRY (s_need, malloc (need ("abc"))) /* { dg-warning "these 4 bytes never outlive 's_need': they could live on the stack [escape-stackable]" } */

/* Ranges.  */

#define TRY_N(name, type, check, call)					\
  int									\
  name (type n)								\
  {									\
    char *p;								\
    if (check)								\
      return 0;								\
    p = call;								\
    if (!p)								\
      return 0;								\
    p[0] = 1;								\
    used += p[0];							\
    free (p);								\
    return used;							\
  }

TRY_N (b_or_one, size_t, n > 60, or_one (n + 1)) /* { dg-warning "these at most 61 bytes never outlive 'b_or_one': they could live on the stack [escape-bounded]" } */
TRY_N (b_product, unsigned char, 0, checked_product (n, 4)) /* { dg-warning "these at most 1020 bytes never outlive 'b_product': they could live on the stack [escape-bounded]" } */
TRY_N (b_rounded, size_t, n > 60, rounded (n)) /* { dg-warning "these at most 64 bytes never outlive 'b_rounded': they could live on the stack [escape-bounded]" } */
TRY_N (b_at_most, size_t, 0, at_most (n, 40)) /* { dg-warning "these at most 40 bytes never outlive 'b_at_most': they could live on the stack [escape-bounded]" } */
TRY_N (b_as_byte, unsigned, 0, as_byte (n)) /* { dg-warning "these at most 255 bytes never outlive 'b_as_byte': they could live on the stack [escape-bounded]" } */
TRY_N (b_refused, size_t, 0, refuses_large (n)) /* { dg-warning "these at most 100 bytes never outlive 'b_refused': they could live on the stack [escape-bounded]" } */
TRY_N (b_cast_twice, uint64_t, (uint32_t) n > 64, rounded_unsigned (n)) /* { dg-warning "these at most 64 bytes never outlive 'b_cast_twice': they could live on the stack [escape-bounded]" } */

int
b_join (int k)
{
  char buf[24];
  char *p;
  memset (buf, k, sizeof buf - 1);
  buf[23] = 0;
  p = join (buf, "abc"); /* { dg-warning "these at most 27 bytes never outlive 'b_join': they could live on the stack [escape-bounded]" } */
  if (!p)
    return 0;
  p[0] = 1;
  used += p[0];
  free (p);
  return used;
}

/* On the heap: nothing is known, it may wrap around, or it is too large.  */

TRY_N (h_or_one, size_t, 0, or_one (n))
TRY_N (h_product, size_t, n > 60, checked_product (n, n * 4000))
TRY_N (h_rounded, size_t, n > 65600, rounded (n))
TRY_N (h_at_least, size_t, 0, at_least (n, 40))
TRY_N (h_less_one, size_t, n > 60, less_one (n))
TRY_N (h_rounded_int, int, n > 60, rounded_int (n))
TRY_N (h_with_header, int, n > 9000, with_header (n))
TRY_N (h_power, unsigned, n > 40, two_to_the (n))
TRY_N (h_cast_lost, uint64_t, (uint32_t) n > 64, rounded (n))
TRY (h_wraps, less_one (0))
TRY (h_negative, rounded_int (-40))
TRY (h_narrow_product, narrow_product (65536, 65537))
TRY (h_large, checked_product (300, 300))

int
h_join (const char *s)
{
  char *p = join (s, "abc");
  if (!p)
    return 0;
  p[0] = 1;
  used += p[0];
  free (p);
  return used;
}
