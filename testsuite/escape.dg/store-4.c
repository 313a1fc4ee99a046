/* Arrays of structures, unions, bit-casts, tables of pointers; errors in
   registration; handlers.  */

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct option { const char *name; int *value; };
struct menu { struct option opt[4]; struct option *def; int n; };
union value { int *p; uintptr_t bits; unsigned char bytes[sizeof (int *)]; };

static struct menu menu;
static struct option table[8];
static union value value;
static int **indirect;
static int used;

static int
add_option (struct menu *m, const char *name, int *v)
{
  if (m->n == 4)
    return -1;
  m->opt[m->n].name = name;
  m->opt[m->n].value = v;
  m->n++;
  return 0;
}

void
element_of_array (int i)
{
  int x = i;
  table[i & 7].value = &x; /* { dg-warning "variable 'x' is still held by 'table' when 'element_of_array' returns [escape-dangle]" } */
}

void
whole_element (int i)
{
  int x = i;
  struct option o = { "x", &x };
  table[2] = o; /* { dg-warning "variable 'x' is still held by 'table' when 'whole_element' returns [escape-dangle]" } */
}

void
literal_element (int i)
{
  int x = i;
  table[i & 7] = (struct option) { "x", &x }; /* { dg-warning "variable 'x' is still held by 'table' when 'literal_element' returns [escape-dangle]" } */
}

int
by_registration (void)
{
  int x = 0;
  return add_option (&menu, "x", &x); /* { dg-warning "variable 'x' is still held by 'menu' when 'by_registration' returns [escape-dangle]" } */
}

void
one_of_four (struct menu *m)
{
  int v[4] = { 0 };
  int i;
  for (i = 0; i < 4; i++)
    m->opt[i].value = &v[i]; /* { dg-warning "variable 'v' is still held by '.m' when 'one_of_four' returns [escape-dangle]" } */
}

void
pointer_to_local_option (struct menu *m)
{
  struct option o = { "o", NULL };
  m->def = &o; /* { dg-warning "variable 'o' is still held by '.m' when 'pointer_to_local_option' returns [escape-dangle]" } */
}

void
bits_of_union (int k)
{
  union value v;
  v.p = &k;
  value.bits = v.bits; /* { dg-warning "parameter 'k' is still held by 'value' when 'bits_of_union' returns [escape-dangle]" } */
}

void
through_second_pointer (int k)
{
  int x = k;
  if (indirect)
    *indirect = &x; /* { dg-warning "variable 'x' is still held by memory reached from 'indirect' when 'through_second_pointer' returns [escape-dangle]" } */
}

void
pointer_variable_itself (int k)
{
  static int there;
  int *p = &there;
  there = k;
  indirect = &p; /* { dg-warning "variable 'p' is still held by 'indirect' when 'pointer_variable_itself' returns [escape-dangle]" } */
}

/* Quiet.  */

int
own_menu (void)
{
  int x = 3, y = 4;
  struct menu m;
  memset (&m, 0, sizeof m);
  add_option (&m, "x", &x);
  add_option (&m, "y", &y);
  m.def = &m.opt[1];
  return *m.def->value;
}

void
names_only (int i)
{
  int x = i;
  struct option o = { "x", &x };
  table[2].name = o.name;
  used += *o.value;
}

void
one_element_reset (int i)
{
  int x = i;
  table[3].value = &x;
  used += *table[3].value;
  table[3].value = NULL;
}

void
into_itself (struct menu *m)
{
  m->def = &m->opt[0];
}

void
value_through_second_pointer (int k)
{
  int x = k;
  if (indirect)
    **indirect = x;
}
