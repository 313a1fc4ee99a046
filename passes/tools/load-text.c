/* load-text.c - text graphs as inputs of escape-report.

   Input:   files in the form of graphio-read.c, such as the plugin's dump.
   Output:  struct rep_results; each file is solved by itself.
   Not handled: object files; calls from one file into another.

   See load.h for the contract.  */

#include "passes/check.h"
#include "passes/graphio.h"
#include "passes/tools/files.h"
#include "passes/tools/load.h"
#include "passes/tools/progress.h"

#include <string.h>

/* A larger text is no dump of a unit.  */
#define MAX_TEXT ((size_t) 1 << 30)

/* What is filled, and the room in its arrays.  */
struct loader
{
  struct rep_results *r;
  const struct rep_options *o;
  uint32_t findings_cap, sites_cap, params_cap, functions_cap, units_cap,
    gaps_cap;
};

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

static struct rep_pos
place (const struct esc_unit *unit, esc_loc loc)
{
  struct esc_pos pos = esc_expand (unit, loc);
  return (struct rep_pos) { pos.file ? pos.file : unit->name, pos.line,
			    pos.column };
}

static void
add_gap (struct loader *l, const char *input, const char *text)
{
  struct rep_gap gap = { REP_DAMAGED, input, text };
  ESC_PUSH (&l->r->arena, l->r->gaps, l->r->ngaps, l->gaps_cap, gap);
  rep_error ("%s", text);
}

/* ---- From the engine's report.  */

static void
add_finding (struct loader *l, uint32_t number, const struct esc_unit *unit,
	     const struct esc_finding *f)
{
  struct rep_results *r = l->r;
  struct rep_finding out = { .kind = f->kind, .unit = number,
			     .function = f->fn ? f->fn->name : "",
			     .pos = place (unit, f->loc),
			     .text = esc_strdup (&r->arena, f->text) };
  uint32_t cap = 0;
  for (const struct esc_step *s = f->steps; s; s = s->next)
    {
      struct rep_step step = { place (unit, s->loc),
			       s->fn ? s->fn->name : out.function,
			       esc_strdup (&r->arena, s->text) };
      ESC_PUSH (&r->arena, out.steps, out.nsteps, cap, step);
    }
  ESC_PUSH (&r->arena, r->findings, r->nfindings, l->findings_cap, out);
}

static void
add_param (struct loader *l, uint32_t number, const struct esc_unit *unit,
	   const struct esc_finding *f)
{
  struct rep_results *r = l->r;
  struct rep_param out = { f->fn->name, place (unit, f->loc),
			   esc_strdup (&r->arena, f->text), number };
  ESC_PUSH (&r->arena, r->params, r->nparams, l->params_cap, out);
}

/* The block of FN that CALL is in.  */
static uint32_t
block_of (const struct esc_fn *fn, const struct esc_call *call)
{
  for (uint32_t b = 0; b < fn->nblocks; b++)
    for (uint32_t i = 0; i < fn->blocks[b].n; i++)
      {
	const struct esc_op *op = &fn->ops[fn->blocks[b].first + i];
	if (op->kind == ESC_OP_CALL && &fn->calls[op->call] == call)
	  return b;
      }
  return fn->nblocks;
}

/* Whether there is a way from the block of CALL back to it.  */
static bool
in_loop (struct esc_arena *arena, const struct esc_fn *fn,
	 const struct esc_call *call)
{
  uint32_t start = block_of (fn, call), nwork = 0;
  if (start == fn->nblocks)
    return false;
  uint32_t *work = esc_alloc (arena, (fn->nblocks + 1) * sizeof *work);
  bool *seen = esc_alloc (arena, fn->nblocks);
  for (work[nwork++] = start; nwork;)
    {
      const struct esc_block *block = &fn->blocks[work[--nwork]];
      for (uint32_t e = 0; e < block->nsucc; e++)
	{
	  uint32_t next = block->succ[e];
	  if (next == start)
	    return true;
	  if (!seen[next])
	    work[nwork++] = next;
	  seen[next] = true;
	}
    }
  return false;
}

static const char *
callee_name (const struct esc_unit *unit, const struct esc_call *call)
{
  uint32_t i = call->callee & ESC_REF_INDEX;
  return ESC_IS_OBJ (call->callee) && call->callee & ESC_REF_UNIT
	 && i < unit->nobjs ? unit->objs[i].name : NULL;
}

/* Whether REPORT says that the object of SITE could live in the caller.  */
static bool
hoistable (const struct esc_report *report, const struct esc_site *site)
{
  for (uint32_t i = 0; i < report->n; i++)
    if (report->items[i].kind == ESC_K_HOIST && report->items[i].fn == site->fn
	&& report->items[i].loc == site->call->loc)
      return true;
  return false;
}

static void
add_site (struct loader *l, uint32_t number, const struct esc_unit *unit,
	  const struct esc_report *report, const struct esc_site *site,
	  struct esc_arena *scratch)
{
  struct rep_results *r = l->r;
  const char *callee = callee_name (unit, site->call);
  struct rep_site out = { .function = site->fn->name, .unit = number,
			  .pos = place (unit, site->call->loc),
			  .verdict = site->verdict, .size = site->size,
			  .fixed = site->fixed,
			  .loop = in_loop (scratch, site->fn, site->call),
			  .allocator = callee ? callee : site->by };
  out.hoist = site->verdict != ESC_V_HEAP && hoistable (report, site);
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
	out.blocked = place (unit, site->loc);
    }
  ESC_PUSH (&r->arena, r->sites, r->nsites, l->sites_cap, out);
}

static void
add_functions (struct loader *l, uint32_t number, const struct esc_unit *unit)
{
  struct rep_results *r = l->r;
  for (uint32_t i = 1; i < unit->nfns; i++)
    {
      const struct esc_fn *fn = unit->fns[i];
      if (!(fn->flags & ESC_FF_BODY))
	continue;
      struct rep_function out = { fn->name, place (unit, fn->loc), number,
				  fn->flags & ESC_FF_STATIC, fn };
      ESC_PUSH (&r->arena, r->functions, r->nfunctions, l->functions_cap, out);
    }
}

/* Calls of functions that UNIT has no body of and nobody knows.  */
static uint64_t
unknown_calls (const struct esc_unit *unit)
{
  uint64_t n = 0;
  for (uint32_t i = 1; i < unit->nfns; i++)
    for (uint32_t k = 1; k < unit->fns[i]->ncalls; k++)
      {
	const char *name = callee_name (unit, &unit->fns[i]->calls[k]);
	const struct esc_fn *callee = name ? esc_fn_find (unit, name) : NULL;
	n += callee && !(callee->flags & ESC_FF_BODY) && !esc_known (name);
      }
  return n;
}

/* ---- One input.  */

static void
solve_unit (struct loader *l, const char *input, struct esc_unit *unit)
{
  struct rep_results *r = l->r;
  struct esc_options run;
  struct esc_report report;
  struct esc_arena scratch = { 0 };
  esc_options_init (&run);
  run.limits = l->o->limits;
  run.promote = &l->o->limits;
  run.remarks = l->o->params;
  run.maybe = l->o->kind[ESC_K_MAYBE];
  run.hoist = true;		/* sites say it, whatever is printed */
  run.contract = l->o->kind[ESC_K_CONTRACT];
  esc_report_init (&report, unit);
  esc_run (unit, &run, &report);
  uint32_t number = r->nunits;
  for (uint32_t i = 0; i < report.n; i++)
    if (report.items[i].kind == ESC_K_PARAM)
      add_param (l, number, unit, &report.items[i]);
    else if (report.items[i].kind < ESC_K_HEAP
	     && l->o->kind[report.items[i].kind])
      add_finding (l, number, unit, &report.items[i]);
  for (uint32_t i = 0; i < report.nheap; i++)
    add_site (l, number, unit, &report, &report.heap[i], &scratch);
  add_functions (l, number, unit);
  r->nunknown_calls += unknown_calls (unit);
  struct rep_unit out = { unit->name, input, report.nfunctions, report.ncapped,
			  unit };
  ESC_PUSH (&r->arena, r->units, r->nunits, l->units_cap, out);
  esc_report_free (&report);
  esc_arena_free (&scratch);
}

/* The unit of the file INPUT, or NULL with *ERROR in ARENA.  */
static struct esc_unit *
read_unit (struct esc_arena *arena, const char *input, const char **error)
{
  size_t len;
  const char *why = NULL;
  struct esc_arena text_arena = { 0 };
  struct esc_unit *unit = NULL;
  char *text = rep_read_file (&text_arena, input, MAX_TEXT, &len, &why);
  if (!text)
    *error = esc_printf (arena, "cannot read '%s': %s", input, why);
  else if (strlen (text) != len)
    *error = esc_printf (arena, "cannot read '%s': it is no text graph; give "
			 "dumps of -fplugin-arg-escape-dump", input);
  else
    unit = esc_graph_read (text, input, arena, error);
  esc_arena_free (&text_arena);
  const char *wrong = unit ? esc_check_unit (unit) : NULL;
  if (!wrong)
    return unit;
  *error = esc_printf (arena, "%s: %s", input, wrong);
  esc_unit_free (unit);
  return NULL;
}

bool
rep_load (struct rep_results *r, const struct rep_options *o, char **inputs,
	  int n)
{
  struct loader l = { .r = r, .o = o };
  for (int i = 0; i < n; i++)
    {
      const char *error = NULL;
      rep_progress ("reading", (uint64_t) i, (uint64_t) n);
      struct esc_unit *unit = read_unit (&r->arena, inputs[i], &error);
      if (unit)
	solve_unit (&l, inputs[i], unit);
      else
	add_gap (&l, inputs[i], error);
    }
  rep_sort (r);
  for (uint32_t i = 0; i < o->nprofiles; i++)
    if (!rep_counts (r, o->profiles[i]))
      return false;
  return r->nunits > 0;
}

void
rep_free (struct rep_results *r)
{
  for (uint32_t i = 0; i < r->nunits; i++)
    if (r->units[i].graph)
      esc_unit_free (r->units[i].graph);
  esc_arena_free (&r->arena);
}

bool
rep_dump (FILE *file, char **inputs, int n)
{
  bool good = true;
  struct esc_arena arena = { 0 };
  for (int i = 0; i < n; i++)
    {
      const char *error = NULL;
      struct esc_unit *unit = read_unit (&arena, inputs[i], &error);
      if (unit)
	{
	  esc_graph_write (file, unit);
	  esc_unit_free (unit);
	}
      else
	rep_error ("%s", error);
      good &= unit != NULL;
    }
  esc_arena_free (&arena);
  return good;
}

bool
rep_merge (const char *name, const struct rep_options *o, char **inputs, int n)
{
  (void) o;
  (void) inputs;
  (void) n;
  rep_error ("cannot make '%s': text graphs cannot be merged; give object "
	     "files", name);
  return false;
}
