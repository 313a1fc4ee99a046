/* bounds-calls.cc - what calls return, and how long strings are.

   Input:   a call, or a pointer.
   Output:  a range.
   Not handled: what is in memory, other than literals: a string in an array is
            as long as that can hold.  */

#include "bounds.h"

/* An argument of a call that is asked for.  */
struct asked
{
  struct query *q;
  gcall *call;
  basic_block at;
  int depth;
};

static struct esc_range
leaf_range (void *ctx, const struct esc_xnode *leaf)
{
  struct asked *a = (struct asked *) ctx;
  struct esc_range nothing = {};
  struct span s;
  nothing.hi = UINT64_MAX;
  if (leaf->param >= gimple_call_num_args (a->call))
    return nothing;
  tree x = gimple_call_arg (a->call, leaf->param);
  if (leaf->op == ESC_X_PARAM)
    return INTEGRAL_TYPE_P (TREE_TYPE (x))
	   ? to_range (esc_value_span (a->q, x, a->at, a->depth)) : nothing;
  return POINTER_TYPE_P (TREE_TYPE (x))
	 && esc_string_span (a->q, x, a->at, a->depth, &s) ? to_range (s) : nothing;
}

/* Functions of the library whose result is at most an argument, or -1.  */
static const struct
{
  const char *name;
  unsigned arg;
} counts[] = {
  { "fread", 2 }, { "fwrite", 2 }, { "read", 2 }, { "write", 2 },
  { "pread", 2 }, { "pwrite", 2 }, { "pread64", 2 }, { "pwrite64", 2 },
  { "readlink", 2 }, { "readlinkat", 3 }, { "getrandom", 1 }
};

/* The result of CALL, which is none of GCC's built-ins that count.  */
static struct span
span_of_function (struct query *q, gcall *call, tree fndecl, basic_block at,
		  int depth, tree type)
{
  struct span t = type_span (type);
  if (const struct esc_expr *e = esc_result_expr (fndecl))
    {
      struct asked a = { q, call, at, depth + 1 };
      struct esc_range r = esc_expr_eval (e, leaf_range, &a);
      struct span s = { r.lo, r.hi };
      return r.hi == UINT64_MAX ? t : fit (s, type);
    }
  if (esc_lowered_p (fndecl) || !TREE_PUBLIC (fndecl) || !DECL_NAME (fndecl))
    return t;
  for (unsigned i = 0; i < ARRAY_SIZE (counts); i++)
    if (strcmp (counts[i].name, IDENTIFIER_POINTER (DECL_NAME (fndecl))) == 0
	&& counts[i].arg < gimple_call_num_args (call))
      {
	tree n = gimple_call_arg (call, counts[i].arg);
	if (!INTEGRAL_TYPE_P (TREE_TYPE (n)))
	  return t;
	struct span s = esc_value_span (q, n, at, depth + 1);
	s.lo = TYPE_UNSIGNED (type) ? 0 : -1;
	return fit (s, type);
      }
  return t;
}

struct span
esc_call_span (struct query *q, gcall *call, basic_block at, int depth,
	      tree type)
{
  struct span t = type_span (type), s;
  tree fndecl = gimple_call_fndecl (call);
  if (!fndecl)
    return t;
  if (!gimple_call_builtin_p (call, BUILT_IN_NORMAL))
    return span_of_function (q, call, fndecl, at, depth, type);
  switch (DECL_FUNCTION_CODE (fndecl))
    {
    case BUILT_IN_STRLEN:
      return esc_string_span (q, gimple_call_arg (call, 0), at, depth + 1, &s)
	     ? fit (s, type) : t;
    case BUILT_IN_STRNLEN:
      s = esc_value_span (q, gimple_call_arg (call, 1), at, depth + 1);
      s.lo = 0;
      return fit (s, type);
    case BUILT_IN_EXPECT:
    case BUILT_IN_EXPECT_WITH_PROBABILITY:
      return fit (esc_value_span (q, gimple_call_arg (call, 0), at, depth + 1),
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
      return span_of_function (q, call, fndecl, at, depth, type);
    }
}

/* The length of the string at REF, an lvalue that is pointed to, from byte OFF
   of it on.  */
static bool
object_string (tree ref, HOST_WIDE_INT off, struct span *s)
{
  /* &a[i] or &MEM[&a + i].  */
  if (TREE_CODE (ref) == MEM_REF
      && TREE_CODE (TREE_OPERAND (ref, 0)) == ADDR_EXPR
      && tree_fits_shwi_p (TREE_OPERAND (ref, 1)))
    {
      off += tree_to_shwi (TREE_OPERAND (ref, 1));
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

bool
esc_string_span (struct query *q, tree p, basic_block at, int depth,
	     struct span *s)
{
  if (depth > MAX_DEPTH || ++q->steps > MAX_STEPS)
    return false;
  if (TREE_CODE (p) == ADDR_EXPR)
    return object_string (TREE_OPERAND (p, 0), 0, s);
  if (TREE_CODE (p) != SSA_NAME)
    return false;
  gimple *def = SSA_NAME_DEF_STMT (p);
  if (gphi *phi = dyn_cast <gphi *> (def))
    {
      for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
	{
	  struct span one;
	  if (!esc_string_span (q, gimple_phi_arg_def (phi, i), at, depth + 2,
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
  if (gimple_assign_rhs_code (assign) == POINTER_PLUS_EXPR
      && TREE_CODE (a) == ADDR_EXPR
      && tree_fits_shwi_p (gimple_assign_rhs2 (assign)))
    return object_string (TREE_OPERAND (a, 0),
			  tree_to_shwi (gimple_assign_rhs2 (assign)), s);
  if (gimple_assign_rhs_code (assign) == ADDR_EXPR
      || gimple_assign_rhs_code (assign) == SSA_NAME
      || (gimple_assign_cast_p (assign) && POINTER_TYPE_P (TREE_TYPE (a))))
    return esc_string_span (q, a, at, depth + 1, s);
  return false;
}

bool
esc_bound_string (tree x, basic_block at, struct esc_range *r)
{
  struct query q = {};
  struct span s;
  if (!esc_string_span (&q, x, at, 0, &s))
    return false;
  *r = to_range (s);
  return true;
}
