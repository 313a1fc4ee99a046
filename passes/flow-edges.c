/* flow-edges.c - what an edge, leaving a loop, and the exit of the function do to
   a state.  See flow-walk.h.  */

#include "flow-walk.h"

/* ---- Edges.  ---- */

static void
do_phis (struct walk *w, uint32_t from, uint32_t to)
{
  struct esc_solve *s = w->f->s;
  uint32_t begin = s->first[to], end = s->first[to + 1];
  bool any = false;
  for (uint32_t i = begin; i < end && s->ops[i].kind == ESC_OP_PHI; i++)
    any = true;
  if (!any)
    return;
  /* All arguments are read before any result is written.  */
  struct state before = { 0 }, after = { 0 };
  esc_state_copy (w->arena, &before, w->st);
  esc_state_copy (w->arena, &after, w->st);
  for (uint32_t i = begin; i < end && s->ops[i].kind == ESC_OP_PHI; i++)
    esc_kill_value (&after, s->ops[i].dst);
  for (uint32_t i = begin; i < end && s->ops[i].kind == ESC_OP_PHI; i++)
    {
      if ((uint32_t) s->ops[i].soff != from)
	continue;
      struct walk one = *w;
      struct esc_hold src[MAX_HOLDS];
      one.st = &before;
      uint32_t n = esc_holds_of (&one, s->ops[i].src, src);
      for (uint32_t k = 0; k < n; k++)
	{
	  struct esc_hold h = esc_hold_moved (&src[k], s->ops[i].dst,
				     esc_value_level (s, s->ops[i].dst,
						  src[k].obj), true, i);
	  esc_hold_add (w->arena, &after, &h);
	}
    }
  esc_state_copy (w->arena, w->st, &after);
}

/* The operand REF is known not to hold OBJ (0: holds nothing) on this edge:
   neither does the cell that it was loaded from just before.  */
static void
refine (struct walk *w, esc_ref ref, uint32_t obj, uint32_t block)
{
  struct run *r = esc_flow_facts_of (w->f);
  struct esc_solve *s = w->f->s;
  const uint32_t *pts = NULL;
  uint32_t n = 0, d = ESC_IS_VAL (ref) ? r->facts.last_def[ref] : 0;
  if (d && s->ops[d - 1].kind == ESC_OP_LOAD
      && d - 1 >= s->first[block])
    {
      bool clean = true;
      for (uint32_t i = d; i < s->first[block + 1]; i++)
	clean &= s->ops[i].kind != ESC_OP_STORE && s->ops[i].kind != ESC_OP_CALL
		 && s->ops[i].kind != ESC_OP_MOVE;
      if (clean)
	n = esc_targets (s, s->ops[d - 1].src, &s->ops[d - 1].at, &pts);
      if (clean && obj && ESC_IS_VAL (s->ops[d - 1].src))
	esc_same_pointer (w, s->ops[d - 1].src, &s->ops[d - 1].at);
      if (n != 1 || s->objs[s->targets[pts[0]].obj].many)
	n = 0;
    }
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      struct esc_hold *h = &w->st->holds[k];
      if ((obj && h->obj != obj)
	  || !(h->key == ref || (n && h->key == (ESC_KEY_CELL | pts[0]))))
	continue;
      h->level = 255;
    }
  esc_state_sweep (w->st);
}

bool
esc_flow_settled (struct walk *w, uint32_t i)
{
  struct esc_solve *s = w->f->s;
  const struct esc_op *op = &s->ops[i];
  if (!(op->flags & (ESC_PF_OK | ESC_PF_NOTHEN)))
    return false;
  uint32_t b = esc_block_of (s->fn, s->first, i);
  const struct esc_block *block = &s->fn->blocks[b];
  if (block->nsucc != 2 || block->succ[0] == block->succ[1]
      || esc_branch_call (esc_flow_facts_of (w->f)->facts.by_result,
			  block) != op->call)
    return false;
  /* Nothing looks before the branch does.  */
  for (i++; i < s->first[b + 1]; i++)
    if (s->ops[i].call != op->call
	&& (s->ops[i].kind == ESC_OP_LOAD || s->ops[i].kind == ESC_OP_MOVE
	    || s->ops[i].kind == ESC_OP_CALL))
      return false;
  return true;
}

/* On EDGE out of block FROM it is known whether CALL overwrote what it overwrites
   only if it works, or fails.  */
static void
settle_kills (struct walk *w, uint32_t from, uint32_t edge, uint32_t call)
{
  struct esc_solve *s = w->f->s;
  for (uint32_t i = s->first[from]; i < s->first[from + 1]; i++)
    {
      const struct esc_op op = s->ops[i];
      if (op.kind != ESC_OP_KILL || op.call != call
	  || op.flags & (edge == 0 ? ESC_PF_NOTHEN : ESC_PF_OK)
	  || !esc_flow_settled (w, i))
	continue;
      /* What the call stored there came later.  */
      struct state all = { 0 };
      esc_state_copy (w->arena, &all, w->st);
      w->st->n = 0;
      for (uint32_t k = 0; k < all.n; k++)
	if (!all.holds[k].origin
	    || s->ops[all.holds[k].origin - 1].call != call)
	  esc_hold_add (w->arena, w->st, &all.holds[k]);
      esc_flow_kill (w, &op, op.flags & ESC_PF_MUST);
      for (uint32_t k = 0; k < all.n; k++)
	if (all.holds[k].origin
	    && s->ops[all.holds[k].origin - 1].call == call)
	  esc_hold_add (w->arena, w->st, &all.holds[k]);
    }
}

static void
do_branch (struct walk *w, uint32_t from, uint32_t edge)
{
  struct esc_solve *s = w->f->s;
  const struct esc_block *b = &s->fn->blocks[from];
  if (b->nsucc != 2 || b->succ[0] == b->succ[1])
    return;
  uint32_t call = esc_branch_call (esc_flow_facts_of (w->f)->facts.by_result,
				   b);
  if (call)
    {
      /* What a call does only when it works, or only when it fails.  */
      for (uint32_t k = 0; k < w->st->n; k++)
	{
	  struct esc_hold *h = &w->st->holds[k];
	  if (!h->origin)
	    continue;
	  const struct esc_op *op = &s->ops[h->origin - 1];
	  if (op->call == call
	      && op->flags & (edge == 0 ? ESC_PF_NOTHEN : ESC_PF_OK))
	    h->level = 255;
	}
      esc_state_sweep (w->st);
      settle_kills (w, from, edge, call);
    }
  if (b->cmp != ESC_CMP_EQ || !b->lhs)
    return;
  if (!b->rhs)
    {
      if (edge == 0)
	refine (w, b->lhs, 0, from);
    }
  else if (edge == 1)
    {
      if (ESC_IS_OBJ (b->rhs))
	refine (w, b->lhs, esc_object_here (s, b->rhs), from);
    }
}

/* Whether the N places PTS, LEN bytes each, meet cell T, or a cell by which T's
   memory was reached when the function began: a loop that unlinks elements
   changes what leads to them.  */
static bool
meets_way (const struct esc_solve *s, const uint32_t *pts, uint32_t n,
	   uint64_t len, const struct esc_target *t)
{
  unsigned width = s->unit->pointer_size;
  struct esc_target at = *t;
  for (unsigned depth = 0; depth < 8; depth++)
    {
      for (uint32_t i = 0; i < n; i++)
	if (s->targets[pts[i]].obj == at.obj
	    && esc_off_meet (&s->targets[pts[i]].at, len, &at.at, width))
	  return true;
      const struct esc_sobj *o = &s->objs[at.obj];
      if (o->kind != ESC_O_DEREF || !o->parent)
	return false;
      at.obj = o->parent;
      at.at = o->at;
    }
  return false;
}

/* Loop L is left: what it overwrites is not certain any more, unless it was put
   there within.  */
static void
do_loop_exit (struct walk *w, uint32_t l)
{
  struct run *r = esc_flow_facts_of (w->f);
  struct esc_solve *s = w->f->s;
  struct esc_cfg *cfg = w->f->cfg;
  unsigned width = s->unit->pointer_size;
  const uint32_t *first = &r->facts.first_kill[cfg->loops[l].pre];
  uint32_t from = first[0], to = first[cfg->loops[l].size];
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      struct esc_hold *h = &w->st->holds[k];
      if (!(h->key & ESC_KEY_CELL) || !(h->flags & ESC_HF_CERTAIN)
	  || (h->origin
	      && esc_in_loop (cfg, l, esc_block_of (s->fn, s->first,
						    h->origin - 1))))
	continue;
      const struct esc_target *c = &s->targets[h->key & ~ESC_KEY_CELL];
      if (r->facts.unknown[l] && esc_unknown_reaches (s, c->obj))
	h->flags &= (uint8_t) ~ESC_HF_CERTAIN;
      for (uint32_t i = from; i < to && h->flags & ESC_HF_CERTAIN; i++)
	{
	  const struct esc_op *op = &s->ops[r->facts.kills[i]];
	  uint64_t len = op->kind == ESC_OP_STORE && !op->len
			 ? width : op->len;
	  const uint32_t *pts;
	  uint32_t n = esc_targets (s, op->dst, &op->at, &pts);
	  w->f->steps += 1 + n;
	  if (meets_way (s, pts, n, len, c))
	    h->flags &= (uint8_t) ~ESC_HF_CERTAIN;
	}
    }
}

/* Leaving loops on the edge FROM -> TO.  */
static void
do_loop_exits (struct walk *w, uint32_t from, uint32_t to)
{
  struct esc_cfg *cfg = w->f->cfg;
  for (uint32_t l = cfg->loop_of[from]; l && !esc_in_loop (cfg, l - 1, to);
       l = cfg->loops[l - 1].parent)
    /* A way out in the middle may have nothing to do with what the loop
       does.  */
    if (from == cfg->loops[l - 1].header || !w->f->s->fn->blocks[from].steady)
      do_loop_exit (w, l - 1);
}

void
esc_flow_edge (struct walk *w, uint32_t from, uint32_t edge)
{
  uint32_t to = w->f->s->fn->blocks[from].succ[edge];
  w->f->steps += 1 + w->st->n;
  if (w->st->n)
    {
      do_branch (w, from, edge);
      do_loop_exits (w, from, to);
    }
  do_phis (w, from, to);
}

/* ---- Exits.  ---- */

/* Whether OBJ, which is not memory from outside, can be reached by the caller
   in this state.  */
static bool
reached (struct walk *w, uint32_t obj, unsigned depth)
{
  struct esc_solve *s = w->f->s;
  if (!w->f->track[obj])
    return s->objs[obj].kind == ESC_O_HEAP
	   && s->objs[obj].life >= ESC_L_CALLER;
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      const struct esc_hold *h = &w->st->holds[k];
      if (h->obj != obj || !(h->flags & ESC_HF_CERTAIN))
	continue;
      if (h->key == ESC_KEY_RESULT)
	return true;
      if (!(h->key & ESC_KEY_CELL))
	continue;
      uint32_t holder = s->targets[h->key & ~ESC_KEY_CELL].obj;
      if (esc_outside (&s->objs[holder]) && holder != s->unknown)
	return true;
      if (holder != obj && depth < 4 && reached (w, holder, depth + 1))
	return true;
    }
  return false;
}

void
esc_flow_exit (struct walk *w)
{
  struct esc_solve *s = w->f->s;
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      const struct esc_hold h = w->st->holds[k];
      uint32_t holder = h.key & ESC_KEY_CELL
			? s->targets[h.key & ~ESC_KEY_CELL].obj : 0;
      if (h.key != ESC_KEY_RESULT && !holder)
	continue;
      if (holder == s->unknown)
	continue;
      /* Memory of the function's own counts if the caller can get there; a
	 variable, which dies as well, if the address had been out before: a
	 node that was linked in front of another one.  */
      if (holder && !esc_outside (&s->objs[holder])
	  && ((s->objs[holder].kind != ESC_O_HEAP
	       && (h.level < 2 || holder == h.obj))
	      || !reached (w, holder, 0)))
	continue;
      if (!w->want)
	ESC_PUSH (&s->arena, w->f->exit, w->f->nexit, w->f->exit_cap, h);
      esc_flow_event (w, &h, 0);
    }
}
