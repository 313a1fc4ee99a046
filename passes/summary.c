/* summary.c - compare and collect effects; summaries made from declarations.
   See summary.h.  */

#include "summary.h"
#include "offset.h"

#include <string.h>

struct esc_off *
esc_offs_add (struct esc_arena *arena, const struct esc_off *p, uint32_t n,
	      struct esc_off at)
{
  struct esc_off *more = esc_alloc (arena, (n + 1) * sizeof *more);
  if (n)
    memcpy (more, p, n * sizeof *more);
  more[n] = at;
  return more;
}

void
esc_term_load (struct esc_arena *arena, struct esc_term *t, struct esc_off at)
{
  t->path = esc_offs_add (arena, t->path, t->nderef, at);
  t->nderef++;
}

bool
esc_term_equal (const struct esc_term *a, const struct esc_term *b)
{
  if (a->base != b->base || a->nderef != b->nderef || a->index != b->index
      || !esc_off_equal (&a->at, &b->at) || a->star != b->star
      || a->nloop != b->nloop)
    return false;
  if (a->base == ESC_B_STATE && strcmp (a->name, b->name) != 0)
    return false;
  for (unsigned i = 0; i < a->nderef; i++)
    if (!esc_off_equal (&a->path[i], &b->path[i]))
      return false;
  for (unsigned i = 0; i < a->nloop; i++)
    if (!esc_off_equal (&a->loop[i], &b->loop[i]))
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

static uint32_t
term_key (const struct esc_term *t)
{
  uint32_t key = t->base + 8u * t->nderef + 64u * t->index
		 + 0x9e3779b1u * (uint32_t) t->at.off;
  for (unsigned i = 0; i < t->nderef; i++)
    key = 31 * key + (uint32_t) t->path[i].off;
  return key;
}

bool
esc_summary_add (struct esc_arena *arena, struct esc_summary *summary,
		 const struct esc_effect *effect)
{
  uint32_t key = effect->kind + 131 * term_key (&effect->src)
		 + 8191 * term_key (&effect->dst);
  uint64_t bit = (uint64_t) 1 << key * 0x9e3779b1u / (1u << 26);
  bool any = !summary->keys || summary->keys & bit;
  for (uint32_t i = 0; any && i < summary->neffects; i++)
    {
      struct esc_effect *e = &summary->effects[i];
      if (e->key == key && e->kind == effect->kind && e->len == effect->len
	  && esc_term_equal (&e->src, &effect->src)
	  && esc_term_equal (&e->dst, &effect->dst)
	  && same_args (e, effect))
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
  if (!summary->neffects || summary->keys)
    summary->keys |= bit;
  ESC_PUSH (arena, summary->effects, summary->neffects, summary->effects_cap,
	    *effect);
  summary->effects[summary->neffects - 1].key = key;
  return true;
}

/* ---- Declarations.  ---- */

uint64_t
esc_promised (const struct esc_fn *fn)
{
  const struct esc_promise *p = &fn->promise;
  return p->kept | p->borrowed | p->returned | p->freed | p->noescape;
}

/* Add to S an effect of KIND for each parameter in SET; TO is where it is
   kept.  */
static void
promise (struct esc_unit *unit, struct esc_summary *s, uint64_t set,
	 enum esc_ekind kind, uint8_t flags, const char *to)
{
  for (uint32_t i = 0; i < 64 && set >> i; i++)
    {
      if (!(set >> i & 1))
	continue;
      struct esc_effect e = { .kind = (uint8_t) kind, .flags = flags };
      e.src.base = ESC_B_PARAM;
      e.src.index = i;
      if (kind == ESC_E_RET)
	e.src.at.stride = 1;	/* somewhere in it */
      if (to)
	e.dst = (struct esc_term) { .base = ESC_B_STATE, .name = to };
      esc_summary_add (&unit->arena, s, &e);
    }
}

/* The result of FN is fresh memory.  */
static void
promise_memory (struct esc_unit *unit, struct esc_summary *s,
		const struct esc_fn *fn)
{
  struct esc_fresh f = { .by = fn->name };
  struct esc_expr size = { 0 };
  if (fn->alloc_size[0])
    esc_expr_param (&size, ESC_X_PARAM, fn->alloc_size[0] - 1u, 0);
  if (fn->alloc_size[0] && fn->alloc_size[1])
    {
      esc_expr_param (&size, ESC_X_PARAM, fn->alloc_size[1] - 1u, 0);
      esc_expr_op (&size, ESC_X_MUL, 0);
    }
  f.size = esc_expr_keep (&unit->arena, &size);
  ESC_PUSH (&unit->arena, s->fresh, s->nfresh, s->fresh_cap, f);
  struct esc_effect e = { .kind = ESC_E_RET };
  e.src.base = ESC_B_FRESH;
  esc_summary_add (&unit->arena, s, &e);
}

/* What the declaration of FN says, as a summary; NULL: nothing.  */
static struct esc_summary *
from_declaration (struct esc_unit *unit, struct esc_fn *fn)
{
  const struct esc_promise *p = &fn->promise;
  bool pure = fn->flags & (ESC_FF_PURE | ESC_FF_CONST);
  bool fresh = fn->flags & ESC_FF_MALLOC || fn->alloc_size[0];
  uint64_t told = esc_promised (fn), freed = p->freed;
  if (fn->dealloc && fn->dealloc <= 64)
    freed |= (uint64_t) 1 << (fn->dealloc - 1);
  told |= freed;
  if (!pure && !fresh && !told && !p->lifetimebound)
    return NULL;
  struct esc_summary *s = esc_alloc (&unit->arena, sizeof *s);
  if (fn->flags & ESC_FF_NORETURN)
    s->flags |= ESC_SF_NORETURN;
  /* A pure function keeps nothing.  Of another one, what is not said may be
     anything.  */
  if (!pure)
    {
      s->flags |= ESC_SF_PARTIAL | ESC_SF_UNKNOWN;
      s->told = told;
    }
  promise (unit, s, p->kept, ESC_E_STORE, 0, fn->name);
  promise (unit, s, freed, ESC_E_FREE, ESC_PF_MUST, NULL);
  if (fresh)
    promise_memory (unit, s, fn);
  promise (unit, s, p->returned | p->lifetimebound, ESC_E_RET, 0, NULL);
  /* What a pure function returns may point anywhere into what it was given.  */
  if (pure && !p->returned)
    promise (unit, s,
	     (fn->nparams < 64 ? ((uint64_t) 1 << fn->nparams) - 1
	      : UINT64_MAX) & ~told & ~p->lifetimebound,
	     ESC_E_RET, ESC_PF_MAYBE, NULL);
  if (!fresh && !p->returned)
    {
      struct esc_effect e = { .kind = ESC_E_RET, .flags = ESC_PF_MAYBE };
      e.src.base = ESC_B_UNKNOWN;
      esc_summary_add (&unit->arena, s, &e);
    }
  return s;
}

const struct esc_summary *
esc_summary_of (struct esc_unit *unit, struct esc_fn *fn)
{
  /* A body of the unit always comes with its own summary; while its cycle of
     calls is being solved there is none yet, and it adds nothing so far.  */
  if (fn->flags & ESC_FF_BODY && !(fn->flags & ESC_FF_INTERPOSE))
    return fn->summary;
  if (fn->flags & ESC_FF_STATIC && !(fn->flags & ESC_FF_TOLD))
    return NULL;
  const struct esc_summary *known
    = fn->flags & (ESC_FF_FOREIGN | ESC_FF_TOLD) ? NULL : esc_known_find (fn->name);
  if (known)
    return known;
  if (!fn->declared)
    fn->declared = from_declaration (unit, fn);
  return fn->declared;
}
