/* What is freed may be NULL though nothing says so: the pointer was given away
   and cleared.  */

#include <stdlib.h>

static int sum;

char *
given_away (int k)
{
  char *a = malloc (64), *b;
  if (!a)
    return NULL;
  a[0] = k;
  if (k)
    {
      b = a;
      a = NULL;
    }
  else
    {
      b = malloc (8);
      if (b)
	b[0] = a[0];
    }
  free (a);
  return b;
}

/* The same shape, and nothing is given away.  */
int
cleared_after_the_free (int k)
{
  char *a = malloc (64); /* { dg-warning "these 64 bytes never outlive 'cleared_after_the_free': they could live on the stack [escape-stackable]" } */
  if (!a)
    return 0;
  a[0] = k;
  if (k)
    {
      free (a);
      a = NULL;
    }
  else
    sum += a[0];
  free (a);
  return sum;
}

static char *slot;

/* Published, but freed in any case.  */
int
published_and_freed (int k)
{
  char *a = malloc (64), *b; /* { dg-warning "these 64 bytes never outlive 'published_and_freed': they could live on the stack [escape-stackable]" } */
  if (!a)
    return 0;
  slot = a;
  b = a;
  a = NULL;
  b[0] = k;
  sum += slot[0];
  free (b);
  return sum;
}
