/* Addresses put in place atomically, by the built-ins of both families.  */

#include <stddef.h>
#include <stdbool.h>

struct node { struct node *next; int v; };

static struct node *head;
static int *slot;
static unsigned long word;
static int n;

void
store (int k)
{
  int x = k;
  __atomic_store_n (&slot, &x, __ATOMIC_RELEASE); /* { dg-warning "variable 'x' is still held by 'slot' when 'store' returns [escape-dangle]" } */
}

void
store_generic (int k)
{
  int x = k, *p = &x;
  __atomic_store (&slot, &p, __ATOMIC_SEQ_CST); /* { dg-warning "variable 'x' is still held by 'slot' when 'store_generic' returns [escape-dangle]" } */
}

void
exchange (int k)
{
  int x = k;
  int *old = __atomic_exchange_n (&slot, &x, __ATOMIC_ACQ_REL); /* { dg-warning "variable 'x' is still held by 'slot' when 'exchange' returns [escape-dangle]" } */
  n += old != NULL;
}

void
compare_exchange (int k)
{
  int x = k, *old = NULL;
  __atomic_compare_exchange_n (&slot, &old, &x, false, 5, 5); /* { dg-warning "variable 'x' is still held by 'slot' when 'compare_exchange' returns [escape-dangle]" } */
}

void
push_lock_free (int k)
{
  struct node me = { NULL, k };
  do
    me.next = head;
  while (!__sync_bool_compare_and_swap (&head, me.next, &me)); /* { dg-warning "variable 'me' is still held by 'head' when 'push_lock_free' returns [escape-dangle]" } */
}

void
test_and_set (int k)
{
  int x = k;
  int *old = __sync_lock_test_and_set (&slot, &x); /* { dg-warning "variable 'x' is still held by 'slot' when 'test_and_set' returns [escape-dangle]" } */
  n += old != NULL;
}

void
added_to_zero (int k)
{
  int x = k;
  __atomic_fetch_add (&word, (unsigned long) &x, 5); /* { dg-warning "variable 'x' is still held by 'word' when 'added_to_zero' returns [escape-dangle]" } */
}

void
into_callers (int **where, int k)
{
  int x = k;
  __atomic_store_n (where, &x, __ATOMIC_RELAXED); /* { dg-warning "variable 'x' is still held by '.where' when 'into_callers' returns [escape-dangle]" } */
}

/* Quiet.  */

void
store_and_clear (int k)
{
  int x = k;
  __atomic_store_n (&slot, &x, __ATOMIC_RELEASE);
  n++;
  __atomic_store_n (&slot, NULL, __ATOMIC_RELEASE);
}

int
local_atomic (int k)
{
  int x = k, *mine = NULL;
  __atomic_store_n (&mine, &x, __ATOMIC_RELAXED);
  return *__atomic_load_n (&mine, __ATOMIC_RELAXED);
}

int
load_only (void)
{
  int *p = __atomic_load_n (&slot, __ATOMIC_ACQUIRE);
  return p ? *p : 0;
}

void
counted (int k)
{
  int x = k;
  __atomic_fetch_add (&n, x, __ATOMIC_RELAXED);
  __sync_synchronize ();
}

void
swapped_back (int k)
{
  int x = k;
  int *old = __atomic_exchange_n (&slot, &x, __ATOMIC_ACQ_REL);
  n++;
  __atomic_store_n (&slot, old, __ATOMIC_RELEASE);
}
