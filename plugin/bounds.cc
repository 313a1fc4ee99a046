/* bounds.cc - upper bounds of integers and of string lengths, for the sizes of
   allocations.

   Input:   an argument of a call, in GIMPLE that is in SSA form.
   Output:  a range that holds where the call is made.
   Not handled: loops (a loop's variable has the range of its type, and what
            the conditions around the call say), memory other than constants.

   It is computed only when the engine asks, by walking up the definitions and
   the dominating conditions.  GCC's own ranger would leave ranges behind that
   later passes see.  Every search has a limit; past it, and wherever an
   expression might wrap around, the answer is the range of the type.  */

#include "plugin.h"

#define MAX_DEPTH 10
#define MAX_STEPS 400

typedef __int128 wide;

/* From LO to HI, both included.  */
struct span
{
  wide lo, hi;
};

/* One question, until it is answered.  */
struct query
{
  unsigned steps;
};

/* The function whose dominators we computed, to be freed again; NULL: none.
   Questions come function by function.  */
static struct function *dominated;

void
esc_bounds_done (void)
{
  if (dominated)
    free_dominance_info (dominated, CDI_DOMINATORS);
  dominated = NULL;
}

/* Needs cfun == FUN.  */
static void
need_dominators (struct function *fun)
{
  if (dominated == fun)
    return;
  esc_bounds_done ();
  if (!dom_info_available_p (fun, CDI_DOMINATORS))
    {
      calculate_dominance_info (CDI_DOMINATORS);
      dominated = fun;
    }
}

static struct span
type_span (tree type)
{
  unsigned bits = MIN (TYPE_PRECISION (type), 64);
  struct span s;
  s.lo = TYPE_UNSIGNED (type) ? 0 : -((wide) 1 << (bits - 1));
  s.hi = ((wide) 1 << (bits - !TYPE_UNSIGNED (type))) - 1;
  return s;
}

static bool
inside_p (struct span a, struct span b)
{
  return a.lo >= b.lo && a.hi <= b.hi;
}

/* A if no value of it wraps around in TYPE.  */
static struct span
fit (struct span a, tree type)
{
  struct span t = type_span (type);
  return inside_p (a, t) ? a : t;
}

static struct span
meet (struct span a, struct span b)
{
  a.lo = MAX (a.lo, b.lo);
  a.hi = MIN (a.hi, b.hi);
  if (a.lo > a.hi)
    a.lo = a.hi;		/* not reached at all */
  return a;
}

static struct span
join (struct span a, struct span b)
{
  a.lo = MIN (a.lo, b.lo);
  a.hi = MAX (a.hi, b.hi);
  return a;
}

static struct span
exactly (wide n)
{
  struct span s = { n, n };
  return s;
}

static wide
constant (tree cst)
{
  return TYPE_UNSIGNED (TREE_TYPE (cst)) ? (wide) (uint64_t)
					   wi::to_wide (cst).to_uhwi ()
					 : (wide) wi::to_wide (cst).to_shwi ();
}

static struct span value_of (struct query *q, tree x, basic_block at,
			     int depth);
static bool string_span (struct query *q, tree p, basic_block at, int depth,
			 struct span *s);

/* Conditions.  */

/* LHS is in S.  What does that say of X, which may be LHS before a cast or an
   addition?  */
static void
refine (tree lhs, struct span s, tree x, struct span *r)
{
  for (int i = 0; i < 4; i++)
    {
      if (lhs == x)
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

/* Narrow R, a range of X, knowing in block AT that LHS CODE RHS.  */
static void
refine_by (struct query *q, enum tree_code code, tree lhs, tree rhs,
	   basic_block at, tree x, int depth, struct span *r)
{
  /* Through flags that hold the result of comparisons.  */
  for (int i = 0; i < 4 && (code == NE_EXPR || code == EQ_EXPR)
		  && TREE_CODE (lhs) == SSA_NAME && integer_zerop (rhs); i++)
    {
      gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (lhs));
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
      else if (CONVERT_EXPR_CODE_P (inner)
	       && TREE_CODE (TREE_TYPE (op)) == BOOLEAN_TYPE)
	lhs = op;
      else if (inner == (code == NE_EXPR ? BIT_AND_EXPR : BIT_IOR_EXPR)
	       && TREE_CODE (TREE_TYPE (lhs)) == BOOLEAN_TYPE && depth < 6)
	{
	  /* Both are true, or both false.  */
	  refine_by (q, code, op, rhs, at, x, depth + 2, r);
	  lhs = gimple_assign_rhs2 (def);
	}
      else
	break;
    }
  if (!INTEGRAL_TYPE_P (TREE_TYPE (lhs)))
    return;
  for (int side = 0; side < 2; side++)
    {
      if (TREE_CODE (lhs) == SSA_NAME)
	{
	  struct span s = type_span (TREE_TYPE (lhs));
	  struct span o = TREE_CODE (rhs) == INTEGER_CST
			  ? exactly (constant (rhs))
			  : value_of (q, rhs, at, depth + 3);
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
      std::swap (lhs, rhs);
      code = swap_tree_comparison (code);
    }
}

/* Narrow R, a range of X, by the condition that holds on edge E.  */
static void
refine_on_edge (struct query *q, edge e, tree x, int depth, struct span *r)
{
  gimple_stmt_iterator gsi = gsi_last_nondebug_bb (e->src);
  gcond *cond = gsi_end_p (gsi) ? NULL : dyn_cast <gcond *> (gsi_stmt (gsi));
  if (!cond || !(e->flags & (EDGE_TRUE_VALUE | EDGE_FALSE_VALUE))
      || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_cond_lhs (cond))))
    return;
  enum tree_code code = gimple_cond_code (cond);
  if (e->flags & EDGE_FALSE_VALUE)
    code = invert_tree_comparison (code, false);
  refine_by (q, code, gimple_cond_lhs (cond), gimple_cond_rhs (cond), e->src,
	     x, depth, r);
}

/* Narrow R, a range of X, by the conditions that hold in block AT.  */
static void
refine_at (struct query *q, basic_block at, tree x, int depth, struct span *r)
{
  for (int i = 0; i < 64 && at && q->steps < MAX_STEPS; i++, q->steps++)
    {
      basic_block dom = get_immediate_dominator (CDI_DOMINATORS, at);
      if (dom && single_pred_p (at) && single_pred (at) == dom)
	refine_on_edge (q, single_pred_edge (at), x, depth, r);
      at = dom;
    }
}

/* Definitions.  */

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
      return value && TREE_CODE (value) == INTEGER_CST
	     ? fit (exactly (constant (value)), type) : t;
    }
  if (!INTEGRAL_TYPE_P (TREE_TYPE (x)))
    return t;
  if (TREE_CODE_CLASS (code) == tcc_comparison)
    {
      s.lo = 0;
      s.hi = 1;
      return s;
    }
  if (code != COND_EXPR)
    a = value_of (q, x, at, depth + 1);
  if (y && INTEGRAL_TYPE_P (TREE_TYPE (y)))
    b = value_of (q, y, at, depth + 1);
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
      return join (b, value_of (q, gimple_assign_rhs3 (def), at, depth + 1));
    default:
      return t;
    }
}

static struct span
span_of_call (struct query *q, gcall *call, basic_block at, int depth,
	      tree type)
{
  struct span t = type_span (type), s;
  tree fndecl = gimple_call_fndecl (call);
  if (!fndecl || !gimple_call_builtin_p (call, BUILT_IN_NORMAL))
    return t;
  switch (DECL_FUNCTION_CODE (fndecl))
    {
    case BUILT_IN_STRLEN:
      return string_span (q, gimple_call_arg (call, 0), at, depth + 1, &s)
	     ? fit (s, type) : t;
    case BUILT_IN_STRNLEN:
      s = value_of (q, gimple_call_arg (call, 1), at, depth + 1);
      s.lo = 0;
      return fit (s, type);
    case BUILT_IN_EXPECT:
    case BUILT_IN_EXPECT_WITH_PROBABILITY:
      return fit (value_of (q, gimple_call_arg (call, 0), at, depth + 1),
		  type);
    case BUILT_IN_POPCOUNT:
    case BUILT_IN_POPCOUNTL:
    case BUILT_IN_POPCOUNTLL:
    case BUILT_IN_CLZ:
    case BUILT_IN_CLZL:
    case BUILT_IN_CLZLL:
    case BUILT_IN_CTZ:
    case BUILT_IN_CTZL:
    case BUILT_IN_CTZLL:
    case BUILT_IN_FFS:
    case BUILT_IN_FFSL:
    case BUILT_IN_FFSLL:
      s.lo = 0;
      s.hi = 64;
      return s;
    default:
      return t;
    }
}

/* The range of the integer X in block AT.  */
static struct span
value_of (struct query *q, tree x, basic_block at, int depth)
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
    s = span_of_call (q, call, at, depth, type);
  else if (gphi *phi = dyn_cast <gphi *> (def))
    {
      struct span all = s;
      for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
	{
	  edge e = gimple_phi_arg_edge (phi, i);
	  tree arg = gimple_phi_arg_def (phi, i);
	  if (e->src->index == ENTRY_BLOCK
	      || dominated_by_p (CDI_DOMINATORS, e->src, gimple_bb (phi)))
	    {
	      all = s;		/* a loop */
	      break;
	    }
	  struct span one = value_of (q, arg, e->src, depth + 1);
	  refine_on_edge (q, e, arg, depth, &one);
	  all = i ? join (all, one) : one;
	}
      s = all;
    }
  refine_at (q, at, x, depth, &s);
  return s;
}

/* Strings.  */

/* The length of the string at REF, an lvalue that is pointed to.  */
static bool
object_string (tree ref, struct span *s)
{
  HOST_WIDE_INT off = 0;
  /* &a[i] or &MEM[&a + i].  */
  if (TREE_CODE (ref) == MEM_REF
      && TREE_CODE (TREE_OPERAND (ref, 0)) == ADDR_EXPR
      && tree_fits_shwi_p (TREE_OPERAND (ref, 1)))
    {
      off = tree_to_shwi (TREE_OPERAND (ref, 1));
      ref = TREE_OPERAND (TREE_OPERAND (ref, 0), 0);
    }
  if (TREE_CODE (ref) == ARRAY_REF
      && tree_int_cst_sgn (TYPE_SIZE_UNIT (TREE_TYPE (ref))) > 0
      && TREE_CODE (TREE_OPERAND (ref, 1)) == INTEGER_CST
      && tree_fits_shwi_p (TREE_OPERAND (ref, 1)))
    {
      off += tree_to_shwi (TREE_OPERAND (ref, 1));
      ref = TREE_OPERAND (ref, 0);
    }
  if (TREE_CODE (ref) == STRING_CST)
    {
      HOST_WIDE_INT size = TREE_STRING_LENGTH (ref);
      if (off < 0 || off >= size)
	return false;
      const char *text = TREE_STRING_POINTER (ref);
      size_t len = strnlen (text + off, (size_t) (size - off));
      *s = exactly ((wide) len);
      return true;
    }
  tree type = TREE_TYPE (ref);
  if (TREE_CODE (type) != ARRAY_TYPE
      || esc_type_size (TREE_TYPE (type)) != 1)
    return false;
  HOST_WIDE_INT size = (HOST_WIDE_INT) esc_type_size (type);
  /* The last member of a structure may have been allocated larger.  */
  tree base = get_base_address (ref);
  if (size <= 1 || off < 0 || off >= size || !base)
    return false;
  if (!DECL_P (base) && TREE_CODE (ref) == COMPONENT_REF)
    {
      tree next = DECL_CHAIN (TREE_OPERAND (ref, 1));
      while (next && TREE_CODE (next) != FIELD_DECL)
	next = DECL_CHAIN (next);
      if (!next || TREE_CODE (TREE_TYPE (TREE_OPERAND (ref, 0))) == UNION_TYPE)
	return false;
    }
  s->lo = 0;
  s->hi = size - off - 1;
  return true;
}

/* The length of the string that P points to.  */
static bool
string_span (struct query *q, tree p, basic_block at, int depth,
	     struct span *s)
{
  if (depth > MAX_DEPTH || ++q->steps > MAX_STEPS)
    return false;
  if (TREE_CODE (p) == ADDR_EXPR)
    return object_string (TREE_OPERAND (p, 0), s);
  if (TREE_CODE (p) != SSA_NAME)
    return false;
  gimple *def = SSA_NAME_DEF_STMT (p);
  if (gphi *phi = dyn_cast <gphi *> (def))
    {
      for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
	{
	  struct span one;
	  if (!string_span (q, gimple_phi_arg_def (phi, i), at, depth + 2,
			    &one))
	    return false;
	  *s = i ? join (*s, one) : one;
	}
      return true;
    }
  gassign *assign = dyn_cast <gassign *> (def);
  if (!assign)
    return false;
  tree a = gimple_assign_rhs1 (assign);
  if (gimple_assign_rhs_code (assign) == ADDR_EXPR
      || gimple_assign_rhs_code (assign) == SSA_NAME
      || (gimple_assign_cast_p (assign) && POINTER_TYPE_P (TREE_TYPE (a))))
    return string_span (q, a, at, depth + 1, s);
  return false;
}

static struct esc_range
to_range (struct span s)
{
  struct esc_range r = {};
  r.lo = s.lo > 0 ? (uint64_t) s.lo : 0;
  r.hi = s.lo < 0 || s.hi > (wide) UINT64_MAX ? UINT64_MAX : (uint64_t) s.hi;
  return r;
}

struct esc_range
esc_bound_integer (struct function *fun, tree x, basic_block at)
{
  struct query q = { 0 };
  push_cfun (fun);
  need_dominators (fun);
  struct esc_range r = to_range (value_of (&q, x, at, 0));
  pop_cfun ();
  return r;
}

bool
esc_bound_string (tree x, basic_block at, struct esc_range *r)
{
  struct query q = { 0 };
  struct span s;
  if (!string_span (&q, x, at, 0, &s))
    return false;
  *r = to_range (s);
  return true;
}
