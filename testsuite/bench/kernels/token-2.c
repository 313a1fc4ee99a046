/* A copy that strtok_r cuts into pieces.  */

#include "kernel.h"

static long
kernel (long i)
{
#ifdef HAND
  char line[] = "user:x:1000:/home/user";
#else
  char *line = strdup ("user:x:1000:/home/user");
  if (!line)
    return -1;
#endif
  char *rest, *field;
  long r = 0;

  line[9] = (char) ('0' + (i & 7));
  for (field = strtok_r (line, ":", &rest); field;
       field = strtok_r (NULL, ":", &rest))
    r = r * 5 + field[0] + (long) strlen (field);
#ifndef HAND
  free (line);
#endif
  return r;
}
