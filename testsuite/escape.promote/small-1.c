/* promote-small: a size without a bound.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fplugin-arg-escape-no-bounded -fopt-info-optimized-missed" }
   { dg-additional-options "-fplugin-arg-escape-promote-small=64" }
   { dg-final { count-calls 6 } }  */

#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__ ((noipa))
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

/* Zero, as much as was asked for, whatever the slot held before.  */
NOINLINE static int
zeroed (size_t n)
{
  int r = 0;
  for (int k = 0; k < 2; k++)
    {
      long *p = calloc (n, sizeof *p); /* { dg-optimized "up to 64 bytes" } */
      if (!p)
	return -1;
      for (size_t i = 0; i < n; i++)
	{
	  r += p[i] == 0;
	  p[i] = -1;
	}
      free (p);
    }
  return r;
}

NOINLINE static size_t
copied (const char *s)
{
  char *p = strdup (s); /* { dg-optimized "up to 64 bytes" } */
  size_t n = strcmp (p, s) == 0 ? strlen (p) : 0;
  free (p);
  return n;
}

static char text[65];

int
main (void)
{
  CHECK (filled (1) == 1 && filled (64) == 64);
  CHECK (filled (65) == 65);	/* one call */
  CHECK (rounds (65) == 65);	/* one call */
  CHECK (zeroed (0) == 0 && zeroed (8) == 16);
  CHECK (zeroed (9) == 18);	/* two calls */
  CHECK (zeroed ((size_t) -1 / 4) == -1); /* one call */
  memset (text, 'x', 63);
  CHECK (copied ("") == 0 && copied (text) == 63);
  text[63] = 'x';
  CHECK (copied (text) == 64);	/* one call */
  return 0;
}
