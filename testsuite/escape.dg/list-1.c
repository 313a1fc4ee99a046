/* Singly linked lists, stacks, tables and queues that keep the address of a
   local object.  */

#include <stddef.h>

struct item { struct item *next; int key; };
struct queue { struct item *first, **last; int n; };

static struct item *stack;
static struct queue queue = { NULL, &queue.first, 0 };
static struct item *bucket[16];
static int n;

static void
push (struct item **top, struct item *i)
{
  i->next = *top;
  *top = i;
}

static struct item *
pop (struct item **top)
{
  struct item *i = *top;
  if (i)
    *top = i->next;
  return i;
}

static void
append (struct queue *q, struct item *i)
{
  i->next = NULL;
  *q->last = i;
  q->last = &i->next;
  q->n++;
}

static void
append_slowly (struct item **list, struct item *i)
{
  while (*list)
    list = &(*list)->next;
  i->next = NULL;
  *list = i;
}

void
pushed (int k)
{
  struct item i = { NULL, k };
  push (&stack, &i); /* { dg-warning "variable 'i' is still held by 'stack' when 'pushed' returns [escape-dangle]" } */
}

void
pushed_inline (int k)
{
  struct item i = { stack, k };
  stack = &i; /* { dg-warning "variable 'i' is still held by 'stack' when 'pushed_inline' returns [escape-dangle]" } */
}

void
queued (int k)
{
  struct item i = { NULL, k };
  append (&queue, &i); /* { dg-warning "variable 'i' is still held by 'queue' when 'queued' returns [escape-dangle]" } */
}

void
queued_slowly (int k)
{
  struct item i = { NULL, k };
  append_slowly (&stack, &i); /* { dg-warning "'i' is.*[escape-dangle]" } */
}

void
hashed (int k)
{
  struct item i = { bucket[k & 15], k };
  bucket[k & 15] = &i; /* { dg-warning "variable 'i' is still held by 'bucket' when 'hashed' returns [escape-dangle]" } */
}

void
callers_list (struct item **list, int k)
{
  struct item i = { NULL, k };
  push (list, &i); /* { dg-warning "variable 'i' is still held by '.list' when 'callers_list' returns [escape-dangle]" } */
}

void
callers_queue (struct queue *q, int k)
{
  struct item i = { NULL, k };
  append (q, &i); /* { dg-warning "variable 'i' is still held by '.q' when 'callers_queue' returns [escape-dangle]" } */
}

void
after_the_first (int k)
{
  struct item i = { NULL, k };
  if (stack)
    {
      i.next = stack->next;
      stack->next = &i; /* { dg-warning "variable 'i' is still held by memory reached from 'stack' when 'after_the_first' returns [escape-dangle]" } */
    }
}

void
after_the_second (struct item *list, int k)
{
  struct item i = { NULL, k };
  list->next->next = &i; /* { dg-warning "variable 'i' is still held by memory reached from 'list' when 'after_the_second' returns [escape-dangle]" } */
}

void
after_the_third (struct item *list, int k)
{
  struct item i = { NULL, k };
  list->next->next->next = &i; /* { dg-warning "'i' is.*[escape-dangle]" } */
}

void
popped_on_one_path (int k)
{
  struct item i = { NULL, k };
  push (&stack, &i); /* { dg-warning "variable 'i' is still held by 'stack' when 'popped_on_one_path' returns [escape-dangle]" } */
  if (k < 0)
    return;
  pop (&stack);
}

/* Quiet.  */

void
pushed_and_popped (int k)
{
  struct item i = { NULL, k };
  push (&stack, &i);
  n += stack->key;
  pop (&stack);
}

int
local_list (int k)
{
  struct item *list = NULL;
  struct item a = { NULL, k }, b = { NULL, 2 };
  push (&list, &a);
  push (&list, &b);
  return pop (&list)->key;
}

int
local_queue (int k)
{
  struct queue q = { NULL, NULL, 0 };
  struct item a = { NULL, k };
  q.last = &q.first;
  append (&q, &a);
  return q.first->key + q.n;
}

int
searched (int k)
{
  struct item sentinel = { NULL, k };
  struct item *i;
  sentinel.next = stack;
  for (i = &sentinel; i; i = i->next)
    n += i->key;
  return n;
}
