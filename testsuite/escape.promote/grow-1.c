/* Buffers that realloc enlarges start in the frame.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fplugin-arg-escape-no-bounded -fopt-info-optimized-missed" }
   { dg-additional-options "-O2" }
   { dg-final { count-calls 3 } }  */

#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__ ((noinline))
#define CHECK(x) do { if (!(x)) abort (); } while (0)

struct buffer { char *s; size_t n, room; };

NOINLINE static void *
xrealloc (void *p, size_t n)
{
  p = realloc (p, n);
  if (!p)
    abort ();
  return p;
}

NOINLINE static void
put (struct buffer *b, char c)
{
  if (b->n == b->room)
    {
      b->room = b->room ? b->room * 2 : 16;
      b->s = xrealloc (b->s, b->room);
    }
  b->s[b->n++] = c;
}

/* From NULL, in a wrapper.  */
NOINLINE static int
text (int n)
{
  struct buffer b = { 0 };
  int r = 0;
  for (int i = 0; i < n; i++)
    put (&b, (char) i); /* { dg-optimized "up to 1024 bytes moved to the stack of 'text'" } */
  for (int i = 0; i < n; i++)
    r += b.s[i] == (char) i;
  free (b.s);
  return r;
}

/* From malloc.  */
NOINLINE static int
numbers (int n)
{
  int room = 4, r = 0, *v = malloc (room * sizeof *v); /* { dg-optimized "up to 1024 bytes" } */
  for (int i = 0; i < n; i++)
    {
      if (i == room)
	{
	  int *more = realloc (v, (room *= 2) * sizeof *v); /* { dg-optimized "up to 1024 bytes" } */
	  if (!more)
	    {
	      free (v);
	      return -1;
	    }
	  v = more;
	}
      v[i] = i;
    }
  for (int i = 0; i < n; i++)
    r += v[i] == i;
  free (v);
  return r;
}

/* Two at a time: one of them is on the heap.  */
NOINLINE static int
two (void)
{
  int *v[2] = { NULL, NULL }, r = 0;
  for (int t = 0; t < 2; t++)
    {
      v[t] = realloc (v[t], 3 * sizeof (int)); /* { dg-optimized "up to 1024 bytes" } */
      for (int i = 0; i < 3; i++)
	v[t][i] = 10 * t + i;
    }
  for (int t = 0; t < 2; t++)
    {
      for (int i = 0; i < 3; i++)
	r += v[t][i] == 10 * t + i;
      free (v[t]);
    }
  return r;
}

/* It shrinks; realloc to nothing frees it.  */
NOINLINE static int
smaller (int n)
{
  char *p = malloc (64); /* { dg-optimized "up to 1024 bytes" } */
  strcpy (p, "abc");
  p = realloc (p, n); /* { dg-optimized "up to 1024 bytes" } */
  int r = p ? p[1] : -1;
  free (p);
  return r;
}

int
main (void)
{
  CHECK (text (1000) == 1000);
  CHECK (text (1025) == 1025);		/* one call */
  CHECK (numbers (256) == 256);
  CHECK (numbers (300) == 300);		/* one call */
  CHECK (two () == 6);			/* one call */
  CHECK (smaller (4) == 'b');
  CHECK (smaller (0) == -1);
  return 0;
}
