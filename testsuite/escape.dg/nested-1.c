/* Nested functions: variables that they capture, and trampolines that get
   out.  */

#include <stddef.h>
#include <stdlib.h>

static int (*hook) (int);
static int *slot;

static int
apply (int (*f) (int), int v)
{
  return f (v);
}

static void
install (int (*f) (int))
{
  hook = f;
}

void
trampoline_in_global (int base)
{
  int add (int v) { return v + base; }
  hook = add; /* { dg-warning "variables of a nested function is still held by 'hook' when 'trampoline_in_global' returns [escape-dangle]" } */
}

void
trampoline_installed (int base)
{
  int add (int v) { return v + base; }
  install (add); /* { dg-warning "variables of a nested function is still held by 'hook' when 'trampoline_installed' returns [escape-dangle]" } */
}

void
trampoline_to_caller (int (**out) (int), int base)
{
  int add (int v) { return v + base; }
  *out = add; /* { dg-warning "variables of a nested function is still held by '.out' when 'trampoline_to_caller' returns [escape-dangle]" } */
}

void
captured_address_kept (int k)
{
  int x = k;
  void inner (void) { slot = &x; }
  inner (); /* { dg-warning "variables of a nested function is still held by 'slot' when 'captured_address_kept' returns [escape-dangle]" } */
}

/* Quiet.  */

int
called_here (int base)
{
  int add (int v) { return v + base; }
  return add (1) + add (2);
}

int
given_to_a_caller (int base)
{
  int add (int v) { return v + base; }
  return apply (add, 2);
}

int
installed_for_a_while (int base)
{
  int add (int v) { return v + base; }
  int (*old) (int) = hook;
  int r;
  hook = add;
  r = hook (1);
  hook = old;
  return r;
}

int
counts (const int *v, size_t n)
{
  int total = 0;
  size_t i;
  void add (int x) { total += x; }
  for (i = 0; i < n; i++)
    add (v[i]);
  return total;
}

int
heap_in_frame (void)
{
  int *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'heap_in_frame': they could live on the stack [escape-stackable]" } */
  int r;
  void set (int v) { if (p) *p = v; }
  set (4);
  r = p ? *p : 0;
  free (p);
  return r;
}
