/* Flags: what is set where the address is stored is asked where it is taken
   back.  */

#include <stddef.h>
#include <stdbool.h>

#define F_BUF 4u

struct ctx { char *buf; unsigned flags; unsigned active : 1, dirty : 1; };

static int sum;

static bool
store (struct ctx *c, char *b, int k)
{
  if (k < 0)
    return false;
  c->buf = b;
  return true;
}

/* Quiet: the flag says it.  */

int
integer (struct ctx *c, int k)
{
  char b[8];
  int set = 0;
  if (k > 4)
    {
      c->buf = b;
      set = 1;
    }
  sum += k;
  if (set)
    c->buf = NULL;
  return sum;
}

int
boolean_that_is_cleared (struct ctx *c, int k)
{
  char b[8];
  bool clean = true;
  if (k > 4)
    {
      c->buf = b;
      clean = false;
    }
  sum += k;
  if (!clean)
    c->buf = NULL;
  return sum;
}

int
in_a_structure (struct ctx *c, int k)
{
  char b[8];
  struct { int set, n; } st = { 0, 0 };
  if (k > 4)
    {
      c->buf = b;
      st.set = 1;
    }
  st.n++;
  if (st.set)
    c->buf = NULL;
  return st.n;
}

int
in_an_array (struct ctx *c, int k)
{
  char b[8];
  int done[3] = { 0, 0, 0 };
  if (k > 4)
    {
      c->buf = b;
      done[1] = 1;
    }
  done[2] = k;
  if (done[1])
    c->buf = NULL;
  return done[2];
}

int
bit_field (struct ctx *c, int k)
{
  char b[8];
  c->active = 0;
  if (k > 4)
    {
      c->buf = b;
      c->active = 1;
    }
  sum += k;
  if (c->active)
    {
      c->buf = NULL;
      c->active = 0;
    }
  return sum;
}

int
one_bit (struct ctx *c, int k)
{
  char b[8];
  unsigned f = 0;
  if (k > 4)
    {
      c->buf = b;
      f |= F_BUF;
    }
  if (k > 5)
    f |= 1;
  if (f & F_BUF)
    c->buf = NULL;
  return sum;
}

int
bit_in_the_holder (struct ctx *c, int k)
{
  char b[8];
  c->flags = 0;
  if (k > 4)
    {
      c->buf = b;
      c->flags |= F_BUF;
    }
  sum += k;
  if (c->flags & F_BUF)
    c->buf = NULL;
  return sum;
}

int
bit_that_is_kept (struct ctx *c, unsigned f)
{
  char b[8];
  f &= ~F_BUF;
  if (sum)
    {
      c->buf = b;
      f |= F_BUF;
    }
  sum++;
  if (f & F_BUF)
    c->buf = NULL;
  return sum;
}

int
counter (struct ctx *c, int k)
{
  char b[8];
  int n = 0;
  if (k > 4)
    {
      c->buf = b;
      n++;
    }
  sum += n;
  if (n > 0)
    c->buf = NULL;
  return sum;
}

int
steps (struct ctx *c, int k)
{
  char b[8];
  int step = 0;
  if (k < 0)
    goto out;
  step = 1;
  c->buf = b;
  if (k > 9)
    goto out;
  step = 2;
  sum++;
out:
  switch (step)
    {
    case 2:
      sum--;
      /* Fall through.  */
    case 1:
      c->buf = NULL;
    }
  return step;
}

int
place_to_undo (struct ctx *c, int k)
{
  char b[8];
  char **slot = NULL;
  if (k > 4)
    {
      slot = &c->buf;
      c->buf = b;
    }
  sum += k;
  if (slot)
    *slot = NULL;
  return sum;
}

int
two_flags (struct ctx *c, int k)
{
  char b[8];
  bool set = false, reset = false;
  if (k > 4)
    {
      c->buf = b;
      set = true;
    }
  if (k > 100)
    {
      c->buf = NULL;
      reset = true;
    }
  if (set && !reset)
    c->buf = NULL;
  return sum;
}

int
loop_in_between (struct ctx *c, int k, int n)
{
  char b[8];
  bool set = false;
  if (k > 4)
    {
      c->buf = b;
      set = true;
    }
  for (int i = 0; i < n; i++)
    sum += i;
  if (set)
    c->buf = NULL;
  return sum;
}

int
set_in_a_loop (struct ctx *c, int n)
{
  char b[8];
  bool set = false;
  while (n-- > 0)
    if (!set && n % 3 == 0)
      {
	c->buf = b;
	set = true;
      }
  if (set)
    c->buf = NULL;
  return sum;
}

int
result_of_a_callee (struct ctx *c, int k)
{
  char b[8];
  bool set = store (c, b, k);
  sum++;
  if (set)
    c->buf = NULL;
  return sum;
}

int
the_holder_itself (struct ctx *c, int k)
{
  char b[8];
  c->buf = NULL;
  if (k > 4)
    c->buf = b;
  sum += k;
  if (c->buf)
    c->buf = NULL;
  return sum;
}

/* The flag says something else.  */

int
not_always_set (struct ctx *c, int k)
{
  char b[8];
  int set = 0;
  if (k > 4)
    {
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'not_always_set' returns [escape-dangle]" } */
      if (k > 8)
	set = 1;
    }
  if (set)
    c->buf = NULL;
  return sum;
}

int
cleared_again (struct ctx *c, int k)
{
  char b[8];
  bool set = false;
  if (k > 4)
    {
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'cleared_again' returns [escape-dangle]" } */
      set = true;
    }
  if (k == 77)
    set = false;
  if (set)
    c->buf = NULL;
  return sum;
}

int
other_flag (struct ctx *c, int k, int m)
{
  char b[8];
  bool set = false, also = false;
  if (k > 4)
    {
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'other_flag' returns [escape-dangle]" } */
      set = true;
    }
  if (m > 4)
    also = true;
  if (also)
    c->buf = NULL;
  return set;
}

int
other_bit (struct ctx *c, int k)
{
  char b[8];
  unsigned f = 0;
  if (k > 4)
    {
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'other_bit' returns [escape-dangle]" } */
      f |= 1;
    }
  if (f & F_BUF)
    c->buf = NULL;
  return sum;
}

int
bit_taken_out (struct ctx *c, int k)
{
  char b[8];
  unsigned f = 0;
  if (k > 4)
    {
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'bit_taken_out' returns [escape-dangle]" } */
      f |= F_BUF | 1;
    }
  f &= ~F_BUF;
  if (f & F_BUF)
    c->buf = NULL;
  return f;
}

int
other_bit_field (struct ctx *c, int k)
{
  char b[8];
  c->active = c->dirty = 0;
  if (k > 4)
    {
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'other_bit_field' returns [escape-dangle]" } */
      c->dirty = 1;
    }
  if (c->active)
    c->buf = NULL;
  return sum;
}

int
other_element (struct ctx *c, int k)
{
  char b[8];
  int done[3] = { 0, 0, 0 };
  if (k > 4)
    {
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'other_element' returns [escape-dangle]" } */
      done[1] = 1;
    }
  if (done[2])
    c->buf = NULL;
  return done[1];
}

int
counter_too_small (struct ctx *c, int k)
{
  char b[8];
  int n = 0;
  if (k > 4)
    {
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'counter_too_small' returns [escape-dangle]" } */
      n++;
    }
  if (k > 5)
    n++;
  if (n > 1)
    c->buf = NULL;
  return n;
}

int
step_too_far (struct ctx *c, int k)
{
  char b[8];
  int step = 0;
  if (k < 0)
    goto out;
  step = 1;
  c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'step_too_far' returns [escape-dangle]" } */
  if (k > 9)
    goto out;
  step = 2;
out:
  switch (step)
    {
    case 2:
      c->buf = NULL;
      break;
    case 1:
      sum--;
    }
  return step;
}

int
other_place (struct ctx *c, struct ctx *d, int k)
{
  char b[8];
  char **slot = NULL;
  if (k > 4)
    {
      slot = &d->buf;
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'other_place' returns [escape-dangle]" } */
    }
  if (slot)
    *slot = NULL;
  return sum;
}

int
set_before_it_is_stored (struct ctx *c, int k)
{
  char b[8];
  bool clean = true;
  if (k > 4)
    {
      clean = false;
      if (k > 9)
	clean = true;
      c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'set_before_it_is_stored' returns [escape-dangle]" } */
    }
  if (!clean)
    c->buf = NULL;
  return sum;
}

int
only_the_last_round (struct ctx *c, int n)
{
  char b[8];
  bool set = false;
  while (n-- > 0)
    {
      set = n > 3;
      if (set)
	c->buf = b; /* { dg-warning "variable 'b' is still held by '.c' when 'only_the_last_round' returns [escape-dangle]" } */
    }
  if (set)
    c->buf = NULL;
  return sum;
}
