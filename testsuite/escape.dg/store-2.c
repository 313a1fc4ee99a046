/* Stores through pointers: out-parameters, memory of the caller at several
   depths, heap objects.  */

#include <stdlib.h>
#include <string.h>

struct cursor { char *at; char text[8]; };
struct leaf { const char *text; };
struct tree { struct leaf *leaf; struct tree *left; char *name; };

static struct tree *root;
static int sum;

void
out_parameter (int **out)
{
  int x = 3;
  *out = &x; /* { dg-warning "variable 'x' is still held by '.out' when 'out_parameter' returns [escape-dangle]" } */
}

void
out_parameter_array (char **out)
{
  char buf[8] = "ab";
  *out = buf; /* { dg-warning "variable 'buf' is still held by '.out' when 'out_parameter_array' returns [escape-dangle]" } */
}

void
element_of_argument (int **v, int i)
{
  int x = i;
  v[i] = &x; /* { dg-warning "variable 'x' is still held by '.v' when 'element_of_argument' returns [escape-dangle]" } */
}

void
field_of_argument (struct tree *t)
{
  char name[] = "oak";
  t->name = name; /* { dg-warning "variable 'name' is still held by '.t' when 'field_of_argument' returns [escape-dangle]" } */
}

void
two_levels (struct tree *t)
{
  char text[] = "green";
  t->leaf->text = text; /* { dg-warning "variable 'text' is still held by memory reached from 't' when 'two_levels' returns [escape-dangle]" } */
}

void
three_levels (struct tree *t)
{
  struct leaf l = { "brown" };
  t->left->left->leaf = &l; /* { dg-warning "variable 'l' is still held by memory reached from 't' when 'three_levels' returns [escape-dangle]" } */
}

void
through_global (void)
{
  struct leaf l = { "red" };
  if (root)
    root->leaf = &l; /* { dg-warning "variable 'l' is still held by memory reached from 'root' when 'through_global' returns [escape-dangle]" } */
}

void
through_a_copy_of_it (struct tree *t)
{
  struct tree *walk = t;
  char name[] = "elm";
  while (walk->left)
    walk = walk->left;
  walk->name = name; /* { dg-warning "variable 'name' is still held by '.t' when 'through_a_copy_of_it' returns [escape-dangle]" } */
}

struct tree *
heap_returned (void)
{
  char name[] = "fir";
  struct tree *t = calloc (1, sizeof *t);
  if (t)
    t->name = name; /* { dg-warning "variable 'name' is still held by memory from 'calloc' when 'heap_returned' returns [escape-dangle]" } */
  return t;
}

void
heap_in_global (void)
{
  char name[] = "ash";
  struct tree *t = calloc (1, sizeof *t);
  if (!t)
    return;
  root = t;
  t->name = name; /* { dg-warning "variable 'name' is still held by memory from 'calloc' when 'heap_in_global' returns [escape-dangle]" } */
}

void
heap_in_argument (struct tree *up)
{
  char name[] = "yew";
  struct tree *t = calloc (1, sizeof *t);
  if (!t)
    return;
  t->name = name; /* { dg-warning "variable 'name' is still held by memory from 'calloc' when 'heap_in_argument' returns [escape-dangle]" } */
  up->left = t;
}

/* Quiet.  */

int
heap_that_stays (void)
{
  char name[] = "pine";
  struct tree *t = calloc (1, sizeof *t); /* { dg-warning "these 24 bytes never outlive 'heap_that_stays': they could live on the stack [escape-stackable]" } */
  int n;
  if (!t)
    return 0;
  t->name = name;
  n = strlen (t->name);
  free (t);
  return n;
}

void
local_out_parameter (int **out)
{
  int x = 1;
  int *mine = NULL;
  out = &mine;
  *out = &x;
  sum += *mine;
}

void
value_through_out_parameter (int *out)
{
  int x = 1, *p = &x;
  *out = *p;
}

void
copied_text (struct tree *t, char *room)
{
  char name[] = "lime";
  strcpy (room, name);
  t->name = room;
}

void
caller_or_dummy (struct tree *t)
{
  struct tree dummy;
  if (!t)
    t = &dummy;
  t->name = NULL;
  sum++;
}

void
pointer_into_itself (struct cursor *c)
{
  c->at = c->text;
}
