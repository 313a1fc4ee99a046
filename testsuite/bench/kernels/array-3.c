/* Two arrays that change places in a loop.  */

#include "kernel.h"

static long
kernel (long i)
{
  const char *word = "promotion";
#ifdef HAND
  int first[10], second[10], *last = first, *row = second;
#else
  int *last = malloc (10 * sizeof *last);
  int *row = malloc (10 * sizeof *row);
  int *first = last, *second = row;
  if (!last || !row)
    {
      free (first);
      free (second);
      return -1;
    }
#endif
  char other[8] = "motion";

  other[0] = (char) ('a' + i % 26);
  for (int k = 0; k < 10; k++)
    last[k] = k;
  for (int j = 0; j < 6; j++)
    {
      row[0] = j + 1;
      for (int k = 0; k < 9; k++)
	{
	  int best = last[k] + (word[k] != other[j]);
	  if (last[k + 1] + 1 < best)
	    best = last[k + 1] + 1;
	  if (row[k] + 1 < best)
	    best = row[k] + 1;
	  row[k + 1] = best;
	}
      int *swap = last;
      last = row;
      row = swap;
    }
  long r = last[9];
#ifndef HAND
  free (first);
  free (second);
#endif
  return r;
}
