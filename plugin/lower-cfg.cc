/* lower-cfg.cc - what depends on the flow of control: how blocks end, and
   which scope compound literals have.

   Owns:    the numbering of conditions: equal numbers for what is equal
            whenever both are evaluated, so that one branch tells of another.
   Input:   GIMPLE_CONDs and edges; a body whose statements were lowered.
   Output:  succ, cmp, lhs, rhs, key, negated of struct esc_block; scope of
            ESC_O_LITERAL.
   Not handled: conditions on memory, which is loaded anew each time; floating
            point; the cases of a switch.  */

#include "plugin.h"

/* Number the condition LHS CODE RHS; *NEGATED if the number is that of the
   opposite.  */
static uint32_t
condition_key (struct esc_body *body, enum tree_code code, tree lhs, tree rhs,
	       bool *negated)
{
  *negated = false;
  if (TREE_CODE (lhs) != SSA_NAME
      || (!INTEGRAL_TYPE_P (TREE_TYPE (lhs))
	  && !POINTER_TYPE_P (TREE_TYPE (lhs))))
    return 0;
  uint64_t right;
  if (TREE_CODE (rhs) == SSA_NAME)
    {
      if (SSA_NAME_VERSION (lhs) > SSA_NAME_VERSION (rhs))
	{
	  std::swap (lhs, rhs);
	  code = swap_tree_comparison (code);
	}
      right = esc_hash_int (1 + 2 * uint64_t (SSA_NAME_VERSION (rhs)));
    }
  else if (TREE_CODE (rhs) == INTEGER_CST
	   && (tree_fits_shwi_p (rhs) || tree_fits_uhwi_p (rhs)))
    right = esc_hash_int (2 * (uint64_t) TREE_INT_CST_LOW (rhs)) ^ 0x5bd1e995;
  else
    {
      struct esc_place p = esc_lower_operand (body, rhs);
      if (!p.base || p.at.stride)
	return 0;
      right = esc_hash_int (esc_hash_int (p.base) + (uint64_t) p.at.off);
    }
  /* `!=' is the opposite of `==', and so on.  */
  if (code == NE_EXPR || code == GE_EXPR || code == GT_EXPR)
    {
      *negated = true;
      code = code == NE_EXPR ? EQ_EXPR : code == GE_EXPR ? LT_EXPR : LE_EXPR;
    }
  uint64_t h = esc_hash_int ((uint64_t) SSA_NAME_VERSION (lhs) * 1024
			     + (unsigned) code);
  h = esc_hash_int (h + right * 3);
  uint32_t key = esc_map_get (&body->keys, h);
  if (!key)
    {
      key = body->keys.n + 1;
      esc_map_put (&body->arena, &body->keys, h, key);
    }
  return key;
}

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

/* X, or the constant or address that it was given.  */
static tree
constant_behind (tree x)
{
  for (int i = 0; i < 4 && TREE_CODE (x) == SSA_NAME; i++)
    {
      gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (x));
      if (!def || !gimple_assign_single_p (def))
	break;
      x = gimple_assign_rhs1 (def);
    }
  return x;
}

/* The branch asks LHS CODE RHS, number KEY (or its opposite if NEGATED).  Where
   a merge gives LHS a constant the answer is settled.  */
static void
add_facts (struct esc_body *body, enum tree_code code, tree lhs, tree rhs,
	   uint32_t key, bool negated, int depth)
{
  if (!key || TREE_CODE (lhs) != SSA_NAME || TREE_CODE (rhs) != INTEGER_CST)
    return;
  gphi *phi = dyn_cast <gphi *> (SSA_NAME_DEF_STMT (lhs));
  for (unsigned i = 0; phi && i < gimple_phi_num_args (phi); i++)
    {
      tree arg = constant_behind (gimple_phi_arg_def (phi, i));
      tree answer = NULL_TREE;
      if (TREE_CODE (arg) == INTEGER_CST)
	answer = fold_binary (code, boolean_type_node,
			      fold_convert (TREE_TYPE (rhs), arg), rhs);
      else if (TREE_CODE (arg) == ADDR_EXPR && integer_zerop (rhs)
	       && DECL_P (TREE_OPERAND (arg, 0))
	       && auto_var_p (TREE_OPERAND (arg, 0)))
	answer = code == EQ_EXPR ? boolean_false_node
		 : code == NE_EXPR ? boolean_true_node : NULL_TREE;
      struct esc_fact fact = {};
      if (!answer && TREE_CODE (arg) == SSA_NAME && depth < 3)
	{
	  /* The answer is that to the same question of another variable.  */
	  bool opposite;
	  uint32_t before = body->keys.n;
	  fact.like = condition_key (body, code, arg, rhs, &opposite);
	  if (body->keys.n != before)
	    add_facts (body, code, arg, rhs, fact.like, opposite, depth + 1);
	  if (!fact.like || opposite != negated)
	    continue;
	  fact.truth = true;
	}
      else if (!answer || TREE_CODE (answer) != INTEGER_CST)
	continue;
      else
	fact.truth = integer_onep (answer) != negated;
      fact.block = (uint32_t) body->index_of[gimple_bb (phi)->index];
      fact.from
	= (uint32_t) body->index_of[gimple_phi_arg_edge (phi, i)->src->index];
      fact.key = key;
      esc_add_fact (body->unit, body->fn, &fact);
    }
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
  edge yes, no;
  extract_true_false_edges_from_block (bb, &yes, &no);
  bool equal = code == EQ_EXPR || code == NE_EXPR;
  if (code == NE_EXPR)
    std::swap (yes, no);
  block->succ[0] = (uint32_t) body->index_of[yes->dest->index];
  block->succ[1] = (uint32_t) body->index_of[no->dest->index];
  uint32_t nkeys = body->keys.n;
  block->key = condition_key (body, code, lhs, rhs, &block->negated);
  if (block->key == nkeys + 1)
    add_facts (body, code, lhs, rhs, block->key, block->negated, 0);
  if (equal)
    block->negated = false;
  esc_ref left, right;
  if (equal && compared_p (body, lhs, &left) && ESC_IS_VAL (left)
      && compared_p (body, rhs, &right))
    {
      block->cmp = ESC_CMP_EQ;
      block->lhs = left;
      block->rhs = right;
    }
  else if (block->key)
    block->cmp = ESC_CMP_OTHER;
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
