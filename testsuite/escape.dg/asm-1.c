/* Inline assembly: what goes in may come out; what it does with memory is not
   known and is never a warning.  */

/* Without -O GCC says less of this by itself; gcc-1.c has both together.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#include <stdlib.h>

static int *slot;
static int n;

int *
register_in_and_out (int k)
{
  int x = k, *p = &x;
  __asm__ ("" : "+r" (p));
  return p; /* { dg-warning "variable 'x' is returned from 'register_in_and_out' [escape-dangle]" } */
}

void
output_stored (int k)
{
  int x = k, *p;
  __asm__ ("" : "=r" (p) : "0" (&x));
  slot = p; /* { dg-warning "variable 'x' is still held by 'slot' when 'output_stored' returns [escape-dangle]" } */
}

void
barrier_does_not_clear (int k)
{
  int x = k;
  slot = &x; /* { dg-warning "variable 'x' is still held by 'slot' when 'barrier_does_not_clear' returns [escape-dangle]" } */
  n++;
}

/* Quiet.  */

void
seen_by_memory_operand (int k)
{
  int x = k;
  __asm__ volatile ("" : "+m" (x));
  n += x;
}

void
input_only (int k)
{
  int x = k;
  __asm__ volatile ("" : : "r" (&x) : "memory");
}

void
barrier (int k)
{
  int x = k;
  slot = &x;
  __asm__ volatile ("" : : : "memory");
  slot = 0;
}

int
heap_in_register (void)
{
  int *p = malloc (8); /* { dg-warning "these 8 bytes never outlive 'heap_in_register': they could live on the stack [escape-stackable]" } */
  int r;
  if (!p)
    return 0;
  *p = 1;
  __asm__ volatile ("" : : "r" (p) : "memory");
  r = *p;
  free (p);
  return r;
}

int
heap_with_plain_barrier (void)
{
  int *p = malloc (8); /* { dg-warning "these 8 bytes never outlive 'heap_with_plain_barrier': they could live on the stack [escape-stackable]" } */
  int r;
  if (!p)
    return 0;
  *p = 1;
  __asm__ volatile ("" : : : "memory");
  r = *p;
  free (p);
  return r;
}
