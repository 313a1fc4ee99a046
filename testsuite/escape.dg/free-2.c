/* Parked in a place that lives longer, but freed on every path: whoever holds
   the address holds a dead one in either case.  And what breaks that proof.  */

#include <stdlib.h>
#include <string.h>

struct s { struct s *link; int a; };

static struct s *parked;
static int sum;
void unknown (void);

static void
look (void)
{
  if (parked)
    sum += parked->a;
}

int
parked_and_freed (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 16 bytes never outlive 'parked_and_freed': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->a = k;
  parked = p;
  look ();
  parked = NULL;
  free (p);
  return 0;
}

int
parked_and_left_there (int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 16 bytes never outlive 'parked_and_left_there': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->a = k;
  parked = p;
  look ();
  free (p);
  return 0;
}

int
handed_out_and_taken_back (struct s **out, int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 16 bytes never outlive 'handed_out_and_taken_back': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p->a = k;
  *out = p;
  sum += (*out)->a;
  *out = NULL;
  free (p);
  return 0;
}

int
freed_on_both_paths (struct s **out, int k)
{
  struct s *p = malloc (sizeof *p); /* { dg-warning "these 16 bytes never outlive 'freed_on_both_paths': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  *out = p;
  if (k)
    {
      free (p);
      return 1;
    }
  free (p);
  return 0;
}

/* On the heap.  */

int
freed_on_one_path (struct s **out, int k)
{
  struct s *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *out = p;
  if (k)
    free (p);
  return 0;
}

int
unknown_code_between (int k)
{
  struct s *p = malloc (sizeof *p);
  if (!p)
    return -1;
  p->a = k;
  parked = p;
  unknown ();
  free (p);
  return 0;
}

int
another_is_freed (int k)
{
  struct s *p = malloc (sizeof *p);
  struct s *old = parked;
  if (!p)
    return -1;
  p->a = k;
  parked = p;
  free (old);
  return 0;
}

int
freed_by_what_was_parked (int k)
{
  struct s *p = malloc (sizeof *p);
  if (!p)
    return -1;
  p->a = k;
  p->link = parked;
  parked = p;
  free (parked->link);
  return 0;
}
