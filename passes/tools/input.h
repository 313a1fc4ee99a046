/* input.h - where the sections are.

   Owns:    files, folders, archives and ELF: finding every piece of an input that
            may hold records.
   Input:   names as on the command line.
   Output:  pieces, in the order of the command line (of a folder: by name).
   Not handled: what the bytes say (section.h).

   An object, an archive, a shared object, an executable; a file that begins with
   a record (--merge made it); a text graph.  In a folder only those are taken,
   and nothing is said of the rest.  */

#ifndef ESC_INPUT_H
#define ESC_INPUT_H

#include "passes/tools/fill.h"

struct rep_piece
{
  const char *name;		/* "dir/libx.a(y.o)" */
  const uint8_t *p;		/* in memory as long as the inputs are open */
  size_t n;
  bool text;			/* a text graph, with a NUL behind it */
};

struct rep_inputs
{
  struct esc_arena arena;
  struct rep_piece *pieces;
  uint32_t npieces, cap;
  bool unreadable;		/* something that was named could not be read */
};

/* Find the pieces of the N NAMES.  What has none is a gap of L.  */
void rep_open (struct rep_inputs *in, struct rep_filler *l, char **names,
	       int n);

/* The same for the N bytes of a file NAME at P, with a NUL behind them; they may
   change, and must stay while the inputs are open.  */
void rep_open_memory (struct rep_inputs *in, struct rep_filler *l,
		      const char *name, char *p, size_t n);
void rep_close_inputs (struct rep_inputs *in);

#endif
