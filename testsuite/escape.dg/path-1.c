/* The steps of a path as notes of their own: they belong to a warning and have
   no kind.
   { dg-options "-fdiagnostics-path-format=separate-events" }  */

static int *slot;

static void
keep (int *p)
{
  slot = p;
}

void
kept (int k)
{
  keep (&k); /* { dg-warning "parameter 'k' is still held by 'slot' when 'kept' returns [escape-dangle]" } */
}
