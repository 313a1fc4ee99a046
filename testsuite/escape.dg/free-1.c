/* How it is freed: once, several times, on some paths, never, by others.  */

#include <stdlib.h>
#include <string.h>

struct s { int a; char t[12]; };
struct holder { struct s *s; };

static int sum;
static struct s *parked;

static void
release (struct s *p)
{
  free (p);
}

static void
release_both (void *a, void *b)
{
  free (a);
  free (b);
}

static void
use_and_free (struct s *p)
{
  sum += p->a;
  free (p);
}

static void
release_cell (void *cell)
{
  free (*(void **) cell);
}

static void
release_if_set (struct s *p)
{
  if (p)
    free (p);
}

int
several_frees (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 16 bytes never outlive 'several_frees': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->a = k;
  if (k < 0)
    {
      free (p);
      return -2;
    }
  if (k == 0)
    {
      free (p);
      return -3;
    }
  k = p->a;
  free (p);
  return k;
}

int
on_some_paths (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 16 bytes never outlive 'on_some_paths': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->a = k;
  if (p->a > 3)
    free (p);
  return k;
}

int
never (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 16 bytes never outlive 'never': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->a = k;
  return p->a + 1;
}

int
by_wrapper (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 16 bytes never outlive 'by_wrapper': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->a = k;
  k = p->a;
  release (p);
  return k;
}

int
by_testing_wrapper (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 16 bytes never outlive 'by_testing_wrapper': they could live on the stack [escape-stackable]" } */
  if (p)
    {
      p->a = k;
      k = p->a;
    }
  release_if_set (p);
  return k;
}

int
two_by_one_wrapper (int k)
{
  char *p = malloc (4); /* { dg-warning "these 4 bytes never outlive 'two_by_one_wrapper': they could live on the stack [escape-stackable]" } */
  char *q = malloc (8); /* { dg-warning "these 8 bytes never outlive 'two_by_one_wrapper': they could live on the stack [escape-stackable]" } */
  if (p && q)
    k += (p[0] = k) + (q[0] = k);
  release_both (p, q);
  return k;
}

int
by_cleanup (int k)
{
  struct s *p __attribute__ ((cleanup (release_cell))) = malloc (16); /* { dg-warning "these 16 bytes never outlive 'by_cleanup': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->a = k;
  return p->a * 2;
}

int
by_alias (int k)
{
  struct s *p = malloc (sizeof *p), *q; /* { dg-warning "these 16 bytes never outlive 'by_alias': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->a = k;
  q = p;
  k = q->a;
  free (q);
  return k;
}

int
through_a_field (int k)
{
  struct holder h;
  h.s = malloc (sizeof *h.s); /* { dg-warning "these 16 bytes never outlive 'through_a_field': they could live on the stack [escape-stackable]" } */
  if (!h.s)
    return -1;
  h.s->a = k;
  k = h.s->a;
  free (h.s);
  return k;
}

int
from_the_middle (int k)
{
  char *p = malloc (32); /* { dg-warning "these 32 bytes never outlive 'from_the_middle': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p += 4;
  p[0] = k;
  k = p[0];
  free (p - 4);
  return k;
}

int
and_set_to_null (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 16 bytes never outlive 'and_set_to_null': they could live on the stack [escape-stackable]" } */
  if (p)
    p->a = k;
  free (p);
  p = NULL;
  return p == NULL;
}

/* On the heap.  */

int
callee_does_more (int k)
{
  struct s *p = malloc (sizeof *p);
  if (!p)
    return -1;
  p->a = k;
  use_and_free (p);
  return k;
}

int
one_of_two_objects (int k)
{
  struct s *p = malloc (sizeof *p);
  struct s *q = parked;
  if (!p)
    return -1;
  p->a = k;
  if (k > 4)
    q = p;
  free (q);
  return k;
}

int
small_buffer (const char *s)
{
  char small[16], *p = small;
  size_t n = strlen (s) + 1;
  int r;
  if (n > sizeof small && !(p = malloc (n)))
    return -1;
  memcpy (p, s, n);
  r = p[0];
  if (p != small)
    free (p);
  return r;
}

struct s *
returned (int k)
{
  struct s *p = malloc (sizeof *p);
  if (p)
    p->a = k;
  return p;
}

struct s *
returned_sometimes (int k)
{
  struct s *p = malloc (sizeof *p);
  if (!p)
    return NULL;
  p->a = k;
  if (k < 0)
    {
      free (p);
      return NULL;
    }
  return p;
}

int
stored (int k)
{
  struct s *p = malloc (sizeof *p);
  if (!p)
    return -1;
  p->a = k;
  parked = p;
  return 0;
}
