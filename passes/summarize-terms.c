/* summarize-terms.c - addresses in words of the interface.

   Owns:    how the chain of loads that made an object becomes a term.
   Input:   objects and targets of the solution.
   Output:  terms (summary.h).
   Not handled: addresses of the function's own variables: they have no term.  */

#include "summarize-maker.h"

#include <string.h>

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
add_loop (struct maker *m, struct esc_term *t, struct esc_off at)
{
  if (loops_at (t, &at))
    return;
  if (t->nloop == ESC_MAX_LOOP)
    {
      t->nloop = 0;
      at = (struct esc_off) { 0, 1, 0 };
    }
  t->loop = esc_offs_add (m->arena, t->loop, t->nloop, at);
  t->nloop++;
}

static bool
load_term (struct maker *m, struct esc_term *t, struct esc_off at)
{
  /* One more of the steps that may be done any number of times.  */
  if (t->star == t->nderef && t->star && loops_at (t, &at))
    return true;
  if (t->nderef == ESC_MAX_DEREF)
    return false;
  esc_term_load (m->arena, t, at);
  return true;
}

/* T, whose loads end at an element of a list or a tree, stands for all of them.
   If it does so already, further up, what lies between is one of the ways.  */
static void
begin_star (struct maker *m, struct esc_term *t)
{
  if (!t->star)
    t->star = t->nderef;
  for (unsigned i = t->star; i < t->nderef; i++)
    add_loop (m, t, t->path[i]);
  t->nderef = t->star;
}

/* O, number OBJ, whose address is T now, stands for more than one load at the end
   of T if it is a list or a tree: add the steps that lead back to it.  */
static bool
star_term (struct maker *m, struct esc_term *t, uint32_t obj,
	   const struct esc_sobj *o)
{
  const struct esc_solve *s = m->s;
  for (uint32_t i = 0; i < o->nfolds; i++)
    {
      if (o->folds[i].beside)
	continue;
      begin_star (m, t);
      add_loop (m, t, o->folds[i].at);
      for (uint32_t p = o->folds[i].parent;
	   p != obj && s->objs[p].kind == ESC_O_DEREF && s->objs[p].parent;
	   p = s->objs[p].parent)
	add_loop (m, t, s->objs[p].at);
    }
  return true;
}

static bool
find_address (struct maker *m, uint32_t obj, struct esc_term *t)
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
      if (!esc_sum_address (m, o->parent, t))
	return false;
      /* It hangs on any element of the list that begins there.  */
      if (s->objs[o->parent].first && o->nfolds)
	{
	  begin_star (m, t);
	  add_loop (m, t, s->objs[o->parent].at);
	}
      return load_term (m, t, o->at) && star_term (m, t, obj, o);
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

bool
esc_sum_address (struct maker *m, uint32_t obj, struct esc_term *t)
{
  if (obj >= m->naddress)
    return find_address (m, obj, t);
  struct address *a = m->address[obj];
  if (!a)
    {
      a = m->address[obj] = esc_alloc (m->arena, sizeof *a);
      a->there = find_address (m, obj, &a->term);
    }
  *t = a->term;
  return a->there;
}

/* Target T as a value that the caller understands.  */
bool
esc_sum_value (struct maker *m, uint32_t t, struct esc_term *term)
{
  const struct esc_target *target = &m->s->targets[t];
  if (m->s->objs[target->obj].kind == ESC_O_PARAM
      || m->s->objs[target->obj].kind == ESC_O_RESULT
      || !esc_sum_address (m, target->obj, term))
    return false;
  term->at = target->at;
  return true;
}
