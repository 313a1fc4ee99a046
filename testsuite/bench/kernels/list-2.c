/* Four nodes of a list, made and freed one by one.  */

#include "kernel.h"

struct node
{
  struct node *next;
  int key, value;
};

static NOINLINE int
lookup (const struct node *n, int key)
{
  while (n && n->key != key)
    n = n->next;
  return n ? n->value : -1;
}

#ifndef HAND
static struct node *
cons (int key, int value, struct node *next)
{
  struct node *n = malloc (sizeof *n);

  if (!n)
    abort ();
  n->key = key;
  n->value = value;
  n->next = next;
  return n;
}
#endif

static long
kernel (long i)
{
  int v = (int) i;
#ifdef HAND
  struct node a = { NULL, 1, v }, b = { &a, 2, v + 7 }, c = { &b, 3, v * 3 },
    d = { &c, 4, v ^ 5 };
  long r = lookup (&d, v & 3) + lookup (&d, 4);
#else
  struct node *a = cons (1, v, NULL);
  struct node *b = cons (2, v + 7, a);
  struct node *c = cons (3, v * 3, b);
  struct node *d = cons (4, v ^ 5, c);
  long r = lookup (d, v & 3) + lookup (d, 4);

  free (d);
  free (c);
  free (b);
  free (a);
#endif
  return r;
}
