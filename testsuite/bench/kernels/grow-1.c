/* A vector that doubles when it is full; the room that it starts with is most
   often enough.  */

#include "kernel.h"

static long
kernel (long i)
{
  int n = i % 64 ? 5 + (int) (i & 7) : 30;
  size_t size = 16;
#ifdef HAND
  long store[16], *v = store;
#else
  long *v = malloc (size * sizeof *v);
  if (!v)
    return -1;
#endif
  long r = 0;

  for (int k = 0; k < n; k++)
    {
      if ((size_t) k == size)
	{
	  size *= 2;
#ifdef HAND
	  long *more = v == store ? malloc (size * sizeof *v)
		       : realloc (v, size * sizeof *v);
	  if (!more)
	    abort ();
	  if (v == store)
	    memcpy (more, store, sizeof store);
#else
	  long *more = realloc (v, size * sizeof *v);
	  if (!more)
	    abort ();
#endif
	  v = more;
	}
      long x = i ^ k;
      HIDE (x);
      v[k] = x;
    }
  for (int k = 0; k < n; k++)
    r = r * 3 + v[k];
#ifdef HAND
  if (v != store)
#endif
    free (v);
  return r;
}
