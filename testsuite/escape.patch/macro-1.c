/* { dg-do compile } */
/* { dg-options "-fdiagnostics-generate-patch" } */
/* { dg-final { scan-output-not "@@" } } */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define NEW(T) ((T *) malloc (sizeof (T)))
#define XFREE(p) do { free (p); (p) = NULL; } while (0)
#define CHECK(p) if (!(p)) return -1
#define EACH(v) for (v = 0; v < 3; v++)

int allocated (int x)
{
  int *p = NEW (int);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  free (p);
  return x;
}

int freed (int x)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  XFREE (p);
  return x;
}

int tested (int x)
{
  int *p = malloc (sizeof *p);
  CHECK (p);
  *p = x;
  x = *p;
  free (p);
  return x;
}

#define WHOLE(name)				\
  int name (int x)				\
  {						\
    int *p = malloc (sizeof *p);		\
    if (!p)					\
      return -1;				\
    *p = x;					\
    x = *p;					\
    free (p);					\
    return x;					\
  }
WHOLE (whole)

int named (int x)
{
  int *ptr = malloc (sizeof *ptr);
#define VALUE ptr[0]
  if (!ptr)
    return -1;
  VALUE = x;
  x = VALUE;
  free (ptr);
  return x;
}

/* { dg-warning "[escape-stackable]" "" { target *-*-* } 14 } */
/* { dg-note "no edit is offered: it is allocated in a macro" "" { target *-*-* } 14 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 25 } */
/* { dg-note "no edit is offered: it is freed in a macro" "" { target *-*-* } 30 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 36 } */
/* { dg-note "no edit is offered: its test for NULL is not a plain one" "" { target *-*-* } 37 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 55 } */
/* { dg-note "no edit is offered: the function is in a macro" "" { target *-*-* } 55 } */
/* { dg-warning "[escape-stackable]" "" { target *-*-* } 59 } */
/* { dg-note "no edit is offered: a directive names the pointer" "" { target *-*-* } 59 } */
