/* Three returns, each of which frees.  */

#include "kernel.h"

struct request
{
  int kind;
  long arg[5];
};

static NOINLINE int
parse (struct request *r, long i)
{
  r->kind = (int) (i & 3);
  for (int k = 0; k < 5; k++)
    r->arg[k] = i >> k;
  return r->kind != 3;
}

static long
kernel (long i)
{
#ifdef HAND
  struct request store, *r = &store;

  if (!parse (r, i))
    return -1;
  if (r->kind == 0)
    return r->arg[0];
  long s = r->arg[1] * 3 + r->arg[4];
#else
  struct request *r = malloc (sizeof *r);

  if (!r)
    return -2;
  if (!parse (r, i))
    {
      free (r);
      return -1;
    }
  if (r->kind == 0)
    {
      long first = r->arg[0];
      free (r);
      return first;
    }
  long s = r->arg[1] * 3 + r->arg[4];
  free (r);
#endif
  return s;
}
