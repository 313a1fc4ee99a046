/* A loop with a continue and a break, each of which frees.  */

#include "kernel.h"

static NOINLINE int
fill (int *v, long seed)
{
  for (int k = 0; k < 6; k++)
    v[k] = (int) (seed >> k) & 31;
  return v[0] + v[5];
}

static long
kernel (long i)
{
  long r = 0;

  for (int k = 0; k < 8; k++)
    {
#ifdef HAND
      int v[6];
      int n = fill (v, i + k * 5);

      if (n & 1)
	continue;
      if (n == 40)
	break;
      r += v[n % 6];
#else
      int *v = malloc (6 * sizeof *v);
      if (!v)
	break;
      int n = fill (v, i + k * 5);

      if (n & 1)
	{
	  free (v);
	  continue;
	}
      if (n == 40)
	{
	  free (v);
	  break;
	}
      r += v[n % 6];
      free (v);
#endif
    }
  return r;
}
