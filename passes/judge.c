/* judge.c - heap objects: which could live on the stack.  See judge.h.

   Two proofs (design.md, invariant 2).  A: no holder that outlives the function
   can have the address.  B: on every way from the allocation to the exit it is
   freed, and no unknown code runs in between: then whoever holds the address
   holds a dead one, as before.  */

#include "judge.h"
#include "freed.h"
#include "summarize.h"

#include <string.h>

static struct esc_judgement
heap (const char *reason, esc_loc loc)
{
  return (struct esc_judgement) { ESC_V_HEAP, UINT64_MAX, false, reason, loc };
}

/* ---- Sizes.  ---- */

/* A call whose arguments an expression speaks of.  */
struct place
{
  const struct esc_judge *j;
  const struct esc_call *call;
};

static struct esc_range
leaf_range (void *ctx, const struct esc_xnode *leaf)
{
  const struct place *p = ctx;
  const struct esc_unit *unit = p->j->s->unit;
  return leaf->op == ESC_X_LEN
	 ? esc_string_range (unit, p->j->s->fn, p->call, leaf->param)
	 : esc_argument_range (unit, p->j->s->fn, p->call, leaf->param);
}

/* What E, in words of CALL, can be there.  */
static struct esc_range
range_at (const struct esc_judge *j, const struct esc_call *call,
	  const struct esc_expr *e)
{
  struct place p = { j, call };
  return esc_expr_eval (e, leaf_range, &p);
}

/* ---- The verdict.  ---- */

static bool
bad_alignment (struct esc_judge *j, const struct esc_call *call,
	       const struct esc_fresh *site)
{
  if (!site->align)
    return false;
  struct esc_range r = range_at (j, call, site->align);
  return r.lo != r.hi || !r.lo || (r.lo & (r.lo - 1)) || r.lo > 4096;
}

/* What frees and reallocs say against OBJ; false: nothing.  */
static bool
badly_freed (struct esc_judge *j, uint32_t obj, struct esc_judgement *why)
{
  struct esc_solve *s = j->s;
  bool *asked = NULL;
  esc_loc first = 0;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if ((op->kind != ESC_OP_FREE && op->kind != ESC_OP_REALLOC)
	  || !esc_may_be_object (s, op, obj))
	continue;
      if (op->kind == ESC_OP_REALLOC)
	{
	  *why = heap ("handed to realloc", op->loc);
	  return true;
	}
      if (op->flags & ESC_PF_NOFOLD)
	{
	  *why = heap ("freed by a function that may do more than free",
		       op->loc);
	  return true;
	}
      if (op->flags & ESC_PF_CLEARS && op->kind == ESC_OP_FREE
	  && esc_read_later (j, i))
	{
	  *why = heap ("freed by a function that also sets a pointer to NULL "
		       "that is read later", op->loc);
	  return true;
	}
      if (esc_only_object (s, op, obj))
	continue;
      if (!asked)
	{
	  asked = esc_alloc (&s->arena, s->nops + 1);
	  first = op->loc;
	}
      asked[i] = true;
    }
  if (!asked || esc_frees_only (j, obj, asked))
    return false;
  *why = heap ("freed through a pointer that may point elsewhere", first);
  return true;
}

struct esc_judgement
esc_judge_site (struct esc_judge *j, uint32_t obj)
{
  struct esc_solve *s = j->s;
  const struct esc_sobj *o = &s->objs[obj];
  const struct esc_call *call = &s->fn->calls[o->call];
  struct esc_judgement v;
  struct esc_range size = range_at (j, call, o->site->size);
  uint64_t limit = j->options->stack_limit;

  if (s->capped || s->fn->flags & ESC_FF_IRREGULAR)
    v = heap ("the function is too large to analyse", 0);
  else if (s->fn->flags & ESC_FF_SETJMP)
    v = heap ("the function calls setjmp", 0);
  else if (o->site->ifnull && call->nargs && call->args[0])
    v = heap ("returned by realloc", call->loc);
  else if ((o->kept || o->life >= ESC_L_CALLER)
	   && (o->kept || !esc_always_freed (j, obj, true)))
    {
      esc_loc loc = 0;
      const char *why = esc_explain_escape (j, obj, &loc);
      v = heap (why, loc);
    }
  else if (badly_freed (j, obj, &v))
    ;
  else if (esc_in_some_loop (j, o->call) && !esc_always_freed (j, obj, false)
	   && esc_several_alive (j, obj))
    v = heap ("several are alive at once in a loop", call->loc);
  else if (size.hi > INT64_MAX)
    v = heap (size.lo > limit ? "too large" : "the size is not known",
	      call->loc);
  else if (size.hi > limit)
    v = heap (size.lo == size.hi ? "too large"
	      : "the size may be too large", call->loc);
  else if (!size.hi)
    v = heap ("of size 0", call->loc);
  else if (bad_alignment (j, call, o->site))
    v = heap ("the alignment is not a known power of two", call->loc);
  else if (j->recursive && size.hi > j->options->recursion_limit)
    v = heap ("the function is recursive", call->loc);
  else if (j->frame + size.hi > j->options->frame_limit)
    v = heap ("the frame would be too large", call->loc);
  else
    v = (struct esc_judgement) { size.lo == size.hi ? ESC_V_STACKABLE
				 : ESC_V_BOUNDED, size.hi, true, NULL, 0 };
  v.size = size.hi;
  v.fixed = size.lo == size.hi && size.hi != UINT64_MAX;
  return v;
}

static const char *
size_text (struct esc_judge *j, const struct esc_judgement *v)
{
  struct esc_arena *a = &j->report->arena;
  if (v->size == UINT64_MAX || v->size > INT64_MAX)
    return "this object stays";
  if (!v->fixed)
    return esc_printf (a, "these at most %llu bytes stay",
		       (unsigned long long) v->size);
  if (v->size == 1)
    return "this byte stays";
  return esc_printf (a, "these %llu bytes stay",
		     (unsigned long long) v->size);
}

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
      const char *at = v->loc && v->loc != call->loc
		       ? esc_report_place (r, v->loc) : NULL;
      f = esc_report_add (r, ESC_K_HEAP, j->s->fn, call->loc,
			  esc_printf (&r->arena, "%s on the heap: %s%s%s",
				      size_text (j, v), v->reason,
				      at ? " at " : "", at ? at : ""));
      f->host = call->host;
      if (j->options->remarks > 1)
	esc_explain_flow (j, obj, f);
      return;
    }
  const char *name = j->s->fn->name;
  unsigned long long size = v->size;
  enum esc_kind kind = o->site->made ? ESC_K_HOIST
		       : v->verdict == ESC_V_BOUNDED ? ESC_K_BOUNDED
		       : ESC_K_STACKABLE;
  const char *what = !v->fixed
		     ? esc_printf (&r->arena, "these at most %llu bytes", size)
		     : size == 1 ? "this byte"
		     : esc_printf (&r->arena, "these %llu bytes", size);
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
				    size == 1 ? "outlives" : "outlive", name,
				    size == 1 ? "it" : "they"));
  f->host = call->host;
  f->size = v->size;
  f->held = o->kept || o->life >= ESC_L_CALLER;
  if (o->site->loc && o->site->loc != call->loc)
    esc_report_step (r, f, j->s->fn, o->site->loc, "allocated here");
  for (uint32_t i = 0; i < j->s->nops; i++)
    if (j->s->ops[i].kind == ESC_OP_FREE
	&& esc_may_be_object (j->s, &j->s->ops[i], obj))
      esc_report_step (r, f, j->s->fn, j->s->ops[i].loc, "freed here");
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
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      if (o->kind != ESC_O_HEAP || o->site->handle)
	continue;
      j->report->nsites++;
      struct esc_judgement v = esc_judge_site (j, obj);
      if (v.verdict != ESC_V_HEAP && !s->objs[obj].site->made)
	j->frame += v.size;
      report_site (j, obj, &v);
    }
}

void
esc_judge_params (struct esc_judge *j)
{
  const struct esc_fn *fn = j->s->fn;
  struct esc_report *r = j->report;
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
      if (j->options->remarks > 1)
	esc_explain_param (j, i, f);
    }
}
