/* Four nodes that a loop pushes, freed by walking: a slot for each is wanted.
   */

#include "kernel.h"

struct node
{
  long value;
  struct node *next;
};

static NOINLINE long
alternate (const struct node *n)
{
  long s = 0;

  for (; n; n = n->next)
    s = n->value - s;
  return s;
}

static long
kernel (long i)
{
  struct node *head = NULL;
#ifdef HAND
  struct node store[4];
#endif

  for (int k = 0; k < 4; k++)
    {
#ifdef HAND
      struct node *n = &store[k];
#else
      struct node *n = malloc (sizeof *n);
      if (!n)
	abort ();
#endif
      n->value = i ^ (k * 11);
      n->next = head;
      head = n;
    }
  long r = alternate (head);
#ifndef HAND
  while (head)
    {
      struct node *next = head->next;
      free (head);
      head = next;
    }
#endif
  return r;
}
