/* The linker's name is not the one in the source.  */
/* { dg-alone 0 } */

int *slot;

void keep_by_label (int *p) __asm__ ("the_real_keep");
void look_by_label (int *p) __asm__ ("the_real_look");
void the_other (int *p);
extern int *slot_by_label __asm__ ("the_real_slot");
void set_slot (int *p);

int
kept_by_label (int k)
{
  int x = k;
  keep_by_label (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'kept_by_label' returns [escape-dangle]" } */
  return x;
}

int
looked_at_by_label (int k)
{
  int x = k;
  look_by_label (&x);
  return x;
}

int
kept_by_alias (int k)
{
  int x = k;
  the_other (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'kept_by_alias' returns [escape-dangle]" } */
  return x;
}

/* Two names, one variable.  */

int
set_and_reset (int k)
{
  int x = k;
  set_slot (&x);
  slot_by_label = 0;
  return x;
}
