/* A nested function that captures nothing is an ordinary one.  Without
   optimisation GCC gives it a trampoline all the same, up to 15.
   { dg-options "-O0" }  */

static int (*hook) (int);

void
captures_nothing (void)
{
  int twice (int v) { return 2 * v; }
  hook = twice; /* { dg-bogus "variables of a nested function is still held by 'hook' when 'captures_nothing' returns [escape-dangle]" "-O0 and -O2 must agree" { xfail gcc-15- } } */ /* { dg-warning "variables of a nested function is still held by 'hook' when 'captures_nothing' returns [escape-dangle]" "" { target gcc-15- } } */
}
