/* Memory is as it was: alignment, any type, pointers to pointers.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fplugin-arg-escape-no-bounded -fopt-info-optimized-missed" }
   { dg-final { count-calls 0 } }  */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define NOINLINE __attribute__ ((noinline))
#define CHECK(x) do { if (!(x)) abort (); } while (0)

NOINLINE static void
use (void *p)
{
  __asm__ volatile ("" : : "r" (p) : "memory");
}

/* LLVM 54747: a vector store into what malloc returned.  */
typedef float v4 __attribute__ ((vector_size (16)));

NOINLINE static float
vector (float x)
{
  v4 *p = malloc (3), *q = malloc (sizeof *q); /* { dg-optimized "these 3 bytes" } */
  char pad[3]; /* { dg-optimized "these 16 bytes" "" .-1 } */
  __asm__ volatile ("" : : "r" (pad) : "memory");
  CHECK ((uintptr_t) p % _Alignof (max_align_t) == 0);
  CHECK ((uintptr_t) q % _Alignof (max_align_t) == 0);
  *q = (v4) { x, x, x, x };
  use (p);			/* or GCC takes both away itself */
  use (q);
  x = (*q)[0] + (*q)[3];
  free (p);
  free (q);
  return x;
}

/* LLVM 181103: two slots that change places through pointers to them.  */
NOINLINE static int
double_pointers (int n)
{
  int **a = malloc (sizeof *a); /* { dg-optimized "these 8 bytes" } */
  int **b = malloc (sizeof *b); /* { dg-optimized "these 8 bytes" } */
  *a = malloc (sizeof **a); /* { dg-optimized "these 4 bytes" } */
  *b = malloc (sizeof **b); /* { dg-optimized "these 4 bytes" } */
  **a = 1;
  **b = 2;
  for (int i = 0; i < n; i++)
    {
      int *t = *a;
      *a = *b;
      *b = t;
      **a += 10;
    }
  n = **a * 1000 + **b;
  free (*a);
  free (*b);
  free (a);
  free (b);
  return n;
}

/* One memory, several types, one after the other.  */
NOINLINE static int
types (int n)
{
  void *p = malloc (16); /* { dg-optimized "these 16 bytes" } */
  *(long *) p = n;
  use (p);
  n += (int) *(long *) p;
  *(double *) p = n * 0.5;
  n += (int) *(double *) p;
  ((int *) p)[3] = 7;
  n += ((int *) p)[3];
  free (p);
  return n;
}

/* What lies in it is seen by others while it lives.  */
struct job { int *tmp; int n, out; };

NOINLINE static void
work (struct job *j)
{
  for (int i = 0; i < j->n; i++)
    {
      j->tmp[i] = i * j->n;
      j->out += j->tmp[i];
    }
}

NOINLINE static int
in_structure (int n)
{
  struct job j = { NULL, n & 7, 0 };
  j.tmp = malloc (8 * sizeof *j.tmp); /* { dg-optimized "these 32 bytes" } */
  work (&j);
  free (j.tmp);
  return j.out;
}

/* Equal addresses only for equal objects.  */
NOINLINE static int
identity (void)
{
  char *a = malloc (1); /* { dg-optimized "this byte moved" } */
  char *b = malloc (1); /* { dg-optimized "this byte moved" } */
  int r = (a == b) + 2 * (a != NULL) + 4 * (b != NULL);
  free (a);
  free (b);
  return r;
}

int
main (void)
{
  CHECK (vector (3) == 6);
  CHECK (double_pointers (4) == 21022);
  CHECK (types (6) == 25);
  CHECK (in_structure (5) == 50);
  CHECK (identity () == 6);
  return 0;
}
