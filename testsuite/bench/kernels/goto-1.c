/* One exit, to which errors jump.  */

#include "kernel.h"

struct header
{
  unsigned magic, length;
  unsigned char data[24];
};

static NOINLINE int
checksum (const struct header *h)
{
  int s = 0;

  for (unsigned k = 0; k < h->length; k++)
    s += h->data[k];
  return s & 255;
}

static long
kernel (long i)
{
  long r = -1;
#ifdef HAND
  struct header store, *h = &store;
#else
  struct header *h = malloc (sizeof *h);
  if (!h)
    goto out;
#endif

  h->magic = i & 7 ? 0xcafe : 0;
  if (h->magic != 0xcafe)
    goto out;
  h->length = (unsigned) (i & 15);
  memset (h->data, (int) i & 63, sizeof h->data);
  if (h->length < 2)
    goto out;
  r = checksum (h);

out:
#ifndef HAND
  free (h);
#endif
  return r;
}
