/* lower-program-expr.cc - assignments of a program.

   Owns:    which operation an expression is.
   Input:   a GIMPLE_ASSIGN.
   Output:  instructions.
   Not handled: floating point, and expressions of three operands: nothing is known
            of them but that equal ones are equal.  */

#include "lower-program.h"

enum esc_pcode
esc_prog_code (enum tree_code code)
{
  switch (code)
    {
    case SSA_NAME: case INTEGER_CST: case ADDR_EXPR: case PAREN_EXPR:
    case REAL_CST:
      return ESC_P_COPY;
    CASE_CONVERT:
      return ESC_P_CONVERT;
    case PLUS_EXPR: case POINTER_PLUS_EXPR:
      return ESC_P_ADD;
    case MINUS_EXPR:
      return ESC_P_SUB;
    case MULT_EXPR:
      return ESC_P_MUL;
    case BIT_AND_EXPR: case TRUTH_AND_EXPR:
      return ESC_P_AND;
    case BIT_IOR_EXPR: case TRUTH_OR_EXPR:
      return ESC_P_OR;
    case BIT_XOR_EXPR: case TRUTH_XOR_EXPR: case BIT_NOT_EXPR:
    case TRUTH_NOT_EXPR:
      return ESC_P_XOR;
    case EQ_EXPR:
      return ESC_P_EQ;
    case NE_EXPR:
      return ESC_P_NE;
    case LT_EXPR:
      return ESC_P_LT;
    case LE_EXPR:
      return ESC_P_LE;
    case GT_EXPR:
      return ESC_P_GT;
    case GE_EXPR:
      return ESC_P_GE;
    default:
      return ESC_P_OTHER;
    }
}

/* IN = the address of a member of what a pointer leads to, OP.  */
static void
member_address (struct writer *w, tree op, struct esc_pinstr *in)
{
  poly_int64 poly;
  HOST_WIDE_INT off, more;
  tree base = get_addr_base_and_unit_offset (TREE_OPERAND (op, 0), &poly);
  if (!base || !poly.is_constant (&off) || TREE_CODE (base) != MEM_REF
      || !mem_ref_offset (base).to_shwi (&poly) || !poly.is_constant (&more))
    return;
  in->a = esc_prog_operand (w, TREE_OPERAND (base, 0));
  in->b.kind = ESC_PV_CONST;
  in->b.k = off + more;
  in->code = ESC_P_ADD;
  in->which = 1;
}

/* LHS = A & MASK where A was loaded just before: a test of a bit-field, which GCC
   makes of the whole byte.  Load the bits alone.  */
static bool
masked_load (struct writer *w, tree a, tree mask, tree lhs)
{
  if (BYTES_BIG_ENDIAN || TREE_CODE (a) != SSA_NAME
      || TREE_CODE (mask) != INTEGER_CST || !tree_fits_uhwi_p (mask)
      || !tree_to_uhwi (mask))
    return false;
  gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (a));
  unsigned HOST_WIDE_INT m = tree_to_uhwi (mask);
  int low = ctz_hwi (m);
  if (!def || !gimple_assign_single_p (def)
      || TREE_CODE (gimple_assign_rhs1 (def)) != BIT_FIELD_REF
      || !esc_prog_memory_p (gimple_assign_rhs1 (def))
      || ((m >> low) & ((m >> low) + 1)) != 0)
    return false;
  for (gimple_stmt_iterator g = gsi_for_stmt (def); !gsi_end_p (g);
       gsi_next (&g))
    if (gsi_stmt (g) == SSA_NAME_DEF_STMT (lhs))
      break;
    else if (gimple_vdef (gsi_stmt (g)))
      return false;
  uint8_t bits = bits_of (TREE_TYPE (lhs));
  struct esc_pplace p = esc_prog_place (w, gimple_assign_rhs1 (def));
  if (!p.len || !bits)
    return false;
  p.bit += low;
  p.len = (uint32_t) floor_log2 (m >> low) + 1;
  uint32_t field = w->extra++, wide = w->extra++;
  struct esc_pinstr *in = esc_prog_add (w, ESC_PK_LOAD);
  in->place = p;
  in->dst = field;
  in->bits = (uint8_t) p.len;
  in->uns = true;
  in = esc_prog_add (w, ESC_PK_SET);
  in->code = ESC_P_CONVERT;
  in->dst = wide;
  in->bits = bits;
  in->uns = uns_of (TREE_TYPE (lhs));
  in->a.kind = ESC_PV_VAR;
  in->a.n = field;
  in = esc_prog_add (w, ESC_PK_SET);
  in->code = ESC_P_MUL;
  in->dst = variable_of (w, lhs);
  in->bits = bits;
  in->uns = uns_of (TREE_TYPE (lhs));
  in->a.kind = ESC_PV_VAR;
  in->a.n = wide;
  in->b.kind = ESC_PV_CONST;
  in->b.k = HOST_WIDE_INT_1 << low;
  return true;
}

static void
expression (struct writer *w, gassign *stmt, tree lhs)
{
  enum tree_code tree_code = gimple_assign_rhs_code (stmt);
  enum esc_pcode code = esc_prog_code (tree_code);
  tree a = gimple_assign_rhs1 (stmt);
  tree b = gimple_num_ops (stmt) > 2 ? gimple_assign_rhs2 (stmt) : NULL_TREE;
  tree type = TREE_TYPE (lhs);
  if (tree_code == COND_EXPR || gimple_num_ops (stmt) > 3
      || TREE_CODE (a) == CONSTRUCTOR)
    {
      esc_prog_any (w, lhs);
      return;
    }
  /* Not of numbers: only the same again.  */
  if (!number_p (TREE_TYPE (a)) && code != ESC_P_COPY
      && !(code >= ESC_P_EQ && code <= ESC_P_GE))
    code = ESC_P_OTHER;
  struct esc_pinstr in = {};
  in.kind = ESC_PK_SET;
  in.code = code;
  in.dst = variable_of (w, lhs);
  if (code >= ESC_P_EQ && code <= ESC_P_GE)
    type = TREE_TYPE (a);
  in.bits = bits_of (type);
  in.uns = uns_of (type);
  /* Marks an address with something added.  */
  in.which = code == ESC_P_OTHER ? (uint32_t) tree_code + 1
	     : tree_code == POINTER_PLUS_EXPR;
  if (tree_code == BIT_AND_EXPR && masked_load (w, a, b, lhs))
    return;
  while (handled_component_p (a))
    a = TREE_OPERAND (a, 0);
  in.a = esc_prog_operand (w, a);
  in.b = esc_prog_operand (w, b);
  if (code == ESC_P_XOR && !b)
    {
      in.b.kind = ESC_PV_CONST;
      in.b.k = -1;
    }
  else if (TREE_CODE (a) == ADDR_EXPR && in.a.kind == ESC_PV_NONE)
    member_address (w, a, &in);
  if ((in.a.kind == ESC_PV_NONE) || (b && in.b.kind == ESC_PV_NONE))
    esc_prog_any (w, lhs);
  else
    *esc_prog_add (w, ESC_PK_SET) = in;
}

void
esc_prog_assignment (struct writer *w, gassign *stmt)
{
  tree lhs = gimple_assign_lhs (stmt), rhs = gimple_assign_rhs1 (stmt);
  if (gimple_clobber_p (stmt))
    {
      esc_prog_clobber (w, lhs);
      return;
    }
  if (TREE_CODE (lhs) != SSA_NAME)
    {
      struct esc_pplace to = esc_prog_place (w, lhs);
      if (!is_gimple_reg_type (TREE_TYPE (lhs)) || esc_prog_memory_p (rhs)
	  || !gimple_assign_single_p (stmt))
	{
	  esc_prog_clobber (w, lhs);
	  return;
	}
      struct esc_pinstr *in = esc_prog_add (w, ESC_PK_STORE);
      in->place = to;
      in->a = esc_prog_operand (w, rhs);
      if (TREE_CODE (lhs) == ARRAY_REF)
	in->b = esc_prog_operand (w, TREE_OPERAND (lhs, 1));
      in->bits = bits_of (TREE_TYPE (lhs));
      in->uns = uns_of (TREE_TYPE (lhs));
      return;
    }
  if (gimple_assign_single_p (stmt) && esc_prog_memory_p (rhs))
    {
      struct esc_pinstr *in = esc_prog_add (w, ESC_PK_LOAD);
      in->place = esc_prog_place (w, rhs);
      in->dst = variable_of (w, lhs);
      in->bits = bits_of (TREE_TYPE (lhs));
      in->uns = uns_of (TREE_TYPE (lhs));
      in->is_volatile = gimple_has_volatile_ops (stmt);
      return;
    }
  expression (w, stmt, lhs);
}
