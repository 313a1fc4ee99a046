/* -Werror neither stops the build nor changes the program.
   { dg-do run }
   { dg-options "-Werror" }  */

#include <stdlib.h>

int
main (void)
{
  int *p = malloc (16);		/* { dg-warning "these 16 bytes never outlive 'main': they could live on the stack [escape-stackable]" } */
  int r;
  if (!p)
    return 0;
  p[3] = 0;
  r = p[3];
  free (p);
  return r;
}
