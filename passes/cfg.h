/* cfg.h - dominators and loops of one function.

   Input:   blocks and their successors.  Output: tables by block, in the
   caller's arena.  Not handled: irreducible loops are no loops here, but
   cycles.  All of it takes time that grows with the blocks and edges alone, or with
   their logarithm on top.  */

#ifndef ESC_CFG_H
#define ESC_CFG_H

#include "graph.h"

#ifdef __cplusplus
extern "C" {
#endif

struct esc_loop
{
  uint32_t header;
  uint32_t parent;		/* the next loop around it, + 1; 0: none */
  uint32_t pre, size;		/* loops within it are numbered PRE .. PRE + SIZE,
				   itself the first */
};

struct esc_cfg
{
  const struct esc_fn *fn;
  uint32_t n;
  uint32_t nrpo, *rpo;		/* reachable blocks in reverse postorder */
  uint32_t *order;		/* position in rpo, UINT32_MAX: unreachable */
  uint32_t *idom;		/* immediate dominator; the entry's is itself */
  uint32_t *dom_pre, *dom_size;	/* the blocks that it dominates are numbered
				   dom_pre .. dom_pre + dom_size */
  uint32_t **pred, *npred;
  uint32_t nloops, loops_cap;
  struct esc_loop *loops;	/* outer ones before those within */
  uint32_t *loop_of;		/* by block: the innermost loop, + 1; 0: none */
  bool *cyclic;			/* by block: a way leads from it back to itself,
				   through a loop or not */
  bool *exit;			/* the function returns at its end */
  uint32_t before_exit;		/* the last block that every way to an exit passes;
				   UINT32_MAX: there is no exit */
};

/* Build all of the above for FN in ARENA.  */
struct esc_cfg *esc_cfg_build (struct esc_arena *arena,
			       const struct esc_fn *fn);

/* Whether A dominates B.  */
bool esc_dominates (const struct esc_cfg *cfg, uint32_t a, uint32_t b);

/* Whether every way through the function passes block B.  */
bool esc_on_all_paths (const struct esc_cfg *cfg, uint32_t b);

/* The block of op I of FN (an index in fn->ops when FIRST is NULL, else in a
   table of which FIRST has the first op of each block).  */
uint32_t esc_block_of (const struct esc_fn *fn, const uint32_t *first,
		       uint32_t i);

/* Whether loop L of CFG, an index, contains block B.  */
bool esc_in_loop (const struct esc_cfg *cfg, uint32_t l, uint32_t b);

#ifdef __cplusplus
}
#endif

#endif
