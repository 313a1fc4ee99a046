/* A buffer for snprintf, strcmp and strlen.  */

#include "kernel.h"

static long
kernel (long i)
{
#ifdef HAND
  char text[48];
#else
  char *text = malloc (48);
  if (!text)
    return -1;
#endif

  snprintf (text, 48, "item %ld of %d", i, 100);
  long r = (long) strlen (text) + (strcmp (text, "item 7 of 100") < 0);
#ifndef HAND
  free (text);
#endif
  return r;
}
