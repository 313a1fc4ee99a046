/* Library functions that return or store what they are given, and those that
   only read or write.  */

/* Without -O GCC says less of this by itself; gcc-1.c has both together.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/stat.h>
#include <unistd.h>

static char *place;
static struct tm *when;
static int n;

char *
first_of (const char *s)
{
  char buf[32];
  snprintf (buf, sizeof buf, "%s", s);
  return strstr (buf, "x"); /* { dg-warning "variable 'buf' is returned from 'first_of' [escape-dangle]" } */
}

char *
line_of (FILE *f)
{
  char buf[32];
  return fgets (buf, sizeof buf, f); /* { dg-warning "variable 'buf' is returned from 'line_of' [escape-dangle]" } */
}

char *
copied (const char *s)
{
  char buf[32];
  return strcpy (buf, s); /* { dg-warning "variable 'buf' is returned from 'copied' [escape-dangle]" } */
}

void
end_of_number (const char *s)
{
  char buf[32];
  snprintf (buf, sizeof buf, "%s", s);
  n = strtol (buf, &place, 10); /* { dg-warning "variable 'buf' is still held by 'place' when 'end_of_number' returns [escape-dangle]" } */
}

char *
directory (void)
{
  char buf[4096];
  return getcwd (buf, sizeof buf); /* { dg-warning "variable 'buf' is returned from 'directory' [escape-dangle]" } */
}

void
broken_down (time_t t)
{
  struct tm tm;
  when = localtime_r (&t, &tm); /* { dg-warning "variable 'tm' is still held by 'when' when 'broken_down' returns [escape-dangle]" } */
}

char *
split (void)
{
  char buf[] = "a:b", *at = buf;
  return strsep (&at, ":"); /* { dg-warning "variable 'buf' is returned from 'split' [escape-dangle]" } */
}

void
cut_off_here (const char *s)
{
  char buf[32];
  strcpy (buf, s);
  place = strchr (buf, ','); /* { dg-warning "variable 'buf' is still held by 'place' when 'cut_off_here' returns [escape-dangle]" } */
}

/* Quiet.  */

int
read_only (const char *s)
{
  char buf[32];
  struct stat st;
  snprintf (buf, sizeof buf, "%s", s);
  if (stat (buf, &st))
    return -1;
  return st.st_size + strlen (buf) + strcmp (buf, s) + atoi (buf);
}

long
own_end (const char *s)
{
  char buf[32], *end;
  long v;
  strncpy (buf, s, sizeof buf - 1);
  buf[31] = 0;
  v = strtol (buf, &end, 0);
  return *end ? -1 : v;
}

ssize_t
input (int fd)
{
  char buf[128];
  ssize_t k = read (fd, buf, sizeof buf);
  return k > 0 ? write (1, buf, k) : -1;
}

char *
duplicate (const char *s)
{
  char buf[32];
  snprintf (buf, sizeof buf, "<%s>", s);
  return strdup (buf);
}

size_t
heap_to_library (void)
{
  char *p = malloc (32); /* { dg-warning "these 32 bytes never outlive 'heap_to_library': they could live on the stack [escape-stackable]" } */
  size_t k;
  if (!p)
    return 0;
  snprintf (p, 32, "%d", n);
  k = strlen (p) + (strchr (p, '1') != NULL);
  puts (p);
  free (p);
  return k;
}

time_t
time_of (struct tm *given)
{
  struct tm tm = *given;
  tm.tm_sec = 0;
  return mktime (&tm);
}
