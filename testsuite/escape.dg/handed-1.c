/* Handed to code that is not known, to a queue, to what may keep it.  */

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct msg { struct msg *next; int v; };
struct q { struct msg *first; int n; };

static struct q queue;
static int sum;

void unknown (struct msg *);
void unknown_const (const struct msg *);
void unknown_variadic (int, ...);
int borrows (const struct msg *) __attribute__ ((pure));
int constant (const struct msg *) __attribute__ ((const));

static void
put (struct q *q, struct msg *m)
{
  m->next = q->first;
  q->first = m;
  q->n++;
}

static int
peek (const struct msg *m)
{
  return m->v;
}

void
to_unknown (void)
{
  struct msg *m = calloc (1, sizeof *m);
  unknown (m);
  free (m);
}

void
to_unknown_const (void)
{
  struct msg *m = calloc (1, sizeof *m);
  unknown_const (m);
  free (m);
}

void
to_variadic (void)
{
  struct msg *m = calloc (1, sizeof *m);
  unknown_variadic (1, m);
  free (m);
}

void
to_pointer (void (*f) (struct msg *))
{
  struct msg *m = calloc (1, sizeof *m);
  f (m);
  free (m);
}

void
to_table (void (**table) (void *), int i)
{
  struct msg *m = calloc (1, sizeof *m);
  table[i] (m);
  free (m);
}

void
to_queue (void)
{
  struct msg *m = calloc (1, sizeof *m);
  if (m)
    put (&queue, m);
}

void
to_callers_queue (struct q *q)
{
  struct msg *m = calloc (1, sizeof *m);
  if (m)
    put (q, m);
}

void
a_part_of_it (void)
{
  struct msg *m = calloc (2, sizeof *m);
  if (m)
    unknown (&m[1]);
  free (m);
}

void
what_holds_it (void)
{
  struct msg *inner = calloc (1, sizeof *inner);
  struct msg outer = { inner, 1 };
  unknown (&outer);
  free (inner);
}

/* Kept by nobody.  */

int
to_own_reader (void)
{
  struct msg *m = calloc (1, sizeof *m); /* { dg-warning "these 16 bytes never outlive 'to_own_reader': they could live on the stack [escape-stackable]" } */
  int r = m ? peek (m) : 0;
  free (m);
  return r;
}

int
to_pure (void)
{
  struct msg *m = calloc (1, sizeof *m); /* { dg-warning "these 16 bytes never outlive 'to_pure': they could live on the stack [escape-stackable]" } */
  int r = m ? borrows (m) : 0;
  free (m);
  return r;
}

int
to_own_queue (void)
{
  struct q q = { NULL, 0 };
  struct msg *m = calloc (1, sizeof *m); /* { dg-warning "these 16 bytes never outlive 'to_own_queue': they could live on the stack [escape-stackable]" } */
  int r;
  if (!m)
    return -1;
  put (&q, m);
  r = q.first->v;
  free (m);
  return r;
}

int
linked_to_each_other (void)
{
  struct msg *a = calloc (1, sizeof *a); /* { dg-warning "these 16 bytes never outlive 'linked_to_each_other': they could live on the stack [escape-stackable]" } */
  struct msg *b = calloc (1, sizeof *b); /* { dg-warning "these 16 bytes never outlive 'linked_to_each_other': they could live on the stack [escape-stackable]" } */
  int r = 0;
  if (a && b)
    {
      a->next = b;
      b->next = a;
      r = a->next->next->v;
    }
  free (a);
  free (b);
  return r;
}

int
a_value_of_it (void)
{
  struct msg *m = calloc (1, sizeof *m); /* { dg-warning "these 16 bytes never outlive 'a_value_of_it': they could live on the stack [escape-stackable]" } */
  int v;
  if (!m)
    return -1;
  v = m->v;
  unknown_variadic (v, v + 1);
  free (m);
  return v;
}

/* Bytes that a callee moves to where it cannot name them, or copies whole.  */

struct row
{
  char *name;
  long n;
};

static struct row table[8];
static unsigned used;

static void
push_bytes (const void *data, unsigned long size)
{
  __builtin_memmove ((char *) table + used++ % 8 * sizeof *table, data, size);
}

void
moved_as_bytes (void)
{
  struct row r = { malloc (16), 1 };
  push_bytes (&r, sizeof r);
}

static void
swap_rows (struct row *a, struct row *b)
{
  struct row t = *a;
  *a = *b;
  *b = t;
}

void
swapped_out (void)
{
  struct row r = { malloc (16), 1 };
  swap_rows (&r, &table[3]);
}
