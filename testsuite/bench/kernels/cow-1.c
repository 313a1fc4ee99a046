/* A text that is copied only if it has to be changed.  */

#include "kernel.h"

static NOINLINE long
text_key (const char *text)
{
  unsigned s = 0;

  for (; *text; text++)
    s = s * 31 + (unsigned char) *text;
  return s;
}

static long
kernel (long i)
{
  char name[16] = "file-name.txt";
  const char *text = name;
#ifndef HAND
  char *copy = NULL;
#endif

  name[4] = i & 1 ? '-' : '_';
  name[0] = (char) ('a' + (i & 15));
#ifdef HAND
  char copy[sizeof name];
#endif
  if (strchr (name, '-'))
    {
#ifndef HAND
      copy = malloc (sizeof name);
      if (!copy)
	return -1;
#endif
      memcpy (copy, name, sizeof name);
      for (char *p = copy; *p; p++)
	if (*p == '-')
	  *p = '+';
      text = copy;
    }
  long r = text_key (text);
#ifndef HAND
  free (copy);
#endif
  return r;
}
