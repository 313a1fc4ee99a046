/* What other tools cried wolf over: every one of these is right.  */

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct link { struct link *next, *prev; };
struct done { int count; };
struct request { struct done *done; void *data; struct request *up; int err; };
struct parser { const char *at; struct parser *outer; char *scratch; int depth; };
struct walk { int (*fn) (struct walk *, int); void *context; };

static struct link free_list = { &free_list, &free_list };
static struct parser *active;
static struct request *in_flight;
static int sum;

void submit (struct request *);
void wait_for (struct done *);
int run_walk (struct walk *);
extern struct request *hardware;

static void
list_init (struct link *l)
{
  l->next = l->prev = l;
}

static void
list_splice (struct link *from, struct link *to)
{
  if (from->next != from)
    {
      struct link *first = from->next, *last = from->prev;
      first->prev = to;
      last->next = to->next;
      to->next->prev = last;
      to->next = first;
    }
}

void
collected_and_spliced (struct link *batch)
{
  struct link mine;
  list_init (&mine);
  list_splice (batch, &mine);
  list_init (batch);
  list_splice (&mine, &free_list);
}

int
completed (struct request *r)
{
  struct done d = { 0 };
  r->done = &d;
  submit (r);
  wait_for (&d);
  return r->err;
}

int
completed_and_reset (struct request *r)
{
  struct done d = { 0 };
  r->done = &d;
  sum += r->done->count;
  r->done = NULL;
  return r->err;
}

int
nested_parser (const char *s)
{
  struct parser p = { s, active, NULL, 0 };
  char scratch[32];
  p.scratch = scratch;
  p.depth = active ? active->depth + 1 : 0;
  active = &p;
  sum += *active->at;
  active = p.outer;
  return p.depth;
}

int
scratch_of_argument (struct parser *p)
{
  char scratch[32];
  char *old = p->scratch;
  int r;
  p->scratch = scratch;
  scratch[0] = *p->at;
  r = p->scratch[0];
  p->scratch = old;
  return r;
}

int
walk_with_context (int (*fn) (struct walk *, int))
{
  int total = 0;
  struct walk w = { fn, &total };
  run_walk (&w);
  return total;
}

static void
begin (struct request *r)
{
  r->up = in_flight;
  in_flight = r;
}

static void
finish (struct request *r)
{
  if (in_flight == r)
    in_flight = r->up;
}

int
begun_and_finished (void *data)
{
  struct request r = { NULL, data, NULL, 0 };
  begin (&r);
  r.err = in_flight->data == NULL;
  finish (&r);
  return r.err;
}

void
roots_swapped (struct request **a, struct request **b)
{
  struct request *t = *a;
  *a = *b;
  *b = t;
}

void
contents_swapped (struct request *a, struct request *b)
{
  struct request t = *a;
  *a = *b;
  *b = t;
}

int
through_hardware (int k)
{
  struct done d = { k };
  hardware->done = &d;
  submit (hardware);
  hardware->done = NULL;
  return d.count;
}

int
the_last_of_an_array (const char *const *v)
{
  const char *own[4] = { "a", "b", NULL, NULL };
  const char *const *p = v ? v : own;
  while (*p)
    p++;
  return p == v;
}

char *
buffer_of_the_caller (char *buf, size_t n)
{
  char small[8];
  char *p = n > sizeof small ? buf : small;
  p[0] = 'x';
  return p == small ? NULL : p;
}

char *
copy_if_it_is_own (const char *s)
{
  char small[16];
  char *p = small;
  strncpy (small, s, 15);
  small[15] = 0;
  if (small[0])
    p = strdup (small);
  return p == small ? NULL : p;
}
