/* A wrapper that is strlen, malloc and memcpy, for a local array.  */

#include "kernel.h"

static NOINLINE char *
xstrdup (const char *text)
{
  size_t size = strlen (text) + 1;
  char *copy = malloc (size);

  if (!copy)
    abort ();
  return memcpy (copy, text, size);
}

static NOINLINE void
reverse (char *text)
{
  for (char *end = text + strlen (text); text < --end; text++)
    {
      char c = *text;
      *text = *end;
      *end = c;
    }
}

static long
kernel (long i)
{
  char word[16] = "palindrome-";

  word[11] = (char) ('a' + i % 26);
#ifdef HAND
  char back[sizeof word];
  strcpy (back, word);
#else
  char *back = xstrdup (word);
#endif
  reverse (back);
  long r = strcmp (word, back) < 0 ? back[1] : word[1];
#ifndef HAND
  free (back);
#endif
  return r;
}
