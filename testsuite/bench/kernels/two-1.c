/* Two objects: if the second cannot be had, the first is freed.  */

#include "kernel.h"

struct left
{
  long a[3];
};

struct right
{
  int b[8];
};

static NOINLINE long
join (const struct left *l, const struct right *r)
{
  return l->a[0] + l->a[2] * r->b[1] - r->b[7];
}

static long
kernel (long i)
{
#ifdef HAND
  struct left left_store, *l = &left_store;
  struct right right_store, *r = &right_store;
#else
  struct left *l = malloc (sizeof *l);
  if (!l)
    return -1;
  struct right *r = malloc (sizeof *r);
  if (!r)
    {
      free (l);
      return -1;
    }
#endif

  for (int k = 0; k < 3; k++)
    l->a[k] = i + k;
  for (int k = 0; k < 8; k++)
    r->b[k] = (int) i - k;
  long s = join (l, r);
#ifndef HAND
  free (r);
  free (l);
#endif
  return s;
}
