/* Versions of a symbol: a call means the default one.  */
/* { dg-alone 0 } */

int *slot;

void watch (int *p);
void glance (int *p);

int
by_the_default_version (int k)
{
  int x = k;
  watch (&x); /* { dg-warning "variable 'x' is still held by 'slot' when 'by_the_default_version' returns [escape-dangle]" } */
  return x;
}

/* The old version keeps, the default one does not.  */

int
not_by_the_old_version (int k)
{
  int x = k;
  glance (&x);
  return x;
}
