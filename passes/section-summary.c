/* section-summary.c - a function's summary to bytes and back.

   Input:   a summary (summary.h), or bytes.  Output: the other.
   Not handled: positions in the callee but those that a path of a finding may
   show: of stores, results and leaks.  */

#include "section.h"

/* N offsets at *P; where they are read to.  */
static void
x_offs (struct esc_codec *c, const struct esc_off **p, unsigned n)
{
  struct esc_off *own = c->reading && n ? esc_alloc (c->arena, n * sizeof *own)
			: NULL;
  for (unsigned i = 0; i < n; i++)
    {
      struct esc_off off = own ? own[i] : (*p)[i];
      esc_x_off (c, &off);
      if (own)
	own[i] = off;
    }
  if (own)
    *p = own;
}

static void
x_term (struct esc_section *x, struct esc_term *t)
{
  struct esc_codec *c = &x->codec;
  enum { AT = 8, LOADS = 16, STAR = 128 };
  bool at = t->at.off || t->at.stride || t->at.count;
  uint8_t what = (uint8_t) (t->base | (at ? AT : 0) | t->nderef * LOADS
			    | (t->star ? STAR : 0));
  esc_x_u8 (c, ESC_S_SUM, &what);
  t->base = what & 7;
  t->nderef = what / LOADS & 7;
  if (t->nderef > ESC_MAX_DEREF)
    {
      esc_codec_error (c, "a term loads too often");
      t->nderef = 0;
    }
  switch (t->base)
    {
    case ESC_B_OBJ:
      esc_x_ref (x, &t->index);
      if (!ESC_IS_OBJ (t->index) || !(t->index & ESC_REF_UNIT))
	esc_codec_error (c, "a term begins nowhere");
      break;
    case ESC_B_STATE:
      esc_x_str (c, &t->name);
      if (!t->name)
	esc_codec_error (c, "a term begins nowhere");
      /* FALLTHROUGH */
    case ESC_B_PARAM:
    case ESC_B_FRESH:
      esc_x_u32 (c, ESC_S_SUM, &t->index);
      break;
    case ESC_B_NONE:
    case ESC_B_RESMEM:
    case ESC_B_UNKNOWN:
      break;
    default:
      esc_codec_error (c, "a term begins nowhere");
    }
  x_offs (c, &t->path, t->nderef);
  if (what & AT)
    esc_x_off (c, &t->at);
  if (!(what & STAR))
    return;
  esc_x_u8 (c, ESC_S_SUM, &t->star);
  esc_x_u8 (c, ESC_S_SUM, &t->nloop);
  if (t->star > t->nderef + 1 || t->nloop > ESC_MAX_LOOP)
    {
      esc_codec_error (c, "a term loops too often");
      t->star = t->nloop = 0;
    }
  x_offs (c, &t->loop, t->nloop);
}

static void
x_effect (struct esc_section *x, struct esc_effect *e)
{
  struct esc_codec *c = &x->codec;
  enum { FLAGS = 16, LEN = 32, MODE = 64, LOC = 128 };
  bool shown = e->kind == ESC_E_STORE || e->kind == ESC_E_RET
	       || e->kind == ESC_E_LEAK;
  uint8_t what = (uint8_t) (e->kind | (e->flags ? FLAGS : 0)
			    | (e->len ? LEN : 0) | (e->mode ? MODE : 0)
			    | (shown && e->loc ? LOC : 0));
  esc_x_u8 (c, ESC_S_SUM, &what);
  e->kind = what & 15;
  if (!e->kind || e->kind > ESC_E_CALL)
    esc_codec_error (c, "an effect is of an unknown kind");
  if (what & FLAGS)
    esc_x_u8 (c, ESC_S_SUM, &e->flags);
  bool to = e->kind == ESC_E_STORE || e->kind == ESC_E_MOVE
	    || e->kind == ESC_E_KILL;
  if (to)
    x_term (x, &e->dst);
  if (e->kind != ESC_E_KILL)
    x_term (x, &e->src);
  if (what & LEN)
    esc_x_u64 (c, ESC_S_SUM, &e->len);
  if (what & MODE)
    {
      esc_x_u32 (c, ESC_S_SUM, &e->mode);
      esc_x_bool (c, ESC_S_SUM, &e->mode_is);
      esc_x_u64 (c, ESC_S_SUM, &e->mode_value);
    }
  if (what & LOC)
    esc_x_loc (c, &e->loc);
  if (e->kind == ESC_E_LEAK)
    esc_x_str (c, &e->name);
  if (e->kind != ESC_E_CALL)
    return;
  uint32_t n = e->nargs;
  esc_x_count (c, ESC_S_SUM, &n);
  if (n > ESC_MAX_CALL_ARGS)
    {
      esc_codec_error (c, "a call has too many arguments");
      n = 0;
    }
  e->nargs = (uint8_t) n;
  if (c->reading)
    e->args = esc_alloc (c->arena, (n + 1) * sizeof *e->args);
  for (uint32_t i = 0; i < n; i++)
    x_term (x, &e->args[i]);
}

static void
x_fresh (struct esc_section *x, struct esc_fresh *f)
{
  struct esc_codec *c = &x->codec;
  uint8_t what = (uint8_t) (f->zeroed | f->handle << 1 | f->outlives << 2
			    | f->thread << 3 | f->ifnull << 4 | f->remade << 5
			    | f->made << 6);
  esc_x_u8 (c, ESC_S_SUM, &what);
  f->zeroed = what & 1;
  f->handle = what & 2;
  f->outlives = what & 4;
  f->thread = what & 8;
  f->ifnull = what & 16;
  f->remade = what & 32;
  f->made = what & 64;
  esc_x_expr (c, &f->size);
  esc_x_expr (c, &f->align);
  esc_x_loc (c, &f->loc);
  esc_x_str (c, &f->by);
}

/* Whether all that T speaks of is there.  */
static bool
bad_term (const struct esc_summary *sum, const struct esc_term *t)
{
  return t->base == ESC_B_FRESH && t->index >= sum->nfresh;
}

void
esc_x_summary (struct esc_section *x, struct esc_summary *sum)
{
  struct esc_codec *c = &x->codec;
  esc_x_u32 (c, ESC_S_SUM, &sum->flags);
  if (sum->flags & ESC_SF_PARTIAL)
    esc_x_u64 (c, ESC_S_SUM, &sum->told);
  esc_x_count (c, ESC_S_SUM, &sum->nfresh);
  esc_x_count (c, ESC_S_SUM, &sum->neffects);
  if (sum->nfresh > ESC_MAX_FRESH || sum->neffects > ESC_MAX_EFFECTS)
    {
      esc_codec_error (c, "a summary says too much");
      sum->nfresh = sum->neffects = 0;
    }
  if (c->reading)
    {
      sum->fresh = esc_alloc (c->arena, (sum->nfresh + 1) * sizeof *sum->fresh);
      sum->effects = esc_alloc (c->arena,
				(sum->neffects + 1) * sizeof *sum->effects);
    }
  for (uint32_t i = 0; i < sum->nfresh && !c->error; i++)
    x_fresh (x, &sum->fresh[i]);
  for (uint32_t i = 0; i < sum->neffects && !c->error; i++)
    {
      struct esc_effect *e = &sum->effects[i];
      x_effect (x, e);
      bool bad = bad_term (sum, &e->dst) || bad_term (sum, &e->src);
      for (uint32_t k = 0; k < e->nargs; k++)
	bad |= bad_term (sum, &e->args[k]);
      if (bad)
	esc_codec_error (c, "an effect speaks of no object");
    }
  if (c->error)
    sum->neffects = sum->nfresh = 0;
}
