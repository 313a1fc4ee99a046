/* points.c - what points.esc was made of, a finding of each kind:

     gcc -O2 -fplugin=escape -fplugin-arg-escape-dump=points.esc -c points.c

   The tests show it: <tags> & "quotes" must be escaped.	A tab, too.  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point { int x, y; struct point *next; };

static const char *last;
static struct point *points;

static void
push (struct point *p)
{
  p->next = points;
  points = p;
}

void
add_origin (void)
{
  struct point origin = { 0, 0, NULL };
  push (&origin);
}

void
remember (int n)
{
  char first[8], second[8];
  snprintf (first, sizeof first, "%d", n);
  last = first;
  if (n > 7)
    {
      snprintf (second, sizeof second, "%d", n);
      last = second;
    }
}

int
sum (int n)
{
  int all = 0;
  for (int i = 0; i < n; i++)
    {
      struct point *p = malloc (sizeof *p);
      if (!p)
	return -1;
      p->x = i;
      all += p->x;
      free (p);
    }
  return all;
}

int
first_of (const char *s)
{
  size_t n = strlen (s);
  if (n >= 64)
    return -1;
  char *copy = malloc (n + 1);
  if (!copy)
    return -1;
  memcpy (copy, s, n + 1);
  int c = copy[0];
  free (copy);
  return c;
}

static struct point *
make (int x)
{
  struct point *p = malloc (sizeof *p);
  if (p)
    p->x = x;
  return p;
}

int
half (int x)
{
  struct point *p = make (x);
  int r = p ? p->x / 2 : 0;
  free (p);
  return r;
}
