/* { dg-do compile } */
/* { dg-options "-fdiagnostics-generate-patch" } */
/* { dg-final { scan-output-not "@@" } } */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int comment_in_test (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;			/* no memory */
  *p = x;
  x = *p;
  free (p);
  return x;
}

int comment_before_test (int x)
{
  int *p = malloc (sizeof *p);
  /* No memory?  */
  if (!p)
    return -1;
  *p = x;
  x = *p;
  free (p);
  return x;
}

int comment_behind_free (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  free (p); // done
  return x;
}

int comment_in_size (int x)
{
  int *p = malloc (sizeof *p /* one */);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  free (p);
  return x;
}

int conditional_test (int x)
{
  int *p = malloc (sizeof *p);
#ifndef NOCHECK
  if (!p)
    return -1;
#endif
  *p = x;
  x = *p;
  free (p);
  return x;
}

int conditional_use (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
#ifdef DEBUG
  printf ("%d\n", *p);
#endif
  x = *p;
  free (p);
  return x;
}

int one_line (int x) { int *p = malloc (sizeof *p); if (!p) return 0; *p = x; x = *p; free (p); return x; }

int joined (int x)
{
  int *p = malloc (sizeof \
		   *p);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  free (p);
  return x;
}

/* { dg-warning "[escape-stackable]" "" { target *-*-* } 10 } */
/* { dg-note "no edit is offered: a comment or a directive is in what would go" "" { target *-*-* } 11 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 21 } */
/* { dg-note "no edit is offered: a comment speaks of what would go" "" { target *-*-* } 23 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 33 } */
/* { dg-note "no edit is offered: a comment or a directive is in what would go" "" { target *-*-* } 38 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 44 } */
/* { dg-note "no edit is offered: a comment or a directive is in what would go" "" { target *-*-* } 44 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 55 } */
/* { dg-note "no edit is offered: a directive decides what is compiled" "" { target *-*-* } 57 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 68 } */
/* { dg-note "no edit is offered: a directive decides what is compiled" "" { target *-*-* } 73 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 80 } */
/* { dg-note "no edit is offered: the declaration does not begin a line" "" { target *-*-* } 80 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 84 } */
/* { dg-note "no edit is offered: a comment or a directive is in what would go" "" { target *-*-* } 0 } */
