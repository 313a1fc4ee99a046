/* From a member to its container and back.  */

/* Without -O GCC says less of this by itself; gcc-1.c has both together.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#include <stddef.h>

struct hook { struct hook *next; };
struct timer { int when; const char *what; struct hook hook; };

#define OWNER(p, type, member) \
  __extension__ ({ const __typeof__ (((type *) 0)->member) *m_ = (p);	\
		   (type *) ((char *) m_ - offsetof (type, member)); })

static struct hook *hooks;
static struct timer *due;
static int n;

static void
arm (struct hook *h)
{
  h->next = hooks;
  hooks = h;
}

static void
set_due (struct hook *h)
{
  due = OWNER (h, struct timer, hook);
}

static const char *
what_of (struct hook *h)
{
  return OWNER (h, struct timer, hook)->what;
}

static void
set_what (struct hook *h, const char *what)
{
  OWNER (h, struct timer, hook)->what = what;
}

void
armed (int when)
{
  struct timer t = { when, "t", { NULL } };
  arm (&t.hook); /* { dg-warning "variable 't' is still held by 'hooks' when 'armed' returns [escape-dangle]" } */
}

void
made_due (int when)
{
  struct timer t = { when, "t", { NULL } };
  set_due (&t.hook); /* { dg-warning "variable 't' is still held by 'due' when 'made_due' returns [escape-dangle]" } */
}

struct timer *
back_again (int when)
{
  struct timer t = { when, "t", { NULL } };
  struct hook *h = &t.hook;
  return OWNER (h, struct timer, hook); /* { dg-warning "variable 't' is returned from 'back_again' [escape-dangle]" } */
}

const char *
field_next_to_it (int when)
{
  char what[] = "abc";
  struct timer t = { when, what, { NULL } };
  return what_of (&t.hook); /* { dg-warning "variable 'what' is returned from 'field_next_to_it' [escape-dangle]" } */
}

void
set_in_callers (struct timer *t)
{
  char what[] = "abc";
  set_what (&t->hook, what); /* { dg-warning "variable 'what' is still held by '.t' when 'set_in_callers' returns [escape-dangle]" } */
}

/* Quiet.  */

int
only_looked_at (int when)
{
  struct timer t = { when, "t", { NULL } };
  return OWNER (&t.hook, struct timer, hook)->when;
}

int
set_in_own (void)
{
  char what[] = "abc";
  struct timer t = { 1, NULL, { NULL } };
  set_what (&t.hook, what);
  return what_of (&t.hook)[0];
}

int
walked (void)
{
  struct hook *h;
  for (h = hooks; h; h = h->next)
    n += OWNER (h, struct timer, hook)->when;
  return n;
}

int
armed_and_disarmed (int when)
{
  struct timer t = { when, "t", { NULL } };
  arm (&t.hook);
  n++;
  hooks = t.hook.next;
  return n;
}
