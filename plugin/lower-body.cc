/* lower-body.cc - what lowering a body needs to know first.

   Owns:    scopes, parameters, which integers may carry addresses, and where
            results are decided.
   Input:   bodies in SSA form.
   Output:  a struct esc_body ready for lower.cc.
   Not handled: statements (lower.cc).  */

#include "plugin.h"

/* Give BLOCK, the blocks in it and their variables their scopes; SCOPE is the
   one around BLOCK.  */
static void
lower_scope (struct esc_body *body, tree block, uint32_t scope, bool outermost)
{
  bool own = false;
  for (tree var = BLOCK_VARS (block); var && !own; var = DECL_CHAIN (var))
    own = VAR_P (var) && !is_global_var (var);
  if (own && !outermost)
    scope = esc_add_scope (body->unit, body->fn, scope);
  esc_map_put (&body->arena, &body->scopes, esc_key (block), scope + 1);
  for (tree var = BLOCK_VARS (block); var; var = DECL_CHAIN (var))
    {
      if (!VAR_P (var) || is_global_var (var))
	continue;
      esc_map_put (&body->arena, &body->scopes, esc_key (var), scope + 1);
      if (!DECL_HAS_VALUE_EXPR_P (var))
	continue;
      tree value = DECL_VALUE_EXPR (var);
      if (TREE_CODE (value) == INDIRECT_REF || TREE_CODE (value) == MEM_REF)
	{
	  struct esc_vla_name name = { TREE_OPERAND (value, 0), var };
	  ESC_PUSH (&body->arena, body->vla_names, body->nvla_names,
		    body->vla_names_cap, name);
	}
    }
  for (tree sub = BLOCK_SUBBLOCKS (block); sub; sub = BLOCK_CHAIN (sub))
    lower_scope (body, sub, scope, false);
}

/* Parameters.  */

/* Whether TYPE is an address, or a structure that holds one.  */
static bool
holds_pointer_p (tree type, int depth)
{
  if (POINTER_TYPE_P (type))
    return true;
  if (TREE_CODE (type) == ARRAY_TYPE)
    return depth < 8 && holds_pointer_p (TREE_TYPE (type), depth + 1);
  if (!RECORD_OR_UNION_TYPE_P (type))
    return false;
  for (tree f = TYPE_FIELDS (type); f; f = DECL_CHAIN (f))
    if (TREE_CODE (f) == FIELD_DECL && depth < 8
	&& holds_pointer_p (TREE_TYPE (f), depth + 1))
      return true;
  return false;
}

static esc_ref
default_def (struct esc_body *body, tree var)
{
  tree ssa = ssa_default_def (body->fun, var);
  return ssa ? esc_lower_ssa (body, ssa) : 0;
}

/* Needs block 0: the value of a parameter that lives in memory is stored
   there.  */
static void
lower_parameters (struct esc_body *body)
{
  struct esc_fn *fn = body->fn;
  uint32_t n = 0;
  for (tree p = DECL_ARGUMENTS (body->decl); p; p = DECL_CHAIN (p))
    n++;
  /* Two more, hidden: the static chain and the variable arguments.  */
  fn->nparams = n;
  fn->params = (struct esc_param *)
    esc_alloc (&body->unit->arena, (n + 2) * sizeof *fn->params);
  uint32_t i = 0;
  for (tree p = DECL_ARGUMENTS (body->decl); p; p = DECL_CHAIN (p), i++)
    {
      struct esc_param *param = &fn->params[i];
      tree type = TREE_TYPE (p);
      param->name = esc_decl_name (p);
      param->pointer = holds_pointer_p (type, 0);
      if (is_gimple_reg (p))
	{
	  param->value = default_def (body, p);
	  /* Unused: still a parameter.  */
	  if (!param->value && POINTER_TYPE_P (type))
	    param->value = esc_add_value (body->unit, fn, param->name, 0);
	  continue;
	}
      struct esc_obj obj = {};
      obj.kind = ESC_O_PARAM;
      obj.param = (uint16_t) i;
      obj.name = param->name;
      obj.size = (int64_t) esc_type_size (type);
      obj.loc = DECL_SOURCE_LOCATION (p);
      obj.host = p;
      if (TREE_THIS_VOLATILE (p))
	obj.flags |= ESC_OF_VOLATILE;
      param->obj = esc_add_object (body->unit, fn, &obj);
      esc_map_put (&body->arena, &body->objs, esc_key (p), param->obj);
      if (AGGREGATE_TYPE_P (type))
	param->byvalue = true;
      else if (esc_value_type_p (type))
	{
	  param->value = esc_add_value (body->unit, fn, param->name, 0);
	  struct esc_place to = {};
	  to.base = param->obj;
	  esc_emit_store (body, to, param->value, esc_type_size (type), 0);
	}
    }
  if (fn->flags & ESC_FF_NESTED && body->fun->static_chain_decl)
    {
      tree chain = body->fun->static_chain_decl;
      fn->params[n].value = is_gimple_reg (chain) ? default_def (body, chain)
						  : 0;
      n++;
    }
  if (fn->flags & ESC_FF_VARIADIC)
    fn->params[n].value = body->varargs
      = esc_add_value (body->unit, fn, NULL, ESC_ANON);
}

/* Integers that carry addresses.  */

/* Whether OP may carry an address, as far as is known.  */
static bool
carries (struct esc_body *body, tree op)
{
  if (op && TREE_CODE (op) == SSA_NAME)
    return POINTER_TYPE_P (TREE_TYPE (op))
	   || (esc_value_type_p (TREE_TYPE (op))
	       && (!INTEGRAL_TYPE_P (TREE_TYPE (op))
		   || body->carrier[SSA_NAME_VERSION (op)]));
  return op && TREE_CODE (op) == ADDR_EXPR;
}

/* Whether an integer that the assignment STMT computes may carry an address.  */
static bool
carrier_assign_p (struct esc_body *body, gimple *stmt)
{
  switch (gimple_assign_rhs_code (stmt))
    {
    case BIT_XOR_EXPR:
    case BIT_NOT_EXPR:
    case NEGATE_EXPR:
    case MULT_EXPR:
    case MULT_HIGHPART_EXPR:
    case TRUNC_DIV_EXPR:
    case EXACT_DIV_EXPR:
    case TRUNC_MOD_EXPR:
    case POINTER_DIFF_EXPR:
    case ABS_EXPR:
    case ABSU_EXPR:
    case FIX_TRUNC_EXPR:
      return false;
    case LSHIFT_EXPR:
    case RSHIFT_EXPR:
    case LROTATE_EXPR:
    case RROTATE_EXPR:
      /* A word of several.  */
      return esc_type_size (TREE_TYPE (gimple_assign_lhs (stmt)))
	     > POINTER_SIZE_UNITS
	     && carries (body, gimple_assign_rhs1 (stmt));
    default:
      if (gimple_assign_single_p (stmt)
	  && esc_memory_p (gimple_assign_rhs1 (stmt)))
	return true;
      for (unsigned i = 1; i < gimple_num_ops (stmt); i++)
	{
	  tree op = gimple_op (stmt, i);
	  while (op && handled_component_p (op))
	    op = TREE_OPERAND (op, 0);
	  if (carries (body, op))
	    return true;
	}
      return false;
    }
}

/* Whether an integer that STMT computes may carry an address, given what is
   known of its operands.  */
static bool
carrier_p (struct esc_body *body, gimple *stmt)
{
  switch (gimple_code (stmt))
    {
    case GIMPLE_PHI:
      for (unsigned i = 0; i < gimple_phi_num_args (stmt); i++)
	if (carries (body, gimple_phi_arg_def (stmt, i)))
	  return true;
      return false;
    case GIMPLE_CALL:
      /* No built-in returns an address as an integer but those that read
	 memory.  */
      if (tree fndecl = gimple_call_fndecl (stmt))
	if (fndecl_built_in_p (fndecl, BUILT_IN_NORMAL))
	  {
	    const char *name = IDENTIFIER_POINTER (DECL_NAME (fndecl));
	    return startswith (name, "__atomic_")
		   || startswith (name, "__sync_")
		   || startswith (name, "__builtin_expect");
	  }
      return true;
    case GIMPLE_ASSIGN:
      return carrier_assign_p (body, stmt);
    case GIMPLE_NOP:
      /* At entry: what a parameter holds.  */
      return true;
    default:
      return true;
    }
}

/* Find the wide integers that may carry an address.  Most do not: sizes and
   counters, and a graph without them is half as large.  */
static void
find_carriers (struct esc_body *body)
{
  auto_vec<tree, 64> open;
  unsigned i;
  tree ssa;
  FOR_EACH_SSA_NAME (i, ssa, body->fun)
    if (INTEGRAL_TYPE_P (TREE_TYPE (ssa))
	&& esc_value_type_p (TREE_TYPE (ssa)))
      {
	if (SSA_NAME_IS_DEFAULT_DEF (ssa))
	  body->carrier[i] = SSA_NAME_VAR (ssa)
			     && TREE_CODE (SSA_NAME_VAR (ssa)) == PARM_DECL;
	else
	  open.safe_push (ssa);
      }
  /* Each round settles at least one more; chains against the order of
     numbering are short.  */
  for (bool changed = true; changed;)
    {
      changed = false;
      unsigned left = 0;
      FOR_EACH_VEC_ELT (open, i, ssa)
	if (carrier_p (body, SSA_NAME_DEF_STMT (ssa)))
	  body->carrier[SSA_NAME_VERSION (ssa)] = changed = true;
	else
	  open[left++] = ssa;
      open.truncate (left);
    }
}

/* Where results are decided.  */

static bool
anonymous_p (tree ssa)
{
  return !SSA_NAME_VAR (ssa) || DECL_ARTIFICIAL (SSA_NAME_VAR (ssa))
	 || TREE_CODE (SSA_NAME_VAR (ssa)) == RESULT_DECL;
}

/* VALUE is returned if block BB is left; LOC is where a merge says that it
   comes from.  */
static void
add_return (struct esc_body *body, basic_block bb, tree value, location_t loc,
	    gimple *ret)
{
  struct esc_ret r = { body->ret_of[bb->index], bb->index, value, loc, ret };
  if (TREE_CODE (value) == SSA_NAME && anonymous_p (value))
    {
      gimple *def = SSA_NAME_DEF_STMT (value);
      if ((is_gimple_assign (def) || is_gimple_call (def))
	  && LOCATION_LOCUS (gimple_location (def)) > BUILTINS_LOCATION)
	{
	  r.loc = gimple_location (def);
	  r.stmt = def;
	}
    }
  if (LOCATION_LOCUS (r.loc) <= BUILTINS_LOCATION)
    r.loc = gimple_location (ret);
  ESC_PUSH (&body->arena, body->rets, body->nrets, body->rets_cap, r);
  body->ret_of[bb->index] = body->nrets - 1;
}

static void
find_return (struct esc_body *body, basic_block bb, tree value, location_t loc,
	     gimple *ret, int depth)
{
  gphi *phi = NULL;
  if (TREE_CODE (value) == SSA_NAME && anonymous_p (value) && depth < 8)
    phi = dyn_cast <gphi *> (SSA_NAME_DEF_STMT (value));
  /* An edge of a branch has no place of its own.  */
  for (unsigned i = 0; phi && i < gimple_phi_num_args (phi); i++)
    if (!single_succ_p (gimple_phi_arg_edge (phi, i)->src)
	|| gimple_phi_arg_edge (phi, i)->src->index == ENTRY_BLOCK)
      phi = NULL;
  if (!phi)
    {
      add_return (body, bb, value, loc, ret);
      return;
    }
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
    find_return (body, gimple_phi_arg_edge (phi, i)->src,
		 gimple_phi_arg_def (phi, i), gimple_phi_arg_location (phi, i),
		 ret, depth + 1);
}

static void
find_returns (struct esc_body *body)
{
  struct esc_ret none = {};
  ESC_PUSH (&body->arena, body->rets, body->nrets, body->rets_cap, none);
  edge e;
  edge_iterator ei;
  FOR_EACH_EDGE (e, ei, EXIT_BLOCK_PTR_FOR_FN (body->fun)->preds)
    {
      gimple_stmt_iterator gsi = gsi_last_nondebug_bb (e->src);
      greturn *ret = gsi_end_p (gsi)
		     ? NULL : dyn_cast <greturn *> (gsi_stmt (gsi));
      tree value = ret ? gimple_return_retval (ret) : NULL_TREE;
      if (!value)
	continue;
      if (VAR_P (value) && !DECL_NAME (value) && !is_global_var (value))
	/* What small structures are returned in: it is the result.  */
	body->result_alias = value;
      else if (is_gimple_val (value) && esc_value_type_p (TREE_TYPE (value)))
	find_return (body, e->src, value, UNKNOWN_LOCATION, ret, 0);
    }
}

/* The body.  */

void
esc_begin_body (struct esc_body *body)
{
  struct function *fun = body->fun;
  esc_fn_body (body->unit, body->fn);
  if (fun->calls_setjmp)
    body->fn->flags |= ESC_FF_SETJMP;
  unsigned nssa = vec_safe_length (SSANAMES (fun));
  body->values = (esc_ref *) esc_alloc (&body->arena,
					(nssa + 1) * sizeof *body->values);
  body->used = (uint32_t *) esc_alloc (&body->arena,
				       (nssa + 1) * sizeof *body->used);
  body->carrier = (uint8_t *) esc_alloc (&body->arena, nssa + 1);
  unsigned nbbs = (unsigned) last_basic_block_for_fn (fun);
  body->ret_of = (uint32_t *) esc_alloc (&body->arena,
					 (nbbs + 1) * sizeof *body->ret_of);
  body->index_of = (int *) esc_alloc (&body->arena,
				      (nbbs + 1) * sizeof *body->index_of);
  if (DECL_INITIAL (body->decl)
      && TREE_CODE (DECL_INITIAL (body->decl)) == BLOCK)
    lower_scope (body, DECL_INITIAL (body->decl), 0, true);
  find_carriers (body);
  find_returns (body);

  /* The blocks in GCC's order, which begins with the entry; a block of our own
     stands for the entry if the first one is also entered from elsewhere.  */
  basic_block first = single_succ (ENTRY_BLOCK_PTR_FOR_FN (fun)), bb;
  body->own_entry = !single_pred_p (first)
		    || first != ENTRY_BLOCK_PTR_FOR_FN (fun)->next_bb;
  int n = body->own_entry;
  FOR_EACH_BB_FN (bb, fun)
    body->index_of[bb->index] = n++;
  esc_add_block (body->unit, body->fn);
  body->loc = body->fn->loc;
  lower_parameters (body);
}
