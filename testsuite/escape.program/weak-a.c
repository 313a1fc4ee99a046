/* Weak and strong definitions: the strong one counts, wherever it stands.  */
/* { dg-alone 0 } */

int *slot;

__attribute__ ((weak)) void weak_keeps (int *p) { slot = p; }
__attribute__ ((weak)) void weak_looks (int *p) { (*p)++; }
__attribute__ ((weak)) void only_weak (int *p) { slot = p; }
__attribute__ ((weak)) void missing (int *p);

int
replaced_by_one_that_looks (int k)
{
  int x = k;
  weak_keeps (&x);
  return x;
}

int
replaced_by_one_that_keeps (int k)
{
  int x = k;
  weak_looks (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'replaced_by_one_that_keeps' returns [escape-dangle]" } */
  return x;
}

int
not_replaced (int k)
{
  int x = k;
  only_weak (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'not_replaced' returns [escape-dangle]" } */
  return x;
}

int
not_there (int k)
{
  int x = k;
  if (missing)
    missing (&x);
  return x;
}
