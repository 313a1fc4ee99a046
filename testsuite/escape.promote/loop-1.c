/* Allocations in loops: one slot, some, or none.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fplugin-arg-escape-no-bounded -fopt-info-optimized-missed" }
   { dg-additional-options "-O2" }
   { dg-final { count-calls 16 } }  */

#include <stdlib.h>
#include <sys/resource.h>

#define NOINLINE __attribute__ ((noinline))
#define CHECK(x) do { if (!(x)) abort (); } while (0)

struct node { struct node *next; long v; };

NOINLINE static void
touch (char *p, long n)
{
  p[0] = p[63] = (char) n;
}

/* Ten million times, in as much stack as once.  */
NOINLINE static void
ten_million (void)
{
  char *first = NULL;
  for (long i = 0; i < 10000000; i++)
    {
      char *p = malloc (64); /* { dg-optimized "these 64 bytes moved to the stack of 'ten_million'" } */
      touch (p, i);
      CHECK (!first || first == p);
      first = p;
      free (p);
    }
}

/* Four are alive at once, and never more.  */
NOINLINE static long
four (void)
{
  struct node *head = NULL;
  long r = 0;
  for (int i = 0; i < 4; i++)
    {
      struct node *n = malloc (sizeof *n); /* { dg-optimized "these 16 bytes" } */
      if (!n)
	abort ();
      n->v = i;
      n->next = head;
      head = n;
    }
  for (struct node *n = head; n; n = n->next)
    r = r * 10 + n->v;
  while (head)
    {
      struct node *n = head->next;
      free (head);
      head = n;
    }
  return r;
}

/* The rows of a matrix; not all may be there.  */
NOINLINE static long
rows (unsigned n)
{
  long *row[8], r = 0;
  n &= 7;
  for (unsigned i = 0; i < n; i++)
    {
      row[i] = calloc (3, sizeof *row[i]); /* { dg-optimized "these 24 bytes" } */
      CHECK ((unsigned long) row[i] % 16 == 0);
      row[i][i % 3] = i;
    }
  for (unsigned i = 0; i < n; i++)
    {
      r += row[i][0] + row[i][1] + row[i][2];
      free (row[i]);
    }
  return r;
}

/* Nobody knows how many.  */
NOINLINE static long
many (int n)
{
  struct node *head = NULL;
  long r = 0;
  for (int i = 0; i < n; i++)
    {
      struct node *p = malloc (sizeof *p); /* { dg-missed "several are alive at once in a loop" } */
      p->v = i;
      p->next = head;
      head = p;
    }
  while (head)
    {
      struct node *p = head->next;
      r += head->v;
      free (head);
      head = p;
    }
  return r;
}

/* The last one of the round before is still there: two at a time.  */
NOINLINE static long
previous (void)
{
  long *old = NULL, r = 0;
  for (long i = 0; i < 4; i++)
    {
      long *p = malloc (sizeof *p); /* { dg-optimized "these 8 bytes" } */
      *p = i;
      if (old)
	r += *old * 10 + *p;
      free (old);
      old = p;
    }
  free (old);
  return r;
}

/* The loop around it has two entries: nobody knows how often it runs.  */
NOINLINE static long
two_entries (int x, int rounds)
{
  struct node *head = NULL;
  long r = 0;
  int k = 0;
  if (x)
    goto middle;
start:
  r += k;
  for (int i = 0; i < 3; i++)
    {
      struct node *n = malloc (sizeof *n); /* { dg-missed "several are alive at once in a loop" } */
      n->next = head;
      n->v = i;
      head = n;
    }
middle:
  r *= 2;
  if (++k < rounds)
    goto start;
  for (struct node *n = head; n; n = n->next)
    r = r * 3 + n->v;
  while (head)
    {
      struct node *n = head->next;
      free (head);
      head = n;
    }
  return r;
}

/* GCC moves the address of one out of the inner loop: the other must not come to
   lie on it (GCC bug 90348).  */
__attribute__ ((noipa)) static void
set (unsigned char *p)
{
  *p = 1;
}

static void
set_one (void)
{
  unsigned char *p = malloc (1); /* { dg-optimized "this byte" } */
  set (p);
  free (p);
}

NOINLINE static int
side_by_side (void)
{
  int r = 0;
  for (int i = 0; i < 5; i++)
    {
      unsigned char *zero = malloc (4); /* { dg-optimized "these 4 bytes" } */
      for (int j = 0; j < i && j < 4; j++)
	{
	  zero[j] = 0;
	  set_one ();
	}
      for (int j = 0; j < i && j < 4; j++)
	r += zero[j];
      free (zero);
    }
  return r;
}

int
main (void)
{
  struct rlimit stack = { 1 << 20, 1 << 20 };
  setrlimit (RLIMIT_STACK, &stack);
  ten_million ();
  CHECK (four () == 3210 && four () == 3210);
  CHECK (rows (5) == 10 && rows (7) == 21 && rows (0) == 0);
  CHECK (many (7) == 21);
  CHECK (previous () == 36);
  two_entries (1, 4);
  CHECK (side_by_side () == 0);
  return 0;
}
