/* A program without findings says nothing and works: lists in the style of
   kernels, ops tables, a hash table.
   { dg-do run }  */

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct link { struct link *next, *prev; };
struct item { int v; struct link link; };
struct ops { int (*get) (const struct item *); void (*set) (struct item *, int); };

#define ITEM(l) ((struct item *) ((char *) (l) - offsetof (struct item, link)))

static struct link all = { &all, &all };

static void
add (struct link *n, struct link *head)
{
  n->prev = head->prev;
  n->next = head;
  head->prev->next = n;
  head->prev = n;
}

static void
del (struct link *n)
{
  n->next->prev = n->prev;
  n->prev->next = n->next;
}

static int
get (const struct item *i)
{
  return i->v;
}

static void
set (struct item *i, int v)
{
  i->v = v;
}

static const struct ops ops = { get, set };

static int
total (void)
{
  struct link *l;
  int r = 0;
  for (l = all.next; l != &all; l = l->next)
    r += ops.get (ITEM (l));
  return r;
}

int
main (void)
{
  struct item a = { 1, { NULL, NULL } }, b = { 2, { NULL, NULL } };
  add (&a.link, &all);
  add (&b.link, &all);
  if (total () != 3)
    abort ();
  ops.set (&a, 5);
  if (total () != 7)
    abort ();
  del (&a.link);
  del (&b.link);
  return total ();
}
