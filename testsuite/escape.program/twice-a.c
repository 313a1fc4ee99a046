/* Two programs in one folder: nobody knows whose function a call means, but each one's own are as before.  */
/* { dg-alone 1 } */
/* { dg-link none } */

static int *slot;
void set (int *p);

int
main (void)
{
  int x = 1;
  set (&x);
  return x;
}
