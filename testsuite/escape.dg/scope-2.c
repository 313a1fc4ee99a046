/* Loops: the object of one iteration is used in the next or after.  */

#include <stddef.h>
#include <string.h>

struct seg { const struct seg *prev; int v; };

static int sum;

int
previous (const int *v, int n)
{
  const int *prev = NULL;
  int i;
  for (i = 0; i < n; i++)
    {
      int x = v[i];
      if (prev)
	sum += *prev;
      prev = &x; /* { dg-warning "variable 'x' is still held by 'prev' after its scope ends [escape-dangle]" } */
    }
  return sum;
}

int
after_the_loop (const int *v, int n)
{
  const int *best = v;
  int i;
  for (i = 0; i < n; i++)
    {
      int twice = 2 * v[i];
      if (twice > *best)
	best = &twice; /* { dg-warning "variable 'twice' is still held by 'best' after its scope ends [escape-dangle]" } */
    }
  return *best;
}

int
chain (const int *v, int n)
{
  const struct seg *last = NULL;
  int i;
  for (i = 0; i < n; i++)
    {
      struct seg s = { last, v[i] };
      last = &s; /* { dg-warning "variable 's' is still held by 'last' after its scope ends [escape-dangle]" } */
    }
  return last ? last->v : 0;
}

int
while_loop (int n)
{
  int *p = &sum;
  while (n-- > 0)
    {
      int x = n;
      p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
    }
  return *p;
}

int
loop_variable (int n)
{
  int *p = &sum;
  for (int i = 0; i < n; i++)
    p = &i; /* { dg-warning "variable 'i' is still held by 'p' after its scope ends [escape-dangle]" } */
  return *p;
}

int
do_loop (int n)
{
  int *p;
  do
    {
      int x = n;
      p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
    }
  while (--n > 0);
  return *p;
}

int
table_of_all (int n)
{
  const int *all[4] = { NULL };
  int i;
  for (i = 0; i < 4; i++)
    {
      int x = n + i;
      all[i] = &x; /* { dg-warning "variable 'x' is still held by a pointer after its scope ends [escape-dangle]" } */
    }
  return *all[n & 3];
}

/* Quiet.  */

int
each_on_its_own (const int *v, int n)
{
  int i;
  for (i = 0; i < n; i++)
    {
      int x = v[i];
      const int *p = &x;
      sum += *p;
    }
  return sum;
}

int
object_outside (const int *v, int n)
{
  const int *prev = NULL;
  int x = 0, i;
  for (i = 0; i < n; i++)
    {
      if (prev)
	sum += *prev;
      x = v[i];
      prev = &x;
    }
  return sum;
}

int
reset_each_time (const int *v, int n)
{
  const int *p = NULL;
  int i;
  for (i = 0; i < n; i++)
    {
      int x = v[i];
      p = &x;
      sum += *p;
      p = NULL;
    }
  return p ? *p : sum;
}

int
left_while_alive (const int *v, int n)
{
  int i;
  for (i = 0; i < n; i++)
    {
      int x = v[i];
      const int *p = &x;
      if (*p > 3)
	return *p;
    }
  return 0;
}

int
set_before_each_use (int n)
{
  const int *p;
  int i;
  for (i = 0; i < n; i++)
    {
      int x = i;
      p = &x;
      sum += *p;
    }
  return sum;
}

int
parts_of_text (const char *s)
{
  const char *p;
  for (p = s; *p; p++)
    {
      char one[2] = { *p, 0 };
      sum += strcmp (one, "x");
    }
  return sum;
}
