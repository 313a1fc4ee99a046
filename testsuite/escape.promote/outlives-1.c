/* Objects that are still there when the function has returned, in places that are
   easy to overlook.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fplugin-arg-escape-no-bounded -fplugin-arg-escape-no-dangle -fopt-info-optimized-missed" }  */

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOIPA __attribute__ ((noipa))
#define CHECK(x) do { if (!(x)) abort (); } while (0)

/* Overwrite the frames of the calls before.  */
NOIPA static void
smash (void)
{
  volatile char a[4096];
  for (int i = 0; i < 4096; i++)
    a[i] = '9';
}

static char *keep;

/* The result of posix_memalign is no address: 0 is success.  */
NOIPA static void
kept_after_a_check (void)
{
  void *p = NULL;
  if (posix_memalign (&p, 32, 16)) /* { dg-missed "these 16 bytes stay on the heap: stored in 'keep'" } */
    abort ();
  strcpy (p, "alive");
  keep = p;
}

/* Two at a time, by the same mistake.  */
NOIPA static int
two_at_a_time (int n)
{
  char *a = NULL, *b = NULL;
  for (int i = 0; i < n; i++)
    {
      void *p = NULL;
      free (b);
      if (posix_memalign (&p, 32, 16)) /* { dg-missed "several are alive at once in a loop" } */
	abort ();
      b = p;
      b[0] = (char) (i + 5);
      if (!a)
	{
	  a = b;
	  b = NULL;
	}
    }
  n = a[0];
  free (a);
  free (b);
  return n;
}

/* strtok goes on later.  */
NOIPA static int
first_word (const char *s)
{
  char *copy = malloc (64); /* { dg-missed "kept by 'strtok' of the library" } */
  strcpy (copy, s);
  return atoi (strtok (copy, ","));
}

NOIPA static int
next_word (void)
{
  return atoi (strtok (NULL, ","));
}

/* But not when what it read is gone.  */
NOIPA static int
words (const char *s)
{
  char *copy = malloc (64); /* { dg-optimized "these 64 bytes" } */
  int n = 0;
  strcpy (copy, s);
  for (char *w = strtok (copy, ","); w; w = strtok (NULL, ","))
    {
      smash ();
      n++;
    }
  free (copy);
  return n;
}

/* A stream that nobody closes is flushed at exit.  */
NOIPA static void
left_open (void)
{
  char *p = malloc (512); /* { dg-missed "these 512 bytes stay on the heap" } */
  FILE *f = fmemopen (p, 512, "w+");
  for (int i = 0; i < 400; i++)
    fputc ('A', f);
}

int
main (void)
{
  kept_after_a_check (); /* { dg-missed "stored in 'keep'" } */
  CHECK (two_at_a_time (3) == 5);
  CHECK (first_word ("1,2,3") == 1);
  left_open (); /* { dg-missed "stored in the object that 'left_open' made" } */
  smash ();
  CHECK (next_word () == 2);
  CHECK (strcmp (keep, "alive") == 0);
  CHECK (words ("a,b,c") == 3);
  return 0;
}
