/* The pointer is set to NULL when it has been freed, and a second one is made
   in its place.  */

#include "kernel.h"

struct step
{
  long a, b, c;
};

static NOINLINE long
take (const struct step *s)
{
  return s->a + s->b * 2 + s->c * 3;
}

static long
kernel (long i)
{
#ifdef HAND
  struct step store, *s = &store;
#else
  struct step *s = malloc (sizeof *s);
  if (!s)
    return -1;
#endif

  s->a = i;
  s->b = 1;
  s->c = 2;
  long r = take (s);
#ifndef HAND
  free (s);
  s = NULL;
  s = malloc (sizeof *s);
  if (!s)
    return -1;
#endif
  s->a = r & 255;
  s->b = i;
  s->c = 4;
  r += take (s);
#ifndef HAND
  free (s);
  s = NULL;
#endif
  return r;
}
