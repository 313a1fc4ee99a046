/* A callee that never returns: its blocks go round, one after the other, and the
   path that is looked for in its caller must not follow them for ever.  */
/* { dg-do compile } */

int *g;
volatile int v;

static void
spin (void)
{
  for (;;)
    ;
}

static void
turn (int *p)
{
  *p = 1;
  for (;;)
    v++;
}

void
sometimes (int a)
{
  int x = 0;
  g = &x;			/* { dg-warning "'x' is still held by 'g' when 'sometimes' returns.*[escape-dangle]" } */
  if (a)
    spin ();
}

void
turned (int a)
{
  int x = 0;
  g = &x;			/* { dg-warning "'x' is still held by 'g' when 'turned' returns.*[escape-dangle]" } */
  if (a)
    turn (&x);
}
