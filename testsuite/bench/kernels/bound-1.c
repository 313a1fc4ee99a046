/* The size is bounded by an if that leaves.  */

#include "kernel.h"

static NOINLINE long
sieve (int n)
{
  if (n < 2 || n > 64)
    return 0;
#ifdef HAND
  unsigned char composite[65];
#else
  unsigned char *composite = malloc ((size_t) n + 1);
  if (!composite)
    return -1;
#endif
  long primes = 0;

  memset (composite, 0, (size_t) n + 1);
  for (int k = 2; k <= n; k++)
    if (!composite[k])
      {
	primes++;
	for (int j = k * k; j <= n; j += k)
	  composite[j] = 1;
      }
#ifndef HAND
  free (composite);
#endif
  return primes;
}

static long
kernel (long i)
{
  return sieve ((int) (i & 127));
}
