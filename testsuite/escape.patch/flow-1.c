/* { dg-do compile } */
/* { dg-options "-fdiagnostics-generate-patch" } */
/* { dg-final { scan-output-not "@@" } } */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void release (int *p) { free (p); }
static void *xmalloc (size_t n) { void *p = malloc (n); if (!p) abort (); return p; }
static int *kept;

int loop (int n)
{
  int s = 0;
  for (int i = 0; i < n; i++)
    {
      int *p = malloc (sizeof *p);
      if (!p)
	return -1;
      *p = i;
      s += *p;
      free (p);
    }
  return s;
}

int again (int n)
{
  int s = 0;
 again:;
  int *p = calloc (1, sizeof *p);
  if (!p)
    return -1;
  s += *p;
  *p = n;
  free (p);
  if (--n > 0)
    goto again;
  return s;
}

int wrapped (int x)
{
  int *p = xmalloc (sizeof *p);
  *p = x;
  x = *p;
  free (p);
  return x;
}

int freed_in_wrapper (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  release (p);
  return x;
}

int in_for (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  for (int i = 0; i < 1; i++, free (p))
    x = *p;
  return x;
}

int else_branch (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    x = -1;
  else
    x = *p = x + 1;
  free (p);
  return x;
}

int positive (int x)
{
  int *p = malloc (sizeof *p);
  if (p)
    {
      *p = x;
      x = *p;
      free (p);
    }
  return x;
}

int both_and_more (int x)
{
  int *p = malloc (sizeof *p);
  int *q = malloc (sizeof *q);
  if (!p || !q || x > 20)
    {
      free (p);
      free (q);
      return -1;
    }
  *p = x;
  *q = 2;
  x = *p + *q;
  free (p);
  free (q);
  return x;
}

int both_but_one (int x)
{
  int *p = malloc (sizeof *p);
  int *q = malloc (sizeof *q);
  if (!p || !q)
    return -1;
  *p = x;
  *q = 2;
  x = *p + *q;
  if (x > 3)
    free (p);
  free (q);
  return x;
}

int both_one (int x)
{
  int *p = malloc (sizeof *p);
  if (x > 2 && !p)
    return -1;
  *p = x;
  x = *p;
  free (p);
  return x;
}

int branch (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  if (x > 3)
    free (p);
  return x;
}

int emptied (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  if (x > 3)
    {
      free (p);
    }
  return x;
}

void labelled (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return;
  *p = x;
  if (x > 3)
    goto out;
  printf ("%d\n", *p);
out:
  free (p);
}

int label_inside (int x)
{
  int *p;
  if (x == 4)
    goto fail;
  p = malloc (sizeof *p);
  if (!p)
    {
fail:
      return -1;
    }
  *p = x;
  x = *p;
  free (p);
  return x;
}

int held (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  kept = p;
  x = *kept;
  free (p);
  return x;
}

/* { dg-warning "[escape-stackable]" "" { target *-*-* } 16 } */
/* { dg-note "no edit is offered: it is allocated in a loop; declare the object before the loop" "" { target *-*-* } 16 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 30 } */
/* { dg-note "no edit is offered: it is allocated in a loop" "" { target *-*-* } 30 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 43 } */
/* { dg-note "no edit is offered: it is not allocated by malloc or calloc itself; declare a local object" "" { target *-*-* } 43 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 52 } */
/* { dg-note "no edit is offered: it is freed in another function; let the caller own" "" { target *-*-* } 57 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 63 } */
/* { dg-note "no edit is offered: it is freed in an expression" "" { target *-*-* } 67 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 74 } */
/* { dg-note "no edit is offered: its test has an else branch" "" { target *-*-* } 77 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 85 } */
/* { dg-note "no edit is offered: what its test guards would have to be moved" "" { target *-*-* } 86 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 97 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 98 } */
/* { dg-note "no edit is offered: its test for NULL is not a plain one" "" { target *-*-* } 99 } */
/* { dg-note "no edit is offered: its test for NULL is not a plain one" "" { target *-*-* } 99 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 115 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 116 } */
/* { dg-note "no edit is offered: its test for NULL is not a plain one" "" { target *-*-* } 117 } */
/* { dg-note "no edit is offered: it would leave a branch without a statement" "" { target *-*-* } 123 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 130 } */
/* { dg-note "no edit is offered: its test for NULL is not a plain one" "" { target *-*-* } 131 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 141 } */
/* { dg-note "no edit is offered: it would leave a branch without a statement" "" { target *-*-* } 147 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 153 } */
/* { dg-note "no edit is offered: it would leave an empty block" "" { target *-*-* } 160 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 167 } */
/* { dg-note "no edit is offered: it would leave a label without a statement" "" { target *-*-* } 175 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 183 } */
/* { dg-note "no edit is offered: a label may be in what would go" "" { target *-*-* } 186 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 197 } */
/* { dg-note "no edit is offered: its address is still held where it is freed" "" { target *-*-* } 197 } */
