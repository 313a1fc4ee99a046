/* { dg-do compile } */
/* { dg-options "-fdiagnostics-generate-patch" } */
/* { dg-final { scan-output-not "@@" } } */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct in { int a; };
struct out { struct in *i; };
struct open { int n; char d[]; };
typedef struct in *in_ptr;
static int use (struct out *o) { return o->i->a; }
static void die (const char *s) { fputs (s, stderr); exit (1); }
static void set (int **p, int x) { **p = x; }

int field (int x)
{
  struct out o;
  o.i = malloc (sizeof *o.i);
  if (!o.i)
    return -1;
  o.i->a = x;
  x = use (&o);
  free (o.i);
  return x;
}

int address (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  set (&p, x);
  x = *p;
  free (p);
  return x;
}

int twice (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  free (p);
  p = malloc (2 * sizeof *p);
  if (!p)
    return -1;
  p[1] = x;
  x += p[1];
  free (p);
  return x;
}

int bytes (int x)
{
  void *p = malloc (16);
  if (!p)
    return -1;
  memset (p, x, 16);
  x = ((unsigned char *) p)[3];
  free (p);
  return x;
}

int other_type (int x)
{
  char *p = malloc (16);
  if (!p)
    return -1;
  *(int *) p = x;
  x = *(int *) p;
  free (p);
  return x;
}

int odd_size (int x)
{
  struct open *p = malloc (sizeof *p + 10);
  if (!p)
    return -1;
  p->n = x;
  strcpy (p->d, "abc");
  x = p->n + p->d[1];
  free (p);
  return x;
}

int pointer_type (int x)
{
  in_ptr p = malloc (sizeof (struct in));
  if (!p)
    return -1;
  p->a = x;
  x = p->a;
  free (p);
  return x;
}

int registered (int x)
{
  register int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  free (p);
  return x;
}

int cleaned (int x)
{
  __attribute__ ((aligned (16))) int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  free (p);
  return x;
}

int variable_size (int x)
{
  int n = 4;
  int *p = malloc (n * sizeof *p);
  if (!p)
    return -1;
  p[n - 1] = x;
  x = p[n - 1];
  free (p);
  return x;
}

int shadowed (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  {
    int p = 3;
    x += p;
  }
  x += *p;
  free (p);
  return x;
}

int last_use (int x)
{
  int err = 12;
  int *p = malloc (sizeof *p);
  if (!p)
    return -err;
  *p = x;
  x = *p;
  free (p);
  return x;
}

int last_call (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    die ("no memory");
  *p = x;
  x = *p;
  free (p);
  return x;
}

int no_use (void)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return 1;
  free (p);
  return 0;
}

/* { dg-warning "[escape-stackable]" "" { target *-*-* } 18 } */
/* { dg-note "no edit is offered: the pointer does not go into a local variable; make the object itself a member" "" { target *-*-* } 18 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 29 } */
/* { dg-note "no edit is offered: the pointer does not go into a local variable" "" { target *-*-* } 29 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 40 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 46 } */
/* { dg-note "no edit is offered: the pointer's variable holds other things, too" "" { target *-*-* } 46 } */
/* { dg-note "no edit is offered: the pointer's variable holds other things, too" "" { target *-*-* } 40 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 57 } */
/* { dg-note "no edit is offered: its pointer does not say what type it has" "" { target *-*-* } 57 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 68 } */
/* { dg-note "no edit is offered: the memory is used as another type" "" { target *-*-* } 0 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 79 } */
/* { dg-note "no edit is offered: its size is not that of objects of the pointer's type" "" { target *-*-* } 79 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 91 } */
/* { dg-note "no edit is offered: the pointer's declaration has no star of its own" "" { target *-*-* } 91 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 102 } */
/* { dg-note "no edit is offered: the pointer's declaration is not a plain one" "" { target *-*-* } 102 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 113 } */
/* { dg-note "no edit is offered: the pointer does not go into a local variable" "" { target *-*-* } 113 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 125 } */
/* { dg-note "no edit is offered: its size is not a constant expression; an array needs a constant" "" { target *-*-* } 125 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 136 } */
/* { dg-note "no edit is offered: something else has the pointer's name" "" { target *-*-* } 136 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 152 } */
/* { dg-note "no edit is offered: it would leave a variable or a function that nothing uses" "" { target *-*-* } 154 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 163 } */
/* { dg-note "no edit is offered: it would leave a variable or a function that nothing uses" "" { target *-*-* } 165 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 174 } */
/* { dg-note "no edit is offered: nothing else uses the pointer" "" { target *-*-* } 174 } */
