/* graphio-words.h - the words of the text form that both its writer and its reader
   use.  Included by those two only.  */

#ifndef ESC_GRAPHIO_WORDS_H
#define ESC_GRAPHIO_WORDS_H

#include "graph.h"

#include <stddef.h>

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

#endif
