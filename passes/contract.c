/* contract.c - a declaration says what is done with a parameter: hold the body
   to it.

   Input:   a function with its promises (graph.h) and its own summary.
   Output:  findings of the kind contract, on the statement that does what was
            not said.
   Not handled: what the body hands to unknown code: there the promise is
            believed; promises that a body does less than it may.

   The promises of one parameter are all that is done with it.  Only flows that
   are certain count, as for a dangle.  */

#include "judge.h"
#include "summary.h"

/* What an effect does with the parameter whose address is its source, and
   whether one of the parameter's promises allows it.  */
static const char *
broken_by (const struct esc_fn *fn, uint32_t param,
	   const struct esc_effect *e)
{
  const struct esc_promise *p = &fn->promise;
  const uint64_t bit = (uint64_t) 1 << param;
  switch (e->kind)
    {
    case ESC_E_FREE:
    case ESC_E_REALLOC:
      /* clang's noescape is about pointers that remain.  */
      return (p->freed | p->noescape) & bit ? NULL : "is freed";
    case ESC_E_STORE:
      if (e->dst.base == ESC_B_RESMEM)
	return (p->returned | p->lifetimebound) & bit ? NULL : "is returned";
      /* Into the object that it came from, or hidden state of no
	 consequence.  */
      if ((e->dst.base == ESC_B_PARAM && e->dst.index == param)
	  || (e->dst.base == ESC_B_STATE && e->dst.index))
	return NULL;
      return p->kept & bit ? NULL : "is kept";
    case ESC_E_RET:
      return (p->returned | p->lifetimebound) & bit ? NULL : "is returned";
    default:
      return NULL;
    }
}

static const char *
promised_text (const struct esc_fn *fn, uint32_t param)
{
  const struct esc_promise *p = &fn->promise;
  const uint64_t bit = (uint64_t) 1 << param;
  if (p->borrowed & bit)
    return "only borrowed";
  if (p->noescape & bit)
    return "'noescape'";
  if (p->kept & bit)
    return p->returned & bit ? "kept or returned"
	   : p->freed & bit ? "kept or freed" : "kept, and no more";
  if (p->returned & bit)
    return p->freed & bit ? "returned or freed" : "returned, and no more";
  return "freed, and no more";
}

void
esc_judge_promises (struct esc_judge *j)
{
  const struct esc_fn *fn = j->s->fn;
  const struct esc_summary *sum = fn->summary;
  struct esc_arena *a = &j->report->arena;
  uint64_t promised = esc_promised (fn);
  if (!promised || sum->flags & ESC_SF_OVERFLOW)
    return;
  for (uint32_t i = 0; i < sum->neffects; i++)
    {
      const struct esc_effect *e = &sum->effects[i];
      uint32_t param = e->src.index;
      if (e->src.base != ESC_B_PARAM || param >= fn->nparams || param >= 64
	  || !(promised >> param & 1) || e->flags & ESC_PF_MAYBE
	  || e->src.nderef != fn->params[param].byvalue)
	continue;
      const char *what = broken_by (fn, param, e);
      if (!what)
	continue;
      const char *name = fn->params[param].name;
      struct esc_finding *f
	= esc_report_add (j->report, ESC_K_CONTRACT, fn,
			  e->loc ? e->loc : fn->loc,
			  esc_printf (a, "parameter '%s' of '%s' %s here, but is "
				      "declared to be %s", name ? name : "?",
				      fn->name, what,
				      promised_text (fn, param)));
      esc_report_step (j->report, f, fn, fn->loc,
		       esc_printf (a, "'%s' is declared here", fn->name));
      esc_report_step (j->report, f, fn, e->loc ? e->loc : fn->loc,
		       esc_printf (a, "its parameter '%s' %s here",
				   name ? name : "?", what));
    }
}
