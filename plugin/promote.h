/* promote.h - what the parts of promotion share.

   Owns:    the steps of esc_promote_unit (plugin.h) and what they hand on.
   Not handled: the decision, which is the judge's.  */

#ifndef ESC_PROMOTE_H
#define ESC_PROMOTE_H

#include "plugin.h"

/* promote.cc */

/* Why nothing of FNDECL may be moved, whatever it is, in ARENA; or NULL.  */
const char *esc_promotion_refused (struct esc_arena *arena, tree fndecl);

/* promote-inline.cc */

enum esc_inlined
{
  ESC_INLINED_NONE,		/* nothing was needed */
  ESC_INLINED_NOT_ALL,		/* what was needed could not be inlined */
  ESC_INLINED_SOME		/* the unit has changed */
};

/* Inline the calls that make and free the objects in REPORT that are to be moved
   and are not made and freed by the library's functions directly.  */
enum esc_inlined esc_inline_allocators (const struct esc_report *report);

/* promote-slot.cc */

/* What stands for a heap object of the program.  */
struct esc_slot
{
  const struct esc_site *site;
  gcall *call;			/* that allocates it */
  tree name;			/* the SSA name of its address, or NULL */
  tree var;			/* the variable: all copies of the object */
  uint64_t bytes;		/* of one copy */
  tree count;			/* a variable: copies in use; NULL: there is one */
  tree taken;			/* GROWING: a variable, whether one of the group has
				   the memory */
};

/* Whether CALL is one of the library's functions that allocate and can be
   replaced; whether it is free.  */
bool esc_allocator_p (gcall *call);
bool esc_plain_free_p (gcall *call);

/* Whether SITE can be replaced by a variable of its function, and the calls that
   free it can go; else false and, in *REASON, why not.  cfun has dominators.  */
bool esc_promotable (const struct esc_site *site, const char **reason);

/* Fill SLOT, for SITE, and make its variable in cfun, unless it is that of OTHER
   (or NULL).  */
void esc_make_slot (struct esc_slot *slot, const struct esc_site *site,
		    const struct esc_slot *other);

/* Put SLOT in the place of what its call allocates.  */
void esc_fill_slot (const struct esc_slot *slot);

/* The bytes that one object of SITE gets.  */
uint64_t esc_slot_bytes (const struct esc_site *site);

/* promote-emit.cc */

/* Whether CALL's result is an SSA name that can become a merge.  */
bool esc_mergeable_p (gcall *call);

/* Where statements go: in front of one.  */
struct esc_before
{
  gimple_stmt_iterator at;
  location_t loc;
};

struct esc_before esc_before (gimple *stmt);
void esc_add (struct esc_before *p, gimple *stmt);

/* A new SSA name of TYPE that is A CODE B (NULL: there is one operand).  */
tree esc_compute (struct esc_before *p, tree type, enum tree_code code, tree a,
		  tree b);

/* X as a number of bytes.  */
tree esc_as_size (struct esc_before *p, tree x);

/* Make the block of STMT two, before STMT, and that of what follows STMT a third.
   Ends the first with the condition A CODE B under which STMT runs, as often as
   RUNS says.  Returns the edge that goes round it.  */
edge esc_make_conditional (gimple *stmt, enum tree_code code, tree a, tree b,
			   profile_probability runs);

/* CALL, whose result is mergeable, runs only where A CODE B, seldom; elsewhere
   FILL (or NULL) runs, and the result is OTHER.  */
void esc_run_where (gcall *call, enum tree_code code, tree a, tree b,
		    gimple *fill, tree other);

/* promote-type.cc */

/* Call ACTION on each statement that uses NAME, or a value that it is passed on
   to, with that value; PLUS: sums as well.  */
void esc_for_each_use (tree name, bool plus, void *ctx,
		       void (*action) (void *ctx, gimple *use, tree value));

/* The type of a variable for SIZE bytes that the pointer P (or NULL) is for: that
   of its uses, so that GCC can take the variable apart; else bytes.  */
tree esc_slot_type (tree p, uint64_t size);

/* promote-grow.cc */

/* Whether SITE, of a group of objects that realloc makes of one another, can start
   in the frame.  */
bool esc_can_grow (const struct esc_site *site);

/* Serve SLOT's call from the frame where that is possible; set the group's
   variable where the function begins; keep it where CALL, a free, runs.  */
void esc_grow_slot (const struct esc_slot *slot);
void esc_start_growing (const struct esc_slot *slot);
void esc_release_growing (const struct esc_slot *slot, gcall *call);

/* promote-change.cc */

/* Move the objects SITES, N of them, of FUN, which is cfun and has dominators.
   */
void esc_promote_function (struct function *fun, const struct esc_site **sites,
			   uint32_t n);

/* Bring FUN, which is cfun and whose statements were changed, into order.  */
void esc_finish_change (struct function *fun);

#endif
