/* Elements of arrays by a variable and a constant: argv that is built and ended by NULL.  */

#include <stddef.h>

static const char *args[8];

void
ended_behind (const char **v, int n, int k)
{
  char b[4] = { (char) k };
  v[n++] = b; /* { dg-warning "variable 'b' is still held by '.v' when 'ended_behind' returns [escape-dangle]" } */
  v[n] = NULL;
}

void
counted_from_nothing (int k)
{
  char b[4] = { (char) k };
  int n = 0;
  args[n++] = "sh";
  args[n++] = b; /* { dg-warning "variable 'b' is still held by 'args' when 'counted_from_nothing' returns [escape-dangle]" } */
  args[n++] = "x";
  args[n] = NULL;
}

void
taken_back (const char **v, int n, int k)
{
  char b[4] = { (char) k };
  v[n] = b;
  v[n + 1] = NULL;
  v[n] = NULL;
}

void
taken_back_by_constant (int k)
{
  char b[4] = { (char) k };
  int n = 0;
  args[n++] = "sh";
  args[n] = b;
  args[1] = NULL;
}

void
another_variable (const char **v, int n, int m, int k)
{
  char b[4] = { (char) k };
  v[n] = b;
  v[m] = NULL;			/* perhaps the same */
}
