/* The attribute itself, without the macro of escape.h.  */

#include "kernel.h"

extern unsigned text_hash (const char *text __attribute__ ((noescape)));

static long
kernel (long i)
{
#ifdef HAND
  char text[24];
#else
  char *text = (char *) malloc (24);
  if (NULL == text)
    return -1;
#endif

  memcpy (text, "the number is ......", 21);
  text[14] = (char) ('0' + i % 10);
  text[15] = (char) ('0' + i / 10 % 10);
  long r = text_hash (text);
#ifndef HAND
  free (text);
#endif
  return r;
}
