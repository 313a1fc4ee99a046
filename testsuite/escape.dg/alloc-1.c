/* Allocators of the library.  */

#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static int sum;

int
zeroed (void)
{
  int *p = calloc (4, sizeof *p); /* { dg-warning "these 16 bytes never outlive 'zeroed': they could live on the stack [escape-stackable]" } */
  sum += p ? p[3] : 0;
  free (p);
  return sum;
}

int
aligned (void)
{
  char *p = aligned_alloc (64, 128); /* { dg-warning "these 128 bytes never outlive 'aligned': they could live on the stack [escape-stackable]" } */
  if (p)
    sum += (p[1] = 2);
  free (p);
  return sum;
}

int
aligned_by_variable (size_t a)
{
  char *p = aligned_alloc (a, 128);
  if (p)
    sum += (p[1] = 2);
  free (p);
  return sum;
}

int
aligned_through_pointer (void)
{
  void *p = NULL;
  if (posix_memalign (&p, 32, 96)) /* { dg-warning "these 96 bytes never outlive 'aligned_through_pointer': they could live on the stack [escape-stackable]" } */
    return -1;
  sum += *(char *) memset (p, 1, 96);
  free (p);
  return sum;
}

int
old_aligned (void)
{
  char *p = memalign (16, 48); /* { dg-warning "these 48 bytes never outlive 'old_aligned': they could live on the stack [escape-stackable]" } */
  if (p)
    sum += (p[1] = 2);
  free (p);
  return sum;
}

int
literal_doubled (void)
{
  char *p = strdup ("twelve chars"); /* { dg-warning "these 13 bytes never outlive 'literal_doubled': they could live on the stack [escape-stackable]" } */
  if (!p)
    return -1;
  p[0] = 'T';
  sum += p[0];
  free (p);
  return sum;
}

int
prefix_doubled (const char *s)
{
  char *p = strndup (s, 20); /* { dg-warning "these at most 21 bytes never outlive 'prefix_doubled': they could live on the stack [escape-bounded]" } */
  sum += p ? p[0] : 0;
  free (p);
  return sum;
}

int
array_of_elements (void)
{
  int *p = reallocarray (NULL, 5, sizeof *p); /* { dg-warning "these 20 bytes never outlive 'array_of_elements': they could live on the stack [escape-stackable]" } */
  if (p)
    sum += (p[0] = 1);
  free (p);
  return sum;
}

int
realloc_of_nothing (void)
{
  char *p = realloc (NULL, 30); /* { dg-warning "these 30 bytes never outlive 'realloc_of_nothing': they could live on the stack [escape-stackable]" } */
  if (p)
    sum += (p[0] = 1);
  free (p);
  return sum;
}

/* On the heap.  */

int
any_string_doubled (const char *s)
{
  char *p = strdup (s);
  sum += p ? p[0] : 0;
  free (p);
  return sum;
}

int
printed (int k)
{
  char *p;
  if (asprintf (&p, "%d", k) < 0)
    return -1;
  sum += p[0];
  free (p);
  return sum;
}

int
lines (FILE *f)
{
  char *line = NULL;
  size_t room = 0;
  while (getline (&line, &room, f) > 0)
    sum += line[0];
  free (line);
  return sum;
}

int
grown (int k)
{
  char *p = malloc (16), *q;
  if (!p)
    return -1;
  q = realloc (p, 64);
  if (q)
    p = q;
  p[0] = k;
  sum += p[0];
  free (p);
  return sum;
}

int
grown_in_loop (FILE *f)
{
  size_t n = 0, room = 16;
  char *p = malloc (room);
  int c;
  while (p && (c = getc (f)) != EOF)
    {
      if (n == room)
	{
	  char *q = realloc (p, room *= 2);
	  if (!q)
	    break;
	  p = q;
	}
      p[n++] = c;
    }
  sum += p ? p[0] : 0;
  free (p);
  return sum;
}

void
stream_buffer (FILE *f)
{
  char *p = malloc (1024);
  if (p)
    setvbuf (f, p, _IOFBF, 1024);
}
