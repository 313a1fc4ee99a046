/* Addresses that travel as bytes.  */

/* Without -O GCC says less of this by itself; gcc-1.c has both together.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#define _GNU_SOURCE
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct msg { int kind; const int *body; char tail[8]; };

static struct msg kept;
static const int *slot;
static unsigned char raw[sizeof (void *)];
static int n;

void
copied_structure (int k)
{
  struct msg m = { 1, &k, "" };
  memcpy (&kept, &m, sizeof m); /* { dg-warning "parameter 'k' is still held by 'kept' when 'copied_structure' returns [escape-dangle]" } */
}

void
moved_structure (int k)
{
  struct msg m = { 1, &k, "" };
  memmove (&kept, &m, sizeof m); /* { dg-warning "parameter 'k' is still held by 'kept' when 'moved_structure' returns [escape-dangle]" } */
}

void
copied_pointer (int k)
{
  const int *p = &k;
  memcpy (&slot, &p, sizeof p); /* { dg-warning "parameter 'k' is still held by 'slot' when 'copied_pointer' returns [escape-dangle]" } */
}

void
copied_to_argument (void *out, int k)
{
  const int *p = &k;
  memcpy (out, &p, sizeof p); /* { dg-warning "parameter 'k' is still held by '.out' when 'copied_to_argument' returns [escape-dangle]" } */
}

void
copied_into_bytes (int k)
{
  const int *p = &k;
  memcpy (raw, &p, sizeof p); /* { dg-warning "parameter 'k' is still held by 'raw' when 'copied_into_bytes' returns [escape-dangle]" } */
}

const int *
through_local_bytes (int k)
{
  unsigned char bytes[sizeof (void *)];
  const int *p = &k, *q;
  memcpy (bytes, &p, sizeof p);
  memcpy (&q, bytes, sizeof q);
  return q; /* { dg-warning "parameter 'k' is returned from 'through_local_bytes' [escape-dangle]" } */
}

struct msg *
into_heap_block (int k)
{
  struct msg m = { 1, &k, "" };
  struct msg *h = malloc (sizeof *h);
  if (h)
    memcpy (h, &m, sizeof m); /* { dg-warning "parameter 'k' is still held by memory from 'malloc' when 'into_heap_block' returns [escape-dangle]" } */
  return h;
}

void
copied_field (int k)
{
  struct msg m = { 1, &k, "" };
  memcpy (&kept.body, &m.body, sizeof m.body); /* { dg-warning "parameter 'k' is still held by 'kept' when 'copied_field' returns [escape-dangle]" } */
}

void
char_by_char (int k)
{
  const int *p = &k;
  const unsigned char *from = (const unsigned char *) &p;
  size_t i;
  for (i = 0; i < sizeof p; i++)
    raw[i] = from[i]; /* { dg-warning "parameter 'k' is still held by 'raw' when 'char_by_char' returns [escape-dangle]" } */
}

const void *
end_of_copy (int k)
{
  struct msg m[2];
  memset (m, 0, sizeof m);
  m[0].kind = k;
  return mempcpy (&m[1], &m[0], sizeof m[0]); /* { dg-warning "variable 'm' is returned from 'end_of_copy' [escape-dangle]" } */
}

/* Quiet.  */

void
contents (int k)
{
  int x = k;
  memcpy (&kept.kind, &x, sizeof x);
}

void
tail_without_pointer (int k)
{
  struct msg m = { 1, &k, "abc" };
  memcpy (kept.tail, m.tail, sizeof m.tail);
  n += *m.body;
}

void
head_without_pointer (int k)
{
  struct msg m = { 1, &k, "abc" };
  memcpy (&kept, &m, offsetof (struct msg, body));
  n += *m.body;
}

void
wiped (int k)
{
  struct msg m = { 1, &k, "" };
  memcpy (&kept, &m, sizeof m);
  n += *kept.body;
  memset (&kept, 0, sizeof kept);
}

int
into_own_block (int k)
{
  struct msg m = { 1, &k, "" };
  struct msg *h = malloc (sizeof *h); /* { dg-warning "these 24 bytes never outlive 'into_own_block': they could live on the stack [escape-stackable]" } */
  int r;
  if (!h)
    return 0;
  memcpy (h, &m, sizeof m);
  r = *h->body;
  free (h);
  return r;
}

int
compared (int k)
{
  const int *p = &k;
  return memcmp (&p, &slot, sizeof p);
}
