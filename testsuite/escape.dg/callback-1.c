/* Functions called through pointers: with one known target, from a constant
   table, from a parameter, from a library function.  */

#include <stddef.h>
#include <stdlib.h>

struct ops { void (*keep) (int *); int (*look) (const int *); };
struct iter { int (*each) (void *ctx, int v); void *ctx; };

static int *slot;
static int sum;
static struct iter iter;

static void
keep (int *p)
{
  slot = p;
}

static int
look (const int *p)
{
  return *p;
}

static void
keep_nothing (int *p)
{
  sum += *p;
}

static const struct ops keeping = { keep, look };
static const struct ops careful = { keep_nothing, look };
static const struct ops *const table[] = { &careful, &keeping };

static int
walk (const int *v, size_t n, int (*each) (void *, int), void *ctx)
{
  int r = 0;
  size_t i;
  for (i = 0; i < n; i++)
    r += each (ctx, v[i]);
  return r;
}

static int
add (void *ctx, int v)
{
  *(int *) ctx += v;
  return 0;
}

static int
remember (void *ctx, int v)
{
  slot = ctx;
  return v;
}

static void
set_iter (int (*each) (void *, int), void *ctx)
{
  iter.each = each;
  iter.ctx = ctx;
}

void
known_target (int k)
{
  int x = k;
  void (*f) (int *) = keep;
  f (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'known_target' returns [escape-dangle]" } */
}

void
constant_table (int k)
{
  int x = k;
  keeping.keep (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'constant_table' returns [escape-dangle]" } */
}

void
some_entry (int which, int k)
{
  int x = k;
  void (*f) (int *) = which ? keep : keep_nothing;
  f (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'some_entry' returns [escape-dangle]" } */
}

void
constant_table_of_tables (int which, int k)
{
  int x = k;
  table[which & 1]->keep (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'constant_table_of_tables' returns [escape-dangle]" } */
}

int
callback_keeps_context (const int *v, size_t n)
{
  int last = 0;
  return walk (v, n, remember, &last) + last; /* { dg-warning "variable 'last' is still held by 'slot' when 'callback_keeps_context' returns [escape-dangle]" } */
}

void
context_registered (void)
{
  int total = 0;
  set_iter (add, &total); /* { dg-warning "variable 'total' is still held by 'iter' when 'context_registered' returns [escape-dangle]" } */
}

/* Quiet.  */

int
callback_adds (const int *v, size_t n)
{
  int total = 0;
  walk (v, n, add, &total);
  return total;
}

int
careful_entry (int k)
{
  int x = k;
  careful.keep (&x);
  return careful.look (&x) + keeping.look (&x);
}

void
unknown_target (void (*f) (int *), int k)
{
  int x = k;
  f (&x);
}

static int
by_value (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

int
sorted (int k)
{
  int v[3] = { k, 2, 1 };
  int key = 2, *p;
  qsort (v, 3, sizeof v[0], by_value);
  p = bsearch (&key, v, 3, sizeof v[0], by_value);
  return p ? *p : 0;
}

int
heap_sorted (int k)
{
  int *v = malloc (3 * sizeof *v); /* { dg-warning "these 12 bytes never outlive 'heap_sorted': they could live on the stack [escape-stackable]" } */
  int r;
  if (!v)
    return 0;
  v[0] = k;
  v[1] = 2;
  v[2] = 1;
  qsort (v, 3, sizeof v[0], by_value);
  r = v[0];
  free (v);
  return r;
}

int
heap_as_context (const int *v, size_t n)
{
  int *total = calloc (1, sizeof *total); /* { dg-warning "these 4 bytes never outlive 'heap_as_context': they could live on the stack [escape-stackable]" } */
  int r;
  if (!total)
    return 0;
  walk (v, n, add, total);
  r = *total;
  free (total);
  return r;
}
