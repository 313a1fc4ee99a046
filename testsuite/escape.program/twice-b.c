int *slot;

void set (int *p) { slot = p; }

int
own (void)
{
  int x = 1;
  slot = &x; /* { dg-warning "variable 'x' is still held by 'slot' when 'own' returns [escape-dangle]" } */
  return x;
}
