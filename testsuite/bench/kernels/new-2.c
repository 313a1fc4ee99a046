/* A constructor and a destructor that the compiler may inline.  */

#include "kernel.h"

struct cursor
{
  const char *text;
  int at, lines;
};

static struct cursor *
cursor_new (const char *text, int at)
{
  struct cursor *c = malloc (sizeof *c);

  if (c)
    {
      c->text = text;
      c->at = at;
      c->lines = 1;
    }
  return c;
}

static void
cursor_destroy (struct cursor *c)
{
  if (!c)
    return;
  free (c);
}

static NOINLINE int
cursor_next (struct cursor *c)
{
  int ch = c->text[c->at];

  if (ch)
    c->at++;
  if (ch == '\n')
    c->lines++;
  return ch;
}

static long
kernel (long i)
{
#ifdef HAND
  struct cursor store = { "one\ntwo\n", (int) (i & 3), 1 }, *c = &store;
#else
  struct cursor *c = cursor_new ("one\ntwo\n", (int) (i & 3));
  if (!c)
    return -1;
#endif
  long r = 0;

  while (cursor_next (c))
    r++;
  r = r * 10 + c->lines;
#ifndef HAND
  cursor_destroy (c);
#endif
  return r;
}
