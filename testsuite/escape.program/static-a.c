/* Static functions and variables of one name: each unit has its own.  */

static int *slot;
static int sum;
static void help (int *p) { slot = p; }
int total (void);

int
kept_here (int k)
{
  int x = k;
  help (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'kept_here' returns [escape-dangle]" } */
  return total () + sum;
}

int
first_slot (void)
{
  return slot != 0;
}
