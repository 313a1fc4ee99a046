/* Library functions that keep an argument.  */

#define _GNU_SOURCE
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *tree;
static char *position;
static FILE *stream;
static int n;

static int
compare (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

static void
handler (int status, void *arg)
{
  n += status + *(int *) arg;
}

void
environment (const char *value)
{
  char text[64];
  snprintf (text, sizeof text, "KEY=%s", value);
  putenv (text); /* { dg-warning "variable 'text' is still held by the library .'environ'. when 'environment' returns [escape-dangle]" } */
}

void
buffer_of_stdout (void)
{
  char buf[BUFSIZ];
  setvbuf (stdout, buf, _IOFBF, sizeof buf); /* { dg-warning "variable 'buf' is still held by memory reached from 'stdout' when 'buffer_of_stdout' returns [escape-dangle]" } */
  puts ("x");
}

void
buffer_of_stream (FILE *f)
{
  char buf[BUFSIZ];
  setbuf (f, buf); /* { dg-warning "variable 'buf' is still held by '.f' when 'buffer_of_stream' returns [escape-dangle]" } */
  fputs ("x", f);
}

void
in_a_tree (int k)
{
  int x = k;
  tsearch (&x, &tree, compare); /* { dg-warning "variable 'x' is still held by 'tree' when 'in_a_tree' returns [escape-dangle]" } */
}

void
at_exit (int k)
{
  int x = k;
  on_exit (handler, &x); /* { dg-warning "variable 'x' is still held by the library .'on_exit'. when 'at_exit' returns [escape-dangle]" } */
}

void
rest_of_tokens (const char *s)
{
  char buf[32];
  char *word;
  snprintf (buf, sizeof buf, "%s", s);
  word = strtok_r (buf, " ", &position); /* { dg-warning "variable 'buf' is still held by 'position' when 'rest_of_tokens' returns [escape-dangle]" } */
  n += word != NULL;
}

void
memory_stream (void)
{
  char buf[64];
  stream = fmemopen (buf, sizeof buf, "w"); /* { dg-warning "variable 'buf' is still held by the object that 'fmemopen' made when 'memory_stream' returns [escape-dangle]" } */
}

void
in_a_hash (const char *data)
{
  char key[] = "key";
  ENTRY e = { key, (void *) data };
  hsearch (e, ENTER); /* { dg-warning "variable .key. is still held by the library .'hsearch'. when .in_a_hash. returns [escape-dangle]" } */
}

/* Quiet.  */

void
environment_copied (const char *value)
{
  char text[64];
  snprintf (text, sizeof text, "%s", value);
  setenv ("KEY", text, 1);
}

void
buffer_until_closed (const char *name)
{
  char buf[BUFSIZ];
  FILE *f = fopen (name, "w");
  if (!f)
    return;
  setvbuf (f, buf, _IOFBF, sizeof buf);
  fputs ("x", f);
  fclose (f);
}

void
buffer_taken_back (void)
{
  char buf[BUFSIZ];
  setvbuf (stdout, buf, _IOFBF, sizeof buf);
  puts ("x");
  fflush (stdout);
  setvbuf (stdout, NULL, _IONBF, 0);
}

int
found_in_a_tree (int k)
{
  int x = k;
  return tfind (&x, &tree, compare) != NULL;
}

void
all_tokens (const char *s)
{
  char buf[32], *word;
  snprintf (buf, sizeof buf, "%s", s);
  for (word = strtok (buf, " "); word; word = strtok (NULL, " "))
    n += *word;
}

void
own_position (const char *s)
{
  char buf[32], *word, *at;
  snprintf (buf, sizeof buf, "%s", s);
  word = strtok_r (buf, " ", &at);
  n += word != NULL;
}

void
memory_stream_closed (void)
{
  char buf[64];
  FILE *f = fmemopen (buf, sizeof buf, "w");
  if (!f)
    return;
  fputs ("x", f);
  fclose (f);
}
