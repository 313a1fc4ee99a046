/* What a constructor makes has no edit, but a word at the end of its path.  */
/* { dg-do compile } */
/* { dg-options "-fplugin-arg-escape-hoist -fdiagnostics-generate-patch -fdiagnostics-path-format=separate-events" } */
/* { dg-final { scan-output-not "@@" } } */
#include <stdlib.h>
struct point { int x, y; };
static struct point *
point_new (int x)
{
  struct point *p = malloc (sizeof *p);
  if (p)
    p->x = p->y = x;
  return p;
}
int
f (int x)
{
  struct point *p = point_new (x); /* { dg-warning "from 'point_new' never outlive 'f'.*[escape-hoist]" } */
  /* { dg-note "let '.*' return the object itself, or fill in one that it is passed" "" { target *-*-* } .-1 } */
  if (!p)
    return -1;
  x = p->y;
  free (p);
  return x;
}
