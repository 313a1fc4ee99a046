/* summarize.c - make a function's summary.  See summarize.h.

   Owns:    the order of the steps; fresh objects, USE effects, promises, tags.
   Input:   the solution.
   Output:  the summary.
   Not handled: the other effects: summarize-maker.h says where they are.  */

#include "summarize-maker.h"

#include <string.h>

enum
{
  MAX_USES = 16			/* of pointers in the caller's memory; more: not
				   said, which is the quiet side */
};

void
esc_sum_add (struct maker *m, const struct esc_effect *e)
{
  if (full (m))
    return;
  if (m->sum->neffects < ESC_MAX_EFFECTS)
    esc_summary_add (m->arena, m->sum, e);
  else
    m->sum->flags |= ESC_SF_OVERFLOW;
}

/* ---- Objects that the caller may get.  ---- */

static bool
uses_fresh (struct esc_solve *s, uint32_t obj)
{
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      const uint32_t *pts;
      bool write = op->kind == ESC_OP_STORE
		   || (op->kind == ESC_OP_USE && op->flags & ESC_PF_WRITE);
      if (!write)
	continue;
      esc_ref ref = op->kind == ESC_OP_USE ? op->src : op->dst;
      uint32_t n = esc_targets (s, ref, &(struct esc_off) { 0 }, &pts);
      for (uint32_t k = 0; k < n; k++)
	if (s->targets[pts[k]].obj == obj)
	  return true;
    }
  return false;
}

/* A call whose arguments an expression speaks of.  */
struct place
{
  const struct esc_solve *s;
  const struct esc_call *call;
};

/* What this function knows of LEAF, and how it would say it.  */
static struct esc_range
leaf_range (void *ctx, const struct esc_xnode *leaf)
{
  const struct place *p = ctx;
  return leaf->op == ESC_X_LEN
	 ? esc_string_range (p->s->unit, p->s->fn, p->call, leaf->param)
	 : esc_argument_range (p->s->unit, p->s->fn, p->call, leaf->param);
}

/* E, in words of CALL, in words of the function; NULL: there are none.  */
static const struct esc_expr *
own_words (struct maker *m, const struct esc_call *call,
	   const struct esc_expr *e)
{
  struct place p = { m->s, call };
  struct esc_expr own;
  return e && esc_expr_subst (&own, e, leaf_range, &p)
	 ? esc_expr_keep (m->arena, &own) : NULL;
}

/* Number the heap objects that the caller may get.  */
static void
find_fresh (struct maker *m)
{
  struct esc_solve *s = m->s;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      struct esc_sobj *o = &s->objs[obj];
      if (o->kind != ESC_O_HEAP
	  || (o->life < ESC_L_CALLER && !o->site->outlives))
	continue;
      struct esc_fresh f = *o->site;
      const struct esc_call *call = &s->fn->calls[o->call];
      if (!f.loc)
	f.loc = call->loc;
      f.size = own_words (m, call, f.size);
      if (f.align && !(f.align = own_words (m, call, f.align)))
	f.size = NULL;
      if (!f.made && uses_fresh (s, obj))
	{
	  f.made = true;
	  f.by = s->fn->name;
	}
      if (f.ifnull && call->nargs && call->args[0])
	{
	  f.size = NULL;
	  f.remade = true;
	}
      f.ifnull = false;
      ESC_PUSH (m->arena, m->sum->fresh, m->sum->nfresh, m->sum->fresh_cap, f);
      m->fresh_of[obj] = m->sum->nfresh;
      if (m->sum->nfresh >= ESC_MAX_FRESH)
	{
	  m->sum->flags |= ESC_SF_OVERFLOW;
	  return;
	}
    }
}

/* ---- The summary.  ---- */

/* Pointers in memory of the caller that are followed.  */
static void
add_uses (struct maker *m)
{
  struct esc_solve *s = m->s;
  uint32_t before = m->sum->neffects;
  bool *seen = esc_alloc (m->arena, s->nobjs);
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if (op->kind != ESC_OP_LOAD || m->sum->neffects >= before + MAX_USES)
	continue;
      const uint32_t *pts;
      uint32_t n = esc_targets (s, op->dst, &(struct esc_off) { 0 }, &pts);
      for (uint32_t k = 0; k < n; k++)
	{
	  uint32_t obj = s->targets[pts[k]].obj;
	  const struct esc_sobj *o = &s->objs[obj];
	  if (o->kind != ESC_O_DEREF || !o->parent || seen[obj])
	    continue;
	  struct esc_effect e = { .kind = ESC_E_USE, .loc = op->loc };
	  seen[obj] = true;
	  if (esc_sum_address (m, obj, &e.src)
	      && e.src.base == ESC_B_PARAM && e.src.nderef <= 2
	      && !(e.src.nderef && e.src.path[0].stride) && m->sum->neffects < ESC_MAX_EFFECTS)
	    esc_sum_add (m, &e);
	}
    }
}

/* Where the body only hands a parameter to unknown code, its declaration knows
   better.  */
static void
believe_promises (struct maker *m)
{
  const struct esc_fn *fn = m->s->fn;
  uint64_t promised = esc_promised (fn);
  uint32_t n = 0;
  for (uint32_t i = 0; promised && i < m->sum->neffects; i++)
    {
      const struct esc_effect *e = &m->sum->effects[i];
      if (e->kind == ESC_E_LEAK && e->src.base == ESC_B_PARAM
	  && e->src.index < 64 && e->src.index < fn->nparams
	  && promised >> e->src.index & 1
	  && e->src.nderef <= fn->params[e->src.index].byvalue)
	continue;
      m->sum->effects[n++] = *e;
    }
  if (promised)
    m->sum->neffects = n;
}

/* ---- Keeping it.  ---- */

static void
keep_term (struct esc_arena *arena, struct esc_term *t)
{
  if (t->base == ESC_B_STATE)
    t->name = esc_strdup (arena, t->name);
  if (t->nderef)
    t->path = esc_offs_add (arena, t->path, t->nderef - 1u,
			    t->path[t->nderef - 1]);
  if (t->nloop)
    t->loop = esc_offs_add (arena, t->loop, t->nloop - 1u,
			    t->loop[t->nloop - 1]);
}

/* A copy of SUM in ARENA, with no room for more; in the place of OLD, which may be
   NULL, if it has the room.  */
static struct esc_summary *
keep_summary (struct esc_arena *arena, struct esc_summary *old,
	      const struct esc_summary *sum)
{
  struct esc_summary *kept = old;
  if (!old || old->effects_cap < sum->neffects || old->fresh_cap < sum->nfresh)
    {
      kept = esc_alloc (arena, sizeof *kept);
      kept->effects_cap = sum->neffects;
      kept->fresh_cap = sum->nfresh;
      kept->effects = esc_alloc (arena,
				 sum->neffects * sizeof *kept->effects);
      kept->fresh = esc_alloc (arena, sum->nfresh * sizeof *kept->fresh);
    }
  kept->flags = sum->flags;
  kept->told = sum->told;
  kept->neffects = sum->neffects;
  kept->nfresh = sum->nfresh;
  for (uint32_t i = 0; i < sum->nfresh; i++)
    {
      struct esc_fresh *f = &kept->fresh[i];
      *f = sum->fresh[i];
      f->size = f->size ? esc_expr_keep (arena, f->size) : NULL;
      f->align = f->align ? esc_expr_keep (arena, f->align) : NULL;
    }
  for (uint32_t i = 0; i < sum->neffects; i++)
    {
      struct esc_effect *e = &kept->effects[i];
      *e = sum->effects[i];
      keep_term (arena, &e->dst);
      keep_term (arena, &e->src);
      if (!e->nargs)
	continue;
      e->args = esc_alloc (arena, e->nargs * sizeof *e->args);
      memcpy (e->args, sum->effects[i].args, e->nargs * sizeof *e->args);
      for (unsigned k = 0; k < e->nargs; k++)
	keep_term (arena, &e->args[k]);
    }
  return kept;
}

static bool
same_summary (const struct esc_summary *a, const struct esc_summary *b)
{
  if (!a || a->flags != b->flags || a->neffects != b->neffects
      || a->nfresh != b->nfresh)
    return false;
  for (uint32_t i = 0; i < a->neffects; i++)
    if (a->effects[i].kind != b->effects[i].kind
	|| a->effects[i].flags != b->effects[i].flags
	|| !esc_term_equal (&a->effects[i].dst, &b->effects[i].dst)
	|| !esc_term_equal (&a->effects[i].src, &b->effects[i].src))
      return false;
  for (uint32_t i = 0; i < a->nfresh; i++)
    if (!esc_expr_equal (a->fresh[i].size, b->fresh[i].size)
	|| !esc_expr_equal (a->fresh[i].align, b->fresh[i].align))
      return false;
  return true;
}

/* The ops that put something into memory: who asks which of them it was asks
   often.  */
static void
find_stores (struct maker *m)
{
  const struct esc_solve *s = m->s;
  m->stores = esc_alloc (m->arena, (s->nops + 1) * sizeof *m->stores);
  for (uint32_t i = 0; i < s->nops; i++)
    if ((s->ops[i].kind == ESC_OP_STORE || s->ops[i].kind == ESC_OP_MOVE)
	&& s->ops[i].src)
      m->stores[m->nstores++] = i;
}

/* What op I says in itself.  */
static void
add_op (struct maker *m, uint32_t i)
{
  const struct esc_solve *s = m->s;
  const struct esc_op *op = &s->ops[i];
  bool once = false;
  switch (op->kind)
    {
    case ESC_OP_MOVE:
      esc_sum_moves (m, op);
      /* FALLTHROUGH */
    case ESC_OP_STORE:
      if (!(op->flags & ESC_PF_WEAK))
	esc_sum_kill (m, op, i);
      break;
    case ESC_OP_KILL:
      esc_sum_kill (m, op, i);
      break;
    case ESC_OP_RET:
      esc_sum_values (m, op, ESC_E_RET, 0);
      break;
    case ESC_OP_FREE:
      once = op->flags & ESC_PF_MUST
	     && esc_on_all_paths (m->cfg, esc_block_of (s->fn, s->first, i));
      esc_sum_values (m, op, ESC_E_FREE, once ? ESC_PF_MUST : 0);
      break;
    case ESC_OP_REALLOC:
      esc_sum_values (m, op, ESC_E_REALLOC, 0);
      break;
    case ESC_OP_UNKNOWN:
      if (!(op->flags & ESC_PF_ICALL))
	m->sum->flags |= ESC_SF_UNKNOWN;
      break;
    case ESC_OP_JUMP:
      m->sum->flags |= ESC_SF_JUMPS;
      break;
    default:
      break;
    }
}

bool
esc_summarize (struct esc_solve *s, struct esc_cfg *cfg, struct esc_flow *flow)
{
  struct esc_fn *fn = s->fn;
  bool clears;
  struct maker m = { .s = s, .cfg = cfg, .flow = flow,
		     .arena = &s->arena };
  m.sum = esc_alloc (m.arena, sizeof *m.sum);
  m.fresh_of = esc_alloc (m.arena, (s->nobjs + 64) * sizeof *m.fresh_of);
  m.naddress = s->nobjs;
  m.address = esc_alloc (m.arena, s->nobjs * sizeof *m.address);
  if (fn->flags & ESC_FF_NORETURN)
    m.sum->flags |= ESC_SF_NORETURN;
  if (s->capped || s->coarse)
    m.sum->flags |= ESC_SF_OVERFLOW | ESC_SF_UNKNOWN;
  else
    {
      find_fresh (&m);
      find_stores (&m);
      esc_sum_stores (&m);
      for (uint32_t i = 0; i < s->nops && !full (&m); i++)
	add_op (&m, i);
      if (!full (&m))
	esc_sum_leaks (&m);
      if (!full (&m))
	esc_sum_lost (&m);
      if (!full (&m))
	esc_sum_callbacks (&m);
      believe_promises (&m);
      if (!full (&m))
	add_uses (&m);
      if (full (&m))
	m.sum->neffects = 0;
      else if (esc_sum_only_reads (&m))
	m.sum->flags |= ESC_SF_READS;
      else if (esc_sum_only_frees (&m, &clears))
	m.sum->flags |= ESC_SF_FREES | (clears ? ESC_SF_CLEARS : 0);
    }
  bool changed = !same_summary (fn->summary, m.sum);
  fn->summary = keep_summary (&s->unit->arena, fn->summary, m.sum);
  return changed;
}

/* ---- Tags.  ---- */

static unsigned
tag_of_value (const struct esc_fn *fn, const struct esc_term *t)
{
  unsigned loads = t->nderef - (fn->params[t->index].byvalue && t->nderef);
  return loads ? ESC_T_CONTENT : ESC_T_LEAKS;
}

unsigned
esc_param_tag (const struct esc_fn *fn, uint32_t i, int *level)
{
  unsigned tag = 0;
  const struct esc_summary *sum = fn->summary;
  *level = 99;
  if (sum->flags & ESC_SF_OVERFLOW)
    return ESC_T_LEAKS;
  for (uint32_t k = 0; k < sum->neffects; k++)
    {
      const struct esc_effect *e = &sum->effects[k];
      if (e->kind == ESC_E_CALL)
	{
	  for (unsigned a = 0; a < e->nargs; a++)
	    if (e->args[a].base == ESC_B_PARAM && e->args[a].index == i)
	      tag |= tag_of_value (fn, &e->args[a]);
	  continue;
	}
      if (e->src.base != ESC_B_PARAM || e->src.index != i)
	continue;
      int loads = e->src.nderef - (fn->params[i].byvalue && e->src.nderef);
      switch (e->kind)
	{
	case ESC_E_FREE:
	case ESC_E_REALLOC:
	  if (!loads)
	    tag |= ESC_T_FREES;
	  break;
	case ESC_E_LEAK:
	  if (!(e->flags & ESC_PF_MAYBE))
	    tag |= tag_of_value (fn, &e->src);
	  break;
	case ESC_E_RET:
	  tag |= ESC_T_RESULT;
	  if (loads < *level)
	    *level = loads;
	  break;
	/* A MOVE is of bytes, and so may a LEAK be: a remark does not guess that
	   they hold an address.  */
	case ESC_E_STORE:
	  if (e->dst.base == ESC_B_RESMEM)
	    {
	      tag |= ESC_T_RESULT;
	      if (loads < *level)
		*level = loads;
	    }
	  else if ((e->dst.base == ESC_B_PARAM && e->dst.index == i)
		   || (e->dst.base == ESC_B_STATE && e->dst.index))
	    ;			/* into the object that it came from */
	  else
	    tag |= tag_of_value (fn, &e->src);
	  break;
	default:
	  break;
	}
    }
  return tag;
}
