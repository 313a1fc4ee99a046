/* summarize-stores.c - effects on memory that the caller sees.

   Owns:    STORE, KILL and MOVE effects.
   Input:   the cells of the solution, and the flow-sensitive result for what they
            hold at the exit.
   Output:  effects, with the mode and the results under which they happen.
   Not handled: memory that unknown code gets (summarize-leaks.c).  */

#include "modes.h"
#include "program.h"
#include "summarize-maker.h"

#include <string.h>

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

/* The first store, an index in M's stores, from FROM on that puts an object into
   a cell; M's nstores: none found.  */
static uint32_t
storing_op (const struct maker *m, uint32_t cell, uint32_t obj, uint32_t from)
{
  struct esc_solve *s = m->s;
  const struct esc_off none = { 0 };
  for (uint32_t i = from; i < m->nstores && s->nops < 2000; i++)
    {
      const struct esc_op *op = &s->ops[m->stores[i]];
      const uint32_t *pts;
      uint32_t n = esc_targets (s, op->dst, &none, &pts);
      bool there = false;
      for (uint32_t k = 0; k < n && !there; k++)
	there = s->targets[pts[k]].obj == s->targets[cell].obj;
      if (!there)
	continue;
      if (op->kind == ESC_OP_MOVE)
	return i;
      n = esc_targets (s, op->src, &none, &pts);
      for (uint32_t k = 0; k < n; k++)
	if (s->targets[pts[k]].obj == obj)
	  return i;
    }
  return m->nstores;
}

/* What the caller finds in memory afterwards.  */
/* CELL holds target T at the exit: what the caller has to know of that, but for
   the place, into E.  False: nothing.  */
static bool
store_of (struct maker *m, uint32_t cell, uint32_t t, struct esc_effect *e)
{
  struct esc_solve *s = m->s;
  uint32_t held = s->targets[t].obj;
  e->flags = 0;
  if (esc_is_initial (s, cell, t))
    {
      /* Or it was moved there from another element.  */
      if ((!s->targets[cell].at.stride && !s->objs[held].nfolds)
	  || storing_op (m, cell, held, 0) == m->nstores)
	return false;
      e->flags = ESC_PF_MAYBE;
    }
  if (s->objs[held].kind == ESC_O_STRING || !esc_sum_value (m, t, &e->src))
    return false;
  e->mode = 0;
  if (s->objs[held].kind != ESC_O_DEREF)
    return true;
  int certain = held_at_exit (m, ESC_KEY_CELL | cell, held);
  if (certain == 0)
    return false;
  if (certain == 1)
    e->flags |= ESC_PF_MAYBE;
  uint32_t store = storing_op (m, cell, held, 0);
  if (store == m->nstores)
    return true;
  const struct esc_op *op = &s->ops[m->stores[store]];
  e->loc = op->loc;
  if (op->flags & (ESC_PF_MAYBE | ESC_PF_MODE) || !esc_call_does (s, op, NULL))
    e->flags |= ESC_PF_MAYBE;
  /* Of several stores each may have its own mode, and its own results.  */
  if (storing_op (m, cell, held, store + 1) == m->nstores)
    {
      uint32_t b = esc_block_of (s->fn, s->first, m->stores[store]);
      find_mode (m, b, e);
      find_result (m, b, op, e);
    }
  return true;
}

void
esc_sum_stores (struct maker *m)
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
      if (!esc_sum_address (m, obj, &e.dst))
	e.kind = ESC_E_LEAK;	/* there is no word for the place */
      /* A new object may move the table.  */
      for (uint32_t c = 0; c < s->objs[obj].ncells; c++)
	{
	  uint32_t cell = s->objs[obj].cells[c];
	  const uint32_t *pts;
	  uint32_t n = esc_cell_targets (s, cell, &pts);
	  for (uint32_t i = 0; i < n; i++)
	    if (store_of (m, cell, pts[i], &e))
	      {
		e.dst.at = s->targets[cell].at;
		esc_sum_add (m, &e);
	      }
	}
    }
}

void
esc_sum_kill (struct maker *m, const struct esc_op *op, uint32_t i)
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
	  || !esc_sum_address (m, t->obj, &e.dst))
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
      esc_sum_add (m, &e);
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
  if (!o->lazy || same || !esc_sum_address (m, src, &e.src)
      || !esc_sum_address (m, dst->obj, &e.dst))
    return;
  e.src.at = at;
  e.dst.at = dst->at;
  esc_sum_add (m, &e);
}

/* What was moved to OBJ, a variable of the function's own, goes on to DST.  What
   went through the object of a MOVE, which may be the same for many, is looked at
   once: SEEN has its number.  */
static void
add_moves_through (struct maker *m, const struct esc_target *dst, uint32_t obj,
		   const struct esc_op *op, uint32_t *seen)
{
  const struct esc_sobj *o = &m->s->objs[obj];
  for (uint32_t i = 0; i < o->nranges && !full (m); i++)
    {
      const struct esc_range_copy *r = &o->ranges[i];
      if (r->from)
	continue;
      if (!m->s->objs[r->other].hub)
	add_move (m, dst, r->other, r->other_at, op);
      else if (*seen != r->other)
	{
	  *seen = r->other;
	  add_moves_through (m, dst, r->other, op, seen);
	}
    }
}

void
esc_sum_moves (struct maker *m, const struct esc_op *op)
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
      uint32_t seen = 0;
      for (uint32_t k = 0; k < ns && !full (m); k++)
	{
	  uint32_t src = s->targets[pts[k]].obj;
	  add_move (m, &to, src, s->targets[pts[k]].at, op);
	  add_moves_through (m, &to, src, op, &seen);
	}
    }
}
