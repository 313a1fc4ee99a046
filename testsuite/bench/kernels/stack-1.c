/* The stack of a search without recursion.  */

#include "kernel.h"

static long
kernel (long i)
{
#ifdef HAND
  int stack[32];
#else
  int *stack = malloc (32 * sizeof *stack);
  if (!stack)
    return -1;
#endif
  int top = 0;
  long r = 0;

  stack[top++] = (int) (i & 7) + 9;
  while (top > 0)
    {
      int n = stack[--top];
      r = r * 3 + n;
      if (n >= 6)
	{
	  stack[top++] = n - 5;
	  stack[top++] = n / 2;
	}
    }
#ifndef HAND
  free (stack);
#endif
  return r;
}
