/* A condition that is asked twice: the address is stored in the first branch
   and taken back in the second, if that one is taken whenever the first
   was.  */

#include <stddef.h>
#include <string.h>

#define likely(x) __builtin_expect (!!(x), 1)
#define unlikely(x) __builtin_expect (!!(x), 0)

enum mode { MODE_NONE, MODE_READ, MODE_WRITE, MODE_BOTH };
struct ctx { char *buf; int n; };

static int sum;

/* Quiet: the second condition follows from the first.  */

int
same_variable (struct ctx *c, int k)
{
  char b[8];
  if (k)
    c->buf = b;
  sum++;
  if (k)
    c->buf = NULL;
  return sum;
}

int
negated (struct ctx *c, int k)
{
  char b[8];
  if (!k)
    c->buf = b;
  sum++;
  if (k)
    return sum;
  c->buf = NULL;
  return 0;
}

int
both_of_two (struct ctx *c, const char *s, size_t n)
{
  char b[8];
  if (s && n < sizeof b)
    c->buf = b;
  sum++;
  if (s && n < sizeof b)
    c->buf = NULL;
  return sum;
}

int
one_of_both (struct ctx *c, const char *s, size_t n)
{
  char b[8];
  if (s && n < sizeof b)
    c->buf = b;
  sum++;
  if (s)
    c->buf = NULL;
  return sum;
}

int
either_of_two (struct ctx *c, int k, int m)
{
  char b[8];
  if (k || m)
    c->buf = b;
  sum++;
  if (k || m)
    c->buf = NULL;
  return sum;
}

int
nested_and_joined (struct ctx *c, int k, int m)
{
  char b[8];
  if (k)
    if (m)
      c->buf = b;
  sum++;
  if (m && k)
    c->buf = NULL;
  return sum;
}

int
same_bit (struct ctx *c, int k)
{
  char b[8];
  if (k & 4)
    c->buf = b;
  sum++;
  if (k & 4)
    c->buf = NULL;
  return sum;
}

int
one_of_more_bits (struct ctx *c, int k)
{
  char b[8];
  if (k & 4)
    c->buf = b;
  sum++;
  if (k & 6)
    c->buf = NULL;
  return sum;
}

int
same_remainder (struct ctx *c, int k)
{
  char b[8];
  if (k % 3 == 1)
    c->buf = b;
  sum++;
  if (k % 3 == 1)
    c->buf = NULL;
  return sum;
}

int
through_a_wider_type (struct ctx *c, int k)
{
  char b[8];
  if (k > 0)
    c->buf = b;
  sum++;
  if ((long) k > 0)
    c->buf = NULL;
  return sum;
}

int
through_an_unsigned_type (struct ctx *c, int k)
{
  char b[8];
  if (k == 5)
    c->buf = b;
  sum++;
  if ((unsigned) k < 7)
    c->buf = NULL;
  return sum;
}

int
expected (struct ctx *c, int k)
{
  char b[8];
  if (unlikely (k > 3))
    c->buf = b;
  sum++;
  if (likely (k > 3))
    c->buf = NULL;
  return sum;
}

int
switched_twice (struct ctx *c, int k)
{
  char b[8];
  switch (k)
    {
    case 1: case 2:
      c->buf = b;
      break;
    default:
      sum++;
    }
  switch (k)
    {
    case 1: case 2: case 3:
      c->buf = NULL;
      break;
    default:
      sum--;
    }
  return sum;
}

int
switched_and_compared (struct ctx *c, int k)
{
  char b[8];
  switch (k)
    {
    case 3 ... 5:
      c->buf = b;
      break;
    case 9:
      sum++;
    }
  if (k >= 3)
    if (k < 6)
      c->buf = NULL;
  return sum;
}

int
wider_range (struct ctx *c, int k)
{
  char b[8];
  if (k > 10)
    c->buf = b;
  sum++;
  if (k > 5)
    c->buf = NULL;
  return sum;
}

int
one_value_is_not_another (struct ctx *c, int k)
{
  char b[8];
  if (k == 3)
    c->buf = b;
  sum++;
  if (k != 4)
    c->buf = NULL;
  return sum;
}

int
turned_round (struct ctx *c, int k, int m)
{
  char b[8];
  if (k < m)
    c->buf = b;
  sum++;
  if (m > k)
    c->buf = NULL;
  return sum;
}

int
floating_point (struct ctx *c, double d)
{
  char b[8];
  if (d > 0.5)
    c->buf = b;
  sum++;
  if (d > 0.5)
    c->buf = NULL;
  return sum;
}

int
enumeration (struct ctx *c, enum mode m)
{
  char b[8];
  if (m == MODE_WRITE)
    c->buf = b;
  sum++;
  if (m >= MODE_WRITE)
    c->buf = NULL;
  return sum;
}

int
kept_in_a_variable (struct ctx *c, int k)
{
  char b[8];
  int large = k > 100;
  if (large)
    c->buf = b;
  sum++;
  if (k > 100)
    c->buf = NULL;
  return sum;
}

int
string_is_null (struct ctx *c, const char *s)
{
  char b[8];
  if (s != NULL)
    c->buf = b;
  sum++;
  if (s)
    c->buf = NULL;
  return sum;
}

/* Not implied.  */

int
narrower_by_one_more (struct ctx *c, const char *s, size_t n)
{
  char b[8];
  if (s)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'narrower_by_one_more' returns [escape-dangle]" } */
  sum++;
  if (s && n < 16)
    c->buf = NULL;
  return sum;
}

int
both_instead_of_either (struct ctx *c, int k, int m)
{
  char b[8];
  if (k || m)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'both_instead_of_either' returns [escape-dangle]" } */
  sum++;
  if (k && m)
    c->buf = NULL;
  return sum;
}

int
the_opposite (struct ctx *c, int k)
{
  char b[8];
  if (k)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'the_opposite' returns [escape-dangle]" } */
  sum++;
  if (!k)
    c->buf = NULL;
  return sum;
}

int
fewer_bits (struct ctx *c, int k)
{
  char b[8];
  if (k & 6)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'fewer_bits' returns [escape-dangle]" } */
  sum++;
  if (k & 4)
    c->buf = NULL;
  return sum;
}

int
all_bits_instead_of_one (struct ctx *c, int k)
{
  char b[8];
  if (k & 6)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'all_bits_instead_of_one' returns [escape-dangle]" } */
  sum++;
  if ((k & 6) == 6)
    c->buf = NULL;
  return sum;
}

int
other_remainder (struct ctx *c, int k)
{
  char b[8];
  if (k % 3 == 1)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'other_remainder' returns [escape-dangle]" } */
  sum++;
  if (k % 4 == 1)
    c->buf = NULL;
  return sum;
}

int
through_a_narrower_type (struct ctx *c, int k)
{
  char b[8];
  if (k)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'through_a_narrower_type' returns [escape-dangle]" } */
  sum++;
  if ((char) k)
    c->buf = NULL;
  return sum;
}

int
narrower_range (struct ctx *c, int k)
{
  char b[8];
  if (k > 5)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'narrower_range' returns [escape-dangle]" } */
  sum++;
  if (k > 10)
    c->buf = NULL;
  return sum;
}

int
one_case_forgotten (struct ctx *c, int k)
{
  char b[8];
  switch (k)
    {
    case 1: case 2:
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'one_case_forgotten' returns [escape-dangle]" } */
      break;
    default:
      sum++;
    }
  switch (k)
    {
    case 2: case 3:
      c->buf = NULL;
      break;
    default:
      sum--;
    }
  return sum;
}

int
end_of_a_range_forgotten (struct ctx *c, int k)
{
  char b[8];
  switch (k)
    {
    case 3 ... 6:
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'end_of_a_range_forgotten' returns [escape-dangle]" } */
      break;
    case 9:
      sum++;
    }
  if (k >= 3)
    if (k < 6)
      c->buf = NULL;
  return sum;
}

int
less_or_equal (struct ctx *c, int k, int m)
{
  char b[8];
  if (k <= m)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'less_or_equal' returns [escape-dangle]" } */
  sum++;
  if (k < m)
    c->buf = NULL;
  return sum;
}

int
changed_in_between (struct ctx *c, int k)
{
  char b[8];
  if (k)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'changed_in_between' returns [escape-dangle]" } */
  k -= sum;
  if (k)
    c->buf = NULL;
  return sum;
}

int
other_floating_point (struct ctx *c, double d)
{
  char b[8];
  if (d > 0.5)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'other_floating_point' returns [escape-dangle]" } */
  sum++;
  if (d > 1.5)
    c->buf = NULL;
  return sum;
}

int
other_enumerator (struct ctx *c, enum mode m)
{
  char b[8];
  if (m != MODE_NONE)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'other_enumerator' returns [escape-dangle]" } */
  sum++;
  if (m == MODE_READ || m == MODE_WRITE)
    c->buf = NULL;
  return sum;
}
