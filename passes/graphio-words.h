/* graphio-words.h - the words of the text form that both its writer and its reader
   use, and expressions.  Included by graphio-*.c only.  */

#ifndef ESC_GRAPHIO_WORDS_H
#define ESC_GRAPHIO_WORDS_H

#include "expr.h"
#include "graph.h"

#include <stddef.h>
#include <stdio.h>

struct esc_word
{
  uint32_t bit;
  const char *name;
};

/* Each ends with a NULL name.  */
extern const struct esc_word esc_fn_words[], esc_obj_words[],
  esc_kind_words[];

/* Promises: the name of a set, and its place in struct esc_promise.  Ends with
   a NULL name.  */
struct esc_promise_word
{
  const char *name;
  size_t set;
};

extern const struct esc_promise_word esc_promise_words[];

/* Write E; read one at *AT, which is moved behind it, into E.  False: there is
   none.  */
void esc_expr_write (FILE *file, const struct esc_expr *e);
bool esc_expr_read (const char **at, struct esc_expr *e);

#endif
