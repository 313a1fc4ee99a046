/* section-write.c - which functions of a unit are told, and how.  See section.h.

   Input:   an analysed unit.
   Output:  the record.
   Not handled: the form of the parts (section.c, section-*.c).  */

#include "section.h"
#include "program.h"
#include "slice.h"

#include <stdlib.h>
#include <string.h>

struct writer
{
  struct esc_section *x;
  struct esc_unit *unit;
  struct esc_arena *arena;
  bool *open;			/* by function: something hangs on another unit */
};

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
  for (bool changed = true; changed; )
    {
      changed = false;
      for (uint32_t i = w->unit->nfns; i-- > 1; )
	if (w->unit->fns[i]->flags & ESC_FF_BODY && !w->open[i]
	    && is_open (w, w->unit->fns[i]))
	  changed = w->open[i] = true;
    }
}

/* ---- Numbers.  ---- */

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

/* Whether FN has variables whose address others get.  */
static bool
has_stakes (const struct esc_fn *slice)
{
  for (uint32_t i = 1; i < slice->nobjs; i++)
    if (slice->objs[i].kind != ESC_O_RESULT
	&& slice->objs[i].kind != ESC_O_TEMP)
      return true;
  return false;
}

/* Say that function number N of the section is told, and how.  */
static void
tell_function (struct writer *w, uint32_t n)
{
  struct esc_section_fn *f = &w->x->fns[n];
  struct esc_fn *fn = f->fn;
  f->nhidden = esc_hidden_params (fn);
  f->params = fn->params;
  f->pos = esc_expand (w->unit, fn->loc);
  bool irregular = fn->flags & ESC_FF_IRREGULAR
		   || fn->summary->flags & ESC_SF_OVERFLOW;
  f->told = w->open[fn->index] && !irregular ? ESC_TOLD_SLICE
	    : ESC_TOLD_SUMMARY;
}

/* What the author does not want to hear of SLICE.  */
static void
hush (struct writer *w, struct esc_fn *slice)
{
  struct esc_section *x = w->x;
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

static void
tell_flows (struct writer *w, uint32_t n)
{
  struct esc_section *x = w->x;
  struct esc_fn *fn = x->fns[n].fn;
  struct esc_arena scratch = { 0 };
  x->codec.last = x->fns[n].pos;
  if (x->fns[n].told == ESC_TOLD_SUMMARY)
    {
      esc_x_summary (x, fn->summary);
      return;
    }
  struct esc_fn *slice = esc_slice (&scratch, w->unit, fn, NULL);
  const struct esc_program *program
    = has_stakes (slice) && slice->nblocks > 1
      ? esc_program_of (w->unit, fn) : NULL;
  if (program && !getenv ("ESC_NOPROG"))
    {
      slice = esc_slice (&scratch, w->unit, fn, program);
      x->fns[n].told = ESC_TOLD_WHOLE;
    }
  hush (w, slice);
  esc_x_body (x, slice);
  if (slice->program)
    esc_x_program (x, slice);
  esc_arena_free (&scratch);
}

/* ---- Findings and heap sites.  ---- */

static void
store_findings (struct writer *w, const struct esc_report *report)
{
  struct esc_section *x = w->x;
  for (uint32_t i = 0; i < report->n; i++)
    {
      const struct esc_finding *from = &report->items[i];
      uint32_t cap = 0;
      if (from->kind >= ESC_K_HEAP)
	continue;
      if (x->host && x->host->silenced_finding
	  && x->host->silenced_finding (from))
	{
	  struct esc_muted m = { from->pos, (uint8_t) from->kind };
	  ESC_PUSH (w->arena, x->muted, x->nmuted, x->muted_cap, m);
	  continue;
	}
      struct esc_stored_finding f = { .kind = (uint8_t) from->kind,
				      .fn = from->fn ? from->fn->name : NULL,
				      .text = from->text, .pos = from->pos };
      for (const struct esc_step *s = from->steps; s; s = s->next)
	{
	  struct esc_stored_step step = { esc_expand (w->unit, s->loc),
					  s->fn ? s->fn->name : NULL, s->text };
	  ESC_PUSH (w->arena, f.steps, f.nsteps, cap, step);
	}
      ESC_PUSH (w->arena, x->findings, x->nfindings, x->findings_cap, f);
    }
}

static void
store_sites (struct writer *w, const struct esc_report *report)
{
  struct esc_section *x = w->x;
  for (uint32_t i = 0; i < report->nheap; i++)
    {
      const struct esc_site *from = &report->heap[i];
      const struct esc_call *call = from->call;
      struct esc_stored_site s = { .fn = from->fn->name,
				   .pos = esc_expand (w->unit, call->loc),
				   .blocked = esc_expand (w->unit, from->loc),
				   .verdict = (uint8_t) from->verdict,
				   .size = from->size, .fixed = from->fixed,
				   .loop = from->loop, .hoist = from->hoist,
				   .reason = from->reason,
				   .allocator = from->by };
      if (ESC_IS_OBJ (call->callee))
	s.allocator = esc_object (w->unit, (struct esc_fn *) from->fn,
				  call->callee)->name;
      ESC_PUSH (w->arena, x->sites, x->nsites, x->sites_cap, s);
    }
}

/* ---- The record.  ---- */

static void
expand (void *ctx, esc_loc loc, struct esc_pos *pos)
{
  *pos = esc_expand (ctx, loc);
}

uint8_t *
esc_section_write (struct esc_unit *unit, const struct esc_report *report,
		   const struct esc_section_host *host, uint64_t room,
		   struct esc_arena *arena, size_t *size)
{
  struct esc_section section = { .unit = unit, .name = unit->name,
				 .pointer_size = unit->pointer_size,
				 .nfunctions = report->nfunctions,
				 .ncapped = report->ncapped };
  struct esc_section *x = &section;
  struct writer w = { .x = x, .unit = unit, .arena = arena };
  (void) room;
  x->host = host;
  x->codec.arena = arena;
  x->codec.expand = expand;
  x->codec.ctx = unit;
  x->codec.columns = true;
  x->fn_number = esc_alloc (arena, (unit->nfns + 1) * sizeof *x->fn_number);
  x->obj_number = esc_alloc (arena, (unit->nobjs + 1) * sizeof *x->obj_number);
  ESC_PUSH (arena, x->fns, x->nfns, x->fns_cap, (struct esc_section_fn) { 0 });
  ESC_PUSH (arena, x->objs, x->nobjs, x->objs_cap, (struct esc_obj) { 0 });
  find_open (&w);
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (unit->fns[i]->flags & ESC_FF_BODY && unit->fns[i]->summary
	&& (w.open[i] || !(unit->fns[i]->flags & ESC_FF_STATIC)))
      esc_section_function (x, i);
  /* What these speak of comes behind them.  */
  for (uint32_t i = 1; i < x->nfns; i++)
    if (x->fns[i].fn->flags & ESC_FF_BODY && x->fns[i].fn->summary)
      {
	tell_function (&w, i);
	tell_flows (&w, i);
      }
  number_initialisers (x);
  /* Who reads needs the tables first.  */
  esc_codec_front (&x->codec);
  store_findings (&w, report);
  store_sites (&w, report);
  esc_x_tables (x);
  return esc_codec_pack (&x->codec, arena, size);
}
