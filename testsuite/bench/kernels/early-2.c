/* A loop that is left in the middle by a return that frees.  */

#include "kernel.h"

static long
kernel (long i)
{
#ifdef HAND
  short path[20];
#else
  short *path = malloc (20 * sizeof *path);
  if (!path)
    return -1;
#endif
  unsigned long x = (unsigned long) i * 2654435761u;

  for (int k = 0; k < 20; k++)
    {
      path[k] = (short) (x & 31);
      for (int j = 0; j < k; j++)
	if (path[j] == path[k])
	  {
#ifndef HAND
	    free (path);
#endif
	    return k * 100 + j;
	  }
      x = x * 5 + 3;
    }
  long r = path[19];
#ifndef HAND
  free (path);
#endif
  return r;
}
