/* A buffer that is written, scanned and cut by library functions.  */

#include "kernel.h"

static long
kernel (long i)
{
#ifdef HAND
  char field[40];
#else
  char *field = malloc (40);
  if (field == NULL)
    {
      perror ("field");
      return -1;
    }
#endif
  char *end;

  memset (field, 0, 40);
  strncpy (field, i & 1 ? "1024;size=7" : "77;length=12", 39);
  long r = strtol (field, &end, 10);
  r += (long) strcspn (end + 1, "=");
  char *equal = strstr (end, "=");
  if (equal)
    r = r * 10 + atoi (equal + 1);
  memmove (field, field + 1, 8);
  r += memcmp (field, "024", 3) == 0;
#ifndef HAND
  free (field);
#endif
  return r;
}
