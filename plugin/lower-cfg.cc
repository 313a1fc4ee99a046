/* lower-cfg.cc - what depends on the flow of control: how blocks end, and
   which scope compound literals have.

   Owns:    which branches compare addresses, and which ask for a mode of the
            function that its caller may choose by a constant.
   Input:   GIMPLE_CONDs and edges; a body whose statements were lowered.
   Output:  succ, cmp, lhs, rhs, mode of struct esc_block; scope of
            ESC_O_LITERAL.
   Not handled: other conditions: lower-program.cc, when they are asked for.  */

#include "plugin.h"

/* The address, or the 0, that OP is compared with; false if it is another
   thing.  */
static bool
compared_p (struct esc_body *body, tree op, esc_ref *ref)
{
  *ref = 0;
  if (TREE_CODE (op) == INTEGER_CST)
    return integer_zerop (op);
  struct esc_place p = esc_lower_operand (body, op);
  if (!p.base && TREE_CODE (op) == SSA_NAME)
    p.base = esc_known_ssa (body, op);
  *ref = p.base;
  return p.base && p.at.off == 0 && p.at.stride == 0;
}

/* Whether X is computed from parameters and constants alone.  */
static bool
steady_p (tree x, int depth)
{
  if (is_gimple_min_invariant (x))
    return true;
  if (TREE_CODE (x) != SSA_NAME || depth > 4)
    return false;
  if (SSA_NAME_IS_DEFAULT_DEF (x))
    return SSA_NAME_VAR (x) && TREE_CODE (SSA_NAME_VAR (x)) == PARM_DECL;
  gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (x));
  if (!def || gimple_vuse (def))
    return false;
  for (unsigned i = 1; i < gimple_num_ops (def); i++)
    if (!steady_p (gimple_op (def, i), depth + 1))
      return false;
  return true;
}

static void
lower_condition (struct esc_body *body, basic_block bb, gcond *cond,
		 struct esc_block *block)
{
  enum tree_code code = gimple_cond_code (cond);
  tree lhs = gimple_cond_lhs (cond), rhs = gimple_cond_rhs (cond);
  /* `if (flag)' where `flag = p == q': that is the condition.  */
  for (int i = 0; i < 4 && (code == EQ_EXPR || code == NE_EXPR)
		  && TREE_CODE (lhs) == SSA_NAME && integer_zerop (rhs); i++)
    {
      gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (lhs));
      if (!def)
	break;
      enum tree_code inner = gimple_assign_rhs_code (def);
      tree op = gimple_assign_rhs1 (def);
      if (TREE_CODE_CLASS (inner) == tcc_comparison)
	{
	  if (!INTEGRAL_TYPE_P (TREE_TYPE (op))
	      && !POINTER_TYPE_P (TREE_TYPE (op)))
	    break;
	  code = code == EQ_EXPR ? invert_tree_comparison (inner, false)
				 : inner;
	  lhs = op;
	  rhs = gimple_assign_rhs2 (def);
	}
      else if (CONVERT_EXPR_CODE_P (inner) && TREE_CODE (op) == SSA_NAME
	       && INTEGRAL_TYPE_P (TREE_TYPE (op))
	       && TYPE_PRECISION (TREE_TYPE (op))
		  <= TYPE_PRECISION (TREE_TYPE (lhs)))
	lhs = op;
      /* A copy that is no address, and `!flag'.  */
      else if (inner == SSA_NAME && INTEGRAL_TYPE_P (TREE_TYPE (op))
	       && TYPE_PRECISION (TREE_TYPE (op)) < POINTER_SIZE)
	lhs = op;
      else if (inner == BIT_NOT_EXPR && TREE_CODE (op) == SSA_NAME
	       && INTEGRAL_TYPE_P (TREE_TYPE (op))
	       && TYPE_PRECISION (TREE_TYPE (op)) == 1)
	{
	  code = code == EQ_EXPR ? NE_EXPR : EQ_EXPR;
	  lhs = op;
	}
      else
	break;
    }

  if ((code == EQ_EXPR || code == NE_EXPR) && TREE_CODE (lhs) == ADDR_EXPR)
    std::swap (lhs, rhs);
  if ((code == EQ_EXPR || code == NE_EXPR) && TREE_CODE (lhs) == SSA_NAME
      && SSA_NAME_IS_DEFAULT_DEF (lhs) && SSA_NAME_VAR (lhs)
      && TREE_CODE (SSA_NAME_VAR (lhs)) == PARM_DECL
      && TREE_CODE (rhs) == INTEGER_CST
      && !(POINTER_TYPE_P (TREE_TYPE (lhs)) && integer_zerop (rhs)))
    {
      uint32_t n = 1;
      for (tree p = DECL_ARGUMENTS (body->decl); p; p = DECL_CHAIN (p), n++)
	if (p == SSA_NAME_VAR (lhs))
	  block->mode = n;
      block->mode_value = TREE_INT_CST_LOW (rhs);
    }
  block->steady = steady_p (lhs, 0) && steady_p (rhs, 0);
  edge yes, no;
  extract_true_false_edges_from_block (bb, &yes, &no);
  bool equal = code == EQ_EXPR || code == NE_EXPR;
  if (code == NE_EXPR)
    std::swap (yes, no);
  block->succ[0] = (uint32_t) body->index_of[yes->dest->index];
  block->succ[1] = (uint32_t) body->index_of[no->dest->index];
  esc_ref left, right;
  if (equal && compared_p (body, lhs, &left) && ESC_IS_VAL (left)
      && compared_p (body, rhs, &right))
    {
      block->cmp = ESC_CMP_EQ;
      block->lhs = left;
      block->rhs = right;
    }
}

void
esc_lower_successors (struct esc_body *body, basic_block bb, uint32_t index)
{
  struct esc_block block = body->fn->blocks[index];
  block.succ = (uint32_t *) esc_alloc (&body->unit->arena,
				       EDGE_COUNT (bb->succs)
				       * sizeof *block.succ + 1);
  edge e;
  edge_iterator ei;
  FOR_EACH_EDGE (e, ei, bb->succs)
    if (e->dest->index != EXIT_BLOCK)
      block.succ[block.nsucc++] = (uint32_t) body->index_of[e->dest->index];
  gimple_stmt_iterator gsi = gsi_last_nondebug_bb (bb);
  gcond *cond = gsi_end_p (gsi) ? NULL : dyn_cast <gcond *> (gsi_stmt (gsi));
  if (cond && block.nsucc == 2)
    lower_condition (body, bb, cond, &block);
  body->fn->blocks[index] = block;
}

/* Whether nothing but the function's end follows the death STMT.  */
static bool
at_end_p (gimple *stmt)
{
  basic_block bb = gimple_bb (stmt);
  gimple_stmt_iterator gsi = gsi_for_stmt (stmt);
  gsi_next (&gsi);
  for (int n = 0; n < 32; n++)
    {
      for (; !gsi_end_p (gsi); gsi_next (&gsi))
	{
	  gimple *s = gsi_stmt (gsi);
	  if (!gimple_clobber_p (s) && !is_gimple_debug (s)
	      && gimple_code (s) != GIMPLE_LABEL
	      && gimple_code (s) != GIMPLE_PREDICT
	      && gimple_code (s) != GIMPLE_NOP
	      && gimple_code (s) != GIMPLE_RETURN
	      && !gimple_call_builtin_p (s, BUILT_IN_STACK_RESTORE))
	    return false;
	}
      if (!single_succ_p (bb))
	return false;
      bb = single_succ (bb);
      if (bb->index == EXIT_BLOCK)
	return true;
      gsi = gsi_start_bb (bb);
    }
  return false;
}

void
esc_scope_literals (struct esc_body *body)
{
  struct esc_fn *fn = body->fn;
  uint32_t i;
  for (i = 1; i < fn->nobjs && fn->objs[i].kind != ESC_O_LITERAL; i++)
    ;
  if (i == fn->nobjs)
    return;
  /* GCC forgets the block of a compound literal when it optimises; where it
     dies is all that is left of it, and is there at any -O.  */
  basic_block bb;
  auto_vec<bool, 64> inner (fn->nobjs), dies (fn->nobjs);
  inner.quick_grow_cleared (fn->nobjs);
  dies.quick_grow_cleared (fn->nobjs);
  FOR_EACH_BB_FN (bb, body->fun)
    for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g);
	 gsi_next (&g))
      if (gimple_clobber_p (gsi_stmt (g))
	  && esc_gcc_scope_end_p (gsi_stmt (g)))
	{
	  tree var = gimple_assign_lhs (gsi_stmt (g));
	  esc_ref ref = esc_map_get (&body->objs, esc_key (var)) & ESC_REF_INDEX;
	  if (!ref || fn->objs[ref].kind != ESC_O_LITERAL)
	    continue;
	  dies[ref] = true;
	  if (!at_end_p (gsi_stmt (g)))
	    inner[ref] = true;
	}
  for (i = 1; i < fn->nobjs; i++)
    if (dies[i])
      fn->objs[i].scope
	= inner[i] ? esc_add_scope (body->unit, fn, fn->objs[i].scope) : 0;
}
