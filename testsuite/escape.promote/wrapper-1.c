/* Functions that make and free objects, and do more: what else they do stays.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fplugin-arg-escape-no-bounded -fopt-info-optimized-missed" }
   { dg-additional-options "-O2" }
   { dg-final { count-calls 1 } }  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__ ((noinline))
#define CHECK(x) do { if (!(x)) abort (); } while (0)

static long made, freed;

NOINLINE static void *
xmalloc (size_t n)
{
  void *p = malloc (n);
  made++;
  if (!p)
    {
      fputs ("out of memory\n", stderr);
      abort ();
    }
  return p;
}

NOINLINE static void *
xcalloc (size_t n, size_t size)
{
  return memset (xmalloc (n * size), 0, n * size);
}

NOINLINE static char *
xstrdup (const char *s)
{
  return strcpy (xmalloc (strlen (s) + 1), s);
}

NOINLINE static void
xfree (void *p)
{
  freed++;
  free (p);
}

NOINLINE static int
wrapped (int n)
{
  int *p = xmalloc (4 * sizeof *p); /* { dg-optimized "these 16 bytes moved to the stack of 'wrapped'" } */
  for (int i = 0; i < 4; i++)
    p[i] = n + i;
  n = p[0] + p[3];
  xfree (p);
  return n;
}

NOINLINE static int
twice_wrapped (int n)
{
  int *p = xcalloc (4, sizeof *p); /* { dg-optimized "these 16 bytes" } */
  p[1] = n;
  n = p[0] + p[1] + p[2];
  xfree (p);
  return n;
}

NOINLINE static size_t
string (void)
{
  char *s = xstrdup ("a string"); /* { dg-optimized "these 9 bytes" } */
  size_t n = strlen (s);
  xfree (s);
  return n;
}

struct vector { int *data; int n; char name[12]; };

NOINLINE static struct vector *
vector_new (int n)
{
  struct vector *v = malloc (sizeof *v);
  if (!v)
    return NULL;
  v->data = calloc (8, sizeof *v->data);
  if (!v->data)
    {
      free (v);
      return NULL;
    }
  v->n = n;
  strcpy (v->name, "vector");
  made += 2;
  return v;
}

NOINLINE static void
vector_free (struct vector *v)
{
  if (v)
    {
      freed += 2;
      free (v->data);
      free (v);
    }
}

NOINLINE static int
constructed (int n)
{
  struct vector *v = vector_new (n & 7); /* { dg-optimized "these 24 bytes" } */
  if (!v) /* { dg-optimized "these 32 bytes" "" .-1 } */
    return -1;
  v->data[v->n] = 5;
  n = v->data[v->n] + v->data[(v->n + 1) & 7] + v->name[0];
  vector_free (v);
  return n;
}

NOINLINE static int
get (int **out, int n)
{
  *out = malloc (8 * sizeof **out);
  if (!*out)
    return -1;
  (*out)[7] = n;
  made++;
  return 0;
}

NOINLINE static int
out_parameter (int n)
{
  int *p;
  if (get (&p, n)) /* { dg-optimized "these 32 bytes" } */
    return -1;
  n = p[7];
  xfree (p);
  return n;
}

/* It asks who called it: to be inlined would change the answer.  */
static void *last;

NOINLINE static void *
traced (size_t n)
{
  void *p = malloc (n); /* { dg-missed "returned" } */
  if (!p)
    abort ();
  last = __builtin_return_address (0);
  return p;
}

NOINLINE static int
calls_traced (int n)
{
  int *p = traced (sizeof *p); /* { dg-missed "allocated by a function that was not inlined" } */
  *p = n;
  n = *p + 1;
  free (p);
  return n;
}

int
main (void)
{
  CHECK (calls_traced (3) == 4 && last);
  CHECK (wrapped (3) == 9);
  CHECK (twice_wrapped (3) == 3);
  CHECK (string () == 8);
  CHECK (constructed (3) == 5 + 'v');
  CHECK (out_parameter (4) == 4);
  CHECK (made == 6 && freed == 6);
  return 0;
}
