/* params.cc - what the engine asks about arguments of calls.

   Owns:    host.range and host.length of graph.h; integers in terms of the
            function's parameters, for allocators' wrappers.
   Input:   an argument of a call.
   Output:  its range (bounds.cc), and the parameter that it is made of.
   Not handled: more than one parameter, subtraction, and what could wrap
            around: the engine has no use for them.  */

#include "plugin.h"

/* 1 + the number of FUN's parameter whose value at entry SSA is; 0: none.  */
static uint32_t
parameter_number (struct function *fun, tree ssa)
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
      /* Nothing may be cut off.  */
      if (TREE_CODE (TREE_TYPE (a)) != TREE_CODE (TREE_TYPE (ssa))
	  || TYPE_PRECISION (TREE_TYPE (a)) > TYPE_PRECISION (TREE_TYPE (ssa)))
	return 0;
      ssa = a;
    }
  return 0;
}

/* Whether X is mul * P + add of one parameter of FUN; fills R.  */
static bool
affine_p (struct function *fun, tree x, int depth, struct esc_range *r)
{
  const uint64_t big = (uint64_t) 1 << 31;
  if (TREE_CODE (x) != SSA_NAME || !INTEGRAL_TYPE_P (TREE_TYPE (x))
      || depth > 6)
    return false;
  r->mul = 1;
  r->add = 0;
  r->length = false;
  r->param = parameter_number (fun, x);
  if (r->param)
    return true;
  gimple *def = SSA_NAME_DEF_STMT (x);
  if (gimple_call_builtin_p (def, BUILT_IN_STRLEN))
    {
      r->length = true;
      r->param = parameter_number (fun, gimple_call_arg (def, 0));
      return r->param != 0;
    }
  gassign *assign = dyn_cast <gassign *> (def);
  if (!assign)
    return false;
  tree a = gimple_assign_rhs1 (assign);
  tree b = gimple_num_ops (assign) > 2 ? gimple_assign_rhs2 (assign)
				       : NULL_TREE;
  enum tree_code code = gimple_assign_rhs_code (assign);
  if (CONVERT_EXPR_CODE_P (code) || code == SSA_NAME)
    return INTEGRAL_TYPE_P (TREE_TYPE (a))
	   && TYPE_PRECISION (TREE_TYPE (a)) <= TYPE_PRECISION (TREE_TYPE (x))
	   && affine_p (fun, a, depth + 1, r);
  if (!b || !affine_p (fun, a, depth + 1, r))
    return false;
  if (code == PLUS_EXPR && TREE_CODE (b) == SSA_NAME)
    {
      struct esc_range other = {};
      if (!affine_p (fun, b, depth + 1, &other) || other.param != r->param
	  || other.length != r->length)
	return false;
      r->mul += other.mul;
      r->add += other.add;
    }
  else if (TREE_CODE (b) != INTEGER_CST || !tree_fits_uhwi_p (b)
	   || tree_to_uhwi (b) >= big)
    return false;
  else
    {
      uint64_t c = tree_to_uhwi (b);
      if (code == LSHIFT_EXPR && c < 31)
	c = (uint64_t) 1 << c;
      if (code == PLUS_EXPR)
	r->add += c;
      else if (code == MULT_EXPR || (code == LSHIFT_EXPR && c >= 2))
	{
	  r->mul *= c;
	  r->add *= c;
	}
      else
	return false;
    }
  return r->mul < big && r->add < big;
}

/* Argument ARG of CALL of FN; sets *FUN.  */
static tree
begin (const struct esc_fn *fn, const struct esc_call *call, uint32_t arg,
       struct function **fun)
{
  gcall *stmt = safe_dyn_cast <gcall *> ((gimple *) call->host);
  tree x = stmt ? esc_call_argument (stmt, arg) : NULL_TREE;
  *fun = fn->host ? DECL_STRUCT_FUNCTION ((tree) fn->host) : NULL;
  return *fun ? x : NULL_TREE;
}

struct esc_range
esc_bound_argument (void *, const struct esc_fn *fn,
		    const struct esc_call *call, uint32_t arg)
{
  struct esc_range r = {}, in_terms = {};
  struct function *fun;
  tree x = begin (fn, call, arg, &fun);
  r.hi = UINT64_MAX;
  if (!x || !INTEGRAL_TYPE_P (TREE_TYPE (x)))
    return r;
  r = esc_bound_integer (fun, x, gimple_bb ((gimple *) call->host));
  if (affine_p (fun, x, 0, &in_terms))
    {
      r.param = in_terms.param;
      r.length = in_terms.length;
      r.mul = in_terms.mul;
      r.add = in_terms.add;
    }
  return r;
}

struct esc_range
esc_bound_length (void *, const struct esc_fn *fn, const struct esc_call *call,
		  uint32_t arg)
{
  struct esc_range r = {};
  struct function *fun;
  tree x = begin (fn, call, arg, &fun);
  r.hi = UINT64_MAX;
  if (!x || !POINTER_TYPE_P (TREE_TYPE (x))
      || esc_bound_string (x, gimple_bb ((gimple *) call->host), &r))
    return r;
  r.param = parameter_number (fun, x);
  if (r.param)
    {
      r.length = true;
      r.mul = 1;
    }
  return r;
}
