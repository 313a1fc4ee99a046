/* Aligned to a cache line.  */

#include "kernel.h"
#include <stdint.h>

struct slot
{
  long value[8];
};

static NOINLINE long
drain (const struct slot *s, int n)
{
  long r = (long) ((uintptr_t) s & 63);

  for (int k = 0; k < n; k++)
    r = r * 3 + s[k].value[k];
  return r;
}

static long
kernel (long i)
{
#ifdef HAND
  _Alignas (64) struct slot s[2];
#else
  struct slot *s = aligned_alloc (64, 2 * sizeof *s);
  if (!s)
    return -1;
#endif

  for (int k = 0; k < 8; k++)
    {
      s[0].value[k] = i + k;
      s[1].value[k] = i - k;
    }
  long r = drain (s, 2);
#ifndef HAND
  free (s);
#endif
  return r;
}
