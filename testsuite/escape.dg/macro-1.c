/* What macros of a header expand to: the warning is on the user's line, and
   what is on the stack is the user's object.  */

#include <stdlib.h>
#include "macro-1.h"

struct elm { int v; M_NODE (elm) link; };

static struct elm *head;
static int *slot;
static int sum;

#define PUSH_LOCAL(v) \
  struct elm e_ = { (v), { NULL } }; \
  M_PUSH (head, &e_, link)

void
pushed (int k)
{
  struct elm e = { k, { NULL } };
  M_PUSH (head, &e, link); /* { dg-warning "variable 'e' is still held by 'head' when 'pushed' returns [escape-dangle]" } */
}

void
set (int k)
{
  int x = k;
  M_SET (slot, &x); /* { dg-warning "variable 'x' is still held by 'slot' when 'set' returns [escape-dangle]" } */
}

void
pushed_by_two_macros (int k)
{
  PUSH_LOCAL (k); /* { dg-warning "variable 'e_' is still held by 'head' when 'pushed_by_two_macros' returns [escape-dangle]" } */
}

void
over_two_lines (int k)
{
  struct elm e = { k, { NULL } };
  M_PUSH (head, /* { dg-warning "variable 'e' is still held by 'head' when 'over_two_lines' returns [escape-dangle]" } */
	  &e, link);
}

int
allocated (int k)
{
  struct elm *e = M_NEW (struct elm); /* { dg-warning "these 16 bytes never outlive 'allocated': they could live on the stack [escape-stackable]" } */
  if (!e)
    return 0;
  e->v = k;
  k = e->v;
  M_DELETE (e);
  return k;
}

/* Quiet.  */

void
pushed_and_popped (int k)
{
  struct elm e = { k, { NULL } };
  M_PUSH (head, &e, link);
  sum += head->v;
  M_POP (head, link);
}

int
walked (int k)
{
  struct elm a = { k, { NULL } }, *own = NULL, *e;
  M_PUSH (own, &a, link);
  M_FOREACH (e, own, link)
    sum += e->v;
  return sum;
}
