/* Findings do not change what a program does: dangles, heap objects that could
   be on the stack, constructors.
   { dg-do run }
   { dg-options "-fplugin-arg-escape-m=2 -fplugin-arg-escape-maybe -fplugin-arg-escape-hoist -w" }  */

#include <stdlib.h>
#include <string.h>

struct node { struct node *next; int v; };

static struct node *list;
static int *slot;

static struct node *
node_new (int v)
{
  struct node *n = malloc (sizeof *n);
  if (!n)
    abort ();
  n->next = NULL;
  n->v = v;
  return n;
}

static void
push (struct node *n)
{
  n->next = list;
  list = n;
}

__attribute__ ((noinline)) static void
leave_behind (int v)
{
  struct node n = { NULL, v };
  push (&n);
  if (list->v != v)
    abort ();
}

__attribute__ ((noinline)) static int
sum_of_three (int v)
{
  struct node *a = node_new (v), *b = node_new (v + 1), *c = node_new (v + 2);
  int r;
  a->next = b;
  b->next = c;
  r = a->v + a->next->v + a->next->next->v;
  free (c);
  free (b);
  free (a);
  return r;
}

__attribute__ ((noinline)) static int
text_length (const char *s)
{
  char *copy = malloc (64);
  int n;
  if (!copy)
    abort ();
  strncpy (copy, s, 63);
  copy[63] = 0;
  n = strlen (copy);
  free (copy);
  return n;
}

__attribute__ ((noinline)) static void
keep (int v)
{
  slot = &v;
  if (*slot != v)
    abort ();
}

int
main (void)
{
  leave_behind (3);
  list = NULL;
  keep (4);
  slot = NULL;
  if (sum_of_three (1) != 6 || text_length ("seven c") != 7)
    abort ();
  return 0;
}
