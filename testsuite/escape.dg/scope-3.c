/* Blocks that switch and goto enter and leave.  */

#include <stddef.h>

static int sum;
static const int two = 2;

int
case_block (int k)
{
  const int *p = &two;
  switch (k)
    {
    case 0:
      {
	int x = k + 1;
	p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
	break;
      }
    case 1:
      p = &sum;
      break;
    }
  return *p;
}

int
body_of_switch (int k)
{
  const int *p = &two;
  switch (k)
    {
      int x;
    case 3:
      x = k;
      p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
      break;
    default:
      break;
    }
  return *p;
}

int
fall_through (int k)
{
  const int *p = &two;
  switch (k)
    {
    case 0:
      {
	int x = 5;
	p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
      }
      /* Falls through.  */
    case 1:
      sum += *p;
    }
  return sum;
}

int
out_by_goto (int k)
{
  int *p = &sum;
  {
    int x = k;
    p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
    if (k > 1)
      goto out;
    p = &sum;
  }
out:
  return *p;
}

int
back_by_goto (int k)
{
  int *p = &sum;
again:
  sum += *p;
  {
    int x = k;
    p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
    if (k-- > 0)
      goto again;
  }
  return sum;
}

int
out_by_break (int k)
{
  const int *p = &two;
  for (;;)
    {
      int x = k--;
      if (x < 0)
	{
	  p = &x; /* { dg-warning "variable 'x' is still held by 'p' after its scope ends [escape-dangle]" } */
	  break;
	}
    }
  return *p;
}

/* Quiet.  */

int
used_in_its_case (int k)
{
  switch (k)
    {
    case 0:
      {
	int x = k, *p = &x;
	sum += *p;
	break;
      }
    default:
      break;
    }
  return sum;
}

int
error_exit (int k)
{
  int *p = &sum;
  {
    int x = k;
    p = &x;
    if (k > 1)
      {
	sum += *p;
	goto fail;
      }
    p = &sum;
  }
  return *p;
fail:
  return -1;
}

int
retry (int k)
{
  int *p;
again:
  {
    int x = k;
    p = &x;
    sum += *p;
    if (k-- > 0)
      goto again;
  }
  return sum;
}

int
computed (int k)
{
  static void *const to[] = { &&one, &&other };
  int x = k, *p = &x;
  goto *to[k & 1];
one:
  sum += *p;
other:
  return sum + *p;
}
