/* What a callee does with memory that it reaches through several loads: chains at one
   offset, long chains, lists, and moves within one object.  */

#include <stdlib.h>
#include <string.h>

struct sub { char *val; };
struct opts { struct sub *sub; };
struct node { struct node *next; int v; };
struct pair { char *p, *q; };
struct deep { int v; struct deep *a[1]; };
struct f1 { struct f2 *n; }; struct f2 { int x; struct f3 *n; }; struct f3 { int x[4]; struct f4 *n; };
struct f4 { int x[6]; struct f5 *n; }; struct f5 { int x[8]; char *val; };

static char *slot;
static struct node *list, last;

static void keep_val (struct opts *o) { slot = o->sub->val; }
static struct node *second (struct node *h) { return h->next->next; }
static struct node *tail (struct node *h) { while (h->next) h = h->next; return h; }
static void keep_deep (struct f1 *a) { slot = a->n->n->n->n->val; }
static void copy (struct pair *a) { a->q = a->p; }
static void shift (char **v, int n) { for (int i = n; i > 0; i--) v[i] = v[i - 1]; }
static void shift_bytes (char **v, int n) { memmove (v + 1, v, n * sizeof *v); }
static void swap (struct pair *a) { char *t = a->p; a->p = a->q; a->q = t; }
static char *name (struct opts *o) { return o->sub->val; }
static int first (char **v) { return v[0][0]; }

int
member_of_a_member_at_0 (void)
{
  char *m = malloc (8);
  struct sub s = { m };
  struct opts o = { &s };
  if (!m)
    return 0;
  m[0] = 1;
  keep_val (&o);
  return m[0];
}

void
local_behind_two_loads (void)
{
  char b[8] = "x";
  struct sub s = { b };
  struct opts o = { &s };
  keep_val (&o); /* { dg-warning "variable 'b' is still held by 'slot' when 'local_behind_two_loads' returns [escape-dangle]" } */
}

void
the_second_is_no_local (void)
{
  struct node a, b;
  a.next = &b;
  b.next = &last;
  list = second (&a);
}

void
the_second_is_local (void)
{
  struct node a, b, c;
  a.next = &b;
  b.next = &c;
  c.next = NULL;
  list = second (&a); /* { dg-warning "variable 'c' is still held by 'list' when 'the_second_is_local' returns [escape-dangle]" } */
}

int
tail_of_a_list (void)
{
  struct node *n = malloc (sizeof *n), a, b, c;
  if (!n)
    return 0;
  n->next = NULL;
  c.next = n;
  b.next = &c;
  a.next = &b;
  list = tail (b.next);
  if (list == &c)
    list = NULL;
  return 1;
}

int
behind_five_loads (void)
{
  char *m = malloc (8);
  if (!m)
    return 0;
  m[0] = 1;
  struct f5 e = { .val = m };
  struct f4 d = { .n = &e };
  struct f3 c = { .n = &d };
  struct f2 b = { .n = &c };
  struct f1 a = { .n = &b };
  keep_deep (&a);
  return m[0];
}

int
copied_within (void)
{
  struct pair a = { malloc (8), 0 };
  copy (&a);
  slot = a.q;
  return 1;
}

void
local_copied_within (void)
{
  char b[8] = "";
  struct pair a = { b, 0 };
  copy (&a);
  slot = a.q; /* { dg-warning "variable 'b' is still held by 'slot' when 'local_copied_within' returns [escape-dangle]" } */
}

int
shifted (void)
{
  char *v[4] = { malloc (8) };
  shift (v, 3);
  slot = v[1];
  return 1;
}

int
shifted_as_bytes (void)
{
  char *v[4] = { malloc (8) };
  shift_bytes (v, 3);
  slot = v[1];
  return 1;
}

char *
swapped (void)
{
  struct pair a = { malloc (8), 0 };
  swap (&a);
  return a.q;
}

/* Nothing of this is kept.  */

int
only_looked_at (void)
{
  char *m = malloc (8); /* { dg-warning "8 bytes never outlive 'only_looked_at'.*[escape-stackable]" } */
  if (!m)
    return 0;
  m[0] = 1;
  struct sub s = { m };
  struct opts o = { &s };
  int r = name (&o)[0] + first (&s.val);
  free (m);
  return r;
}

/* What went on to another place before it was taken back from the first.  */

static void pass_on (struct pair *a, char *x) { a->p = x; slot = a->p; a->p = NULL; }

int
passed_on (void)
{
  struct pair a = { 0 };
  char *m = malloc (8);
  if (!m)
    return 0;
  pass_on (&a, m);
  return m[0] = 1;
}
