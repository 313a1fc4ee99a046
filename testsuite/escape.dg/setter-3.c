/* Setters that copy or keep, as an argument says: constants decide, also through another
   function.  */

#include <stdlib.h>
#include <string.h>

struct val { const char *z; int n; int flags; };
enum { KEEP = 0, COPY = 1, INTERN = 2, NOFREE = 4 };

static void
by_bit (struct val *v, const char *z, unsigned flags)
{
  if (flags & COPY)
    v->z = strdup (z);
  else
    v->z = z;
}

static void
by_bit_before (struct val *v, const char *z, unsigned flags)
{
  if (flags & COPY)
    z = strdup (z);
  v->z = z;
}

static void by_choice (struct val *v, const char *z, int copy) { v->z = copy ? strdup (z) : z; }

static void
by_switch (struct val *v, const char *z, int how)
{
  switch (how)
    {
    case COPY:
      v->z = strdup (z);
      break;
    case INTERN:
      v->z = z[0] ? "x" : "";
      break;
    default:
      v->z = z;
    }
}

static void
by_sign (struct val *v, const char *z, int len)
{
  if (len >= 0)
    v->z = strndup (z, (size_t) len);
  else
    v->z = z;
}

static void copies (struct val *v, const char *z) { by_bit_before (v, z, COPY); }
static void keeps (struct val *v, const char *z) { by_bit_before (v, z, 0); }
static void passes_on (struct val *v, const char *z, unsigned flags) { v->n = 1; by_bit_before (v, z, flags); }

void q_bit (struct val *v) { char b[8] = "a"; by_bit (v, b, COPY | NOFREE); }
void q_bit_before (struct val *v) { char b[8] = "a"; by_bit_before (v, b, COPY); }
void q_choice (struct val *v) { char b[8] = "a"; by_choice (v, b, 1); }
void q_switch (struct val *v) { char b[8] = "a"; by_switch (v, b, COPY); }
void q_switch_other (struct val *v) { char b[8] = "a"; by_switch (v, b, INTERN); }
void q_sign (struct val *v) { char b[8] = "a"; by_sign (v, b, 1); }
void q_wrapper (struct val *v) { char b[8] = "a"; copies (v, b); }
void q_passed_on (struct val *v) { char b[8] = "a"; passes_on (v, b, COPY); }

void
d_bit (struct val *v)
{
  char b[8] = "a";
  by_bit (v, b, NOFREE); /* { dg-warning "variable 'b' is still held by '.v' when 'd_bit' returns [escape-dangle]" } */
}

void
d_bit_before (struct val *v)
{
  char b[8] = "a";
  by_bit_before (v, b, KEEP); /* { dg-warning "variable 'b' is still held by '.v' when 'd_bit_before' returns [escape-dangle]" } */
}

void
d_choice (struct val *v)
{
  char b[8] = "a";
  by_choice (v, b, 0); /* { dg-warning "variable 'b' is still held by '.v' when 'd_choice' returns [escape-dangle]" } */
}

void
d_switch (struct val *v)
{
  char b[8] = "a";
  by_switch (v, b, 7); /* { dg-warning "variable 'b' is still held by '.v' when 'd_switch' returns [escape-dangle]" } */
}

void
d_sign (struct val *v)
{
  char b[8] = "a";
  by_sign (v, b, -1); /* { dg-warning "variable 'b' is still held by '.v' when 'd_sign' returns [escape-dangle]" } */
}

void
d_wrapper (struct val *v)
{
  char b[8] = "a";
  keeps (v, b); /* { dg-warning "variable 'b' is still held by '.v' when 'd_wrapper' returns [escape-dangle]" } */
}

void
d_passed_on (struct val *v)
{
  char b[8] = "a";
  passes_on (v, b, NOFREE); /* { dg-warning "variable 'b' is still held by '.v' when 'd_passed_on' returns [escape-dangle]" } */
}

void
d_not_known (struct val *v, unsigned flags)
{
  char b[8] = "a";
  by_bit (v, b, flags); /* { dg-warning "variable 'b' is still held by '.v' when 'd_not_known' returns [escape-dangle]" } */
}
