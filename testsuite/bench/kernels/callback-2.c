/* An object that holds the functions to be called on it.  */

#include "kernel.h"

struct reader
{
  int (*next) (struct reader *);
  const char *text;
  int at;
};

static int
next_byte (struct reader *r)
{
  return r->text[r->at] ? r->text[r->at++] : -1;
}

static NOINLINE long
read_all (struct reader *r)
{
  long s = 0;

  for (int c; (c = r->next (r)) >= 0;)
    s = s * 3 + c;
  return s;
}

static long
kernel (long i)
{
#ifdef HAND
  struct reader store, *r = &store;
#else
  struct reader *r = malloc (sizeof *r);
  if (!r)
    return -1;
#endif

  r->next = next_byte;
  r->text = &"a stream"[i & 3];
  r->at = 0;
  long s = read_all (r);
#ifndef HAND
  free (r);
#endif
  return s;
}
