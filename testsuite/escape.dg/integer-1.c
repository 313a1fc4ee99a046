/* Integers that carry an address: uintptr_t, tags, differences, bit-fields,
   long, double.  */

/* Without -O GCC says less of this by itself; gcc-1.c has both together.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#include <stdint.h>
#include <stddef.h>

struct word { uintptr_t bits; };

static uintptr_t kept;
static long number;
static uintptr_t words[4];
static int n;

void
as_uintptr (int k)
{
  int x = k;
  kept = (uintptr_t) &x; /* { dg-warning "variable 'x' is still held by 'kept' when 'as_uintptr' returns [escape-dangle]" } */
}

void
as_long (int k)
{
  int x = k;
  number = (long) &x; /* { dg-warning "variable 'x' is still held by 'number' when 'as_long' returns [escape-dangle]" } */
}

void
with_a_tag (int k)
{
  int x = k;
  kept = (uintptr_t) &x | 1; /* { dg-warning "variable 'x' is still held by 'kept' when 'with_a_tag' returns [escape-dangle]" } */
}

void
aligned_down (int k)
{
  char buf[64];
  buf[0] = k;
  kept = ((uintptr_t) buf + 31) & ~(uintptr_t) 31; /* { dg-warning "variable 'buf' is still held by 'kept' when 'aligned_down' returns [escape-dangle]" } */
  n += buf[0];
}

int *
there_and_back (int k)
{
  int x = k;
  uintptr_t u = (uintptr_t) &x;
  return (int *) u; /* { dg-warning "variable 'x' is returned from 'there_and_back' [escape-dangle]" } */
}

int *
tag_taken_off (int k)
{
  int x = k;
  uintptr_t u = (uintptr_t) &x | 3;
  return (int *) (u & ~(uintptr_t) 3); /* { dg-warning "variable 'x' is returned from 'tag_taken_off' [escape-dangle]" } */
}

uintptr_t
returned_as_integer (int k)
{
  int x = k;
  return (uintptr_t) &x; /* { dg-warning "variable 'x' is returned from 'returned_as_integer' [escape-dangle]" } */
}

struct word
in_a_structure (int k)
{
  int x = k;
  struct word w = { (uintptr_t) &x };
  return w; /* { dg-warning "variable 'x' is still held by the result when 'in_a_structure' returns [escape-dangle]" } */
}

void
in_a_table (int i, int k)
{
  int x = k;
  words[i & 3] = (uintptr_t) &x; /* { dg-warning "variable 'x' is still held by 'words' when 'in_a_table' returns [escape-dangle]" } */
}

static void
keep_word (uintptr_t u)
{
  kept = u;
}

void
passed_as_integer (int k)
{
  int x = k;
  keep_word ((uintptr_t) &x); /* { dg-warning "variable 'x' is still held by 'kept' when 'passed_as_integer' returns [escape-dangle]" } */
}

/* Quiet: integers that say something of an address and are none.  */

size_t
distance (const char *s)
{
  char buf[8];
  buf[0] = s[0];
  return (size_t) ((uintptr_t) &buf[5] - (uintptr_t) &buf[0]);
}

void
low_bits (int k)
{
  int x = k;
  n = (uintptr_t) &x & 7;
}

int
is_it_aligned (int k)
{
  int x = k;
  return ((uintptr_t) &x % 16) == 0;
}

void
one_bit (int k)
{
  int x = k;
  n = (uintptr_t) &x > kept;
}

void
combined_with_another (int k)
{
  int x = k, y = k;
  kept = (uintptr_t) &x ^ (uintptr_t) &y;
  n += x + y;
}

void
stack_depth (void)
{
  char here;
  static size_t deepest;
  size_t used = (size_t) (kept - (uintptr_t) &here);
  if (used > deepest)
    deepest = used;
}
