/* A vector that starts with nothing and is pushed to; by hand it has a first
   room of its own.  */

#include "kernel.h"

struct vector
{
  int *element;
  size_t n, room;
#ifdef HAND
  int first[128];
#endif
};

static void
vector_push (struct vector *v, int x)
{
  if (v->n == v->room)
    {
      size_t room = v->room ? v->room * 2 : 8;
#ifdef HAND
      int *more = realloc (v->element == v->first ? NULL : v->element,
			   room * sizeof *more);
#else
      int *more = realloc (v->element, room * sizeof *more);
#endif
      if (!more)
	abort ();
#ifdef HAND
      if (v->element == v->first)
	memcpy (more, v->first, sizeof v->first);
#endif
      v->element = more;
      v->room = room;
    }
  v->element[v->n++] = x;
}

static long
kernel (long i)
{
  struct vector v;
  int n = 100 + (int) (i & 15);
  long r = 0;

#ifdef HAND
  v.element = v.first;
  v.room = 128;
#else
  v.element = NULL;
  v.room = 0;
#endif
  v.n = 0;
  for (int k = 0; k < n; k++)
    {
      int x = (int) i + k;
      HIDE (x);
      vector_push (&v, x);
    }
  for (size_t k = 0; k < v.n; k++)
    r = (r * 3 + v.element[k]) & 0xffffff;
#ifdef HAND
  if (v.element != v.first)
#endif
    free (v.element);
  return r;
}
