/* Addresses that are returned directly: GCC's front end warns and folds them away.  Remarks
   know them; there is no second warning.
   { dg-options "-fplugin-arg-escape-m" }  */

struct rec { int a; char name[16]; };

static int *slot;

int *
local (int k)
{
  int x = k;
  if (k)
    return &x; /* { dg-warning "function returns address of local variable" } { dg-note "variable 'x' is returned from 'local' [escape-dangle]" } */
  return 0;
}

char *
array (void)
{
  char b[4];
  b[0] = 1;
  return b + 1; /* { dg-warning "function returns address of local variable" } { dg-note "variable 'b' is returned from 'array' [escape-dangle]" } */
}

int *
parameter (int k)
{
  if (k > 3)
    return &k; /* { dg-warning "function returns address of local variable" } { dg-note "parameter 'k' is returned from 'parameter' [escape-dangle]" } */
  else
    return (int *) 0;
}

char *
field (struct rec r) /* GCC does not call it a parameter.  */
{
  return r.name; /* { dg-warning "function returns address of local variable" } { dg-note "parameter 'r' is returned from 'field' [escape-dangle]" } */
}

/* Not folded.  */

int *
literal (void)
{
  return (int[]) { 1, 2 }; /* { dg-warning "compound literal is returned from 'literal' [escape-dangle]" } */
}

int *
fixed (void)
{
  static int x;
  return &x;
}

int *
null (void)
{
  return 0;
}

int *
stored (void)
{
  slot = fixed ();
  return (*slot = 1, (int *) 0);
}
