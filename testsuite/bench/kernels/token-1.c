/* The state of a tokenizer, with a buffer for the token.  */

#include "kernel.h"

struct lexer
{
  const char *at;
  char token[16];
  int line;
};

static NOINLINE int
lexer_next (struct lexer *l)
{
  int n = 0;

  while (*l->at == ' ' || *l->at == '\n')
    l->line += *l->at++ == '\n';
  while (*l->at && *l->at != ' ' && *l->at != '\n' && n < 15)
    l->token[n++] = *l->at++;
  l->token[n] = '\0';
  return n;
}

static long
kernel (long i)
{
#ifdef HAND
  struct lexer store, *l = &store;
#else
  struct lexer *l = malloc (sizeof *l);
  if (!l)
    {
      fputs ("out of memory\n", stderr);
      return -1;
    }
#endif
  long r = 0;

  l->at = &"let x = 12\nin x + y"[i & 3];
  l->line = 1;
  while (lexer_next (l))
    r = r * 3 + l->token[0];
  r += l->line;
#ifndef HAND
  free (l);
#endif
  return r;
}
