/* paths.h - what is known along one path through a function.

   Owns:    the values of variables and memory on the path that is being walked,
            as symbols, and what its branches have shown of them.
   Input:   the function's program (program.h), and the solved function for what
            pointers may point to.
   Output:  whether a branch can go a way, given all before it.
   Not handled: which path to walk (feasible.c).

   Symbolic execution with intervals.  A symbol is a constant, an address, a
   number of its own, or an operation on symbols; equal operations on equal
   symbols are one symbol, so a condition that is asked twice is one question.
   What it does not know is possible.  Two pointers that may be equal are
   taken for different where types or the solver say so: a mistake there
   makes a path impossible, which is the quiet side.  */

#ifndef ESC_PATHS_H
#define ESC_PATHS_H

#include "program.h"
#include "solve.h"

#ifdef __cplusplus
extern "C" {
#endif

struct esc_path;

/* A point of the path to go back to.  */
struct esc_path_mark
{
  uint32_t trail, memory, facts, out, same, pushed, popped;
  uint32_t version;
};

/* At the entry of the function; lives in ARENA.  */
struct esc_path *esc_path_new (struct esc_arena *arena, struct esc_solve *s,
			       const struct esc_program *program);

/* Parameter number PARAM, from 0, is VALUE; before the path is walked.  */
void esc_path_param (struct esc_path *path, uint32_t param, int64_t value);

struct esc_path_mark esc_path_here (const struct esc_path *path);
void esc_path_back (struct esc_path *path, struct esc_path_mark mark);

/* Run block B.  False: it cannot have been entered.  */
bool esc_path_block (struct esc_path *path, uint32_t b);

/* Leave block B by its successor EDGE.  False: impossible.  WIDEN: the edge goes
   back to the start of a loop, which has gone round any number of times when the
   path goes on: what counts its rounds is not known any more.  */
bool esc_path_edge (struct esc_path *path, uint32_t b, uint32_t edge,
		    bool widen);

/* Whether the address of variable REF was put on a stack, an array with a counter
   in memory, and the counter was lowered again.  */
bool esc_path_popped (const struct esc_path *path, esc_ref ref);

/* The result of call NUMBER was 0, or was not.  False: impossible.  */
bool esc_path_result (struct esc_path *path, uint32_t number, bool zero);

#ifdef __cplusplus
}
#endif

#endif
