/* registry.c - keeps what it is given.  */
#include "registry.h"

static const char *current = "none";

void
set_current (const char *name)
{
  current = name;
}

const char *
get_current (void)
{
  return current;
}
