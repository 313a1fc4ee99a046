/* bounds-memory.cc - which integers are the same one.

   Input:   loads and stores, in GIMPLE that is in SSA form.
   Output:  what a load reads; whether two values are equal.
   Not handled: aliases.  Whatever may write memory, other than a store to
            another variable by its name, may write the place.  GCC's alias
            analysis knows more, but not the same at each -O.  */

#include "bounds.h"

/* Going up from VUSE, the first state of memory that something made which may
   have written REF.  */
static tree
reaching (tree ref, tree vuse)
{
  tree base = get_base_address (ref);
  for (int i = 0; i < 16 && base && DECL_P (base)
		  && !SSA_NAME_IS_DEFAULT_DEF (vuse); i++)
    {
      gassign *store = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (vuse));
      tree other = store ? get_base_address (gimple_assign_lhs (store)) : NULL;
      if (!other || !DECL_P (other) || other == base)
	break;
      vuse = gimple_vuse (store);
    }
  return vuse;
}

tree
esc_stored_at (tree ref, tree vuse, gphi **merge)
{
  vuse = reaching (ref, vuse);
  *merge = dyn_cast <gphi *> (SSA_NAME_DEF_STMT (vuse));
  gassign *store = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (vuse));
  if (!store || !gimple_assign_single_p (store)
      || gimple_has_volatile_ops (store)
      || !is_gimple_val (gimple_assign_rhs1 (store))
      || !operand_equal_p (gimple_assign_lhs (store), ref, 0)
      || !types_compatible_p (TREE_TYPE (gimple_assign_lhs (store)),
			      TREE_TYPE (ref)))
    return NULL_TREE;
  return gimple_assign_rhs1 (store);
}

tree
esc_stored_value (gassign *load)
{
  gphi *merge;
  return gimple_vuse (load) && !gimple_has_volatile_ops (load)
	 ? esc_stored_at (gimple_assign_rhs1 (load), gimple_vuse (load), &merge)
	 : NULL_TREE;
}

/* Whether X and Y read one place, and nothing is written there in between.  */
static bool
same_load_p (gassign *x, gassign *y)
{
  if (gimple_has_volatile_ops (x) || gimple_has_volatile_ops (y)
      || !gimple_vuse (x) || !gimple_vuse (y))
    return false;
  tree p = gimple_assign_rhs1 (x), q = gimple_assign_rhs1 (y);
  return operand_equal_p (p, q, 0)
	 && reaching (p, gimple_vuse (x)) == reaching (q, gimple_vuse (y));
}

bool
esc_same_value_p (tree a, tree b, int depth)
{
  if (a == b)
    return true;
  if (depth > 3 || !types_compatible_p (TREE_TYPE (a), TREE_TYPE (b)))
    return false;
  if (TREE_CODE (a) != SSA_NAME || TREE_CODE (b) != SSA_NAME)
    return operand_equal_p (a, b, 0);
  gassign *x = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (a));
  gassign *y = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (b));
  if (!x || !y || gimple_assign_rhs_code (x) != gimple_assign_rhs_code (y)
      || gimple_num_ops (x) != gimple_num_ops (y))
    return false;
  if (gimple_vuse (x) || gimple_vuse (y))
    return gimple_assign_load_p (x) && gimple_assign_load_p (y)
	   && same_load_p (x, y);
  for (unsigned i = 1; i < gimple_num_ops (x); i++)
    if (!is_gimple_val (gimple_op (x, i))
	|| !esc_same_value_p (gimple_op (x, i), gimple_op (y, i),
			      depth + 1))
      return false;
  return true;
}

enum tree_code
esc_overflow_op (tree x, tree *args)
{
  gcall *call = TREE_CODE (x) == SSA_NAME
		? dyn_cast <gcall *> (SSA_NAME_DEF_STMT (x)) : NULL;
  if (!call || !gimple_call_internal_p (call)
      || gimple_call_num_args (call) != 2)
    return ERROR_MARK;
  args[0] = gimple_call_arg (call, 0);
  args[1] = gimple_call_arg (call, 1);
  switch (gimple_call_internal_fn (call))
    {
    case IFN_ADD_OVERFLOW: return PLUS_EXPR;
    case IFN_SUB_OVERFLOW: return MINUS_EXPR;
    case IFN_MUL_OVERFLOW: return MULT_EXPR;
    default: return ERROR_MARK;
    }
}
