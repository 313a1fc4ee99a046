/* seeds.c - records in the form of fuzz-section.c.

   Input:   OUT, then files of records (objcopy takes them out of objects).
   Output:  OUT: a byte of options and the raw records.
   Not handled: damage.  */

#include "testsuite/fuzz/raw.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 1 << 22 };

int
main (int argc, char **argv)
{
  static uint8_t file[MOST], raw[2 * MOST];
  FILE *out = argc > 2 ? fopen (argv[1], "wb") : NULL;
  if (!out)
    return 2;
  fputc (argc * 5 & 15, out);
  for (int i = 2; i < argc; i++)
    {
      struct esc_arena arena = { 0 };
      struct esc_codec c = { .arena = &arena };
      struct raw_record r;
      FILE *in = fopen (argv[i], "rb");
      size_t n = in ? fread (file, 1, sizeof file, in) : 0;
      if (in)
	fclose (in);
      if (!esc_codec_open (&c, file, n) || c.error)
	{
	  fprintf (stderr, "seeds: %s: %s\n", argv[i], c.error);
	  return 2;
	}
      for (unsigned k = 0; k < ESC_S_COUNT; k++)
	{
	  r.s[k].p = c.s[k].p;
	  r.s[k].n = c.s[k].n;
	}
      n = raw_put (&r, raw, sizeof raw);
      if (fwrite (raw, 1, n, out) != n)
	return 2;
      esc_arena_free (&arena);
    }
  return fclose (out) != 0;
}
