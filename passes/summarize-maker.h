/* summarize-maker.h - a summary while it is made.

   Owns:    what the steps of summarize.c share.  Used by summarize*.c only;
            everybody else includes summarize.h.
   Not handled: the order of the steps (esc_summarize).  */

#ifndef ESC_SUMMARIZE_MAKER_H
#define ESC_SUMMARIZE_MAKER_H

#include "summarize.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The term of an object, if there is one.  */
struct address
{
  bool there;
  struct esc_term term;
};

struct maker
{
  struct esc_solve *s;
  struct esc_cfg *cfg;
  struct esc_flow *flow;
  struct esc_summary *sum;
  struct esc_arena *arena;	/* the solution's: what is made on the way */
  uint32_t naddress;		/* by object: what esc_sum_address says of it, */
  struct address **address;	/* NULL: not asked */
  uint32_t nstores, *stores;	/* the STOREs and MOVEs, by op */
  bool handed_on;		/* memory of the function was: what it leads to has
				   been said */
  uint32_t *fresh_of;		/* by object: number of its fresh, + 1 */
};

/* Nothing more can be said.  */
static inline bool
full (const struct maker *m)
{
  return m->sum->flags & ESC_SF_OVERFLOW;
}

/* summarize.c: one more effect, unless there are too many.  */
void esc_sum_add (struct maker *m, const struct esc_effect *e);

/* summarize-terms.c: the address of object OBJ, and target T as a value, in words
   of the interface.  False: there are none.  */
bool esc_sum_address (struct maker *m, uint32_t obj, struct esc_term *t);
bool esc_sum_value (struct maker *m, uint32_t t, struct esc_term *term);

/* summarize-stores.c: what the caller finds in memory afterwards; what op OP,
   number I, overwrites; what MOVE op OP copies.  */
void esc_sum_stores (struct maker *m);
void esc_sum_kill (struct maker *m, const struct esc_op *op, uint32_t i);
void esc_sum_moves (struct maker *m, const struct esc_op *op);

/* summarize-leaks.c: effects KIND of the addresses that OP speaks of; objects of
   the caller that unknown code may have seen, and those that lie where nothing
   is known; calls through pointers that the caller knows.  */
void esc_sum_values (struct maker *m, const struct esc_op *op,
		     enum esc_ekind kind, uint8_t flags);
void esc_sum_leaks (struct maker *m);
void esc_sum_lost (struct maker *m);
void esc_sum_callbacks (struct maker *m);

/* summarize-whole.c: whether the function writes to nothing that its caller can
   see; whether it does nothing but free, *CLEARS: and set the variable to
   NULL.  */
bool esc_sum_only_reads (const struct maker *m);
bool esc_sum_only_frees (struct maker *m, bool *clears);

#ifdef __cplusplus
}
#endif

#endif
