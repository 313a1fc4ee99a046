/* Loops: how often they run, where they are left, what they take off a
   list.  */

#include <stddef.h>

struct ctx { char *buf; struct ctx *up; int n; };
struct node { struct node *next; int key; };

static struct ctx *current;
static struct ctx table[8];
static struct node *list;
static char *slot;
static int sum;

static void
enter (struct ctx *c)
{
  c->up = current;
  current = c;
}

static void
leave (struct ctx *c)
{
  current = c->up;
}

#define WITH(c) for (int once_ = (enter (c), 1); once_; once_ = (leave (c), 0))

/* Quiet.  */

int
runs_once (struct ctx *c)
{
  char b[8];
  c->buf = b;
  for (int i = 0; i < 1; i++)
    c->buf = NULL;
  return sum;
}

int
runs_four_times (struct ctx *c)
{
  char b[8];
  c->buf = b;
  for (int i = 0; i < 4; i++)
    {
      sum += i;
      c->buf = NULL;
    }
  return sum;
}

int
in_the_last_round (struct ctx *c)
{
  char b[8];
  for (int i = 0; i < 4; i++)
    {
      c->buf = b;
      sum += i;
      if (i == 3)
	c->buf = NULL;
    }
  return sum;
}

int
down_to_zero (struct ctx *c)
{
  char b[8];
  int i = 3;
  c->buf = b;
  do
    {
      sum += i;
      c->buf = NULL;
    }
  while (i-- > 0);
  return sum;
}

int
taken_back_before_it_goes_on (struct ctx *c, int n)
{
  for (int i = 0; i < n; i++)
    {
      char b[8];
      c->buf = b;
      if (i == 7)
	{
	  c->buf = NULL;
	  continue;
	}
      sum += i;
      c->buf = NULL;
    }
  return sum;
}

int
taken_back_after_a_break (struct ctx *c, int n)
{
  char b[8];
  c->buf = b;
  for (int i = 0; i < n; i++)
    if (sum++ > i)
      break;
  c->buf = NULL;
  return sum;
}

int
scoped (int k)
{
  struct ctx c = { NULL, NULL, k };
  WITH (&c)
    sum += current->n;
  return sum;
}

int
scoped_twice (int k)
{
  struct ctx c = { NULL, NULL, k }, d = { NULL, NULL, 2 };
  WITH (&c)
    WITH (&d)
      sum += current->n;
  return sum;
}

int
scoped_with_continue (int k)
{
  struct ctx c = { NULL, NULL, k };
  WITH (&c)
    {
      if (k == 3)
	continue;
      sum += current->n;
    }
  return sum;
}

int
every_element (int k)
{
  char b[8];
  for (int i = 0; i < 8; i++)
    table[i].buf = b;
  sum += table[k & 7].n;
  for (int i = 0; i < 8; i++)
    table[i].buf = NULL;
  return sum;
}

int
drained (void)
{
  struct node n = { list, 1 };
  list = &n;
  while (list)
    {
      sum += list->key;
      list = list->next;
    }
  return sum;
}

int
searched_and_unlinked (void)
{
  struct node n = { list, 1 }, **p;
  list = &n;
  sum += list->key;
  for (p = &list; *p; p = &(*p)->next)
    if (*p == &n)
      {
	*p = n.next;
	break;
      }
  return sum;
}

int
searched_without_end (void)
{
  struct node n = { list, 1 }, **p = &list;
  list = &n;
  sum += list->key;
  while (*p != &n)
    p = &(*p)->next;
  *p = n.next;
  return sum;
}

int
waited_for (int n)
{
  char b[8];
  int done = 0;
  slot = b;
  while (!done)
    if (n-- < 0)
      {
	slot = NULL;
	done = 1;
      }
  return n;
}

/* Left behind.  */

int
may_not_run (struct ctx *c, int n)
{
  char b[8];
  if (n < 4)
    c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'may_not_run' returns [escape-dangle]" } */
  for (int i = 4; i < n; i++)
    sum += i;
  return sum;
}

int
in_a_round_that_never_comes (struct ctx *c)
{
  char b[8];
  for (int i = 0; i < 4; i++)
    {
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'in_a_round_that_never_comes' returns [escape-dangle]" } */
      if (i == 4)
	c->buf = NULL;
    }
  return sum;
}

int
in_the_round_before_the_last (struct ctx *c)
{
  char b[8];
  for (int i = 0; i < 4; i++)
    {
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'in_the_round_before_the_last' returns [escape-dangle]" } */
      if (i == 2)
	c->buf = NULL;
    }
  return sum;
}

int
goes_on_too_early (struct ctx *c, int n)
{
  for (int i = 0; i < n; i++)
    {
      char b[8];
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'goes_on_too_early' returns [escape-dangle]" } */
      if (i == 7)
	continue;
      sum += i;
      c->buf = NULL;
    }
  return sum;
}

int
breaks_too_early (struct ctx *c, int n)
{
  char b[8];
  for (int i = 0; i < n; i++)
    {
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'breaks_too_early' returns [escape-dangle]" } */
      if (sum++ > 100)
	break;
      c->buf = NULL;
    }
  return sum;
}

int
returns_from_a_loop (struct ctx *c, int n)
{
  char b[8];
  c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'returns_from_a_loop' returns [escape-dangle]" } */
  while (n-- > 0)
    if (sum++ > 100)
      return -1;
  c->buf = NULL;
  return sum;
}

int
break_out_of_a_scope (int k)
{
  struct ctx c = { NULL, NULL, k };
  WITH (&c) /* { dg-warning "variable 'c' is still held by 'current' when 'break_out_of_a_scope' returns [escape-dangle]" } */
    {
      if (k == 3)
	break;
      sum += current->n;
    }
  return sum;
}

int
return_out_of_a_scope (int k)
{
  struct ctx c = { NULL, NULL, k };
  WITH (&c) /* { dg-warning "variable 'c' is still held by 'current' when 'return_out_of_a_scope' returns [escape-dangle]" } */
    {
      if (k == 3)
	return -1;
      sum += current->n;
    }
  return sum;
}

int
goto_out_of_two_scopes (int k)
{
  struct ctx c = { NULL, NULL, k }, d = { NULL, NULL, 2 };
  WITH (&c) /* { dg-warning "variable 'c' is still held by 'current' when 'goto_out_of_two_scopes' returns [escape-dangle]" } */
    WITH (&d) /* { dg-warning "variable 'd' is still held by 'current' when 'goto_out_of_two_scopes' returns [escape-dangle]" } */
      if (k == 3)
	goto out;
out:
  return sum;
}

int
every_element_but_the_last (int k)
{
  char b[8];
  table[7].buf = b; /* { dg-warning "variable 'b' is still held by 'table' when 'every_element_but_the_last' returns [escape-dangle]" } */
  for (int i = 0; i < k; i++)
    sum += table[i].n;
  return sum;
}

int
in_all_rounds_but_not_after (struct ctx *c, int n)
{
  char b[8];
  c->buf = NULL;
  for (int i = 0; i < n; i++)
    {
      c->buf = NULL;
      sum += i;
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'in_all_rounds_but_not_after' returns [escape-dangle]" } */
    }
  return sum;
}

int
unlinked_if_it_is_first (void)
{
  struct node n = { NULL, 1 };
  struct node **p = &list;
  while (*p)
    p = &(*p)->next;
  *p = &n; /* { dg-warning "variable 'n' is still held by memory reached from 'list' when 'unlinked_if_it_is_first' returns [escape-dangle]" } */
  sum += n.key;
  if (list == &n)
    list = NULL;
  return sum;
}

int
counted_wrongly (int n)
{
  char b[8];
  int i = 0;
  slot = b; /* { dg-warning "variable 'b' is still held by 'slot' when 'counted_wrongly' returns [escape-dangle]" } */
  while (i < 3)
    i++;
  if (i > 3)
    slot = NULL;
  return n;
}
