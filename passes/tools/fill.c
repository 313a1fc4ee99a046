/* fill.c - from the engine's report to rep_results.  See fill.h.  */

#include "passes/tools/fill.h"
#include "passes/tools/files.h"

struct rep_pos
rep_position (const struct esc_unit *unit, esc_loc loc)
{
  struct esc_pos pos = esc_expand (unit, loc);
  return (struct rep_pos) { pos.file ? pos.file : unit->name, pos.line,
			    pos.column };
}

/* ---- From the engine's report.  */

struct rep_finding *
rep_add_finding (struct rep_filler *l, uint32_t number,
		 const struct esc_unit *unit, const struct esc_finding *f)
{
  struct rep_results *r = l->r;
  uint32_t cap = 0;
  if (f->kind == ESC_K_PARAM)
    {
      struct rep_param out = { f->fn->name, rep_position (unit, f->loc),
			       esc_strdup (&r->arena, f->text), number };
      ESC_PUSH (&r->arena, r->params, r->nparams, l->params_cap, out);
      return NULL;
    }
  if (f->kind >= ESC_K_HEAP || !l->o->kind[f->kind])
    return NULL;
  struct rep_finding out = { .kind = f->kind, .unit = number,
			     .function = f->fn ? f->fn->name : "",
			     .pos = rep_position (unit, f->loc),
			     .text = esc_strdup (&r->arena, f->text) };
  for (const struct esc_step *s = f->steps; s; s = s->next)
    {
      struct rep_step step = { rep_position (unit, s->loc),
			       s->fn ? s->fn->name : out.function,
			       esc_strdup (&r->arena, s->text) };
      ESC_PUSH (&r->arena, out.steps, out.nsteps, cap, step);
    }
  ESC_PUSH (&r->arena, r->findings, r->nfindings, l->findings_cap, out);
  return &r->findings[r->nfindings - 1];
}

static const char *
callee_name (const struct esc_unit *unit, const struct esc_call *call)
{
  uint32_t i = call->callee & ESC_REF_INDEX;
  return ESC_IS_OBJ (call->callee) && call->callee & ESC_REF_UNIT
	 && i < unit->nobjs ? unit->objs[i].name : NULL;
}

uint64_t
rep_bytes (uint64_t size, bool fixed)
{
  return fixed || size < (uint64_t) 1 << 30 ? size : UINT64_MAX;
}

struct rep_site *
rep_add_site (struct rep_filler *l, uint32_t number,
	      const struct esc_unit *unit, const struct esc_site *site)
{
  struct rep_results *r = l->r;
  const char *callee = callee_name (unit, site->call);
  struct rep_site out = { .function = site->fn->name, .unit = number,
			  .pos = rep_position (unit, site->call->loc),
			  .verdict = site->verdict,
			  .size = rep_bytes (site->size, site->fixed),
			  .fixed = site->fixed,
			  .loop = site->loop,
			  .allocator = callee ? callee : site->by };
  out.hoist = site->verdict != ESC_V_HEAP && site->hoist;
  if (out.hoist)
    {
      out.verdict = ESC_V_HEAP;
      out.reason = esc_printf (&r->arena, "made by '%s' for its caller",
			       site->by ? site->by : "a callee");
    }
  else if (site->verdict == ESC_V_HEAP)
    {
      out.reason = esc_strdup (&r->arena, site->reason ? site->reason
					  : "the reason is not known");
      if (site->loc && site->loc != site->call->loc)
	out.blocked = rep_position (unit, site->loc);
    }
  ESC_PUSH (&r->arena, r->sites, r->nsites, l->sites_cap, out);
  return &r->sites[r->nsites - 1];
}

void
rep_add_function (struct rep_filler *l, uint32_t number,
		  const struct esc_unit *unit, const struct esc_fn *fn)
{
  struct rep_results *r = l->r;
  struct rep_function out = { fn->name, rep_position (unit, fn->loc), number,
			      fn->flags & ESC_FF_STATIC, fn };
  ESC_PUSH (&r->arena, r->functions, r->nfunctions, l->functions_cap, out);
}

void
rep_add_unit (struct rep_filler *l, const struct rep_unit *unit)
{
  struct rep_results *r = l->r;
  ESC_PUSH (&r->arena, r->units, r->nunits, l->units_cap, *unit);
}

void
rep_add_gap (struct rep_filler *l, enum rep_gap_kind kind, const char *input,
	     const char *text, bool say)
{
  struct rep_gap gap = { kind, input, text };
  ESC_PUSH (&l->r->arena, l->r->gaps, l->r->ngaps, l->gaps_cap, gap);
  if (say)
    rep_error ("%s: %s", input, text);
}

/* Whether REF is a function that nobody knows.  */
static bool
is_unknown (const struct esc_unit *unit, esc_ref ref)
{
  if (!ESC_IS_OBJ (ref) || !(ref & ESC_REF_UNIT))
    return false;
  const struct esc_obj *o = &unit->objs[ref & ESC_REF_INDEX];
  if (o->kind != ESC_O_FUNC)
    return false;
  const struct esc_fn *callee = unit->fns[o->fn];
  return !(callee->flags & ESC_FF_BODY) && !callee->declared
	 && !esc_known (callee->name);
}

uint64_t
rep_unknown_calls (struct esc_unit *unit)
{
  uint64_t n = 0;
  for (uint32_t i = 1; i < unit->nfns; i++)
    {
      struct esc_fn *fn = unit->fns[i];
      esc_body_need (unit, fn);
      for (uint32_t k = 1; k < fn->ncalls; k++)
	n += is_unknown (unit, fn->calls[k].callee);
      esc_bodies_drop (unit);
    }
  return n;
}

void
rep_engine_options (const struct rep_filler *l, struct esc_options *run)
{
  esc_options_init (run);
  run->limits = l->o->limits;
  run->promote = &run->limits;
  run->remarks = l->o->params;
  run->maybe = l->o->kind[ESC_K_MAYBE];
  run->hoist = true;		/* sites say it, whatever is printed */
  run->contract = l->o->kind[ESC_K_CONTRACT];
}

void
rep_options_init (struct rep_options *options)
{
  struct esc_options run;
  esc_options_init (&run);
  *options = (struct rep_options) { .limits = run.limits };
  options->kind[ESC_K_DANGLE] = true;
  options->kind[ESC_K_STACKABLE] = true;
  options->kind[ESC_K_BOUNDED] = true;
  options->kind[ESC_K_CONTRACT] = true;
}

