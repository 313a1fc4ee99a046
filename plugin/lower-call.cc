/* lower-call.cc - calls as operations of the escape graph.

   Owns:    the mapping of a call's operands.
   Input:   GIMPLE_CALL.  Output: ESC_OP_CALL and struct esc_call.
   Not handled: built-ins that are part of the language (lower-builtin.cc);
            what a library function does: allocators, strings, everything with
            a name in libc goes to the engine as a call of that name.  */

#include "plugin.h"

tree
esc_call_argument (gcall *call, uint32_t arg)
{
  tree fndecl = gimple_call_fndecl (call);
  unsigned drop = fndecl ? esc_dropped_args (fndecl) : 0;
  for (unsigned i = 0; i < gimple_call_num_args (call); i++)
    if ((i >= 32 || !(drop >> i & 1)) && arg-- == 0)
      return gimple_call_arg (call, i);
  return NULL_TREE;
}

static void
lower_argument (struct esc_body *body, tree arg, esc_ref *ref,
		struct esc_range *range)
{
  range->lo = 0;
  range->hi = UINT64_MAX;
  if (is_gimple_reg_type (TREE_TYPE (arg)))
    {
      *ref = esc_lower_address (body, arg);
      if (tree_fits_uhwi_p (arg))
	range->lo = range->hi = tree_to_uhwi (arg);
    }
  else if (esc_memory_p (arg))
    {
      /* A structure by value: where it is.  One too small holds nothing.  */
      uint64_t size = esc_type_size (TREE_TYPE (arg));
      if (size == 0 || size >= POINTER_SIZE_UNITS)
	*ref = esc_place_ref (body, esc_lower_place (body, arg));
    }
}

static void
lower_real_call (struct esc_body *body, gcall *call, tree fndecl)
{
  struct esc_call c = {};
  unsigned drop = 0;
  if (fndecl)
    {
      c.callee = esc_lower_fndecl (body->lw, fndecl)->obj;
      drop = esc_dropped_args (fndecl);
    }
  else
    c.callee = esc_lower_address (body, gimple_call_fn (call));
  if (!c.callee)
    {
      c.callee = esc_temp (body);
      esc_emit_unknown (body, c.callee);
    }
  unsigned n = gimple_call_num_args (call);
  struct esc_arena *arena = &body->unit->arena;
  c.args = (esc_ref *) esc_alloc (arena, (n + 1) * sizeof *c.args);
  c.ranges = (struct esc_range *) esc_alloc (arena,
					     (n + 1) * sizeof *c.ranges);
  for (unsigned i = 0; i < n; i++)
    if (i >= 32 || !(drop >> i & 1))
      {
	lower_argument (body, gimple_call_arg (call, i), &c.args[c.nargs],
			&c.ranges[c.nargs]);
	c.nargs++;
      }
  if (gimple_call_chain (call))
    c.chain = esc_lower_address (body, gimple_call_chain (call));

  tree lhs = gimple_call_lhs (call);
  struct esc_place to = {};
  bool store = false;
  if (lhs && TREE_CODE (lhs) == SSA_NAME)
    c.result = esc_lower_result (body, lhs);
  else if (lhs)
    {
      to = esc_lower_place (body, lhs);
      store = is_gimple_reg_type (TREE_TYPE (lhs));
      if (!store)
	c.retmem = esc_place_ref (body, to);
      else if (esc_value_type_p (TREE_TYPE (lhs)))
	c.result = esc_temp (body);
    }
  if (gimple_call_noreturn_p (call))
    c.flags |= ESC_CF_NORETURN;
  c.loc = body->loc;
  c.host = call;
  struct esc_op op = {};
  op.kind = ESC_OP_CALL;
  op.call = esc_add_call (body->unit, body->fn, &c);
  esc_emit (body, op);
  if (store && esc_type_size (TREE_TYPE (lhs)) >= POINTER_SIZE_UNITS)
    esc_emit_store (body, to, c.result, esc_type_size (TREE_TYPE (lhs)), 0);
  else if (store)
    esc_emit_use (body, lhs, true);
}

void
esc_lower_call (struct esc_body *body, gcall *call)
{
  uint32_t acts = gimple_call_flags (call) & (ECF_CONST | ECF_PURE)
		  ? 0 : ESC_FF_ACTS;
  if (gimple_call_internal_p (call))
    {
      body->fn->flags |= acts;
      esc_lower_internal (body, call);
      return;
    }
  tree fndecl = gimple_call_fndecl (call);
  /* Called as its type says: a declaration without a prototype lets anything
     through.  */
  if (fndecl && gimple_call_builtin_p (call, BUILT_IN_NORMAL)
      && esc_lower_builtin (body, call, fndecl))
    {
      body->fn->flags |= acts;
      return;
    }
  lower_real_call (body, call, fndecl);
}
