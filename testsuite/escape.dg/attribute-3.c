/* Silence for one finding, with a reason; what silences nothing is told on request.
   { dg-options "-fplugin-arg-escape-unused" }  */

#include <stdlib.h>
#include "../../plugin/escape.h"

struct ctx { int depth; };

static struct ctx *current;
static struct ctx *innermost ESCAPE_OK ("the interpreter resets it before it looks");
static struct ctx *unneeded ESCAPE_OK ("left over"); /* { dg-warning "'escape_ok' of 'unneeded' silences nothing: left over [escape-unused]" } */
void run (void);

void
silent_object (void)
{
  struct ctx c ESCAPE_OK ("run_end clears it") = { 1 };
  current = &c;
}

void
another_object (void)
{
  struct ctx c = { 1 };
  current = &c; /* { dg-warning "variable 'c' is still held by 'current' when 'another_object' returns [escape-dangle]" } */
}

void
silent_holder (void)
{
  struct ctx c = { 1 };
  innermost = &c;
}

ESCAPE_OK ("a test of the collector") void
silent_function (void)
{
  struct ctx c = { 1 };
  current = &c;
}

int
silent_pointer (void)
{
  struct ctx *c ESCAPE_OK ("the ABI wants heap memory") = malloc (sizeof *c);
  if (!c)
    return 0;
  c->depth = 1;
  int d = c->depth;
  free (c);
  return d;
}

void
needs_none (void)
{
  struct ctx c ESCAPE_OK ("for run") = { 1 }; /* { dg-warning "'escape_ok' of 'c' silences nothing: for run [escape-unused]" } */
  current = &c;
  run ();
  current = NULL;
  unneeded = NULL;
}

ESCAPE_OK ("nothing") int
function_needs_none (struct ctx *p ESCAPE_OK ("neither")) /* { dg-warning "'escape_ok' of 'function_needs_none' silences nothing: nothing [escape-unused]" } { dg-warning "'escape_ok' of 'p' silences nothing: neither [escape-unused]" } */
{
  return p->depth;
}
