/* A path of two parts, made with strcpy and strcat, and looked through with
   library functions.  */

#include "kernel.h"

static long
kernel (long i)
{
  static const char *const names[] = { "main", "graph", "solve", "report" };
  const char *name = names[i & 3];
#ifdef HAND
  char path[32];
#else
  char *path = malloc (sizeof "passes/" + 20);
  if (!path)
    return -1;
#endif

  strcpy (path, "passes/");
  strcat (path, name);
  strcat (path, ".c");
  const char *dot = strrchr (path, '.');
  const char *slash = strchr (path, '/');
  long r = (dot - slash) * 100 + strncmp (path, "passes", 6)
	   + (memchr (path, 'v', 12) != NULL);
#ifndef HAND
  free (path);
#endif
  return r;
}
