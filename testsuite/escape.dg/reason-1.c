/* The five reasons for which Go moves a variable to the heap, each in its C
   form: a stack object of that kind dangles, a heap object of that kind stays,
   and the remark says why.
   { dg-options "-fplugin-arg-escape-m -fno-isolate-erroneous-paths-dereference" }  */

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct box { int v; };

static int sum;

/* 1. Its address is returned.  */

struct box *
returned_stack (int k)
{
  struct box b = { k };
  struct box *p = &b;
  return p; /* { dg-warning "variable 'b' is returned from 'returned_stack' [escape-dangle]" } */
}

struct box *
returned_heap (int k)
{
  struct box *p = malloc (sizeof *p); /* { dg-note "these 4 bytes stay on the heap: returned at reason-1.c:30 [escape-heap]" } */
  if (p)
    p->v = k;
  return p;
}

int
not_returned (int k)
{
  struct box *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'not_returned': they could live on the stack [escape-stackable]" } */
  if (!p)
    return 0;
  p->v = k;
  k = p->v;
  free (p);
  return k;
}

/* 2. It is too large.  */

int
too_large (void)
{
  char *p = malloc (65537); /* { dg-note "these 65537 bytes stay on the heap: too large [escape-heap]" } */
  if (!p)
    return 0;
  p[0] = 1;
  sum += p[0];
  free (p);
  return sum;
}

int
just_small_enough (void)
{
  char *p = malloc (65536); /* { dg-warning "these 65536 bytes never outlive 'just_small_enough': they could live on the stack [escape-stackable]" } */
  if (!p)
    return 0;
  p[0] = 1;
  sum += p[0];
  free (p);
  return sum;
}

/* 3. Its size is not known.  */

int
unknown_size (size_t n)
{
  char *p = malloc (n); /* { dg-note "this object stays on the heap: the size is not known [escape-heap]" } */
  if (!p)
    return 0;
  p[0] = 1;
  sum += p[0];
  free (p);
  return sum;
}

int
known_bound (unsigned char n)
{
  char *p = malloc (n + 1); /* { dg-warning "these at most 256 bytes never outlive 'known_bound': they could live on the stack [escape-bounded]" } */
  if (!p)
    return 0;
  p[0] = 1;
  sum += p[0];
  free (p);
  return sum;
}

/* 4. Who gets it is not known: a void pointer through an indirect or variadic
   call.  */

int
indirect (int (*f) (void *)) /* { dg-note "param f does not escape [escape-param]" } */
{
  struct box *p = calloc (1, sizeof *p); /* { dg-note "these 4 bytes stay on the heap: passed to an unknown function at reason-1.c:104 [escape-heap]" } */
  int r = f (p);
  free (p);
  return r;
}

void unknown_log (const char *, ...);

void
variadic (void)
{
  struct box *p = calloc (1, sizeof *p); /* { dg-note "these 4 bytes stay on the heap: passed to 'unknown_log', which may keep it at reason-1.c:115 [escape-heap]" } */
  unknown_log ("%p", (void *) p);
  free (p);
}

static int
first (int n, ...)
{
  va_list ap;
  int r = 0;
  va_start (ap, n);
  if (n > 0)
    r = va_arg (ap, struct box *)->v;
  va_end (ap);
  return r;
}

int
known_variadic (void)
{
  struct box *p = calloc (1, sizeof *p); /* { dg-warning "these 4 bytes never outlive 'known_variadic': they could live on the stack [escape-stackable]" } */
  int r = p ? first (1, p) : 0;
  free (p);
  return r;
}

/* 5. A function captures it that outlives the frame: a nested function, or a
   callback with its context.  */

static int (*hook) (void *);
static void *hook_context;
static int (*adder) (int);

static void
set_hook (int (*f) (void *), void *context) /* { dg-note "leaking param: f [escape-param]" } */ /* { dg-note "leaking param: context [escape-param]" } */
{
  hook = f;
  hook_context = context;
}

static int
call_hook (int (*f) (void *), void *context) /* { dg-note "param f does not escape [escape-param]" } */ /* { dg-note "leaking param: context [escape-param]" } */
{
  return f (context);
}

static int
value_of (void *context) /* { dg-note "param context does not escape [escape-param]" } */
{
  return ((struct box *) context)->v;
}

void
captured_by_nested_function (int k)
{
  int add (int v) { return k + v; }
  adder = add; /* { dg-warning "variables of a nested function is still held by 'adder' when 'captured_by_nested_function' returns [escape-dangle]" } */
}

void
captured_as_context (int k)
{
  struct box b = { k };
  set_hook (value_of, &b); /* { dg-warning "variable 'b' is still held by 'hook_context' when 'captured_as_context' returns [escape-dangle]" } */
}

void
heap_captured_as_context (int k)
{
  struct box *p = malloc (sizeof *p); /* { dg-note "these 4 bytes stay on the heap: stored in 'hook_context' at reason-1.c:187 [escape-heap]" } */
  if (!p)
    return;
  p->v = k;
  set_hook (value_of, p);
}

int
captured_while_alive (int k)
{
  struct box *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'captured_while_alive': they could live on the stack [escape-stackable]" } */
  int r;
  if (!p)
    return 0;
  p->v = k;
  r = call_hook (value_of, p);
  free (p);
  return r;
}
