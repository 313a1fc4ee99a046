/* What makes it safe again: compared and cleared, the same condition, lists
   that are drained, unregistered.  */

#include <stddef.h>

struct reg { struct reg *next; int id; };

static struct reg *list;
static struct reg *current;
static const int *probe;
static int count;

void
same_condition (int k)
{
  int x = k;
  if (k)
    probe = &x;
  count++;
  if (k)
    probe = NULL;
}

void
same_condition_said_otherwise (int k)
{
  int x = k;
  if (k != 0)
    probe = &x;
  count++;
  if (!k)
    return;
  probe = NULL;
}

void
under_a_flag (int k)
{
  int x = k, set = 0;
  if (k > 7)
    {
      probe = &x;
      set = 1;
    }
  count++;
  if (set)
    probe = NULL;
}

void
compared_and_cleared (int k)
{
  struct reg r = { NULL, k };
  current = &r;
  count += current->id;
  if (current == &r)
    current = NULL;
}

static void
enter (struct reg *r)
{
  r->next = list;
  list = r;
}

static void
leave (struct reg *r)
{
  struct reg **p;
  for (p = &list; *p; p = &(*p)->next)
    if (*p == r)
      {
	*p = r->next;
	return;
      }
}

void
unregistered (int k)
{
  struct reg r = { NULL, k };
  enter (&r);
  count++;
  leave (&r);
}

void
drained (int k)
{
  struct reg a = { NULL, k }, b = { NULL, 2 };
  enter (&a);
  enter (&b);
  while (list)
    {
      count += list->id;
      list = list->next;
    }
}

int
waited_for (int k)
{
  struct reg r = { NULL, k };
  current = &r;
  while (current)
    if (count-- < 0)
      current = NULL;
  return k;
}

void
only_compared (int k)
{
  int x = k;
  if (probe == &x)
    count++;
}

void
how_deep (void)
{
  int here;
  static long base;
  if ((long) &here - base > 4096)
    count++;
}

/* Not safe.  */

void
another_condition (int k, int l)
{
  int x = k;
  if (k)
    probe = &x; /* { dg-warning "variable 'x' is still held by 'probe' when 'another_condition' returns [escape-dangle]" } */
  count++;
  if (l)
    probe = NULL;
}

void
opposite_condition (int k)
{
  int x = k;
  if (k > 5)
    probe = &x; /* { dg-warning "variable 'x' is still held by 'probe' when 'opposite_condition' returns [escape-dangle]" } */
  count++;
  if (k <= 5)
    probe = NULL;
}

void
condition_changed (int k)
{
  int x = k;
  if (k)
    probe = &x; /* { dg-warning "variable 'x' is still held by 'probe' when 'condition_changed' returns [escape-dangle]" } */
  k = count;
  if (k)
    probe = NULL;
}

int
left_on_error (int k)
{
  struct reg r = { NULL, k };
  enter (&r); /* { dg-warning "variable 'r' is still held by 'list' when 'left_on_error' returns [escape-dangle]" } */
  if (k < 0)
    return -1;
  leave (&r);
  return 0;
}
