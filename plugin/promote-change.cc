/* promote-change.cc - move heap objects of one function to its frame.

   Owns:    the new variables, and the statements in place of the allocating and
            the freeing calls.
   Input:   a function in SSA form; the objects that leave the heap.
   Output:  the function, in SSA form, its control flow clean, its call graph
            edges made again, and nothing left of what points-to analysis said
            of it: that was about the heap.
   Not handled: which objects these are; an object that does not leave the
            heap.  */

#include "plugin.h"

/* ---- What can be replaced.  ---- */

enum allocator
{
  ALLOC_NONE,
  ALLOC_MALLOC,			/* (size) */
  ALLOC_CALLOC,			/* (n, size) */
  ALLOC_ALIGNED,		/* (alignment, size) */
  ALLOC_POSIX_MEMALIGN,		/* (&result, alignment, size) */
  ALLOC_REALLOC,		/* (NULL, size) */
  ALLOC_STRDUP,			/* (string) */
  ALLOC_STRNDUP			/* (string, n) */
};

static enum allocator
allocator_of (gcall *call)
{
  tree fndecl = gimple_call_fndecl (call);
  if (!fndecl)
    return ALLOC_NONE;
  if (gimple_call_builtin_p (call, BUILT_IN_NORMAL))
    switch (DECL_FUNCTION_CODE (fndecl))
      {
      case BUILT_IN_MALLOC:
	return ALLOC_MALLOC;
      case BUILT_IN_CALLOC:
	return ALLOC_CALLOC;
      case BUILT_IN_ALIGNED_ALLOC:
	return ALLOC_ALIGNED;
      case BUILT_IN_POSIX_MEMALIGN:
	return ALLOC_POSIX_MEMALIGN;
      case BUILT_IN_REALLOC:
	return ALLOC_REALLOC;
      case BUILT_IN_STRDUP:
	return ALLOC_STRDUP;
      case BUILT_IN_STRNDUP:
	return ALLOC_STRNDUP;
      default:
	return ALLOC_NONE;
      }
  /* GCC has no built-in of that name.  */
  if (!flag_no_builtin && TREE_PUBLIC (fndecl) && DECL_EXTERNAL (fndecl)
      && id_equal (DECL_NAME (fndecl), "memalign")
      && gimple_call_num_args (call) == 2)
    return ALLOC_ALIGNED;
  return ALLOC_NONE;
}

bool
esc_allocator_p (gcall *call)
{
  return allocator_of (call) != ALLOC_NONE;
}

bool
esc_plain_free_p (gcall *call)
{
  return gimple_call_builtin_p (call, BUILT_IN_FREE);
}

gcall *
esc_promotable (const struct esc_site *site, const char **reason)
{
  gcall *call = (gcall *) site->call->host;
  enum allocator kind = allocator_of (call);
  if (kind == ALLOC_NONE)
    *reason = site->by ? "allocated by a function that was not inlined"
	      : "not allocated by a function of the C library";
  else if (site->verdict == ESC_V_UNSIZED
	   && (kind != ALLOC_MALLOC || !gimple_call_lhs (call)
	       || TREE_CODE (gimple_call_lhs (call)) != SSA_NAME
	       || SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_call_lhs (call))))
    *reason = "the size is not known";
  else
    for (uint32_t i = 0; i < site->nreleases && !*reason; i++)
      {
	gcall *release = (gcall *) site->releases[i].host;
	if (!esc_plain_free_p (release)
	    && (!site->releases[i].exact || gimple_call_lhs (release)))
	  *reason = "freed by a function that was not inlined";
      }
  return *reason ? NULL : call;
}

/* ---- The variable.  ---- */

/* Whether an object of SIZE bytes can be one TYPE, or an array of it.  */
static bool
fits_p (tree type, uint64_t size)
{
  if (!COMPLETE_TYPE_P (type) || TREE_CODE (type) == FUNCTION_TYPE
      || VOID_TYPE_P (type) || TYPE_ATOMIC (type)
      || !tree_fits_uhwi_p (TYPE_SIZE_UNIT (type)))
    return false;
  uint64_t unit = tree_to_uhwi (TYPE_SIZE_UNIT (type));
  return unit && unit <= size && size % unit == 0;
}

/* The type that USE has for the memory that P points to, or NULL.  */
static tree
type_in_use (gimple *use, tree p)
{
  if (gimple_assign_cast_p (use) && gimple_assign_rhs1 (use) == p
      && POINTER_TYPE_P (TREE_TYPE (gimple_assign_lhs (use))))
    return TREE_TYPE (TREE_TYPE (gimple_assign_lhs (use)));
  if (!gimple_assign_single_p (use))
    return NULL_TREE;
  tree sides[] = { gimple_assign_lhs (use), gimple_assign_rhs1 (use) };
  for (tree ref : sides)
    {
      while (handled_component_p (ref))
	ref = TREE_OPERAND (ref, 0);
      if (TREE_CODE (ref) == MEM_REF && TREE_OPERAND (ref, 0) == p
	  && integer_zerop (TREE_OPERAND (ref, 1)))
	return TREE_TYPE (ref);
    }
  return NULL_TREE;
}

/* The type of a variable for SIZE bytes that the pointer P (or NULL) is for: that
   of its uses, so that GCC can take the variable apart; else bytes.  */
static tree
type_of_slot (tree p, uint64_t size)
{
  tree type = NULL_TREE;
  if (p && TREE_CODE (p) == SSA_NAME)
    {
      type = TREE_TYPE (TREE_TYPE (p));
      if (!fits_p (type, size) || TYPE_MODE (type) == QImode)
	{
	  use_operand_p use;
	  imm_use_iterator it;
	  type = NULL_TREE;
	  FOR_EACH_IMM_USE_FAST (use, it, p)
	    {
	      tree other = is_gimple_debug (USE_STMT (use)) ? NULL_TREE
			   : type_in_use (USE_STMT (use), p);
	      if (!other || !fits_p (other, size))
		continue;
	      /* The largest is the whole that the others are parts of.  */
	      if (!type || tree_int_cst_lt (TYPE_SIZE_UNIT (type),
					    TYPE_SIZE_UNIT (other)))
		type = other;
	    }
	}
    }
  if (!type || !fits_p (type, size))
    type = unsigned_char_type_node;
  type = TYPE_MAIN_VARIANT (type);
  uint64_t unit = tree_to_uhwi (TYPE_SIZE_UNIT (type));
  return unit == size ? type : build_array_type_nelts (type, size / unit);
}

/* What malloc promises: the alignment of any type.  */
static unsigned
malloc_alignment (void)
{
  return MAX (2 * POINTER_SIZE, TYPE_ALIGN (long_double_type_node));
}

static tree
make_slot (const struct esc_site *site, tree p)
{
  uint64_t size = site->verdict == ESC_V_UNSIZED ? esc_opts.limits.unsized
		  : site->size;
  tree type = type_of_slot (p, size);
  tree var = create_tmp_var_raw (type, "promoted");
  gimple_add_tmp_var (var);
  TREE_ADDRESSABLE (var) = 1;
  /* Nobody wrote it: no warning speaks of it.  */
  TREE_NO_WARNING (var) = 1;
  unsigned align = MAX (malloc_alignment (), DECL_ALIGN (var));
  align = MAX (align, (unsigned) (site->align * BITS_PER_UNIT));
  SET_DECL_ALIGN (var, align);
  DECL_USER_ALIGN (var) = 1;
  return var;
}

/* ---- The allocating call.  ---- */

static tree
address_of (tree var, tree type)
{
  return build1 (ADDR_EXPR, type && POINTER_TYPE_P (type) ? type
		 : build_pointer_type (TREE_TYPE (var)), var);
}

static void
insert (gimple_stmt_iterator *at, gimple *stmt, location_t loc)
{
  gimple_set_location (stmt, loc);
  gsi_insert_before (at, stmt, GSI_SAME_STMT);
}

/* Before AT: copy the string ARG to VAR, at most LIMIT (NULL: all) bytes of it.
   SITE tells how much that is.  */
static void
copy_string (gimple_stmt_iterator *at, const struct esc_site *site, tree var,
	     tree arg, tree limit, location_t loc)
{
  tree to = address_of (var, ptr_type_node);
  tree end = NULL_TREE;
  if (site->fixed)
    end = build_int_cst (size_type_node, site->size - 1);
  if (!limit)
    {
      if (site->fixed)
	insert (at, gimple_build_call
		(builtin_decl_implicit (BUILT_IN_MEMCPY), 3, to, arg,
		 build_int_cst (size_type_node, site->size)), loc);
      else
	insert (at, gimple_build_call
		(builtin_decl_implicit (BUILT_IN_STRCPY), 2, to, arg), loc);
      return;
    }
  if (!end)
    {
      gcall *len = gimple_build_call (builtin_decl_explicit (BUILT_IN_STRNLEN),
				      2, arg, limit);
      end = make_ssa_name (size_type_node);
      gimple_call_set_lhs (len, end);
      insert (at, len, loc);
    }
  insert (at, gimple_build_call (builtin_decl_implicit (BUILT_IN_MEMCPY), 3,
				 to, arg, end), loc);
  tree last = make_ssa_name (build_pointer_type (char_type_node));
  insert (at, gimple_build_assign (last, POINTER_PLUS_EXPR,
				   address_of (var, TREE_TYPE (last)), end),
	  loc);
  tree byte = build2 (MEM_REF, char_type_node, last,
		      build_int_cst (TREE_TYPE (last), 0));
  insert (at, gimple_build_assign (byte, build_zero_cst (char_type_node)),
	  loc);
}

/* Before AT: make VAR, for CALL, zero.  */
static void
clear (gimple_stmt_iterator *at, const struct esc_site *site, tree var,
       gcall *call, location_t loc)
{
  if (site->fixed)
    {
      tree zero = AGGREGATE_TYPE_P (TREE_TYPE (var))
		  ? build_constructor (TREE_TYPE (var), NULL)
		  : build_zero_cst (TREE_TYPE (var));
      insert (at, gimple_build_assign (var, zero), loc);
      return;
    }
  /* As much as was asked for: the product has a bound, so it does not wrap.  */
  tree size = make_ssa_name (size_type_node);
  tree a[2];
  for (int i = 0; i < 2; i++)
    {
      a[i] = gimple_call_arg (call, i);
      if (useless_type_conversion_p (size_type_node, TREE_TYPE (a[i])))
	continue;
      tree wide = make_ssa_name (size_type_node);
      insert (at, gimple_build_assign (wide, NOP_EXPR, a[i]), loc);
      a[i] = wide;
    }
  insert (at, gimple_build_assign (size, MULT_EXPR, a[0], a[1]), loc);
  insert (at, gimple_build_call (builtin_decl_implicit (BUILT_IN_MEMSET), 3,
				 address_of (var, ptr_type_node),
				 integer_zero_node, size), loc);
}

/* Put VAR in the place of what CALL allocates.  */
static void
replace_call (const struct esc_site *site, gcall *call, tree var)
{
  enum allocator kind = allocator_of (call);
  gimple_stmt_iterator at = gsi_for_stmt (call);
  location_t loc = gimple_location (call);
  tree lhs = gimple_call_lhs (call);
  if (kind == ALLOC_POSIX_MEMALIGN)
    {
      tree where = gimple_call_arg (call, 0);
      tree memory = build2 (MEM_REF, ptr_type_node, where,
			    build_int_cst (build_pointer_type (ptr_type_node),
					   0));
      insert (&at, gimple_build_assign (memory,
					address_of (var, ptr_type_node)),
	      loc);
    }
  else if (site->zeroed && kind == ALLOC_CALLOC)
    clear (&at, site, var, call, loc);
  else if (kind == ALLOC_STRDUP)
    copy_string (&at, site, var, gimple_call_arg (call, 0), NULL_TREE, loc);
  else if (kind == ALLOC_STRNDUP)
    copy_string (&at, site, var, gimple_call_arg (call, 0),
		 gimple_call_arg (call, 1), loc);
  if (lhs)
    {
      tree value = kind == ALLOC_POSIX_MEMALIGN
		   ? build_zero_cst (TREE_TYPE (lhs))
		   : address_of (var, TREE_TYPE (lhs));
      gimple *set = gimple_build_assign (lhs, value);
      gimple_set_location (set, loc);
      unlink_stmt_vdef (call);
      gsi_replace (&at, set, false);
    }
  else
    {
      unlink_stmt_vdef (call);
      gsi_remove (&at, true);
    }
}

/* Make the block of STMT two, before STMT, and that of what follows STMT a third.
   Ends the first with the condition A CODE B under which STMT runs.  Returns
   the edge that goes round it.  */
static edge
make_conditional (gimple *stmt, enum tree_code code, tree a, tree b,
		  profile_probability runs)
{
  gimple_stmt_iterator before = gsi_for_stmt (stmt);
  gsi_prev (&before);
  basic_block first = gimple_bb (stmt);
  edge in = gsi_end_p (before) ? split_block_after_labels (first)
	    : split_block (first, gsi_stmt (before));
  edge out = split_block (in->dest, stmt);
  gimple_stmt_iterator end = gsi_last_bb (in->src);
  gcond *cond = gimple_build_cond (code, a, b, NULL_TREE, NULL_TREE);
  gimple_set_location (cond, gimple_location (stmt));
  gsi_insert_after (&end, cond, GSI_NEW_STMT);
  in->flags = (in->flags & ~EDGE_FALLTHRU) | EDGE_TRUE_VALUE;
  in->probability = runs;
  in->dest->count = in->count ();
  edge round = make_edge (in->src, out->dest, EDGE_FALSE_VALUE);
  round->probability = runs.invert ();
  return round;
}

/* VAR is for small requests; CALL stays for the others.  */
static void
share_call (gcall *call, tree var)
{
  tree lhs = gimple_call_lhs (call), size = gimple_call_arg (call, 0);
  tree heap = copy_ssa_name (lhs);
  gimple_call_set_lhs (call, heap);
  update_stmt (call);
  edge round
    = make_conditional (call, GT_EXPR, size,
			build_int_cst (TREE_TYPE (size),
				       esc_opts.limits.unsized),
			profile_probability::unlikely ());
  gphi *phi = create_phi_node (lhs, round->dest);
  add_phi_arg (phi, address_of (var, TREE_TYPE (lhs)), round,
	       gimple_location (call));
  add_phi_arg (phi, heap, single_succ_edge (gimple_bb (call)),
	       gimple_location (call));
}

/* ---- The freeing calls.  ---- */

/* A call that frees, and the variables that it may be handed now.  */
struct release
{
  gcall *call;
  bool exact;			/* it is handed nothing else */
  uint32_t nvars;
  tree *vars;
};

/* Whether P is RESULT under another name.  */
static bool
same_value_p (tree p, tree result)
{
  while (p != result && TREE_CODE (p) == SSA_NAME)
    {
      gimple *def = SSA_NAME_DEF_STMT (p);
      if (!gimple_assign_ssa_name_copy_p (def)
	  && !(gimple_assign_cast_p (def)
	       && POINTER_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def)))))
	return false;
      p = gimple_assign_rhs1 (def);
    }
  return p == result;
}

/* R frees nothing but variables: it goes.  RESULT: the one value that is the
   address of its only variable whenever that lives, or NULL.  */
static void
drop_release (const struct release *r, tree result)
{
  gimple_stmt_iterator at = gsi_for_stmt (r->call);
  /* What was in it is dead.  Not where the pointer might be NULL, or an older
     one, while the object lives.  */
  if (optimize && r->nvars == 1 && result && esc_plain_free_p (r->call)
      && same_value_p (gimple_call_arg (r->call, 0), result))
    insert (&at, gimple_build_assign
	    (r->vars[0], build_clobber (TREE_TYPE (r->vars[0]))),
	    gimple_location (r->call));
  unlink_stmt_vdef (r->call);
  gsi_remove (&at, true);
}

/* R may free something else: then only that.  */
static void
guard_release (const struct release *r)
{
  tree p = gimple_call_arg (r->call, 0);
  for (uint32_t i = 0; i < r->nvars; i++)
    make_conditional (r->call, NE_EXPR, p,
		      address_of (r->vars[i], TREE_TYPE (p)),
		      profile_probability::unlikely ());
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

/* The uses of NAME are uses of the address of VAR: tests for NULL fold.  */
static void
spread_address (tree name, tree var)
{
  if (SSA_NAME_OCCURS_IN_ABNORMAL_PHI (name))
    return;
  replace_uses_by (name, address_of (var, TREE_TYPE (name)));
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
  free_dominance_info (fun, CDI_DOMINATORS);
  cgraph_edge::rebuild_edges ();
}

void
esc_promote_function (struct function *fun, const struct esc_site **sites,
		      uint32_t n)
{
  struct esc_arena arena = {};
  struct esc_map index = {};
  struct release *releases = NULL;
  uint32_t nreleases = 0, cap = 0;
  tree *vars = (tree *) esc_alloc (&arena, n * sizeof *vars);
  tree *names = (tree *) esc_alloc (&arena, n * sizeof *names);

  for (uint32_t i = 0; i < n; i++)
    {
      gcall *call = (gcall *) sites[i]->call->host;
      tree lhs = gimple_call_lhs (call);
      names[i] = lhs && TREE_CODE (lhs) == SSA_NAME
		 && POINTER_TYPE_P (TREE_TYPE (lhs)) ? lhs : NULL_TREE;
      vars[i] = make_slot (sites[i], names[i]);
      for (uint32_t k = 0; k < sites[i]->nreleases; k++)
	{
	  const struct esc_release *from = &sites[i]->releases[k];
	  uint64_t key = esc_hash_int (esc_key (from->host));
	  uint32_t at = esc_map_get (&index, key);
	  if (!at)
	    {
	      struct release fresh = { (gcall *) from->host, true, 0, NULL };
	      ESC_PUSH (&arena, releases, nreleases, cap, fresh);
	      at = nreleases;
	      esc_map_put (&arena, &index, key, at);
	    }
	  struct release *r = &releases[at - 1];
	  r->exact &= from->exact;
	  if (!r->vars)
	    r->vars = (tree *) esc_alloc (&arena, n * sizeof *r->vars);
	  if (!r->nvars || r->vars[r->nvars - 1] != vars[i])
	    r->vars[r->nvars++] = vars[i];
	}
    }
  for (uint32_t i = 0; i < nreleases; i++)
    if (releases[i].exact)
      {
	tree result = NULL_TREE;
	for (uint32_t k = 0; k < n; k++)
	  if (vars[k] == releases[i].vars[0])
	    result = names[k];
	drop_release (&releases[i], result);
      }
    else
      guard_release (&releases[i]);
  for (uint32_t i = 0; i < n; i++)
    {
      gcall *call = (gcall *) sites[i]->call->host;
      if (sites[i]->verdict == ESC_V_UNSIZED)
	{
	  share_call (call, vars[i]);
	  continue;
	}
      replace_call (sites[i], call, vars[i]);
      if (names[i] && optimize)
	spread_address (names[i], vars[i]);
    }
  esc_arena_free (&arena);
  esc_finish_change (fun);
}
