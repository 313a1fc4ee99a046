/* The size is the least of two numbers, and the elements are zeroed.  */

#include "kernel.h"

#define MIN(a, b) ((a) < (b) ? (a) : (b))

static NOINLINE long
histogram (const unsigned char *text, size_t length, size_t classes)
{
  classes = MIN (classes, 24);
#ifdef HAND
  int count[24] = { 0 };
#else
  int *count = calloc (classes, sizeof *count);
  if (!count)
    return -1;
#endif
  long r = 0;

  for (size_t k = 0; k < length; k++)
    count[text[k] % classes]++;
  for (size_t k = 0; k < classes; k++)
    r = r * 3 + count[k];
#ifndef HAND
  free (count);
#endif
  return r;
}

static long
kernel (long i)
{
  static const unsigned char text[] = "counted by classes";

  return histogram (text, 8 + (i & 7), 3 + ((size_t) i & 31));
}
