/* Kinds that were turned off.
   { dg-options "-fplugin-arg-escape-no-stackable -fplugin-arg-escape-bounded=off -fplugin-arg-escape-hoist" }  */

#include <stdlib.h>

static int *slot;

static int *
make (void)
{
  int *p = malloc (sizeof *p);
  if (p)
    *p = 1;
  return p;
}

void
dangles (int k)
{
  slot = &k; /* { dg-warning "parameter 'k' is still held by 'slot' when 'dangles' returns [escape-dangle]" } */
}

int
stackable (void)
{
  int *p = malloc (4);
  int r = p != NULL;
  free (p);
  return r;
}

int
bounded (unsigned char n)
{
  int *p = malloc (n);
  int r = p != NULL;
  free (p);
  return r;
}

int
hoist (void)
{
  int *p = make (); /* { dg-warning "these 4 bytes from 'make' never outlive 'hoist': they could live on its stack [escape-hoist]" } */
  int r = p ? *p : 0;
  free (p);
  return r;
}
