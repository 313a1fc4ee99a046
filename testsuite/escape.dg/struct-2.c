/* Structures that point into themselves, and structures in arrays and tables
   of the function.  */

#include <stddef.h>
#include <string.h>

struct text { char *data; char fixed[16]; size_t n; };
struct line { struct text text; int no; };

static struct text kept;
static struct line *lines[4];
static size_t total;

static void
text_init (struct text *t)
{
  t->data = t->fixed;
  t->n = 0;
}

static void
text_add (struct text *t, char c)
{
  t->data[t->n++ & 15] = c;
}

struct text
copied_out (void)
{
  struct text t;
  text_init (&t);
  text_add (&t, 'x');
  return t; /* { dg-warning "variable 't' is still held by the result when 'copied_out' returns [escape-dangle]" } */
}

void
copied_to_global (void)
{
  struct text t;
  text_init (&t);
  kept = t; /* { dg-warning "variable 't' is still held by 'kept' when 'copied_to_global' returns [escape-dangle]" } */
}

void
copied_to_argument (struct text *to)
{
  struct text t;
  text_init (&t);
  *to = t; /* { dg-warning "variable 't' is still held by '.to' when 'copied_to_argument' returns [escape-dangle]" } */
}

void
data_of_argument (struct text *to)
{
  struct text t;
  text_init (&t);
  to->data = t.data; /* { dg-warning "variable 't' is still held by '.to' when 'data_of_argument' returns [escape-dangle]" } */
}

void
through_an_array (int k)
{
  struct line v[3];
  memset (v, 0, sizeof v);
  lines[1] = &v[k]; /* { dg-warning "variable 'v' is still held by 'lines' when 'through_an_array' returns [escape-dangle]" } */
}

/* Quiet.  */

size_t
used_here (void)
{
  struct text t;
  text_init (&t);
  text_add (&t, 'a');
  return t.n + t.data[0];
}

void
initialised_where_it_is (struct text *t)
{
  text_init (t);
  text_add (t, 'a');
}

void
repaired (struct text *to)
{
  struct text t;
  text_init (&t);
  *to = t;
  to->data = to->fixed;
}

void
bytes_copied (struct text *to)
{
  struct text t;
  text_init (&t);
  text_add (&t, 'b');
  memcpy (to->fixed, t.fixed, sizeof to->fixed);
  to->n = t.n;
}

size_t
array_of_own (void)
{
  struct line v[3];
  struct line *p[3];
  int i;
  for (i = 0; i < 3; i++)
    {
      text_init (&v[i].text);
      p[i] = &v[i];
      total += p[i]->text.n;
    }
  return total;
}
