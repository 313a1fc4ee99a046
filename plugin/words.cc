/* words.cc - integers in words of a function's parameters.

   Input:   an integer, in GIMPLE that is in SSA form.
   Output:  an expression (passes/expr.h), for the sizes that wrappers of
            allocators ask for, and for what functions of the unit compute.
   Not handled: memory that parameters lead to; loops.  Where no expression can
            be given, what bounds.cc knows takes its place.

   A value that depends on the way taken is a choice between what it is on each
   way from the block that dominates the merge; a way that does not arrive is
   none.  GCC does not write conditions in the same way at each -O, but these
   choices are equal.  */

#include "plugin.h"

#include "passes/expr.h"

#define MAX_DEPTH 24
#define MAX_STEPS 200

/* One expression, while it is made.  */
struct maker
{
  struct function *fun;
  struct esc_expr *e;
  unsigned steps;
};

/* Where ways meet, and what is asked for there: what PHI sets, or if that is the
   state of memory, what REF is.  */
struct merge
{
  gphi *phi;
  tree ref;
};

/* How a way ends that may lead to a merge.  */
enum way
{
  WAY_FAILS,			/* nothing is known */
  WAY_ENDS,			/* it does not arrive */
  WAY_ARRIVES
};

static bool make (struct maker *m, tree x, basic_block at, int depth);
static enum way make_way (struct maker *m, const struct merge *to, edge e,
			  int depth);
static bool make_memory (struct maker *m, tree ref, tree vuse, basic_block at,
			 int depth);

uint32_t
esc_parameter_number (struct function *fun, tree ssa)
{
  for (int i = 0; i < 4 && TREE_CODE (ssa) == SSA_NAME; i++)
    {
      if (SSA_NAME_IS_DEFAULT_DEF (ssa))
	{
	  uint32_t n = 1;
	  for (tree p = DECL_ARGUMENTS (fun->decl); p; p = DECL_CHAIN (p), n++)
	    if (p == SSA_NAME_VAR (ssa))
	      return n;
	  return 0;
	}
      gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (ssa));
      if (!def || (!gimple_assign_cast_p (def)
		   && !gimple_assign_ssa_name_copy_p (def)))
	return 0;
      tree a = gimple_assign_rhs1 (def);
      if (POINTER_TYPE_P (TREE_TYPE (a)) != POINTER_TYPE_P (TREE_TYPE (ssa))
	  || TYPE_PRECISION (TREE_TYPE (a)) != TYPE_PRECISION (TREE_TYPE (ssa)))
	return 0;
      ssa = a;
    }
  return 0;
}

/* TYPE as a node has it.  */
static int
node_type (tree type)
{
  int bits = (int) TYPE_PRECISION (type);
  return TYPE_UNSIGNED (type) ? bits : -bits;
}

/* Whether each value of FROM is one of TO, or the same 64 bits.  */
static bool
keeps_values_p (tree from, tree to)
{
  unsigned f = TYPE_PRECISION (from), t = TYPE_PRECISION (to);
  if (TYPE_UNSIGNED (from))
    return f < t || (f == t && TYPE_UNSIGNED (to));
  return TYPE_UNSIGNED (to) ? t == 64 : f <= t;
}

/* Nothing but a range is known of X.  */
static void
make_range (struct maker *m, tree x, basic_block at)
{
  struct esc_range r = esc_bound_integer (m->fun, x, at);
  esc_expr_range (m->e, r.lo, r.hi);
}

/* OP of A and B.  */
static bool
make_op (struct maker *m, enum esc_xop op, tree a, tree b, tree type,
	 basic_block at, int depth)
{
  if (!make (m, a, at, depth + 1) || !make (m, b, at, depth + 1))
    return false;
  esc_expr_op (m->e, op, node_type (type));
  return true;
}

/* The comparison A CODE B.  */
static bool
make_comparison (struct maker *m, enum tree_code code, tree a, tree b,
		 basic_block at, int depth)
{
  bool negate = code == NE_EXPR;
  if (code == GT_EXPR || code == GE_EXPR)
    {
      std::swap (a, b);
      code = swap_tree_comparison (code);
    }
  enum esc_xop op = code == LT_EXPR ? ESC_X_LT : code == LE_EXPR ? ESC_X_LE
								 : ESC_X_EQ;
  if ((op == ESC_X_EQ && code != EQ_EXPR && code != NE_EXPR)
      || !INTEGRAL_TYPE_P (TREE_TYPE (a))
      || !make_op (m, op, a, b, TREE_TYPE (a), at, depth))
    return false;
  if (negate)
    esc_expr_op (m->e, ESC_X_NOT, 0);
  return true;
}

/* A & B.  Of a mask all bits count, also in a signed type.  */
static bool
make_and (struct maker *m, tree a, tree b, tree type, basic_block at,
	  int depth)
{
  if (TREE_CODE (b) != INTEGER_CST)
    return make_op (m, ESC_X_AND, a, b, type, at, depth);
  uint64_t mask = (uint64_t) wi::to_wide (b).to_shwi ();
  /* Bits above the type are none of the other operand.  */
  if (TYPE_UNSIGNED (type) && TYPE_PRECISION (type) < 64
      && mask >> (TYPE_PRECISION (type) - 1))
    mask |= HOST_WIDE_INT_M1U << TYPE_PRECISION (type);
  if (!make (m, a, at, depth + 1))
    return false;
  esc_expr_range (m->e, mask, mask);
  esc_expr_op (m->e, ESC_X_AND, node_type (type));
  return true;
}

/* A + B, where `n - 1' of unsigned n is n + 0xff...ff.  */
static bool
make_sum (struct maker *m, tree a, tree b, tree type, basic_block at,
	  int depth)
{
  if (TREE_CODE (b) != INTEGER_CST || !wi::neg_p (wi::to_wide (b), SIGNED))
    return make_op (m, ESC_X_ADD, a, b, type, at, depth);
  if (!make (m, a, at, depth + 1))
    return false;
  uint64_t minus = -(uint64_t) wi::to_wide (b).to_shwi ();
  esc_expr_range (m->e, minus, minus);
  esc_expr_op (m->e, ESC_X_SUB, node_type (type));
  return true;
}

static bool
make_cast (struct maker *m, tree from, tree to, basic_block at, int depth)
{
  if (!INTEGRAL_TYPE_P (TREE_TYPE (from)) || !make (m, from, at, depth + 1))
    return false;
  if (!keeps_values_p (TREE_TYPE (from), to))
    esc_expr_op (m->e, ESC_X_FIT, node_type (to));
  return true;
}

static bool
make_assign (struct maker *m, gassign *def, basic_block at, int depth)
{
  tree type = TREE_TYPE (gimple_assign_lhs (def));
  enum tree_code code = gimple_assign_rhs_code (def);
  tree a = gimple_assign_rhs1 (def);
  tree b = gimple_num_ops (def) > 2 ? gimple_assign_rhs2 (def) : NULL_TREE;
  if (TREE_CODE_CLASS (code) == tcc_comparison)
    return make_comparison (m, code, a, b, at, depth);
  if (gimple_assign_single_p (def) && esc_memory_p (a))
    return gimple_vuse (def) && !gimple_has_volatile_ops (def)
	   && make_memory (m, a, gimple_vuse (def), at, depth + 1);
  switch (code)
    {
    CASE_CONVERT: return make_cast (m, a, type, at, depth);
    case SSA_NAME:
    case INTEGER_CST: return make (m, a, at, depth + 1);
    case PLUS_EXPR: return make_sum (m, a, b, type, at, depth);
    case BIT_AND_EXPR: return make_and (m, a, b, type, at, depth);
    case MINUS_EXPR:
      return make_op (m, ESC_X_SUB, a, b, type, at, depth);
    case MULT_EXPR: return make_op (m, ESC_X_MUL, a, b, type, at, depth);
    case EXACT_DIV_EXPR:
    case TRUNC_DIV_EXPR:
      return make_op (m, ESC_X_DIV, a, b, type, at, depth);
    case TRUNC_MOD_EXPR:
      return make_op (m, ESC_X_REM, a, b, type, at, depth);
    case BIT_IOR_EXPR: return make_op (m, ESC_X_OR, a, b, type, at, depth);
    case LSHIFT_EXPR: return make_op (m, ESC_X_SHL, a, b, type, at, depth);
    case RSHIFT_EXPR: return make_op (m, ESC_X_SHR, a, b, type, at, depth);
    case MIN_EXPR: return make_op (m, ESC_X_MIN, a, b, type, at, depth);
    case MAX_EXPR: return make_op (m, ESC_X_MAX, a, b, type, at, depth);
    case BIT_NOT_EXPR:
      if (TREE_CODE (type) != BOOLEAN_TYPE || !make (m, a, at, depth + 1))
	return false;
      esc_expr_op (m->e, ESC_X_NOT, 0);
      return true;
    case REALPART_EXPR:
      {
	/* The result of an operation that may overflow, cut off.  */
	tree args[2];
	code = esc_overflow_op (TREE_OPERAND (a, 0), args);
	return (code == PLUS_EXPR || code == MULT_EXPR)
	       && TYPE_UNSIGNED (type)
	       && make_op (m, code == PLUS_EXPR ? ESC_X_ADD : ESC_X_MUL, args[0],
			   args[1], type, at, depth);
      }
    default: return false;
    }
}

/* A call whose arguments an expression speaks of.  */
struct arguments
{
  struct function *fun;
  gcall *call;
  basic_block at;
  int depth;
  unsigned *steps;
  struct esc_expr room;
};

/* What the caller knows of LEAF, and how it would say it.  */
static struct esc_range
leaf_range (void *ctx, const struct esc_xnode *leaf)
{
  struct arguments *p = (struct arguments *) ctx;
  struct esc_range r = {};
  r.hi = UINT64_MAX;
  if (leaf->param >= gimple_call_num_args (p->call))
    return r;
  tree x = gimple_call_arg (p->call, leaf->param);
  p->room.n = 0;
  if (leaf->op == ESC_X_LEN && POINTER_TYPE_P (TREE_TYPE (x)))
    {
      uint32_t param = esc_parameter_number (p->fun, x);
      if (!esc_bound_string (x, p->at, &r) && param)
	esc_expr_param (&p->room, ESC_X_LEN, param - 1, 0);
    }
  else if (leaf->op == ESC_X_PARAM && INTEGRAL_TYPE_P (TREE_TYPE (x)))
    {
      r = esc_bound_integer (p->fun, x, p->at);
      struct maker m = { p->fun, &p->room, *p->steps };
      if (!make (&m, x, p->at, p->depth + 1))
	p->room.n = 0;
      *p->steps = m.steps;
    }
  if (p->room.n && p->room.n <= ESC_X_MAX_NODES)
    r.expr = &p->room;
  return r;
}

static bool
make_call (struct maker *m, gcall *call, basic_block at, int depth)
{
  tree fndecl = gimple_call_fndecl (call);
  if (gimple_call_builtin_p (call, BUILT_IN_STRLEN))
    {
      uint32_t param = esc_parameter_number (m->fun, gimple_call_arg (call, 0));
      if (param)
	esc_expr_param (m->e, ESC_X_LEN, param - 1, 0);
      return param != 0;
    }
  if (gimple_call_builtin_p (call, BUILT_IN_EXPECT))
    return make (m, gimple_call_arg (call, 0), at, depth + 1);
  const struct esc_expr *result = fndecl ? esc_result_expr (fndecl) : NULL;
  if (!result)
    return false;
  struct arguments p = { m->fun, call, at, depth, &m->steps, {} };
  struct esc_expr own;
  if (!esc_expr_subst (&own, result, leaf_range, &p))
    return false;
  for (uint32_t i = 0; i < own.n; i++)
    esc_expr_push (m->e, own.nodes[i]);
  return true;
}

/* Whether N nodes are the same from A and from B on.  */
static bool
same_nodes_p (const struct esc_xnode *a, const struct esc_xnode *b,
	      uint32_t n)
{
  for (uint32_t i = 0; i < n; i++)
    if (!esc_xnode_equal (&a[i], &b[i]))
      return false;
  return true;
}

/* From START on E is a condition, what holds if it is true (from node YES on)
   and if it is not (from NO on): make one of them.  */
static void
make_choice (struct esc_expr *e, uint32_t start, uint32_t yes, uint32_t no)
{
  if (e->n > ESC_X_MAX_NODES)
    return;
  uint32_t nyes = no - yes, nno = e->n - no;
  const struct esc_xnode *n = e->nodes, *op = &n[yes - 1];
  if (nyes == nno && same_nodes_p (&n[yes], &n[no], nyes))
    {
      /* It does not depend on the condition.  */
      memmove (&e->nodes[start], &n[yes], nyes * sizeof *n);
      e->n = start + nyes;
      return;
    }
  /* `a < b ? a : b', and `a < b ? b : a'.  */
  if ((op->op == ESC_X_LT || op->op == ESC_X_LE)
      && yes - start == nyes + nno + 1)
    {
      bool min = same_nodes_p (&n[start], &n[yes], nyes)
		 && same_nodes_p (&n[start + nyes], &n[no], nno);
      bool max = same_nodes_p (&n[start], &n[no], nno)
		 && same_nodes_p (&n[start + nno], &n[yes], nyes);
      if (min || max)
	{
	  int type = op->type;
	  e->n = yes - 1;
	  esc_expr_op (e, min ? ESC_X_MIN : ESC_X_MAX, type);
	  return;
	}
    }
  esc_expr_op (e, ESC_X_IF, 0);
}

/* The value at TO when control comes to the end of BB.  */
static enum way
make_branch (struct maker *m, const struct merge *to, basic_block bb,
	     int depth)
{
  if (EDGE_COUNT (bb->succs) == 0)
    return WAY_ENDS;
  if (single_succ_p (bb))
    return make_way (m, to, single_succ_edge (bb), depth);
  gimple_stmt_iterator gsi = gsi_last_nondebug_bb (bb);
  gcond *cond = gsi_end_p (gsi) ? NULL : dyn_cast <gcond *> (gsi_stmt (gsi));
  edge yes, no;
  if (!cond || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_cond_lhs (cond))))
    return WAY_FAILS;
  extract_true_false_edges_from_block (bb, &yes, &no);
  enum tree_code code = gimple_cond_code (cond);
  tree a = gimple_cond_lhs (cond), b = gimple_cond_rhs (cond);
  uint32_t start = m->e->n;
  /* `if (a == 0)' is `if (a)' the other way round.  */
  bool plain = integer_zerop (b) && (code == EQ_EXPR || code == NE_EXPR);
  if (code == (plain ? EQ_EXPR : NE_EXPR))
    {
      code = EQ_EXPR;
      std::swap (yes, no);
    }
  if (plain ? !make (m, a, bb, depth + 1)
	    : !make_comparison (m, code, a, b, bb, depth))
    return WAY_FAILS;
  uint32_t at_yes = m->e->n;
  enum way way_yes = make_way (m, to, yes, depth);
  uint32_t at_no = m->e->n;
  enum way way_no = way_yes != WAY_FAILS ? make_way (m, to, no, depth)
					 : WAY_FAILS;
  if (way_yes == WAY_FAILS || way_no == WAY_FAILS)
    return WAY_FAILS;
  if (way_yes == WAY_ARRIVES && way_no == WAY_ARRIVES)
    {
      make_choice (m->e, start, at_yes, at_no);
      return WAY_ARRIVES;
    }
  /* One of the two, whatever the condition; or none.  */
  if (m->e->n <= ESC_X_MAX_NODES)
    {
      uint32_t n = m->e->n - at_yes;
      memmove (&m->e->nodes[start], &m->e->nodes[at_yes],
	       n * sizeof *m->e->nodes);
      m->e->n = start + n;
    }
  return way_yes == WAY_ARRIVES || way_no == WAY_ARRIVES ? WAY_ARRIVES
							  : WAY_ENDS;
}

/* The value at TO when control takes edge E.  */
static enum way
make_way (struct maker *m, const struct merge *to, edge e, int depth)
{
  if (depth > MAX_DEPTH || ++m->steps > MAX_STEPS
      || e->flags & (EDGE_ABNORMAL | EDGE_EH))
    return WAY_FAILS;
  if (e->dest != gimple_bb (to->phi))
    return make_branch (m, to, e->dest, depth + 1);
  tree arg = PHI_ARG_DEF_FROM_EDGE (to->phi, e);
  bool made = to->ref ? make_memory (m, to->ref, arg, e->src, depth + 1)
		      : make (m, arg, e->src, depth + 1);
  return made ? WAY_ARRIVES : WAY_FAILS;
}

/* The value at TO, unless a loop begins there.  */
static bool
make_merge (struct maker *m, const struct merge *to, int depth)
{
  basic_block bb = gimple_bb (to->phi);
  edge e;
  edge_iterator ei;
  esc_need_dominators (m->fun);
  FOR_EACH_EDGE (e, ei, bb->preds)
    if (dominated_by_p (CDI_DOMINATORS, e->src, bb))
      return false;
  basic_block dom = get_immediate_dominator (CDI_DOMINATORS, bb);
  return dom && dom->index != ENTRY_BLOCK
	 && make_branch (m, to, dom, depth) == WAY_ARRIVES;
}

/* What REF is in block AT when the state of memory is VUSE.  */
static bool
make_memory (struct maker *m, tree ref, tree vuse, basic_block at, int depth)
{
  struct merge to = { NULL, ref };
  tree stored = esc_stored_at (ref, vuse, &to.phi);
  if (stored)
    return make (m, stored, at, depth);
  return to.phi && depth <= MAX_DEPTH && make_merge (m, &to, depth);
}

/* Append X, an integer in block AT, to what M makes.  What cannot be said is a
   range.  False: not even that.  */
static bool
make (struct maker *m, tree x, basic_block at, int depth)
{
  tree type = TREE_TYPE (x);
  if (!INTEGRAL_TYPE_P (type) || TYPE_PRECISION (type) > 64)
    return false;
  uint32_t start = m->e->n, param = 0;
  bool done = false;
  if (TREE_CODE (x) == SSA_NAME && depth <= MAX_DEPTH
      && ++m->steps <= MAX_STEPS)
    {
      gimple *def = SSA_NAME_DEF_STMT (x);
      if (SSA_NAME_IS_DEFAULT_DEF (x))
	{
	  param = esc_parameter_number (m->fun, x);
	  if (param)
	    esc_expr_param (m->e, ESC_X_PARAM, param - 1,
			    TYPE_UNSIGNED (type) && TYPE_PRECISION (type) == 64
			    ? 0 : node_type (type));
	  done = param != 0;
	}
      else if (gassign *assign = dyn_cast <gassign *> (def))
	done = make_assign (m, assign, at, depth);
      else if (gcall *call = dyn_cast <gcall *> (def))
	done = make_call (m, call, at, depth);
      else if (gphi *phi = dyn_cast <gphi *> (def))
	{
	  struct merge to = { phi, NULL_TREE };
	  done = make_merge (m, &to, depth);
	}
    }
  if (m->e->n > ESC_X_MAX_NODES)
    return false;
  if (!done)
    {
      m->e->n = start;
      make_range (m, x, at);
    }
  return true;
}

bool
esc_in_words (struct function *fun, tree x, basic_block at, struct esc_expr *e)
{
  struct maker m = { fun, e, 0 };
  e->n = 0;
  push_cfun (fun);
  bool made = make (&m, x, at, 0);
  pop_cfun ();
  return made && e->n <= ESC_X_MAX_NODES && esc_expr_depends (e);
}
