/* promote-grow.cc - buffers that realloc enlarges.

   Owns:    the bytes in the frame that such a buffer starts in, and the statements
            that serve its requests from there as long as they fit.
   Input:   a slot whose verdict is ESC_V_GROWING.  Output: statements.
   Not handled: which buffers these are.

   One piece of memory serves all objects that realloc makes of one another.  A
   variable says whether it is taken, so nothing has to be known of how many of
   them live at a time: one gets it, the others are on the heap as before.

     malloc (n)      0 < n <= bytes and not taken: taken = 1, &var
     realloc (p, n)  the same where p is NULL; 0 < n <= bytes and p == &var: p;
                     p == &var and n larger: what malloc (n) gives, with a copy
     free (p)        p == &var: taken = 0  */

#include "promote.h"

/* A new SSA name of TYPE that is A CODE B, before AT.  */
static tree
compute (gimple_stmt_iterator *at, location_t loc, tree type,
	 enum tree_code code, tree a, tree b)
{
  tree name = make_ssa_name (type);
  esc_insert (at, b ? gimple_build_assign (name, code, a, b)
	      : gimple_build_assign (name, code, a), loc);
  return name;
}

static tree
both (gimple_stmt_iterator *at, location_t loc, tree a, tree b)
{
  return compute (at, loc, boolean_type_node, BIT_AND_EXPR, a, b);
}

/* Whether SLOT's memory is free and N bytes fit.  */
static tree
fits (gimple_stmt_iterator *at, location_t loc, const struct esc_slot *slot,
      tree n)
{
  if (!useless_type_conversion_p (size_type_node, TREE_TYPE (n)))
    n = compute (at, loc, size_type_node, NOP_EXPR, n, NULL_TREE);
  tree less = compute (at, loc, size_type_node, MINUS_EXPR, n, size_one_node);
  return compute (at, loc, boolean_type_node, LT_EXPR, less,
		  build_int_cst (size_type_node, slot->bytes));
}

static tree
unused (gimple_stmt_iterator *at, location_t loc, const struct esc_slot *slot)
{
  tree taken = make_ssa_name (boolean_type_node);
  esc_insert (at, gimple_build_assign (taken, slot->taken), loc);
  return compute (at, loc, boolean_type_node, EQ_EXPR, taken,
		  boolean_false_node);
}

/* Where WHEN holds, SLOT's memory is taken, or not (VALUE).  */
static void
set_taken (gimple_stmt_iterator *at, location_t loc,
	   const struct esc_slot *slot, tree when, tree value)
{
  tree old = make_ssa_name (boolean_type_node);
  esc_insert (at, gimple_build_assign (old, slot->taken), loc);
  esc_insert (at, gimple_build_assign (slot->taken, COND_EXPR, when, value,
				       old), loc);
}

static void
add_arg (gphi *phi, tree value, edge e, const gimple *stmt)
{
  add_phi_arg (phi, value, e, gimple_location (stmt));
}

/* CALL runs only where WHEN does not hold; where it does, the result is SLOT's
   address.  Returns the edge on which it does.  */
static edge
serve (const struct esc_slot *slot, gcall *call, tree when)
{
  tree lhs = gimple_call_lhs (call), heap = copy_ssa_name (lhs);
  gimple_call_set_lhs (call, heap);
  update_stmt (call);
  edge round = esc_make_conditional (call, EQ_EXPR, when, boolean_false_node,
				     profile_probability::unlikely ());
  gphi *phi = create_phi_node (lhs, round->dest);
  add_arg (phi, build_fold_addr_expr (slot->var), round, call);
  add_arg (phi, heap, single_succ_edge (gimple_bb (call)), call);
  return round;
}

static void
allocate (const struct esc_slot *slot, gcall *call, bool zeroed)
{
  gimple_stmt_iterator at = gsi_for_stmt (call);
  location_t loc = gimple_location (call);
  tree ok = unused (&at, loc, slot);
  if (!zeroed)
    ok = both (&at, loc, ok, fits (&at, loc, slot,
				   gimple_call_arg (call, 0)));
  set_taken (&at, loc, slot, ok, boolean_true_node);
  edge round = serve (slot, call, ok);
  if (!zeroed)
    return;
  gimple *set = gimple_build_call (builtin_decl_implicit (BUILT_IN_MEMSET), 3,
				   build_fold_addr_expr (slot->var),
				   integer_zero_node,
				   build_int_cst (size_type_node,
						  slot->site->size));
  gimple_set_location (set, loc);
  gimple_stmt_iterator first = gsi_start_bb (split_edge (round));
  gsi_insert_after (&first, set, GSI_NEW_STMT);
}

/* On edge E: what is in SLOT goes to new memory of N bytes.  Returns its
   address, or NULL where N is 0 or there is no memory; *AFTER: the edge that it
   arrives on.  */
static tree
move_out (const struct esc_slot *slot, edge e, tree n, tree type,
	  location_t loc, edge *after)
{
  basic_block block = split_edge (e);
  tree heap = make_ssa_name (type), result = make_ssa_name (type);
  tree null = build_int_cst (type, 0);
  gcall *more = gimple_build_call (builtin_decl_implicit (BUILT_IN_MALLOC), 1,
				   n);
  gcall *copy = gimple_build_call (builtin_decl_implicit (BUILT_IN_MEMCPY), 3,
				   result,
				   build_fold_addr_expr (slot->var),
				   build_int_cst (size_type_node,
						  slot->bytes));
  gimple_call_set_lhs (more, heap);
  gimple_set_location (more, loc);
  gimple_set_location (copy, loc);
  gimple_stmt_iterator at = gsi_start_bb (block);
  gsi_insert_after (&at, more, GSI_NEW_STMT);
  gsi_insert_after (&at, copy, GSI_NEW_STMT);
  edge none = esc_make_conditional (more, NE_EXPR, n,
				    build_int_cst (TREE_TYPE (n), 0),
				    profile_probability::likely ());
  gphi *phi = create_phi_node (result, none->dest);
  add_arg (phi, null, none, more);
  add_arg (phi, heap, single_succ_edge (gimple_bb (more)), more);
  edge failed = esc_make_conditional (copy, NE_EXPR, result, null,
				      profile_probability::likely ());
  *after = single_succ_edge (failed->dest);
  return result;
}

static void
reallocate (const struct esc_slot *slot, gcall *call)
{
  gimple_stmt_iterator at = gsi_for_stmt (call);
  location_t loc = gimple_location (call);
  tree p = gimple_call_arg (call, 0), n = gimple_call_arg (call, 1);
  tree type = TREE_TYPE (gimple_call_lhs (call));
  tree address = build_fold_addr_expr (slot->var);
  tree here = compute (&at, loc, boolean_type_node, EQ_EXPR, p, address);
  tree fresh = compute (&at, loc, boolean_type_node, EQ_EXPR, p,
			build_int_cst (TREE_TYPE (p), 0));
  fresh = both (&at, loc, fresh, unused (&at, loc, slot));
  tree ok = compute (&at, loc, boolean_type_node, BIT_IOR_EXPR, here, fresh);
  ok = both (&at, loc, ok, fits (&at, loc, slot, n));
  set_taken (&at, loc, slot, ok, boolean_true_node);
  serve (slot, call, ok);
  /* Where it does not fit: not into realloc.  */
  tree heap = gimple_call_lhs (call), moved = copy_ssa_name (heap);
  gimple_call_set_lhs (call, moved);
  update_stmt (call);
  edge round = esc_make_conditional (call, NE_EXPR, p, address,
				     profile_probability::likely ()), after;
  basic_block join = round->dest;
  tree value = move_out (slot, round, n, type, loc, &after);
  gphi *phi = create_phi_node (heap, join);
  add_arg (phi, moved, single_succ_edge (gimple_bb (call)), call);
  add_arg (phi, value, after, call);
}

void
esc_grow_slot (const struct esc_slot *slot)
{
  switch (DECL_FUNCTION_CODE (gimple_call_fndecl (slot->call)))
    {
    case BUILT_IN_MALLOC:
      allocate (slot, slot->call, false);
      break;
    case BUILT_IN_CALLOC:
      allocate (slot, slot->call, true);
      break;
    case BUILT_IN_REALLOC:
      reallocate (slot, slot->call);
      break;
    default:
      gcc_unreachable ();
    }
}

void
esc_start_growing (const struct esc_slot *slot)
{
  gsi_insert_on_edge_immediate
    (single_succ_edge (ENTRY_BLOCK_PTR_FOR_FN (cfun)),
     gimple_build_assign (slot->taken, boolean_false_node));
}

void
esc_release_growing (const struct esc_slot *slot, gcall *call)
{
  gimple_stmt_iterator at = gsi_for_stmt (call);
  location_t loc = gimple_location (call);
  tree p = gimple_call_arg (call, 0);
  tree here = compute (&at, loc, boolean_type_node, EQ_EXPR, p,
		       build_fold_addr_expr (slot->var));
  set_taken (&at, loc, slot, here, boolean_false_node);
}

bool
esc_can_grow (const struct esc_site *site)
{
  gcall *call = (gcall *) site->call->host;
  tree lhs = gimple_call_lhs (call);
  if (!lhs || TREE_CODE (lhs) != SSA_NAME
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (lhs)
      || !(gimple_call_builtin_p (call, BUILT_IN_MALLOC)
	   || gimple_call_builtin_p (call, BUILT_IN_REALLOC)
	   || (gimple_call_builtin_p (call, BUILT_IN_CALLOC) && site->fixed
	       && site->size && site->size <= esc_opts.limits.object)))
    return false;
  for (uint32_t i = 0; i < site->nmoves; i++)
    if (!gimple_call_builtin_p ((gcall *) site->moves[i], BUILT_IN_REALLOC)
	|| !gimple_call_lhs ((gcall *) site->moves[i]))
      return false;
  return true;
}
