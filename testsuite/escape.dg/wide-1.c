/* Values of several words: 16 bytes that GCC copies at once, wide bit-fields.  */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct pair { long n; char *p; };
typedef long vec __attribute__ ((vector_size (16), may_alias));

static struct { uintptr_t ptr : 48; unsigned tag : 16; } packed;
static long hash;

static void put (struct pair *o, const struct pair *i) { memcpy (o, i, sizeof *o); }
static void put_vec (struct pair *o, const struct pair *i) { *(vec *) o = *(const vec *) i; }
static void
swap (struct pair *a, struct pair *b)
{
  struct pair t;
  memcpy (&t, a, sizeof t);
  memcpy (a, b, sizeof t);
  memcpy (b, &t, sizeof t);
}

void
heap_in_the_second_word (struct pair *out)
{
  struct pair t;
  t.n = 8;
  t.p = malloc (8);
  put (out, &t);
}

void
heap_in_a_vector (struct pair *out)
{
  struct pair t;
  t.n = 8;
  t.p = malloc (8);
  put_vec (out, &t);
}

char *
heap_swapped (void)
{
  struct pair t, u;
  u.p = NULL;
  t.n = 8;
  t.p = malloc (8);
  swap (&u, &t);
  return u.p;
}

char *
heap_through_a_union (void)
{
  union { struct pair p; __int128 i; } u;
  u.p.p = malloc (8);
  return (char *) (unsigned long) (u.i >> 64);
}

void
local_in_the_second_word (struct pair *out)
{
  char b[8] = "x";
  struct pair t = { 8, b };
  memcpy (out, &t, sizeof t); /* { dg-warning "variable 'b' is still held by '.out' when 'local_in_the_second_word' returns [escape-dangle]" } */
}

void
local_taken_back (struct pair *out)
{
  char b[8] = "x";
  struct pair t = { 8, b }, old;
  memcpy (&old, out, sizeof old);
  memcpy (out, &t, sizeof t);
  memcpy (out, &old, sizeof old);
}

int
heap_in_a_bit_field (void)
{
  int *m = malloc (sizeof *m);
  if (!m)
    return 0;
  *m = 1;
  packed.ptr = (uintptr_t) m;
  return *m;
}

int
copied_and_confined (void)
{
  struct pair t, u;
  t.n = 8;
  t.p = malloc (8); /* { dg-warning "8 bytes never outlive 'copied_and_confined'.*[escape-stackable]" } */
  if (!t.p)
    return 0;
  t.p[0] = 1;
  put (&u, &t);
  hash = u.p[0];
  free (t.p);
  return 1;
}
