/* bounds-conditions.cc - what conditions say of an integer.

   Input:   a range of an integer, and a block.
   Output:  the range, narrowed by what holds there.
   Not handled: the default of a switch.

   At a block that several edges enter, what holds is what holds on one of
   them: the ways from the block that dominates it are looked at in turn.  */

#include "bounds.h"

#define MAX_MERGES 3		/* in one another */

/* LHS is in S.  What does that say of X, which may be LHS before a cast or an
   addition?  */
static void
refine (tree lhs, struct span s, tree x, struct span *r)
{
  for (int i = 0; i < 4; i++)
    {
      if (esc_same_value_p (lhs, x, 0))
	{
	  *r = meet (*r, s);
	  return;
	}
      if (TREE_CODE (lhs) != SSA_NAME)
	return;
      gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (lhs));
      if (!def)
	return;
      tree op = gimple_assign_rhs1 (def);
      if (gimple_assign_load_p (def))
	{
	  lhs = esc_stored_value (def);
	  if (!lhs)
	    return;
	  continue;
	}
      if (TREE_CODE (op) != SSA_NAME || !INTEGRAL_TYPE_P (TREE_TYPE (op)))
	return;
      if (gimple_assign_cast_p (def) || gimple_assign_ssa_name_copy_p (def))
	{
	  /* Values that the cast leaves alone; negative ones become large
	     ones, which must be outside of S.  */
	  struct span from = type_span (TREE_TYPE (op));
	  struct span to = type_span (TREE_TYPE (lhs));
	  unsigned p = TYPE_PRECISION (TREE_TYPE (op));
	  if (p > TYPE_PRECISION (TREE_TYPE (lhs)))
	    return;
	  if (!inside_p (from, to) && !(s.lo >= 0 && s.hi <= from.hi))
	    return;
	}
      else if (gimple_assign_rhs_code (def) == PLUS_EXPR
	       && TREE_CODE (gimple_assign_rhs2 (def)) == INTEGER_CST)
	{
	  /* `(unsigned) n - 1 <= 63': that is how GCC writes 1 <= n <= 64.  */
	  wide c = wi::to_wide (gimple_assign_rhs2 (def)).to_shwi ();
	  unsigned p = TYPE_PRECISION (TREE_TYPE (lhs));
	  if (p < 64 && c >= (wide) 1 << (p - 1))
	    c -= (wide) 1 << p;
	  s.lo -= c;
	  s.hi -= c;
	  if (!inside_p (s, type_span (TREE_TYPE (op))))
	    return;
	}
      else
	return;
      lhs = op;
    }
}

/* Narrow R, a range of X, knowing that LHS is CODE something that is in O.  */
static void
refine_side (enum tree_code code, tree lhs, struct span o, tree x,
	     struct span *r)
{
  struct span s = type_span (TREE_TYPE (lhs));
  switch (code)
    {
    case LT_EXPR: s.hi = MIN (s.hi, o.hi - 1); break;
    case LE_EXPR: s.hi = MIN (s.hi, o.hi); break;
    case GT_EXPR: s.lo = MAX (s.lo, o.lo + 1); break;
    case GE_EXPR: s.lo = MAX (s.lo, o.lo); break;
    case EQ_EXPR: s = meet (s, o); break;
    case NE_EXPR:
      if (o.lo == o.hi && o.lo == s.lo)
	s.lo++;
      break;
    default:
      return;
    }
  refine (lhs, s, x, r);
}

static void refine_by (struct query *q, enum tree_code code, tree lhs,
		       tree rhs, basic_block at, tree x, int depth,
		       struct span *r);

/* CODE, NE or EQ, holds for 0 and one of the truth values A and B: that is so
   of A, or it is not and it is of B.  */
static void
refine_by_either (struct query *q, enum tree_code code, tree a, tree b,
		  tree zero, basic_block at, tree x, int depth,
		  struct span *r)
{
  enum tree_code other = code == NE_EXPR ? EQ_EXPR : NE_EXPR;
  struct span first = *r, second = *r;
  refine_by (q, code, a, zero, at, x, depth, &first);
  refine_by (q, other, a, zero, at, x, depth, &second);
  refine_by (q, code, b, zero, at, x, depth, &second);
  *r = meet (*r, join (first, second));
}

/* The flag that PHI sets is 0, or not (CODE): X is what it is on those ways
   where that can be.  */
static void
refine_by_flag (struct query *q, enum tree_code code, gphi *phi, tree zero,
		tree x, int depth, struct span *r)
{
  basic_block bb = gimple_bb (phi);
  basic_block dom = get_immediate_dominator (CDI_DOMINATORS, bb);
  struct span all = *r;
  bool any = false;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
    {
      edge e = gimple_phi_arg_edge (phi, i);
      tree arg = gimple_phi_arg_def (phi, i);
      if (dominated_by_p (CDI_DOMINATORS, e->src, bb)
	  || ++q->steps > MAX_STEPS)
	return;
      struct span one = *r, flag = esc_value_span (q, arg, e->src, depth + 3);
      bool never = code == NE_EXPR ? flag.lo == 0 && flag.hi == 0
				   : flag.lo > 0 || flag.hi < 0;
      if (never)
	continue;
      if (TREE_CODE (arg) == SSA_NAME)
	refine_by (q, code, arg, zero, e->src, x, depth + 3, &one);
      esc_refine_until (q, e->src, dom, x, depth + 3, 1, &one);
      esc_refine_on_edge (q, e, x, depth + 3, &one);
      all = any ? join (all, one) : one;
      any = true;
    }
  if (any)
    *r = meet (*r, all);
}

/* What a function of the unit compares: CALL's result is 0 or not (CODE), and
   is whether a parameter compares with a constant.  */
static bool
refine_by_predicate (enum tree_code code, gcall *call, tree x, struct span *r)
{
  tree fndecl = gimple_call_fndecl (call);
  const struct esc_expr *e = fndecl ? esc_result_expr (fndecl) : NULL;
  uint32_t n = e ? e->n : 0;
  for (; n > 3 && e->nodes[n - 1].op == ESC_X_NOT; n--)
    code = code == NE_EXPR ? EQ_EXPR : NE_EXPR;
  if (n != 3)
    return false;
  bool swap = e->nodes[1].op == ESC_X_PARAM;
  const struct esc_xnode *param = &e->nodes[swap], *cst = &e->nodes[!swap];
  unsigned op = e->nodes[2].op;
  if (param->op != ESC_X_PARAM || cst->op != ESC_X_RANGE
      || cst->lo != cst->hi || (wide) cst->hi > INT64_MAX
      || (op != ESC_X_LT && op != ESC_X_LE && op != ESC_X_EQ)
      || param->param >= gimple_call_num_args (call))
    return false;
  tree arg = gimple_call_arg (call, param->param);
  tree type = TREE_TYPE (arg);
  int bits = param->type ? param->type : 64;
  if (TREE_CODE (arg) != SSA_NAME || !INTEGRAL_TYPE_P (type)
      || (int) TYPE_PRECISION (type) != abs (bits)
      || TYPE_UNSIGNED (type) != (bits > 0))
    return false;
  enum tree_code cmp = op == ESC_X_LT ? LT_EXPR : op == ESC_X_LE ? LE_EXPR
								 : EQ_EXPR;
  if (swap)
    cmp = swap_tree_comparison (cmp);
  if (code == EQ_EXPR)
    cmp = invert_tree_comparison (cmp, false);
  refine_side (cmp, arg, exactly (cst->lo), x, r);
  return true;
}

/* Narrow R, a range of X, knowing in block AT that LHS CODE RHS.  */
static void
refine_by (struct query *q, enum tree_code code, tree lhs, tree rhs,
	   basic_block at, tree x, int depth, struct span *r)
{
  /* Through flags that hold the result of comparisons.  */
  for (int i = 0; i < 4 && (code == NE_EXPR || code == EQ_EXPR)
		  && TREE_CODE (lhs) == SSA_NAME && integer_zerop (rhs); i++)
    {
      gimple *stmt = SSA_NAME_DEF_STMT (lhs);
      if (gcall *call = dyn_cast <gcall *> (stmt))
	if (refine_by_predicate (code, call, x, r))
	  return;
      if (gphi *phi = dyn_cast <gphi *> (stmt))
	if (depth <= MAX_DEPTH)
	  refine_by_flag (q, code, phi, rhs, x, depth, r);
      gassign *def = dyn_cast <gassign *> (stmt);
      if (!def)
	break;
      enum tree_code inner = gimple_assign_rhs_code (def);
      tree op = gimple_assign_rhs1 (def);
      if (TREE_CODE_CLASS (inner) == tcc_comparison)
	{
	  code = code == NE_EXPR ? inner
				 : invert_tree_comparison (inner, false);
	  rhs = gimple_assign_rhs2 (def);
	  lhs = op;
	}
      else if ((CONVERT_EXPR_CODE_P (inner)
		&& TREE_CODE (TREE_TYPE (op)) == BOOLEAN_TYPE)
	       || (inner == SSA_NAME && INTEGRAL_TYPE_P (TREE_TYPE (op))))
	lhs = op;
      else if ((inner == BIT_AND_EXPR || inner == BIT_IOR_EXPR)
	       && TREE_CODE (TREE_TYPE (lhs)) == BOOLEAN_TYPE
	       && ++q->steps < MAX_STEPS)
	{
	  tree second = gimple_assign_rhs2 (def);
	  if (inner == (code == NE_EXPR ? BIT_IOR_EXPR : BIT_AND_EXPR))
	    {
	      refine_by_either (q, code, op, second, rhs, at, x, depth, r);
	      return;
	    }
	  /* Both are true, or both false.  */
	  refine_by (q, code, op, rhs, at, x, depth, r);
	  lhs = second;
	}
      else
	break;
    }
  if (!INTEGRAL_TYPE_P (TREE_TYPE (lhs)))
    return;
  for (int side = 0; side < 2; side++)
    {
      if (TREE_CODE (lhs) == SSA_NAME)
	refine_side (code, lhs, TREE_CODE (rhs) == INTEGER_CST
				? exactly (constant (rhs))
				: esc_value_span (q, rhs, at, depth + 3), x, r);
      std::swap (lhs, rhs);
      code = swap_tree_comparison (code);
    }
}

/* STMT goes along edge E.  */
static void
refine_by_cases (gswitch *stmt, edge e, tree x, struct span *r)
{
  tree index = gimple_switch_index (stmt);
  struct span all = { 0, 0 };
  bool any = false;
  if (!INTEGRAL_TYPE_P (TREE_TYPE (index))
      || gimple_switch_default_edge (cfun, stmt) == e)
    return;
  for (unsigned i = 1; i < gimple_switch_num_labels (stmt); i++)
    {
      tree label = gimple_switch_label (stmt, i);
      tree high = CASE_HIGH (label) ? CASE_HIGH (label) : CASE_LOW (label);
      if (gimple_switch_edge (cfun, stmt, i) != e)
	continue;
      struct span one = { constant (CASE_LOW (label)), constant (high) };
      all = any ? join (all, one) : one;
      any = true;
    }
  if (any)
    refine (index, all, x, r);
}

void
esc_refine_on_edge (struct query *q, edge e, tree x, int depth, struct span *r)
{
  gimple_stmt_iterator gsi = gsi_last_nondebug_bb (e->src);
  gimple *last = gsi_end_p (gsi) ? NULL : gsi_stmt (gsi);
  if (gswitch *stmt = safe_dyn_cast <gswitch *> (last))
    refine_by_cases (stmt, e, x, r);
  gcond *cond = safe_dyn_cast <gcond *> (last);
  if (!cond || !(e->flags & (EDGE_TRUE_VALUE | EDGE_FALSE_VALUE))
      || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_cond_lhs (cond))))
    return;
  enum tree_code code = gimple_cond_code (cond);
  if (e->flags & EDGE_FALSE_VALUE)
    code = invert_tree_comparison (code, false);
  refine_by (q, code, gimple_cond_lhs (cond), gimple_cond_rhs (cond), e->src,
	     x, depth, r);
}

/* Narrow R, a range of X, by what holds on the ways that come together in
   block AT from DOM, the block that dominates it.  */
static void
refine_at_merge (struct query *q, basic_block at, basic_block dom, tree x,
		 int depth, int merges, struct span *r)
{
  struct span all = *r;
  bool any = false;
  edge e;
  edge_iterator ei;
  FOR_EACH_EDGE (e, ei, at->preds)
    if (dominated_by_p (CDI_DOMINATORS, e->src, at))
      return;			/* a loop */
  FOR_EACH_EDGE (e, ei, at->preds)
    {
      struct span one = *r;
      esc_refine_until (q, e->src, dom, x, depth, merges + 1, &one);
      esc_refine_on_edge (q, e, x, depth, &one);
      all = any ? join (all, one) : one;
      any = true;
    }
  *r = meet (*r, all);
}

void
esc_refine_until (struct query *q, basic_block at, basic_block stop, tree x,
	      int depth, int merges, struct span *r)
{
  for (int i = 0; i < 64 && at && at != stop && q->steps < MAX_STEPS; i++)
    {
      basic_block dom = get_immediate_dominator (CDI_DOMINATORS, at);
      q->steps++;
      if (dom && single_pred_p (at) && single_pred (at) == dom)
	esc_refine_on_edge (q, single_pred_edge (at), x, depth, r);
      else if (dom && merges < MAX_MERGES && EDGE_COUNT (at->preds) <= 8)
	refine_at_merge (q, at, dom, x, depth, merges, r);
      at = dom;
    }
}
