/* What a callee of another unit does with an address may hang on the constants
   of the call.  */

#include <stddef.h>

int control (int what, ...);
void set (int keep, int *where);
int name_of (int n, char **out);

static int saved;

/* Another case of the switch keeps its argument.  */
void
quiet_switch (void)
{
  int zero = 0;
  control (31, 0, &saved);
  control (31, 1, &zero);
}

void
loud_switch (void)
{
  int one = 1;
  control (5, &one);	/* { dg-warning "address of local variable 'one' is still held by 'held' when 'loud_switch' returns .escape-dangle." } */
}

void
quiet_set (void)
{
  int x = 1;
  set (0, &x);
}

void
loud_set (void)
{
  int y = 1;
  set (1, &y);		/* { dg-warning "address of local variable 'y' is still held by 'held' when 'loud_set' returns .escape-dangle." } */
}

/* The result that nobody wants is not allocated.  */
int
quiet_name (int n)
{
  return name_of (n, NULL);
}

int
main (void)
{
  quiet_switch ();
  loud_switch ();
  quiet_set ();
  loud_set ();
  return quiet_name (1);
}
