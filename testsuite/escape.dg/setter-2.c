/* Setters that are recursive, mutually recursive, conditional; context objects
   that hold each other.  */

#include <stddef.h>

struct env { struct env *outer; const char *var; int depth; };

static struct env *top;
static struct env *saved;
static int calls;

static void
keep_at (struct env *e, int depth)
{
  if (depth == 0)
    saved = e;
  else
    keep_at (e, depth - 1);
}

static void odd (struct env *e, int n);

static void
even (struct env *e, int n)
{
  if (n == 0)
    top = e;
  else
    odd (e, n - 1);
}

static void
odd (struct env *e, int n)
{
  if (n > 0)
    even (e, n - 1);
}

static void
count_at (struct env *e, int depth)
{
  calls += e->depth;
  if (depth)
    count_at (e, depth - 1);
}

static void
enter (struct env *e)
{
  e->outer = top;
  top = e;
}

static void
leave (void)
{
  top = top->outer;
}

void
recursive (void)
{
  struct env e = { NULL, "x", 1 };
  keep_at (&e, 3); /* { dg-warning "variable 'e' is still held by 'saved' when 'recursive' returns [escape-dangle]" } */
}

void
mutually_recursive (void)
{
  struct env e = { NULL, "x", 1 };
  even (&e, 4); /* { dg-warning "variable 'e' is still held by 'top' when 'mutually_recursive' returns [escape-dangle]" } */
}

void
entered (void)
{
  struct env e = { NULL, "y", 2 };
  enter (&e); /* { dg-warning "variable 'e' is still held by 'top' when 'entered' returns [escape-dangle]" } */
  calls++;
}

void
held_by_what_is_held (struct env *keep)
{
  struct env e = { NULL, "z", 3 };
  enter (keep);
  keep->outer = &e; /* { dg-warning "variable 'e' is still held by '.keep' when 'held_by_what_is_held' returns [escape-dangle]" } */
}

struct stack { struct env *last; };

static int
push_env (struct stack *s, struct env *e)
{
  e->outer = s->last;
  s->last = e;
  return e->depth;
}

void
pushed_in_a_loop (void)
{
  struct env e = { NULL, "l", 1 };
  struct stack s = { NULL };
  while (push_env (&s, &e))
    ;
  saved = s.last; /* { dg-warning "'e' is.*[escape-dangle]" "the callee overwrites what it stores again" { xfail *-*-* } } */
}

/* Quiet.  */

void
recursive_reader (void)
{
  struct env e = { NULL, "x", 1 };
  count_at (&e, 3);
}

void
overwritten_by_the_setter (struct env *keep)
{
  struct env e = { NULL, "z", 3 };
  keep->outer = &e;
  enter (keep);
}

int
entered_and_left (void)
{
  struct env e = { NULL, "y", 2 };
  enter (&e);
  calls++;
  leave ();
  return e.depth;
}

int
entered_and_restored (void)
{
  struct env *old = top;
  struct env e = { old, "y", 2 };
  top = &e;
  calls += top->depth;
  top = old;
  return calls;
}

int
nested_environments (void)
{
  struct env a = { NULL, "a", 1 };
  struct env b = { &a, "b", 2 };
  struct env c = { &b, "c", 3 };
  struct env *e;
  int n = 0;
  for (e = &c; e; e = e->outer)
    n += e->depth;
  return n;
}
