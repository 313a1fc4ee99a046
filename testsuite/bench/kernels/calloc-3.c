/* A set of the bytes of a text, one flag a byte.  */

#include "kernel.h"

static NOINLINE int
distinct (const char *text)
{
#ifdef HAND
  unsigned char seen[128];
  memset (seen, 0, sizeof seen);
#else
  unsigned char *seen = calloc (128, 1);
  if (!seen)
    return -1;
#endif
  int n = 0;

  for (; *text; text++)
    {
      int c = *text & 127;
      n += !seen[c];
      seen[c] = 1;
    }
#ifndef HAND
  free (seen);
#endif
  return n;
}

static long
kernel (long i)
{
  char text[] = "never outlives its function";

  text[i % 20] = (char) ('A' + i % 20);
  return distinct (text);
}
