/* Heap objects of loops: one slot that every iteration uses again, or several
   objects that are alive at once.  */

#include <stdlib.h>
#include <string.h>

struct node { struct node *next; int v; };

static int sum;

int
freed_each_time (int n)
{
  while (n-- > 0)
    {
      int *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'freed_each_time': they could live on the stack [escape-stackable]" } */
      if (!p)
	return -1;
      *p = n;
      sum += *p;
      free (p);
    }
  return sum;
}

int
freed_before_each_break (int n)
{
  for (;;)
    {
      int *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'freed_before_each_break': they could live on the stack [escape-stackable]" } */
      if (!p)
	break;
      *p = n--;
      if (*p < 0)
	{
	  free (p);
	  break;
	}
      sum += *p;
      free (p);
    }
  return sum;
}

int
never_freed_but_forgotten (int n)
{
  while (n-- > 0)
    {
      int *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'never_freed_but_forgotten': they could live on the stack [escape-stackable]" } */
      if (!p)
	return -1;
      *p = n;
      sum += *p;
    }
  return sum;
}

int
outside_of_the_loop (int n)
{
  int *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'outside_of_the_loop': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  for (*p = 0; *p < n; ++*p)
    sum += *p;
  free (p);
  return sum;
}

int
freed_in_the_next (int n)
{
  char *p = NULL;
  while (n-- > 0)
    {
      free (p);
      p = malloc (8); /* { dg-warning "these 8 bytes never outlive 'freed_in_the_next': they could live on the stack [escape-stackable]" } */
      if (p)
	sum += (p[0] = n);
    }
  free (p);
  return sum;
}

/* On the heap.  */

int
list_of_all (int n)
{
  struct node *list = NULL, *p;
  while (n-- > 0)
    {
      p = malloc (sizeof *p);
      if (!p)
	break;
      p->v = n;
      p->next = list;
      list = p;
    }
  while ((p = list))
    {
      list = p->next;
      sum += p->v;
      free (p);
    }
  return sum;
}

int
table_of_all (void)
{
  int *v[8] = { NULL };
  int i;
  for (i = 0; i < 8; i++)
    {
      v[i] = malloc (sizeof *v[i]);
      if (v[i])
	*v[i] = i;
    }
  for (i = 0; i < 8; i++)
    {
      sum += v[i] ? *v[i] : 0;
      free (v[i]);
    }
  return sum;
}

int
the_last_but_one (int n)
{
  int *prev = NULL;
  while (n-- > 0)
    {
      int *p = malloc (sizeof *p);
      if (!p)
	break;
      *p = n;
      if (prev)
	sum += *prev + *p;
      free (prev);
      prev = p;
    }
  free (prev);
  return sum;
}

int
backwards_goto (int n)
{
  struct node *list = NULL;
again:
  {
    struct node *p = malloc (sizeof *p);
    if (p)
      {
	p->next = list;
	p->v = n;
	list = p;
      }
  }
  if (n-- > 0)
    goto again;
  return list ? list->v : 0;
}
