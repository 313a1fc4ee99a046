#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static int *held;
static int current;

int
control (int what, ...)
{
  va_list ap;
  va_start (ap, what);
  switch (what)
    {
    case 5:
      held = va_arg (ap, int *);
      break;
    case 31:
      {
	int way = va_arg (ap, int);
	int *p = va_arg (ap, int *);
	if (way)
	  current = *p;
	else
	  *p = current;
      }
    }
  va_end (ap);
  return 0;
}

void
set (int keep, int *where)
{
  if (keep)
    held = where;
  else
    current = *where;
}

int
name_of (int n, char **out)
{
  if (n && out)
    *out = strdup ("not an array");
  return n;
}
