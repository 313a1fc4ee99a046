/* Compare and exchange: the result says whether the address was stored.  */

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct node { struct node *next; int v; };

static struct node *head;
static struct node *_Atomic top;
static int *slot;
static int n;

/* Stored if it worked, and taken back then.  */

int
taken_back (int k)
{
  int x = k;
  if (__sync_bool_compare_and_swap (&slot, NULL, &x))
    {
      n++;
      slot = NULL;
    }
  return 0;
}

int
taken_back_after_failure (int k)
{
  int x = k;
  if (!__sync_bool_compare_and_swap (&slot, NULL, &x))
    return -1;
  n++;
  slot = NULL;
  return 0;
}

int
taken_back_by_value (int k)
{
  int x = k;
  if (__sync_val_compare_and_swap (&slot, NULL, &x) == NULL)
    {
      n++;
      slot = NULL;
    }
  return 0;
}

int
taken_back_by_exchange (int k)
{
  int x = k, *none = NULL;
  if (__atomic_compare_exchange_n (&slot, &none, &x, false, 5, 5))
    {
      n++;
      slot = NULL;
    }
  return 0;
}

int
taken_back_c11 (int k)
{
  struct node me = { NULL, k }, *none = NULL;
  if (atomic_compare_exchange_strong (&top, &none, &me))
    {
      n++;
      atomic_store (&top, NULL);
    }
  return 0;
}

int
taken_back_atomically (int k)
{
  struct node me = { NULL, k }, *none = NULL;
  bool done = atomic_compare_exchange_strong (&top, &none, &me);
  if (done)
    {
      none = &me;
      n++;
      while (!atomic_compare_exchange_weak (&top, &none, NULL))
	none = &me;
    }
  return 0;
}

void
swapped_for_another (int k)
{
  int x = k;
  slot = &x;
  n++;
  __sync_bool_compare_and_swap (&slot, &x, &n);
}

void
exchanged_for_null (int k)
{
  int x = k;
  slot = &x;
  n++;
  __sync_bool_compare_and_swap (&slot, &x, NULL);
}

void
removed_again (int k)
{
  struct node me = { head, k };
  while (!__sync_bool_compare_and_swap (&head, me.next, &me))
    me.next = head;
  n++;
  while (!__sync_bool_compare_and_swap (&head, &me, me.next))
    n++;
}

int
elsewhere_before (int k)
{
  static int *other;
  int x = k;
  other = &x;
  if (__sync_bool_compare_and_swap (&slot, NULL, &x))
    {
      n++;
      slot = NULL;
    }
  other = NULL;
  return 0;
}

/* And what stays.  */

int
not_removed (int k)
{
  int x = k;
  slot = &x; /* { dg-warning "variable 'x' is still held by 'slot' when 'not_removed' returns [escape-dangle]" } */
  n++;
  if (!__sync_bool_compare_and_swap (&slot, &n, NULL))
    return -1;
  return 0;
}

int
only_if_it_worked (int k)
{
  int x = k;
  if (__sync_bool_compare_and_swap (&slot, NULL, &x)) /* { dg-warning "variable 'x' is still held by 'slot' when 'only_if_it_worked' returns [escape-dangle]" } */
    return 1;
  return 0;
}

int
only_if_it_worked_c11 (int k)
{
  struct node me = { NULL, k }, *none = NULL;
  if (atomic_compare_exchange_strong (&top, &none, &me)) /* { dg-warning "variable 'me' is still held by 'top' when 'only_if_it_worked_c11' returns [escape-dangle]" } */
    return 1;
  return 0;
}

int
taken_back_too_late (int k)
{
  int x = k;
  if (__sync_val_compare_and_swap (&slot, NULL, &x)) /* { dg-warning "variable 'x' is still held by 'slot' when 'taken_back_too_late' returns [escape-dangle]" } */
    slot = NULL;
  return 0;
}

void
push_c11 (int k)
{
  struct node me = { NULL, k };
  me.next = atomic_load (&top);
  while (!atomic_compare_exchange_weak (&top, &me.next, &me)) /* { dg-warning "variable 'me' is still held by 'top' when 'push_c11' returns [escape-dangle]" } */
    n++;
}

void
push_by_exchange (int k)
{
  struct node me = { head, k };
  while (!__atomic_compare_exchange_n (&head, &me.next, &me, true, 5, 5)) /* { dg-warning "variable 'me' is still held by 'head' when 'push_by_exchange' returns [escape-dangle]" } */
    ;
}
