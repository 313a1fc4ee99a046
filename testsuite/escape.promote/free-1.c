/* What becomes of the calls that free.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fplugin-arg-escape-no-bounded -fopt-info-optimized-missed" }
   { dg-final { count-calls 2 } }  */

#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__ ((noinline))
#define CHECK(x) do { if (!(x)) abort (); } while (0)

NOINLINE static void
use (void *p)
{
  __asm__ volatile ("" : : "r" (p) : "memory");
}

/* On several ways, and after tests for NULL.  */
NOINLINE static int
ways (int n)
{
  int r = -1;
  char *b = NULL, *a = malloc (16); /* { dg-optimized "these 16 bytes" } */
  if (!a)
    goto out;
  b = malloc (32); /* { dg-optimized "these 32 bytes" } */
  if (b == NULL)
    goto out;
  if (n < 3)
    goto out;
  strcpy (a, "abc");
  strcpy (b, "defg");
  r = (int) (strlen (a) + strlen (b));
out:
  free (b);
  free (a);
  return r;
}

/* Only if it was allocated.  */
NOINLINE static int
sometimes (int n)
{
  int *p = NULL, r = 7;
  if (n)
    {
      p = malloc (sizeof *p); /* { dg-optimized "these 4 bytes" } */
      *p = n;
    }
  if (p)
    r = *p;
  free (p);
  return r;
}

/* One call frees either of two.  */
NOINLINE static int
either (int n)
{
  int *a = malloc (sizeof *a); /* { dg-optimized "these 4 bytes" } */
  int *b = malloc (2 * sizeof *b); /* { dg-optimized "these 8 bytes" } */
  int *p = n ? a : b, r;
  *a = 1;
  b[0] = b[1] = 2;
  *p = 9;
  r = *a * 10 + *b;
  free (n ? a : b);
  free (n ? b : a);
  return r;
}

/* One call frees this one, or another that stays.  */
int *other_one;

NOINLINE static void *
hidden (void *p)
{
  __asm__ volatile ("" : "+r" (p));
  return p;
}

NOINLINE __attribute__ ((noipa)) int
mixed (int n)
{
  int *p = other_one;
  if (n)
    p = malloc (sizeof *p); /* { dg-optimized "these 4 bytes" } */
  *p = n + 1;
  n = *p;
  free (p);
  return n;
}

/* A buffer of the function, unless it is too small.  */
NOINLINE static int
fallback (unsigned n)
{
  char buf[8], *p = buf;
  n &= 31;
  if (n > sizeof buf)
    p = malloc (n); /* { dg-optimized "these at most 31 bytes" } */
  memset (p, 1, n);
  int r = 0;
  for (unsigned i = 0; i < n; i++)
    r += p[i];
  if (p != buf)
    free (p);
  return r;
}

/* A list that is freed while one walks along it.  */
struct node { struct node *next; int v; };

NOINLINE static int
list (int n)
{
  struct node *a = malloc (sizeof *a); /* { dg-optimized "these 16 bytes" } */
  struct node *b = malloc (sizeof *b); /* { dg-optimized "these 16 bytes" } */
  struct node *c = malloc (sizeof *c); /* { dg-optimized "these 16 bytes" } */
  int r = 0;
  a->next = b, b->next = c, c->next = NULL;
  a->v = n, b->v = n * 2, c->v = n * 3;
  for (struct node *p = a; p; p = p->next)
    r += p->v;
  while (a)
    {
      struct node *next = a->next;
      free (a);
      a = next;
    }
  return r;
}

static void
drop (void *p)
{
  free (*(void **) p);
}

NOINLINE static int
cleaned_up (int n)
{
  __attribute__ ((cleanup (drop))) int *p = malloc (sizeof *p); /* { dg-optimized "these 4 bytes" } */
  if (!p)
    return -1;
  *p = n;
  return *p;
}

/* NULL is freed while the object is still in use.  */
NOINLINE static int
moved_on (int n)
{
  int *p = malloc (sizeof *p), *q; /* { dg-optimized "these 4 bytes" } */
  *p = n;
  use (p);
  q = p;
  p = NULL;
  free (p);
  n = *q;
  free (q);
  return n;
}

int
main (void)
{
  CHECK (ways (1) == -1 && ways (5) == 7);
  CHECK (sometimes (0) == 7 && sometimes (4) == 4);
  CHECK (either (0) == 19 && either (1) == 92);
  CHECK (mixed (3) == 4);
  other_one = hidden (malloc (4)); /* { dg-missed "stay on the heap" } */
  CHECK (mixed (0) == 1);
  other_one = hidden (calloc (1, 4)); /* { dg-missed "stay on the heap" } */
  CHECK (mixed (0) == 1);
  CHECK (fallback (5) == 5 && fallback (30) == 30);
  CHECK (list (2) == 12);
  CHECK (cleaned_up (3) == 3);
  CHECK (moved_on (6) == 6);
  return 0;
}
