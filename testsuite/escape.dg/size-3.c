/* The limits as options, and the frame of one function.
   { dg-options "-fplugin-arg-escape-stack-limit=100 -fplugin-arg-escape-frame-limit=256 -fplugin-arg-escape-m" }  */

#include <stdlib.h>

int
small (void)
{
  char *p = malloc (100); /* { dg-warning "these 100 bytes never outlive 'small': they could live on the stack [escape-stackable]" } */
  int r = p != NULL;
  free (p);
  return r;
}

int
large (void)
{
  char *p = malloc (101); /* { dg-note "these 101 bytes stay on the heap: too large [escape-heap]" } */
  int r = p != NULL;
  free (p);
  return r;
}

int
maybe_large (unsigned n)
{
  char *p = malloc (n % 103); /* { dg-note "these at most 102 bytes stay on the heap: the size may be too large [escape-heap]" } */
  int r = p != NULL;
  free (p);
  return r;
}

int
together (void)
{
  char *a = malloc (100); /* { dg-warning "these 100 bytes never outlive 'together': they could live on the stack [escape-stackable]" } */
  char *b = malloc (100); /* { dg-warning "these 100 bytes never outlive 'together': they could live on the stack [escape-stackable]" } */
  char *c = malloc (100); /* { dg-note "these 100 bytes stay on the heap: the frame would be too large [escape-heap]" } */
  char *d = malloc (56); /* { dg-warning "these 56 bytes never outlive 'together': they could live on the stack [escape-stackable]" } */
  int r = a && b && c && d;
  free (a);
  free (b);
  free (c);
  free (d);
  return r;
}
