/* Unknown code that runs between the store and the death may undo the store,
   so it is a `maybe' and said only on demand; known code that does not touch
   the holder changes nothing.
   { dg-options "-fplugin-arg-escape-maybe" }  */

#include <stdlib.h>
#include <string.h>

static const char *mine;
const char *everyones;
static int count;

void unknown (void);
void unknown_with (const char **);
int pure_one (int) __attribute__ ((pure));
void leave (void) __attribute__ ((noreturn));

static void
unrelated (void)
{
  count++;
}

void
unknown_code_after (void)
{
  char buf[4] = "a";
  everyones = buf; /* { dg-warning "variable 'buf' is still held by 'everyones' when 'unknown_code_after' returns [escape-maybe]" } */
  unknown ();
}

void
unknown_code_with_the_holder (const char **where)
{
  char buf[4] = "a";
  *where = buf; /* { dg-warning "variable 'buf' is still held by '.where' when 'unknown_code_with_the_holder' returns [escape-maybe]" } */
  unknown_with (where);
}

void
unknown_code_before (void)
{
  char buf[4] = "a";
  unknown ();
  everyones = buf; /* { dg-warning "variable 'buf' is still held by 'everyones' when 'unknown_code_before' returns [escape-dangle]" } */
}

void
known_code_after (void)
{
  char buf[4] = "a";
  mine = buf; /* { dg-warning "variable 'buf' is still held by 'mine' when 'known_code_after' returns [escape-dangle]" } */
  unrelated ();
}

void
library_after (const char *s)
{
  char buf[4] = "a";
  mine = buf; /* { dg-warning "variable 'buf' is still held by 'mine' when 'library_after' returns [escape-dangle]" } */
  count += strlen (s);
  abs (count);
}

void
pure_after (void)
{
  char buf[4] = "a";
  everyones = buf; /* { dg-warning "variable 'buf' is still held by 'everyones' when 'pure_after' returns [escape-dangle]" } */
  count += pure_one (count);
}

void
another_argument_reset (const char **a, const char **b)
{
  char buf[4] = "a";
  *a = buf; /* { dg-warning "variable 'buf' is still held by '.a' when 'another_argument_reset' returns [escape-dangle]" } */
  *b = NULL;
}

/* Quiet even so.  */

void
does_not_return (void)
{
  char buf[4] = "a";
  everyones = buf;
  leave ();
}

void
exits (void)
{
  char buf[4] = "a";
  everyones = buf;
  exit (1);
}

void
for_ever (void)
{
  char buf[4] = "a";
  everyones = buf;
  for (;;)
    unknown ();
}
