/* slice.h - a function without what the rest of the program does not depend on.

   Input:   a function with a body; the summaries of what it calls.
   Output:  a copy with fewer ops, blocks, values and objects, numbered anew.
   Not handled: which functions are worth keeping (section.c).

   What other units may decide: what the calls do that nothing is known of, or
   that depend on such calls.  Kept is all that a summary, a heap object or a
   stack object may then depend on; arithmetic, narrow loads and stores and calls
   without consequence go.  */

#ifndef ESC_SLICE_H
#define ESC_SLICE_H

#include "program.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The slice of FN, in ARENA.  With PROGRAM (FN's; NULL: without) the blocks stay
   as they are, and the slice gets a copy that speaks of its values.  */
struct esc_fn *esc_slice (struct esc_arena *arena, struct esc_unit *unit,
			  struct esc_fn *fn,
			  const struct esc_program *program);

/* slice-program.c: a copy of PROGRAM, whose function has NBLOCKS blocks, with
   what its branches and its result depend on.  */
struct esc_program *esc_slice_program (struct esc_arena *arena,
				       const struct esc_program *program,
				       uint32_t nblocks);

#ifdef __cplusplus
}
#endif

#endif
