/* graphio-reader.h - the text form of a unit while it is read.

   Owns:    the line that is being read, and the names that were met.  Used by
            graphio-read.c, graphio-line.c, graphio-decl.c and graphio-code.c
            only; everybody else includes graphio.h.
   Output:  each function reads what it is named after and leaves the line behind
            it; the first error counts, and ends the reading.
   Not handled: the order of lines (graphio-read.c).  */

#ifndef ESC_GRAPHIO_READER_H
#define ESC_GRAPHIO_READER_H

#include "graphio.h"

#include "graphio-words.h"

struct reader
{
  struct esc_unit *unit;
  struct esc_fn *fn;		/* being read, or NULL */
  struct esc_arena *arena;	/* for the message */
  const char *name, *error;
  int line;
  char *at;			/* rest of the line */
  struct esc_map values, objs, globals;
  struct positions *positions;
  bool have_block;
  unsigned hidden;		/* parameters read that have no name */
  uint32_t program_blocks, program_cap;
};

/* The host of a unit that was read: positions are indices.  */
struct positions
{
  uint32_t n, cap;
  struct esc_pos *items;
};

/* graphio-line.c: MESSAGE is what is wrong.  */
void esc_line_wrong (struct reader *r, const char *message);

/* Over blanks.  */
static inline void
skip (struct reader *r)
{
  while (*r->at == ' ' || *r->at == '\t')
    r->at++;
}

/* Whether WORD comes next, which is then read; it must.  */
bool esc_line_accept (struct reader *r, const char *word);
void esc_line_expect (struct reader *r, const char *word);

/* A name, a number, a number that is not negative.  */
char *esc_line_word (struct reader *r);
int64_t esc_line_integer (struct reader *r);
uint64_t esc_line_natural (struct reader *r);

/* What NAME is in MAP; 0: nothing.  */
static inline esc_ref
named (struct reader *r, struct esc_map *map, const char *name)
{
  (void) r;
  return esc_map_get (map, esc_hash_str (name));
}

/* NAME is REF from now on.  */
void esc_line_remember (struct reader *r, struct esc_map *map,
			const char *name, esc_ref ref);

/* REF and OFF of the grammar; the position at the end of the line; the FLAGs of
   TABLE that come next.  */
esc_ref esc_line_ref (struct reader *r);
struct esc_off esc_line_offset (struct reader *r);
esc_loc esc_line_position (struct reader *r);
uint32_t esc_line_flags (struct reader *r, const struct esc_word *table);

/* graphio-decl.c: the rest of a line that declares something.  */
void esc_graphio_function (struct reader *r);
void esc_graphio_global (struct reader *r, enum esc_okind kind);
void esc_graphio_init (struct reader *r);
void esc_graphio_object (struct reader *r);
void esc_graphio_value (struct reader *r);
void esc_graphio_param (struct reader *r, bool hidden);

/* graphio-code.c: a line of a block.  */
void esc_graphio_code (struct reader *r);

#endif
