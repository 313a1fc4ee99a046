/* flow.c - flow-sensitive confirmation.  See flow.h.

   A forward data-flow analysis over sets of holds.  Joins are unions, so a hold
   at a point is a hold on some way there.  Pointers that accesses go through
   are resolved by the flow-insensitive solution.  */

#include "flow.h"

#include <string.h>

enum
{
  MAX_HOLDS = 400,		/* in one state */
  MAX_VISITS = 12,		/* of a block, times: then give up */
  MAX_PATH_STEPS = 3000,	/* blocks walked to find one feasible path */
  MAX_ASSUMED = 64
};

struct state
{
  uint32_t n, cap;
  struct esc_hold *holds;	/* sorted: key, obj, origin, dead */
};

/* What is done with a state while ops run over it.  */
struct walk
{
  struct esc_flow *f;
  struct esc_arena *arena;
  struct state *st;
  const struct esc_event *want;	/* looking for this one; NULL: collect */
  bool found;
};

/* Facts about the function that the walk needs, made once.  */
struct facts
{
  uint32_t *last_def;		/* by value: op + 1 */
  uint32_t *prev_def;		/* by op: the value's def before it, op + 1 */
  uint8_t *precise;		/* by value: 0 not known, 1 no, 2 yes, 3 being
				   asked */
  uint32_t **kills;		/* by loop: the ops in it that may overwrite */
  uint32_t *nkills;
  bool *unknown;		/* by loop: unknown code runs in it */
  bool *relevant;		/* by op: it can change or see a hold */
};

struct run
{
  struct esc_flow flow;
  struct facts facts;
  struct state *in;		/* by block */
  bool *reached;
};

static struct run *
run_of (struct esc_flow *f)
{
  return (struct run *) f;
}

/* ---- States.  ---- */

static int
hold_order (const struct esc_hold *a, const struct esc_hold *b)
{
  if (a->key != b->key)
    return a->key < b->key ? -1 : 1;
  if (a->obj != b->obj)
    return a->obj < b->obj ? -1 : 1;
  if (a->origin != b->origin)
    return a->origin < b->origin ? -1 : 1;
  return (a->flags & ESC_HF_DEAD) - (b->flags & ESC_HF_DEAD);
}

/* Add H to ST; true if that changed it.  */
static bool
add_hold (struct esc_arena *arena, struct state *st, const struct esc_hold *h)
{
  uint32_t lo = 0, hi = st->n;
  while (lo < hi)
    {
      uint32_t mid = (lo + hi) / 2;
      int order = hold_order (&st->holds[mid], h);
      if (order == 0)
	{
	  struct esc_hold *old = &st->holds[mid];
	  bool changed = (old->flags | h->flags) != old->flags
			 || h->level > old->level;
	  old->flags |= h->flags;
	  if (h->level > old->level)
	    old->level = h->level;
	  return changed;
	}
      if (order < 0)
	lo = mid + 1;
      else
	hi = mid;
    }
  ESC_PUSH (arena, st->holds, st->n, st->cap, *h);
  memmove (&st->holds[lo + 1], &st->holds[lo],
	   (st->n - 1 - lo) * sizeof *st->holds);
  st->holds[lo] = *h;
  return true;
}

static void
copy_state (struct esc_arena *arena, struct state *to, const struct state *from)
{
  if (to->cap < from->n)
    {
      to->cap = from->n + 4;
      to->holds = esc_alloc (arena, to->cap * sizeof *to->holds);
    }
  to->n = from->n;
  if (from->n)
    memcpy (to->holds, from->holds, from->n * sizeof *to->holds);
}

static bool
merge_state (struct esc_arena *arena, struct state *to,
	     const struct state *from)
{
  bool changed = false;
  for (uint32_t i = 0; i < from->n; i++)
    changed |= add_hold (arena, to, &from->holds[i]);
  return changed;
}

/* Drop the holds that are marked by level 255.  */
static void
sweep (struct state *st)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < st->n; i++)
    if (st->holds[i].level != 255)
      st->holds[n++] = st->holds[i];
  st->n = n;
}

/* ---- Scopes and lifetimes.  ---- */

static const struct esc_obj *
graph_object (const struct esc_solve *s, uint32_t obj)
{
  esc_ref ref = s->objs[obj].ref;
  return ref ? esc_object (s->unit, s->fn, ref) : NULL;
}

static uint32_t
scope_of (const struct esc_solve *s, uint32_t obj)
{
  const struct esc_obj *o = graph_object (s, obj);
  return o && !(s->objs[obj].ref & ESC_REF_UNIT) ? o->scope : 0;
}

bool
esc_block_scoped (const struct esc_solve *s, uint32_t obj)
{
  return scope_of (s, obj) != 0;
}

/* Whether something of scope HOLDER lives on when one of scope OBJ dies.  */
static bool
scope_outlives (const struct esc_solve *s, uint32_t holder, uint32_t obj)
{
  return holder != obj && esc_scope_encloses (s->fn, holder, obj);
}

/* How far a cell of object HOLDER outlives object OBJ: the level of a hold.  */
static uint8_t
cell_level (const struct esc_solve *s, uint32_t holder, uint32_t obj)
{
  const struct esc_sobj *h = &s->objs[holder];
  if (esc_outside (h) && holder != s->unknown)
    return 2;
  if (h->kind == ESC_O_HEAP)
    return h->life >= ESC_L_CALLER ? 2 : scope_of (s, obj) != 0;
  if (h->kind == ESC_O_TEMP || holder == s->unknown)
    return 0;
  return scope_outlives (s, scope_of (s, holder), scope_of (s, obj));
}

static uint8_t
value_level (const struct esc_solve *s, uint32_t value, uint32_t obj)
{
  if (value >= s->fn->nvalues)
    return 0;
  uint32_t scope = s->fn->values[value].scope;
  if (scope == ESC_ANON)
    return 0;
  return scope_outlives (s, scope, scope_of (s, obj));
}

/* ---- Ops.  ---- */

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

static void
event (struct walk *w, const struct esc_hold *h, uint32_t use)
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
  for (uint32_t i = 0; i < f->nevents; i++)
    {
      struct esc_event *e = &f->events[i];
      if (e->hold.obj == h->obj && e->hold.origin == origin
	  && (e->use != 0) == (use != 0))
	{
	  if (!(e->hold.flags & ESC_HF_CERTAIN) && h->flags & ESC_HF_CERTAIN)
	    {
	      e->hold = *h;
	      e->hold.origin = origin;
	      e->use = use;
	    }
	  return;
	}
    }
  struct esc_event e = { *h, use };
  e.hold.origin = origin;
  ESC_PUSH (&f->s->arena, f->events, f->nevents, f->events_cap, e);
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
      event (w, &w->st->holds[k], i + 1);
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
	    event (w, h, i + 1);
	    break;
	  }
    }
}

static void
kill_value (struct state *st, uint32_t value)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < st->n; i++)
    if (st->holds[i].key != value)
      st->holds[n++] = st->holds[i];
  st->n = n;
}

/* The holder KEY now holds what FROM does, by op I.  */
static struct esc_hold
moved (struct walk *w, const struct esc_hold *from, uint32_t key, uint8_t level,
       bool certain, uint32_t i)
{
  (void) w;
  struct esc_hold h = *from;
  h.key = key;
  if (!certain)
    h.flags &= (uint8_t) ~ESC_HF_CERTAIN;
  /* A dead address that nothing has taken out so far, such as the value of a
     statement expression, goes out here.  */
  if ((!(h.flags & ESC_HF_DEAD) || !h.origin) && level > h.level)
    {
      h.level = level;
      h.origin = i + 1;
    }
  return h;
}

/* The holds of operand REF, at most MAX_HOLDS, into OUT.  */
static uint32_t
holds_of (struct walk *w, esc_ref ref, struct esc_hold *out)
{
  uint32_t n = 0;
  if (ESC_IS_OBJ (ref))
    {
      uint32_t obj = esc_object_here (w->f->s, ref);
      if (w->f->track[obj])
	out[n++] = (struct esc_hold) { .obj = obj, .flags = ESC_HF_CERTAIN };
      return n;
    }
  for (uint32_t i = 0; i < w->st->n && n < MAX_HOLDS; i++)
    if (w->st->holds[i].key == ref)
      out[n++] = w->st->holds[i];
  return n;
}

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
  uint32_t n = holds_of (w, op->src, src);
  if (op->kind == ESC_OP_COPY && !(op->flags & ESC_PF_WEAK)
      && !another_arm (w->f->s, i))
    kill_value (w->st, op->dst);
  for (uint32_t k = 0; k < n; k++)
    {
      struct esc_hold h = moved (w, &src[k], op->dst,
				 value_level (w->f->s, op->dst, src[k].obj),
				 !(op->flags & ESC_PF_MAYBE), i);
      add_hold (w->arena, w->st, &h);
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
      bool precise = is_precise (run_of (w->f), op->src, 0);
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
		found[n++] = moved (w, h, op->dst,
				    value_level (s, op->dst, h->obj), precise,
				    i);
		break;
	      }
	}
    }
  kill_value (w->st, op->dst);
  for (uint32_t k = 0; k < n; k++)
    add_hold (w->arena, w->st, &found[k]);
}

/* LEN bytes (0: to the end) at the N places PTS are overwritten: for sure if
   MUST, by op I.  */
static void
overwrite (struct walk *w, const uint32_t *pts, uint32_t n, uint64_t len,
	   bool must)
{
  struct esc_solve *s = w->f->s;
  unsigned width = s->unit->pointer_size;
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      struct esc_hold *h = &w->st->holds[k];
      if (!(h->key & ESC_KEY_CELL))
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
  sweep (w->st);
}

/* A store through a pointer of which nothing is known: into any memory that was
   not made here.  */
static void
do_wild_store (struct walk *w)
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

static bool
all_outside (const struct esc_solve *s, const uint32_t *pts, uint32_t n)
{
  for (uint32_t t = 0; t < n; t++)
    if (!esc_outside (&s->objs[s->targets[pts[t]].obj])
	|| s->targets[pts[t]].obj == s->unknown)
      return false;
  return n > 0;
}

static void
do_store (struct walk *w, const struct esc_op *op, uint32_t i)
{
  struct esc_solve *s = w->f->s;
  use_ref (w, op->dst, i);
  struct esc_hold src[MAX_HOLDS];
  uint32_t n = holds_of (w, op->src, src);
  if (!n && !w->st->n)
    return;
  const uint32_t *pts;
  uint32_t np = esc_targets (s, op->dst, &op->at, &pts);
  uint64_t len = op->len ? op->len : s->unit->pointer_size;
  if (!(op->flags & ESC_PF_WEAK))
    {
      overwrite (w, pts, np, len, true);
      for (uint32_t t = 0; t < np; t++)
	if (s->targets[pts[t]].obj == s->unknown
	    && len >= s->unit->pointer_size)
	  do_wild_store (w);
    }
  /* Wherever it goes, if all places outlive the function it is out.  */
  bool precise = n && (is_precise (run_of (w->f), op->dst, 0)
		       || all_outside (s, pts, np));
  for (uint32_t t = 0; t < np; t++)
    for (uint32_t k = 0; k < n; k++)
      {
	uint32_t holder = s->targets[pts[t]].obj;
	if (holder == s->unknown)
	  continue;
	struct esc_hold h = moved (w, &src[k], ESC_KEY_CELL | pts[t],
				   cell_level (s, holder, src[k].obj),
				   precise && !(op->flags & ESC_PF_MAYBE), i);
	add_hold (w->arena, w->st, &h);
      }
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
  bool precise = is_precise (run_of (w->f), op->src, 0)
		 && is_precise (run_of (w->f), op->dst, 0)
		 && !(op->flags & ESC_PF_MAYBE);
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
	      struct esc_off at = s->targets[dst[d]].at;
	      if (f.at.stride || at.stride)
		at.stride = 1, at.count = 0;
	      else
		{
		  at = cell.at;
		  at.off += s->targets[dst[d]].at.off - f.at.off;
		}
	      uint32_t holder = s->targets[dst[d]].obj;
	      if (holder == s->unknown)
		continue;
	      uint32_t to = esc_target_get (s, holder, at);
	      found[nf++] = moved (w, h, ESC_KEY_CELL | to,
				   cell_level (s, holder, h->obj), precise, i);
	    }
	  break;
	}
    }
  if (!(op->flags & ESC_PF_WEAK))
    overwrite (w, dst, nd, op->len, op->len != 0);
  for (uint32_t k = 0; k < nf; k++)
    add_hold (w->arena, w->st, &found[k]);
}

static void
do_die (struct walk *w, const struct esc_op *op)
{
  struct esc_solve *s = w->f->s;
  uint32_t obj = esc_object_here (s, op->src);
  /* The function's own variables are gone when it has returned: the result may
     still be on its way out here.  */
  if (!esc_block_scoped (s, obj))
    return;
  struct state old = { 0 };
  copy_state (w->arena, &old, w->st);
  w->st->n = 0;
  for (uint32_t k = 0; k < old.n; k++)
    {
      struct esc_hold *h = &old.holds[k];
      if (h->key & ESC_KEY_CELL
	  && s->targets[h->key & ~ESC_KEY_CELL].obj == obj)
	continue;
      if (h->obj == obj)
	h->flags |= ESC_HF_DEAD;
      add_hold (w->arena, w->st, h);
    }
}

/* Whether unknown code may write to object OBJ.  */
static bool
unknown_reaches (const struct esc_solve *s, uint32_t obj)
{
  return s->objs[obj].kept || s->objs[obj].kind == ESC_O_GLOBAL;
}

/* Unknown code runs: what it can reach it may overwrite.  */
static void
do_unknown (struct walk *w)
{
  struct esc_solve *s = w->f->s;
  for (uint32_t k = 0; k < w->st->n; k++)
    {
      struct esc_hold *h = &w->st->holds[k];
      if (!(h->key & ESC_KEY_CELL))
	continue;
      if (unknown_reaches (s, s->targets[h->key & ~ESC_KEY_CELL].obj))
	h->flags &= (uint8_t) ~ESC_HF_CERTAIN;
    }
}

static void
do_free (struct walk *w, const struct esc_op *op)
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
  sweep (w->st);
}

static void
do_return (struct walk *w, const struct esc_op *op, uint32_t i)
{
  struct esc_hold src[MAX_HOLDS];
  uint32_t n = holds_of (w, op->src, src);
  for (uint32_t k = 0; k < n; k++)
    {
      if (src[k].flags & ESC_HF_DEAD)
	event (w, &src[k], i + 1);
      struct esc_hold h = moved (w, &src[k], ESC_KEY_RESULT, 2, true, i);
      add_hold (w->arena, w->st, &h);
    }
}

static void
step (struct walk *w, uint32_t i)
{
  struct esc_solve *s = w->f->s;
  if (!run_of (w->f)->facts.relevant[i])
    return;
  const struct esc_op op = s->ops[i];
  const uint32_t *pts;
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
      if (w->st->n)
	{
	  uint32_t n = esc_targets (s, op.dst, &op.at, &pts);
	  overwrite (w, pts, n, op.len, op.flags & ESC_PF_MUST);
	}
      break;
    case ESC_OP_CALL:
      for (uint32_t k = 0; k < s->fn->calls[op.call].nargs; k++)
	  use_ref (w, s->fn->calls[op.call].args[k], i);
      break;
    case ESC_OP_LEAK:
      use_ref (w, op.src, i);
      if (w->st->n)
	use_memory (w, op.src, i);
      break;
    case ESC_OP_USE:
      use_ref (w, op.src, i);
      break;
    case ESC_OP_DIE:
      if (w->st->n)
	do_die (w, &op);
      break;
    case ESC_OP_UNKNOWN:
      do_unknown (w);
      break;
    case ESC_OP_FREE:
      if (w->st->n)
	do_free (w, &op);
      break;
    case ESC_OP_RET:
      do_return (w, &op, i);
      break;
    default:
      break;
    }
}

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
  copy_state (w->arena, &before, w->st);
  copy_state (w->arena, &after, w->st);
  for (uint32_t i = begin; i < end && s->ops[i].kind == ESC_OP_PHI; i++)
    kill_value (&after, s->ops[i].dst);
  for (uint32_t i = begin; i < end && s->ops[i].kind == ESC_OP_PHI; i++)
    {
      if ((uint32_t) s->ops[i].soff != from)
	continue;
      struct walk one = *w;
      struct esc_hold src[MAX_HOLDS];
      one.st = &before;
      uint32_t n = holds_of (&one, s->ops[i].src, src);
      for (uint32_t k = 0; k < n; k++)
	{
	  struct esc_hold h = moved (w, &src[k], s->ops[i].dst,
				     value_level (s, s->ops[i].dst,
						  src[k].obj), true, i);
	  add_hold (w->arena, &after, &h);
	}
    }
  copy_state (w->arena, w->st, &after);
}

/* The operand REF is known not to hold OBJ (0: holds nothing) on this edge:
   neither does the cell that it was loaded from just before.  */
static void
refine (struct walk *w, esc_ref ref, uint32_t obj, uint32_t block)
{
  struct run *r = run_of (w->f);
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
  sweep (w->st);
}

static void
do_branch (struct walk *w, uint32_t from, uint32_t edge)
{
  struct esc_solve *s = w->f->s;
  const struct esc_block *b = &s->fn->blocks[from];
  if (b->nsucc != 2 || b->succ[0] == b->succ[1])
    return;
  uint32_t call = esc_branch_call (s->fn, b);
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
      sweep (w->st);
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

/* Leaving loops on the edge FROM -> TO.  */
static void
do_loop_exits (struct walk *w, uint32_t from, uint32_t to)
{
  struct run *r = run_of (w->f);
  struct esc_solve *s = w->f->s;
  struct esc_cfg *cfg = w->f->cfg;
  unsigned width = s->unit->pointer_size;
  for (uint32_t l = 0; l < cfg->nloops; l++)
    {
      struct esc_loop *loop = &cfg->loops[l];
      if ((!r->facts.nkills[l] && !r->facts.unknown[l])
	  || !esc_in_loop (loop, from) || esc_in_loop (loop, to))
	continue;
      for (uint32_t k = 0; k < w->st->n; k++)
	{
	  struct esc_hold *h = &w->st->holds[k];
	  if (!(h->key & ESC_KEY_CELL) || !(h->flags & ESC_HF_CERTAIN)
	      || (h->origin
		  && esc_in_loop (loop, esc_block_of (s->fn, s->first,
						      h->origin - 1))))
	    continue;
	  const struct esc_target *c = &s->targets[h->key & ~ESC_KEY_CELL];
	  if (r->facts.unknown[l] && unknown_reaches (s, c->obj))
	    h->flags &= (uint8_t) ~ESC_HF_CERTAIN;
	  for (uint32_t i = 0; i < r->facts.nkills[l]; i++)
	    {
	      const struct esc_op *op = &s->ops[r->facts.kills[l][i]];
	      uint64_t len = op->kind == ESC_OP_STORE && !op->len
			     ? width : op->len;
	      const uint32_t *pts;
	      uint32_t n = esc_targets (s, op->dst, &op->at, &pts);
	      for (uint32_t t = 0; t < n; t++)
		if (s->targets[pts[t]].obj == c->obj
		    && esc_off_meet (&s->targets[pts[t]].at, len, &c->at,
				     width))
		  h->flags &= (uint8_t) ~ESC_HF_CERTAIN;
	    }
	}
    }
}

static void
do_edge (struct walk *w, uint32_t from, uint32_t edge)
{
  uint32_t to = w->f->s->fn->blocks[from].succ[edge];
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

static void
do_exit (struct walk *w)
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
      event (w, &h, 0);
    }
}

/* ---- The data-flow analysis.  ---- */

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

static void
build_facts (struct run *r)
{
  struct esc_solve *s = r->flow.s;
  struct esc_arena *arena = &s->arena;
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
  struct esc_cfg *cfg = r->flow.cfg;
  r->facts.kills = esc_alloc (arena, (cfg->nloops + 1)
			      * sizeof *r->facts.kills);
  r->facts.unknown = esc_alloc (arena, cfg->nloops + 1);
  r->facts.nkills = esc_alloc (arena, (cfg->nloops + 1)
			       * sizeof *r->facts.nkills);
  for (uint32_t l = 0; l < cfg->nloops; l++)
    {
      uint32_t cap = 0;
      for (uint32_t k = 0; k < cfg->loops[l].n; k++)
	{
	  uint32_t b = cfg->loops[l].blocks[k];
	  for (uint32_t i = s->first[b]; i < s->first[b + 1]; i++)
	    if (!r->facts.relevant[i])
	      continue;
	    else if (s->ops[i].kind == ESC_OP_UNKNOWN)
	      r->facts.unknown[l] = true;
	    else if (s->ops[i].kind == ESC_OP_KILL
		|| ((s->ops[i].kind == ESC_OP_STORE
		     || s->ops[i].kind == ESC_OP_MOVE)
		    && !(s->ops[i].flags & ESC_PF_WEAK)))
	      ESC_PUSH (arena, r->facts.kills[l], r->facts.nkills[l], cap, i);
	}
    }
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
	      add_hold (arena, st, &h);
	    }
	  if (p->obj && !p->byvalue)
	    {
	      uint32_t t = esc_target_get (s, esc_object_here (s, p->obj),
					   (struct esc_off) { 0 });
	      h.key = ESC_KEY_CELL | t;
	      add_hold (arena, st, &h);
	    }
	}
      else
	{
	  h.key = ESC_KEY_CELL | esc_target_get (s, o->parent, o->at);
	  add_hold (arena, st, &h);
	}
    }
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
  if (!n)
    return f;
  entry_state (r, &r->in[0]);
  r->reached[0] = dirty[0] = true;
  struct state st = { 0 };
  struct walk w = { .f = f, .arena = arena, .st = &st };
  /* To a fixpoint without events, then once more for them.  */
  static const struct esc_event nothing = { .hold = { .obj = UINT32_MAX } };
  w.want = &nothing;
  bool changed = true;
  for (unsigned round = 0; changed && !f->capped; round++)
    {
      changed = false;
      for (uint32_t k = 0; k < cfg->nrpo; k++)
	{
	  uint32_t b = cfg->rpo[k];
	  if (!dirty[b])
	    continue;
	  dirty[b] = false;
	  copy_state (arena, &st, &r->in[b]);
	  for (uint32_t i = s->first[b]; i < s->first[b + 1]; i++)
	    step (&w, i);
	  struct state out = { 0 };
	  copy_state (arena, &out, &st);
	  for (uint32_t e = 0; e < s->fn->blocks[b].nsucc; e++)
	    {
	      uint32_t to = s->fn->blocks[b].succ[e];
	      copy_state (arena, &st, &out);
	      do_edge (&w, b, e);
	      bool more = merge_state (arena, &r->in[to], &st)
			  || !r->reached[to];
	      r->reached[to] = true;
	      if (more)
		dirty[to] = changed = true;
	      f->capped |= r->in[to].n > MAX_HOLDS;
	    }
	}
      f->capped |= round > MAX_VISITS;
    }
  if (f->capped)
    return f;
  w.want = NULL;
  for (uint32_t k = 0; k < cfg->nrpo; k++)
    {
      uint32_t b = cfg->rpo[k];
      copy_state (arena, &st, &r->in[b]);
      for (uint32_t i = s->first[b]; i < s->first[b + 1]; i++)
	step (&w, i);
      if (cfg->exit[b])
	do_exit (&w);
    }
  return f;
}

/* ---- Feasible paths.  ---- */

struct assumption
{
  uint32_t key;
  bool truth;
};

struct search
{
  struct walk w;
  uint32_t steps;
  uint8_t *visits;		/* by block, on the current path */
  uint32_t nassumed;
  struct assumption assumed[MAX_ASSUMED];
};

/* Whether taking EDGE of block B contradicts what is assumed; if not, it is
   assumed from now on.  */
static bool
assume (struct search *q, uint32_t b, uint32_t edge)
{
  const struct esc_block *block = &q->w.f->s->fn->blocks[b];
  if (!block->key || block->nsucc != 2 || block->succ[0] == block->succ[1])
    return true;
  bool truth = (edge == 0) != block->negated;
  for (uint32_t i = 0; i < q->nassumed; i++)
    if (q->assumed[i].key == block->key)
      return q->assumed[i].truth == truth;
  if (q->nassumed < MAX_ASSUMED)
    {
      q->assumed[q->nassumed].key = block->key;
      q->assumed[q->nassumed].truth = truth;
      q->nassumed++;
    }
  return true;
}

static struct assumption *
assumed_about (struct search *q, uint32_t key)
{
  for (uint32_t i = 0; i < q->nassumed; i++)
    if (q->assumed[i].key == key)
      return &q->assumed[i];
  return NULL;
}

/* Go along the edge FROM -> TO: variables that get values there settle
   conditions, and once round a loop the other ones are asked anew.  */
static void
learn (struct search *q, uint32_t from, uint32_t to)
{
  const struct esc_fn *fn = q->w.f->s->fn;
  struct assumption news[16];
  uint32_t n = 0;
  for (uint32_t f = 0; f < fn->nfacts && n < 16; f++)
    {
      const struct esc_fact *fact = &fn->facts[f];
      if (fact->block != to || fact->from != from)
	continue;
      const struct assumption *like
	= fact->like ? assumed_about (q, fact->like) : NULL;
      if (fact->like && !like)
	continue;
      news[n].key = fact->key;
      news[n++].truth = like ? like->truth == fact->truth : fact->truth;
    }
  if (q->visits[to])
    q->nassumed = 0;
  for (uint32_t i = 0; i < n; i++)
    {
      struct assumption *old = assumed_about (q, news[i].key);
      if (old)
	*old = news[i];
      else if (q->nassumed < MAX_ASSUMED)
	q->assumed[q->nassumed++] = news[i];
    }
}

static void
search_from (struct search *q, uint32_t b, const struct state *in)
{
  struct esc_solve *s = q->w.f->s;
  if (q->w.found || ++q->steps > MAX_PATH_STEPS || q->visits[b] >= 2)
    return;
  struct state st = { 0 };
  copy_state (q->w.arena, &st, in);
  q->w.st = &st;
  for (uint32_t i = s->first[b]; i < s->first[b + 1] && !q->w.found; i++)
    step (&q->w, i);
  if (q->w.f->cfg->exit[b])
    do_exit (&q->w);
  /* With no hold left there is nothing to find.  */
  if (q->w.found || !st.n)
    return;
  q->visits[b]++;
  uint32_t nassumed = q->nassumed;
  struct assumption *before
    = esc_alloc (q->w.arena, (nassumed + 1) * sizeof *before);
  memcpy (before, q->assumed, nassumed * sizeof *before);
  struct state next = { 0 };
  for (uint32_t e = 0; e < s->fn->blocks[b].nsucc && !q->w.found; e++)
    {
      uint32_t to = s->fn->blocks[b].succ[e];
      memcpy (q->assumed, before, nassumed * sizeof *before);
      q->nassumed = nassumed;
      if (!assume (q, b, e))
	continue;
      learn (q, b, to);
      copy_state (q->w.arena, &next, &st);
      q->w.st = &next;
      do_edge (&q->w, b, e);
      search_from (q, to, &next);
    }
  memcpy (q->assumed, before, nassumed * sizeof *before);
  q->nassumed = nassumed;
  q->visits[b]--;
}

bool
esc_flow_feasible (struct esc_flow *f, const struct esc_event *event)
{
  struct run *r = run_of (f);
  struct esc_solve *s = f->s;
  struct esc_arena scratch = { 0 };
  struct search *q = esc_alloc (&scratch, sizeof *q);
  uint32_t b = esc_block_of (s->fn, s->first, event->hold.origin - 1);
  q->w.f = f;
  q->w.arena = &scratch;
  q->w.want = event;
  q->visits = esc_alloc (&scratch, f->cfg->n + 1);
  /* The branches that lead here were taken.  */
  for (uint32_t at = b; at && f->cfg->order[at] != UINT32_MAX;)
    {
      uint32_t up = f->cfg->idom[at];
      const struct esc_block *block = &s->fn->blocks[up];
      if (f->cfg->npred[at] == 1 && block->nsucc == 2)
	assume (q, up, block->succ[0] == at ? 0 : 1);
      at = up;
    }
  /* The hold that is asked for starts here, not in an earlier round of a
     loop.  */
  struct state in = { 0 };
  for (uint32_t i = 0; i < r->in[b].n; i++)
    if (r->in[b].holds[i].origin != event->hold.origin)
      add_hold (&scratch, &in, &r->in[b].holds[i]);
  if (!in.n)
    /* An empty state still has to be walked: the origin is ahead.  */
    add_hold (&scratch, &in, &(struct esc_hold) { .key = ESC_KEY_RESULT - 1 });
  search_from (q, b, &in);
  bool yes = q->w.found || q->steps > MAX_PATH_STEPS;
  esc_arena_free (&scratch);
  return yes;
}
