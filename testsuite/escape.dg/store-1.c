/* Stores into what lives longer: globals of every shape, static locals,
   thread-local objects.  */

#include <stddef.h>

struct node { struct node *next; int *value; };
struct tab { int n; int *slot[8]; struct { char *text; } in[3]; };

static int *single;
int *shared;
static struct node head;
static struct tab tab;
static int *grid[4][4];
static _Thread_local int *mine;
extern int *elsewhere;
static union { int *p; size_t n; } either;

void
global (int k)
{
  int x = k;
  single = &x; /* { dg-warning "variable 'x' is still held by 'single' when 'global' returns [escape-dangle]" } */
}

void
global_of_unit (int k)
{
  int x = k;
  shared = &x; /* { dg-warning "variable 'x' is still held by 'shared' when 'global_of_unit' returns [escape-dangle]" } */
}

void
global_of_another (int k)
{
  int x = k;
  elsewhere = &x; /* { dg-warning "variable 'x' is still held by 'elsewhere' when 'global_of_another' returns [escape-dangle]" } */
}

void
field (int k)
{
  int x = k;
  head.value = &x; /* { dg-warning "variable 'x' is still held by 'head' when 'field' returns [escape-dangle]" } */
}

void
element (int k)
{
  int x = k;
  tab.slot[3] = &x; /* { dg-warning "variable 'x' is still held by 'tab' when 'element' returns [escape-dangle]" } */
}

void
some_element (int k)
{
  int x = k;
  tab.slot[k & 7] = &x; /* { dg-warning "variable 'x' is still held by 'tab' when 'some_element' returns [escape-dangle]" } */
}

void
field_of_element (void)
{
  char buf[4] = "abc";
  tab.in[1].text = buf + 1; /* { dg-warning "variable 'buf' is still held by 'tab' when 'field_of_element' returns [escape-dangle]" } */
}

void
matrix (int i, int k)
{
  int x = k;
  grid[i][k] = &x; /* { dg-warning "variable 'x' is still held by 'grid' when 'matrix' returns [escape-dangle]" } */
}

void
static_local (int k)
{
  static int *last;
  int x = k;
  if (last)
    x += k;
  last = &x; /* { dg-warning "variable 'x' is still held by 'last' when 'static_local' returns [escape-dangle]" } */
}

void
thread_local (int k)
{
  int x = k;
  mine = &x; /* { dg-warning "variable 'x' is still held by 'mine' when 'thread_local' returns [escape-dangle]" } */
}

void
in_a_union (int k)
{
  int x = k;
  either.p = &x; /* { dg-warning "variable 'x' is still held by 'either' when 'in_a_union' returns [escape-dangle]" } */
}

void
whole_structure (int k)
{
  int x = k;
  struct node n = { NULL, &x };
  head = n; /* { dg-warning "variable 'x' is still held by 'head' when 'whole_structure' returns [escape-dangle]" } */
}

void
chained (int k)
{
  int x = k;
  single = shared = &x; /* { dg-warning "variable 'x' is still held by 'shared' when 'chained' returns [escape-dangle]" } */
}

void
its_own_address (void)
{
  struct node n = { NULL, NULL };
  head.next = &n; /* { dg-warning "variable 'n' is still held by 'head' when 'its_own_address' returns [escape-dangle]" } */
}

/* Quiet.  */

void
a_value (int k)
{
  int x = k;
  int *p = &x;
  tab.n = *p;
}

void
a_static_one (int k)
{
  static int x;
  x = k;
  single = &x;
}

void
the_argument (int *p)
{
  single = p;
}

void
into_a_local (int k)
{
  int x = k;
  struct tab t = { 1, { &x }, { { NULL } } };
  tab.n = *t.slot[0];
}

void
whether_it_is_there (int k)
{
  int x = k;
  tab.n = single == &x;
}
