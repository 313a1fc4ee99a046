/* Constructors: memory that a callee makes and the caller never lets go.
   { dg-options "-fplugin-arg-escape-hoist" }  */

#include <stdlib.h>
#include <string.h>

struct vec { int n; int *v; };
struct rec { int a, b; struct rec *next; };

static struct rec *all;
static int sum;

static struct rec *
rec_new (int a)
{
  struct rec *r = malloc (sizeof *r);
  if (!r)
    return NULL;
  r->a = a;
  r->b = 0;
  r->next = NULL;
  return r;
}

static void
rec_free (struct rec *r)
{
  free (r);
}

static struct rec *
rec_new_listed (int a)
{
  struct rec *r = malloc (sizeof *r);
  if (!r)
    return NULL;
  r->a = a;
  r->next = all;
  all = r;
  return r;
}

static int
rec_make (struct rec **out, int a)
{
  struct rec *r = malloc (sizeof *r);
  if (!r)
    return -1;
  r->a = a;
  *out = r;
  return 0;
}

static struct vec *
vec_new (int n)
{
  struct vec *v = malloc (sizeof *v);
  if (!v)
    return NULL;
  v->v = calloc (n, sizeof *v->v);
  v->n = n;
  return v;
}

int
used_here (int k)
{
  struct rec *r = rec_new (k); /* { dg-warning "these 16 bytes from 'rec_new' never outlive 'used_here': they could live on its stack [escape-hoist]" } */
  if (!r)
    return -1;
  sum += r->a;
  free (r);
  return sum;
}

int
destroyed_here (int k)
{
  struct rec *r = rec_new (k); /* { dg-warning "these 16 bytes from 'rec_new' never outlive 'destroyed_here': they could live on its stack [escape-hoist]" } */
  if (!r)
    return -1;
  sum += r->a;
  rec_free (r);
  return sum;
}

int
never_freed (int k)
{
  struct rec *r = rec_new (k); /* { dg-warning "these 16 bytes from 'rec_new' never outlive 'never_freed': they could live on its stack [escape-hoist]" } */
  return r ? r->a : 0;
}

int
by_out_parameter (int k)
{
  struct rec *r;
  if (rec_make (&r, k)) /* { dg-warning "these 16 bytes from 'rec_make' never outlive 'by_out_parameter': they could live on its stack [escape-hoist]" } */
    return -1;
  sum += r->a;
  free (r);
  return sum;
}

/* On the heap.  */

struct rec *
given_on (int k)
{
  struct rec *r = rec_new (k);
  if (r)
    r->b = 1;
  return r;
}

int
kept_by_the_constructor (int k)
{
  struct rec *r = rec_new_listed (k);
  return r ? r->a : 0;
}

int
kept_by_the_caller (int k)
{
  struct rec *r = rec_new (k);
  if (!r)
    return -1;
  r->next = all;
  all = r;
  return 0;
}

int
size_of_its_part_is_not_known (int n)
{
  struct vec *v = vec_new (n); /* { dg-warning "these 16 bytes from 'vec_new' never outlive 'size_of_its_part_is_not_known': they could live on its stack [escape-hoist]" } */
  int r;
  if (!v)
    return -1;
  r = v->n;
  free (v->v);
  free (v);
  return r;
}
