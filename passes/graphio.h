/* graphio.h - the text form of a unit: written by a dump, read by the tests.

   Input:   a unit, or a text.  Output: a text, or a unit.  What one writes the
   other reads: a dump of a compilation reproduces its analysis without GCC.
   The grammar is at the top of graphio-read.c.  */

#ifndef ESC_GRAPHIO_H
#define ESC_GRAPHIO_H

#include <stdio.h>

#include "graph.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Write UNIT to FILE.  Asks the host for the ranges of all arguments.  */
void esc_graph_write (FILE *file, struct esc_unit *unit);

/* Parse TEXT (NUL-terminated; NAME is for messages).  Returns the unit, or
   NULL with *ERROR set to "NAME:LINE: message" in ARENA.  */
struct esc_unit *esc_graph_read (const char *text, const char *name,
				 struct esc_arena *arena, const char **error);

#ifdef __cplusplus
}
#endif

#endif
