#include <stdio.h>
#include <stdlib.h>
#include "point.h"

static struct point *spare;

void
point_drop (struct point *p)
{
  xfree (p);
}

void
point_recycle (struct point *p)
{
  spare = p;
}

void
xfree (void *p)
{
  if (p)
    free (p);
}

void
die (const char *why)
{
  fprintf (stderr, "%s\n", why);
  exit (1);
}
