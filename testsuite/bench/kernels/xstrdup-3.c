/* A wrapper over another wrapper, for part of a literal.  */

#include "kernel.h"

static NOINLINE void *
xmalloc (size_t size)
{
  void *p = malloc (size);

  if (!p)
    exit (2);
  return p;
}

static NOINLINE char *
xstrndup (const char *text, size_t n)
{
  char *copy = xmalloc (n + 1);

  memcpy (copy, text, n);
  copy[n] = '\0';
  return copy;
}

static NOINLINE long
number (const char *digits)
{
  long n = 0;

  while (*digits >= '0' && *digits <= '9')
    n = n * 10 + *digits++ - '0';
  return n;
}

#ifdef HAND
static NOINLINE void
copy_part (char *to, const char *text, size_t n)
{
  memcpy (to, text, n);
  to[n] = '\0';
}
#endif

static long
kernel (long i)
{
  static const char date[] = "20241130";
#ifdef HAND
  char part[5];
  copy_part (part, date + (i & 3), 4);
#else
  char *part = xstrndup (date + (i & 3), 4);
#endif
  long r = number (part);

#ifndef HAND
  free (part);
#endif
  return r;
}
