/* promote-small: a size without a bound.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fplugin-arg-escape-no-bounded -fopt-info-optimized-missed" }
   { dg-additional-options "-fplugin-arg-escape-promote-small=64" }
   { dg-final { count-calls 2 } }  */

#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__ ((noinline))
#define CHECK(x) do { if (!(x)) abort (); } while (0)

NOINLINE static int
filled (size_t n)
{
  char *p = malloc (n); /* { dg-optimized "up to 64 bytes moved to the stack of 'filled'" } */
  int r = 0;
  if (!p)
    return -1;
  memset (p, 1, n);
  for (size_t i = 0; i < n; i++)
    r += p[i];
  free (p);
  return r;
}

/* In a loop one slot: nothing is alive when the next one comes.  */
NOINLINE static int
rounds (size_t n)
{
  int r = 0;
  for (size_t i = 1; i <= n; i++)
    {
      char *p = malloc (i); /* { dg-optimized "up to 64 bytes" } */
      memset (p, (int) i, i);
      r += p[i - 1] == (char) i;
      free (p);
    }
  return r;
}

int
main (void)
{
  CHECK (filled (1) == 1 && filled (64) == 64);
  CHECK (filled (65) == 65);	/* one call */
  CHECK (rounds (65) == 65);	/* one call */
  return 0;
}
