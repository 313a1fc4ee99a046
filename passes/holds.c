/* holds.c - sets of holds: the states of the flow-sensitive pass.  See
   flow-walk.h.

   Owns:    states, sorted, so that joining two is a merge; and what a hold of
            another holder is.
   Input:   holds.  Output: states.
   Not handled: which op moves a hold where (flow-ops.c).  */

#include "flow-walk.h"

#include <string.h>

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

/* OLD is H as well, which has the same place; true if that changed it.  */
static bool
widen (struct esc_hold *old, const struct esc_hold *h)
{
  bool changed = (old->flags | h->flags) != old->flags
		 || h->level > old->level;
  old->flags |= h->flags;
  if (h->level > old->level)
    old->level = h->level;
  return changed;
}

/* Add H to ST; true if that changed it.  */
bool
esc_hold_add (struct esc_arena *arena, struct state *st, const struct esc_hold *h)
{
  uint32_t lo = 0, hi = st->n;
  while (lo < hi)
    {
      uint32_t mid = (lo + hi) / 2;
      int order = hold_order (&st->holds[mid], h);
      if (order == 0)
	return widen (&st->holds[mid], h);
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

void
esc_state_copy (struct esc_arena *arena, struct state *to, const struct state *from)
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

/* Insert into TO the NFRESH holds of FROM that it lacks, the last first.  */
static void
insert_fresh (struct esc_arena *arena, struct state *to,
	      const struct state *from, uint32_t nfresh)
{
  if (to->cap - to->n < nfresh)
    {
      struct esc_hold *old = to->holds;
      to->cap = to->n + nfresh + to->n / 2;
      to->holds = esc_alloc (arena, to->cap * sizeof *to->holds);
      if (to->n)
	memcpy (to->holds, old, to->n * sizeof *to->holds);
    }
  uint32_t a = to->n, b = from->n;
  to->n += nfresh;
  for (uint32_t at = to->n; b; )
    {
      int order = a ? hold_order (&to->holds[a - 1], &from->holds[b - 1]) : -1;
      to->holds[--at] = order < 0 ? from->holds[b - 1] : to->holds[a - 1];
      b -= order <= 0;
      a -= order >= 0;
    }
}

bool
esc_state_merge (struct esc_arena *arena, struct state *to,
	     const struct state *from)
{
  uint32_t nfresh = 0, a = 0, b = 0;
  bool changed = false;
  while (b < from->n)
    {
      int order = a < to->n ? hold_order (&to->holds[a], &from->holds[b]) : 1;
      if (order == 0)
	changed |= widen (&to->holds[a], &from->holds[b]);
      nfresh += order > 0;
      a += order <= 0;
      b += order >= 0;
    }
  if (!nfresh)
    return changed;
  insert_fresh (arena, to, from, nfresh);
  return true;
}

/* Drop the holds that are marked by level 255.  */
void
esc_state_sweep (struct state *st)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < st->n; i++)
    if (st->holds[i].level != 255)
      st->holds[n++] = st->holds[i];
  st->n = n;
}

/* ---- Levels: how far a holder outlives an object.  ---- */

bool
esc_block_scoped (const struct esc_solve *s, uint32_t obj)
{
  return esc_scope_of (s, obj) != 0;
}

/* Whether something of scope HOLDER lives on when one of scope OBJ dies.  */
static bool
scope_outlives (const struct esc_solve *s, uint32_t holder, uint32_t obj)
{
  return holder != obj && esc_scope_encloses (s->fn, holder, obj);
}

uint8_t
esc_cell_level (const struct esc_solve *s, uint32_t holder, uint32_t obj)
{
  const struct esc_sobj *h = &s->objs[holder];
  if (esc_outside (h) && holder != s->unknown)
    return 2;
  if (h->kind == ESC_O_HEAP)
    return h->life >= ESC_L_CALLER ? 2 : esc_scope_of (s, obj) != 0;
  if (h->kind == ESC_O_TEMP || holder == s->unknown)
    return 0;
  return scope_outlives (s, esc_scope_of (s, holder), esc_scope_of (s, obj));
}

uint8_t
esc_value_level (const struct esc_solve *s, uint32_t value, uint32_t obj)
{
  if (value >= s->fn->nvalues)
    return 0;
  uint32_t scope = s->fn->values[value].scope;
  if (scope == ESC_ANON)
    return 0;
  return scope_outlives (s, scope, esc_scope_of (s, obj));
}

/* ---- Holders.  ---- */

void
esc_kill_value (struct state *st, uint32_t value)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < st->n; i++)
    if (st->holds[i].key != value)
      st->holds[n++] = st->holds[i];
  st->n = n;
}

struct esc_hold
esc_hold_moved (const struct esc_hold *from, uint32_t key, uint8_t level,
		bool certain, uint32_t i)
{
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

uint32_t
esc_holds_of (struct walk *w, esc_ref ref, struct esc_hold *out)
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
