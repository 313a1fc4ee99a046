/* Doubly linked lists in the usual style: a head, inline functions, macros for
   walking.  */

#include <stddef.h>

struct link { struct link *next, *prev; };
struct waiter { int id; struct link link; };

static struct link waiters = { &waiters, &waiters };
static int seen;

static inline void
insert_between (struct link *n, struct link *prev, struct link *next)
{
  next->prev = n;
  n->next = next;
  n->prev = prev;
  prev->next = n;
}

static inline void
add_head (struct link *n, struct link *head)
{
  insert_between (n, head, head->next);
}

static inline void
add_tail (struct link *n, struct link *head)
{
  insert_between (n, head->prev, head);
}

static inline void
unlink_it (struct link *n)
{
  n->next->prev = n->prev;
  n->prev->next = n->next;
}

static inline void
init_head (struct link *h)
{
  h->next = h->prev = h;
}

#define ENTRY(p, type, member) \
  ((type *) ((char *) (p) - offsetof (type, member)))

void
left_at_the_head (int id)
{
  struct waiter w = { id, { NULL, NULL } };
  add_head (&w.link, &waiters); /* { dg-warning "variable 'w' is still held by 'waiters' when 'left_at_the_head' returns [escape-dangle]" } */
}

void
left_at_the_tail (int id)
{
  struct waiter w = { id, { NULL, NULL } };
  add_tail (&w.link, &waiters); /* { dg-warning "variable 'w' is still held by 'waiters' when 'left_at_the_tail' returns [escape-dangle]" } */
}

void
left_in_callers (struct link *head, int id)
{
  struct waiter w = { id, { NULL, NULL } };
  add_tail (&w.link, head); /* { dg-warning "variable 'w' is still held by '.head' when 'left_in_callers' returns [escape-dangle]" } */
}

int
left_on_error (int id)
{
  struct waiter w = { id, { NULL, NULL } };
  add_tail (&w.link, &waiters); /* { dg-warning "variable 'w' is still held by 'waiters' when 'left_on_error' returns [escape-dangle]" } */
  if (id < 0)
    return -1;
  unlink_it (&w.link);
  return 0;
}

/* Quiet.  */

int
unlinked (int id)
{
  struct waiter w = { id, { NULL, NULL } };
  add_tail (&w.link, &waiters);
  seen++;
  unlink_it (&w.link);
  return w.id;
}

int
unlinked_on_both_paths (int id)
{
  struct waiter w = { id, { NULL, NULL } };
  add_tail (&w.link, &waiters);
  if (id < 0)
    {
      unlink_it (&w.link);
      return -1;
    }
  unlink_it (&w.link);
  return 0;
}

int
local_head (int id)
{
  struct link head;
  struct waiter a = { id, { NULL, NULL } }, b = { 1, { NULL, NULL } };
  struct link *l;
  int n = 0;
  init_head (&head);
  add_tail (&a.link, &head);
  add_tail (&b.link, &head);
  for (l = head.next; l != &head; l = l->next)
    n += ENTRY (l, struct waiter, link)->id;
  return n;
}

/* The members of the global list move to a local head and are taken off it one
   after the other.  */
int
spliced_and_drained (void)
{
  struct link head;
  int n = 0;
  init_head (&head);
  if (waiters.next != &waiters)
    {
      struct link *first = waiters.next, *last = waiters.prev;
      first->prev = &head;
      last->next = &head;
      head.next = first;
      head.prev = last;
      init_head (&waiters);
    }
  while (head.next != &head)
    {
      struct link *l = head.next;
      unlink_it (l);
      n += ENTRY (l, struct waiter, link)->id;
    }
  return n;
}
