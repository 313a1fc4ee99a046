/* section-write.c - the record of a unit.  See section.h.

   Input:   an analysed unit.
   Output:  the record.
   Not handled: the form of the parts (section.c, section-*.c); which functions
            are told (section-choose.c).  */

#include "section-writer.h"
#include "modes.h"
#include "program.h"
#include "slice.h"

/* ---- What hangs on other units.  ---- */

/* Whether what the function of REF does is not known here, or hangs on
   others.  */
static bool
hangs_on (const struct writer *w, esc_ref ref)
{
  if (!ESC_IS_OBJ (ref) || !(ref & ESC_REF_UNIT))
    return false;
  const struct esc_obj *o = &w->unit->objs[ref & ESC_REF_INDEX];
  for (uint32_t i = 0; o->flags & ESC_OF_READONLY && i < o->ninit; i++)
    if (o->init[i].ref & ESC_REF_UNIT
	&& w->unit->objs[o->init[i].ref & ESC_REF_INDEX].kind == ESC_O_FUNC
	&& hangs_on (w, o->init[i].ref))
      return true;
  if (o->kind != ESC_O_FUNC)
    return false;
  struct esc_fn *fn = w->unit->fns[o->fn];
  if (fn->flags & ESC_FF_BODY && !(fn->flags & ESC_FF_INTERPOSE))
    return w->open[fn->index];
  const struct esc_summary *sum = esc_summary_of (w->unit, fn);
  return !sum || (sum == fn->declared
		  && sum->flags & (ESC_SF_PARTIAL | ESC_SF_UNKNOWN));
}

/* Whether REF is a function with a body here.  */
static bool
is_ours (const struct writer *w, esc_ref ref)
{
  const struct esc_obj *o = &w->unit->objs[ref & ESC_REF_INDEX];
  return ref & ESC_REF_UNIT && o->kind == ESC_O_FUNC
	 && w->unit->fns[o->fn]->flags & ESC_FF_BODY;
}

static bool
is_open (const struct writer *w, const struct esc_fn *fn)
{
  for (uint32_t i = 1; i < fn->ncalls; i++)
    {
      const struct esc_call *call = &fn->calls[i];
      if (hangs_on (w, call->callee))
	return true;
      for (uint32_t k = 0; k < call->nargs; k++)
	if (hangs_on (w, call->args[k]))
	  return true;
    }
  return false;
}

static void
find_open (struct writer *w)
{
  w->open = esc_alloc (w->arena, w->unit->nfns + 1);
  /* A callee mostly comes before its callers.  */
  for (bool changed = true; changed; )
    {
      changed = false;
      for (uint32_t i = 1; i < w->unit->nfns; i++)
	if (w->unit->fns[i]->flags & ESC_FF_BODY && !w->open[i]
	    && is_open (w, w->unit->fns[i]))
	  changed = w->open[i] = true;
    }
}

/* ---- Numbers.  ---- */

static void
expand (void *ctx, esc_loc loc, struct esc_pos *pos)
{
  *pos = esc_expand (ctx, loc);
}

void
esc_section_begin (struct esc_section *x, struct esc_arena *arena)
{
  struct esc_unit *unit = x->unit;
  x->codec = (struct esc_codec) { .arena = arena, .expand = expand,
				  .ctx = unit, .columns = true };
  x->fn_number = esc_alloc (arena, (unit->nfns + 1) * sizeof *x->fn_number);
  x->obj_number = esc_alloc (arena, (unit->nobjs + 1) * sizeof *x->obj_number);
  ESC_PUSH (arena, x->fns, x->nfns, x->fns_cap, (struct esc_section_fn) { 0 });
  ESC_PUSH (arena, x->objs, x->nobjs, x->objs_cap, (struct esc_obj) { 0 });
}

uint32_t
esc_section_function (struct esc_section *x, uint32_t index)
{
  if (x->fn_number[index])
    return x->fn_number[index];
  struct esc_fn *fn = x->unit->fns[index];
  struct esc_section_fn f = { .name = fn->name, .fn = fn,
			      .nparams = fn->nparams,
			      .flags = fn->flags & (uint32_t) ~ESC_FF_BODY,
			      .alloc_size = { fn->alloc_size[0],
					      fn->alloc_size[1] },
			      .dealloc = fn->dealloc, .promise = fn->promise };
  if (x->host && x->host->function)
    x->host->function (fn, &f);
  ESC_PUSH (x->codec.arena, x->fns, x->nfns, x->fns_cap, f);
  return x->fn_number[index] = x->nfns - 1;
}

uint32_t
esc_section_object (struct esc_section *x, uint32_t index)
{
  const struct esc_obj *o = &x->unit->objs[index];
  /* All strings are one: nobody asks for more than that they are some.  */
  if (o->kind == ESC_O_STRING)
    index = 0;
  if (x->obj_number[index])
    return x->obj_number[index];
  struct esc_obj told = *o;
  if (x->host && x->host->variable && x->host->variable (o))
    told.name = x->host->variable (o);
  ESC_PUSH (x->codec.arena, x->objs, x->nobjs, x->objs_cap, told);
  return x->obj_number[index] = x->nobjs - 1;
}

/* The addresses in initialisers of told objects; those of strings lead
   nowhere.  */
static void
number_initialisers (struct esc_section *x)
{
  for (uint32_t i = 1; i < x->nobjs; i++)
    {
      struct esc_obj *o = &x->objs[i];
      struct esc_init *init = o->init;
      uint32_t n = o->ninit;
      /* Of what may be written the first value says little.  */
      if (!(o->flags & ESC_OF_READONLY))
	o->flags &= (uint8_t) ~ESC_OF_INIT;
      if (!(o->flags & ESC_OF_INIT))
	continue;
      o->ninit = 0;
      o->init = esc_alloc (x->codec.arena, (n + 1) * sizeof *o->init);
      for (uint32_t k = 0; k < n; k++)
	{
	  uint32_t to = init[k].ref & ESC_REF_INDEX;
	  const struct esc_obj *target = &x->unit->objs[to];
	  if (!(init[k].ref & ESC_REF_UNIT) || target->kind == ESC_O_STRING)
	    continue;
	  if (target->kind == ESC_O_FUNC)
	    esc_section_function (x, target->fn);
	  else
	    esc_section_object (x, to);
	  /* The table may have moved.  */
	  o = &x->objs[i];
	  o->init[o->ninit++] = init[k];
	}
    }
}

/* ---- What is told.  ---- */

/* Whether REF is a variable of SLICE that a dangle may be about.  */
static bool
is_variable (const struct esc_fn *slice, esc_ref ref)
{
  if (!ESC_IS_OBJ (ref) || ref & ESC_REF_UNIT)
    return false;
  const struct esc_obj *o = &slice->objs[ref & ESC_REF_INDEX];
  return o->kind != ESC_O_RESULT && o->kind != ESC_O_TEMP;
}

/* Whether the address of a variable of SLICE may go where another unit decides
   what becomes of it: whether that happens depends on the branches then.  */
static bool
has_stakes (const struct writer *w, const struct esc_fn *slice)
{
  for (uint32_t i = 0; i < slice->nops; i++)
    {
      const struct esc_op *op = &slice->ops[i];
      if (op->kind != ESC_OP_CALL)
	{
	  if (op->kind != ESC_OP_LOAD && op->kind != ESC_OP_DIE
	      && op->kind != ESC_OP_USE && op->kind != ESC_OP_MOVE
	      && is_variable (slice, op->src))
	    return true;
	  continue;
	}
      const struct esc_call *call = &slice->calls[op->call];
      for (uint32_t k = 0; k < call->nargs; k++)
	if (is_variable (slice, call->args[k])
	    && (!ESC_IS_OBJ (call->callee) || is_ours (w, call->callee)
		|| hangs_on (w, call->callee)))
	  return true;
    }
  return false;
}

bool
esc_section_modes (const struct esc_fn *fn)
{
  bool keeps = false;
  for (uint32_t i = 0; i < fn->summary->neffects; i++)
    keeps |= fn->summary->effects[i].kind == ESC_E_STORE
	     && fn->summary->effects[i].src.base == ESC_B_PARAM;
  return keeps && esc_has_modes (fn);
}

/* Say that function number N of the section is told, and how.  */
static void
tell_function (struct writer *w, uint32_t n)
{
  struct esc_section_fn *f = &w->x->fns[n];
  f->nhidden = esc_hidden_params (f->fn);
  f->params = f->fn->params;
  f->pos = esc_expand (w->unit, f->fn->loc);
  f->told = w->told[f->fn->index];
  if (f->told == ESC_TOLD_SUMMARY && esc_section_modes (f->fn))
    f->flags |= ESC_FF_MODES;
}

/* What the author does not want to hear of SLICE, for X.  */
static void
hush (struct writer *w, struct esc_section *x, struct esc_fn *slice)
{
  const struct esc_section_host *host = x->host;
  for (uint32_t i = 1; i < slice->nobjs && host && host->silenced; i++)
    if (host->silenced (&slice->objs[i]))
      slice->objs[i].kind = ESC_O_TEMP;
  for (uint32_t i = 0; i < slice->nops && host && host->muted; i++)
    if (slice->ops[i].loc && host->muted (slice->ops[i].loc))
      {
	struct esc_muted m = { esc_expand (w->unit, slice->ops[i].loc),
			       ESC_K_COUNT };
	ESC_PUSH (w->arena, x->muted, x->nmuted, x->muted_cap, m);
      }
}

bool
esc_section_tell (struct writer *w, struct esc_section *x, uint32_t n)
{
  const struct esc_section_fn *f = &x->fns[n];
  struct esc_arena scratch = { 0 };
  x->codec.last = f->pos;
  if (f->told == ESC_TOLD_SUMMARY)
    {
      esc_x_summary (x, f->fn->summary);
      return false;
    }
  struct esc_fn *slice
    = esc_slice (&scratch, w->unit, f->fn,
		 f->told == ESC_TOLD_WHOLE ? esc_program_of (w->unit, f->fn)
		 : NULL);
  hush (w, x, slice);
  bool stakes = has_stakes (w, slice);
  x->fns[n].flags |= (slice->flags & ESC_FF_ACTS)
		     | (slice->nother ? ESC_FF_WRITES : 0);
  esc_x_body (x, slice);
  if (slice->program)
    esc_x_program (x, slice);
  esc_arena_free (&scratch);
  return stakes;
}

/* ---- The record.  ---- */

uint8_t *
esc_section_write (struct esc_unit *unit, const struct esc_report *report,
		   const struct esc_section_host *host, uint64_t room,
		   struct esc_arena *arena, size_t *size)
{
  struct esc_section section = { .unit = unit, .name = unit->name,
				 .pointer_size = unit->pointer_size,
				 .nfunctions = report->nfunctions,
				 .ncapped = report->ncapped, .host = host };
  struct esc_section *x = &section;
  struct writer w = { .x = x, .unit = unit, .arena = arena };
  w.told = esc_alloc (arena, unit->nfns + 1);
  w.paid = esc_alloc (arena, (unit->nfns + 1) * sizeof *w.paid);
  find_open (&w);
  esc_section_choose (&w, room);
  esc_section_begin (x, arena);
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (w.told[i])
      esc_section_function (x, i);
  /* What these speak of comes behind them.  */
  for (uint32_t i = 1; i < x->nfns; i++)
    {
      struct esc_fn *fn = x->fns[i].fn;
      /* A static function that is called costs no name.  */
      if (fn->flags & ESC_FF_BODY && fn->flags & ESC_FF_STATIC && fn->summary
	  && !w.told[fn->index])
	w.told[fn->index] = ESC_TOLD_SUMMARY;
      if (!w.told[fn->index])
	continue;
      tell_function (&w, i);
      esc_section_tell (&w, x, i);
    }
  number_initialisers (x);
  /* Who reads needs the tables first.  */
  esc_codec_front (&x->codec);
  esc_section_found (x, report);
  esc_x_tables (x);
  return x->codec.error ? NULL : esc_codec_pack (&x->codec, arena, size);
}
