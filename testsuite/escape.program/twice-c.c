int *slot;

void set (int *p) { (*p)++; }

int
main (void)
{
  int x = 1;
  set (&x);
  return x;
}
