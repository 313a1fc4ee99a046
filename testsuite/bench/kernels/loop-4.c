/* A text that is made and freed for each line, zeroed by calloc.  */

#include "kernel.h"

static long
kernel (long i)
{
  static const char *const lines[] = { "alpha", "be ta", "gamma ray" };
  long r = 0;

  for (int k = 0; k < 3; k++)
    {
#ifdef HAND
      char word[16] = "";
#else
      char *word = calloc (16, 1);
      if (!word)
	return -1;
#endif
      int n = 0;
      for (const char *p = lines[k]; *p; p++)
	if (*p != ' ')
	  word[n++] = (char) (*p ^ (i & 3));
      r = r * 31 + word[0] + word[n - 1] + word[12];
#ifndef HAND
      free (word);
#endif
    }
  return r;
}
