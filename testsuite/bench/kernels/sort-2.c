/* An index of pointers, sorted by what they point to, and searched.  */

#include "kernel.h"

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static long
kernel (long i)
{
  static const char *const names[] = { "lua", "jq", "sqlite", "redis", "zlib",
				       "expat" };
#ifdef HAND
  const char *index[6];
#else
  const char **index = malloc (sizeof names);
  if (!index)
    return -1;
#endif

  for (int k = 0; k < 6; k++)
    index[k] = names[(k + i) % 6];
  qsort (index, 6, sizeof *index, compare_names);
  const char *key = names[i & 3];
  const char **found = bsearch (&key, index, 6, sizeof *index, compare_names);
  long r = found ? found - &index[0] : -1;
#ifndef HAND
  free (index);
#endif
  return r;
}
