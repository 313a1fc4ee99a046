/* A literal that is copied to be changed.  */

#include "kernel.h"

static NOINLINE long
digits (const char *text)
{
  long s = 0;

  for (; *text; text++)
    s = s * 10 + (*text - '0');
  return s;
}

static long
kernel (long i)
{
#ifdef HAND
  char number[] = "00000000";
#else
  char *number = strdup ("00000000");
  if (!number)
    return -1;
#endif

  for (int k = 0; k < 8; k++)
    number[k] = (char) ('0' + (i >> k) % 10);
  long r = digits (number);
#ifndef HAND
  free (number);
#endif
  return r;
}
