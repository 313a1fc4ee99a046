/* Attributes are held against the body, and believed where the body hands a parameter
   to unknown code.
   { dg-options "-std=gnu2x -fplugin-arg-escape-m" }  */

#include <stdlib.h>
#include "../../plugin/escape.h"

static int *slot;
void unknown (int *p);

void keeps (int *p) ESCAPE_BORROWS (1);
void keeps (int *p) /* { dg-note "leaking param: p [escape-param]" } */
{
  slot = p; /* { dg-warning "parameter 'p' of 'keeps' is kept here, but is declared to be only borrowed [escape-contract]" } */
}

void keeps_for_a_while (int *p) ESCAPE_BORROWS (1);
void keeps_for_a_while (int *p) /* { dg-note "param p does not escape [escape-param]" } */
{
  slot = p;
  *p = 1;
  slot = NULL;
}

void frees (int *p) ESCAPE_BORROWS (1);
void frees (int *p) /* { dg-note "frees param: p [escape-param]" } */
{
  if (p)
    free (p); /* { dg-warning "parameter 'p' of 'frees' is freed here, but is declared to be only borrowed [escape-contract]" } */
}

int *returns (int *p ESCAPE_NOESCAPE) /* { dg-note "leaking param: p to result level=0 [escape-param]" } */
{
  return p; /* { dg-warning "parameter 'p' of 'returns' is returned here, but is declared to be 'noescape' [escape-contract]" } */
}

/* clang's noescape does not forbid this.  */
void frees_noescape (ESCAPE_NOESCAPE int *p) /* { dg-note "frees param: p [escape-param]" } */
{
  free (p);
}

int *returns_what_it_keeps (int *p) ESCAPE_KEEPS (1);
int *returns_what_it_keeps (int *p) /* { dg-note "leaking param: p to result level=0 [escape-param]" } */
{
  return p; /* { dg-warning "parameter 'p' of 'returns_what_it_keeps' is returned here, but is declared to be kept, and no more [escape-contract]" } */
}

int *does_both (int *p) ESCAPE_KEEPS (1) ESCAPE_RETURNS (1);
int *does_both (int *p) /* { dg-note "leaking param: p [escape-param]" } */
{
  slot = p;
  return p;
}

int *bound (int *p [[clang::lifetimebound]]) /* { dg-note "leaking param: p [escape-param]" } */
{
  slot = p;			/* lifetimebound says nothing of this */
  return p;
}

/* Less than was said is no breach.  */
void keeps_nothing_yet (int *p) ESCAPE_KEEPS (1);
void keeps_nothing_yet (int *p) /* { dg-note "param p does not escape [escape-param]" } */
{
  *p = 0;
}

/* Not known, so believed.  */
void hands_on (int *p, int *q) ESCAPE_BORROWS (1);
void hands_on (int *p, int *q) /* { dg-note "param p does not escape [escape-param]" } { dg-note "leaking param: q [escape-param]" } */
{
  unknown (p);
  unknown (q);
}

int believed (void)
{
  int *p = malloc (sizeof *p); /* { dg-warning "4 bytes never outlive 'believed'.*[escape-stackable]" } */
  if (!p)
    return 0;
  hands_on (p, NULL);
  int r = *p;
  free (p);
  return r;
}

/* Where an attribute does not belong GCC says so, once, and goes on.  */
void no_such (int *p) __attribute__ ((escape_keeps (2))); /* { dg-warning "'escape_keeps' attribute ignored: there is no parameter of that number" } */
void not_a_number (int *p) __attribute__ ((escape_keeps ("p"))); /* { dg-warning "'escape_keeps' attribute ignored: its arguments are numbers of parameters" } */
void no_address (double d) __attribute__ ((escape_keeps (1))); /* { dg-warning "'escape_keeps' attribute ignored: that parameter cannot hold an address" } */
int variable __attribute__ ((noescape)); /* { dg-warning "'noescape' attribute ignored: it belongs to a parameter" } */
int no_reason __attribute__ ((escape_ok (1))); /* { dg-warning "'escape_ok' attribute ignored: it needs a reason, a string" } */
