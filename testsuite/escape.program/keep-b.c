#include "node.h"

extern int *slot;
struct node *head;
static int sum;

void keep (int *p) { slot = p; }
void look (int *p) { sum += *p; (*p)++; }
void out (int **to, int *p) { *to = p; }

void
push (struct node *n)
{
  n->next = head;
  head = n;
}

void
unlink_node (struct node *n)
{
  struct node **p = &head;
  while (*p && *p != n)
    p = &(*p)->next;
  if (*p)
    *p = n->next;
}

void
insert_after (struct node *at, struct node *n)
{
  n->next = at->next;
  at->next = n;
}

static struct node *current;

void
with (struct node *n, int v)
{
  struct node *old = current;
  current = n;
  n->value = v + (old != NULL);
  current = old;
}
