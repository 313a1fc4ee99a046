/* solve.c - inclusion-based points-to over cells and values.  See solve.h.

   Owns:    the rounds of a solve, and the questions that others ask.
   Input:   a function, and the summaries of what it calls.
   Output:  the solution.
   Not handled: the theory and the parts: solve-state.h.  */

#include "solve-state.h"

#include <string.h>

enum
{
  /* How many objects of what was there at entry are told apart.  */
  MIN_DEREFS = 8, MAX_DEREFS = 24,
  DEREFS_OPS = 3000,
  /* Steps of a solve.  Nine in ten functions need less than 1000.  */
  BUDGET_BASE = 1500,
  BUDGET_OP = 8,
  FIRST_PLACES = 128		/* room in the table of targets */
};

/* Room for N targets until it is asked for more a few times.  A new one each time
   would take more memory than all the rest.  */
static uint32_t *
shifted_room (struct esc_solve *s, uint32_t n)
{
  unsigned i = s->nshifted++ % (sizeof s->shifted / sizeof *s->shifted);
  if (n > s->shifted[i].cap || !s->shifted[i].cap)
    {
      s->shifted[i].cap = 2 * n + 8;
      s->shifted[i].targets = esc_alloc (&s->arena, s->shifted[i].cap
					 * sizeof (uint32_t));
    }
  return s->shifted[i].targets;
}

uint32_t
esc_targets (struct esc_solve *s, esc_ref ref, const struct esc_off *at,
	     const uint32_t **targets)
{
  static uint32_t one[1];	/* one thread, one use at a time */
  if (ESC_IS_OBJ (ref))
    {
      one[0] = shifted (s, target_of (s, ref), *at);
      *targets = one;
      return 1;
    }
  if (!ref)
    return 0;
  uint32_t n = find (s, ref);
  if (!at->off && !at->stride)
    {
      *targets = s->nodes[n].pts;
      return s->nodes[n].npts;
    }
  uint32_t count = s->nodes[n].npts;
  uint32_t *copy = shifted_room (s, count);
  for (uint32_t i = 0; i < count; i++)
    copy[i] = shifted (s, s->nodes[n].pts[i], *at);
  *targets = copy;
  return count;
}

uint32_t
esc_cell_targets (struct esc_solve *s, uint32_t t, const uint32_t **targets)
{
  if (!s->targets[t].cell)
    return 0;
  uint32_t n = find (s, s->targets[t].cell);
  *targets = s->nodes[n].pts;
  return s->nodes[n].npts;
}

bool
esc_points_to (struct esc_solve *s, esc_ref ref, const struct esc_off *at,
	   uint32_t obj)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (s, ref, at, &pts);
  for (uint32_t k = 0; k < n; k++)
    if (s->targets[pts[k]].obj == obj)
      return true;
  return false;
}

/* ---- The driver.  ---- */

/* Know every object that the function names: who comes after the solver makes
   arrays by object.  */
static void
import_operands (struct esc_solve *s)
{
  const struct esc_fn *fn = s->fn;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      if (ESC_IS_OBJ (s->ops[i].dst))
	esc_object_here (s, s->ops[i].dst);
      if (ESC_IS_OBJ (s->ops[i].src))
	esc_object_here (s, s->ops[i].src);
    }
  for (uint32_t i = 1; i < fn->ncalls; i++)
    {
      if (ESC_IS_OBJ (fn->calls[i].callee))
	esc_object_here (s, fn->calls[i].callee);
      for (uint32_t k = 0; k < fn->calls[i].nargs; k++)
	if (ESC_IS_OBJ (fn->calls[i].args[k]))
	  esc_object_here (s, fn->calls[i].args[k]);
    }
  for (uint32_t i = 0; i < esc_hidden_params (fn); i++)
    if (fn->params[i].obj)
      esc_object_here (s, fn->params[i].obj);
  for (uint32_t b = 0; b < fn->nblocks; b++)
    {
      if (ESC_IS_OBJ (fn->blocks[b].lhs))
	esc_object_here (s, fn->blocks[b].lhs);
      if (ESC_IS_OBJ (fn->blocks[b].rhs))
	esc_object_here (s, fn->blocks[b].rhs);
    }
}

/* Count for each value what makes it.  */
static void
count_makers (struct esc_solve *s)
{
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if ((op->kind == ESC_OP_COPY || op->kind == ESC_OP_PHI
	   || op->kind == ESC_OP_LOAD) && ESC_IS_VAL (op->dst))
	s->nodes[op->dst].nmakers += s->nodes[op->dst].nmakers < 2;
    }
}

/* How many objects of what was there at entry are told apart in a body of NOPS
   ops: fewer in a large body, where each of its many ops goes through all.  */
static uint32_t
max_derefs (uint32_t nops)
{
  uint32_t n = DEREFS_OPS / (nops + 1);
  return n < MIN_DEREFS ? MIN_DEREFS : n > MAX_DEREFS ? MAX_DEREFS : n;
}

static void
solve_once (struct esc_solve *s)
{
  struct esc_fn *fn = s->fn;
  s->nobjs = s->ntargets = s->nnodes = s->nlocal = s->nderefs = 0;
  s->coarse = false;
  s->norder = s->ndirty = s->nlate = s->nedges = s->ordered = 0;
  s->steps = 0;
  s->unknown_calls = false;
  s->hubs = NULL;
  memset (s->place_of, 0, s->places * sizeof *s->place_of);
  memset (&s->unit_of, 0, sizeof s->unit_of);
  memset (&s->state_of, 0, sizeof s->state_of);
  memset (&s->site_of, 0, sizeof s->site_of);
  esc_solve_object (s, &(struct esc_sobj) { 0 });
  struct esc_sobj unknown = { .kind = ESC_O_UNKNOWN, .many = true, .size = -1,
			      .name = "unknown memory" };
  s->unknown = esc_solve_object (s, &unknown);
  ESC_PUSH (&s->arena, s->targets, s->ntargets, s->targets_cap,
	    (struct esc_target) { 0 });
  for (uint32_t i = 0; i < fn->nobjs; i++)
    ESC_PUSH (&s->arena, s->local_of, s->nlocal, s->local_cap, 0);

  esc_expand_calls (s);
  s->max_derefs = max_derefs (s->nops);
  for (uint32_t i = 0; i <= s->nvalues; i++)
    esc_node_new (s);
  s->budget = s->nops >= ESC_MAX_EXPANDED ? 0
	      : BUDGET_BASE + BUDGET_OP * (uint64_t) s->nops;

  for (uint32_t i = 0; i < esc_hidden_params (fn); i++)
    if (fn->params[i].value)
      {
	struct esc_sobj o = { .kind = ESC_O_DEREF, .lazy = true, .size = -1,
			      .param = i };
	/* The same object as deref_of makes for the parameter's memory.  */
	uint64_t key = esc_hash_int (esc_hash_int (0) ^ (i + 1));
	uint32_t obj = esc_solve_object (s, &o);
	esc_map_put (&s->arena, &s->site_of, key, obj);
	esc_node_target (s, fn->params[i].value,
			 esc_target_get (s, obj, (struct esc_off) { 0 }));
	s->nodes[fn->params[i].value].nmakers = 2;
      }
  count_makers (s);
  import_operands (s);
  for (uint32_t i = 0; i < s->nops && s->steps < s->budget; i++)
    esc_solve_constraint (s, i);
  esc_solve_waves (s);
  s->capped = s->steps >= s->budget;
  esc_node_finish (s);
}

/* Find what each call through a pointer may run.  Returns whether more is
   known than before.  */
static bool
resolve_calls (struct esc_solve *s)
{
  bool news = false;
  for (uint32_t i = 0; i < s->nicalls; i++)
    {
      struct esc_icall *ic = &s->icalls[i];
      const uint32_t *pts;
      uint32_t n = esc_targets (s, ic->fnptr, &ic->at, &pts);
      uint32_t found = 0, fns[4];
      bool all = n > 0 && n <= 4;
      for (uint32_t k = 0; all && k < n; k++)
	{
	  const struct esc_sobj *o = &s->objs[s->targets[pts[k]].obj];
	  all = o->kind == ESC_O_FUNC;
	  if (all)
	    fns[found++] = esc_object (s->unit, s->fn, o->ref)->fn;
	}
      if (!all || found == ic->nfns)
	continue;
      ic->nfns = found;
      memcpy (ic->fns, fns, found * sizeof *fns);
      news = true;
    }
  return news;
}

struct esc_solve *
esc_solve (struct esc_unit *unit, struct esc_fn *fn, bool for_summary)
{
  struct esc_arena arena = { 0 };
  struct esc_solve *s = esc_alloc (&arena, sizeof *s);
  s->unit = unit;
  s->fn = fn;
  s->for_summary = for_summary;
  s->arena = arena;
  s->first = esc_alloc (&s->arena, (fn->nblocks + 1) * sizeof *s->first);
  esc_solve_places (s, FIRST_PLACES);
  for (unsigned round = 0; ; round++)
    {
      solve_once (s);
      /* Pointers to functions that are known now: once more, with what these
	 functions do.  */
      if (s->capped || round == 2 || !resolve_calls (s))
	break;
    }
  if (!s->capped)
    esc_find_escapes (s);
  return s;
}

void
esc_solve_free (struct esc_solve *s)
{
  struct esc_arena arena = s->arena;
  esc_arena_free (&arena);
}
