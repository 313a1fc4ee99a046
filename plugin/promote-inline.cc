/* promote-inline.cc - bring allocations and frees to the function that they are
   for.

   Owns:    which calls are inlined for promotion, and inlining them.
   Input:   records of heap objects that could leave the heap if the callees that
            make and free them were part of the function (limits.inlining).
   Output:  functions with these calls inlined.
   Not handled: whether the object may leave the heap then: the judge looks at
            the function again.

   So a wrapper keeps what else it does (it counts, it logs, it fills the object
   in), and only malloc and free themselves have to be understood.  */

#include "promote.h"

enum
{
  MAX_SIZE = 200,		/* of a callee, in GCC's instructions */
  MAX_GROWTH = 1000		/* of a function */
};

/* Whether FUN asks who called it.  */
static bool
asks_caller_p (struct function *fun)
{
  basic_block bb;
  FOR_EACH_BB_FN (bb, fun)
    for (gimple_stmt_iterator i = gsi_start_bb (bb); !gsi_end_p (i);
	 gsi_next (&i))
      if (gimple_call_builtin_p (gsi_stmt (i), BUILT_IN_RETURN_ADDRESS)
	  || gimple_call_builtin_p (gsi_stmt (i), BUILT_IN_FRAME_ADDRESS))
	return true;
  return false;
}

/* Whether GCC could inline CALLEE if it wanted to; `noinline' does not count: it
   is about what is good, and here the call costs an allocation.  */
static bool
body_inlinable_p (tree callee)
{
  static const char *const closed[]
    = { "noipa", "noclone", "naked", "no_sanitize", "optnone",
	"no_instrument_function", "no_profile_instrument_function" };
  for (const char *name : closed)
    if (lookup_attribute (name, DECL_ATTRIBUTES (callee)))
      return false;
  if (asks_caller_p (DECL_STRUCT_FUNCTION (callee)))
    return false;
  bool uninlinable = DECL_UNINLINABLE (callee);
  DECL_UNINLINABLE (callee) = false;
  bool can = tree_inlinable_function_p (callee);
  DECL_UNINLINABLE (callee) = uninlinable;
  return can;
}

/* The edge of CALL in NODE if it can be inlined, else NULL.  */
static struct cgraph_edge *
inlinable_edge (struct cgraph_node *node, gcall *call)
{
  struct cgraph_edge *e = node->get_edge (call);
  if (!e || !e->callee || !e->inline_failed || e->call_stmt_cannot_inline_p
      || e->recursive_p ())
    return NULL;
  enum availability avail;
  struct cgraph_node *callee = e->callee->ultimate_alias_target (&avail);
  if (avail <= AVAIL_INTERPOSABLE || callee->thunk || callee->inlined_to
      || !callee->has_gimple_body_p ()
      || !gimple_in_ssa_p (DECL_STRUCT_FUNCTION (callee->decl))
      || DECL_FUNCTION_SPECIFIC_OPTIMIZATION (callee->decl)
	 != DECL_FUNCTION_SPECIFIC_OPTIMIZATION (node->decl)
      || DECL_FUNCTION_SPECIFIC_TARGET (callee->decl)
	 != DECL_FUNCTION_SPECIFIC_TARGET (node->decl)
      || lookup_attribute ("no_sanitize", DECL_ATTRIBUTES (node->decl)))
    return NULL;
  if (!ipa_fn_summaries || !ipa_fn_summaries->get (node)
      || !ipa_fn_summaries->get (callee) || !ipa_size_summaries->get (node)
      || !ipa_size_summaries->get (callee)
      || ipa_size_summaries->get (callee)->size > MAX_SIZE)
    return NULL;
  return body_inlinable_p (callee->decl) ? e : NULL;
}

/* The calls that SITE needs inlined, added to CALLS.  False: one of them cannot
   be.  */
static bool
needed_calls (struct cgraph_node *node, const struct esc_site *site,
	      vec <gcall *> *calls)
{
  unsigned old = calls->length ();
  if (!esc_allocator_p ((gcall *) site->call->host))
    calls->safe_push ((gcall *) site->call->host);
  for (uint32_t i = 0; i < site->nreleases; i++)
    if (!esc_plain_free_p ((gcall *) site->releases[i].host))
      calls->safe_push ((gcall *) site->releases[i].host);
  for (uint32_t i = 0; i < site->nmoves; i++)
    if (!esc_allocator_p ((gcall *) site->moves[i]))
      calls->safe_push ((gcall *) site->moves[i]);
  for (unsigned i = old; i < calls->length (); i++)
    if (!inlinable_edge (node, (*calls)[i]))
      {
	calls->truncate (old);
	return false;
      }
  return true;
}

static void
inline_calls (struct cgraph_node *node, vec <gcall *> *calls)
{
  struct function *fun = DECL_STRUCT_FUNCTION (node->decl);
  push_cfun (fun);
  int growth = 0;
  gcall *call;
  unsigned i;
  FOR_EACH_VEC_ELT (*calls, i, call)
    {
      struct cgraph_edge *e = node->get_edge (call);
      if (!e->inline_failed)
	continue;		/* needed for two objects */
      growth += ipa_size_summaries->get
	(e->callee->ultimate_alias_target ())->size;
      if (growth > MAX_GROWTH)
	break;
      inline_call (e, true, NULL, NULL, false);
    }
  /* They name statements; esc_finish_change makes them again.  */
  node->remove_all_references ();
  optimize_inline_calls (node->decl);
  esc_finish_change (fun);
  /* For when it is inlined itself.  */
  compute_fn_summary (node, true);
  pop_cfun ();
}

enum esc_inlined
esc_inline_allocators (const struct esc_report *report)
{
  enum esc_inlined result = ESC_INLINED_NONE;
  for (uint32_t i = 0; i < report->nheap; )
    {
      const struct esc_fn *fn = report->heap[i].fn;
      struct cgraph_node *node = cgraph_node::get ((tree) fn->host);
      struct esc_arena arena = {};
      bool refused = esc_promotion_refused (&arena, node->decl);
      esc_arena_free (&arena);
      auto_vec <gcall *, 16> calls;
      for (; i < report->nheap && report->heap[i].fn == fn; i++)
	if (!refused && report->heap[i].verdict != ESC_V_HEAP
	    && !needed_calls (node, &report->heap[i], &calls)
	    && result == ESC_INLINED_NONE)
	  result = ESC_INLINED_NOT_ALL;
      if (calls.is_empty ())
	continue;
      inline_calls (node, &calls);
      result = ESC_INLINED_SOME;
    }
  return result;
}
