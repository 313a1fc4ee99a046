/* Attributes on prototypes: what other units do with a parameter.
   { dg-options "-std=gnu2x -fno-isolate-erroneous-paths-dereference" }  */

#include <stdlib.h>
#include "../../plugin/escape.h"

struct node { struct node *next; int v; };

void watch (struct node *n) ESCAPE_KEEPS (1);
void show (const struct node *n, struct node *other) ESCAPE_BORROWS (1);
void show_all (const struct node *a, int n, const struct node *b) ESCAPE_BORROWS ();
struct node *tail (struct node *n, struct node *dummy) ESCAPE_RETURNS (1) ESCAPE_BORROWS (2);
void drop (struct node *n) ESCAPE_FREES (1);
int count (ESCAPE_NOESCAPE struct node *n, struct node *other);
int count2 (struct node *n [[clang::noescape]]);
struct node *find (struct node *n ESCAPE_LIFETIMEBOUND);
void unknown (struct node *n);

/* Kept: an address that must not be given away.  */

void
local_is_kept (void)
{
  struct node n = { 0 };
  watch (&n); /* { dg-warning "variable 'n' is still held by 'watch' when 'local_is_kept' returns [escape-dangle]" } */
}

void
part_is_kept (void)
{
  struct { int a; struct node n; } pair = { 0 };
  watch (&pair.n); /* { dg-warning "variable 'pair' is still held by 'watch' when 'part_is_kept' returns [escape-dangle]" } */
}

void
unwatched_perhaps (void)
{
  struct node n = { 0 };
  watch (&n);
  unknown (&n);			/* it may take it back */
}

void
static_is_kept (void)
{
  static struct node n;
  watch (&n);
}

/* Borrowed.  */

int
heap_is_borrowed (void)
{
  struct node *n = malloc (sizeof *n); /* { dg-warning "16 bytes never outlive 'heap_is_borrowed'.*[escape-stackable]" } */
  if (!n)
    return -1;
  n->v = 1;
  show (n, NULL);
  show_all (n, 1, n);
  int v = n->v + count (n, NULL) + count2 (n);
  free (n);
  return v;
}

int
the_other_one_is_not (void)
{
  struct node *n = malloc (sizeof *n);
  if (!n)
    return -1;
  n->v = 1;
  show (NULL, n);
  int v = n->v;
  free (n);
  return v;
}

int
noescape_of_one (void)
{
  struct node *n = malloc (sizeof *n);
  if (!n)
    return -1;
  n->v = count (NULL, n);
  int v = n->v;
  free (n);
  return v;
}

/* Returned.  */

struct node *
local_is_returned (void)
{
  struct node n = { 0 };
  return tail (&n, NULL); /* { dg-warning "variable 'n' is returned from 'local_is_returned' [escape-dangle]" } */
}

struct node *
dummy_is_not (struct node *p)
{
  struct node n = { 0 };
  return tail (p, &n);
}

struct node *
bound_is_returned (void)
{
  struct node n = { 0 };
  return find (&n); /* { dg-warning "variable 'n' is returned from 'bound_is_returned' [escape-dangle]" } */
}

int
heap_is_searched (void)
{
  struct node *n = malloc (sizeof *n); /* { dg-warning "16 bytes never outlive 'heap_is_searched'.*[escape-stackable]" } */
  if (!n)
    return -1;
  n->next = NULL;
  struct node *t = tail (n, NULL);
  t->v = 1;
  int v = n->v;
  free (n);
  return v;
}

/* clang's lifetimebound speaks of the result only: it may be kept.  */

int
bound_may_be_kept (void)
{
  struct node *n = malloc (sizeof *n);
  if (!n)
    return -1;
  find (n)->v = 1;
  free (n);
  return 1;
}

/* Freed: the call stays, and so does the memory.  */

void
heap_is_dropped (void)
{
  struct node *n = malloc (sizeof *n);
  if (n)
    drop (n);
}
