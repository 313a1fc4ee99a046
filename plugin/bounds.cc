/* bounds.cc - upper bounds of integers and of string lengths, for the sizes of
   allocations.

   Input:   an argument of a call, in GIMPLE that is in SSA form.
   Output:  a range that holds where the call is made.
   Not handled: memory other than constants, and what was just stored
            (bounds-memory.cc).

   It is computed only when the engine asks, by walking up the definitions and
   the conditions on all ways that lead to the call.  GCC's own ranger would
   leave ranges behind that later passes see.  Every search has a limit; past
   it, and wherever an expression might wrap around, the answer is the range of
   the type.  */

#include "bounds.h"

/* The functions whose dominators we computed, to be freed again.  */
static vec <struct function *> dominated;

void
esc_bounds_done (void)
{
  for (struct function *fun : dominated)
    free_dominance_info (fun, CDI_DOMINATORS);
  dominated.release ();
  esc_results_done ();
}

void
esc_need_dominators (struct function *fun)
{
  if (dom_info_available_p (fun, CDI_DOMINATORS))
    return;
  push_cfun (fun);
  calculate_dominance_info (CDI_DOMINATORS);
  pop_cfun ();
  dominated.safe_push (fun);
}

static struct span
product (struct span a, struct span b)
{
  /* Operands are below 2^64 in size, and products of such overflow.  */
  const wide big = (wide) 1 << 62;
  if (a.lo < -big || a.hi > big || b.lo < -big || b.hi > big)
    {
      struct span all = { -((wide) 1 << 126), (wide) 1 << 126 };
      return all;
    }
  wide w[4] = { a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi };
  struct span s = exactly (w[0]);
  for (int i = 1; i < 4; i++)
    s = join (s, exactly (w[i]));
  return s;
}

/* What REF is in block AT when the state of memory is VUSE: what was stored
   there, on one of the ways that lead there.  */
static struct span
span_of_memory (struct query *q, tree ref, tree vuse, basic_block at,
		int depth)
{
  tree type = TREE_TYPE (ref);
  struct span t = type_span (type), all = t;
  gphi *merge;
  tree stored = esc_stored_at (ref, vuse, &merge);
  if (stored)
    return fit (esc_value_span (q, stored, at, depth + 1), type);
  if (!merge || depth > MAX_DEPTH)
    return t;
  for (unsigned i = 0; i < gimple_phi_num_args (merge); i++)
    {
      edge e = gimple_phi_arg_edge (merge, i);
      if (e->src->index == ENTRY_BLOCK || ++q->steps > MAX_STEPS
	  || dominated_by_p (CDI_DOMINATORS, e->src, gimple_bb (merge)))
	return t;
      tree before = gimple_phi_arg_def (merge, i);
      gphi *other;
      struct span one = span_of_memory (q, ref, before, e->src, depth + 1);
      stored = esc_stored_at (ref, before, &other);
      if (stored)
	esc_refine_on_edge (q, e, stored, depth, &one);
      all = i ? join (all, one) : one;
    }
  return all;
}

static struct span
span_of_assign (struct query *q, gassign *def, basic_block at, int depth)
{
  tree type = TREE_TYPE (gimple_assign_lhs (def));
  struct span t = type_span (type), a = t, b = t, s;
  tree x = gimple_assign_rhs1 (def);
  tree y = gimple_num_ops (def) > 2 ? gimple_assign_rhs2 (def) : NULL_TREE;
  enum tree_code code = gimple_assign_rhs_code (def);
  if (gimple_assign_single_p (def) && esc_memory_p (x))
    {
      /* A constant that the source gives a name to.  */
      tree value = VAR_P (x) && TREE_READONLY (x) && !TREE_THIS_VOLATILE (x)
		   && !TREE_PUBLIC (x) && !DECL_EXTERNAL (x)
		   ? DECL_INITIAL (x) : NULL_TREE;
      if (value && TREE_CODE (value) == INTEGER_CST)
	return fit (exactly (constant (value)), type);
      return gimple_vuse (def) && !gimple_has_volatile_ops (def)
	     ? span_of_memory (q, x, gimple_vuse (def), at, depth) : t;
    }
  tree args[2];
  if (code == REALPART_EXPR
      && esc_overflow_op (TREE_OPERAND (x, 0), args) == MULT_EXPR)
    return fit (product (esc_value_span (q, args[0], at, depth + 1),
			 esc_value_span (q, args[1], at, depth + 1)), type);
  if (!INTEGRAL_TYPE_P (TREE_TYPE (x)))
    return t;
  if (TREE_CODE_CLASS (code) == tcc_comparison)
    {
      s.lo = 0;
      s.hi = 1;
      return s;
    }
  if (code != COND_EXPR)
    a = esc_value_span (q, x, at, depth + 1);
  if (y && INTEGRAL_TYPE_P (TREE_TYPE (y)))
    b = esc_value_span (q, y, at, depth + 1);
  switch (code)
    {
    CASE_CONVERT:
    case SSA_NAME:
    case INTEGER_CST:
      return fit (a, type);
    case PLUS_EXPR:
      /* `n - 1' of unsigned n is n + 0xff...ff.  */
      if (y && TREE_CODE (y) == INTEGER_CST && TYPE_UNSIGNED (type))
	{
	  wide c = constant (y), half = (t.hi + 1) / 2;
	  if (c >= half && a.lo >= t.hi + 1 - c)
	    b = exactly (c - t.hi - 1);
	}
      s.lo = a.lo + b.lo;
      s.hi = a.hi + b.hi;
      return fit (s, type);
    case MINUS_EXPR:
      s.lo = a.lo - b.hi;
      s.hi = a.hi - b.lo;
      return fit (s, type);
    case MULT_EXPR:
      return fit (product (a, b), type);
    case BIT_AND_EXPR:
      /* Not more than the smaller of two that are not negative.  */
      if (a.lo < 0 && b.lo < 0)
	return t;
      s.lo = 0;
      s.hi = a.lo < 0 ? b.hi : b.lo < 0 ? a.hi : MIN (a.hi, b.hi);
      return fit (s, type);
    case BIT_IOR_EXPR:
    case BIT_XOR_EXPR:
      if (a.lo < 0 || b.lo < 0)
	return t;
      s.lo = 0;
      s.hi = 1;
      while (s.hi <= a.hi || s.hi <= b.hi)
	s.hi *= 2;
      s.hi--;
      return fit (s, type);
    case LSHIFT_EXPR:
      if (b.lo < 0 || b.hi > 62)
	return t;
      s.lo = (wide) 1 << (int) b.lo;
      s.hi = (wide) 1 << (int) b.hi;
      return fit (product (a, s), type);
    case RSHIFT_EXPR:
      if (a.lo < 0 || b.lo < 0 || b.hi > 63)
	return t;
      s.lo = a.lo >> (int) b.hi;
      s.hi = a.hi >> (int) b.lo;
      return fit (s, type);
    case TRUNC_DIV_EXPR:
    case EXACT_DIV_EXPR:
      if (a.lo < 0 || b.lo <= 0)
	return t;
      s.lo = a.lo / b.hi;
      s.hi = a.hi / b.lo;
      return fit (s, type);
    case TRUNC_MOD_EXPR:
      if (a.lo < 0 || b.lo <= 0)
	return t;
      s.lo = 0;
      s.hi = MIN (a.hi, b.hi - 1);
      return fit (s, type);
    case MIN_EXPR:
      s.lo = MIN (a.lo, b.lo);
      s.hi = MIN (a.hi, b.hi);
      return s;
    case MAX_EXPR:
      s.lo = MAX (a.lo, b.lo);
      s.hi = MAX (a.hi, b.hi);
      return s;
    case COND_EXPR:
      return join (b, esc_value_span (q, gimple_assign_rhs3 (def), at,
				      depth + 1));
    default:
      return t;
    }
}

/* The values that come into PHI by the edges into the loop that it begins, or
   by those around it.  */
static struct span
span_of_ways (struct query *q, gphi *phi, bool around, int depth)
{
  struct span all = { 0, 0 };
  bool any = false;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
    {
      edge e = gimple_phi_arg_edge (phi, i);
      tree arg = gimple_phi_arg_def (phi, i);
      if (dominated_by_p (CDI_DOMINATORS, e->src, gimple_bb (phi)) != around)
	continue;
      struct span one = e->src->index == ENTRY_BLOCK
			? type_span (TREE_TYPE (arg))
			: esc_value_span (q, arg, e->src, depth + 1);
      if (e->src->index != ENTRY_BLOCK)
	esc_refine_on_edge (q, e, arg, depth, &one);
      all = any ? join (all, one) : one;
      any = true;
    }
  return all;
}

/* PHI begins a loop.  Take it to be what comes in, and see what goes around; a
   side that grows has no bound but that of its type, unless the loop's tests
   set one.  */
static struct span
span_of_loop (struct query *q, gphi *phi, int depth)
{
  struct span t = type_span (TREE_TYPE (gimple_phi_result (phi)));
  for (unsigned i = 0; i < q->nloops; i++)
    if (q->loops[i].phi == phi)
      return q->loops[i].s;
  if (q->nloops == MAX_LOOPS)
    return t;
  struct span in = span_of_ways (q, phi, false, depth), s = in;
  bool stable = false;
  for (int round = 0; round < 5; round++)
    {
      q->loops[q->nloops].phi = phi;
      q->loops[q->nloops++].s = s;
      struct span next = join (in, span_of_ways (q, phi, true, depth));
      q->nloops--;
      if (stable || inside_p (next, s))
	{
	  /* Once more: what goes around is less now, perhaps.  */
	  bool done = stable || (next.lo == s.lo && next.hi == s.hi);
	  s = meet (next, s);
	  if (done)
	    return s;
	  stable = true;
	  continue;
	}
      s.lo = next.lo < s.lo ? t.lo : s.lo;
      s.hi = next.hi > s.hi ? t.hi : s.hi;
    }
  return stable ? s : t;
}

static struct span
span_of_phi (struct query *q, gphi *phi, int depth)
{
  edge e;
  edge_iterator ei;
  FOR_EACH_EDGE (e, ei, gimple_bb (phi)->preds)
    if (dominated_by_p (CDI_DOMINATORS, e->src, gimple_bb (phi)))
      return span_of_loop (q, phi, depth);
  return span_of_ways (q, phi, false, depth);
}

struct span
esc_value_span (struct query *q, tree x, basic_block at, int depth)
{
  tree type = TREE_TYPE (x);
  if (TREE_CODE (x) == INTEGER_CST)
    return exactly (constant (x));
  struct span s = type_span (type);
  if (TREE_CODE (x) != SSA_NAME || TYPE_PRECISION (type) > 64
      || depth > MAX_DEPTH || ++q->steps > MAX_STEPS)
    return s;
  gimple *def = SSA_NAME_DEF_STMT (x);
  if (gassign *assign = dyn_cast <gassign *> (def))
    s = span_of_assign (q, assign, at, depth);
  else if (gcall *call = dyn_cast <gcall *> (def))
    s = esc_call_span (q, call, at, depth, type);
  else if (gphi *phi = dyn_cast <gphi *> (def))
    s = span_of_phi (q, phi, depth);
  if (s.lo < s.hi)
    esc_refine_until (q, at, NULL, x, depth, 0, &s);
  return s;
}

struct esc_range
esc_bound_integer (struct function *fun, tree x, basic_block at)
{
  struct query q = {};
  push_cfun (fun);
  esc_need_dominators (fun);
  struct esc_range r = to_range (esc_value_span (&q, x, at, 0));
  pop_cfun ();
  return r;
}
