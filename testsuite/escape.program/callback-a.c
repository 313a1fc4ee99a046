/* The callee, in another unit, calls back.  */
/* { dg-alone 0 } */

#include <stdlib.h>

typedef int visitor (void *ctx, int v);
int each (const int *v, int n, visitor *f, void *ctx);
int run_later (visitor *f, void *ctx);
int run_all (void);

static int *slot;

static int
add (void *ctx, int v)
{
  *(int *) ctx += v;
  return 0;
}

static int
remember (void *ctx, int v)
{
  slot = ctx;
  return v;
}

int
remembered (const int *v, int n)
{
  int last = 0;
  each (v, n, remember, &last); /* { dg-warning "variable 'last' is still held by 'slot' when 'remembered' returns [escape-dangle]" } */
  return last;
}

int
registered (void)
{
  int sum = 0;
  run_later (add, &sum); /* { dg-warning "variable 'sum' is still held by 'later' when 'registered' returns [escape-dangle]" } */
  return sum;
}

/* Quiet.  */

int
added (const int *v, int n)
{
  int sum = 0;
  each (v, n, add, &sum);
  return sum;
}

int
added_on_the_heap (const int *v, int n)
{
  int *sum = malloc (sizeof *sum), r; /* { dg-warning "these 4 bytes never outlive 'added_on_the_heap': they could live on the stack [escape-stackable]" } */
  if (!sum)
    return -1;
  *sum = 0;
  each (v, n, add, sum);
  r = *sum;
  free (sum);
  return r;
}

int
remembered_on_the_heap (const int *v, int n)
{
  int *last = malloc (sizeof *last);
  if (!last)
    return -1;
  each (v, n, remember, last);
  return 0;
}
