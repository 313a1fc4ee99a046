/* Copies of a local array, by strdup and by strlen and malloc.  */

#include "kernel.h"

static NOINLINE void
upper (char *text)
{
  for (; *text; text++)
    if (*text >= 'a' && *text <= 'z')
      *text = (char) (*text - 'a' + 'A');
}

static long
kernel (long i)
{
  char name[24];

  memcpy (name, "stack promotion", 16);
  name[5] = (char) (i & 1 ? ' ' : 'x');
#ifdef HAND
  char first[sizeof name], second[sizeof name];
  strcpy (first, name);
  strcpy (second, name);
#else
  char *first = strdup (name);
  char *second = malloc (strlen (name) + 1);
  if (!first || !second)
    abort ();
  strcpy (second, name);
#endif

  upper (second);
  long r = strcmp (first, second) > 0 ? second[i & 7] : first[i & 7];
#ifndef HAND
  free (first);
  free (second);
#endif
  return r;
}
