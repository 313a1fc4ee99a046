/* summarize.h - from a solved function to its summary, and to the tag of each
   parameter.

   Input:   the solution, and the flow-sensitive result where there is one.
   Output:  fn->summary in the unit's arena.
   Not handled: cycles of calls; run.c calls again until nothing changes.  */

#ifndef ESC_SUMMARIZE_H
#define ESC_SUMMARIZE_H

#include "flow.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Summarize the function of S.  FLOW is NULL when nothing of what the caller
   sees needed it.  Returns whether the summary differs from the one before.  */
bool esc_summarize (struct esc_solve *s, struct esc_cfg *cfg,
		    struct esc_flow *flow);

/* What happens to a parameter, Go's words; several may hold.  */
#define ESC_T_FREES	1u
#define ESC_T_LEAKS	2u
#define ESC_T_CONTENT	4u
#define ESC_T_RESULT	8u

/* The tag of parameter I of FN, which has a summary.  LEVEL gets the number of
   loads between the parameter and the result, for ESC_T_RESULT.  */
unsigned esc_param_tag (const struct esc_fn *fn, uint32_t i, int *level);

/* Whether target T may be in the cell of target CELL because it was there at
   entry.  */
bool esc_is_initial (const struct esc_solve *s, uint32_t cell, uint32_t t);

#ifdef __cplusplus
}
#endif

#endif
