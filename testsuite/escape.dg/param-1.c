/* Tags of parameters, all five forms.
   { dg-options "-fplugin-arg-escape-m -fplugin-arg-escape-no-dangle -fplugin-arg-escape-no-stackable" }  */

#include <stdlib.h>
#include <string.h>

struct node { struct node *next; char *text; int v; };

static struct node *kept;
static char *text;
static int n;

int
reads (const struct node *p) /* { dg-note "param p does not escape [escape-param]" } */
{
  return p->v + p->next->v;
}

void
writes (struct node *p) /* { dg-note "param p does not escape [escape-param]" } */
{
  p->v = n;
  p->next = NULL;
}

void
keeps (struct node *p) /* { dg-note "leaking param: p [escape-param]" } */
{
  kept = p;
}

void
keeps_a_part (struct node *p) /* { dg-note "leaking param: p [escape-param]" } */
{
  text = (char *) &p->v;
}

void
keeps_content (struct node *p) /* { dg-note "leaking param content: p [escape-param]" } */
{
  kept = p->next;
}

void
keeps_deep_content (struct node *p) /* { dg-note "leaking param content: p [escape-param]" } */
{
  text = p->next->next->text;
}

struct node *
returns (struct node *p) /* { dg-note "leaking param: p to result level=0 [escape-param]" } */
{
  return p;
}

int *
returns_a_part (struct node *p) /* { dg-note "leaking param: p to result level=0 [escape-param]" } */
{
  return &p->v;
}

struct node *
returns_content (struct node *p) /* { dg-note "leaking param: p to result level=1 [escape-param]" } */
{
  return p->next;
}

char *
returns_deep_content (struct node *p) /* { dg-note "leaking param: p to result level=2 [escape-param]" } */
{
  return p->next->text;
}

void
frees (struct node *p) /* { dg-note "frees param: p [escape-param]" } */
{
  free (p);
}

void
frees_sometimes (struct node *p) /* { dg-note "frees param: p [escape-param]" } */
{
  if (p->v)
    free (p);
}

struct node *
frees_and_returns (struct node *p) /* { dg-note "frees param: p [escape-param]" } */
{
  if (p->v)
    return p;
  free (p);
  return NULL;
}

struct node *
keeps_and_returns (struct node *p) /* { dg-note "leaking param: p [escape-param]" } */
{
  kept = p;
  return p;
}

void
fills (struct node **out, struct node *p) /* { dg-note "param out does not escape [escape-param]" } */ /* { dg-note "leaking param: p [escape-param]" } */
{
  *out = p;
}

void
links_into_itself (struct node *p) /* { dg-note "param p does not escape [escape-param]" } */
{
  p->next = p;
}

char *
two_of_them (char *a, char *b, int k) /* { dg-note "leaking param: a to result level=0 [escape-param]" } */ /* { dg-note "leaking param: b to result level=0 [escape-param]" } */
{
  return k ? a : b;
}

void
no_pointer (int k, double d)
{
  n = k + (int) d;
}

void
array (int v[8]) /* { dg-note "param v does not escape [escape-param]" } */
{
  v[0] = n;
}

void
compares (struct node *p) /* { dg-note "param p does not escape [escape-param]" } */
{
  n = p == kept;
}
