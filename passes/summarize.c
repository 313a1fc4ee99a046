/* summarize.c - make a function's summary.  See summarize.h.  */

#include "summarize.h"
#include "modes.h"
#include "program.h"

#include <string.h>

enum
{
  MAX_EFFECTS = 64,		/* of a summary; more: everything leaks */
  MAX_CALLS = 16,		/* of callbacks */
  MAX_USES = 16			/* of pointers in the caller's memory; more: not
				   said, which is the quiet side */
};

struct maker
{
  struct esc_solve *s;
  struct esc_cfg *cfg;
  struct esc_flow *flow;
  struct esc_summary *sum;
  struct esc_arena *arena;	/* the unit's */
  uint32_t *fresh_of;		/* by object: number of its fresh, + 1 */
};

/* ---- Terms.  ---- */

/* Whether the steps that T's star stands for may be one at AT.  */
static bool
loops_at (const struct esc_term *t, const struct esc_off *at)
{
  for (unsigned i = 0; i < t->nloop; i++)
    if (esc_off_equal (&t->loop[i], at)
	|| (t->loop[i].stride == 1 && !t->loop[i].count))
      return true;
  return false;
}

static void
add_loop (struct esc_term *t, struct esc_off at)
{
  if (loops_at (t, &at))
    return;
  if (t->nloop < ESC_MAX_LOOP)
    t->loop[t->nloop++] = at;
  else
    {
      t->nloop = 1;
      t->loop[0] = (struct esc_off) { 0, 1, 0 };
    }
}

static bool
load_term (struct esc_term *t, struct esc_off at)
{
  /* One more of the steps that may be done any number of times.  */
  if (t->star == t->nderef && t->star && loops_at (t, &at))
    return true;
  if (t->nderef == ESC_MAX_DEREF)
    return false;
  t->path[t->nderef++] = at;
  return true;
}

/* T, whose loads end at an element of a list or a tree, stands for all of them.
   If it does so already, further up, what lies between is one of the ways.  */
static void
begin_star (struct esc_term *t)
{
  if (!t->star)
    t->star = t->nderef;
  for (unsigned i = t->star; i < t->nderef; i++)
    add_loop (t, t->path[i]);
  t->nderef = t->star;
}

/* O, number OBJ, whose address is T now, stands for more than one load at the end
   of T if it is a list or a tree: add the steps that lead back to it.  */
static bool
star_term (const struct esc_solve *s, struct esc_term *t, uint32_t obj,
	   const struct esc_sobj *o)
{
  for (uint32_t i = 0; i < o->nfolds; i++)
    {
      if (o->folds[i].beside)
	continue;
      begin_star (t);
      add_loop (t, o->folds[i].at);
      for (uint32_t p = o->folds[i].parent;
	   p != obj && s->objs[p].kind == ESC_O_DEREF && s->objs[p].parent;
	   p = s->objs[p].parent)
	add_loop (t, s->objs[p].at);
    }
  return true;
}

/* The address of object OBJ in words of the interface.  */
static bool
address_term (struct maker *m, uint32_t obj, struct esc_term *t)
{
  struct esc_solve *s = m->s;
  const struct esc_sobj *o = &s->objs[obj];
  memset (t, 0, sizeof *t);
  switch (o->kind)
    {
    case ESC_O_DEREF:
      if (!o->parent)
	{
	  t->base = ESC_B_PARAM;
	  t->index = o->param;
	  return true;
	}
      if (!address_term (m, o->parent, t))
	return false;
      /* It hangs on any element of the list that begins there.  */
      if (s->objs[o->parent].first && o->nfolds)
	{
	  begin_star (t);
	  add_loop (t, s->objs[o->parent].at);
	}
      return load_term (t, o->at) && star_term (s, t, obj, o);
    case ESC_O_PARAM:
      /* Only to load from: its own address is the callee's.  */
      t->base = ESC_B_PARAM;
      t->index = esc_object (s->unit, s->fn, o->ref)->param;
      return s->fn->params[t->index].byvalue;
    case ESC_O_RESULT:
      t->base = ESC_B_RESMEM;
      return true;
    case ESC_O_UNKNOWN:
      t->base = ESC_B_UNKNOWN;
      return true;
    case ESC_O_HEAP:
      t->base = ESC_B_FRESH;
      if (!m->fresh_of[obj])
	return false;
      t->index = m->fresh_of[obj] - 1;
      return true;
    case ESC_O_GLOBAL:
    case ESC_O_FUNC:
    case ESC_O_TEMP:
      if (o->ref & ESC_REF_UNIT)
	{
	  t->base = ESC_B_OBJ;
	  t->index = o->ref;
	  return true;
	}
      if (!o->name || (o->kind == ESC_O_TEMP && !o->lazy))
	return false;
      t->base = ESC_B_STATE;
      t->name = esc_strdup (m->arena, o->name);
      t->index = o->kind == ESC_O_TEMP;
      return true;
    default:
      return false;
    }
}

/* Target T as a value that the caller understands.  */
static bool
value_term (struct maker *m, uint32_t t, struct esc_term *term)
{
  const struct esc_target *target = &m->s->targets[t];
  if (m->s->objs[target->obj].kind == ESC_O_PARAM
      || m->s->objs[target->obj].kind == ESC_O_RESULT
      || !address_term (m, target->obj, term))
    return false;
  term->at = target->at;
  return true;
}

/* ---- Effects.  ---- */

/* Nothing more can be said.  */
static bool
full (const struct maker *m)
{
  return m->sum->flags & ESC_SF_OVERFLOW;
}

static void
add (struct maker *m, const struct esc_effect *e)
{
  if (full (m))
    return;
  if (m->sum->neffects < MAX_EFFECTS)
    esc_summary_add (m->arena, m->sum, e);
  else
    m->sum->flags |= ESC_SF_OVERFLOW;
}

bool
esc_is_initial (const struct esc_solve *s, uint32_t cell, uint32_t t)
{
  const struct esc_target *c = &s->targets[cell];
  const struct esc_sobj *o = &s->objs[s->targets[t].obj];
  unsigned width = s->unit->pointer_size;
  if (s->objs[c->obj].kind == ESC_O_UNKNOWN)
    return true;
  if (o->kind != ESC_O_DEREF || s->targets[t].at.off)
    return false;
  if (o->parent == c->obj && esc_off_meet (&o->at, width, &c->at, width))
    return true;
  for (uint32_t i = 0; i < o->nfolds; i++)
    if (o->folds[i].parent == c->obj
	&& esc_off_meet (&o->folds[i].at, width, &c->at, width))
      return true;
  return false;
}

/* What the flow-sensitive pass says of a cell holding an object at the exit:
   0 not held, 1 perhaps, 2 for certain; 3 it was not asked.  */
static int
held_at_exit (struct maker *m, uint32_t cell, uint32_t obj)
{
  struct esc_flow *f = m->flow;
  if (!f || !f->track[obj])
    return 3;
  if (f->capped)
    return 1;
  int held = 0;
  for (uint32_t i = 0; i < f->nexit; i++)
    if (f->exit[i].obj == obj && f->exit[i].key == cell)
      held = f->exit[i].flags & ESC_HF_CERTAIN ? 2 : held ? held : 1;
  return held;
}

/* The mode in which block B is reached, if the caller chooses one, into E.  */
static void
find_mode (const struct maker *m, uint32_t b, struct esc_effect *e)
{
  const struct esc_cfg *cfg = m->cfg;
  while (b && cfg->order[b] != UINT32_MAX)
    {
      uint32_t up = cfg->idom[b];
      const struct esc_block *block = &m->s->fn->blocks[up];
      if (cfg->npred[b] == 1 && block->mode && block->nsucc == 2
	  && block->succ[0] != block->succ[1])
	{
	  e->mode = block->mode;
	  e->mode_is = block->succ[0] == b;
	  e->mode_value = block->mode_value;
	  return;
	}
      b = up;
    }
}

/* The caller can tell by the result whether OP of block B was done: tell E.  */
static void
find_result (const struct maker *m, uint32_t b, const struct esc_op *op,
	     struct esc_effect *e)
{
  struct esc_solve *s = m->s;
  if (s->fn->nblocks < 2 && !op->call)
    return;
  unsigned set = esc_results_after (&s->arena, s->unit, s->fn, m->cfg, op, b);
  if (set == ESC_R_ZERO)
    e->flags |= ESC_PF_OK;
  else if (set == ESC_R_OTHER)
    e->flags |= ESC_PF_NOTHEN;
}

/* Whether the function writes to nothing that its caller can see.  */
static bool
only_reads (const struct maker *m)
{
  struct esc_solve *s = m->s;
  if (s->fn->nother || m->sum->flags & ESC_SF_UNKNOWN)
    return false;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      const uint32_t *pts;
      uint32_t n;
      switch (op->kind)
	{
	case ESC_OP_STORE:
	case ESC_OP_MOVE:
	case ESC_OP_KILL:
	  n = esc_targets (s, op->dst, &op->at, &pts);
	  for (uint32_t k = 0; k < n; k++)
	    if (esc_outside (&s->objs[s->targets[pts[k]].obj])
		|| s->objs[s->targets[pts[k]].obj].life >= ESC_L_CALLER)
	      return false;
	  break;
	case ESC_OP_CALL:
	  {
	    esc_ref callee = s->fn->calls[op->call].callee;
	    const struct esc_obj *o = ESC_IS_OBJ (callee)
				      ? esc_object (s->unit, s->fn, callee) : NULL;
	    if (!o || o->kind != ESC_O_FUNC)
	      return false;
	    struct esc_fn *fn = s->unit->fns[o->fn];
	    const struct esc_summary *sum = esc_summary_of (s->unit, fn);
	    if (!(fn->flags & (ESC_FF_PURE | ESC_FF_CONST))
		&& !(sum && sum->flags & ESC_SF_READS))
	      return false;
	    break;
	  }
	case ESC_OP_FREE:
	case ESC_OP_REALLOC:
	case ESC_OP_LEAK:
	  return false;
	default:
	  break;
	}
    }
  return true;
}

/* The op, + 1, from op FROM on that puts an object into a cell; 0: none
   found.  */
static uint32_t
storing_op (struct esc_solve *s, uint32_t cell, uint32_t obj, uint32_t from)
{
  const struct esc_off none = { 0 };
  for (uint32_t i = from; i < s->nops && s->nops < 2000; i++)
    {
      const struct esc_op *op = &s->ops[i];
      const uint32_t *pts;
      if ((op->kind != ESC_OP_STORE && op->kind != ESC_OP_MOVE) || !op->src)
	continue;
      uint32_t n = esc_targets (s, op->dst, &none, &pts);
      bool there = false;
      for (uint32_t k = 0; k < n; k++)
	there |= s->targets[pts[k]].obj == s->targets[cell].obj;
      if (!there)
	continue;
      if (op->kind == ESC_OP_MOVE)
	return i + 1;
      n = esc_targets (s, op->src, &none, &pts);
      for (uint32_t k = 0; k < n; k++)
	if (s->targets[pts[k]].obj == obj)
	  return i + 1;
    }
  return 0;
}

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
      if (m->sum->nfresh >= 60)
	{
	  m->sum->flags |= ESC_SF_OVERFLOW;
	  return;
	}
    }
}

/* What the caller finds in memory afterwards.  */
static void
add_stores (struct maker *m)
{
  struct esc_solve *s = m->s;
  for (uint32_t obj = 1; obj < s->nobjs && !full (m); obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      bool fresh = o->kind == ESC_O_HEAP && m->fresh_of[obj];
      bool state = o->kind == ESC_O_TEMP && o->lazy;
      struct esc_effect e = { .kind = ESC_E_STORE };
      if (!(esc_outside (o) || fresh || state) || obj == s->unknown)
	continue;
      if (!address_term (m, obj, &e.dst))
	e.kind = ESC_E_LEAK;	/* there is no word for the place */
      for (uint32_t c = 0; c < o->ncells; c++)
	{
	  uint32_t cell = o->cells[c];
	  const uint32_t *pts;
	  uint32_t n = esc_cell_targets (s, cell, &pts);
	  for (uint32_t i = 0; i < n; i++)
	    {
	      uint32_t held = s->targets[pts[i]].obj;
	      e.flags = 0;
	      if (esc_is_initial (s, cell, pts[i]))
		{
		  /* Or it was moved there from another element.  */
		  if ((!s->targets[cell].at.stride && !s->objs[held].nfolds)
		      || !storing_op (s, cell, held, 0))
		    continue;
		  e.flags = ESC_PF_MAYBE;
		}
	      if (s->objs[held].kind == ESC_O_STRING
		  || !value_term (m, pts[i], &e.src))
		continue;
	      e.mode = 0;
	      if (s->objs[held].kind == ESC_O_DEREF)
		{
		  int certain = held_at_exit (m, ESC_KEY_CELL | cell, held);
		  if (certain == 0)
		    continue;
		  if (certain == 1)
		    e.flags |= ESC_PF_MAYBE;
		}
	      e.dst.at = s->targets[cell].at;
	      uint32_t op = s->objs[held].kind == ESC_O_DEREF
			    ? storing_op (s, cell, held, 0) : 0;
	      if (op)
		{
		  e.loc = s->ops[op - 1].loc;
		  if (s->ops[op - 1].flags & (ESC_PF_MAYBE | ESC_PF_MODE)
		      || !esc_call_does (s, &s->ops[op - 1], NULL))
		    e.flags |= ESC_PF_MAYBE;
		  /* Of several stores each may have its own mode, and its own
		     results.  */
		  if (!storing_op (s, cell, held, op))
		    {
		      uint32_t b = esc_block_of (s->fn, s->first, op - 1);
		      find_mode (m, b, &e);
		      find_result (m, b, &s->ops[op - 1], &e);
		    }
		}
	      add (m, &e);
	      /* The new object may move the table.  */
	      o = &s->objs[obj];
	    }
	}
    }
}

static void
add_kill (struct maker *m, const struct esc_op *op, uint32_t i)
{
  struct esc_solve *s = m->s;
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->dst, &op->at, &pts);
  for (uint32_t k = 0; k < n; k++)
    {
      const struct esc_target *t = &s->targets[pts[k]];
      const struct esc_sobj *o = &s->objs[t->obj];
      struct esc_effect e = { .kind = ESC_E_KILL, .len = op->len,
			      .loc = op->loc };
      bool known = esc_outside (o) || (o->kind == ESC_O_TEMP && o->lazy);
      if (!known || o->kind == ESC_O_RESULT || o->kind == ESC_O_UNKNOWN
	  || !address_term (m, t->obj, &e.dst))
	continue;
      e.dst.at = t->at;
      if (op->kind == ESC_OP_STORE && !e.len)
	e.len = s->unit->pointer_size;
      if (n == 1 && !o->many && !t->at.stride
	  && (op->kind != ESC_OP_KILL
	      || (op->flags & ESC_PF_MUST
		  && !(op->flags & (ESC_PF_OK | ESC_PF_NOTHEN))))
	  && esc_on_all_paths (m->cfg, esc_block_of (s->fn, s->first, i)))
	e.flags |= ESC_PF_MUST;
      else
	find_mode (m, esc_block_of (s->fn, s->first, i), &e);
      add (m, &e);
    }
}

/* Whole memory goes from SRC to DST: what lies in it only the caller knows.  */
static void
add_move (struct maker *m, const struct esc_target *dst, uint32_t src,
	  struct esc_off at, const struct esc_op *op)
{
  const struct esc_sobj *o = &m->s->objs[src];
  struct esc_effect e = { .kind = ESC_E_MOVE, .len = op->len,
			  .loc = op->loc };
  bool same = src == dst->obj && !at.stride && !dst->at.stride
	      && at.off == dst->at.off;
  if (!o->lazy || same || !address_term (m, src, &e.src)
      || !address_term (m, dst->obj, &e.dst))
    return;
  e.src.at = at;
  e.dst.at = dst->at;
  add (m, &e);
}

static void
add_moves (struct maker *m, const struct esc_op *op)
{
  struct esc_solve *s = m->s;
  const uint32_t *pts;
  const struct esc_off from = { op->soff, 0, 0 };
  uint32_t nd = op->src ? esc_targets (s, op->dst, &op->at, &pts) : 0;
  uint32_t *dst = esc_alloc (&s->arena, (nd + 1) * sizeof *dst);
  if (!nd)
    return;
  memcpy (dst, pts, nd * sizeof *dst);
  uint32_t ns = esc_targets (s, op->src, &from, &pts);
  for (uint32_t d = 0; d < nd; d++)
    {
      const struct esc_target to = s->targets[dst[d]];
      const struct esc_sobj *o = &s->objs[to.obj];
      if (to.obj == s->unknown
	  || !(esc_outside (o)
	       || (o->kind == ESC_O_HEAP && m->fresh_of[to.obj])))
	continue;
      for (uint32_t k = 0; k < ns; k++)
	{
	  uint32_t src = s->targets[pts[k]].obj;
	  add_move (m, &to, src, s->targets[pts[k]].at, op);
	  /* Through a variable of the function's own.  */
	  for (uint32_t r = 0; r < s->objs[src].nranges; r++)
	    if (!s->objs[src].ranges[r].from)
	      add_move (m, &to, s->objs[src].ranges[r].other,
			s->objs[src].ranges[r].other_at, op);
	}
    }
}

static void
add_values (struct maker *m, const struct esc_op *op, enum esc_ekind kind,
	    uint8_t flags)
{
  struct esc_solve *s = m->s;
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->src, &op->at, &pts);
  for (uint32_t k = 0; k < n; k++)
    {
      struct esc_effect e = { .kind = (uint8_t) kind, .flags = flags,
			      .loc = op->loc };
      const struct esc_sobj *o = &s->objs[s->targets[pts[k]].obj];
      if (o->kind == ESC_O_STRING
	  || (kind == ESC_E_FREE && !esc_outside (o)))
	continue;
      if (value_term (m, pts[k], &e.src))
	add (m, &e);
    }
}

/* What LEAK op OP hands to unknown code.  */
static void
leak_op (struct maker *m, const struct esc_op *op)
{
  struct esc_solve *s = m->s;
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->src, &op->at, &pts);
  bool local = false;
  for (uint32_t k = 0; k < n; k++)
    local |= !esc_outside (&s->objs[s->targets[pts[k]].obj]);
  add_values (m, op, ESC_E_LEAK, op->flags & ESC_PF_MAYBE);
  if (!local)
    return;
  /* Memory of this function was handed on: so was all that it leads to.  */
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      struct esc_effect e = { .kind = ESC_E_LEAK, .loc = op->loc,
			      .flags = o->sent ? ESC_PF_MAYBE : 0 };
      if (o->kept && o->kind == ESC_O_DEREF
	  && !(o->parent && s->objs[o->parent].kept)
	  && address_term (m, obj, &e.src))
	add (m, &e);
    }
}

/* Objects of the caller that unknown code may have seen.  */
static void
add_leaks (struct maker *m)
{
  for (uint32_t i = 0; i < m->s->nops; i++)
    if (m->s->ops[i].kind == ESC_OP_LEAK
	&& !(m->s->ops[i].flags & ESC_PF_ICALL))
      leak_op (m, &m->s->ops[i]);
}

/* Objects that lie in memory of which nothing is known, or of which the caller
   has no word: to the caller they leak.  */
static void
add_lost (struct maker *m)
{
  struct esc_solve *s = m->s;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      struct esc_effect e = { .kind = ESC_E_LEAK,
			      .flags = o->sent ? ESC_PF_MAYBE : 0 };
      bool fresh = o->kind == ESC_O_HEAP && m->fresh_of[obj];
      if (o->kept && (fresh || (o->kind == ESC_O_DEREF
				&& o->via == s->unknown))
	  && address_term (m, obj, &e.src))
	add (m, &e);
    }
}

/* ---- Callbacks.  ---- */

enum { MAX_CHOICES = 4 };

/* Whether OBJ is, or holds, memory of the caller's.  */
static bool
holds_callers (struct maker *m, uint32_t obj)
{
  struct esc_solve *s = m->s;
  if (esc_outside (&s->objs[obj]))
    return true;
  for (uint32_t c = 0; c < s->objs[obj].ncells; c++)
    {
      const uint32_t *pts;
      struct esc_term t;
      uint32_t n = esc_cell_targets (s, s->objs[obj].cells[c], &pts);
      for (uint32_t k = 0; k < n; k++)
	if (s->objs[s->targets[pts[k]].obj].kind != ESC_O_STRING
	    && (value_term (m, pts[k], &t)
		|| s->targets[pts[k]].obj != obj))
	  return true;
    }
  return s->objs[obj].nranges != 0;
}

/* The addresses that argument ARG of CALL may be, as terms in T, MAX_CHOICES at
   most; -1: there are no words for them.  */
static int
argument_terms (struct maker *m, const struct esc_call *call, unsigned arg,
		struct esc_term *t)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (m->s, call->args[arg], &(struct esc_off) { 0 },
			    &pts);
  int found = 0;
  for (uint32_t k = 0; k < n; k++)
    {
      struct esc_term one;
      if (m->s->objs[m->s->targets[pts[k]].obj].kind == ESC_O_STRING)
	continue;
      /* Memory of this function is as good as none to the caller, if there is
	 nothing of the caller's in it.  */
      if (!value_term (m, pts[k], &one))
	{
	  if (holds_callers (m, m->s->targets[pts[k]].obj))
	    return -1;
	  continue;
	}
      bool there = false;
      for (int i = 0; i < found; i++)
	there |= esc_term_equal (&t[i], &one);
      if (there)
	continue;
      if (found == MAX_CHOICES)
	return -1;
      t[found++] = one;
    }
  return found;
}

/* CALL runs what FNPTR names: an effect for each choice of its arguments.  False
   if that cannot be said.  */
static bool
add_callback (struct maker *m, const struct esc_call *call,
	      const struct esc_term *fnptr, unsigned *ncalls)
{
  struct esc_term terms[8][MAX_CHOICES];
  int n[8];
  unsigned nargs = call->nargs < 8 ? call->nargs : 8, choices = 1;
  for (unsigned a = 0; a < nargs; a++)
    {
      n[a] = argument_terms (m, call, a, terms[a]);
      if (n[a] < 0)
	return false;
      choices *= n[a] ? (unsigned) n[a] : 1;
    }
  if (*ncalls + choices > MAX_CALLS)
    return false;
  *ncalls += choices;
  for (unsigned c = 0; c < choices; c++)
    {
      struct esc_effect e = { .kind = ESC_E_CALL, .loc = call->loc,
			      .src = *fnptr, .nargs = (uint8_t) nargs };
      unsigned rest = c;
      e.args = esc_alloc (m->arena, (nargs + 1u) * sizeof *e.args);
      for (unsigned a = 0; a < nargs; a++)
	if (n[a])
	  {
	    e.args[a] = terms[a][rest % (unsigned) n[a]];
	    rest /= (unsigned) n[a];
	  }
      add (m, &e);
    }
  return true;
}

/* Calls through pointers that the caller knows.  */
static void
add_callbacks (struct maker *m)
{
  struct esc_solve *s = m->s;
  unsigned ncalls = 0;
  for (uint32_t i = 0; i < s->nicalls; i++)
    {
      const struct esc_icall *ic = &s->icalls[i];
      if (ic->nfns || !ic->call)
	continue;
      const uint32_t *pts;
      uint32_t n = esc_targets (s, ic->fnptr, &ic->at, &pts);
      const struct esc_call *call = &s->fn->calls[ic->call];
      /* A callback of a callee has that callee's words for arguments: only
	 direct ones are passed on exactly.  */
      bool expressed = n > 0 && n <= 4 && call->callee == ic->fnptr;
      struct esc_term fns[4];
      for (uint32_t k = 0; k < n && expressed; k++)
	/* A pointer in a global is no more known to the caller than here.  */
	expressed = value_term (m, pts[k], &fns[k])
		    && fns[k].base == ESC_B_PARAM;
      for (uint32_t k = 0; k < n && expressed; k++)
	expressed = add_callback (m, call, &fns[k], &ncalls);
      if (expressed)
	continue;
      /* Not in words of the interface: its arguments leak.  */
      m->sum->flags |= ESC_SF_UNKNOWN;
      for (uint32_t k = 0; k < s->nops; k++)
	if (s->ops[k].kind == ESC_OP_LEAK && s->ops[k].call == ic->call
	    && s->ops[k].flags & ESC_PF_ICALL)
	  leak_op (m, &s->ops[k]);
    }
}

/* Pointers in memory of the caller that are followed.  */
static void
add_uses (struct maker *m)
{
  struct esc_solve *s = m->s;
  uint32_t before = m->sum->neffects;
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
	  struct esc_effect e = { .kind = ESC_E_USE, .loc = op->loc };
	  if (o->kind == ESC_O_DEREF && o->parent
	      && address_term (m, obj, &e.src)
	      && e.src.base == ESC_B_PARAM && e.src.nderef <= 2
	      && !e.src.path[0].stride && m->sum->neffects < MAX_EFFECTS)
	    add (m, &e);
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

/* Whether KILL empties the variable that the freed pointer SRC was loaded from.  */
static bool
clears_source (const struct esc_effect *kill, const struct esc_term *src,
	       unsigned width)
{
  struct esc_term from = *src;
  if (!from.nderef || from.at.off || from.at.stride || from.star
      || kill->len != width)
    return false;
  from.at = from.path[--from.nderef];
  return esc_term_equal (&from, &kill->dst);
}

/* Whether the function does nothing but free: then a call of it can go when
   the memory goes.  *CLEARS: and sets the variable to NULL.  */
static bool
only_frees (struct maker *m, bool *clears)
{
  const struct esc_summary *sum = m->sum;
  const struct esc_solve *s = m->s;
  if (m->s->fn->nother || m->s->fn->flags & ESC_FF_ACTS || sum->flags)
    return false;
  const struct esc_effect *frees = NULL;
  *clears = false;
  for (uint32_t i = 0; i < sum->neffects; i++)
    if (sum->effects[i].kind == ESC_E_FREE)
      frees = &sum->effects[i];
  for (uint32_t i = 0; i < sum->neffects; i++)
    if (sum->effects[i].kind == ESC_E_KILL && frees
	&& clears_source (&sum->effects[i], &frees->src,
			  s->unit->pointer_size))
      *clears = true;
    else if (sum->effects[i].kind != ESC_E_USE
	     && sum->effects[i].kind != ESC_E_FREE)
      return false;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      if (s->ops[i].kind == ESC_OP_FREE && s->ops[i].flags & ESC_PF_NOFOLD)
	return false;
      if (s->ops[i].kind == ESC_OP_CALL)
	{
	  bool free_call = false;
	  for (uint32_t k = i + 1; k < s->nops && s->ops[k].call
	       == s->ops[i].call; k++)
	    free_call |= s->ops[k].kind == ESC_OP_FREE;
	  if (!free_call)
	    return false;
	}
      /* Reading the object that it frees is a use of it.  */
      if (s->ops[i].kind == ESC_OP_USE
	  || (s->ops[i].kind == ESC_OP_LOAD && s->ops[i].call == 0))
	{
	  const uint32_t *p, *q;
	  uint32_t n = esc_targets (m->s, s->ops[i].src,
				    &(struct esc_off) { 0 }, &p);
	  for (uint32_t k = 0; k < s->nops; k++)
	    if (s->ops[k].kind == ESC_OP_FREE)
	      {
		uint32_t nf = esc_targets (m->s, s->ops[k].src,
					   &s->ops[k].at, &q);
		for (uint32_t a = 0; a < n; a++)
		  for (uint32_t b = 0; b < nf; b++)
		    if (s->targets[p[a]].obj == s->targets[q[b]].obj)
		      return false;
	      }
	}
    }
  return frees;
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

bool
esc_summarize (struct esc_solve *s, struct esc_cfg *cfg, struct esc_flow *flow)
{
  struct esc_fn *fn = s->fn;
  bool clears;
  struct maker m = { .s = s, .cfg = cfg, .flow = flow,
		     .arena = &s->unit->arena };
  m.sum = esc_alloc (m.arena, sizeof *m.sum);
  m.fresh_of = esc_alloc (&s->arena, (s->nobjs + 64) * sizeof *m.fresh_of);
  if (fn->flags & ESC_FF_NORETURN)
    m.sum->flags |= ESC_SF_NORETURN;
  if (s->capped)
    m.sum->flags |= ESC_SF_OVERFLOW | ESC_SF_UNKNOWN;
  else
    {
      find_fresh (&m);
      add_stores (&m);
      for (uint32_t i = 0; i < s->nops && !full (&m); i++)
	{
	  const struct esc_op *op = &s->ops[i];
	  bool once = false;
	  switch (op->kind)
	    {
	    case ESC_OP_MOVE:
	      add_moves (&m, op);
	      /* FALLTHROUGH */
	    case ESC_OP_STORE:
	      if (!(op->flags & ESC_PF_WEAK))
		add_kill (&m, op, i);
	      break;
	    case ESC_OP_KILL:
	      add_kill (&m, op, i);
	      break;
	    case ESC_OP_RET:
	      add_values (&m, op, ESC_E_RET, 0);
	      break;
	    case ESC_OP_FREE:
	      once = op->flags & ESC_PF_MUST
		     && esc_on_all_paths (cfg, esc_block_of (fn, s->first, i));
	      add_values (&m, op, ESC_E_FREE, once ? ESC_PF_MUST : 0);
	      break;
	    case ESC_OP_REALLOC:
	      add_values (&m, op, ESC_E_REALLOC, 0);
	      break;
	    case ESC_OP_UNKNOWN:
	      if (!(op->flags & ESC_PF_ICALL))
		m.sum->flags |= ESC_SF_UNKNOWN;
	      break;
	    case ESC_OP_JUMP:
	      m.sum->flags |= ESC_SF_JUMPS;
	      break;
	    default:
	      break;
	    }
	}
      if (!full (&m))
	add_leaks (&m);
      if (!full (&m))
	add_lost (&m);
      if (!full (&m))
	add_callbacks (&m);
      believe_promises (&m);
      if (!full (&m))
	add_uses (&m);
      if (full (&m))
	m.sum->neffects = 0;
      else if (only_reads (&m))
	m.sum->flags |= ESC_SF_READS;
      else if (only_frees (&m, &clears))
	m.sum->flags |= ESC_SF_FREES | (clears ? ESC_SF_CLEARS : 0);
    }
  bool changed = !same_summary (fn->summary, m.sum);
  fn->summary = m.sum;
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
