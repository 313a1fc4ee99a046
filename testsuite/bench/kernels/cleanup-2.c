/* Two objects with one cleanup function for all, in an inner block, too.  */

#include "kernel.h"

#define AUTOFREE __attribute__ ((cleanup (free_any)))

static inline void
free_any (void *p)
{
  free (*(void **) p);
}

struct pair
{
  long a, b;
};

static NOINLINE long
dot (const struct pair *p, const struct pair *q)
{
  return p->a * q->a + p->b * q->b;
}

static long
kernel (long i)
{
#ifdef HAND
  struct pair first, *p = &first;
#else
  AUTOFREE struct pair *p = malloc (sizeof *p);
  if (!p)
    return -1;
#endif

  p->a = i;
  p->b = i & 31;
  if (p->b & 1)
    {
#ifdef HAND
      struct pair second = { 0, 0 }, *q = &second;
#else
      AUTOFREE struct pair *q = calloc (1, sizeof *q);
      if (!q)
	return -1;
#endif
      q->a = 3;
      return dot (p, q);
    }
  return dot (p, p);
}
