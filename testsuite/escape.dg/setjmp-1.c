/* setjmp and longjmp: the function comes back to life with its objects.  */

#include <setjmp.h>
#include <stdlib.h>

struct frame { struct frame *up; jmp_buf env; };

static struct frame *top;
static jmp_buf plain;
static int sum;
void may_jump (void);

int
protected_call (void)
{
  struct frame f;
  f.up = top;
  top = &f;
  if (setjmp (f.env) == 0)
    may_jump ();
  top = f.up;
  return sum;
}

int
plain_buffer (void)
{
  if (setjmp (plain))
    return -1;
  may_jump ();
  return sum;
}

void
jumps (int k)
{
  struct frame f;
  f.up = top;
  if (k)
    longjmp (top->env, 1);
  sum += f.up == top;
}

int
forgotten (void)
{
  struct frame f;
  f.up = top;
  top = &f; /* { dg-warning "variable 'f' is still held by 'top' when 'forgotten' returns [escape-dangle]" } */
  if (setjmp (f.env) == 0)
    sum++;
  return sum;
}
