/* Only what is small enough is made, inside of the if.  */

#include "kernel.h"

static NOINLINE long
pack (unsigned char *to, const long *from, size_t n)
{
  long s = 0;

  for (size_t k = 0; k < n; k++)
    {
      to[k] = (unsigned char) from[k & 3];
      s += to[k] * (long) k;
    }
  return s;
}

static long
kernel (long i)
{
  long from[4] = { i, i + 1, i * 3, 7 };
  size_t n = (size_t) i & 63;
  long r = 0;

  if (n <= 48)
    {
#ifdef HAND
      unsigned char to[48];
      r = pack (to, from, n);
#else
      unsigned char *to = malloc (n);
      if (to)
	{
	  r = pack (to, from, n);
	  free (to);
	}
#endif
    }
  return r;
}
