/* realloc as malloc, and as a way to make it smaller.  */

#include "kernel.h"

static NOINLINE int
collect (unsigned char *to, unsigned long bits)
{
  int n = 0;

  for (int k = 0; k < 24; k++)
    if (bits >> k & 1)
      to[n++] = (unsigned char) k;
  return n;
}

static NOINLINE long
spread (const unsigned char *v, int n)
{
  long s = 0;

  for (int k = 1; k < n; k++)
    s += (v[k] - v[k - 1]) * k;
  return s;
}

static long
kernel (long i)
{
#ifdef HAND
  unsigned char v[24];
  int n = collect (v, (unsigned long) i * 0x9e3779b9u | 1);
#else
  unsigned char *v = realloc (NULL, 24);
  if (!v)
    return -1;
  int n = collect (v, (unsigned long) i * 0x9e3779b9u | 1);
  unsigned char *less = realloc (v, (size_t) n);
  if (less)
    v = less;
#endif

  long r = spread (v, n);
#ifndef HAND
  free (v);
#endif
  return r;
}
