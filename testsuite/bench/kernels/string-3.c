/* The start of a text, at most so many bytes of it.  */

#include "kernel.h"

static NOINLINE int
is_keyword (const char *word)
{
  return !strcmp (word, "static") || !strcmp (word, "return");
}

static long
kernel (long i)
{
  static const char source[] = "static int return x";
#ifdef HAND
  char word[7];
  memcpy (word, source + (i & 1 ? 11 : 0), 6);
  word[6] = '\0';
#else
  char *word = strndup (source + (i & 1 ? 11 : 0), 6);
  if (!word)
    return -1;
#endif
  long r = is_keyword (word) * 10 + word[i % 6];

#ifndef HAND
  free (word);
#endif
  return r;
}
