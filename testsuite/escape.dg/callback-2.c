/* Callbacks that run in a loop, in a recursion, and with memory of the function that calls
   them.  */

#include <stdlib.h>

struct item { struct item *next; int id; };
struct box { int *p; };
typedef int (*visit) (struct item *, void *);

static int *slot;

static int
each (struct item *i, visit fn, void *arg)
{
  int r = 0;
  for (; i; i = i->next)
    r += fn (i, arg);
  return r;
}

static int
each_deep (struct item *i, visit fn, void *arg)
{
  return i ? fn (i, arg) + each_deep (i->next, fn, arg) : 0;
}

static void boxed (void (*fn) (struct box *), int *p) { struct box b = { p }; fn (&b); }

static int sum (struct item *i, void *arg) { *(int *) arg += i->id; return 0; }
static int keep (struct item *i, void *arg) { slot = arg; return i->id; }
static void keep_boxed (struct box *b) { slot = b->p; }

int
heap_is_summed (struct item *list)
{
  int *n = calloc (1, sizeof *n); /* { dg-warning "4 bytes never outlive 'heap_is_summed'.*[escape-stackable]" } */
  if (!n)
    return 0;
  each (list, sum, n);
  int r = *n;
  free (n);
  return r;
}

int
heap_is_kept (struct item *list)
{
  int *n = calloc (1, sizeof *n);
  if (!n)
    return 0;
  each (list, keep, n);
  return *n;
}

int
heap_is_kept_in_a_recursion (struct item *list)
{
  int *n = calloc (1, sizeof *n);
  if (!n)
    return 0;
  each_deep (list, keep, n);
  return *n;
}

int
heap_in_a_box (void)
{
  int *n = calloc (1, sizeof *n);
  if (!n)
    return 0;
  boxed (keep_boxed, n);
  return *n;
}

void
local_is_kept (struct item *list)
{
  int n = 0;
  each (list, keep, &n); /* { dg-warning "variable 'n' is still held by 'slot' when 'local_is_kept' returns [escape-dangle]" } */
}

void
local_is_summed (struct item *list)
{
  int n = 0;
  each (list, sum, &n);
}

void
item_is_not_the_argument (void)
{
  struct item i = { NULL, 1 };
  int n = 0;
  each (&i, sum, &n);
}
