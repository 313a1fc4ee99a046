/* freed.h - questions about the ways from an allocation on: proof B of the judge
   (docs/design.md), and loops.

   Input:   a solved function with its dominators.  Output: yes or no; "no" where
   it is too large to say, or the walks of the function's other objects have
   spent its budget; "several are alive" then.
   Not handled: where the address of the object is; solve.h knows that.  */

#ifndef ESC_FREED_H
#define ESC_FREED_H

#include "judge.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether the budget of all these walks in J's function is spent.  */
bool esc_walks_spent (const struct esc_judge *j);

/* Whether OP's source is exactly the start of OBJ, or may be in it.  */
bool esc_only_object (struct esc_solve *s, const struct esc_op *op,
		      uint32_t obj);
bool esc_may_be_object (struct esc_solve *s, const struct esc_op *op,
			uint32_t obj);

/* Whether call NUMBER may run more than once in one run of the function.  */
bool esc_in_some_loop (struct esc_judge *j, uint32_t number);

/* How far on each way from its allocation an object may come unfreed.  */
enum esc_until
{
  ESC_UNTIL_NEXT,		/* not to its next allocation */
  ESC_UNTIL_EXIT,		/* nor to the exit */
  ESC_UNTIL_UNKNOWN		/* nor to unknown code, which may leave and never
				   come back */
};

/* Whether OBJ is certainly freed on each way from its allocation UNTIL then.  */
bool esc_always_freed (struct esc_judge *j, uint32_t obj,
		       enum esc_until until);

/* Whether each of the N FREE ops ASKED about, of a pointer that may be OBJ or
   something else, frees OBJ and nothing else whenever OBJ has not been freed
   before.  */
bool esc_frees_only (struct esc_judge *j, uint32_t obj, const uint32_t *asked,
		     uint32_t n);

/* Whether the memory that the call of FREE op I gets the address of, the variable
   that it sets to NULL, is read when that call has returned.  */
bool esc_read_later (struct esc_judge *j, uint32_t i);

/* Whether OBJ, allocated in a loop, may still be held when it is allocated
   again.  */
bool esc_several_alive (struct esc_judge *j, uint32_t obj);

#ifdef __cplusplus
}
#endif

#endif
