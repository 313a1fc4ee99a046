/* promote-change.cc - move heap objects of one function to its frame.

   Owns:    the new variables, and the statements in place of the allocating and
            the freeing calls.
   Input:   a function in SSA form; the objects that leave the heap.
   Output:  the function, in SSA form, its control flow clean, its call graph
            edges made again, and nothing left of what points-to analysis said
            of it: that was about the heap.
   Not handled: which objects these are; an object that does not leave the
            heap.  */

#include "promote.h"

/* ---- The freeing calls.  ---- */

/* A call that frees, and the variables that it may be handed now.  */
struct release
{
  gcall *call;
  bool exact;			/* it is handed nothing else */
  uint32_t n;
  const struct esc_slot **slots;
};

/* R frees one of finitely many objects in each round of its loop, if it runs in
   each and none is made there: the loop ends.  GCC may then drop it if it does
   nothing else.  */
static void
bound_loop (const struct release *r)
{
  basic_block bb = gimple_bb (r->call);
  class loop *loop = bb->loop_father;
  if (!loop || !loop_outer (loop) || !loop->latch
      || !dominated_by_p (CDI_DOMINATORS, loop->latch, bb))
    return;
  for (uint32_t i = 0; i < r->n; i++)
    if (flow_bb_inside_loop_p (loop, gimple_bb (r->slots[i]->call)))
      return;
  loop->finite_p = true;
}

/* R frees nothing but variables: it goes.  The variable is not clobbered: its
   address may be kept across rounds of a loop, and GCC takes a clobber for the
   end of the variable's life until it is named again (bug 90348).  */
static void
drop_release (const struct release *r)
{
  gimple_stmt_iterator at = gsi_for_stmt (r->call);
  bound_loop (r);
  unlink_stmt_vdef (r->call);
  gsi_remove (&at, true);
}

/* R may free something else: then only that.  */
static void
guard_release (const struct release *r)
{
  tree p = gimple_call_arg (r->call, 0);
  for (uint32_t i = 0; i < r->n; i++)
    {
      const struct esc_slot *slot = r->slots[i];
      if (slot->taken)
	esc_release_growing (slot, r->call);
      tree address = build_fold_addr_expr (slot->var);
      if (!slot->count)
	{
	  esc_make_conditional (r->call, NE_EXPR, p, address,
				profile_probability::unlikely ());
	  continue;
	}
      /* One of several: how far from the first?  */
      struct esc_before before = esc_before (r->call);
      tree distance
	= esc_compute (&before, size_type_node, MINUS_EXPR,
		       esc_compute (&before, size_type_node, NOP_EXPR, p,
				    NULL_TREE),
		       esc_compute (&before, size_type_node, NOP_EXPR, address,
				    NULL_TREE));
      esc_make_conditional (r->call, GE_EXPR, distance,
			    build_int_cst (size_type_node, slot->bytes
					   * slot->site->copies),
			    profile_probability::unlikely ());
    }
}

static bool
has_variable (const struct release *r, tree var)
{
  for (uint32_t i = 0; i < r->n; i++)
    if (r->slots[i]->var == var)
      return true;
  return false;
}

/* The calls that free what was in SLOTS, N of them, in ARENA: *RESULT, by call.
   Returns how many.  */
static uint32_t
find_releases (struct esc_arena *arena, const struct esc_slot *slots,
	       uint32_t n, struct release **result)
{
  struct esc_map index = {};
  struct release *releases = NULL;
  uint32_t nreleases = 0, cap = 0;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < slots[i].site->nreleases; k++)
      {
	const struct esc_release *from = &slots[i].site->releases[k];
	uint64_t key = esc_hash_int (esc_key (from->host));
	uint32_t at = esc_map_get (&index, key);
	if (!at)
	  {
	    struct release fresh = { (gcall *) from->host, true, 0, NULL };
	    ESC_PUSH (arena, releases, nreleases, cap, fresh);
	    at = nreleases;
	    esc_map_put (arena, &index, key, at);
	  }
	struct release *r = &releases[at - 1];
	r->exact &= from->exact;
	if (!r->slots)
	  r->slots = (const struct esc_slot **)
	    esc_alloc (arena, n * sizeof *r->slots);
	if (!has_variable (r, slots[i].var))
	  r->slots[r->n++] = &slots[i];
      }
  *result = releases;
  return nreleases;
}

/* ---- The function.  ---- */

/* All that GCC has found out about what pointers of the function point to speaks
   of the heap.  */
static void
forget_points_to (struct function *fun)
{
  unsigned i;
  tree name;
  basic_block bb;
  FOR_EACH_SSA_NAME (i, name, fun)
    if (POINTER_TYPE_P (TREE_TYPE (name)) && SSA_NAME_PTR_INFO (name))
      pt_solution_reset (&SSA_NAME_PTR_INFO (name)->pt);
  FOR_EACH_BB_FN (bb, fun)
    for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g);
	 gsi_next (&g))
      if (is_gimple_call (gsi_stmt (g)))
	gimple_call_reset_alias_info (as_a <gcall *> (gsi_stmt (g)));
  pt_solution_reset (&fun->gimple_df->escaped);
}

/* The address that STMT gives to NAME, whatever the way to it, or NULL.  */
static tree
one_address (gimple *stmt, tree *name)
{
  tree value = NULL_TREE;
  if (gphi *phi = dyn_cast <gphi *> (stmt))
    {
      *name = gimple_phi_result (phi);
      value = gimple_phi_arg_def (phi, 0);
      for (unsigned i = 1; i < gimple_phi_num_args (phi); i++)
	if (!operand_equal_p (value, gimple_phi_arg_def (phi, i)))
	  return NULL_TREE;
    }
  else if (is_gimple_assign (stmt)
	   && (gimple_assign_single_p (stmt) || gimple_assign_cast_p (stmt)))
    {
      *name = gimple_assign_lhs (stmt);
      value = gimple_assign_rhs1 (stmt);
    }
  if (!value || TREE_CODE (value) != ADDR_EXPR
      || !is_gimple_min_invariant (value) || TREE_CODE (*name) != SSA_NAME
      || !POINTER_TYPE_P (TREE_TYPE (*name)) || has_zero_uses (*name)
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (*name))
    return NULL_TREE;
  return value;
}

/* If STMT gives a name one address, put that in its place.  */
static bool
spread_address (gimple *stmt)
{
  tree name, value = one_address (stmt, &name);
  if (value)
    replace_uses_by (name, value);
  return value;
}

/* Where a name is the address of a variable, its uses are uses of that: tests for
   NULL fold, and interprocedural passes, which come before any other
   propagation, see what is passed.  */
static void
spread_addresses (struct function *fun)
{
  basic_block bb;
  for (bool changed = true; changed; )
    {
      changed = false;
      FOR_EACH_BB_FN (bb, fun)
	{
	  for (gphi_iterator i = gsi_start_phis (bb); !gsi_end_p (i);
	       gsi_next (&i))
	    changed |= spread_address (i.phi ());
	  for (gimple_stmt_iterator i = gsi_start_bb (bb); !gsi_end_p (i);
	       gsi_next (&i))
	    changed |= spread_address (gsi_stmt (i));
	}
    }
}

void
esc_finish_change (struct function *fun)
{
  forget_points_to (fun);
  free_dominance_info (fun, CDI_DOMINATORS);
  free_dominance_info (fun, CDI_POST_DOMINATORS);
  mark_virtual_operands_for_renaming (fun);
  update_ssa (TODO_update_ssa);
  cleanup_tree_cfg ();
  if (optimize)
    {
      spread_addresses (fun);
      cleanup_tree_cfg ();
      spread_addresses (fun);
    }
  /* Without the ways on which there was no memory.  */
  if (profile_status_for_fn (fun) == PROFILE_GUESSED)
    rebuild_frequencies ();
  free_dominance_info (fun, CDI_DOMINATORS);
  cgraph_edge::rebuild_edges ();
}

/* ---- Elements.

   p[i] is the address in p and i times the size of an element, and so it stays
   when p becomes the address of an array.  As an element of that array GCC knows
   it better.  */

/* The index that OFFSET, of SIZE bytes an element, comes from, or NULL.  */
static tree
index_of (tree offset, uint64_t size)
{
  if (TREE_CODE (offset) != SSA_NAME || size == 1)
    return TREE_CODE (offset) == SSA_NAME ? offset : NULL_TREE;
  gimple *def = SSA_NAME_DEF_STMT (offset);
  if (!is_gimple_assign (def) || gimple_assign_rhs_code (def) != MULT_EXPR
      || !tree_fits_uhwi_p (gimple_assign_rhs2 (def))
      || tree_to_uhwi (gimple_assign_rhs2 (def)) != size
      || TREE_CODE (gimple_assign_rhs1 (def)) != SSA_NAME
      || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_rhs1 (def)))
    return NULL_TREE;
  return gimple_assign_rhs1 (def);
}

/* Where operand OP of an assignment accesses an object of TYPE at P, or NULL.  */
static tree *
access_at (tree *op, tree p, tree type)
{
  while (handled_component_p (*op))
    op = &TREE_OPERAND (*op, 0);
  if (TREE_CODE (*op) != MEM_REF || TREE_OPERAND (*op, 0) != p
      || !integer_zerop (TREE_OPERAND (*op, 1)) || TREE_THIS_VOLATILE (*op)
      || TYPE_MAIN_VARIANT (TREE_TYPE (*op)) != type)
    return NULL;
  tree said = TREE_TYPE (TREE_TYPE (TREE_OPERAND (*op, 1)));
  return TYPE_MAIN_VARIANT (said) == type ? op : NULL;
}

/* What USE, an assignment, accesses at P: *ONE, of TYPE.  False: P is used in
   another way.  */
static bool
only_access_p (gimple *use, tree p, tree type, tree **one)
{
  if (!gimple_assign_single_p (use))
    return false;
  tree *load = access_at (gimple_assign_rhs1_ptr (use), p, type);
  tree *store = access_at (gimple_assign_lhs_ptr (use), p, type);
  if ((load != NULL) == (store != NULL) || gimple_assign_rhs1 (use) == p)
    return false;
  *one = load ? load : store;
  return true;
}

/* STMT adds to the address of VAR, an array.  */
static void
make_elements (gimple *stmt, tree var)
{
  tree type = TYPE_MAIN_VARIANT (TREE_TYPE (TREE_TYPE (var)));
  tree p = gimple_assign_lhs (stmt), *one = NULL;
  if (TREE_CODE (p) != SSA_NAME || !tree_fits_uhwi_p (TYPE_SIZE_UNIT (type)))
    return;
  tree index = index_of (gimple_assign_rhs2 (stmt),
			 tree_to_uhwi (TYPE_SIZE_UNIT (type)));
  use_operand_p use;
  imm_use_iterator it;
  if (!index)
    return;
  auto_vec <gimple *, 8> uses;
  FOR_EACH_IMM_USE_FAST (use, it, p)
    if (!is_gimple_debug (USE_STMT (use)))
      {
	if (!only_access_p (USE_STMT (use), p, type, &one))
	  return;
	uses.safe_push (USE_STMT (use));
      }
  for (gimple *access : uses)
    {
      if (!only_access_p (access, p, type, &one))
	gcc_unreachable ();
      *one = build4 (ARRAY_REF, TREE_TYPE (*one), var, index, NULL_TREE,
		     NULL_TREE);
      update_stmt (access);
    }
}

/* The same for all of SLOTS, N of them, in FUN.  */
static void
index_arrays (struct function *fun, const struct esc_slot *slots, uint32_t n)
{
  basic_block bb;
  FOR_EACH_BB_FN (bb, fun)
    for (gimple_stmt_iterator i = gsi_start_bb (bb); !gsi_end_p (i);
	 gsi_next (&i))
      {
	gimple *stmt = gsi_stmt (i);
	if (!is_gimple_assign (stmt)
	    || gimple_assign_rhs_code (stmt) != POINTER_PLUS_EXPR
	    || TREE_CODE (gimple_assign_rhs1 (stmt)) != ADDR_EXPR)
	  continue;
	tree var = TREE_OPERAND (gimple_assign_rhs1 (stmt), 0);
	for (uint32_t k = 0; k < n; k++)
	  if (slots[k].var == var && !slots[k].count && !slots[k].taken
	      && TREE_CODE (TREE_TYPE (var)) == ARRAY_TYPE)
	    {
	      make_elements (stmt, var);
	      break;
	    }
      }
}

void
esc_promote_function (struct function *fun, const struct esc_site **sites,
		      uint32_t n)
{
  struct esc_arena arena = {};
  struct esc_slot *slots
    = (struct esc_slot *) esc_alloc (&arena, n * sizeof *slots);
  struct release *releases;

  /* Now: what replaces the calls is folded.  */
  forget_points_to (fun);
  for (uint32_t i = 0; i < n; i++)
    {
      const struct esc_slot *other = NULL;
      for (uint32_t k = 0; k < i && sites[i]->group && !other; k++)
	if (sites[k]->verdict == ESC_V_GROWING
	    && sites[i]->verdict == ESC_V_GROWING
	    && sites[k]->group == sites[i]->group)
	  other = &slots[k];
      esc_make_slot (&slots[i], sites[i], other);
      if (slots[i].taken && !other)
	esc_start_growing (&slots[i]);
    }
  uint32_t nreleases = find_releases (&arena, slots, n, &releases);
  for (uint32_t i = 0; i < nreleases; i++)
    if (releases[i].exact)
      drop_release (&releases[i]);
  free_dominance_info (fun, CDI_DOMINATORS);
  for (uint32_t i = 0; i < nreleases; i++)
    if (!releases[i].exact)
      guard_release (&releases[i]);
  for (uint32_t i = 0; i < n; i++)
    esc_fill_slot (&slots[i]);
  esc_finish_change (fun);
  if (optimize)
    index_arrays (fun, slots, n);
  esc_arena_free (&arena);
}
