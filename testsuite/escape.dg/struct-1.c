/* Structures by value: passed, returned, copied, nested, in unions.  */

/* Without -O GCC says less of this by itself; gcc-1.c has both together.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#include <stddef.h>

struct span { const char *from, *to; };
struct two { struct span first, second; };
struct big { struct span s[6]; int n; };
union any { struct span span; const char *p; size_t n; };

static struct span span;
static struct two two;
static struct big big;
static int sum;

static void
keep_span (struct span s)
{
  span = s;
}

static struct span
make_span (const char *p, size_t n)
{
  struct span s = { p, p + n };
  return s;
}

static struct span
pick (struct two t, int second)
{
  return second ? t.second : t.first;
}

static size_t
length (struct span s)
{
  return s.to - s.from;
}

static void
keep_big (struct big b)
{
  big = b;
}

void
assigned (void)
{
  char buf[4] = "abc";
  struct span s = { buf, buf + 3 };
  span = s; /* { dg-warning "variable 'buf' is still held by 'span' when 'assigned' returns [escape-dangle]" } */
}

void
assigned_inside (void)
{
  char buf[4] = "abc";
  struct span s = { buf, buf + 3 };
  two.second = s; /* { dg-warning "variable 'buf' is still held by 'two' when 'assigned_inside' returns [escape-dangle]" } */
}

void
passed (void)
{
  char buf[4] = "abc";
  struct span s = { buf, buf + 3 };
  keep_span (s); /* { dg-warning "'buf' is.*[escape-dangle]" } */
}

void
passed_as_a_literal (void)
{
  char buf[4] = "abc";
  keep_span ((struct span) { buf, buf }); /* { dg-warning "'buf' is.*[escape-dangle]" } */
}

void
passed_large (void)
{
  char buf[4] = "abc";
  struct big b = { { { NULL, NULL } }, 1 };
  b.s[4].to = buf;
  keep_big (b); /* { dg-warning "'buf' is.*[escape-dangle]" } */
}

struct span
made_and_returned (void)
{
  char buf[4] = "abc";
  return make_span (buf, 3); /* { dg-warning "variable 'buf' is still held by the result when 'made_and_returned' returns [escape-dangle]" } */
}

void
made_and_stored (struct two *t)
{
  char buf[4] = "abc";
  t->first = make_span (buf, 3); /* { dg-warning "variable 'buf' is still held by '.t' when 'made_and_stored' returns [escape-dangle]" } */
}

struct span
picked (void)
{
  char buf[4] = "abc";
  struct two t = { { "", "" }, { buf, buf } };
  return pick (t, 1); /* { dg-warning "'buf' is.*[escape-dangle]" } */
}

void
in_a_union (union any *u)
{
  char buf[4] = "abc";
  union any mine;
  mine.span.from = buf;
  mine.span.to = NULL;
  *u = mine; /* { dg-warning "variable 'buf' is still held by '.u' when 'in_a_union' returns [escape-dangle]" } */
}

void
array_of_structures (void)
{
  char buf[4] = "abc";
  struct span v[2] = { { "", "" }, { buf, buf } };
  big.s[3] = v[1]; /* { dg-warning "variable 'buf' is still held by 'big' when 'array_of_structures' returns [escape-dangle]" } */
}

/* Quiet.  */

size_t
only_measured (void)
{
  char buf[4] = "abc";
  struct span s = { buf, buf + 3 };
  return length (s) + length (make_span (buf, 2));
}

void
other_half (void)
{
  char buf[4] = "abc";
  struct two t = { { "x", "y" }, { buf, buf } };
  span = t.first;
  sum += *t.second.from;
}

void
other_element (void)
{
  char buf[4] = "abc";
  struct span v[2] = { { "", "" }, { buf, buf } };
  big.s[3] = v[0];
  sum += length (v[1]);
}

void
the_copy_is_changed (void)
{
  char buf[4] = "abc";
  struct span s = { buf, buf + 3 };
  sum += *s.from;
  s.from = s.to = "";
  span = s;
}

struct big
contents_only (void)
{
  struct big b = { { { "a", "b" } }, 1 };
  struct big *p = &b;
  p->n++;
  return *p;
}
