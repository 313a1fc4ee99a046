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
#include "judge.h"
#include "summarize.h"

/* A component that does not settle by then leaks everything.  */
enum { MAX_ROUNDS = 8 };

void
esc_options_init (struct esc_options *options)
{
  *options = (struct esc_options) { .stack_limit = 65536,
				    .frame_limit = 262144,
				    .recursion_limit = 1024 };
}

/* One function, once.  Returns whether its summary changed; with JUDGE, adds
   its findings.  */
static bool
run_function (struct esc_unit *unit, struct esc_fn *fn, bool recursive,
	      const struct esc_options *options, struct esc_report *report)
{
  struct esc_solve *s = esc_solve (unit, fn);
  struct esc_cfg *cfg = esc_cfg_build (&s->arena, fn);
  bool *track = esc_candidates (s);
  struct esc_flow *flow = track ? esc_flow_run (s, cfg, track) : NULL;
  bool changed = esc_summarize (s, cfg, flow);
  ESC_CHECK_SOLUTION (s);
  if (report)
    {
      struct esc_judge j = { .s = s, .cfg = cfg, .flow = flow,
			     .report = report, .options = options,
			     .recursive = recursive };
      report->nfunctions++;
      report->ncapped += s->capped || (flow && flow->capped);
      esc_judge_sites (&j);
      esc_judge_dangles (&j);
      if (options->remarks)
	esc_judge_params (&j);
    }
  esc_solve_free (s);
  return changed;
}

void
esc_run (struct esc_unit *unit, const struct esc_options *options,
	 struct esc_report *report)
{
  struct esc_arena arena = { 0 };
  ESC_CHECK_UNIT (unit);
  struct esc_order *order = esc_callgraph_order (&arena, unit);
  for (uint32_t c = 0; c < order->ncomps; c++)
    {
      uint32_t begin = order->start[c], end = order->start[c + 1];
      /* One function that does not call itself needs one round.  */
      bool cycle = end - begin > 1 || order->recursive[order->fns[begin]];
      bool changed = cycle;
      for (unsigned round = 0; changed; round++)
	{
	  changed = false;
	  for (uint32_t i = begin; i < end; i++)
	    {
	      struct esc_fn *fn = unit->fns[order->fns[i]];
	      if (round < MAX_ROUNDS)
		changed |= run_function (unit, fn, true, options, NULL);
	      else
		fn->summary->flags |= ESC_SF_OVERFLOW | ESC_SF_UNKNOWN;
	    }
	}
      for (uint32_t i = begin; i < end; i++)
	{
	  struct esc_fn *fn = unit->fns[order->fns[i]];
	  run_function (unit, fn, order->recursive[fn->index], options,
			report);
	}
    }
  esc_report_finish (report);
  esc_arena_free (&arena);
}
