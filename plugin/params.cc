/* params.cc - what the engine asks about arguments of calls.

   Owns:    host.range and host.length of graph.h; results of functions.
   Input:   an argument of a call; a function of the unit.
   Output:  a range (bounds.cc), and an expression (words.cc).
   Not handled: functions with more than one return.  */

#include "plugin.h"

#include "passes/expr.h"

#define MAX_NEST 8

/* Results of functions.  */

static struct esc_arena results_arena;
static hash_map <tree, const struct esc_expr *> *results;
static unsigned nest;

void
esc_results_done (void)
{
  delete results;
  results = NULL;
  esc_arena_free (&results_arena);
}

/* What the only return of FUN returns.  */
static tree
returned (struct function *fun, basic_block *at)
{
  basic_block exit = EXIT_BLOCK_PTR_FOR_FN (fun);
  if (!single_pred_p (exit))
    return NULL_TREE;
  *at = single_pred (exit);
  gimple_stmt_iterator gsi = gsi_last_nondebug_bb (*at);
  greturn *ret = gsi_end_p (gsi) ? NULL
				 : dyn_cast <greturn *> (gsi_stmt (gsi));
  return ret ? gimple_return_retval (ret) : NULL_TREE;
}

const struct esc_expr *
esc_result_expr (tree fndecl)
{
  if (!esc_lowered_p (fndecl) || DECL_WEAK (fndecl) || nest >= MAX_NEST
      || lookup_attribute ("ifunc", DECL_ATTRIBUTES (fndecl)))
    return NULL;
  if (!results)
    results = new hash_map <tree, const struct esc_expr *>;
  bool there;
  const struct esc_expr *&slot = results->get_or_insert (fndecl, &there);
  if (there)
    return slot;
  slot = NULL;			/* while it calls itself */
  struct function *fun = DECL_STRUCT_FUNCTION (fndecl);
  basic_block at;
  tree x = returned (fun, &at);
  if (!x || !INTEGRAL_TYPE_P (TREE_TYPE (x)))
    return NULL;
  struct esc_range r = {};
  struct esc_expr e;
  nest++;
  const struct esc_expr *made = NULL;
  r = esc_bound_integer (fun, x, at);
  if (!esc_in_words (fun, x, at, &e))
    {
      e.n = 0;
      esc_expr_range (&e, r.lo, r.hi);
    }
  else if (r.hi < esc_expr_eval (&e, NULL, NULL).hi)
    {
      struct esc_xnode in = {};
      in.op = ESC_X_IN;
      in.lo = r.lo;
      in.hi = r.hi;
      esc_expr_push (&e, in);
    }
  made = esc_expr_keep (&results_arena, &e);
  nest--;
  results->put (fndecl, made);
  return made;
}

/* Arguments.  */

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
esc_bound_argument (void *ctx, const struct esc_fn *fn,
		    const struct esc_call *call, uint32_t arg)
{
  struct esc_unit *unit = (struct esc_unit *) ctx;
  struct esc_range r = {};
  struct esc_expr e;
  struct function *fun;
  tree x = begin (fn, call, arg, &fun);
  r.hi = UINT64_MAX;
  if (!x || !INTEGRAL_TYPE_P (TREE_TYPE (x)))
    return r;
  basic_block at = gimple_bb ((gimple *) call->host);
  r = esc_bound_integer (fun, x, at);
  if (esc_in_words (fun, x, at, &e))
    r.expr = esc_expr_keep (&unit->arena, &e);
  return r;
}

struct esc_range
esc_bound_length (void *ctx, const struct esc_fn *fn,
		  const struct esc_call *call, uint32_t arg)
{
  struct esc_unit *unit = (struct esc_unit *) ctx;
  struct esc_range r = {};
  struct function *fun;
  tree x = begin (fn, call, arg, &fun);
  r.hi = UINT64_MAX;
  if (!x || !POINTER_TYPE_P (TREE_TYPE (x))
      || esc_bound_string (x, gimple_bb ((gimple *) call->host), &r))
    return r;
  uint32_t param = esc_parameter_number (fun, x);
  if (param)
    {
      struct esc_expr e = {};
      esc_expr_param (&e, ESC_X_LEN, param - 1, 0);
      r.expr = esc_expr_keep (&unit->arena, &e);
    }
  return r;
}
