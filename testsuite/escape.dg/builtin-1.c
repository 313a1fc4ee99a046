/* Built-in functions that are called as their type does not allow: they are
   calls like any other.  { dg-options "-w" }  */

void *alloca ();
void *memcpy ();
unsigned long strlen ();

__typeof__ (alloca ())
no_size (void)
{
  return alloca ();
}

int
no_arguments (void)
{
  memcpy ();
  return (int) strlen ();
}
