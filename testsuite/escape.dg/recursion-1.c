/* Recursion: one object a level, so only small ones.  */

#include <stdlib.h>
#include <string.h>

static int sum;

int
small_and_recursive (int n)
{
  int *p;
  if (n <= 0)
    return 0;
  p = malloc (sizeof *p); /* { dg-warning "these 4 bytes never outlive 'small_and_recursive': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  *p = small_and_recursive (n - 1) + 1;
  n = *p;
  free (p);
  return n;
}

int
large_and_recursive (int n)
{
  char *p;
  if (n <= 0)
    return 0;
  p = malloc (5000);
  if (!p)
    return -1;
  p[0] = large_and_recursive (n - 1) + 1;
  n = p[0];
  free (p);
  return n;
}

static int ping (int n);

static int
pong (int n)
{
  char *p = malloc (2000);
  int r;
  if (!p)
    return -1;
  p[0] = n;
  r = ping (p[0]);
  free (p);
  return r;
}

static int
ping (int n)
{
  return n > 0 ? pong (n - 1) : 0;
}

int
start (void)
{
  char *p = malloc (2000); /* { dg-warning "these 2000 bytes never outlive 'start': they could live on the stack [escape-stackable]" } */
  int r;
  if (!p)
    return -1;
  p[0] = 4;
  r = ping (p[0]);
  free (p);
  return r;
}

static int
depth_of (const int *outer, int n)
{
  int here = *outer + 1;
  return n > 0 ? depth_of (&here, n - 1) : here;
}

int
address_down_the_recursion (int n)
{
  int zero = 0;
  sum += depth_of (&zero, n);
  return sum;
}
