/* check.h - verify the invariants of the graph and of a solution.

   Input:   a unit, or a solved function.  Output: nothing; an inconsistency is
   our bug: one line that names it, and abort.  Runs in checking builds only
   (configure --enable-checking).  */

#ifndef ESC_CHECK_H
#define ESC_CHECK_H

#include "solve.h"

#ifdef __cplusplus
extern "C" {
#endif

/* NULL when UNIT is well formed, else what is wrong with it.  */
const char *esc_check_unit (struct esc_unit *unit);

/* The same for one function.  */
const char *esc_check_fn (struct esc_unit *unit, const struct esc_fn *fn);

/* The same for a solution.  */
const char *esc_check_solution (struct esc_solve *s);

/* Stop with MESSAGE unless it is NULL.  */
void esc_check_fail (const struct esc_unit *unit, const char *message);

#if ESC_CHECKING
# define ESC_CHECK_UNIT(unit) esc_check_fail (unit, esc_check_unit (unit))
# define ESC_CHECK_SOLUTION(s)						\
  esc_check_fail ((s)->unit, esc_check_solution (s))
#else
# define ESC_CHECK_UNIT(unit) ((void) (unit))
# define ESC_CHECK_SOLUTION(s) ((void) (s))
#endif

#ifdef __cplusplus
}
#endif

#endif
