/* flow-writes.c - what a write to memory does to the holds that were there.

   Owns:    which holds end, and which are no more certain.
   Input:   a state, and where is written: exactly, perhaps, or by unknown code.
   Output:  the state.
   Not handled: what is there afterwards (flow-ops.c).  */

#include "flow-walk.h"

/* Whether store OP, to an element of an array, leaves alone the element that hold
   H was put in: the index is the same variable and another constant.  Round a
   loop the variable is another one.  */
static bool
another_element (struct walk *w, const struct esc_op *op,
		 const struct esc_hold *h)
{
  struct esc_solve *s = w->f->s;
  const struct esc_op *by = h->origin ? &s->ops[h->origin - 1] : NULL;
  if (!by || by->kind != ESC_OP_STORE || by->element != op->element
      || by->soff == op->soff || by->call || op->call
      || !esc_points_to (s, by->dst, &by->at,
			 s->targets[h->key & ~ESC_KEY_CELL].obj))
    return false;
  return !w->f->cfg->loop_of[esc_block_of (s->fn, s->first, h->origin - 1)];
}

void
esc_overwrite (struct walk *w, const uint32_t *pts, uint32_t n, uint64_t len,
	       bool must, const struct esc_op *op)
{
  struct esc_solve *s = w->f->s;
  unsigned width = s->unit->pointer_size;
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      struct esc_hold *h = &w->st->holds[k];
      if (!(h->key & ESC_KEY_CELL)
	  || (op && op->element && another_element (w, op, h)))
	continue;
      const struct esc_target *c = &s->targets[h->key & ~ESC_KEY_CELL];
      for (uint32_t t = 0; t < n; t++)
	{
	  const struct esc_target *d = &s->targets[pts[t]];
	  if (d->obj != c->obj
	      || !esc_off_meet (&d->at, len, &c->at, width))
	    continue;
	  bool all = must && n == 1 && !s->objs[d->obj].many && !c->at.stride
		     && !d->at.stride && c->at.off >= d->at.off
		     && (c->at.off == d->at.off
			 || c->at.off + width <= d->at.off + (int64_t) len);
	  /* Any index of an array, exactly this one: the same element only if
	     they are the same access; be content with "may".  */
	  if (all)
	    h->level = 255;
	  else
	    h->flags &= (uint8_t) ~ESC_HF_CERTAIN;
	  break;
	}
    }
  esc_state_sweep (w->st);
}

void
esc_flow_kill (struct walk *w, const struct esc_op *op, bool must)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (w->f->s, op->dst, &op->at, &pts);
  esc_overwrite (w, pts, n, op->len, must, NULL);
}

void
esc_wild_store (struct walk *w)
{
  struct esc_solve *s = w->f->s;
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      struct esc_hold *h = &w->st->holds[k];
      if (!(h->key & ESC_KEY_CELL))
	continue;
      const struct esc_sobj *o
	= &s->objs[s->targets[h->key & ~ESC_KEY_CELL].obj];
      if (o->kept || esc_outside (o))
	h->flags &= (uint8_t) ~ESC_HF_CERTAIN;
    }
}

uint32_t
esc_live_places (struct walk *w, esc_ref ref, const uint32_t *pts, uint32_t n,
		 uint32_t *out)
{
  uint32_t left = 0;
  for (uint32_t t = 0; t < n; t++)
    {
      uint32_t obj = w->f->s->targets[pts[t]].obj;
      bool live = !ESC_IS_VAL (ref) || !w->f->track[obj]
		  || w->f->s->objs[obj].kind == ESC_O_DEREF;
      for (uint32_t k = 0; k < w->st->n && !live; k++)
	live = w->st->holds[k].key == ref && w->st->holds[k].obj == obj;
      if (live)
	out[left++] = pts[t];
    }
  return left;
}

void
esc_same_pointer (struct walk *w, esc_ref ref, const struct esc_off *at)
{
  struct esc_solve *s = w->f->s;
  const uint32_t *pts;
  uint32_t n = esc_targets (s, ref, at, &pts);
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      struct esc_hold *h = &w->st->holds[k];
      if (!(h->key & ESC_KEY_CELL) || !h->origin)
	continue;
      const struct esc_op *by = &s->ops[h->origin - 1];
      if (by->kind != ESC_OP_STORE || by->dst != ref || at->stride
	  || by->at.stride || by->at.off != at->off)
	continue;
      /* Not what has gone on from there to another place.  */
      for (uint32_t t = 0; t < n; t++)
	if (pts[t] == (h->key & ~ESC_KEY_CELL))
	  h->level = 255;
    }
  esc_state_sweep (w->st);
}

/* ---- Memory that is written or gone as a whole.  ---- */

bool
esc_unknown_reaches (const struct esc_solve *s, uint32_t obj)
{
  return s->objs[obj].kept || s->objs[obj].kind == ESC_O_GLOBAL;
}

void
esc_flow_unknown (struct walk *w)
{
  struct esc_solve *s = w->f->s;
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      struct esc_hold *h = &w->st->holds[k];
      if (!(h->key & ESC_KEY_CELL))
	continue;
      if (esc_unknown_reaches (s, s->targets[h->key & ~ESC_KEY_CELL].obj))
	h->flags &= (uint8_t) ~ESC_HF_CERTAIN;
    }
}

void
esc_flow_free (struct walk *w, const struct esc_op *op)
{
  struct esc_solve *s = w->f->s;
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->src, &op->at, &pts);
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      struct esc_hold *h = &w->st->holds[k];
      if (!(h->key & ESC_KEY_CELL))
	continue;
      uint32_t holder = s->targets[h->key & ~ESC_KEY_CELL].obj;
      for (uint32_t t = 0; t < n; t++)
	if (s->targets[pts[t]].obj == holder)
	  {
	    if (n == 1 && !s->objs[holder].many)
	      h->level = 255;
	    else
	      h->flags &= (uint8_t) ~ESC_HF_CERTAIN;
	    break;
	  }
    }
  esc_state_sweep (w->st);
}
