/* The test for NULL, in every form that people give it.  */

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct s { int a; };

void die (const char *) __attribute__ ((noreturn));

int
not (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'not': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->a = k;
  k = p->a;
  free (p);
  return k;
}

int
equal_null (int k)
{
  struct s *p;
  if ((p = malloc (sizeof *p)) == NULL) /* { dg-warning "these 4 bytes never outlive 'equal_null': they could live on the stack [escape-stackable]" } */
    return -1;
  p->a = k;
  k = p->a;
  free (p);
  return k;
}

int
null_first (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'null_first': they could live on the stack [escape-stackable]" } */
  if (NULL == p)
    {
      errno = ENOMEM;
      return -1;
    }
  p->a = k;
  k = p->a;
  free (p);
  return k;
}

int
positive (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'positive': they could live on the stack [escape-stackable]" } */
  if (p != 0)
    {
      p->a = k;
      k = p->a;
      free (p);
    }
  return k;
}

int
assigned_in_condition (int k)
{
  struct s *p;
  if ((p = malloc (sizeof *p))) /* { dg-warning "these 4 bytes never outlive 'assigned_in_condition': they could live on the stack [escape-stackable]" } */
    {
      p->a = k;
      k = p->a;
      free (p);
    }
  return k;
}

int
two_at_once (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'two_at_once': they could live on the stack [escape-stackable]" } */
  struct s *q = malloc (sizeof *q); /* { dg-warning "these 4 bytes never outlive 'two_at_once': they could live on the stack [escape-stackable]" } */
  if (!p || !q)
    {
      free (p);
      free (q);
      return -1;
    }
  p->a = q->a = k;
  k = p->a + q->a;
  free (p);
  free (q);
  return k;
}

int
aborts (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'aborts': they could live on the stack [escape-stackable]" } */
  if (!p)
    abort ();
  p->a = k;
  k = p->a;
  free (p);
  return k;
}

int
dies (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'dies': they could live on the stack [escape-stackable]" } */
  if (!p)
    die ("memory");
  p->a = k;
  k = p->a;
  free (p);
  return k;
}

int
asserted (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'asserted': they could live on the stack [escape-stackable]" } */
  assert (p);
  p->a = k;
  k = p->a;
  free (p);
  return k;
}

int
error_label (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'error_label': they could live on the stack [escape-stackable]" } */
  int r = -1;
  if (!p)
    goto out;
  p->a = k;
  r = p->a;
out:
  free (p);
  return r;
}

int
conditional_expression (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'conditional_expression': they could live on the stack [escape-stackable]" } */
  int r = p ? (p->a = k) : -1;
  free (p);
  return r;
}

int
expected (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'expected': they could live on the stack [escape-stackable]" } */
  if (__builtin_expect (!p, 0))
    return -1;
  p->a = k;
  k = p->a;
  free (p);
  return k;
}

int
never_tested (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'never_tested': they could live on the stack [escape-stackable]" } */
  p->a = k;
  k = p->a;
  free (p);
  return k;
}

int
test_kept (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'test_kept': they could live on the stack [escape-stackable]" } */
  int ok = p != NULL;
  if (!ok)
    return -1;
  p->a = k;
  k = p->a;
  free (p);
  return k;
}
