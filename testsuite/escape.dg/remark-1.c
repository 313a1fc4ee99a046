/* Remarks for heap objects that stay: the reason, and the line that is to
   blame.
   { dg-options "-fplugin-arg-escape-m" }  */

#define _GNU_SOURCE
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct s { struct s *link; int a; };

static struct s *kept;
static struct s *table[4];
static jmp_buf env;
void unknown (void *);

struct s *
returned (void)
{
  struct s *p = malloc (sizeof *p); /* { dg-note "these 16 bytes stay on the heap: returned at remark-1.c:24 [escape-heap]" } */
  if (p)
    p->a = 1;
  return p;
}

struct s *
returned_at_once (void)
{
  return malloc (sizeof (struct s)); /* { dg-note "these 16 bytes stay on the heap: returned [escape-heap]" } */
}

void
in_a_global (void)
{
  struct s *p = malloc (sizeof *p); /* { dg-note "these 16 bytes stay on the heap: stored in 'kept' at remark-1.c:38 [escape-heap]" } */
  if (p)
    kept = p;
}

void
in_a_table (int i)
{
  struct s *p = malloc (sizeof *p); /* { dg-note "these 16 bytes stay on the heap: stored in 'table' at remark-1.c:46 [escape-heap]" } */
  if (p)
    table[i] = p;
}

void
in_argument (struct s *to) /* { dg-note "param to does not escape [escape-param]" } */
{
  struct s *p = malloc (sizeof *p); /* { dg-note "these 16 bytes stay on the heap: stored in '.to' at remark-1.c:54 [escape-heap]" } */
  if (p)
    to->link = p;
}

void
deep_in_argument (struct s *to) /* { dg-note "param to does not escape [escape-param]" } */
{
  struct s *p = malloc (sizeof *p); /* { dg-note "these 16 bytes stay on the heap: stored in memory reached from 'to' at remark-1.c:62 [escape-heap]" } */
  if (p)
    to->link->link = p;
}

void
to_unknown (void)
{
  struct s *p = malloc (sizeof *p); /* { dg-note "these 16 bytes stay on the heap: passed to 'unknown', which may keep it at remark-1.c:69 [escape-heap]" } */
  unknown (p);
}

static void
keep (struct s *p) /* { dg-note "leaking param: p [escape-param]" } */
{
  kept = p;
}

void
by_callee (void)
{
  struct s *p = malloc (sizeof *p); /* { dg-note "these 16 bytes stay on the heap: stored in 'kept' at remark-1.c:83 [escape-heap]" } */
  if (p)
    keep (p);
}

struct s *
held_by_another (void)
{
  struct s *p = malloc (sizeof *p); /* { dg-note "these 16 bytes stay on the heap: returned at remark-1.c:95 [escape-heap]" } */
  struct s *q = malloc (sizeof *q); /* { dg-note "these 16 bytes stay on the heap: held by memory from 'malloc', which is returned at remark-1.c:95 [escape-heap]" } */
  if (!p || !q)
    abort ();
  q->a = 1;
  p->link = q;
  return p;
}

void
grown (void)
{
  char *p = malloc (8); /* { dg-note "these 8 bytes stay on the heap: handed to realloc at remark-1.c:102 [escape-heap]" } */
  char *q = realloc (p, 16); /* { dg-note "these 16 bytes stay on the heap: returned by realloc [escape-heap]" } */
  free (q ? q : p);
}

void
too_large (void)
{
  free (malloc (100000)); /* { dg-note "these 100000 bytes stay on the heap: too large [escape-heap]" } */
}

void
not_known (size_t n)
{
  free (malloc (n)); /* { dg-note "this object stays on the heap: the size is not known [escape-heap]" } */
}

void
bound_too_large (unsigned n)
{
  free (malloc (n % 100000)); /* { dg-note "these at most 99999 bytes stay on the heap: the size may be too large [escape-heap]" } */
}

void
freed_elsewhere (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-note "these 16 bytes stay on the heap: freed through a pointer that may point elsewhere at remark-1.c:131 [escape-heap]" } */
  struct s *q = kept;
  if (k)
    q = p;
  free (q);
}

static void
use_and_free (struct s *p) /* { dg-note "frees param: p [escape-param]" } */
{
  printf ("%d\n", p->a);
  free (p);
}

void
freed_by_another (void)
{
  struct s *p = calloc (1, sizeof *p); /* { dg-note "these 16 bytes stay on the heap: freed by a function that may do more than free at remark-1.c:146 [escape-heap]" } */
  if (p)
    use_and_free (p);
}

int
several (int n)
{
  struct s *list = NULL;
  while (n-- > 0)
    {
      struct s *p = malloc (sizeof *p); /* { dg-note "these 16 bytes stay on the heap: several are alive at once in a loop [escape-heap]" } */
      if (!p)
	abort ();
      p->link = list;
      list = p;
    }
  return list ? list->a : 0;
}

int
recursive (int n)
{
  char *p = malloc (3000); /* { dg-note "these 3000 bytes stay on the heap: the function is recursive [escape-heap]" } */
  if (!p || n < 0)
    return 0;
  p[0] = recursive (n - 1);
  n = p[0];
  free (p);
  return n;
}

int
with_setjmp (void)
{
  struct s *p = malloc (sizeof *p); /* { dg-note "these 16 bytes stay on the heap: the function calls setjmp [escape-heap]" } */
  if (!p || setjmp (env))
    return 0;
  p->a = 1;
  free (p);
  return 1;
}

void
empty (void)
{
  free (malloc (0)); /* { dg-note "these 0 bytes stay on the heap: of size 0 [escape-heap]" } */
}

void
aligned (size_t a)
{
  free (aligned_alloc (a, 64)); /* { dg-note "these 64 bytes stay on the heap: the alignment is not a known power of two [escape-heap]" } */
}
