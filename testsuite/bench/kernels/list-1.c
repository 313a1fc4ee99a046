/* Four nodes of a list, made one by one, freed by walking.  */

#include "kernel.h"

struct node
{
  long value;
  struct node *next;
};

static NOINLINE long
total (const struct node *n)
{
  long s = 0;

  for (; n; n = n->next)
    s = s * 3 + n->value;
  return s;
}

static long
kernel (long i)
{
#ifdef HAND
  struct node d = { i + 3, NULL }, c = { i + 2, &d }, b = { i + 1, &c },
    a = { i, &b };

  return total (&a);
#else
  struct node *a = malloc (sizeof *a);
  struct node *b = malloc (sizeof *b);
  struct node *c = malloc (sizeof *c);
  struct node *d = malloc (sizeof *d);

  if (!a || !b || !c || !d)
    exit (2);
  a->value = i;
  a->next = b;
  b->value = i + 1;
  b->next = c;
  c->value = i + 2;
  c->next = d;
  d->value = i + 3;
  d->next = NULL;
  long s = total (a);
  while (a)
    {
      struct node *next = a->next;
      free (a);
      a = next;
    }
  return s;
#endif
}
