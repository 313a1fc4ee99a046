/* Nodes that a function puts into a ring, taken out and freed one by one.  */

#include "kernel.h"

struct ring
{
  struct ring *next, *before;
  long value;
};

static NOINLINE void
ring_put (struct ring *head, struct ring *r, long value)
{
  r->value = value;
  r->before = head->before;
  r->next = head;
  head->before->next = r;
  head->before = r;
}

static void
ring_take (struct ring *r)
{
  r->next->before = r->before;
  r->before->next = r->next;
}

static NOINLINE long
ring_sum (const struct ring *head)
{
  long s = 0;

  for (const struct ring *r = head->next; r != head; r = r->next)
    s = s * 5 + r->value;
  return s;
}

static long
kernel (long i)
{
  struct ring head = { &head, &head, 0 };
#ifdef HAND
  struct ring first, second, *a = &first, *b = &second;
#else
  struct ring *a = malloc (sizeof *a);
  if (!a)
    return -1;
  struct ring *b = malloc (sizeof *b);
  if (!b)
    {
      free (a);
      return -1;
    }
#endif

  ring_put (&head, a, i);
  ring_put (&head, b, i ^ 9);
  long r = ring_sum (&head);
  ring_take (a);
  r += ring_sum (&head);
#ifndef HAND
  free (a);
#endif
  ring_take (b);
#ifndef HAND
  free (b);
#endif
  return r;
}
