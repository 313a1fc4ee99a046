/* The callee, in another unit, keeps what it is given: in a global variable, in a list, in what a parameter points to, or
   not for long.  */
/* { dg-alone 0 } */

#include <stdlib.h>
#include "node.h"

int *slot;
static struct node *own;

void keep (int *p);
void look (int *p);
void out (int **to, int *p);
void push (struct node *n);
void unlink_node (struct node *n);
void with (struct node *n, int v);
void insert_after (struct node *at, struct node *n);

void
in_a_global (int k)
{
  int x = k;
  keep (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'in_a_global' returns [escape-dangle]" } */
}

void
in_an_out_parameter (int k)
{
  int x = k;
  out (&slot, &x); /* { dg-warning "variable 'x' is still held by 'slot' when 'in_an_out_parameter' returns [escape-dangle]" } */
}

void
in_a_callers_object (int **to, int k)
{
  int x = k;
  out (to, &x); /* { dg-warning "variable 'x' is still held by '.to' when 'in_a_callers_object' returns [escape-dangle]" } */
}

void
in_a_list (int k)
{
  struct node n = { NULL, k };
  push (&n); /* { dg-warning "variable 'n' is still held by 'head' when 'in_a_list' returns [escape-dangle]" } */
}

void
in_an_element (struct node *at, int k)
{
  struct node n = { NULL, k };
  insert_after (at, &n); /* { dg-warning "variable 'n' is still held by '.at' when 'in_an_element' returns [escape-dangle]" } */
}

/* Quiet.  */

int
not_at_all (int k)
{
  int x = k;
  look (&x);
  return x;
}

int
in_a_local (int k)
{
  int x = k, *p;
  out (&p, &x);
  return *p;
}

int
overwritten (int k)
{
  int x = k;
  keep (&x);
  k += *slot;
  slot = NULL;
  return k;
}

void
removed (int k)
{
  struct node n = { NULL, k };
  push (&n);
  own = NULL;
  unlink_node (&n);
}

int
removed_by_the_callee (int k)
{
  struct node n = { NULL, k };
  with (&n, k);
  return n.value;
}

int
on_the_heap (int k)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = k;
  keep (p);
  return 0;
}

/* A loan.  */

int
lent (int k)
{
  int *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'lent': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  *p = k;
  look (p);
  k = *p;
  free (p);
  return k;
}

int
lent_and_lost (int k)
{
  int *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'lent_and_lost': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  look (p);
  return *p + k;
}
