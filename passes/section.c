/* section.c - the section of a unit: its tables, and what is worth telling.  See
   section.h.

   Owns:    the order of the parts; which functions are told, and how.
   Not handled: bodies, summaries, programs (section-*.c).

   A function is OPEN if something of it hangs on a function of another unit: its
   flows are told, so that the reader can do the analysis again and know more.  Of
   others the summary is all that a caller needs.  */

#include "section.h"
#include "program.h"
#include "slice.h"

#include <stdlib.h>
#include <string.h>

/* ---- Tables, for both directions.  ---- */

static void
x_promises (struct esc_section *x, struct esc_promise *p)
{
  uint64_t *const sets[] = { &p->kept, &p->borrowed, &p->returned, &p->freed,
			     &p->noescape, &p->lifetimebound };
  for (unsigned i = 0; i < sizeof sets / sizeof *sets; i++)
    esc_x_u64 (&x->codec, ESC_S_FN, sets[i]);
}

static void
x_params (struct esc_section *x, struct esc_section_fn *f)
{
  struct esc_codec *c = &x->codec;
  if (c->reading)
    f->params = esc_alloc (c->arena, (f->nhidden + 1) * sizeof *f->params);
  for (uint32_t i = 0; i < f->nhidden; i++)
    {
      struct esc_param *p = &f->params[i];
      uint8_t what = (uint8_t) (p->pointer | p->byvalue << 1
				| (p->name && p->pointer) << 2);
      esc_x_u8 (c, ESC_S_FN, &what);
      p->pointer = what & 1;
      p->byvalue = what & 2;
      if (what & 4)
	esc_x_str (c, &p->name);
    }
}

static void
x_aliases (struct esc_section *x, struct esc_section_fn *f)
{
  struct esc_codec *c = &x->codec;
  esc_x_count (c, ESC_S_FN, &f->nalso);
  if (c->reading)
    f->also = esc_alloc (c->arena, (f->nalso + 1) * sizeof *f->also);
  for (uint32_t i = 0; i < f->nalso; i++)
    {
      esc_x_bool (c, ESC_S_FN, &f->also[i].weak);
      esc_x_str (c, &f->also[i].name);
      if (!f->also[i].name)
	esc_codec_error (c, "an alias has no name");
    }
  if (c->error)
    f->nalso = 0;
}

static void
x_function (struct esc_section *x, struct esc_section_fn *f)
{
  struct esc_codec *c = &x->codec;
  enum { SYMBOL = 8, WEAK = 16, SILENT = 32, DECLARED = 64, ALSO = 128 };
  const struct esc_promise none = { 0 };
  bool declared = f->alloc_size[0] || f->dealloc
		  || memcmp (&f->promise, &none, sizeof none) != 0;
  uint8_t what = (uint8_t) (f->told | (f->symbol ? SYMBOL : 0)
			    | (f->weak ? WEAK : 0) | (f->silent ? SILENT : 0)
			    | (declared ? DECLARED : 0)
			    | (f->nalso ? ALSO : 0));
  esc_x_u8 (c, ESC_S_FN, &what);
  f->told = what & 7;
  f->weak = what & WEAK;
  f->silent = what & SILENT;
  esc_x_str (c, &f->name);
  if (what & SYMBOL)
    esc_x_str (c, &f->symbol);
  if (what & ALSO)
    x_aliases (x, f);
  esc_x_u32 (c, ESC_S_FN, &f->flags);
  /* Whether there is a body, the reader sees.  */
  f->flags &= (uint32_t) ~(ESC_FF_BODY | ESC_FF_TOLD);
  esc_x_count (c, ESC_S_FN, &f->nparams);
  if (c->reading && (!f->name || f->told >= ESC_TOLD_COUNT))
    esc_codec_error (c, "a function makes no sense");
  if (what & DECLARED)
    {
      esc_x_u8 (c, ESC_S_FN, &f->alloc_size[0]);
      esc_x_u8 (c, ESC_S_FN, &f->alloc_size[1]);
      esc_x_u8 (c, ESC_S_FN, &f->dealloc);
      x_promises (x, &f->promise);
    }
  if (f->told == ESC_TOLD_NAME)
    return;
  f->nhidden = f->nparams + !!(f->flags & ESC_FF_NESTED)
	       + !!(f->flags & ESC_FF_VARIADIC);
  x_params (x, f);
  esc_x_pos (c, &f->pos);
}

/* What a static initialiser may lead to, unit objects and functions.  */
static void
x_inits (struct esc_section *x, struct esc_obj *o)
{
  struct esc_codec *c = &x->codec;
  esc_x_count (c, ESC_S_OBJ, &o->ninit);
  if (c->reading)
    o->init = esc_alloc (c->arena, (o->ninit + 1) * sizeof *o->init);
  for (uint32_t i = 0; i < o->ninit; i++)
    {
      esc_x_i64 (c, ESC_S_OBJ, &o->init[i].off);
      esc_x_i64 (c, ESC_S_OBJ, &o->init[i].addend);
      /* The reader makes operands of these numbers in the second round.  */
      esc_ref ref = o->init[i].ref;
      uint32_t code = 0;
      if (!c->reading && ref)
	{
	  const struct esc_obj *to = &x->unit->objs[ref & ESC_REF_INDEX];
	  code = to->kind == ESC_O_FUNC ? 2 * x->fn_number[to->fn]
		 : 2 * x->obj_number[ref & ESC_REF_INDEX] + 1;
	}
      esc_x_u32 (c, ESC_S_OBJ, &code);
      if (c->reading)
	{
	  if (code / 2 >= (code & 1 ? x->nobjs : x->nfns))
	    esc_codec_error (c, "an initialiser names nothing");
	  o->init[i].ref = code;
	}
    }
}

static void
x_object (struct esc_section *x, struct esc_obj *o)
{
  struct esc_codec *c = &x->codec;
  esc_x_u8 (c, ESC_S_OBJ, &o->kind);
  if (o->kind != ESC_O_GLOBAL && o->kind != ESC_O_STRING
      && o->kind != ESC_O_UNKNOWN)
    esc_codec_error (c, "an object of the unit makes no sense");
  if (o->kind == ESC_O_STRING)
    return;
  esc_x_u8 (c, ESC_S_OBJ, &o->flags);
  esc_x_str (c, &o->name);
  esc_x_i64 (c, ESC_S_OBJ, &o->size);
  if (o->flags & ESC_OF_INIT)
    x_inits (x, o);
}

static void
x_finding (struct esc_section *x, struct esc_stored_finding *f)
{
  struct esc_codec *c = &x->codec;
  esc_x_u8 (c, ESC_S_FIND, &f->kind);
  if (f->kind >= ESC_K_HEAP)
    esc_codec_error (c, "a finding is of an unknown kind");
  esc_x_str (c, &f->fn);
  esc_x_str (c, &f->text);
  esc_x_pos (c, &f->pos);
  esc_x_count (c, ESC_S_FIND, &f->nsteps);
  if (c->reading)
    f->steps = esc_alloc (c->arena, (f->nsteps + 1) * sizeof *f->steps);
  for (uint32_t i = 0; i < f->nsteps; i++)
    {
      esc_x_pos (c, &f->steps[i].pos);
      esc_x_str (c, &f->steps[i].fn);
      esc_x_str (c, &f->steps[i].text);
    }
  if (!f->text)
    esc_codec_error (c, "a finding says nothing");
}

static void
x_site (struct esc_section *x, struct esc_stored_site *s)
{
  struct esc_codec *c = &x->codec;
  uint8_t what = (uint8_t) (s->verdict | s->fixed << 3 | s->loop << 4
			    | s->hoist << 5);
  esc_x_u8 (c, ESC_S_FIND, &what);
  s->verdict = what & 7;
  s->fixed = what & 8;
  s->loop = what & 16;
  s->hoist = what & 32;
  if (s->verdict > ESC_V_GROWING)
    esc_codec_error (c, "a heap site has no verdict");
  esc_x_str (c, &s->fn);
  esc_x_pos (c, &s->pos);
  /* The largest, for "not known", as 0.  */
  s->size++;
  esc_x_u64 (c, ESC_S_FIND, &s->size);
  s->size--;
  esc_x_str (c, &s->allocator);
  if (s->verdict != ESC_V_HEAP)
    return;
  esc_x_str (c, &s->reason);
  esc_x_pos (c, &s->blocked);
}

void
esc_x_tables (struct esc_section *x)
{
  struct esc_codec *c = &x->codec;
  uint8_t columns = c->columns;
  esc_x_u8 (c, ESC_S_HEAD, &columns);
  c->columns = columns;
  esc_x_str (c, &x->name);
  esc_x_u32 (c, ESC_S_HEAD, &x->pointer_size);
  esc_x_u32 (c, ESC_S_HEAD, &x->nfunctions);
  esc_x_u32 (c, ESC_S_HEAD, &x->ncapped);
  esc_x_u32 (c, ESC_S_HEAD, &x->nleft);
  esc_x_count (c, ESC_S_HEAD, &x->nfns);
  esc_x_count (c, ESC_S_HEAD, &x->nobjs);
  esc_x_count (c, ESC_S_HEAD, &x->nfindings);
  esc_x_count (c, ESC_S_HEAD, &x->nsites);
  esc_x_count (c, ESC_S_HEAD, &x->nmuted);
  if (c->reading)
    {
      if (!x->name || !x->nfns || !x->nobjs
	  || (x->pointer_size != 8 && x->pointer_size != 4))
	esc_codec_error (c, "its head makes no sense");
      if (c->error)
	return;
      x->fns = esc_alloc (c->arena, x->nfns * sizeof *x->fns);
      x->objs = esc_alloc (c->arena, x->nobjs * sizeof *x->objs);
      x->obj_refs = esc_alloc (c->arena, x->nobjs * sizeof *x->obj_refs);
      x->findings = esc_alloc (c->arena,
			       (x->nfindings + 1) * sizeof *x->findings);
      x->sites = esc_alloc (c->arena, (x->nsites + 1) * sizeof *x->sites);
      x->muted = esc_alloc (c->arena, (x->nmuted + 1) * sizeof *x->muted);
    }
  for (uint32_t i = 1; i < x->nfns && !c->error; i++)
    x_function (x, &x->fns[i]);
  for (uint32_t i = 1; i < x->nobjs && !c->error; i++)
    x_object (x, &x->objs[i]);
  for (uint32_t i = 0; i < x->nfindings && !c->error; i++)
    x_finding (x, &x->findings[i]);
  for (uint32_t i = 0; i < x->nsites && !c->error; i++)
    x_site (x, &x->sites[i]);
  for (uint32_t i = 0; i < x->nmuted && !c->error; i++)
    {
      esc_x_pos (c, &x->muted[i].pos);
      esc_x_u8 (c, ESC_S_FIND, &x->muted[i].kind);
    }
}

static void
x_told (struct esc_section *x, struct esc_section_fn *f, struct esc_fn *fn)
{
  struct esc_codec *c = &x->codec;
  c->last = f->pos;
  if (f->told == ESC_TOLD_SUMMARY)
    {
      if (c->reading)
	fn->declared = esc_alloc (c->arena, sizeof *fn->declared);
      esc_x_summary (x, c->reading ? fn->declared : fn->summary);
      return;
    }
  esc_x_body (x, fn);
  if (f->told == ESC_TOLD_WHOLE && !c->error)
    esc_x_program (x, fn);
}

/* ---- Reading.  ---- */

struct esc_section *
esc_section_read (struct esc_arena *arena, const uint8_t *p, size_t n,
		  size_t *size)
{
  struct esc_section *x = esc_alloc (arena, sizeof *x);
  x->codec.arena = arena;
  *size = esc_codec_open (&x->codec, p, n);
  if (!x->codec.error)
    esc_x_tables (x);
  x->error = x->codec.error;
  return x;
}

/* Remember where the body of F begins.  */
static void
mark_start (struct esc_section *x, struct esc_section_fn *f)
{
  f->start = esc_alloc (&x->unit->arena, ESC_S_COUNT * sizeof *f->start);
  for (unsigned i = 0; i < ESC_S_COUNT; i++)
    f->start[i] = x->codec.s[i].at;
}

/* Read what is told of F, which becomes FN.  LATER: nothing but whether it can be
   read.  */
static void
read_told (struct esc_section *x, struct esc_section_fn *f, struct esc_fn *fn,
	   bool later)
{
  struct esc_codec *c = &x->codec;
  fn->nparams = f->nparams;
  fn->params = f->params;
  fn->flags |= f->flags & (ESC_FF_NESTED | ESC_FF_VARIADIC);
  if (later)
    mark_start (x, f);
  x_told (x, f, fn);
  bool sliced = f->told == ESC_TOLD_SLICE && fn->nblocks > 1;
  if (c->error || later)
    {
      fn->nvalues = fn->nobjs = fn->nops = fn->ncalls = fn->nblocks = 0;
      fn->nscopes = 0;
      fn->program = NULL;
    }
  if (c->error)
    fn->declared = NULL;
  else
    fn->flags |= (f->told >= ESC_TOLD_SLICE ? ESC_FF_BODY : ESC_FF_TOLD)
		 | (sliced ? ESC_FF_SLICED : 0);
}

bool
esc_section_bodies (struct esc_section *x, struct esc_unit *unit, bool later,
		    esc_loc (*locate) (void *, const struct esc_pos *),
		    void *ctx)
{
  struct esc_codec *c = &x->codec;
  struct esc_arena scratch = { 0 };
  x->unit = unit;
  c->locate = locate;
  c->ctx = ctx;
  for (uint32_t i = 1; i < x->nfns && !c->error; i++)
    {
      struct esc_section_fn *f = &x->fns[i];
      struct esc_fn nobody = { 0 };
      bool postpone = later && f->told >= ESC_TOLD_SLICE && !f->skip;
      if (f->told == ESC_TOLD_NAME)
	continue;
      c->arena = f->skip || postpone ? &scratch : &unit->arena;
      read_told (x, f, f->skip ? &nobody : f->fn, postpone);
      esc_arena_reset (&scratch);
    }
  esc_arena_free (&scratch);
  x->error = c->error;
  return !c->error;
}

void
esc_section_body (struct esc_section *x, struct esc_section_fn *f,
		  struct esc_arena *room)
{
  struct esc_codec *c = &x->codec;
  if (!f->start)
    return;
  for (unsigned i = 0; i < ESC_S_COUNT; i++)
    c->s[i].at = f->start[i];
  c->arena = room;
  /* It was read once, so that it can be read; what follows it may be
     damaged.  */
  c->error = NULL;
  x_told (x, f, f->fn);
}
