/* What stays on the heap whatever its lifetime.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fplugin-arg-escape-no-bounded -fopt-info-optimized-missed" }
   { dg-additional-options "-fplugin-arg-escape-frame-limit=4096" }
   { dg-final { count-calls 28 } }  */

#include <malloc.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

#define NOINLINE __attribute__ ((noinline))
#define CHECK(x) do { if (!(x)) abort (); } while (0)

NOINLINE static void
use (void *p)
{
  __asm__ volatile ("" : : "r" (p) : "memory");
}

NOINLINE static void
object_limit (void)
{
  char *a = malloc (1024), *b = malloc (1025); /* { dg-optimized "these 1024 bytes" } */
  use (a); /* { dg-missed "these 1025 bytes stay on the heap: too large" "" .-1 } */
  use (b);
  free (a);
  free (b);
}

NOINLINE static void
frame_limit (void)
{
  char *p[5];
  p[0] = malloc (1000); /* { dg-optimized "these 1000 bytes" } */
  p[1] = malloc (1000); /* { dg-optimized "these 1000 bytes" } */
  p[2] = malloc (1000); /* { dg-optimized "these 1000 bytes" } */
  p[3] = malloc (1000); /* { dg-optimized "these 1000 bytes" } */
  p[4] = malloc (1000); /* { dg-missed "the frame would be too large" } */
  for (int i = 0; i < 5; i++)
    use (p[i]);
  for (int i = 0; i < 5; i++)
    free (p[i]);
}

/* A frame for each level would be many.  */
NOINLINE static int
deep (int n)
{
  int *p = malloc (sizeof *p), r; /* { dg-missed "the function is recursive" } */
  *p = n;
  use (p);
  r = n ? deep (n - 1) + *p : *p;
  free (p);
  return r;
}

static jmp_buf env;

NOINLINE static int
jumped_to (int n)
{
  int *p = malloc (sizeof *p); /* { dg-missed "the function calls setjmp" } */
  *p = n;
  use (p);
  if (setjmp (env))
    n++;
  n += *p;
  free (p);
  return n;
}

NOINLINE __attribute__ ((escape_heap)) static void
small_stack (void)
{
  char *p = malloc (32); /* { dg-missed "the function has the attribute 'escape_heap'" } */
  use (p);
  free (p);
}

NOINLINE __attribute__ ((no_split_stack)) static void
no_split (void)
{
  char *p = malloc (32); /* { dg-missed "the function has the attribute 'no_split_stack'" } */
  use (p);
  free (p);
}

NOINLINE static void
unknown_size (size_t n)
{
  char *p = malloc (n); /* { dg-missed "the size is not known" } */
  use (p);
  free (p);
}

static char *kept;

NOINLINE static void
escapes (void)
{
  kept = malloc (8); /* { dg-missed "these 8 bytes stay on the heap: stored in 'kept'" } */
  use (kept);
}

/* The heap answers only for what is its own.  */
NOINLINE static size_t
asks_the_heap (void)
{
  char *p = malloc (20); /* { dg-missed "passed to 'malloc_usable_size', which may keep it" } */
  size_t n = malloc_usable_size (p);
  free (p);
  return n;
}

/* It is entered on 16 KiB that somebody else chose.  */
static ucontext_t here, there;

NOINLINE static void
coroutine (void)
{
  char *p = malloc (32); /* { dg-missed "the function runs on a stack of its own" } */
  use (p);
  free (p);
}

NOINLINE static void
run_coroutine (void)
{
  static char stack[16384];
  getcontext (&there);
  there.uc_stack.ss_sp = stack;
  there.uc_stack.ss_size = sizeof stack;
  there.uc_link = &here;
  makecontext (&there, coroutine, 0);
  swapcontext (&here, &there);
}

int
main (void)
{
  object_limit ();	/* 1 */
  frame_limit ();	/* 1 */
  CHECK (deep (18) == 171); /* 19 */
  CHECK (jumped_to (4) == 8); /* 1 */
  small_stack ();	/* 1 */
  no_split ();		/* 1 */
  run_coroutine ();	/* 1 */
  unknown_size (9);	/* 1 */
  CHECK (asks_the_heap () >= 20); /* 1 */
  escapes ();		/* 1, of main's callee: { dg-missed "stored in 'kept'" } */
  return 0;
}
