/* promote-type.cc - the type of the variable in the place of a heap object.

   Owns:    following a pointer through copies, casts and merges to its uses.
   Input:   the pointer.  Output: a type; calls of an action.
   Not handled: what goes through memory.  */

#include "promote.h"

/* Whether an object of SIZE bytes can be one TYPE, or an array of it.  */
static bool
fits_p (tree type, uint64_t size)
{
  if (!COMPLETE_TYPE_P (type) || TREE_CODE (type) == FUNCTION_TYPE
      || VOID_TYPE_P (type) || TYPE_ATOMIC (type)
      || !tree_fits_uhwi_p (TYPE_SIZE_UNIT (type)))
    return false;
  uint64_t unit = tree_to_uhwi (TYPE_SIZE_UNIT (type));
  return unit && unit <= size && size % unit == 0;
}

/* The value that USE makes of the pointer NAME, or NULL_TREE.  */
static tree
passed_on (gimple *use, tree name)
{
  if (gphi *phi = dyn_cast <gphi *> (use))
    return gimple_phi_result (phi);
  if (is_gimple_assign (use) && TREE_CODE (gimple_assign_lhs (use)) == SSA_NAME
      && gimple_assign_rhs1 (use) == name
      && (gimple_assign_ssa_name_copy_p (use) || gimple_assign_cast_p (use)
	  || gimple_assign_rhs_code (use) == POINTER_PLUS_EXPR))
    return gimple_assign_lhs (use);
  return NULL_TREE;
}

void
esc_for_each_use (tree name, bool plus, void *ctx,
	      void (*action) (void *ctx, gimple *use, tree value))
{
  auto_vec <tree, 16> work;
  auto_bitmap seen;
  work.safe_push (name);
  while (!work.is_empty ())
    {
      tree value = work.pop ();
      use_operand_p use;
      imm_use_iterator it;
      if (!bitmap_set_bit (seen, SSA_NAME_VERSION (value)))
	continue;
      FOR_EACH_IMM_USE_FAST (use, it, value)
	{
	  gimple *stmt = USE_STMT (use);
	  if (is_gimple_debug (stmt))
	    continue;
	  action (ctx, stmt, value);
	  tree next = passed_on (stmt, value);
	  if (next && (plus || !is_gimple_assign (stmt)
		       || gimple_assign_rhs_code (stmt) != POINTER_PLUS_EXPR))
	    work.safe_push (next);
	}
    }
}

/* The type of a variable, as it is found.  */
struct found_type
{
  uint64_t size;
  tree type;			/* or NULL_TREE */
};

/* TYPE is what somebody has for it.  The largest is the whole that the others are
   parts of.  */
static void
consider (struct found_type *found, tree type)
{
  if (fits_p (type, found->size) && TYPE_MODE (type) != QImode
      && (!found->type || tree_int_cst_lt (TYPE_SIZE_UNIT (found->type),
					   TYPE_SIZE_UNIT (type))))
    found->type = type;
}

/* USE of the pointer VALUE says something of the type of the memory there.  */
static void
type_in_use (void *ctx, gimple *use, tree value)
{
  struct found_type *found = (struct found_type *) ctx;
  if (POINTER_TYPE_P (TREE_TYPE (value)))
    consider (found, TREE_TYPE (TREE_TYPE (value)));
  if (!gimple_assign_single_p (use))
    return;
  tree sides[] = { gimple_assign_lhs (use), gimple_assign_rhs1 (use) };
  for (tree ref : sides)
    {
      while (handled_component_p (ref))
	ref = TREE_OPERAND (ref, 0);
      if (TREE_CODE (ref) == MEM_REF && TREE_OPERAND (ref, 0) == value
	  && integer_zerop (TREE_OPERAND (ref, 1)))
	consider (found, TREE_TYPE (ref));
    }
}

tree
esc_slot_type (tree p, uint64_t size)
{
  struct found_type found = { size, NULL_TREE };
  if (p)
    esc_for_each_use (p, false, &found, type_in_use);
  tree type = found.type ? TYPE_MAIN_VARIANT (found.type)
	      : unsigned_char_type_node;
  uint64_t unit = tree_to_uhwi (TYPE_SIZE_UNIT (type));
  return unit == size ? type : build_array_type_nelts (type, size / unit);
}
