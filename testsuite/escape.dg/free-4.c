/* Objects that are freed through the memory in which they were put, or through a pointer
   that may be another one.  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ctx { int n; char *cur; struct ctx *next; };

static char *global;
static char pool[16];
static int pooled;

static int peek (const char *p) { return p[0]; }
static void *get (size_t n) { return pooled ? pool : malloc (n); }

void
in_a_member (struct ctx *c)
{
  c->cur = malloc (8); /* { dg-warning "8 bytes never outlive 'in_a_member'.*[escape-stackable]" } */
  if (!c->cur)
    return;
  c->cur[0] = 1;
  c->n = peek (c->cur);
  free (c->cur);
  c->cur = NULL;
}

void
in_a_global (void)
{
  global = malloc (8); /* { dg-warning "8 bytes never outlive 'in_a_global'.*[escape-stackable]" } */
  if (!global)
    return;
  global[0] = 1;
  free (global);
  global = NULL;
}

int
by_either_name (int n)
{
  char *m = malloc (8); /* { dg-warning "8 bytes never outlive 'by_either_name'.*[escape-stackable]" } */
  if (!m)
    return 0;
  global = m;
  if (n == 1)
    {
      free (m);
      return 1;
    }
  free (global);
  return 2;
}

int
fallback (const char *s)
{
  char fb[16], *p = malloc (16); /* { dg-warning "16 bytes never outlive 'fallback'.*[escape-stackable]" } */
  if (!p)
    p = fb;
  snprintf (p, 16, "%s", s);
  int r = p[0];
  if (p != fb)
    free (p);
  return r;
}

int
made_when_needed (int n)
{
  char *b = NULL;
  int r = 0;
  for (int i = 0; i < n; i++)
    {
      if (!b)
	{
	  b = malloc (32); /* { dg-warning "32 bytes never outlive 'made_when_needed'.*[escape-stackable]" } */
	  if (!b)
	    return -1;
	}
      b[0] = (char) i;
      r += b[0];
    }
  free (b);
  return r;
}

/* On the heap.  */

void
not_freed_on_one_way (struct ctx *c)
{
  c->cur = malloc (8);
  if (!c->cur)
    return;
  c->cur[0] = 1;
  if (c->n)
    free (c->cur);
}

void
cleared_by_another_name (struct ctx *c, struct ctx *d)
{
  c->cur = malloc (8);
  if (!c->cur)
    return;
  d->cur = NULL;		/* d may be c */
  free (c->cur);
}

int
replaced (const char *s)
{
  char *p = malloc (16), *q;
  if (!p)
    return -1;
  snprintf (p, 16, "%s", s);
  if (p[0] == 'x')
    {
      q = strdup (s);
      free (p);
      p = q;
    }
  int r = p ? p[0] : 0;
  free (p);			/* either */
  return r;
}

int
perhaps_of_the_pool (void)
{
  char *p = get (16);
  if (!p)
    return 0;
  p[0] = 1;
  int r = p[0];
  if (p != pool)
    free (p);
  return r;
}

void
cached (struct ctx *c)
{
  if (!c->cur)
    c->cur = malloc (8);
  if (c->cur)
    c->cur[0] = 1;
}

int
one_a_round (int n)
{
  struct ctx *list = NULL, *next;
  int r = 0;
  for (int i = 0; i < n; i++)
    {
      struct ctx *c = malloc (sizeof *c);
      if (!c)
	break;
      c->n = i;
      c->next = list;
      list = c;
    }
  for (; list; list = next)
    {
      next = list->next;
      r += list->n;
      free (list);
    }
  return r;
}
