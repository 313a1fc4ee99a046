/* example.c - one finding of each kind, for `./bootstrap demo'.  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point
{
  int x, y;
  struct point *next;
};

static const char *last_label;
static struct point *points;

/* dangle: the array is gone when the function has returned, the global still
   points to it.  */
void
remember_label (int number)
{
  char label[32];

  snprintf (label, sizeof label, "point %d", number);
  last_label = label;
}

static void
push (struct point *p)
{
  p->next = points;
  points = p;
}

/* dangle, through a callee: the list keeps the address.  */
void
add_origin (void)
{
  struct point origin = { 0, 0, NULL };

  push (&origin);
}

/* dangle, of a block: the array dies at its brace and is used after it.  */
void
print_label (int number, int brief)
{
  const char *text = "nothing";

  if (brief)
    {
      char buf[16];

      snprintf (buf, sizeof buf, "%d", number);
      text = buf;
    }
  puts (text);
}

/* stackable: 16 bytes that nobody keeps.  */
int
distance (int x, int y)
{
  struct point *p = malloc (sizeof *p);
  int d;

  if (!p)
    return -1;
  p->x = x;
  p->y = y;
  d = p->x * p->x + p->y * p->y;
  free (p);
  return d;
}

/* bounded: the size is not constant, but it is at most 64.  */
int
first_of (const char *s)
{
  size_t n = strlen (s);
  char *copy;
  int c;

  if (n >= 64)
    return -1;
  copy = malloc (n + 1);
  if (!copy)
    return -1;
  memcpy (copy, s, n + 1);
  c = copy[0];
  free (copy);
  return c;
}

static struct point *
point_new (int x, int y)
{
  struct point *p = malloc (sizeof *p);

  if (p)
    {
      p->x = x;
      p->y = y;
      p->next = NULL;
    }
  return p;
}

/* hoist (off by default): the caller never lets go of what the constructor
   made.  */
int
taxicab (int x, int y)
{
  struct point *p = point_new (x, y);
  int d;

  if (!p)
    return -1;
  d = abs (p->x) + abs (p->y);
  free (p);
  return d;
}

/* maybe (off by default): what the unknown function does with the slot is not
   known.  */
void draw (struct point **slot);

void
draw_here (struct point **slot)
{
  struct point here = { 1, 2, NULL };

  *slot = &here;
  draw (slot);
}
