/* Four kilobytes, of which a few are used.  */

#include "kernel.h"

static NOINLINE size_t
escape_text (char *to, const char *from)
{
  char *p = to;

  for (; *from; from++)
    {
      if (*from == '"' || *from == '\\')
	*p++ = '\\';
      *p++ = *from;
    }
  *p = '\0';
  return (size_t) (p - to);
}

static long
kernel (long i)
{
#ifdef HAND
  char buffer[4096];
#else
  char *buffer = malloc (4096);
  if (!buffer)
    return -1;
#endif

  long r = (long) escape_text (buffer, &"say \"a \\ b\" twice"[i & 3]);
  r = r * 100 + buffer[i & 7];
#ifndef HAND
  free (buffer);
#endif
  return r;
}
