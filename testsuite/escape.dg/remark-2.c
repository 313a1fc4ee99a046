/* m=2 adds the flow, a step a line, in GCC's form of paths.
   { dg-options "-fplugin-arg-escape-m=2 -fdiagnostics-path-format=inline-events -fdiagnostics-show-caret" }  */

#include <stdlib.h>

struct node { struct node *next; };

static struct node *list;
static int *slot;

static void
push (struct node *n) /* { dg-note "leaking param: n [escape-param]" } */
{
  n->next = list;
  list = n;
}

void
through_a_callee (void)
{
  struct node n;
  push (&n); /* { dg-warning "variable 'n' is still held by 'list' when 'through_a_callee' returns [escape-dangle]" } */
}

void
directly (int k)
{
  slot = &k; /* { dg-warning "parameter 'k' is still held by 'slot' when 'directly' returns [escape-dangle]" } */
}

int
of_a_block (int k)
{
  int *p = &k;
  if (k)
    {
      int x = k;
      p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
    }
  return *p;
}

int
of_heap (void)
{
  int *p = malloc (4); /* { dg-warning "these 4 bytes never outlive 'of_heap': they could live on the stack [escape-stackable]" } */
  int r = p ? (*p = 3) : 0;
  free (p);
  return r;
}

/* { dg-final { scan-output "\\(1\\) local variable 'n' is declared here" } }
   { dg-final { scan-output "\\(2\\) its address is passed to 'push'" } }
   { dg-final { scan-output "\\(3\\) and stored here" } }
   { dg-final { scan-output "\\(1\\) parameter 'k' is declared here" } }
   { dg-final { scan-output "\\(2\\) its address goes to 'slot' here" } }
   { dg-final { scan-output "\\(2\\) its address goes to 'p' here" } }
   { dg-final { scan-output "\\(3\\) used here, after the end of its scope" } }
   { dg-final { scan-output "\\(1\\) freed here" } }  */
