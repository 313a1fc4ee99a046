/* Functions that free and set the variable to NULL.  */

#include <stdlib.h>

static void zap (char **p) { if (*p) { free (*p); *p = NULL; } }
static void freep (void *p) { free (*(void **) p); *(void **) p = NULL; }
#define autofree __attribute__ ((cleanup (freep)))

int
zapped (void)
{
  char *b = malloc (8); /* { dg-warning "8 bytes never outlive 'zapped'.*[escape-stackable]" } */
  if (!b)
    return 0;
  b[0] = 1;
  int r = b[0];
  zap (&b);
  return r;
}

int
freed_at_the_end (void)
{
  autofree char *b = malloc (8); /* { dg-warning "8 bytes never outlive 'freed_at_the_end'.*[escape-stackable]" } */
  if (!b)
    return 0;
  b[0] = 1;
  return b[0];
}

int
freed_in_each_round (int n)
{
  int r = 0;
  for (int i = 0; i < n; i++)
    {
      autofree char *b = malloc (8); /* { dg-warning "8 bytes never outlive 'freed_in_each_round'.*[escape-stackable]" } */
      if (!b)
	return 0;
      b[0] = (char) i;
      if (i == 5)
	continue;
      r += b[0];
    }
  return r;
}

/* The NULL is seen.  */

int
asked_afterwards (void)
{
  char *b = malloc (8);
  if (!b)
    return 0;
  b[0] = 1;
  zap (&b);
  return b ? 1 : 0;
}

int
asked_by_the_next_round (int n)
{
  char *b = NULL;
  int r = 0;
  for (int i = 0; i < n; i++)
    {
      if (b)
	r++;
      b = malloc (8);
      if (!b)
	return 0;
      b[0] = 1;
      zap (&b);
    }
  return r;
}
