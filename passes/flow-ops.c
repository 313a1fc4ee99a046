/* flow-ops.c - what an op does to a state: who holds an address afterwards, and
   how certainly.  See flow-walk.h.

   Owns:    the switch over ops, and events: holds that are used or left behind.
   Input:   an op of the expanded body.
   Output:  the state; events of the flow.
   Not handled: what a write ends (flow-writes.c); branches (flow-edges.c).  */

#include "flow-walk.h"

#include <string.h>

static bool
is_precise (struct run *r, esc_ref ref, unsigned depth)
{
  struct esc_solve *s = r->flow.s;
  if (!ESC_IS_VAL (ref))
    return true;
  const uint32_t *pts;
  uint32_t n = esc_targets (s, ref, &(struct esc_off) { 0 }, &pts), obj = 0;
  bool one = true;
  for (uint32_t i = 0; i < n; i++)
    {
      uint32_t o = s->targets[pts[i]].obj;
      one &= !obj || o == obj;
      obj = o;
    }
  if (one)
    return obj != s->unknown;
  if (r->facts.precise[ref] || depth > 20)
    return r->facts.precise[ref] != 1;
  r->facts.precise[ref] = 3;
  bool precise = true;
  for (uint32_t d = r->facts.last_def[ref]; d && precise;
       d = r->facts.prev_def[d - 1])
    {
      const struct esc_op *op = &s->ops[d - 1];
      if (op->kind == ESC_OP_COPY || op->kind == ESC_OP_PHI)
	precise = is_precise (r, op->src, depth + 1);
      else
	precise = false;
    }
  r->facts.precise[ref] = precise ? 2 : 1;
  return precise;
}

/* ---- Events.  ---- */

static uint64_t
event_key (const struct esc_event *e, bool used)
{
  return esc_hash_int (esc_hash_int ((uint64_t) e->hold.obj << 32
				     | e->hold.origin) + used);
}

void
esc_flow_event (struct walk *w, const struct esc_hold *h, uint32_t use)
{
  /* What no variable took out of the scope: the use is all there is.  */
  uint32_t origin = h->origin ? h->origin : use;
  if (!origin)
    return;
  if (w->want)
    {
      w->found |= h->obj == w->want->hold.obj
		  && origin == w->want->hold.origin
		  && h->flags & ESC_HF_CERTAIN
		  && (use != 0) == (w->want->use != 0);
      return;
    }
  struct esc_flow *f = w->f;
  struct esc_event e = { *h, use };
  e.hold.origin = origin;
  uint64_t key = event_key (&e, use != 0);
  uint32_t known = esc_map_get (&f->event_of, key);
  if (!known)
    {
      ESC_PUSH (&f->s->arena, f->events, f->nevents, f->events_cap, e);
      esc_map_put (&f->s->arena, &f->event_of, key, f->nevents);
    }
  else if (!(f->events[known - 1].hold.flags & ESC_HF_CERTAIN)
	   && h->flags & ESC_HF_CERTAIN)
    f->events[known - 1] = e;
}

const struct esc_event *
esc_flow_other_event (const struct esc_flow *f, const struct esc_event *e)
{
  uint32_t k = esc_map_get (&f->event_of, event_key (e, !e->use));
  return k ? &f->events[k - 1] : NULL;
}

/* REF is followed or passed on by op I: is it dead?  */
static void
use_ref (struct walk *w, esc_ref ref, uint32_t i)
{
  /* A number that was an address may go anywhere as a number.  */
  if (!ESC_IS_VAL (ref)
      || (w->f->s->ops[i].call && ref < w->f->s->fn->nvalues
	  && w->f->s->fn->values[ref].integer))
    return;
  for (uint32_t k = 0; k < w->st->n; k++)
    if (w->st->holds[k].key == ref && w->st->holds[k].flags & ESC_HF_DEAD)
      esc_flow_event (w, &w->st->holds[k], i + 1);
}

/* What memory REF points to is handed to unknown code by op I.  */
static void
use_memory (struct walk *w, esc_ref ref, uint32_t i)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (w->f->s, ref, &(struct esc_off) { 0 }, &pts);
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      const struct esc_hold *h = &w->st->holds[k];
      if (!(h->key & ESC_KEY_CELL) || !(h->flags & ESC_HF_DEAD))
	continue;
      for (uint32_t t = 0; t < n; t++)
	if (w->f->s->targets[pts[t]].obj
	    == w->f->s->targets[h->key & ~ESC_KEY_CELL].obj)
	  {
	    esc_flow_event (w, h, i + 1);
	    break;
	  }
    }
}

/* ---- Ops.  ---- */

/* Whether op I gives its value one of several meanings, and not the first:
   the other arm of a minimum or of a conditional expression.  */
static bool
another_arm (const struct esc_solve *s, uint32_t i)
{
  return i && s->ops[i - 1].kind == ESC_OP_COPY
	 && s->ops[i - 1].dst == s->ops[i].dst;
}

static void
do_copy (struct walk *w, const struct esc_op *op, uint32_t i)
{
  struct esc_hold src[MAX_HOLDS];
  uint32_t n = esc_holds_of (w, op->src, src);
  if (op->kind == ESC_OP_COPY && !(op->flags & ESC_PF_WEAK)
      && !another_arm (w->f->s, i))
    esc_kill_value (w->st, op->dst);
  for (uint32_t k = 0; k < n; k++)
    {
      struct esc_hold h = esc_hold_moved (&src[k], op->dst,
				 esc_value_level (w->f->s, op->dst, src[k].obj),
				 !(op->flags & ESC_PF_MAYBE), i);
      esc_hold_add (w->arena, w->st, &h);
    }
}

static void
do_load (struct walk *w, const struct esc_op *op, uint32_t i)
{
  struct esc_solve *s = w->f->s;
  struct esc_hold found[MAX_HOLDS];
  uint32_t n = 0;
  use_ref (w, op->src, i);
  if (w->st->n)
    {
      const uint32_t *pts;
      uint32_t np = esc_targets (s, op->src, &op->at, &pts);
      w->f->steps += np * w->st->n / 8;
      bool precise = is_precise (esc_flow_facts_of (w->f), op->src, 0);
      unsigned width = s->unit->pointer_size;
      for (uint32_t k = 0; k < w->st->n && n < MAX_HOLDS; k++)
	{
	  const struct esc_hold *h = &w->st->holds[k];
	  if (!(h->key & ESC_KEY_CELL))
	    continue;
	  const struct esc_target *c = &s->targets[h->key & ~ESC_KEY_CELL];
	  for (uint32_t t = 0; t < np; t++)
	    if (s->targets[pts[t]].obj == c->obj
		&& esc_off_meet (&s->targets[pts[t]].at, width, &c->at, width))
	      {
		found[n++] = esc_hold_moved (h, op->dst,
				    esc_value_level (s, op->dst, h->obj), precise,
				    i);
		break;
	      }
	}
    }
  esc_kill_value (w->st, op->dst);
  for (uint32_t k = 0; k < n; k++)
    esc_hold_add (w->arena, w->st, &found[k]);
}

static bool
all_outside (const struct esc_solve *s, const uint32_t *pts, uint32_t n)
{
  for (uint32_t t = 0; t < n; t++)
    {
      const struct esc_sobj *o = &s->objs[s->targets[pts[t]].obj];
      bool outside = esc_outside (o) || (o->kind == ESC_O_HEAP
					 && o->life >= ESC_L_CALLER);
      if (!outside || s->targets[pts[t]].obj == s->unknown)
	return false;
    }
  return n > 0;
}

static void
do_store (struct walk *w, const struct esc_op *op, uint32_t i)
{
  struct esc_solve *s = w->f->s;
  use_ref (w, op->dst, i);
  struct esc_hold src[MAX_HOLDS];
  uint32_t n = esc_holds_of (w, op->src, src);
  if (!n && !w->st->n)
    return;
  const uint32_t *all;
  uint32_t np = esc_targets (s, op->dst, &op->at, &all);
  uint32_t *pts = esc_alloc (w->arena, (np + 1) * sizeof *pts);
  /* What a callee's summary calls one place may be several.  */
  if (op->call)
    memcpy (pts, all, np * sizeof *pts);
  else
    np = esc_live_places (w, op->dst, all, np, pts);
  uint64_t len = op->len ? op->len : s->unit->pointer_size;
  if (!(op->flags & ESC_PF_WEAK) && ESC_IS_VAL (op->dst))
    esc_same_pointer (w, op->dst, &op->at);
  if (!(op->flags & ESC_PF_WEAK))
    {
      esc_overwrite (w, pts, np, len, true, op);
      for (uint32_t t = 0; t < np; t++)
	if (s->targets[pts[t]].obj == s->unknown
	    && len >= s->unit->pointer_size)
	  esc_wild_store (w);
    }
  w->f->steps += np * (n + w->st->n / 8);
  /* Wherever it goes, if all places outlive the function it is out.  */
  bool precise = n && (is_precise (esc_flow_facts_of (w->f), op->dst, 0)
		       || all_outside (s, pts, np));
  for (uint32_t t = 0; t < np; t++)
    for (uint32_t k = 0; k < n; k++)
      {
	uint32_t holder = s->targets[pts[t]].obj;
	if (holder == s->unknown)
	  continue;
	struct esc_hold h = esc_hold_moved (&src[k], ESC_KEY_CELL | pts[t],
				   esc_cell_level (s, holder, src[k].obj),
				   precise && !(op->flags & ESC_PF_MAYBE), i);
	esc_hold_add (w->arena, w->st, &h);
      }
}

/* Where what lies at CELL goes when memory at FROM goes to TO.  */
static struct esc_off
carried (struct esc_off cell, struct esc_off from, struct esc_off to)
{
  if (from.stride || to.stride)
    {
      to.stride = 1;
      to.count = 0;
      return to;
    }
  cell.off += to.off - from.off;
  return cell;
}

static void
do_move (struct walk *w, const struct esc_op *op, uint32_t i)
{
  struct esc_solve *s = w->f->s;
  use_ref (w, op->dst, i);
  use_ref (w, op->src, i);
  if (!w->st->n)
    return;
  const uint32_t *pts;
  uint32_t nd = esc_targets (s, op->dst, &op->at, &pts);
  uint32_t *dst = esc_alloc (w->arena, (nd + 1) * sizeof *dst);
  memcpy (dst, pts, nd * sizeof *dst);
  struct esc_off from = { op->soff, 0, 0 };
  uint32_t ns = op->src ? esc_targets (s, op->src, &from, &pts) : 0;
  unsigned width = s->unit->pointer_size;
  struct esc_hold found[MAX_HOLDS];
  uint32_t nf = 0;
  bool precise = is_precise (esc_flow_facts_of (w->f), op->src, 0)
		 && is_precise (esc_flow_facts_of (w->f), op->dst, 0)
		 && !(op->flags & ESC_PF_MAYBE);
  w->f->steps += ns * w->st->n / 8;
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      const struct esc_hold *h = &w->st->holds[k];
      if (!(h->key & ESC_KEY_CELL))
	continue;
      const struct esc_target *c = &s->targets[h->key & ~ESC_KEY_CELL];
      for (uint32_t t = 0; t < ns; t++)
	{
	  /* Making a target may move the table.  */
	  struct esc_target f = s->targets[pts[t]];
	  struct esc_target cell = *c;
	  if (f.obj != cell.obj
	      || !esc_off_meet (&f.at, op->len, &cell.at, width))
	    continue;
	  for (uint32_t d = 0; d < nd && nf < MAX_HOLDS; d++)
	    {
	      struct esc_off at
		= carried (cell.at, f.at, s->targets[dst[d]].at);
	      uint32_t holder = s->targets[dst[d]].obj;
	      if (holder == s->unknown)
		continue;
	      uint32_t to = esc_target_get (s, holder, at);
	      found[nf++] = esc_hold_moved (h, ESC_KEY_CELL | to,
					    esc_cell_level (s, holder, h->obj),
					    precise, i);
	    }
	  break;
	}
    }
  if (!(op->flags & ESC_PF_WEAK))
    esc_overwrite (w, dst, nd, op->len, op->len != 0, NULL);
  for (uint32_t k = 0; k < nf; k++)
    esc_hold_add (w->arena, w->st, &found[k]);
}

/* Whether KEY is what a thread was given: it uses that at any time.  */
static bool
thread_holds (const struct esc_solve *s, uint32_t key)
{
  if (!(key & ESC_KEY_CELL))
    return false;
  const struct esc_sobj *o = &s->objs[s->targets[key & ~ESC_KEY_CELL].obj];
  return o->kind == ESC_O_HEAP && o->site->thread;
}

static void
do_die (struct walk *w, const struct esc_op *op, uint32_t i)
{
  struct esc_solve *s = w->f->s;
  uint32_t obj = esc_object_here (s, op->src);
  /* The function's own variables are gone when it has returned: the result may
     still be on its way out here.  */
  if (!esc_block_scoped (s, obj))
    return;
  struct state old = { 0 };
  esc_state_copy (w->arena, &old, w->st);
  w->st->n = 0;
  for (uint32_t k = 0; k < old.n; k++)
    {
      struct esc_hold *h = &old.holds[k];
      if (h->key & ESC_KEY_CELL
	  && s->targets[h->key & ~ESC_KEY_CELL].obj == obj)
	continue;
      if (h->obj == obj)
	{
	  h->flags |= ESC_HF_DEAD;
	  if (thread_holds (s, h->key))
	    {
	      esc_flow_event (w, h, i + 1);
	      continue;
	    }
	}
      esc_hold_add (w->arena, w->st, h);
    }
}

static void
do_return (struct walk *w, const struct esc_op *op, uint32_t i)
{
  struct esc_hold src[MAX_HOLDS];
  uint32_t n = esc_holds_of (w, op->src, src);
  for (uint32_t k = 0; k < n; k++)
    {
      if (src[k].flags & ESC_HF_DEAD)
	esc_flow_event (w, &src[k], i + 1);
      struct esc_hold h = esc_hold_moved (&src[k], ESC_KEY_RESULT, 2, true, i);
      esc_hold_add (w->arena, w->st, &h);
    }
}

void
esc_flow_step (struct walk *w, uint32_t i)
{
  struct esc_solve *s = w->f->s;
  w->f->steps++;
  if (!esc_flow_facts_of (w->f)->facts.relevant[i])
    return;
  w->f->steps += w->st->n;
  const struct esc_op op = s->ops[i];
  switch (op.kind)
    {
    case ESC_OP_COPY:
      do_copy (w, &op, i);
      break;
    case ESC_OP_LOAD:
      do_load (w, &op, i);
      break;
    case ESC_OP_STORE:
      do_store (w, &op, i);
      break;
    case ESC_OP_MOVE:
      do_move (w, &op, i);
      break;
    case ESC_OP_KILL:
      if (w->st->n && !esc_flow_settled (w, i))
	esc_flow_kill (w, &op, op.flags & ESC_PF_MUST
			       && !(op.flags & (ESC_PF_OK | ESC_PF_NOTHEN)));
      break;
    case ESC_OP_CALL:
      for (uint32_t k = 0; k < s->fn->calls[op.call].nargs; k++)
	  use_ref (w, s->fn->calls[op.call].args[k], i);
      break;
    case ESC_OP_LEAK:
      /* Bytes that are written are not followed.  */
      if (op.flags & ESC_PF_MAYBE)
	break;
      use_ref (w, op.src, i);
      if (w->st->n)
	use_memory (w, op.src, i);
      break;
    case ESC_OP_USE:
      use_ref (w, op.src, i);
      break;
    case ESC_OP_DIE:
      if (w->st->n)
	do_die (w, &op, i);
      break;
    case ESC_OP_UNKNOWN:
      esc_flow_unknown (w);
      break;
    case ESC_OP_FREE:
      if (w->st->n)
	esc_flow_free (w, &op);
      break;
    case ESC_OP_RET:
      do_return (w, &op, i);
      break;
    default:
      break;
    }
}
