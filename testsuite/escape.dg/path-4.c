/* Conditions on memory: the same field, global or accessor asked twice is the
   same question as long as nothing was written in between.  */

#include <stddef.h>

struct list { struct list *next, *prev; };
struct ctx
{
  char *buf;
  int mode;
  short kind;
  double ratio;
  struct ctx *up;
  struct list waiting;
};

static int verbose;
static int levels[4];
static struct ctx state;
static int sum;

int constant_one (int) __attribute__ ((const));
int pure_one (int) __attribute__ ((pure));

static int
list_empty (const struct list *l)
{
  return l->next == l;
}

static int
mode_of (const struct ctx *c)
{
  return c->mode & 3;
}

static int
is_verbose (void)
{
  return verbose > 1;
}

static void
count (void)
{
  sum++;
}

static void
be_quiet (void)
{
  verbose = 0;
}

/* Quiet: the same question.  */

int
same_field (struct ctx *c)
{
  char b[8];
  if (c->mode)
    c->buf = b;
  if (c->mode)
    c->buf = NULL;
  return 0;
}

int
field_of_another (struct ctx *c, const struct ctx *d)
{
  char b[8];
  if (d->kind == 3)
    c->buf = b;
  if (d->kind == 3)
    c->buf = NULL;
  return 0;
}

int
field_further_off (struct ctx *c)
{
  char b[8];
  if (c->up && c->up->mode > 2)
    c->buf = b;
  if (c->up && c->up->mode > 2)
    c->buf = NULL;
  return 0;
}

int
same_global (struct ctx *c)
{
  char b[8];
  if (verbose)
    c->buf = b;
  sum++;
  if (verbose)
    c->buf = NULL;
  return sum;
}

int
same_element (struct ctx *c, int i)
{
  char b[8];
  if (levels[2] > i)
    c->buf = b;
  sum++;
  if (levels[2] > i)
    c->buf = NULL;
  return sum;
}

int
field_of_a_global (void)
{
  char b[8];
  if (state.mode == 1)
    state.buf = b;
  state.kind = 7;
  if (state.mode == 1)
    state.buf = NULL;
  return 0;
}

int
floating_field (struct ctx *c)
{
  char b[8];
  if (c->ratio < 1.0)
    c->buf = b;
  sum++;
  if (c->ratio < 1.0)
    c->buf = NULL;
  return sum;
}

int
just_stored (struct ctx *c, int k)
{
  char b[8];
  c->mode = k;
  if (k)
    c->buf = b;
  if (c->mode)
    c->buf = NULL;
  return 0;
}

int
stored_in_each_branch (struct ctx *c, int k)
{
  char b[8];
  if (k)
    {
      c->buf = b;
      c->mode = 1;
    }
  else
    c->mode = 0;
  if (c->mode == 1)
    c->buf = NULL;
  return 0;
}

int
accessor (struct ctx *c)
{
  char b[8];
  if (mode_of (c) == 2)
    c->buf = b;
  if (mode_of (c) == 2)
    c->buf = NULL;
  return 0;
}

int
accessor_of_a_global (struct ctx *c)
{
  char b[8];
  if (is_verbose ())
    c->buf = b;
  sum++;
  if (is_verbose ())
    c->buf = NULL;
  return sum;
}

int
empty_list (struct ctx *c)
{
  char b[8];
  if (list_empty (&c->waiting))
    c->buf = b;
  sum++;
  if (list_empty (&c->waiting))
    c->buf = NULL;
  return sum;
}

int
callee_writes_something_else (struct ctx *c)
{
  char b[8];
  if (verbose)
    c->buf = b;
  count ();
  if (verbose)
    c->buf = NULL;
  return sum;
}

int
constant_function (struct ctx *c, int k)
{
  char b[8];
  if (constant_one (k))
    c->buf = b;
  sum++;
  if (constant_one (k))
    c->buf = NULL;
  return sum;
}

int
pure_function (struct ctx *c, int k)
{
  char b[8];
  int yes = 0;
  if (pure_one (k))
    yes = 1;
  if (pure_one (k))
    c->buf = b;
  if (yes)
    c->buf = NULL;
  return yes;
}

/* Something was written in between, or it is another question.  */

int
field_written (struct ctx *c)
{
  char b[8];
  if (c->mode)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'field_written' returns [escape-dangle]" } */
  c->mode = sum > 3;
  if (c->mode)
    c->buf = NULL;
  return 0;
}

int
field_cleared (struct ctx *c)
{
  char b[8];
  if (c->mode)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'field_cleared' returns [escape-dangle]" } */
  c->mode = 0;
  if (c->mode)
    c->buf = NULL;
  return 0;
}

int
global_written (struct ctx *c, int k)
{
  char b[8];
  if (verbose)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'global_written' returns [escape-dangle]" } */
  verbose = k;
  if (verbose)
    c->buf = NULL;
  return 0;
}

int
written_by_a_callee (struct ctx *c)
{
  char b[8];
  if (verbose)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'written_by_a_callee' returns [escape-dangle]" } */
  be_quiet ();
  if (verbose)
    c->buf = NULL;
  return 0;
}

int
written_by_copy (struct ctx *c, int k)
{
  char b[8];
  struct ctx *same = c;
  if (c->mode)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'written_by_copy' returns [escape-dangle]" } */
  same->mode = k;
  if (c->mode)
    c->buf = NULL;
  return 0;
}

int
other_field (struct ctx *c)
{
  char b[8];
  if (c->mode)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'other_field' returns [escape-dangle]" } */
  if (c->kind)
    c->buf = NULL;
  return 0;
}

int
same_field_of_another (struct ctx *c, struct ctx *d)
{
  char b[8];
  if (c->mode)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'same_field_of_another' returns [escape-dangle]" } */
  if (d->mode)
    c->buf = NULL;
  return 0;
}

int
other_element (struct ctx *c)
{
  char b[8];
  if (levels[2])
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'other_element' returns [escape-dangle]" } */
  if (levels[1])
    c->buf = NULL;
  return 0;
}

int
accessor_after_a_write (struct ctx *c)
{
  char b[8];
  if (mode_of (c) == 2)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'accessor_after_a_write' returns [escape-dangle]" } */
  c->mode = 0;
  if (mode_of (c) == 2)
    c->buf = NULL;
  return 0;
}

int
accessor_of_another (struct ctx *c, struct ctx *d)
{
  char b[8];
  if (list_empty (&c->waiting))
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'accessor_of_another' returns [escape-dangle]" } */
  if (list_empty (&d->waiting))
    c->buf = NULL;
  return 0;
}

int
pure_function_after_a_write (struct ctx *c, int k)
{
  char b[8];
  if (pure_one (k))
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'pure_function_after_a_write' returns [escape-dangle]" } */
  sum++;
  if (pure_one (k))
    c->buf = NULL;
  return sum;
}

int
constant_function_of_another (struct ctx *c, int k)
{
  char b[8];
  if (constant_one (k))
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'constant_function_of_another' returns [escape-dangle]" } */
  if (constant_one (k + 1))
    c->buf = NULL;
  return 0;
}

int
volatile_field (struct ctx *c, volatile int *busy)
{
  char b[8];
  if (*busy)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'volatile_field' returns [escape-dangle]" } */
  if (*busy)
    c->buf = NULL;
  return 0;
}

int
just_stored_something_else (struct ctx *c, int k)
{
  char b[8];
  c->mode = k - 1;
  if (k)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'just_stored_something_else' returns [escape-dangle]" } */
  if (c->mode)
    c->buf = NULL;
  return 0;
}
