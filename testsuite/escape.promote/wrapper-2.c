/* Functions that free, and do more in ways that are no plain store: their calls
   stay where they cannot be inlined.
   { dg-do run }
   { dg-options "-w -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fopt-info-optimized-missed -fno-inline" }
   { dg-final { count-calls 5 } }  */

#include <stdlib.h>

#define CHECK(x) do { if (!(x)) abort (); } while (0)

static int count;
static volatile int seen;

static void
by_atomic (void *p)
{
  __sync_fetch_and_add (&count, 1);
  free (p);
}

static void
by_asm (void *p)
{
  __asm__ volatile ("" : "+m" (count));
  count++;
  free (p);
}

static void
by_volatile (void *p)
{
  (void) seen;
  free (p);
}

static void
by_atomic_store (void *p)
{
  __atomic_store_n (&count, count + 1, __ATOMIC_SEQ_CST);
  free (p);
}

static void
by_built_in (void *p)
{
  __builtin_memset (&count, 0, sizeof count);
  free (p);
}

/* Nothing more: the call goes with the memory.  */
static void
plain (void *p)
{
  if (p)
    free (p);
}

#define USE(freer) \
  static void \
  use_##freer (void) \
  { \
    int *p = malloc (sizeof *p); \
    *p = count; \
    CHECK (*p == count); \
    freer (p); \
  }

USE (by_atomic)		/* { dg-missed "freed by a function that may do more than free" } */
USE (by_asm)		/* { dg-missed "freed by a function that may do more than free" } */
USE (by_volatile)	/* { dg-missed "freed by a function that may do more than free" } */
USE (by_atomic_store)	/* { dg-missed "freed by a function that may do more than free" } */
USE (by_built_in)	/* { dg-missed "freed by a function that may do more than free" } */
USE (plain)		/* { dg-optimized "these 4 bytes" } */

int
main (void)
{
  use_by_atomic ();
  use_by_asm ();
  use_by_volatile ();
  use_by_atomic_store ();
  CHECK (count == 3);
  use_by_built_in ();
  CHECK (count == 0);
  use_plain ();
  return 0;
}
