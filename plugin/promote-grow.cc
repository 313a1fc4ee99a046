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

static tree
both (struct esc_before *p, tree a, tree b)
{
  return esc_compute (p, boolean_type_node, BIT_AND_EXPR, a, b);
}

/* Whether N bytes fit into SLOT.  */
static tree
fits (struct esc_before *p, const struct esc_slot *slot, tree n)
{
  tree less = esc_compute (p, size_type_node, MINUS_EXPR, esc_as_size (p, n),
			   size_one_node);
  return esc_compute (p, boolean_type_node, LT_EXPR, less,
		      build_int_cst (size_type_node, slot->bytes));
}

/* Whether nobody has SLOT's memory.  */
static tree
unused (struct esc_before *p, const struct esc_slot *slot)
{
  tree taken = make_ssa_name (boolean_type_node);
  esc_add (p, gimple_build_assign (taken, slot->taken));
  return esc_compute (p, boolean_type_node, EQ_EXPR, taken,
		      boolean_false_node);
}

/* Where WHEN holds, SLOT's memory is taken, or not (VALUE).  */
static void
set_taken (struct esc_before *p, const struct esc_slot *slot, tree when,
	   tree value)
{
  tree old = make_ssa_name (boolean_type_node);
  esc_add (p, gimple_build_assign (old, slot->taken));
  esc_add (p, gimple_build_assign (slot->taken, COND_EXPR, when, value, old));
}

static void
add_arg (gphi *phi, tree value, edge e, const gimple *stmt)
{
  add_phi_arg (phi, value, e, gimple_location (stmt));
}

/* SLOT's call runs only where WHEN does not hold; where it does, the memory is
   taken, FILL (or NULL) runs, and the result is its address.  */
static void
serve (struct esc_before *p, const struct esc_slot *slot, tree when,
       gimple *fill)
{
  set_taken (p, slot, when, boolean_true_node);
  esc_run_where (slot->call, EQ_EXPR, when, boolean_false_node, fill,
		 build_fold_addr_expr (slot->var));
}

static void
allocate (const struct esc_slot *slot, bool zeroed)
{
  struct esc_before p = esc_before (slot->call);
  tree ok = unused (&p, slot);
  gimple *fill = NULL;
  if (zeroed)
    fill = gimple_build_call (builtin_decl_implicit (BUILT_IN_MEMSET), 3,
			      build_fold_addr_expr (slot->var),
			      integer_zero_node,
			      build_int_cst (size_type_node,
					     slot->site->size));
  else
    ok = both (&p, ok, fits (&p, slot, gimple_call_arg (slot->call, 0)));
  serve (&p, slot, ok, fill);
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
reallocate (const struct esc_slot *slot)
{
  gcall *call = slot->call;
  struct esc_before before = esc_before (call);
  tree p = gimple_call_arg (call, 0), n = gimple_call_arg (call, 1);
  tree type = TREE_TYPE (gimple_call_lhs (call));
  tree address = build_fold_addr_expr (slot->var);
  tree here = esc_compute (&before, boolean_type_node, EQ_EXPR, p, address);
  tree fresh = esc_compute (&before, boolean_type_node, EQ_EXPR, p,
			    build_int_cst (TREE_TYPE (p), 0));
  fresh = both (&before, fresh, unused (&before, slot));
  tree ok = esc_compute (&before, boolean_type_node, BIT_IOR_EXPR, here, fresh);
  serve (&before, slot, both (&before, ok, fits (&before, slot, n)), NULL);
  /* Where it does not fit: not into realloc.  */
  tree heap = gimple_call_lhs (call), moved = copy_ssa_name (heap);
  gimple_call_set_lhs (call, moved);
  update_stmt (call);
  edge round = esc_make_conditional (call, NE_EXPR, p, address,
				     profile_probability::likely ()), after;
  basic_block join = round->dest;
  tree value = move_out (slot, round, n, type, before.loc, &after);
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
      allocate (slot, false);
      break;
    case BUILT_IN_CALLOC:
      allocate (slot, true);
      break;
    case BUILT_IN_REALLOC:
      reallocate (slot);
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
  struct esc_before p = esc_before (call);
  tree here = esc_compute (&p, boolean_type_node, EQ_EXPR,
			   gimple_call_arg (call, 0),
			   build_fold_addr_expr (slot->var));
  set_taken (&p, slot, here, boolean_false_node);
}

bool
esc_can_grow (const struct esc_site *site)
{
  gcall *call = (gcall *) site->call->host;
  if (!esc_mergeable_p (call)
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
