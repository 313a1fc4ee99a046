/* findings.c - heap objects and parameters in words.

   Input:   the judge's verdicts (judge.c), the summary of the function.
   Output:  findings and remarks in the report.
   Not handled: dangles (dangles.c); why an object escapes (explain.c).  */

#include "judge.h"
#include "freed.h"
#include "summarize.h"

static void
report_site (struct esc_judge *j, uint32_t obj, const struct esc_judgement *v)
{
  const struct esc_sobj *o = &j->s->objs[obj];
  const struct esc_call *call = &j->s->fn->calls[o->call];
  struct esc_report *r = j->report;
  struct esc_finding *f;
  if (v->verdict == ESC_V_HEAP)
    {
      if (j->options->remarks < 1)
	return;
      f = esc_report_add (r, ESC_K_HEAP, j->s->fn, call->loc,
			  esc_report_stay (r, v->size, v->fixed, v->reason,
					   v->loc, call->loc));
      f->host = call->host;
      if (j->options->remarks > 1)
	esc_explain_flow (j, obj, f);
      return;
    }
  const char *name = j->s->fn->name;
  enum esc_kind kind = o->site->made ? ESC_K_HOIST
		       : v->verdict == ESC_V_BOUNDED ? ESC_K_BOUNDED
		       : ESC_K_STACKABLE;
  bool one;
  const char *what = esc_report_size (&r->arena, v->size, v->fixed, &one);
  if (kind == ESC_K_HOIST)
    {
      if (!j->options->hoist)
	return;
      f = esc_report_add (r, kind, j->s->fn, call->loc,
			  esc_printf (&r->arena, "%s from '%s' never outlive "
				      "'%s': they could live on its stack",
				      what, o->site->by, name));
    }
  else
    f = esc_report_add (r, kind, j->s->fn, call->loc,
			esc_printf (&r->arena, "%s never %s '%s': %s could live "
				    "on the stack", what,
				    one ? "outlives" : "outlive", name,
				    one ? "it" : "they"));
  f->host = call->host;
  f->size = v->size;
  f->loop = esc_in_some_loop (j, o->call);
  f->held = o->kept || o->life >= ESC_L_CALLER;
  if (o->site->loc && o->site->loc != call->loc)
    esc_report_step (r, f, j->s->fn, o->site->loc, "allocated here");
  const struct esc_index *x = esc_judge_index (j);
  for (uint32_t k = 0; k < x->nreleases[obj]; k++)
    {
      const struct esc_op *op = &j->s->ops[x->releases[obj][k]];
      if (op->kind == ESC_OP_FREE)
	esc_report_step (r, f, j->s->fn, op->loc, "freed here");
    }
  if (kind == ESC_K_HOIST)
    esc_report_step (r, f, j->s->fn, call->loc,
		     esc_printf (&r->arena, "let '%s' return the object "
				 "itself, or fill in one that it is passed",
				 o->site->by));
  r->nstackable++;
}

void
esc_judge_sites (struct esc_judge *j)
{
  struct esc_solve *s = j->s;
  struct esc_judgement *v = NULL;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      if (o->kind != ESC_O_HEAP || o->site->handle)
	continue;
      if (!v)
	v = esc_judge_heap (j, &j->options->limits);
      j->report->nsites++;
      report_site (j, obj, &v[obj]);
    }
}

/* A remark for each pointer parameter of FN; J explains it, or is NULL.  */
static void
report_params (struct esc_report *r, const struct esc_fn *fn,
	       struct esc_judge *j)
{
  for (uint32_t i = 0; i < fn->nparams; i++)
    {
      const struct esc_param *p = &fn->params[i];
      int level;
      if (!p->pointer || !p->name)
	continue;
      unsigned tag = esc_param_tag (fn, i, &level);
      const char *format = tag & ESC_T_FREES ? "frees param: %s"
			   : tag & ESC_T_LEAKS ? "leaking param: %s"
			   : tag & ESC_T_CONTENT ? "leaking param content: %s"
			   : tag & ESC_T_RESULT ? NULL
			   : "param %s does not escape";
      const char *text = format
	? esc_printf (&r->arena, format, p->name)
	: esc_printf (&r->arena, "leaking param: %s to result level=%d",
		      p->name, level);
      struct esc_finding *f = esc_report_add (r, ESC_K_PARAM, fn, fn->loc,
					      text);
      if (j && j->options->remarks > 1)
	esc_explain_param (j, i, f);
    }
}

void
esc_judge_params (struct esc_judge *j)
{
  report_params (j->report, j->s->fn, j);
}

void
esc_report_params (struct esc_report *report, const struct esc_fn *fn)
{
  report_params (report, fn, NULL);
}
