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
before (void)
{
  int x = 0;
  g = &x;			/* never returns: nobody sees it */
  spin ();
}

void
maybe (int a)
{
  int x = 0;
  g = &x;			/* { dg-warning "'x' is still held by 'g' when 'maybe' returns.*[escape-dangle]" } */
  if (a)
    turn (&x);
}

void
always (void)
{
  int x = 0;
  g = &x;
  turn (&x);
}
