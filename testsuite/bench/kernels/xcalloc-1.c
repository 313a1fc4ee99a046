/* A wrapper of calloc, not inlined.  */

#include "kernel.h"

static NOINLINE void *
xcalloc (size_t n, size_t size)
{
  void *p = calloc (n, size);

  if (!p)
    {
      perror ("calloc");
      abort ();
    }
  return p;
}

static long
kernel (long i)
{
#ifdef HAND
  unsigned short bucket[32] = { 0 };
#else
  unsigned short *bucket = xcalloc (32, sizeof *bucket);
#endif
  unsigned long x = (unsigned long) i * 0x9e3779b97f4a7c15u;
  int most = 0;

  for (int k = 0; k < 12; k++)
    {
      int n = ++bucket[x >> 59];
      most = n > most ? n : most;
      x = x * 5 + 1;
    }
#ifndef HAND
  free (bucket);
#endif
  return most;
}
