/* flow.c - flow-sensitive confirmation.  See flow.h.

   A forward data-flow analysis over sets of holds.  Joins are unions, so a hold
   at a point is a hold on some way there.  Pointers that accesses go through
   are resolved by the flow-insensitive solution.  */

#include "flow-walk.h"

#include <string.h>

enum
{
  MAX_VISITS = 12,		/* of a block, times: then give up */
  BUDGET_BASE = 4000,		/* steps of a run */
  BUDGET_OP = 30,
  /* The same where nothing can dangle: nine in ten of those that tell the callers
     anything end within it.  */
  SUMMARY_BASE = 1500,
  SUMMARY_OP = 4,
  /* Holds that the states of all blocks have together.  */
  STORED_BASE = 1 << 20,
  STORED_OP = 4
};

struct run *
esc_flow_facts_of (struct esc_flow *f)
{
  return (struct run *) f;
}

/* Whether REF may point to an object with WANTED set.  */
static bool
points_into (struct esc_solve *s, esc_ref ref, const bool *wanted)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (s, ref, &(struct esc_off) { 0 }, &pts);
  for (uint32_t k = 0; k < n; k++)
    if (wanted[s->targets[pts[k]].obj])
      return true;
  return false;
}

/* Most ops neither move a followed address nor touch a place that may hold
   one: find the others, once.  */
static void
find_relevant (struct run *r)
{
  struct esc_solve *s = r->flow.s;
  const bool *track = r->flow.track;
  r->facts.relevant = esc_alloc (&s->arena, s->nops + 1);
  bool *holder = esc_alloc (&s->arena, s->nobjs + 1);
  holder[s->unknown] = true;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    for (uint32_t c = 0; c < s->objs[obj].ncells && !holder[obj]; c++)
      {
	const uint32_t *pts;
	uint32_t n = esc_cell_targets (s, s->objs[obj].cells[c], &pts);
	for (uint32_t k = 0; k < n; k++)
	  holder[obj] |= track[s->targets[pts[k]].obj];
      }
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      bool yes = true;
      switch (op->kind)
	{
	case ESC_OP_COPY:
	case ESC_OP_LOAD:
	  yes = points_into (s, op->dst, track)
		|| (op->kind == ESC_OP_LOAD
		    && points_into (s, op->src, track));
	  break;
	case ESC_OP_STORE:
	  yes = points_into (s, op->dst, holder)
		|| points_into (s, op->dst, track);
	  break;
	case ESC_OP_MOVE:
	  yes = points_into (s, op->dst, holder)
		|| points_into (s, op->dst, track)
		|| points_into (s, op->src, track);
	  break;
	case ESC_OP_KILL:
	  yes = points_into (s, op->dst, holder);
	  break;
	case ESC_OP_USE:
	case ESC_OP_RET:
	  yes = points_into (s, op->src, track);
	  break;
	case ESC_OP_FREE:
	  yes = points_into (s, op->src, holder);
	  break;
	case ESC_OP_LEAK:
	  yes = points_into (s, op->src, track)
		|| points_into (s, op->src, holder);
	  break;
	case ESC_OP_DIE:
	  yes = track[esc_object_here (s, op->src)]
		|| holder[esc_object_here (s, op->src)];
	  break;
	default:
	  break;
	}
      r->facts.relevant[i] = yes;
    }
}

/* Whether OP may overwrite what a loop around it does not put back.  */
static bool
may_overwrite (const struct esc_op *op)
{
  return op->kind == ESC_OP_KILL
	 || ((op->kind == ESC_OP_STORE || op->kind == ESC_OP_MOVE)
	     && !(op->flags & ESC_PF_WEAK));
}

/* What each loop overwrites.  An op is listed once, however many loops are around
   it.  */
static void
find_kills (struct run *r)
{
  struct esc_solve *s = r->flow.s;
  struct esc_cfg *cfg = r->flow.cfg;
  struct esc_arena *arena = &s->arena;
  uint32_t n = cfg->nloops;
  r->facts.unknown = esc_alloc (arena, n + 1);
  r->facts.first_kill = esc_alloc (arena, (n + 2)
				   * sizeof *r->facts.first_kill);
  if (!n)
    return;
  /* How many, where they begin, then which: a counting sort.  */
  uint32_t *at = r->facts.first_kill;
  for (unsigned pass = 0; pass < 2; pass++)
    {
      for (uint32_t b = 0; b < cfg->n; b++)
	for (uint32_t i = s->first[b]; cfg->loop_of[b] && i < s->first[b + 1];
	     i++)
	  {
	    uint32_t l = cfg->loop_of[b] - 1;
	    if (!r->facts.relevant[i])
	      continue;
	    if (s->ops[i].kind == ESC_OP_UNKNOWN)
	      r->facts.unknown[l] = true;
	    else if (may_overwrite (&s->ops[i]) && !pass)
	      at[cfg->loops[l].pre + 1]++;
	    else if (may_overwrite (&s->ops[i]))
	      r->facts.kills[at[cfg->loops[l].pre]++] = i;
	  }
      for (uint32_t l = 0; l < n && !pass; l++)
	at[l + 1] += at[l];
      if (!pass)
	r->facts.kills = esc_alloc (arena, (at[n] + 1)
				    * sizeof *r->facts.kills);
    }
  /* Each stands where the next one begins.  */
  for (uint32_t l = n; l > 0; l--)
    at[l] = at[l - 1];
  at[0] = 0;
  for (uint32_t l = n; l-- > 0;)
    if (r->facts.unknown[l] && cfg->loops[l].parent)
      r->facts.unknown[cfg->loops[l].parent - 1] = true;
}

static void
build_facts (struct run *r)
{
  struct esc_solve *s = r->flow.s;
  struct esc_arena *arena = &s->arena;
  r->facts.by_result = esc_calls_by_result (arena, s->fn);
  r->facts.last_def = esc_alloc (arena, (s->nvalues + 1)
				 * sizeof *r->facts.last_def);
  r->facts.prev_def = esc_alloc (arena, (s->nops + 1)
				 * sizeof *r->facts.prev_def);
  r->facts.precise = esc_alloc (arena, s->nvalues + 1);
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if (op->kind == ESC_OP_COPY || op->kind == ESC_OP_PHI
	  || op->kind == ESC_OP_LOAD)
	{
	  r->facts.prev_def[i] = r->facts.last_def[op->dst];
	  r->facts.last_def[op->dst] = i + 1;
	}
    }
  find_relevant (r);
  find_kills (r);
}

/* At entry a parameter points to its object, and memory from outside to what
   the solver found was there.  */
static void
entry_state (struct run *r, struct state *st)
{
  struct esc_solve *s = r->flow.s;
  struct esc_arena *arena = &s->arena;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      if (!r->flow.track[obj] || o->kind != ESC_O_DEREF)
	continue;
      struct esc_hold h = { .obj = obj, .flags = ESC_HF_CERTAIN };
      if (!o->parent)
	{
	  const struct esc_param *p = &s->fn->params[o->param];
	  if (p->value)
	    {
	      h.key = p->value;
	      esc_hold_add (arena, st, &h);
	    }
	  if (p->obj && !p->byvalue)
	    {
	      uint32_t t = esc_target_get (s, esc_object_here (s, p->obj),
					   (struct esc_off) { 0 });
	      h.key = ESC_KEY_CELL | t;
	      esc_hold_add (arena, st, &h);
	    }
	}
      else
	{
	  h.key = ESC_KEY_CELL | esc_target_get (s, o->parent, o->at);
	  esc_hold_add (arena, st, &h);
	  for (uint32_t i = 0; i < s->objs[obj].nfolds; i++)
	    {
	      struct esc_fold f = s->objs[obj].folds[i];
	      h.key = ESC_KEY_CELL | esc_target_get (s, f.parent, f.at);
	      esc_hold_add (arena, st, &h);
	    }
	}
    }
}

/* W stands at the start of block B.  */
static void
enter_block (const struct run *r, struct walk *w, uint32_t b)
{
  esc_arena_reset (w->arena);
  *w->st = (struct state) { 0 };
  esc_state_copy (w->arena, w->st, &r->in[b]);
}

/* Whether an object that F follows dies with the function, or in it.  */
static bool
any_own (const struct esc_flow *f)
{
  for (uint32_t o = 1; o < f->s->nobjs; o++)
    if (f->track[o] && f->s->objs[o].kind != ESC_O_DEREF
	&& f->s->objs[o].kind != ESC_O_HEAP)
      return true;
  return false;
}

struct esc_flow *
esc_flow_run (struct esc_solve *s, struct esc_cfg *cfg, bool *track)
{
  struct esc_arena *arena = &s->arena;
  struct run *r = esc_alloc (arena, sizeof *r);
  struct esc_flow *f = &r->flow;
  f->s = s;
  f->cfg = cfg;
  f->track = track;
  build_facts (r);
  uint32_t n = cfg->n;
  r->in = esc_alloc (arena, (n + 1) * sizeof *r->in);
  r->reached = esc_alloc (arena, n + 1);
  bool *dirty = esc_alloc (arena, n + 1);
  f->own = any_own (f);
  f->budget = f->own ? BUDGET_BASE + BUDGET_OP * (uint64_t) s->nops
	      : SUMMARY_BASE + SUMMARY_OP * (uint64_t) s->nops;
  if (!n)
    return f;
  entry_state (r, &r->entry);
  esc_state_copy (arena, &r->in[0], &r->entry);
  r->reached[0] = dirty[0] = true;
  uint64_t room = STORED_BASE + STORED_OP * (uint64_t) s->nops, stored = 0;
  /* What is made on the way through one block is gone after it.  */
  struct esc_arena scratch = { 0 };
  struct state st = { 0 };
  struct walk w = { .f = f, .arena = &scratch, .st = &st };
  /* To a fixpoint without events, then once more for them.  */
  static const struct esc_event nothing = { .hold = { .obj = UINT32_MAX } };
  w.want = &nothing;
  bool changed = true;
  for (unsigned round = 0; changed && !f->capped; round++)
    {
      changed = false;
      for (uint32_t k = 0; k < cfg->nrpo && !f->capped; k++)
	{
	  uint32_t b = cfg->rpo[k];
	  if (!dirty[b])
	    continue;
	  dirty[b] = false;
	  enter_block (r, &w, b);
	  for (uint32_t i = s->first[b];
	       i < s->first[b + 1] && f->steps <= f->budget; i++)
	    esc_flow_step (&w, i);
	  struct state out = { 0 };
	  esc_state_copy (&scratch, &out, &st);
	  for (uint32_t e = 0; e < s->fn->blocks[b].nsucc; e++)
	    {
	      uint32_t to = s->fn->blocks[b].succ[e];
	      uint32_t before = r->in[to].n;
	      esc_state_copy (&scratch, &st, &out);
	      esc_flow_edge (&w, b, e);
	      bool more = esc_state_merge (arena, &r->in[to], &st)
			  || !r->reached[to];
	      r->reached[to] = true;
	      if (more)
		dirty[to] = changed = true;
	      stored += r->in[to].n - before;
	      f->capped |= r->in[to].n > MAX_HOLDS;
	    }
	  f->capped |= f->steps > f->budget || stored > room;
	}
      f->capped |= round > MAX_VISITS;
    }
  w.want = NULL;
  for (uint32_t k = 0; k < cfg->nrpo && !f->capped; k++)
    {
      uint32_t b = cfg->rpo[k];
      enter_block (r, &w, b);
      for (uint32_t i = s->first[b]; i < s->first[b + 1]; i++)
	esc_flow_step (&w, i);
      if (cfg->exit[b])
	esc_flow_exit (&w);
    }
  esc_arena_free (&scratch);
  return f;
}
