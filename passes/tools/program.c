/* program.c - the units of a program, joined, solved, and as results.

   Input:   sections.
   Output:  entries of rep_results.
   Not handled: where the sections come from (input.c); the rules of joining
            (join.c).

   Of a function whose flows are told the analysis is done again, now with what it
   calls.  What a unit found alone stays true.  */

#include "passes/join.h"
#include "passes/judge.h"
#include "passes/tools/fill.h"
#include "passes/tools/files.h"
#include "passes/tools/progress.h"
#include "passes/tools/program.h"

#include <string.h>

struct program
{
  struct rep_filler *l;
  struct esc_join *join;
  uint32_t first;		/* number of the first section's unit */
  struct esc_map stored;	/* findings of units, by kind and place */
  struct esc_map said;		/* findings that the program has decided about */
  struct esc_map muted;		/* places where nothing is to be said */
  struct esc_map sites;		/* heap sites that are there, by their place */
};

static uint64_t
key_of (unsigned kind, const struct esc_pos *pos)
{
  uint64_t key = esc_hash_str (pos->file ? pos->file : "");
  key = esc_hash_int (key ^ (uint64_t) pos->line << 32
		      ^ (uint64_t) pos->column);
  return esc_hash_int (key + kind);
}

/* Whether X tells the flows of its function NAME.  */
static bool
flows_told (const struct esc_section *x, const struct esc_map *told,
	    const char *name)
{
  uint32_t i = name ? esc_map_get (told, esc_hash_str (name)) : 0;
  return i && strcmp (x->fns[i].name, name) == 0;
}

static struct rep_pos
place (const struct esc_section *x, const struct esc_pos *pos)
{
  return (struct rep_pos) { pos->file ? pos->file : x->name, pos->line,
			    pos->column };
}

/* Whether the heap site at POS is there already: a header's functions are in many
   units.  */
static bool
again (struct program *p, const struct esc_pos *pos)
{
  uint64_t key = key_of (ESC_K_HEAP, pos);
  if (pos->line && esc_map_get (&p->sites, key))
    return true;
  esc_map_put (&p->l->r->arena, &p->sites, key, 1);
  return false;
}

/* ---- What the units found.  ---- */

static void
add_stored_finding (struct program *p, uint32_t number,
		    const struct esc_section *x,
		    const struct esc_stored_finding *f)
{
  struct rep_filler *l = p->l;
  struct rep_results *r = l->r;
  uint64_t key = key_of (f->kind, &f->pos);
  if (esc_map_get (&p->said, key) || !l->o->kind[f->kind])
    return;
  struct rep_finding out = { .kind = f->kind, .unit = number,
			     .function = f->fn ? f->fn : "",
			     .pos = place (x, &f->pos), .text = f->text,
			     .nsteps = f->nsteps };
  out.steps = esc_alloc (&r->arena, (f->nsteps + 1) * sizeof *out.steps);
  for (uint32_t i = 0; i < f->nsteps; i++)
    out.steps[i] = (struct rep_step) { place (x, &f->steps[i].pos),
				       f->steps[i].fn ? f->steps[i].fn
				       : out.function,
				       f->steps[i].text ? f->steps[i].text
				       : "" };
  ESC_PUSH (&r->arena, r->findings, r->nfindings, l->findings_cap, out);
  esc_map_put (&r->arena, &p->said, key, 1);
}

static void
add_stored_site (struct program *p, uint32_t number,
		 const struct esc_section *x, const struct esc_stored_site *s)
{
  struct rep_filler *l = p->l;
  struct rep_results *r = l->r;
  if (again (p, &s->pos))
    return;
  struct rep_site out = { .function = s->fn ? s->fn : "", .unit = number,
			  .pos = place (x, &s->pos), .verdict = s->verdict,
			  .size = rep_bytes (s->size, s->fixed),
			  .fixed = s->fixed, .loop = s->loop,
			  .allocator = s->allocator, .reason = s->reason };
  if (s->hoist && s->verdict != ESC_V_HEAP)
    {
      out.hoist = true;
      out.verdict = ESC_V_HEAP;
      out.reason = "made for its caller";
    }
  if (s->blocked.line && memcmp (&s->blocked, &s->pos, sizeof s->pos) != 0)
    out.blocked = place (x, &s->blocked);
  ESC_PUSH (&r->arena, r->sites, r->nsites, l->sites_cap, out);
}

static void
add_stored (struct program *p, uint32_t number, const struct esc_section *x)
{
  struct esc_arena scratch = { 0 };
  struct esc_map told = { 0 };
  for (uint32_t i = 1; i < x->nfns; i++)
    if (x->fns[i].told >= ESC_TOLD_SLICE && !x->fns[i].skip)
      esc_map_put (&scratch, &told, esc_hash_str (x->fns[i].name), i);
  for (uint32_t i = 0; i < x->nfindings; i++)
    {
      /* Where the program was solved again it knows better: of recursion.  */
      const struct esc_stored_finding *f = &x->findings[i];
      bool heap = f->kind == ESC_K_STACKABLE || f->kind == ESC_K_BOUNDED
		  || f->kind == ESC_K_HOIST;
      if (!heap || !flows_told (x, &told, f->fn))
	add_stored_finding (p, number, x, f);
    }
  for (uint32_t i = 0; i < x->nsites; i++)
    if (!flows_told (x, &told, x->sites[i].fn))
      add_stored_site (p, number, x, &x->sites[i]);
  esc_arena_free (&scratch);
}

/* ---- What the program adds.  ---- */

static const struct esc_origin *
origin_of (const struct program *p, const struct esc_fn *fn)
{
  return fn && fn->index < p->join->norigins ? &p->join->origins[fn->index]
	 : &p->join->origins[0];
}

static void
remember_stored (struct program *p, const struct esc_section *x)
{
  for (uint32_t i = 0; i < x->nfindings; i++)
    esc_map_put (&p->l->r->arena, &p->stored,
		 key_of (x->findings[i].kind, &x->findings[i].pos), 1);
  for (uint32_t i = 0; i < x->nmuted; i++)
    esc_map_put (&p->l->r->arena, &p->muted,
		 key_of (x->muted[i].kind, &x->muted[i].pos), 1);
}

static void
add_solved (struct program *p, const struct esc_report *report)
{
  struct rep_filler *l = p->l;
  const struct esc_unit *unit = p->join->unit;
  for (uint32_t i = 0; i < report->n; i++)
    {
      const struct esc_finding *f = &report->items[i];
      const struct esc_origin *from = origin_of (p, f->fn);
      uint64_t key = key_of (f->kind, &f->pos);
      if (f->kind < ESC_K_HEAP)
	esc_map_put (&l->r->arena, &p->said, key, 1);
      unsigned pragma = f->kind == ESC_K_DANGLE ? ESC_K_COUNT : f->kind;
      if ((from->told && from->told->silent)
	  || esc_map_get (&p->muted, key)
	  || esc_map_get (&p->muted, key_of (pragma, &f->pos)))
	continue;
      struct rep_finding *out
	= rep_add_finding (l, p->first + from->section, unit, f);
      if (out)
	out->across = !esc_map_get (&p->stored, key);
    }
  for (uint32_t i = 0; i < report->nheap; i++)
    {
      const struct esc_site *s = &report->heap[i];
      rep_add_site (l, p->first + origin_of (p, s->fn)->section, unit, s);
    }
}

/* Count the functions that hung on another unit.  */
static void
count (struct program *p)
{
  const struct esc_unit *unit = p->join->unit;
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (unit->fns[i]->flags & ESC_FF_BODY)
      {
	p->l->r->nconditional++;
	p->l->r->nsettled += unit->fns[i]->summary
	  && !(unit->fns[i]->summary->flags & ESC_SF_UNKNOWN);
      }
  for (uint32_t i = 0; i < p->join->nsections; i++)
    p->l->r->nleft += p->join->sections[i]->nleft;
}

static void
add_functions (struct program *p)
{
  const struct esc_unit *unit = p->join->unit;
  for (uint32_t i = 1; i < unit->nfns; i++)
    {
      const struct esc_origin *from = origin_of (p, unit->fns[i]);
      if (from->told)
	rep_add_function (p->l, p->first + from->section, unit, unit->fns[i]);
    }
}

/* Remarks about parameters of functions of which only the summary is told.  */
static void
add_params (struct program *p, struct esc_report *report)
{
  struct esc_unit *unit = p->join->unit;
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (unit->fns[i]->flags & ESC_FF_TOLD)
      {
	unit->fns[i]->summary = unit->fns[i]->declared;
	esc_report_params (report, unit->fns[i]);
      }
}

void
rep_solve_program (struct rep_filler *l, struct esc_join *join,
		   const char *const *objects)
{
  struct program p = { .l = l, .join = join, .first = l->r->nunits };
  struct esc_options run;
  struct esc_report report;
  esc_join_finish (join, !l->o->graphs);
  rep_engine_options (l, &run);
  esc_report_init (&report, join->unit);
  for (uint32_t i = 0; i < join->nsections; i++)
    {
      const struct esc_section *x = join->sections[i];
      struct rep_unit unit = { x->name, objects[i], x->nfunctions, x->ncapped,
			       NULL };
      rep_add_unit (l, &unit);
      if (x->error)
	rep_add_gap (l, REP_DAMAGED, objects[i],
		     esc_printf (&l->r->arena, "the section .escape is "
				 "damaged: %s; compile again", x->error),
		     true);
      remember_stored (&p, x);
    }
  esc_run (join->unit, &run, &report);
  if (run.remarks)
    {
      add_params (&p, &report);
      esc_report_finish (&report);
    }
  add_solved (&p, &report);
  for (uint32_t i = 0; i < join->nsections; i++)
    add_stored (&p, p.first + i, join->sections[i]);
  add_functions (&p);
  l->r->unit = join->unit;
  count (&p);
  l->r->nunknown_calls += rep_unknown_calls (join->unit);
  esc_report_free (&report);
}
