/* A copy that is sorted.  */

#include "kernel.h"

static int
compare_ints (const void *a, const void *b)
{
  int x = *(const int *) a, y = *(const int *) b;

  return (x > y) - (x < y);
}

static NOINLINE int
median (const int *v, int n)
{
#ifdef HAND
  int copy[9];
#else
  int *copy = malloc (9 * sizeof *copy);
  if (!copy)
    return -1;
#endif

  memcpy (copy, v, 9 * sizeof *copy);
  qsort (copy, (size_t) n, sizeof *copy, compare_ints);
  int r = copy[n / 2];
#ifndef HAND
  free (copy);
#endif
  return r;
}

static long
kernel (long i)
{
  int v[9];
  unsigned x = (unsigned) i;

  for (int k = 0; k < 9; k++)
    {
      x = x * 1103515245u + 12345;
      v[k] = (int) (x >> 20);
    }
  return median (v, 9);
}
