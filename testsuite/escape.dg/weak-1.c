/* A weak function may be another one in the end: its body proves nothing.  */

#include <stdlib.h>

static int *slot;

__attribute__ ((weak)) int look (const int *p) { return *p; }
__attribute__ ((weak)) int *make (void) { return malloc (sizeof (int)); }
__attribute__ ((weak)) void keep (int *p) { slot = p; }
static int look_here (const int *p) { return *p; }

int
seen_by_a_weak_one (void)
{
  int *p = malloc (sizeof *p);
  if (!p)
    return 0;
  *p = 1;
  int r = look (p);
  free (p);
  return r;
}

int
made_by_a_weak_one (void)
{
  int *p = make ();
  if (!p)
    return 0;
  *p = 1;
  int r = *p;
  free (p);
  return r;
}

void
kept_by_a_weak_one (void)
{
  int x = 1;
  keep (&x);
}

int
seen_by_a_static_one (void)
{
  int *p = malloc (sizeof *p); /* { dg-warning "4 bytes never outlive 'seen_by_a_static_one'.*[escape-stackable]" } */
  if (!p)
    return 0;
  *p = 1;
  int r = look_here (p);
  free (p);
  return r;
}
