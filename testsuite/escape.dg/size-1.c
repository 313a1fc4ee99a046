/* Sizes of heap objects: constant ones and the limit of one object.  */

/* { dg-options "-Wno-alloc-size-larger-than" } */

#include <stdlib.h>

struct point { int x, y; };
struct huge { char bytes[1 << 17]; };

int
one_structure (int k)
{
  struct point *p = malloc (sizeof *p); /* { dg-warning "these 8 bytes never outlive 'one_structure': they could live on the stack [escape-stackable]" } */
  int r;
  if (!p)
    return 0;
  p->x = p->y = k;
  r = p->x * p->y;
  free (p);
  return r;
}

int
one_byte (int k)
{
  char *p = malloc (1); /* { dg-warning "this byte never outlives 'one_byte': it could live on the stack [escape-stackable]" } */
  int r;
  if (!p)
    return 0;
  *p = k;
  r = *p;
  free (p);
  return r;
}

int
at_the_limit (int k)
{
  char *p = malloc (65536); /* { dg-warning "these 65536 bytes never outlive 'at_the_limit': they could live on the stack [escape-stackable]" } */
  int r;
  if (!p)
    return 0;
  p[k & 255] = k;
  r = p[k & 255];
  free (p);
  return r;
}

int
above_the_limit (int k)
{
  char *p = malloc (65537);
  int r;
  if (!p)
    return 0;
  p[k & 255] = k;
  r = p[k & 255];
  free (p);
  return r;
}

int
product_at_the_limit (int k)
{
  char *p = calloc (256, 256); /* { dg-warning "these 65536 bytes never outlive 'product_at_the_limit': they could live on the stack [escape-stackable]" } */
  int r;
  if (!p)
    return 0;
  r = p[k & 255];
  free (p);
  return r;
}

int
product_above_the_limit (int k)
{
  char *p = calloc (256, 257);
  int r;
  if (!p)
    return 0;
  r = p[k & 255];
  free (p);
  return r;
}

int
huge_structure (int k)
{
  struct huge *p = malloc (sizeof *p);
  int r;
  if (!p)
    return 0;
  p->bytes[0] = k;
  r = p->bytes[0];
  free (p);
  return r;
}

int
constant_in_a_variable (int k)
{
  size_t n = 10;
  int *p = malloc (n * sizeof *p); /* { dg-warning "these 40 bytes never outlive 'constant_in_a_variable': they could live on the stack [escape-stackable]" } */
  int r;
  if (!p)
    return 0;
  p[n - 1] = k;
  r = p[9];
  free (p);
  return r;
}

int
nothing (void)
{
  char *p = malloc (0);
  int r = p != NULL;
  free (p);
  return r;
}

int
overflow (int k)
{
  char *p = malloc (-(size_t) 8);
  int r;
  if (!p)
    return 0;
  p[0] = k;
  r = p[0];
  free (p);
  return r;
}
