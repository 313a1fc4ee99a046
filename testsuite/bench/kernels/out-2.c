/* A function that is not inlined stores it where its argument says.  */

#include "kernel.h"

struct record
{
  long id;
  char tag[16];
};

#ifdef HAND
static NOINLINE int
record_open (long id, struct record *r)
{
  if (id < 0)
    return -1;
  r->id = id;
  strcpy (r->tag, "open");
  return 0;
}
#else
static NOINLINE int
record_open (long id, struct record **result)
{
  if (id < 0)
    return -1;
  struct record *r = malloc (sizeof *r);
  if (!r)
    return -2;
  r->id = id;
  strcpy (r->tag, "open");
  *result = r;
  return 0;
}
#endif

static NOINLINE long
record_key (const struct record *r)
{
  return r->id * 31 + r->tag[r->id & 3];
}

static long
kernel (long i)
{
#ifdef HAND
  struct record store, *r = &store;
  if (record_open (i, r) != 0)
    return -1;
#else
  struct record *r = NULL;
  if (record_open (i, &r) != 0)
    return -1;
#endif

  long key = record_key (r);
#ifndef HAND
  free (r);
#endif
  return key;
}
