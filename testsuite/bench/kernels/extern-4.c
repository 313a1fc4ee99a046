/* A context behind a void pointer, for a callback that a function of another
   file calls.  */

#include "extern.h"
#include "kernel.h"

struct tally
{
  long sum;
  int odd;
};

static void
count_number (int number, void *data)
{
  struct tally *t = data;

  t->sum += number;
  t->odd += number & 1;
}

static long
kernel (long i)
{
#ifdef HAND
  struct tally store = { .sum = i }, *t = &store;
#else
  struct tally *t = calloc (1, sizeof *t);
  if (!t)
    return -1;
  t->sum = i;
#endif

  each_number (7, count_number, t);
  long r = t->sum * t->odd;
#ifndef HAND
  free (t);
#endif
  return r;
}
