/* promote.cc - move heap objects to the stack: which ones, and what is said.

   Owns:    the run of the analysis after early inlining; the remarks.
   Input:   the unit, after early inlining and after GCC has read its profile.
   Output:  functions changed by promote-change.cc; a line for each heap object
            through -fopt-info and -fsave-optimization-record.
   Not handled: whether an object may leave the heap: the judge says so, under
            the limits of promotion (passes/judge.c).  Here only what the form
            of the program does not allow is held back.  */

#include "promote.h"

/* Wrappers of wrappers: how often callees are taken apart.  */
enum { MAX_ROUNDS = 4 };

/* Of one allocation in a loop.  */
enum { MAX_COPIES = 64 };

/* How often CALL runs, as far as GCC knows.  */
static uint64_t
weight (void *, const struct esc_fn *, const struct esc_call *call)
{
  basic_block bb = gimple_bb ((gimple *) call->host);
  if (!bb || !bb->count.initialized_p ())
    return 0;
  return (uint64_t) bb->count.to_gcov_type ();
}

/* Bring the loops of all functions into the form that GCC counts iterations in.
   Before the unit is lowered: that adds blocks.  */
static void
normalize_loops (void)
{
  struct cgraph_node *node;
  FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node)
    if (!node->inlined_to && optimize)
      {
	push_cfun (DECL_STRUCT_FUNCTION (node->decl));
	loop_optimizer_init (LOOPS_NORMAL);
	loop_optimizer_finalize ();
	free_dominance_info (cfun, CDI_DOMINATORS);
	pop_cfun ();
      }
}

/* How often the body of LOOP runs at most; 0: not known.  */
static uint64_t
most_iterations (class loop *loop)
{
  uint64_t most = 0;
  class tree_niter_desc desc;
  unsigned i;
  edge exit;
  auto_vec <edge> exits = get_loop_exit_edges (loop);
  FOR_EACH_VEC_ELT (exits, i, exit)
    if (number_of_iterations_exit (loop, exit, &desc, false)
	&& wi::ltu_p (desc.max, (unsigned) MAX_COPIES)
	&& (!most || desc.max.to_uhwi () + 1 < most))
      most = desc.max.to_uhwi () + 1;
  return most;
}

/* How often CALL runs at most in one run of its function; 0: not known.  Not what
   follows from the bounds of arrays: a program that oversteps one must not
   overstep ours.  */
static uint64_t
times (void *, const struct esc_fn *fn, const struct esc_call *call)
{
  basic_block bb = gimple_bb ((gimple *) call->host);
  struct function *fun = DECL_STRUCT_FUNCTION ((tree) fn->host);
  uint64_t n = 1;
  if (!optimize || fun->has_nonlocal_label || fun->calls_setjmp)
    return 0;
  push_cfun (fun);
  loop_optimizer_init (LOOPS_NORMAL);
  scev_initialize ();
  /* A loop with two entries may be around a loop that has one.  */
  basic_block any;
  FOR_EACH_BB_FN (any, fun)
    if (any->flags & BB_IRREDUCIBLE_LOOP)
      n = 0;
  for (class loop *loop = bb->loop_father; n && loop_outer (loop);
       loop = loop_outer (loop))
    {
      uint64_t round = most_iterations (loop);
      n = round ? n * round : 0;
      if (n > MAX_COPIES)
	n = 0;
    }
  scev_finalize ();
  loop_optimizer_finalize ();
  pop_cfun ();
  return n;
}

/* Whether FNDECL starts on a stack that its caller chose the size of: it is handed
   to makecontext or clone.  */
static bool
own_stack_p (tree fndecl)
{
  struct ipa_ref *ref;
  struct cgraph_node *node = cgraph_node::get (fndecl);
  for (unsigned i = 0; node->iterate_referring (i, ref); i++)
    {
      if (ref->use != IPA_REF_ADDR || !ref->stmt
	  || !is_gimple_call (ref->stmt))
	continue;
      tree callee = gimple_call_fndecl (ref->stmt);
      if (callee && DECL_EXTERNAL (callee)
	  && (id_equal (DECL_NAME (callee), "makecontext")
	      || id_equal (DECL_NAME (callee), "clone")))
	return true;
    }
  return false;
}

const char *
esc_promotion_refused (struct esc_arena *arena, tree fndecl)
{
  static const char *const small_stacks[]
    = { "escape_heap", "no_split_stack", "no_stack_limit", "naked", "interrupt",
	"interrupt_handler", "signal", "exception_handler", "optnone" };
  for (const char *name : small_stacks)
    if (lookup_attribute (name, DECL_ATTRIBUTES (fndecl))
	|| lookup_attribute (name, TYPE_ATTRIBUTES (TREE_TYPE (fndecl))))
      return esc_printf (arena, "the function has the attribute '%s'", name);
  struct function *fun = DECL_STRUCT_FUNCTION (fndecl);
  if (own_stack_p (fndecl))
    return "the function runs on a stack of its own";
  if (fun->calls_setjmp || fun->has_nonlocal_label)
    return "the function may be entered by longjmp";
  return NULL;
}

/* Where the user sees STMT in its function: the call that it was inlined by, if
   it was.  */
static location_t
outer_location (const gimple *stmt)
{
  location_t loc = gimple_location (stmt);
  for (tree block = gimple_block (stmt);
       block && TREE_CODE (block) == BLOCK; block = BLOCK_SUPERCONTEXT (block))
    if (inlined_function_outer_scope_p (block)
	&& BLOCK_SOURCE_LOCATION (block) != UNKNOWN_LOCATION)
      loc = BLOCK_SOURCE_LOCATION (block);
  return loc;
}

/* Say what became of SITE.  */
static void
remark (struct esc_report *report, const struct esc_site *site)
{
  if (!dump_enabled_p ())
    return;
  gimple *stmt = (gimple *) site->call->host;
  location_t loc = outer_location (stmt);
  dump_user_location_t where = dump_user_location_t::from_location_t (loc);
  bool one;
  const char *name = site->fn->name;
  if (site->verdict == ESC_V_HEAP)
    dump_printf_loc (MSG_MISSED_OPTIMIZATION, where, "%s [escape-promote]\n",
		     esc_report_stay (report, site->size, site->fixed,
				      site->reason, site->loc,
				      site->call->loc));
  else if (site->verdict == ESC_V_UNSIZED || site->verdict == ESC_V_GROWING)
    dump_printf_loc (MSG_OPTIMIZED_LOCATIONS, where,
		     "up to %u bytes moved to the stack of '%s' "
		     "[escape-promote]\n",
		     (unsigned) esc_slot_bytes (site), name);
  else
    dump_printf_loc (MSG_OPTIMIZED_LOCATIONS, where,
		     "%s moved to the stack of '%s' [escape-promote]\n",
		     esc_report_size (&report->arena, site->size, site->fixed,
				      &one), name);
}

/* SITE stays on the heap after all, and so does all that realloc makes of it:
   what frees these has to stay for them.  KEPT: those calls.  */
static void
keep_on_heap (struct esc_arena *arena, struct esc_map *kept,
	      struct esc_site *site, const char *reason)
{
  site->verdict = ESC_V_HEAP;
  site->reason = reason;
  site->loc = 0;
  for (uint32_t i = 0; i < site->nreleases; i++)
    esc_map_put (arena, kept,
		 esc_hash_int (esc_key (site->releases[i].host)), 1);
}

/* Which of the N objects at SITES, those of one function, are moved after all: to
   MOVING.  Returns how many.  REFUSED: why none is, or NULL.  */
static uint32_t
choose (struct esc_arena *arena, struct esc_site *sites, uint32_t n,
	const char *refused, const struct esc_site **moving)
{
  struct esc_map kept = {}, groups = {};
  uint32_t nmoving;
  bool changed;
  do
    {
      changed = false;
      nmoving = 0;
      for (uint32_t i = 0; i < n; i++)
	{
	  struct esc_site *site = &sites[i];
	  bool growing = site->verdict == ESC_V_GROWING;
	  const char *reason = refused;
	  if (site->verdict == ESC_V_HEAP)
	    continue;
	  if (!reason && growing
	      && esc_map_get (&groups, esc_hash_int (site->group + 1)))
	    reason = "handed to realloc";
	  if (!reason && esc_promotable (site, &reason))
	    {
	      moving[nmoving++] = site;
	      continue;
	    }
	  if (growing)
	    esc_map_put (arena, &groups, esc_hash_int (site->group + 1), 1);
	  keep_on_heap (arena, &kept, site, reason);
	  changed = true;
	}
      /* A call that frees one of those, too, is not theirs alone.  */
      for (uint32_t i = 0; i < n && changed; i++)
	for (uint32_t k = 0; k < sites[i].nreleases; k++)
	  if (esc_map_get (&kept,
			   esc_hash_int (esc_key (sites[i].releases[k].host))))
	    sites[i].releases[k].exact = false;
    }
  while (changed);
  return nmoving;
}

/* The N objects at SITES are those of one function.  */
static void
promote_function (struct esc_report *report, struct esc_site *sites,
		  uint32_t n)
{
  struct esc_arena *arena = &report->arena;
  struct function *fun = DECL_STRUCT_FUNCTION ((tree) sites[0].fn->host);
  const struct esc_site **moving
    = (const struct esc_site **) esc_alloc (arena, n * sizeof *moving);
  push_cfun (fun);
  calculate_dominance_info (CDI_DOMINATORS);
  uint32_t nmoving = choose (arena, sites, n,
			     esc_promotion_refused (arena, fun->decl), moving);
  /* Before the calls are gone.  */
  for (uint32_t i = 0; i < n; i++)
    remark (report, &sites[i]);
  if (nmoving)
    esc_promote_function (fun, moving, nmoving);
  free_dominance_info (CDI_DOMINATORS);
  pop_cfun ();
}

/* Whether a tool watches the heap of the program that is made.  */
static bool
heap_watched_p (void)
{
  return flag_sanitize & (SANITIZE_ADDRESS | SANITIZE_HWADDRESS
			  | SANITIZE_LEAK);
}

/* Look at the unit as it is now, and change it.  False: it is to be looked at
   again, if need be with other LIMITS.  */
static bool
promote_round (struct esc_limits *limits)
{
  normalize_loops ();
  struct esc_unit *unit = esc_lower_unit ();
  unit->host.weight = weight;
  unit->host.times = times;
  struct esc_report report;
  esc_report_init (&report, unit);
  struct esc_options options = esc_opts.run;
  options.promote = limits;
  options.only_sites = true;
  options.remarks = 0;
  esc_run (unit, &options, &report);
  esc_bounds_done ();
  enum esc_inlined inlined = ESC_INLINED_NONE;
  if (limits->inlining)
    inlined = esc_inline_allocators (&report);
  if (inlined == ESC_INLINED_NOT_ALL)
    limits->inlining = false;
  for (uint32_t i = 0, end; i < report.nheap && inlined == ESC_INLINED_NONE;
       i = end)
    {
      for (end = i; end < report.nheap
	   && report.heap[end].fn == report.heap[i].fn; end++)
	;
      promote_function (&report, &report.heap[i], end - i);
    }
  esc_report_free (&report);
  esc_unit_free (unit);
  return inlined == ESC_INLINED_NONE;
}

void
esc_promote_unit (void)
{
  if (esc_opts.promote == ESC_PROMOTE_ON && heap_watched_p ())
    return;
  struct esc_limits limits = esc_opts.limits;
  unsigned round = 0;
  limits.growing = limits.object;
  limits.guarded = limits.copies = true;
  limits.inlining = optimize && !flag_no_inline;
  while (!promote_round (&limits))
    if (++round == MAX_ROUNDS)
      limits.inlining = false;
}
