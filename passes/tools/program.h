/* program.h - see program.c.  */

#ifndef ESC_PROGRAM_TOOL_H
#define ESC_PROGRAM_TOOL_H

#include "passes/join.h"
#include "passes/tools/fill.h"

/* Solve the program of JOIN, to which all sections were added, and add what is
   found to L.  OBJECTS names the file of each section.  */
void rep_solve_program (struct rep_filler *l, struct esc_join *join,
			const char *const *objects);

#endif
