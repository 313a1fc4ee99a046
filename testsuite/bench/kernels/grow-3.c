/* A text that is made large enough once, if it has to.  */

#include "kernel.h"

static long
kernel (long i)
{
  size_t need = (i & 255) == 0 ? 60 : 10 + ((size_t) i & 7);
#ifdef HAND
  char text[64];
#else
  char *text = malloc (32);
  if (!text)
    return -1;
  if (need > 32)
    {
      char *more = realloc (text, 64);
      if (!more)
	{
	  free (text);
	  return -1;
	}
      text = more;
    }
#endif
  long r = 0;

  memset (text, 'a' + (int) (i & 15), need);
  for (size_t k = 0; k < need; k += 3)
    r = r * 5 + text[k];
#ifndef HAND
  free (text);
#endif
  return r;
}
