/* The same through <stdatomic.h>, and volatile places.  */

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

struct job { int id; };

static _Atomic (struct job *) current;
static struct job *_Atomic other;
static struct job *volatile seen;
static volatile struct { struct job *job; int n; } device;
static atomic_uintptr_t word;
static int n;

void
assigned (int id)
{
  struct job j = { id };
  current = &j; /* { dg-warning "variable 'j' is still held by 'current' when 'assigned' returns [escape-dangle]" } */
}

void
stored (int id)
{
  struct job j = { id };
  atomic_store (&other, &j); /* { dg-warning "variable 'j' is still held by 'other' when 'stored' returns [escape-dangle]" } */
}

void
stored_explicitly (int id)
{
  struct job j = { id };
  atomic_store_explicit (&other, &j, memory_order_release); /* { dg-warning "variable 'j' is still held by 'other' when 'stored_explicitly' returns [escape-dangle]" } */
}

void
exchanged (int id)
{
  struct job j = { id };
  n += atomic_exchange (&current, &j) != NULL; /* { dg-warning "variable 'j' is still held by 'current' when 'exchanged' returns [escape-dangle]" } */
}

void
initialised (int id)
{
  struct job j = { id };
  atomic_init (&current, &j); /* { dg-warning "variable 'j' is still held by 'current' when 'initialised' returns [escape-dangle]" } */
}

void
as_integer (int id)
{
  struct job j = { id };
  atomic_store (&word, (uintptr_t) &j); /* { dg-warning "variable 'j' is still held by 'word' when 'as_integer' returns [escape-dangle]" } */
}

void
volatile_pointer (int id)
{
  struct job j = { id };
  seen = &j; /* { dg-warning "variable 'j' is still held by 'seen' when 'volatile_pointer' returns [escape-dangle]" } */
}

void
volatile_structure (int id)
{
  struct job j = { id };
  device.job = &j; /* { dg-warning "variable 'j' is still held by 'device' when 'volatile_structure' returns [escape-dangle]" } */
}

void
pointer_to_volatile (struct job *volatile *where, int id)
{
  struct job j = { id };
  *where = &j; /* { dg-warning "variable 'j' is still held by '.where' when 'pointer_to_volatile' returns [escape-dangle]" } */
}

/* Quiet.  */

void
volatile_and_cleared (int id)
{
  struct job j = { id };
  seen = &j;
  while (n < 3)
    n++;
  seen = NULL;
}

int
volatile_local (int id)
{
  struct job j = { id };
  struct job *volatile p = &j;
  return p->id;
}

void
value_in_volatile (int id)
{
  volatile int v = id;
  device.n = v;
}

void
stored_and_cleared (int id)
{
  struct job j = { id };
  atomic_store (&current, &j);
  n += atomic_load (&current)->id;
  atomic_store (&current, NULL);
}
