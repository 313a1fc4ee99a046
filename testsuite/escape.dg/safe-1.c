/* What makes it safe again: overwritten, reset, restored, popped, cleared.  */

#include <stddef.h>
#include <string.h>

struct ctx { struct ctx *up; const char *msg; int n; };

static struct ctx *top;
static struct ctx state;
static const char *msg;
static int count;
int step (void) __attribute__ ((leaf));

static void
work (void)
{
  count += top->n;
}

static void
clear_msg (void)
{
  msg = NULL;
}

static void
clear_through (const char **m)
{
  *m = NULL;
}

int
restored (void)
{
  struct ctx *old = top;
  struct ctx c = { old, NULL, 1 };
  top = &c;
  work ();
  top = old;
  return count;
}

int
restored_from_the_link (void)
{
  struct ctx c = { top, NULL, 1 };
  top = &c;
  work ();
  top = c.up;
  return count;
}

int
restored_on_all_paths (int k)
{
  struct ctx c = { top, NULL, 1 };
  top = &c;
  work ();
  if (k)
    {
      top = c.up;
      return -1;
    }
  top = c.up;
  return 0;
}

int
restored_at_a_label (int k)
{
  struct ctx c = { top, NULL, 1 };
  int r = -1;
  top = &c;
  if (k < 0)
    goto out;
  work ();
  r = 0;
out:
  top = c.up;
  return r;
}

void
reset_by_callee (void)
{
  char buf[8] = "x";
  msg = buf;
  count += msg[0];
  clear_msg ();
}

void
reset_through_pointer (void)
{
  char buf[8] = "x";
  msg = buf;
  count += msg[0];
  clear_through (&msg);
}

void
whole_structure_wiped (void)
{
  char buf[8] = "x";
  state.msg = buf;
  count += state.msg[0];
  memset (&state, 0, sizeof state);
}

void
whole_structure_assigned (void)
{
  static const struct ctx none;
  char buf[8] = "x";
  state.msg = buf;
  count += state.msg[0];
  state = none;
}

void
reset_through_alias (void)
{
  struct ctx *s = &state;
  char buf[8] = "x";
  state.msg = buf;
  count += s->msg[0];
  s->msg = NULL;
}

void
overwritten_by_literal (void)
{
  char buf[8] = "x";
  msg = buf;
  count += msg[0];
  msg = "rest";
}

/* Not safe: the other field, one path, the wrong order.  */

void
other_field_reset (void)
{
  char buf[8] = "x";
  state.msg = buf; /* { dg-warning "variable 'buf' is still held by 'state' when 'other_field_reset' returns [escape-dangle]" } */
  state.up = NULL;
  state.n = 0;
}

int
one_path_forgotten (int k)
{
  struct ctx c = { top, NULL, 1 };
  top = &c; /* { dg-warning "variable 'c' is still held by 'top' when 'one_path_forgotten' returns [escape-dangle]" } */
  work ();
  if (k == 3)
    return -1;
  top = c.up;
  return 0;
}

void
reset_too_early (void)
{
  char buf[8] = "x";
  clear_msg ();
  msg = buf; /* { dg-warning "variable 'buf' is still held by 'msg' when 'reset_too_early' returns [escape-dangle]" } */
}

void
restored_to_itself (void)
{
  char buf[8] = "x";
  const char *old;
  msg = buf; /* { dg-warning "variable 'buf' is still held by 'msg' when 'restored_to_itself' returns [escape-dangle]" } */
  old = msg;
  count++;
  msg = old;
}
