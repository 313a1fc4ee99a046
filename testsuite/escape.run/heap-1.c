/* Heap objects in loops, recursion, threads and callbacks: every one still has
   a life of its own.
   { dg-do run }
   { dg-options "-fplugin-arg-escape-hoist -w -pthread" }  */

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct cell { struct cell *next; int v; };

static void *
twice (void *arg)
{
  *(int *) arg *= 2;
  return arg;
}

static int
by_value (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

static int
depth (int n)
{
  int *p = malloc (sizeof *p), r;
  if (!p)
    abort ();
  *p = n;
  r = n > 0 ? 1 + depth (*p - 1) : 0;
  if (*p != n)
    abort ();
  free (p);
  return r;
}

int
main (void)
{
  struct cell *list = NULL, *c;
  pthread_t t;
  int i, sum = 0, *v, *arg;

  for (i = 0; i < 10; i++)
    {
      c = malloc (sizeof *c);
      if (!c)
	abort ();
      c->v = i;
      c->next = list;
      list = c;
    }
  while ((c = list))
    {
      list = c->next;
      sum += c->v;
      free (c);
    }
  if (sum != 45)
    abort ();

  for (i = 0; i < 5; i++)
    {
      int *one = calloc (1, sizeof *one);
      if (!one || *one)
	abort ();
      *one = i;
      sum -= *one;
      free (one);
    }
  if (sum != 35)
    abort ();

  v = malloc (4 * sizeof *v);
  if (!v)
    abort ();
  v[0] = 4, v[1] = 2, v[2] = 3, v[3] = 1;
  qsort (v, 4, sizeof *v, by_value);
  if (v[0] != 1 || v[3] != 4)
    abort ();
  v = realloc (v, 8 * sizeof *v);
  if (!v || v[2] != 3)
    abort ();
  free (v);

  arg = malloc (sizeof *arg);
  if (!arg)
    abort ();
  *arg = 21;
  if (pthread_create (&t, NULL, twice, arg) || pthread_join (t, NULL) || *arg != 42)
    abort ();
  free (arg);

  return depth (20) != 20;
}
