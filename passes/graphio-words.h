/* graphio-words.h - the words of the text form that both its writer and its reader
   use.  Included by those two only.  */

#ifndef ESC_GRAPHIO_WORDS_H
#define ESC_GRAPHIO_WORDS_H

#include "graph.h"

struct esc_word
{
  uint32_t bit;
  const char *name;
};

/* Each ends with a NULL name.  */
extern const struct esc_word esc_fn_words[], esc_obj_words[],
  esc_kind_words[];

#endif
