static int slot;
static void help (int *p) { slot = *p; }

int
kept_there (int k)
{
  int x = k;
  help (&x);
  return x;
}

int
total (void)
{
  return slot;
}
