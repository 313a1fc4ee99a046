/* solve-objects.c - the objects of a function that is being solved.

   Owns:    which objects there are, and targets: an object and a place in it.
   Input:   objects of the graph, allocations and library state of expanded calls.
   Output:  numbers in s->objs and s->targets, the same for the same.
   Not handled: what lies in an object (solve-cells.c).  */

#include "solve-state.h"

enum
{
  MAX_PLACES = 128,		/* offsets of one object altogether */
  STEPS_OBJECT = 8		/* what a new object of the solver costs */
};

bool
esc_outside (const struct esc_sobj *o)
{
  switch (o->kind)
    {
    case ESC_O_GLOBAL:
    case ESC_O_DEREF:
    case ESC_O_RESULT:
    case ESC_O_UNKNOWN:
      return true;
    case ESC_O_HEAP:
      return o->site->outlives;
    default:
      return false;
    }
}

uint32_t
esc_solve_object (struct esc_solve *s, const struct esc_sobj *o)
{
  ESC_PUSH (&s->arena, s->objs, s->nobjs, s->objs_cap, *o);
  s->steps += STEPS_OBJECT;
  return s->nobjs - 1;
}

static esc_ref
new_local (struct esc_solve *s, uint32_t obj)
{
  ESC_PUSH (&s->arena, s->local_of, s->nlocal, s->local_cap, obj);
  return ESC_REF_OBJ | (s->nlocal - 1);
}

static uint32_t
import_object (struct esc_solve *s, esc_ref ref)
{
  const struct esc_obj *o = esc_object (s->unit, s->fn, ref);
  struct esc_sobj so = { .kind = o->kind, .ref = ref, .size = o->size,
			 .name = o->name };
  so.lazy = (o->kind == ESC_O_GLOBAL
	     && !(o->flags & ESC_OF_READONLY && o->flags & ESC_OF_INIT))
	    || o->kind == ESC_O_PARAM;
  so.many = o->flags & ESC_OF_THREAD;
  if (o->kind == ESC_O_UNKNOWN)
    return s->unknown;
  return esc_solve_object (s, &so);
}

uint32_t
esc_object_here (struct esc_solve *s, esc_ref ref)
{
  uint32_t i = ref & ESC_REF_INDEX;
  if (!(ref & ESC_REF_UNIT))
    {
      if (!s->local_of[i])
	s->local_of[i] = import_object (s, ref);
      return s->local_of[i];
    }
  uint32_t obj = esc_map_get (&s->unit_of, i);
  if (!obj)
    {
      obj = import_object (s, ref);
      esc_map_put (&s->arena, &s->unit_of, i, obj);
    }
  return obj;
}

uint32_t
esc_scope_of (const struct esc_solve *s, uint32_t obj)
{
  esc_ref ref = s->objs[obj].ref;
  if (!ref || ref & ESC_REF_UNIT)
    return 0;
  return esc_object (s->unit, s->fn, ref)->scope;
}

esc_ref
esc_site_ref (struct esc_solve *s, uint32_t call, uint32_t fresh,
	      const struct esc_fresh *site)
{
  uint64_t key = esc_hash_int (((uint64_t) call << 32) | (fresh + 1));
  uint32_t i = esc_map_get (&s->site_of, key);
  if (i)
    return ESC_REF_OBJ | i;
  struct esc_fresh *copy = esc_alloc (&s->arena, sizeof *copy);
  *copy = *site;
  struct esc_sobj o = { .kind = ESC_O_HEAP, .call = call, .fresh = fresh,
			.size = -1, .site = copy };
  esc_ref ref = new_local (s, esc_solve_object (s, &o));
  esc_map_put (&s->arena, &s->site_of, key, ref & ESC_REF_INDEX);
  return ref;
}

esc_ref
esc_temp_ref (struct esc_solve *s)
{
  struct esc_sobj o = { .kind = ESC_O_TEMP, .size = -1 };
  return new_local (s, esc_solve_object (s, &o));
}

/* NAME is the library's place for something; NULL: anything at all.  */
esc_ref
esc_state_ref (struct esc_solve *s, const char *name, bool quiet)
{
  uint64_t key = name ? esc_hash_str (name) : 1;
  uint32_t i = esc_map_get (&s->state_of, key);
  if (i)
    return ESC_REF_OBJ | i;
  uint32_t obj = s->unknown;
  if (name)
    {
      struct esc_sobj o = { .kind = quiet ? ESC_O_TEMP : ESC_O_GLOBAL,
			    .size = -1, .name = name, .lazy = true,
			    .many = true };
      obj = esc_solve_object (s, &o);
    }
  esc_ref ref = new_local (s, obj);
  esc_map_put (&s->arena, &s->state_of, key, ref & ESC_REF_INDEX);
  return ref;
}

/* ---- Targets.  ---- */

/* Where in the table the target at AT of object OBJ is, or would be.  */
static inline uint32_t *
slot_of (const struct esc_solve *s, uint32_t obj, const struct esc_off *at)
{
  uint32_t mask = s->places - 1;
  uint64_t hash = (((uint64_t) obj << 32) + (uint64_t) at->off)
		  * UINT64_C (0x9e3779b97f4a7c15);
  for (uint32_t i = (uint32_t) (hash >> 40);; i++)
    {
      uint32_t *slot = &s->place_of[i & mask];
      const struct esc_target *t = &s->targets[*slot];
      if ((t->obj == obj && esc_off_equal (&t->at, at)) || !*slot)
	return slot;
    }
}

void
esc_solve_places (struct esc_solve *s, uint32_t size)
{
  s->places = size;
  s->place_of = esc_alloc (&s->arena, size * sizeof *s->place_of);
  for (uint32_t t = 1; t < s->ntargets; t++)
    *slot_of (s, s->targets[t].obj, &s->targets[t].at) = t;
}

uint32_t
esc_target_get (struct esc_solve *s, uint32_t obj, struct esc_off at)
{
  if (obj == s->unknown || s->objs[obj].kind == ESC_O_FUNC)
    at = (struct esc_off) { 0 };
  at = esc_off_normal (at);
  uint32_t *slot = slot_of (s, obj, &at);
  if (*slot)
    return *slot;
  /* Too many places in one object: from now on, somewhere in it.  */
  if (++s->objs[obj].nplaces > MAX_PLACES && at.off != ESC_KEEP)
    {
      at = (struct esc_off) { 0, 1, 0 };
      slot = slot_of (s, obj, &at);
      if (*slot)
	return *slot;
    }
  struct esc_target target = { .obj = obj, .at = at,
			       .next = s->objs[obj].targets };
  ESC_PUSH (&s->arena, s->targets, s->ntargets, s->targets_cap, target);
  *slot = s->objs[obj].targets = s->ntargets - 1;
  if (s->ntargets > s->places / 2)
    esc_solve_places (s, 2 * s->places);
  return s->ntargets - 1;
}

/* ---- What was there at entry.  ---- */

/* Whether DEREF object OBJ was reached from another one.  */
static bool
is_step (const struct esc_solve *s, uint32_t obj)
{
  const struct esc_sobj *o = &s->objs[obj];
  return o->kind == ESC_O_DEREF && o->parent
	 && s->objs[o->parent].kind == ESC_O_DEREF;
}

/* The object that the step at AT of DEREF object PARENT leads back to, or 0.  A
   chain that takes a step that it took before is a list or a tree.  But for the
   second step of all: `o->sub->val' is often no list though both lie at 0, and
   `n->next->next' is worth knowing.  */
static uint32_t
folded_step (struct esc_solve *s, uint32_t parent, struct esc_off at)
{
  if (s->objs[parent].depth >= ESC_MAX_DEREF)
    return parent;
  for (uint32_t a = parent; is_step (s, a); a = s->objs[a].parent)
    if (s->objs[a].at.off == at.off && s->objs[a].at.stride == at.stride
	&& (a != parent || is_step (s, s->objs[a].parent)))
      return a;
  return 0;
}

/* Whether PARENT is the second element of a list, and AT not the way to the
   next: what hangs there hangs on the first element, one for all.  */
static bool
hangs_beside (const struct esc_solve *s, uint32_t parent, struct esc_off at)
{
  const struct esc_sobj *p = &s->objs[parent];
  if (!is_step (s, parent) || !is_step (s, p->parent)
      || p->depth >= ESC_MAX_DEREF)
    return false;
  const struct esc_sobj *first = &s->objs[p->parent];
  return first->at.off == p->at.off && first->at.stride == p->at.stride
	 && (p->at.off != at.off || p->at.stride != at.stride);
}

static void
fold (struct esc_solve *s, uint32_t parent, struct esc_off at, uint32_t into,
      bool beside)
{
  struct esc_sobj *o = &s->objs[into];
  for (uint32_t i = 0; i < o->nfolds; i++)
    if (o->folds[i].parent == parent && o->folds[i].at.off == at.off
	&& o->folds[i].at.stride == at.stride)
      return;
  struct esc_fold f = { parent, at, beside };
  ESC_PUSH (&s->arena, o->folds, o->nfolds, o->folds_cap, f);
  o->many = true;
}

uint32_t
esc_solve_deref (struct esc_solve *s, uint32_t parent, struct esc_off at)
{
  bool beside = hangs_beside (s, parent, at);
  uint32_t into = 0;
  if (beside)
    {
      uint32_t first = s->objs[parent].parent;
      s->objs[first].first = true;
      into = esc_solve_deref (s, first, at);
    }
  else if (s->objs[parent].kind == ESC_O_DEREF)
    into = folded_step (s, parent, at);
  if (into)
    {
      fold (s, parent, at, into, beside);
      return into;
    }
  uint32_t param = 0;
  const struct esc_sobj *p = &s->objs[parent];
  if (p->kind == ESC_O_PARAM && !at.off)
    {
      const struct esc_obj *o = esc_object (s->unit, s->fn, p->ref);
      if (!s->fn->params[o->param].byvalue)
	{
	  param = o->param;
	  parent = 0;
	}
    }
  uint64_t key = esc_hash_int (esc_hash_int ((uint64_t) at.off + at.stride * 7u)
			       ^ ((uint64_t) parent << 20 | (parent ? 0 : param + 1)));
  uint32_t t = esc_map_get (&s->site_of, key);
  if (t)
    return t;
  struct esc_sobj o = { .kind = ESC_O_DEREF, .lazy = true, .size = -1,
			.parent = parent, .param = param, .at = at,
			.many = at.stride != 0 };
  if (parent)
    {
      o.many |= s->objs[parent].many;
      o.depth = (uint8_t) (s->objs[parent].depth + 1);
    }
  if (parent && s->nderefs >= s->max_derefs)
    {
      s->coarse = true;
      if (s->for_summary)
	s->budget = 0;
      return s->unknown;
    }
  t = esc_solve_object (s, &o);
  s->nderefs++;
  esc_map_put (&s->arena, &s->site_of, key, t);
  return t;
}
