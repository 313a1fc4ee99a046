/* A structure that is assigned as a whole, and copied out before it is
   freed.  */

#include "kernel.h"

struct state
{
  unsigned long word[6];
};

static NOINLINE void
stir (struct state *s)
{
  for (int k = 0; k < 6; k++)
    s->word[k] ^= s->word[(k + 1) % 6] << 1;
}

static NOINLINE void
next_state (const struct state *from, struct state *to)
{
#ifdef HAND
  struct state store, *work = &store;
#else
  struct state *work = malloc (sizeof *work);
  if (!work)
    return;
#endif

  *work = *from;
  stir (work);
  work->word[0] += 17;
  *to = *work;
#ifndef HAND
  free (work);
#endif
}

static long
kernel (long i)
{
  struct state a = { { (unsigned long) i, 2, 3, 4, 5, 6 } }, b;

  next_state (&a, &b);
  return (long) (b.word[0] ^ b.word[5]);
}
