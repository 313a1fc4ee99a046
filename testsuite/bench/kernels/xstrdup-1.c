/* A wrapper of strdup, for a literal, not inlined.  */

#include "kernel.h"

static NOINLINE char *
xstrdup (const char *text)
{
  char *copy = strdup (text);

  if (!copy)
    abort ();
  return copy;
}

static NOINLINE int
vowels (const char *text)
{
  int n = 0;

  for (; *text; text++)
    n += *text == 'a' || *text == 'e' || *text == 'o';
  return n;
}

static long
kernel (long i)
{
#ifdef HAND
  char text[] = "a name to change";
#else
  char *text = xstrdup ("a name to change");
#endif

  text[i % 16] = (char) ('a' + i % 5);
  long r = vowels (text);
#ifndef HAND
  free (text);
#endif
  return r;
}
