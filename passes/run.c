/* run.c - the whole analysis, in order: this page is its architecture.

   For each component of the call graph, callees first:

     solve         what each value and cell may point to, what escapes
     candidates    is there anything for the flow-sensitive pass?
     flow          which holds survive to the end of their object
     summarize     the same in words of the caller
       ... until the summaries of the component stand still, then
     judge         findings and remarks

   See run.h for the contract.  */

#include "run.h"

#include "callgraph.h"
#include "check.h"
#include "freed.h"
#include "judge.h"
#include "summarize.h"

/* A function that has not settled after so many rounds of its component leaks
   everything.  */
enum { MAX_ROUNDS = 6 };

void
esc_options_init (struct esc_options *options)
{
  *options = (struct esc_options) { .limits = { .object = 65536,
						.frame = 262144,
						.recursive = 1024 },
				    .contract = true };
}

/* One function, for its summary only.  Returns whether that changed.  *KEPT: its
   solution, instead of the one that lies there.  */
static bool
settle_function (struct esc_unit *unit, struct esc_fn *fn,
		 struct esc_solve **kept)
{
  if (*kept)
    esc_solve_free (*kept);
  struct esc_solve *s = *kept = esc_solve (unit, fn, true);
  struct esc_cfg *cfg = esc_cfg_build (&s->arena, fn);
  bool changed = esc_summarize (s, cfg, NULL);
  if (s->capped && !s->coarse)
    fn->flags |= ESC_FF_IRREGULAR;
  ESC_CHECK_SOLUTION (s);
  return changed;
}

/* What of the function was over a budget, or NULL: a remark's words.  */
static const char *
over_budget (struct esc_judge *j)
{
  if (j->s->capped)
    return "is too large to follow its pointers: nothing is found in it, and to "
	   "its callers it is unknown code";
  if (j->flow && j->flow->own && j->flow->capped)
    return "is too large to follow its statements in order: no dangling "
	   "address is found in it";
  if (j->flow && esc_flow_spent (j->flow))
    return "is too large to confirm all dangling addresses: some are not "
	   "reported";
  if (esc_walks_spent (j))
    return "has too many heap objects to follow each: some are taken to stay "
	   "on the heap";
  return NULL;
}

static void
report_limit (struct esc_judge *j, bool overflow)
{
  struct esc_report *r = j->report;
  const struct esc_fn *fn = j->s->fn;
  const char *what = over_budget (j);
  r->ncapped += what != NULL;
  /* A summary is its callers' matter: it is not counted.  */
  if (!what && overflow && j->options->remarks > 1)
    what = "does too much to tell its callers: to them it is unknown code";
  if (what && j->options->remarks)
    esc_report_add (r, ESC_K_LIMIT, fn, fn->loc,
		    esc_printf (&r->arena, "'%s' %s", fn->name, what));
}

static void
report_function (struct esc_judge *j)
{
  esc_judge_sites (j);
  esc_judge_dangles (j);
  if (j->options->contract)
    esc_judge_promises (j);
  if (j->options->remarks)
    esc_judge_params (j);
}

/* One function whose callees have their summaries: its own, and its findings.
   SOLVED: its solution, if it is there already; freed.  */
static void
judge_function (struct esc_unit *unit, struct esc_fn *fn, bool recursive,
		struct esc_solve *solved, const struct esc_options *options,
		struct esc_report *report)
{
  /* What the budget did not allow before it does not allow now.  */
  if (fn->flags & ESC_FF_IRREGULAR && !options->remarks)
    {
      report->nfunctions++;
      report->ncapped++;
      if (solved)
	esc_solve_free (solved);
      return;
    }
  bool was_overflow = fn->summary && fn->summary->flags & ESC_SF_OVERFLOW;
  struct esc_solve *s = solved ? solved : esc_solve (unit, fn, false);
  struct esc_cfg *cfg = esc_cfg_build (&s->arena, fn);
  bool *track = esc_candidates (s, !was_overflow && !s->coarse);
  struct esc_flow *flow = track ? esc_flow_run (s, cfg, track) : NULL;
  esc_summarize (s, cfg, was_overflow ? NULL : flow);
  /* Of a summary that says nothing nobody needs the caller's memory.  */
  if (!was_overflow && !s->coarse && fn->summary->flags & ESC_SF_OVERFLOW)
    {
      track = esc_candidates (s, false);
      flow = track ? esc_flow_run (s, cfg, track) : NULL;
    }
  if (was_overflow || fn->summary->flags & ESC_SF_OVERFLOW)
    fn->summary->flags |= ESC_SF_OVERFLOW | ESC_SF_UNKNOWN;
  ESC_CHECK_SOLUTION (s);
  struct esc_judge j = { .s = s, .cfg = cfg, .flow = flow, .report = report,
			 .options = options, .recursive = recursive };
  report->nfunctions++;
  if (options->promote)
    esc_record_sites (&j);
  if (!options->only_sites)
    report_function (&j);
  report_limit (&j, fn->summary->flags & ESC_SF_OVERFLOW);
  esc_solve_free (s);
}

/* The summaries of the component BEGIN .. END of ORDER, by fixpoint.  The
   flow-sensitive pass is left to the end: it only takes effects away.  STALE, by
   function: its summary is older than one that it depends on.  Returns the
   solution of a component of one function, if it goes with the summary; or
   NULL.  */
static struct esc_solve *
settle_component (struct esc_unit *unit, struct esc_order *order, bool *stale,
		  uint32_t begin, uint32_t end)
{
  struct esc_solve *last = NULL;
  for (uint32_t i = begin; i < end; i++)
    stale[order->fns[i]] = true;
  bool any = true;
  for (unsigned round = 0; any; round++)
    {
      any = false;
      for (uint32_t i = begin; i < end; i++)
	{
	  struct esc_fn *fn = unit->fns[order->fns[i]];
	  if (!stale[fn->index])
	    continue;
	  stale[fn->index] = false;
	  if (fn->summary && fn->summary->flags & ESC_SF_OVERFLOW)
	    continue;		/* it cannot get worse */
	  if (round >= MAX_ROUNDS)
	    {
	      /* Its callers are not run again: what they took from it was on
		 the way to this.  */
	      fn->summary->flags |= ESC_SF_OVERFLOW | ESC_SF_UNKNOWN;
	      continue;
	    }
	  if (!settle_function (unit, fn, &last))
	    continue;
	  any = true;
	  for (uint32_t k = 0; k < order->ncallers[fn->index]; k++)
	    stale[order->callers[fn->index][k]] = true;
	}
    }
  const struct esc_summary *sum = unit->fns[order->fns[begin]]->summary;
  if (last && (end - begin > 1 || sum->flags & ESC_SF_OVERFLOW))
    {
      esc_solve_free (last);
      last = NULL;
    }
  return last;
}

void
esc_run (struct esc_unit *unit, const struct esc_options *options,
	 struct esc_report *report)
{
  struct esc_arena arena = { 0 };
  ESC_CHECK_UNIT (unit);
  struct esc_order *order = esc_callgraph_order (&arena, unit);
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (order->recursive[i])
      unit->fns[i]->flags |= ESC_FF_RECURSIVE;
  bool *stale = esc_alloc (&arena, unit->nfns);
  for (uint32_t c = 0; c < order->ncomps; c++)
    {
      uint32_t begin = order->start[c], end = order->start[c + 1];
      for (uint32_t i = begin; i < end; i++)
	esc_body_need (unit, unit->fns[order->fns[i]]);
      struct esc_solve *solved = NULL;
      if (end - begin > 1 || order->recursive[order->fns[begin]])
	solved = settle_component (unit, order, stale, begin, end);
      for (uint32_t i = begin; i < end; i++)
	{
	  struct esc_fn *fn = unit->fns[order->fns[i]];
	  judge_function (unit, fn, order->recursive[fn->index], solved, options,
			  report);
	}
      esc_bodies_drop (unit);
    }
  esc_report_finish (report);
  esc_arena_free (&arena);
}
