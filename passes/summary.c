/* summary.c - compare and collect effects; summaries made from attributes.
   See summary.h.  */

#include "summary.h"

#include <string.h>

static bool
off_equal (const struct esc_off *a, const struct esc_off *b)
{
  return a->off == b->off && a->stride == b->stride && a->count == b->count;
}

bool
esc_term_equal (const struct esc_term *a, const struct esc_term *b)
{
  if (a->base != b->base || a->nderef != b->nderef || a->index != b->index
      || !off_equal (&a->at, &b->at))
    return false;
  if (a->base == ESC_B_STATE && strcmp (a->name, b->name) != 0)
    return false;
  for (unsigned i = 0; i < a->nderef; i++)
    if (!off_equal (&a->path[i], &b->path[i]))
      return false;
  return true;
}

static bool
same_args (const struct esc_effect *a, const struct esc_effect *b)
{
  bool same = a->nargs == b->nargs;
  for (unsigned i = 0; same && i < a->nargs; i++)
    same = esc_term_equal (&a->args[i], &b->args[i]);
  return same;
}

bool
esc_summary_add (struct esc_arena *arena, struct esc_summary *summary,
		 const struct esc_effect *effect)
{
  for (uint32_t i = 0; i < summary->neffects; i++)
    {
      struct esc_effect *e = &summary->effects[i];
      if (e->kind == effect->kind && e->len == effect->len
	  && same_args (e, effect)
	  && esc_term_equal (&e->dst, &effect->dst)
	  && esc_term_equal (&e->src, &effect->src))
	{
	  /* Twice the same: what may happen does if one of them does; what
	     must happen needs one of them.  */
	  if (e->mode != effect->mode || e->mode_is != effect->mode_is
	      || e->mode_value != effect->mode_value)
	    e->mode = 0;	/* in more than one */
	  uint8_t must = (e->flags | effect->flags) & ESC_PF_MUST;
	  uint8_t maybe = e->flags & effect->flags & (uint8_t) ~ESC_PF_MUST;
	  uint8_t flags = must | maybe
	    | ((e->flags | effect->flags) & ESC_PF_NOFOLD);
	  bool changed = flags != e->flags;
	  e->flags = flags;
	  return changed;
	}
    }
  ESC_PUSH (arena, summary->effects, summary->neffects, summary->effects_cap,
	    *effect);
  return true;
}

/* What the declaration of FN promises, as a summary, or NULL.  */
static struct esc_summary *
from_attributes (struct esc_unit *unit, struct esc_fn *fn)
{
  bool pure = fn->flags & (ESC_FF_PURE | ESC_FF_CONST);
  if (!pure && !(fn->flags & ESC_FF_MALLOC) && !fn->alloc_size[0]
      && !fn->dealloc)
    return NULL;
  struct esc_summary *s = esc_alloc (&unit->arena, sizeof *s);
  if (fn->flags & ESC_FF_NORETURN)
    s->flags |= ESC_SF_NORETURN;
  if (fn->dealloc)
    {
      struct esc_effect e = { .kind = ESC_E_FREE, .flags = ESC_PF_MUST };
      e.src.base = ESC_B_PARAM;
      e.src.index = fn->dealloc - 1u;
      /* What else it does is not known: its call stays.  */
      esc_summary_add (&unit->arena, s, &e);
    }
  if (fn->flags & ESC_FF_MALLOC || fn->alloc_size[0])
    {
      struct esc_fresh f = { .by = fn->name };
      if (fn->alloc_size[0] && fn->alloc_size[1])
	{
	  f.size = ESC_SZ_PRODUCT;
	  f.arg = fn->alloc_size[0] - 1;
	  f.arg2 = fn->alloc_size[1] - 1;
	}
      else if (fn->alloc_size[0])
	{
	  f.size = ESC_SZ_ARG;
	  f.a = 1;
	  f.arg = fn->alloc_size[0] - 1;
	}
      ESC_PUSH (&unit->arena, s->fresh, s->nfresh, s->fresh_cap, f);
      struct esc_effect e = { .kind = ESC_E_RET };
      e.src.base = ESC_B_FRESH;
      esc_summary_add (&unit->arena, s, &e);
    }
  /* A pure function keeps nothing, but what it returns may point anywhere
     into what it was given; so may the result of one that allocates.  */
  for (uint32_t i = 0; pure && i < fn->nparams; i++)
    {
      struct esc_effect e = { .kind = ESC_E_RET, .flags = ESC_PF_MAYBE };
      e.src.base = ESC_B_PARAM;
      e.src.index = i;
      e.src.at.stride = 1;
      esc_summary_add (&unit->arena, s, &e);
    }
  return s;
}

const struct esc_summary *
esc_summary_of (struct esc_unit *unit, struct esc_fn *fn)
{
  if (fn->summary)
    return fn->summary;
  /* A body of the unit always comes with its own summary; while its cycle of
     calls is being solved there is none yet, and it adds nothing so far.  */
  if (fn->flags & ESC_FF_BODY && !(fn->flags & ESC_FF_INTERPOSE))
    return NULL;
  if (fn->flags & ESC_FF_STATIC)
    return NULL;
  const struct esc_summary *known = esc_known_find (fn->name);
  if (known)
    return known;
  if (!(fn->flags & ESC_FF_BODY))
    fn->summary = from_attributes (unit, fn);
  return fn->summary;
}
