/* A structure that is set and read by functions which are inlined, and
   cleared with memset.  */

#include "kernel.h"

struct stats
{
  long count, sum, least, most;
};

static void
stats_add (struct stats *s, long value)
{
  if (!s->count || value < s->least)
    s->least = value;
  if (!s->count || value > s->most)
    s->most = value;
  s->count++;
  s->sum += value;
}

static long
stats_spread (const struct stats *s)
{
  return s->most - s->least + s->sum / s->count;
}

static long
kernel (long i)
{
#ifdef HAND
  struct stats store, *s = &store;
#else
  struct stats *s = malloc (sizeof *s);
  if (!s)
    {
      perror ("malloc");
      exit (2);
    }
#endif

  memset (s, 0, sizeof *s);
  for (int k = 0; k < 6; k++)
    {
      long value = (i * 2654435761L >> k) & 255;
      HIDE (value);
      stats_add (s, value);
    }
  long r = stats_spread (s);
#ifndef HAND
  free (s);
#endif
  return r;
}
