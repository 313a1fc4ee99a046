/* A constructor of an object with a buffer inside, not inlined.  */

#include "kernel.h"

struct queue
{
  int *items;
  int head, tail, size;
};

static NOINLINE void
queue_put (struct queue *q, int item)
{
  q->items[q->tail] = item;
  q->tail = (q->tail + 1) % q->size;
}

static NOINLINE int
queue_get (struct queue *q)
{
  int item = q->items[q->head];

  q->head = (q->head + 1) % q->size;
  return item;
}

#ifdef HAND
static NOINLINE void
queue_init (struct queue *q, int *items, int size)
{
  q->items = items;
  q->head = q->tail = 0;
  q->size = size;
}
#else
static NOINLINE struct queue *
queue_new (int size)
{
  struct queue *q = malloc (sizeof *q);

  if (!q)
    return NULL;
  q->items = malloc ((size_t) size * sizeof *q->items);
  if (!q->items)
    {
      free (q);
      return NULL;
    }
  q->head = q->tail = 0;
  q->size = size;
  return q;
}

static NOINLINE void
queue_destroy (struct queue *q)
{
  if (!q)
    return;
  free (q->items);
  free (q);
}
#endif

static long
kernel (long i)
{
#ifdef HAND
  struct queue store, *q = &store;
  int items[8];
  queue_init (q, items, 8);
#else
  struct queue *q = queue_new (8);
  if (!q)
    return -1;
#endif

  for (int k = 0; k < 3; k++)
    queue_put (q, (int) i + k);
  long r = queue_get (q) - queue_get (q) * 3L;
#ifndef HAND
  queue_destroy (q);
#endif
  return r;
}
