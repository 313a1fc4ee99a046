/* A small buffer on the stack, and a larger one if it is too small; the size
   has a bound.  */

#include "kernel.h"

static long
kernel (long i)
{
  size_t n = (size_t) (i & 63) + 1;
#ifdef HAND
  char text[65];
#else
  char small[16], *text = small;
  if (n >= sizeof small)
    {
      text = malloc (n + 1);
      if (!text)
	return -1;
    }
#endif
  long r = 0;

  memset (text, (int) (i & 31) + 'A', n);
  text[n] = '\0';
  for (const char *p = text; *p; p += 4)
    {
      r = r * 3 + *p;
      if ((size_t) (p - text) + 4 > n)
	break;
    }
#ifndef HAND
  if (text != small)
    free (text);
#endif
  return r;
}
