/* promote-slot.cc - the variable in the place of a heap object, and the statements
   in the place of the call that allocates it.

   Owns:    which functions of the library can be replaced, and by what.
   Input:   a call and the record of what it makes.  Output: statements.
   Not handled: the calls that free (promote-change.cc).  */

#include "promote.h"

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

static bool shareable_p (gcall *, tree *, tree *);

/* Whether what RELEASE, a call, frees is used later for more than a comparison,
   and whatever the way there: a mistake that must not go away unseen.  cfun's
   dominators are there.  */
static bool
used_after (gcall *release)
{
  tree p = esc_plain_free_p (release) ? gimple_call_arg (release, 0)
	   : NULL_TREE;
  if (!p || TREE_CODE (p) != SSA_NAME)
    return false;
  use_operand_p use;
  imm_use_iterator it;
  FOR_EACH_IMM_USE_FAST (use, it, p)
    {
      gimple *stmt = USE_STMT (use);
      if (stmt == release || is_gimple_debug (stmt)
	  || gimple_code (stmt) == GIMPLE_PHI
	  || gimple_code (stmt) == GIMPLE_COND
	  || (is_gimple_assign (stmt)
	      && TREE_CODE_CLASS (gimple_assign_rhs_code (stmt))
		 == tcc_comparison))
	continue;
      if (gimple_bb (stmt) != gimple_bb (release))
	{
	  if (dominated_by_p (CDI_DOMINATORS, gimple_bb (stmt),
			      gimple_bb (release)))
	    return true;
	  continue;
	}
      gimple_stmt_iterator at = gsi_for_stmt (release);
      for (gsi_next (&at); !gsi_end_p (at); gsi_next (&at))
	if (gsi_stmt (at) == stmt)
	  return true;
    }
  return false;
}

bool
esc_promotable (const struct esc_site *site, const char **reason)
{
  gcall *call = (gcall *) site->call->host;
  enum allocator kind = allocator_of (call);
  tree n, each;
  *reason = NULL;
  if (kind == ALLOC_NONE)
    *reason = site->by ? "allocated by a function that was not inlined"
	      : "the call that allocates cannot be replaced";
  else if (site->verdict == ESC_V_UNSIZED && !shareable_p (call, &n, &each))
    *reason = "the size is not known";
  else if (site->verdict == ESC_V_GROWING && !esc_can_grow (site))
    *reason = "handed to realloc";
  else
    for (uint32_t i = 0; i < site->nreleases && !*reason; i++)
      {
	gcall *release = (gcall *) site->releases[i].host;
	if (used_after (release))
	  *reason = "used after it was freed";
	if (!esc_plain_free_p (release)
	    && (!site->releases[i].exact || gimple_call_lhs (release)
		|| !gimple_call_fndecl (release)))
	  *reason = "freed by a function that was not inlined";
      }
  return !*reason;
}

/* ---- The variable.  ---- */

/* What malloc promises: the alignment of any type.  */
static unsigned
malloc_alignment (void)
{
  return MAX (2 * POINTER_SIZE, TYPE_ALIGN (long_double_type_node));
}

uint64_t
esc_slot_bytes (const struct esc_site *site)
{
  return site->verdict == ESC_V_UNSIZED ? esc_opts.limits.unsized
	 : site->verdict == ESC_V_GROWING ? esc_opts.limits.object
	 : site->size;
}

void
esc_make_slot (struct esc_slot *slot, const struct esc_site *site,
	       const struct esc_slot *other)
{
  gcall *call = (gcall *) site->call->host;
  tree lhs = gimple_call_lhs (call);
  slot->site = site;
  slot->call = call;
  slot->count = slot->taken = NULL_TREE;
  slot->name = lhs && TREE_CODE (lhs) == SSA_NAME
	       && POINTER_TYPE_P (TREE_TYPE (lhs)) ? lhs : NULL_TREE;
  unsigned align = MAX (malloc_alignment (),
			(unsigned) (site->align * BITS_PER_UNIT));
  slot->bytes = esc_slot_bytes (site);
  if (other)
    {
      slot->var = other->var;
      slot->taken = other->taken;
      return;
    }
  if (site->verdict == ESC_V_GROWING)
    slot->taken = create_tmp_var (boolean_type_node, "taken");
  if (site->copies > 1)
    {
      slot->bytes = ROUND_UP (slot->bytes, align / BITS_PER_UNIT);
      slot->count = create_tmp_var (size_type_node, "promoted");
    }
  tree type = esc_slot_type (slot->name, slot->bytes);
  if (slot->count)
    type = build_array_type_nelts (type, site->copies);
  tree var = create_tmp_var_raw (type, "promoted");
  gimple_add_tmp_var (var);
  TREE_ADDRESSABLE (var) = 1;
  /* Nobody wrote it: no warning speaks of it.  */
  TREE_NO_WARNING (var) = 1;
  SET_DECL_ALIGN (var, MAX (align, DECL_ALIGN (var)));
  DECL_USER_ALIGN (var) = 1;
  /* For debuggers, which show a pointer to a variable that was taken apart only
     if they know the variable.  */
  DECL_IGNORED_P (var) = 0;
  tree block = DECL_INITIAL (current_function_decl);
  if (block && TREE_CODE (block) == BLOCK)
    {
      DECL_CHAIN (var) = BLOCK_VARS (block);
      BLOCK_VARS (block) = var;
    }
  slot->var = var;
}

/* ---- The allocating call.  ---- */

/* The call, and what is in its place.  */
struct place
{
  struct esc_before before;
  const struct esc_slot *slot;
  tree address;			/* of the memory, a pointer */
};

static void
add (struct place *p, gimple *stmt)
{
  esc_add (&p->before, stmt);
}

/* The next copy of the variable.  Its number is a variable of the function, zero
   at entry; update_ssa gives it its names.  */
static tree
next_copy (struct place *p)
{
  const struct esc_slot *slot = p->slot;
  tree number = make_ssa_name (size_type_node);
  add (p, gimple_build_assign (number, slot->count));
  add (p, gimple_build_assign (slot->count, PLUS_EXPR, number,
			       size_one_node));
  gsi_insert_on_edge_immediate
    (single_succ_edge (ENTRY_BLOCK_PTR_FOR_FN (cfun)),
     gimple_build_assign (slot->count, size_zero_node));
  tree offset = esc_compute (&p->before, size_type_node, MULT_EXPR, number,
			 build_int_cst (size_type_node, slot->bytes));
  return esc_compute (&p->before, ptr_type_node, POINTER_PLUS_EXPR,
		  build_fold_addr_expr (slot->var), offset);
}

/* Copy the string ARG, at most LIMIT (NULL: all) bytes of it.  */
static void
copy_string (struct place *p, tree arg, tree limit)
{
  const struct esc_site *site = p->slot->site;
  tree end = site->fixed ? build_int_cst (size_type_node, site->size - 1)
	     : NULL_TREE;
  if (!limit)
    {
      if (site->fixed)
	add (p, gimple_build_call (builtin_decl_implicit (BUILT_IN_MEMCPY), 3,
				   p->address, arg,
				   build_int_cst (size_type_node,
						  site->size)));
      else
	add (p, gimple_build_call (builtin_decl_implicit (BUILT_IN_STRCPY), 2,
				   p->address, arg));
      return;
    }
  if (!end)
    {
      gcall *len = gimple_build_call (builtin_decl_explicit (BUILT_IN_STRNLEN),
				      2, arg, limit);
      end = make_ssa_name (size_type_node);
      gimple_call_set_lhs (len, end);
      add (p, len);
    }
  add (p, gimple_build_call (builtin_decl_implicit (BUILT_IN_MEMCPY), 3,
			     p->address, arg, end));
  tree last = esc_compute (&p->before, build_pointer_type (char_type_node),
		       POINTER_PLUS_EXPR, p->address, end);
  tree byte = build2 (MEM_REF, char_type_node, last,
		      build_int_cst (TREE_TYPE (last), 0));
  add (p, gimple_build_assign (byte, build_zero_cst (char_type_node)));
}

/* Make the memory zero, as much of it as was asked for.  */
static void
clear (struct place *p)
{
  const struct esc_slot *slot = p->slot;
  tree var = slot->var;
  if (slot->site->fixed && !slot->count)
    {
      tree zero = AGGREGATE_TYPE_P (TREE_TYPE (var))
		  ? build_constructor (TREE_TYPE (var), NULL)
		  : build_zero_cst (TREE_TYPE (var));
      add (p, gimple_build_assign (var, zero));
      return;
    }
  tree size = build_int_cst (size_type_node, slot->site->size);
  /* The product has a bound, so it does not wrap.  */
  if (!slot->site->fixed)
    {
      tree n = esc_as_size (&p->before, gimple_call_arg (slot->call, 0));
      tree each = esc_as_size (&p->before, gimple_call_arg (slot->call, 1));
      size = esc_compute (&p->before, size_type_node, MULT_EXPR, n, each);
    }
  add (p, gimple_build_call (builtin_decl_implicit (BUILT_IN_MEMSET), 3,
			     p->address, integer_zero_node, size));
}

/* The variable takes the place of what the call allocates.  */
static void
replace_call (const struct esc_slot *slot)
{
  gcall *call = slot->call;
  enum allocator kind = allocator_of (call);
  tree lhs = gimple_call_lhs (call);
  struct place p = { esc_before (call), slot,
		     build_fold_addr_expr (slot->var) };
  if (slot->count)
    p.address = next_copy (&p);
  if (kind == ALLOC_POSIX_MEMALIGN)
    {
      tree memory = build2 (MEM_REF, ptr_type_node, gimple_call_arg (call, 0),
			    build_int_cst (build_pointer_type (ptr_type_node),
					   0));
      add (&p, gimple_build_assign (memory, p.address));
    }
  else if (kind == ALLOC_CALLOC)
    clear (&p);
  else if (kind == ALLOC_STRDUP)
    copy_string (&p, gimple_call_arg (call, 0), NULL_TREE);
  else if (kind == ALLOC_STRNDUP)
    copy_string (&p, gimple_call_arg (call, 0), gimple_call_arg (call, 1));
  unlink_stmt_vdef (call);
  if (!lhs)
    {
      gsi_remove (&p.before.at, true);
      return;
    }
  tree value = kind == ALLOC_POSIX_MEMALIGN ? build_zero_cst (TREE_TYPE (lhs))
	       : p.address;
  gimple *set = gimple_build_assign (lhs, value);
  gimple_set_location (set, p.before.loc);
  gsi_replace (&p.before.at, set, false);
}

/* Whether CALL can stay for large requests only; for calloc *EACH is the constant
   one of its operands, and *N the other.  */
static bool
shareable_p (gcall *call, tree *n, tree *each)
{
  if (!esc_mergeable_p (call))
    return false;
  switch (allocator_of (call))
    {
    case ALLOC_MALLOC:
    case ALLOC_STRDUP:
      return true;
    case ALLOC_CALLOC:
      *n = gimple_call_arg (call, 0);
      *each = gimple_call_arg (call, 1);
      if (!tree_fits_uhwi_p (*each))
	std::swap (*n, *each);
      return tree_fits_uhwi_p (*each) && tree_to_uhwi (*each);
    default:
      return false;
    }
}

/* The variable is for small requests; the call stays for the others.  */
static void
share_call (const struct esc_slot *slot)
{
  gcall *call = slot->call;
  tree n = NULL_TREE, each = NULL_TREE;
  struct place p = { esc_before (call), slot,
		     build_fold_addr_expr (slot->var) };
  uint64_t most = slot->bytes;
  gimple *fill = NULL;
  shareable_p (call, &n, &each);
  switch (allocator_of (call))
    {
    case ALLOC_CALLOC:
      most /= tree_to_uhwi (each);
      n = esc_as_size (&p.before, n);
      fill = gimple_build_call (builtin_decl_implicit (BUILT_IN_MEMSET), 3,
				p.address, integer_zero_node,
				esc_compute (&p.before, size_type_node, MULT_EXPR, n,
					 esc_as_size (&p.before, each)));
      break;
    case ALLOC_STRDUP:
      {
	gcall *length = gimple_build_call
	  (builtin_decl_implicit (BUILT_IN_STRLEN), 1,
	   gimple_call_arg (call, 0));
	tree len = make_ssa_name (size_type_node);
	gimple_call_set_lhs (length, len);
	add (&p, length);
	n = esc_compute (&p.before, size_type_node, PLUS_EXPR, len, size_one_node);
	fill = gimple_build_call (builtin_decl_implicit (BUILT_IN_MEMCPY), 3,
				  p.address, gimple_call_arg (call, 0), n);
	break;
      }
    default:
      n = esc_as_size (&p.before, gimple_call_arg (call, 0));
      break;
    }
  esc_run_where (call, GT_EXPR, n, build_int_cst (size_type_node, most), fill,
		 p.address);
}

/* The address goes where it outlives the variable, but not while anybody looks.
   GCC, which does not know, says nothing of it.  */
static void
silence (void *, gimple *use, tree)
{
  esc_gcc_suppress (use, ESC_GCC_OPT_DANGLING);
}

void
esc_fill_slot (const struct esc_slot *slot)
{
  if (slot->name && slot->site->held)
    esc_for_each_use (slot->name, true, NULL, silence);
  if (slot->site->verdict == ESC_V_UNSIZED)
    {
      share_call (slot);
      return;
    }
  if (slot->site->verdict == ESC_V_GROWING)
    {
      esc_grow_slot (slot);
      return;
    }
  replace_call (slot);
}
