/* lower-expr.cc - expressions that read no memory, as flows.

   Owns:    ONE switch over the kinds of expression, with a reason per case.
   Input:   an assignment to an SSA name.
   Output:  which of the operands may be the address that the result is.
   Not handled: what is not understood: esc_lower_default.  */

#include "plugin.h"

/* Whether the integer SSA was made from a pointer not far above; LOADS: or
   loaded from memory, where a pointer may have been put.  */
static bool
was_pointer_p (tree ssa, bool loads, int depth)
{
  if (TREE_CODE (ssa) != SSA_NAME || depth > 6)
    return false;
  if (POINTER_TYPE_P (TREE_TYPE (ssa)))
    return true;
  gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (ssa));
  if (!def || !esc_value_type_p (TREE_TYPE (ssa)))
    return false;
  tree a = gimple_assign_rhs1 (def);
  switch (gimple_assign_rhs_code (def))
    {
    CASE_CONVERT:
    case SSA_NAME:
      return was_pointer_p (a, loads, depth + 1);
    case PLUS_EXPR:
    case BIT_IOR_EXPR:
      return was_pointer_p (a, loads, depth + 1)
	     || was_pointer_p (gimple_assign_rhs2 (def), loads, depth + 1);
    case BIT_AND_EXPR:
    case MINUS_EXPR:
      /* A difference of addresses is none.  */
      return was_pointer_p (a, loads, depth + 1)
	     && !was_pointer_p (gimple_assign_rhs2 (def), loads, depth + 1);
    default:
      return loads && gimple_assign_single_p (def) && esc_memory_p (a);
    }
}

/* DST = OP with ADD added.  */
static void
copy_with (struct esc_body *body, esc_ref dst, tree op, struct esc_off add)
{
  struct esc_place from = esc_lower_operand (body, op);
  from.at = esc_off_add (from.at, add);
  esc_emit_copy (body, dst, from);
}

/* LHS, an SSA name, is set by an expression that reads no memory.  */
void
esc_lower_expression (struct esc_body *body, gassign *stmt, tree lhs)
{
  struct esc_off none = {}, tag = { 0, 1, 0 };
  esc_ref dst = esc_lower_ssa (body, lhs);
  tree a = gimple_assign_rhs1 (stmt);
  tree b = gimple_num_ops (stmt) > 2 ? gimple_assign_rhs2 (stmt) : NULL_TREE;
  switch (gimple_assign_rhs_code (stmt))
    {
    CASE_CONVERT:
    case SSA_NAME:
    case ADDR_EXPR:
    case PAREN_EXPR:
    case ADDR_SPACE_CONVERT_EXPR:
      /* The same bits.  An integer too narrow for an address has no DST; but a
	 bit-field of 48 bits has room for one.  */
      copy_with (body, dst, a, none);
      if (!dst && INTEGRAL_TYPE_P (TREE_TYPE (lhs))
	  && TYPE_PRECISION (TREE_TYPE (lhs)) > 32
	  && was_pointer_p (a, false, 0))
	esc_emit_leak (body, esc_lower_address (body, a));
      return;

    case VIEW_CONVERT_EXPR:
    case REALPART_EXPR:
    case IMAGPART_EXPR:
    case BIT_FIELD_REF:
      /* Part of an SSA name, or the whole under another type.  */
      while (handled_component_p (a))
	a = TREE_OPERAND (a, 0);
      copy_with (body, dst, a, none);
      return;

    case POINTER_PLUS_EXPR:
      copy_with (body, dst, a, esc_lower_offset (b));
      return;

    case PLUS_EXPR:
      /* Integers: either may be the address.  */
      if (dst)
	{
	  copy_with (body, dst, a, esc_lower_offset (b));
	  copy_with (body, dst, b, esc_lower_offset (a));
	}
      return;

    case MINUS_EXPR:
      if (dst && !was_pointer_p (b, false, 0))
	{
	  struct esc_off off = esc_lower_offset (b);
	  off.off = (int64_t) -(uint64_t) off.off;
	  off.count = 0;
	  copy_with (body, dst, a, off);
	}
      return;

    case BIT_AND_EXPR:
      /* The low bits of an address are none.  */
      if (TREE_CODE (b) == INTEGER_CST && tree_fits_uhwi_p (b)
	  && tree_to_uhwi (b) < 4096)
	return;
      gcc_fallthrough ();
    case BIT_IOR_EXPR:
      /* A tag put on, or taken off.  */
      copy_with (body, dst, a, tag);
      copy_with (body, dst, b, tag);
      return;

    case MIN_EXPR:
    case MAX_EXPR:
      copy_with (body, dst, a, none);
      copy_with (body, dst, b, none);
      return;

    case COND_EXPR:
    case VEC_COND_EXPR:
      copy_with (body, dst, b, none);
      copy_with (body, dst, gimple_assign_rhs3 (stmt), none);
      return;

    case COMPLEX_EXPR:
    case VEC_PERM_EXPR:
    case BIT_INSERT_EXPR:
      /* Several in one.  */
      copy_with (body, dst, a, none);
      copy_with (body, dst, b, none);
      return;

    case CONSTRUCTOR:
      {
	unsigned i;
	tree item;
	FOR_EACH_CONSTRUCTOR_VALUE (CONSTRUCTOR_ELTS (a), i, item)
	  copy_with (body, dst, item, none);
	return;
      }

    case BIT_XOR_EXPR:
      /* An address in disguise (XOR lists, mangled pointers): it cannot be
	 followed.  */
      if (was_pointer_p (a, true, 0))
	esc_emit_leak (body, esc_lower_ssa (body, a));
      if (was_pointer_p (b, true, 0))
	esc_emit_leak (body, esc_lower_ssa (body, b));
      return;

    case BIT_NOT_EXPR:
    case NEGATE_EXPR:
    case MULT_EXPR:
    case MULT_HIGHPART_EXPR:
    case TRUNC_DIV_EXPR:
    case EXACT_DIV_EXPR:
    case LSHIFT_EXPR:
    case RSHIFT_EXPR:
    case LROTATE_EXPR:
    case RROTATE_EXPR:
      /* One word of several goes where another was.  */
      if (esc_type_size (TREE_TYPE (lhs)) > POINTER_SIZE_UNITS)
	{
	  copy_with (body, dst, a, none);
	  return;
	}
      /* The same, and more often a hash of the address; rarely of a number
	 that was loaded, which therefore does not count.  */
      if (was_pointer_p (a, false, 0))
	esc_emit_leak (body, esc_lower_ssa (body, a));
      if (b && was_pointer_p (b, false, 0))
	esc_emit_leak (body, esc_lower_ssa (body, b));
      return;

    case TRUNC_MOD_EXPR:
    case POINTER_DIFF_EXPR:
    case INTEGER_CST:
    case REAL_CST:
    case COMPLEX_CST:
    case VECTOR_CST:
    case STRING_CST:
    case ABS_EXPR:
    case ABSU_EXPR:
    case FIX_TRUNC_EXPR:
      /* No address comes of it.  */
      return;

    default:
      /* Comparisons and other expressions of a type that holds no address.  */
      if (!dst || TREE_CODE_CLASS (gimple_assign_rhs_code (stmt))
		  == tcc_comparison)
	return;
      if (VECTOR_TYPE_P (TREE_TYPE (lhs))
	  || TREE_CODE (TREE_TYPE (lhs)) == COMPLEX_TYPE)
	{
	  /* Arithmetic on what are numbers, nearly always.  */
	  copy_with (body, dst, a, tag);
	  if (b)
	    copy_with (body, dst, b, tag);
	  return;
	}
      esc_lower_default (body, stmt);
      return;
    }
}
