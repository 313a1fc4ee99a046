/* A constructor of an object with a buffer inside, which the compiler may
   inline.  */

#include "kernel.h"

struct text
{
  char *bytes;
  int length, room;
};

static struct text *
text_new (int room)
{
  struct text *t = malloc (sizeof *t);

  if (!t)
    abort ();
  t->bytes = malloc ((size_t) room);
  if (!t->bytes)
    abort ();
  t->bytes[0] = '\0';
  t->length = 0;
  t->room = room;
  return t;
}

static void
text_destroy (struct text *t)
{
  free (t->bytes);
  free (t);
}

static NOINLINE void
text_add (struct text *t, const char *more)
{
  int n = (int) strlen (more);

  if (t->length + n >= t->room)
    n = t->room - t->length - 1;
  memcpy (t->bytes + t->length, more, (size_t) n);
  t->bytes[t->length += n] = '\0';
}

static long
kernel (long i)
{
#ifdef HAND
  char bytes[40] = "";
  struct text store = { bytes, 0, sizeof bytes }, *t = &store;
#else
  struct text *t = text_new (40);
#endif

  text_add (t, "the ");
  text_add (t, i & 1 ? "quick" : "lazy");
  text_add (t, " animal");
  long r = t->length * 7 + t->bytes[6];
#ifndef HAND
  text_destroy (t);
#endif
  return r;
}
