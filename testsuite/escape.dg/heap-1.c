/* Heap objects in structures, arrays and tables of the function; what is held
   by what.  */

#include <stdlib.h>
#include <string.h>

struct buf { char *data; size_t n; struct buf *more; };

static struct buf *last;
static int sum;

static void
buf_set (struct buf *b, char *data, size_t n)
{
  b->data = data;
  b->n = n;
  b->more = NULL;
}

static void
buf_done (struct buf *b)
{
  free (b->data);
}

int
in_local_structure (void)
{
  struct buf b;
  b.data = malloc (20); /* { dg-warning "these 20 bytes never outlive 'in_local_structure': they could live on the stack [escape-stackable]" } */
  if (!b.data)
    return -1;
  b.data[0] = 1;
  sum += b.data[0];
  free (b.data);
  return sum;
}

int
set_by_callee (void)
{
  struct buf b;
  char *p = malloc (20); /* { dg-warning "these 20 bytes never outlive 'set_by_callee': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  buf_set (&b, p, 20);
  b.data[0] = 2;
  sum += b.data[0];
  free (p);
  return sum;
}

int
freed_by_destructor (void)
{
  struct buf b;
  char *p = malloc (20); /* { dg-warning "these 20 bytes never outlive 'freed_by_destructor': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  buf_set (&b, p, 20);
  b.data[0] = 2;
  sum += b.data[0];
  buf_done (&b);
  return sum;
}

int
in_local_array (void)
{
  char *v[2];
  int r = 0;
  v[0] = malloc (8); /* { dg-warning "these 8 bytes never outlive 'in_local_array': they could live on the stack [escape-stackable]" } */
  v[1] = malloc (16); /* { dg-warning "these 16 bytes never outlive 'in_local_array': they could live on the stack [escape-stackable]" } */
  if (v[0] && v[1])
    r = (v[0][0] = 1) + (v[1][0] = 2);
  free (v[0]);
  free (v[1]);
  return r;
}

int
heap_in_heap (void)
{
  struct buf *b = malloc (sizeof *b); /* { dg-warning "these 24 bytes never outlive 'heap_in_heap': they could live on the stack [escape-stackable]" } */
  char *p = malloc (10); /* { dg-warning "these 10 bytes never outlive 'heap_in_heap': they could live on the stack [escape-stackable]" } */
  int r = 0;
  if (b && p)
    {
      buf_set (b, p, 10);
      b->data[0] = 3;
      r = b->data[0];
    }
  free (p);
  free (b);
  return r;
}

int
by_value (void)
{
  struct buf a, b;
  a.data = malloc (12); /* { dg-warning "these 12 bytes never outlive 'by_value': they could live on the stack [escape-stackable]" } */
  if (!a.data)
    return -1;
  a.n = 12;
  b = a;
  b.data[0] = 4;
  sum += b.data[0];
  free (b.data);
  return sum;
}

/* On the heap.  */

struct buf
returned_in_structure (void)
{
  struct buf b;
  b.data = malloc (20);
  b.n = 20;
  b.more = NULL;
  return b;
}

int
held_by_what_gets_out (struct buf *to)
{
  char *p = malloc (20);
  if (!p)
    return -1;
  buf_set (to, p, 20);
  return 0;
}

int
held_by_global (void)
{
  char *p = malloc (20);
  if (!p || !last)
    return -1;
  buf_set (last, p, 20);
  return 0;
}

int
copied_out (struct buf *to)
{
  struct buf b;
  b.data = malloc (20);
  b.n = 20;
  b.more = NULL;
  memcpy (to, &b, sizeof b);
  return b.data != NULL;
}

char *
its_tail_returned (void)
{
  char *p = malloc (20);
  if (!p)
    return NULL;
  p[0] = 1;
  return p + 1;
}

size_t
as_a_number (void)
{
  char *p = malloc (20);
  return (size_t) p;
}
