/* Each function of the library that allocates.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fplugin-arg-escape-no-bounded -fopt-info-optimized-missed" }
   { dg-final { count-calls 0 } }  */

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__ ((noinline))
#define CHECK(x) do { if (!(x)) abort (); } while (0)

NOINLINE static void
use (void *p)
{
  __asm__ volatile ("" : : "r" (p) : "memory");
}

NOINLINE static long
sum (const char *s)
{
  long r = 0;
  while (*s)
    r = r * 31 + *s++;
  return r;
}

NOINLINE static void
by_malloc (int n)
{
  int *p = malloc (4 * sizeof *p); /* { dg-optimized "these 16 bytes moved to the stack of 'by_malloc'" } */
  for (int i = 0; i < 4; i++)
    p[i] = n + i;
  CHECK (p[0] + p[3] == 2 * n + 3);
  free (p);
}

/* As often as it was, it is zero.  */
NOINLINE static void
by_calloc (int n)
{
  for (int k = 0; k < n; k++)
    {
      long *p = calloc (8, sizeof *p); /* { dg-optimized "these 64 bytes" } */
      for (int i = 0; i < 8; i++)
	{
	  CHECK (p[i] == 0);
	  p[i] = -1;
	}
      free (p);
    }
}

NOINLINE static void
by_calloc_bounded (unsigned n)
{
  n &= 15;
  char *p = calloc (n + 1, 3); /* { dg-optimized "these at most 48 bytes" } */
  for (unsigned i = 0; i < 3 * (n + 1); i++)
    CHECK (p[i] == 0);
  memset (p, 1, 3 * (n + 1));
  free (p);
}

NOINLINE static void
by_realloc (void)
{
  int *p = realloc (NULL, 8); /* { dg-optimized "these 8 bytes" } */
  p[0] = p[1] = 3;
  use (p);
  CHECK (p[0] + p[1] == 6);
  free (p);
}

NOINLINE static void
by_aligned_alloc (void)
{
  char *p = aligned_alloc (64, 128); /* { dg-optimized "these 128 bytes" } */
  CHECK ((uintptr_t) p % 64 == 0);
  use (p);
  free (p);
}

NOINLINE static void
by_memalign (void)
{
  char *p = memalign (32, 40); /* { dg-optimized "these 40 bytes" } */
  CHECK ((uintptr_t) p % 32 == 0);
  use (p);
  free (p);
}

NOINLINE static void
by_posix_memalign (void)
{
  void *p;
  if (posix_memalign (&p, 256, 24)) /* { dg-optimized "these 24 bytes" } */
    abort ();
  CHECK ((uintptr_t) p % 256 == 0);
  free (p);
}

NOINLINE static void
by_strdup (void)
{
  char *p = strdup ("hello"); /* { dg-optimized "these 6 bytes" } */
  CHECK (sum (p) == sum ("hello"));
  p[0] = 'j';
  CHECK (strcmp (p, "jello") == 0);
  free (p);
}

NOINLINE static void
by_strdup_bounded (int n)
{
  char *p = strdup (n ? "one" : "seven"); /* { dg-optimized "these at most 6 bytes" } */
  CHECK (sum (p) == sum (n ? "one" : "seven"));
  free (p);
}

NOINLINE static void
by_strndup (void)
{
  char *p = strndup ("hello", 3); /* { dg-optimized "these 4 bytes" } */
  CHECK (strcmp (p, "hel") == 0);
  free (p);
}

NOINLINE static void
by_strndup_bounded (unsigned n)
{
  char *p = strndup ("hello", n & 7); /* { dg-optimized "these at most 6 bytes" } */
  CHECK (strlen (p) == ((n & 7) < 5 ? (n & 7) : 5));
  CHECK (memcmp (p, "hello", strlen (p)) == 0);
  free (p);
}

/* Also if it is never freed.  */
NOINLINE static int
leaked (int n)
{
  int *p = malloc (sizeof *p); /* { dg-optimized "these 4 bytes" } */
  *p = n;
  use (p);
  return *p;
}

int
main (void)
{
  by_malloc (5);
  by_calloc (4);
  by_calloc_bounded (0);
  by_calloc_bounded (9);
  by_realloc ();
  by_aligned_alloc ();
  by_memalign ();
  by_posix_memalign ();
  by_strdup ();
  by_strdup_bounded (0);
  by_strdup_bounded (1);
  by_strndup ();
  for (unsigned n = 0; n < 8; n++)
    by_strndup_bounded (n);
  CHECK (leaked (7) == 7);
  return 0;
}
