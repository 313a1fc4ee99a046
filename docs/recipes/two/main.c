/* main.c - gives registry.c the address of a buffer that dies.  Neither file
   alone is wrong: only escape-report, which sees both, can tell.  */
#include "registry.h"

#include <stdio.h>

static void
greet (int n)
{
  char name[16];
  snprintf (name, sizeof name, "guest %d", n);
  set_current (name);
  printf ("hello %s\n", get_current ());
}

int
main (void)
{
  greet (1);
  set_current ("nobody");
  return 0;
}
