/* Freed by a callback: the function that calls it does more than that.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fopt-info-optimized-missed" }
   { dg-final { count-calls 4 } }  */

#include <stdlib.h>

#define CHECK(x) do { if (!(x)) abort (); } while (0)

static int count;

__attribute__ ((noipa)) static void
use (void *p)
{
  __asm__ volatile ("" : : "r" (p) : "memory");
}

__attribute__ ((noinline, noclone)) static void
apply (void (*f) (void *), void *p)
{
  count++;
  f (p);
}

__attribute__ ((noinline)) static void
one (void)
{
  int *p = malloc (sizeof *p); /* { dg-missed "freed by a function that may do more than free" } */
  use (p);
  apply (free, p);
}

__attribute__ ((noinline, noclone)) static void
each (void **v, int n, void (*f) (void *))
{
  for (int i = 0; i < n; i++)
    {
      count++;
      f (v[i]);
    }
}

__attribute__ ((noinline)) static void
two (void)
{
  void *v[2];
  v[0] = malloc (4); /* { dg-missed "freed by a function that may do more than free" } */
  v[1] = malloc (8); /* { dg-missed "freed by a function that may do more than free" } */
  use (v[0]);
  use (v[1]);
  each (v, 2, free);
}

static void
count_and_free (void *p)
{
  count++;
  free (p);
}

/* One of two does.  */
__attribute__ ((noinline)) static void
either (int n)
{
  void (*f) (void *) = n ? free : count_and_free;
  char *p = malloc (4); /* { dg-missed "freed by a function that may do more than free" } */
  use (p);
  f (p);
}

int
main (void)
{
  one ();
  two ();
  either (0);
  CHECK (count == 4);
  return 0;
}
