/* replay.c - run a fuzz target on files, without libFuzzer.

   Input:   names of files.
   Output:  their number, if nothing crashes.  Exit status 0; 2 for a file that
            cannot be read.
   Not handled: how long it takes (the test's time limit).  */

#include "testsuite/fuzz/fuzz.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 24 };

static int
replay (const char *name)
{
  FILE *file = fopen (name, "rb");
  uint8_t *p = malloc (MOST), *exact = NULL;
  if (!file || !p)
    {
      fprintf (stderr, "replay: cannot read '%s': %s\n", name,
	       strerror (errno));
      return 2;
    }
  size_t n = fread (p, 1, MOST, file);
  fclose (file);
  /* No room behind it, so that valgrind and the sanitizers see a step too
     far.  */
  exact = malloc (n ? n : 1);
  if (!exact)
    return 2;
  memcpy (exact, p, n);
  free (p);
  LLVMFuzzerTestOneInput (exact, n);
  free (exact);
  return 0;
}

int
main (int argc, char **argv)
{
  int status = 0;
  for (int i = 1; i < argc; i++)
    status |= replay (argv[i]);
  printf ("%d\n", argc - 1);
  return status;
}
