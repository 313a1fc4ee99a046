/* GCC's own warnings: none that is ours to answer for, and the mistakes with
   freed memory stay mistakes.
   { dg-options "-Wall -Wextra -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fopt-info-optimized-missed" }
   { dg-additional-options "-O2" }  */

#include <stdlib.h>

int *held;

/* What is held when the function returns was freed before.  */
void
held_for_a_while (int n)
{
  int *p = malloc (4 * sizeof *p); /* { dg-optimized "these 16 bytes" } */
  if (!p)
    return;
  held = p;
  p[0] = n;
  __asm__ volatile ("" : : : "memory");
  free (p);
}

int
freed_twice (int n)
{
  int *p = malloc (sizeof *p); /* { dg-missed "used after it was freed" } */
  *p = n;
  free (p);
  n += *p; /* { dg-warning "used after 'free'|used after" "" { target gcc-12+ } } */
  free (p); /* { dg-warning "used after" "" { target gcc-12+ } } */
  return n;
}

int
compared (int n)
{
  int *p = malloc (sizeof *p), *q = n ? p : &n; /* { dg-optimized "these 4 bytes" } */
  *p = n;
  n += *q;
  free (p);
  return n + (p == q);
}
