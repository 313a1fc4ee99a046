/* Tags through calls: own functions, the library, unknown code, recursion.
   { dg-options "-fplugin-arg-escape-m -fplugin-arg-escape-no-dangle" }  */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node { struct node *next; char *text; int v; };

static struct node *kept;
void unknown (void *);
int pure_one (const void *) __attribute__ ((pure));
int reads_only (const void *, int) __attribute__ ((access (read_only, 1)));

static void
keep (struct node *p) /* { dg-note "leaking param: p [escape-param]" } */
{
  kept = p;
}

static void
look (const struct node *p) /* { dg-note "param p does not escape [escape-param]" } */
{
  printf ("%d\n", p->v);
}

static struct node *
same (struct node *p) /* { dg-note "leaking param: p to result level=0 [escape-param]" } */
{
  return p;
}

void
through_keeper (struct node *p) /* { dg-note "leaking param: p [escape-param]" } */
{
  look (p);
  keep (p);
}

void
through_reader (struct node *p) /* { dg-note "param p does not escape [escape-param]" } */
{
  look (p);
  look (same (p));
}

struct node *
through_identity (struct node *p) /* { dg-note "leaking param: p to result level=0 [escape-param]" } */
{
  return same (same (p));
}

void
content_through_keeper (struct node *p) /* { dg-note "leaking param content: p [escape-param]" } */
{
  keep (p->next);
}

void
to_unknown (struct node *p) /* { dg-note "leaking param: p [escape-param]" } */
{
  unknown (p);
}

void
content_to_unknown (struct node *p) /* { dg-note "leaking param content: p [escape-param]" } */
{
  unknown (p->text);
}

int
to_pure (struct node *p) /* { dg-note "param p does not escape [escape-param]" } */
{
  return pure_one (p);
}

size_t
to_library (const char *s, char *room) /* { dg-note "param s does not escape [escape-param]" } */ /* { dg-note "param room does not escape [escape-param]" } */
{
  strcpy (room, s);
  return strlen (room);
}

char *
to_returning_library (char *s) /* { dg-note "leaking param: s to result level=0 [escape-param]" } */
{
  return strchr (s, 'x');
}

void
to_keeping_library (char *s) /* { dg-note "leaking param: s [escape-param]" } */
{
  putenv (s);
}

int
length (const struct node *p) /* { dg-note "param p does not escape [escape-param]" } */
{
  return p ? 1 + length (p->next) : 0;
}

struct node *
last (struct node *p) /* { dg-note "leaking param: p to result level=0 [escape-param]" } */
{
  return p->next ? last (p->next) : p;
}

void
free_all (struct node *p) /* { dg-note "frees param: p [escape-param]" } */
{
  if (!p)
    return;
  free_all (p->next);
  free (p);
}

void
free_list (struct node *p) /* { dg-note "frees param: p [escape-param]" } */
{
  while (p)
    {
      struct node *next = p->next;
      free (p);
      p = next;
    }
}

void
insert (struct node *p, struct node *after) /* { dg-note "leaking param: p [escape-param]" } */ /* { dg-note "leaking param content: after [escape-param]" } */
{
  p->next = after->next;
  after->next = p;
}

void
through_pointer (void (*f) (struct node *), struct node *p) /* { dg-note "param f does not escape [escape-param]" } */ /* { dg-note "leaking param: p [escape-param]" } */
{
  f (p);
}

static int
by_v (const void *a, const void *b) /* { dg-note "param a does not escape [escape-param]" } */ /* { dg-note "param b does not escape [escape-param]" } */
{
  return ((const struct node *) a)->v - ((const struct node *) b)->v;
}

void
sort (struct node *v, size_t n) /* { dg-note "param v does not escape [escape-param]" } */
{
  qsort (v, n, sizeof *v, by_v);
}

static void *
run (void *arg) /* { dg-note "leaking param: arg to result level=0 [escape-param]" } */
{
  return arg;
}

int
starts (void *arg) /* { dg-note "leaking param: arg [escape-param]" } */
{
  pthread_t t;
  return pthread_create (&t, NULL, run, arg);
}
