/* The callee, in another unit, returns its argument, or what lies in it.  */
/* { dg-alone 0 } */

#include <stdlib.h>

struct text { char *start, buf[8]; };

char *same (char *p);
char *skip (char *p, int n);
char *start (struct text *t);
void begin (struct text *t);
struct text *select_one (struct text *a, struct text *b, int which);

char *
returned (int k)
{
  char x[4] = { (char) k };
  return same (x); /* { dg-warning "variable 'x' is returned from 'returned' [escape-dangle]" } */
}

char *
its_middle (int k)
{
  char x[4] = { (char) k };
  return skip (x, 2); /* { dg-warning "variable 'x' is returned from 'its_middle' [escape-dangle]" } */
}

char *
what_it_holds (int k)
{
  struct text t = { NULL, { (char) k } };
  begin (&t);
  return start (&t); /* { dg-warning "variable 't' is returned from 'what_it_holds' [escape-dangle]" } */
}

struct text *
one_of_two (struct text *u, int k)
{
  struct text t = { NULL, { (char) k } };
  return select_one (u, &t, k); /* { dg-warning "variable 't' is returned from 'one_of_two' [escape-dangle]" } */
}

/* Quiet.  */

char *
what_it_held (char *s)
{
  struct text t = { s, "" };
  return start (&t);
}

char
used_here (int k)
{
  char x[4] = { (char) k };
  return *same (x);
}

char *
on_the_heap (void)
{
  return same (malloc (4));
}

int
lent (void)
{
  char *p = malloc (4), r; /* { dg-warning "these 4 bytes never outlive 'lent': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  *same (p) = 1;
  r = *p;
  free (p);
  return r;
}
