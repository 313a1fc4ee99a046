/* Out-parameters filled by callees, and what was filled for the function's own
   use.  */

/* Without -O GCC says less of this by itself; gcc-1.c has both together.
   { dg-options "-fno-isolate-erroneous-paths-dereference" }  */

#include <stdlib.h>

struct token { const char *start, *end; struct token *prev; };
struct lexer { struct token *last; const char *at; };

static struct lexer lexer;
static int total;

static void
set_out (const char **out, const char *what)
{
  *out = what;
}

static void
set_deep (struct lexer *l, struct token *t)
{
  t->prev = l->last;
  l->last = t;
}

static const char *
set_and_return (const char **out, const char *what)
{
  *out = what;
  return what + 1;
}

void
for_the_caller (const char **out)
{
  char text[4] = "abc";
  set_out (out, text); /* { dg-warning "variable 'text' is still held by '.out' when 'for_the_caller' returns [escape-dangle]" } */
}

void
for_a_global (void)
{
  struct token t = { "a", "b", NULL };
  set_deep (&lexer, &t); /* { dg-warning "variable 't' is still held by 'lexer' when 'for_a_global' returns [escape-dangle]" } */
}

const char *
both_ways (const char **out)
{
  char text[4] = "abc";
  const char *p = set_and_return (out, text); /* { dg-warning "variable 'text' is still held by '.out' when 'both_ways' returns [escape-dangle]" } */
  total += *p;
  return "x";
}

const char *
by_result_only (void)
{
  char text[4] = "abc";
  const char *mine;
  return set_and_return (&mine, text); /* { dg-warning "variable 'text' is returned from 'by_result_only' [escape-dangle]" } */
}

const char *
by_filled_local (void)
{
  char text[4] = "abc";
  const char *mine = NULL;
  set_out (&mine, text);
  return mine; /* { dg-warning "variable 'text' is returned from 'by_filled_local' [escape-dangle]" } */
}

struct lexer
by_filled_structure (void)
{
  struct token t = { "a", "b", NULL };
  struct lexer l = { NULL, "" };
  set_deep (&l, &t);
  return l; /* { dg-warning "variable 't' is still held by the result when 'by_filled_structure' returns [escape-dangle]" } */
}

/* Quiet: what is filled belongs to the function itself.  */

int
own_pointer (void)
{
  char text[4] = "abc";
  const char *mine = NULL;
  set_out (&mine, text);
  return mine[1];
}

int
own_lexer (void)
{
  struct token a = { "a", "b", NULL }, b = { "c", "d", NULL };
  struct lexer l = { NULL, "" };
  set_deep (&l, &a);
  set_deep (&l, &b);
  return l.last->prev->start[0];
}

int
own_heap_lexer (void)
{
  struct token a = { "a", "b", NULL };
  struct lexer *l = malloc (sizeof *l); /* { dg-warning "these 16 bytes never outlive 'own_heap_lexer': they could live on the stack [escape-stackable]" } */
  int r;
  if (!l)
    return 0;
  l->last = NULL;
  set_deep (l, &a);
  r = l->last->start[0];
  free (l);
  return r;
}

void
literal_for_the_caller (const char **out)
{
  set_out (out, "constant");
}

void
filled_then_reset (const char **out)
{
  char text[4] = "abc";
  set_out (out, text);
  total += **out;
  set_out (out, "gone");
}
