/* explain.c - words for what was found: holders, reasons, paths.

   Input:   a solved function and a fact about it.  Output: texts and places.
   Not handled: finding the fact; printing.

   Everything here is made only for what is reported: it may search.  */

#include "judge.h"

#include <string.h>

/* Whether the unit declares a function NAME that keeps what it gets.  */
static bool
keeper_p (const struct esc_unit *unit, const char *name)
{
  const struct esc_fn *fn = esc_fn_find (unit, name);
  return fn && fn->promise.kept;
}

const char *
esc_describe (struct esc_judge *j, uint32_t obj)
{
  struct esc_solve *s = j->s;
  const struct esc_sobj *o = &s->objs[obj];
  struct esc_arena *a = &j->report->arena;
  switch (o->kind)
    {
    case ESC_O_DEREF:
      {
	uint32_t root = obj;
	while (s->objs[root].parent)
	  root = s->objs[root].parent;
	const struct esc_sobj *r = &s->objs[root];
	const char *name = r->kind != ESC_O_DEREF ? r->name
			   : r->param < s->fn->nparams
			   ? s->fn->params[r->param].name : NULL;
	if (!name)
	  return "memory from outside";
	if (root == obj)
	  return esc_printf (a, "'*%s'", name);
	return esc_printf (a, "memory reached from '%s'", name);
      }
    case ESC_O_HEAP:
      if (o->site->thread)
	return esc_printf (a, "the thread that '%s' starts", o->site->by);
      if (o->site->handle)
	return esc_printf (a, "the object that '%s' made", o->site->by);
      return esc_printf (a, "memory from '%s'", o->site->by);
    case ESC_O_RESULT:
      return "the result";
    case ESC_O_LITERAL:
      return "a compound literal";
    case ESC_O_UNKNOWN:
      return "memory that is not known";
    default:
      if (o->ref || !o->name)
	return o->name ? esc_printf (a, "'%s'", o->name) : "a temporary";
      /* A function that is declared to keep it.  */
      if (keeper_p (s->unit, o->name))
	return esc_printf (a, "'%s'", o->name);
      return esc_printf (a, "the library ('%s')", o->name);
    }
}

const char *
esc_callee_name (struct esc_judge *j, uint32_t number)
{
  esc_ref callee = j->s->fn->calls[number].callee;
  if (!ESC_IS_OBJ (callee))
    return NULL;
  return esc_object (j->s->unit, j->s->fn, callee)->name;
}

/* The op, + 1, that puts object HELD into memory of HOLDER; 0: none found.  */
static uint32_t
storing_op (struct esc_solve *s, uint32_t held, uint32_t holder)
{
  const struct esc_off none = { 0 };
  uint32_t found = 0;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if (op->kind == ESC_OP_STORE && op->src
	  && esc_points_to (s, op->src, &none, held)
	  && esc_points_to (s, op->dst, &op->at, holder))
	return i + 1;
      if (op->kind == ESC_OP_MOVE && op->src && !found
	  && esc_points_to (s, op->dst, &op->at, holder))
	found = i + 1;
    }
  return found;
}

/* The op, + 1, that gives REF the address of OBJ; 0: the call that made it.  */
static uint32_t
defining_op (struct esc_solve *s, esc_ref ref, uint32_t obj)
{
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if ((op->kind == ESC_OP_COPY || op->kind == ESC_OP_PHI)
	  && op->dst == ref && !op->call
	  && esc_points_to (s, op->src, &op->at, obj))
	return i + 1;
      if (op->kind == ESC_OP_LOAD && op->dst == ref && !op->call)
	return i + 1;
    }
  return 0;
}

/* The place that OP of the chain gives the address to.  */
static const char *
step_text (struct esc_judge *j, const struct esc_op *op)
{
  struct esc_solve *s = j->s;
  struct esc_arena *a = &j->report->arena;
  switch (op->kind)
    {
    case ESC_OP_RET:
      return "returned here";
    case ESC_OP_LEAK:
      {
	const char *name = op->call ? esc_callee_name (j, op->call) : NULL;
	return name ? esc_printf (a, "passed to '%s' here", name)
		    : "given to unknown code here";
      }
    case ESC_OP_STORE:
    case ESC_OP_MOVE:
      {
	const uint32_t *pts;
	uint32_t n = esc_targets (s, op->dst, &op->at, &pts);
	return n ? esc_printf (a, "stored in %s here",
			       esc_describe (j, s->targets[pts[0]].obj))
		 : NULL;
      }
    default:
      if (op->dst < s->fn->nvalues && s->fn->values[op->dst].name)
	return esc_printf (a, "goes to '%s' here",
			   s->fn->values[op->dst].name);
      return NULL;
    }
}

void
esc_explain_flow (struct esc_judge *j, uint32_t obj,
		  struct esc_finding *finding)
{
  struct esc_solve *s = j->s;
  const struct esc_sobj *o = &s->objs[obj];
  uint32_t chain[16], n = 0;
  uint32_t op = o->op ? o->op : o->via ? storing_op (s, obj, o->via) : 0;
  while (op && n < 16)
    {
      bool seen = false;
      for (uint32_t i = 0; i < n; i++)
	seen |= chain[i] == op;
      if (seen)
	break;
      chain[n++] = op;
      const struct esc_op *at = &s->ops[op - 1];
      if (at->kind == ESC_OP_LOAD)
	{
	  const uint32_t *pts;
	  uint32_t np = esc_targets (s, at->src, &at->at, &pts);
	  op = np ? storing_op (s, obj, s->targets[pts[0]].obj) : 0;
	}
      else
	op = ESC_IS_VAL (at->src) ? defining_op (s, at->src, obj) : 0;
    }
  while (n--)
    {
      const struct esc_op *at = &s->ops[chain[n] - 1];
      const char *text = step_text (j, at);
      if (text && at->loc)
	esc_report_step (j->report, finding, s->fn, at->loc, text);
    }
}

void
esc_explain_param (struct esc_judge *j, uint32_t param,
		   struct esc_finding *finding)
{
  const struct esc_summary *sum = j->s->fn->summary;
  struct esc_arena *a = &j->report->arena;
  for (uint32_t i = 0; i < sum->neffects; i++)
    {
      const struct esc_effect *e = &sum->effects[i];
      const char *content = e->src.nderef ? "what it leads to is " : "";
      const char *text = NULL;
      if (e->src.base != ESC_B_PARAM || e->src.index != param || !e->loc)
	continue;
      switch (e->kind)
	{
	case ESC_E_RET:
	  text = "returned here";
	  break;
	case ESC_E_FREE:
	  text = "freed here";
	  break;
	case ESC_E_LEAK:
	  if (e->flags & ESC_PF_MAYBE)
	    continue;
	  text = "passed to code that may keep it here";
	  break;
	case ESC_E_STORE:
	  if (e->dst.base == ESC_B_PARAM && e->dst.index == param)
	    break;
	  text = e->dst.base == ESC_B_RESMEM ? "returned here"
		 : "stored where it outlives the call here";
	  break;
	default:
	  break;
	}
      if (text)
	esc_report_step (j->report, finding, j->s->fn, e->loc,
			 esc_printf (a, "%s%s", content, text));
    }
}

const char *
esc_explain_escape (struct esc_judge *j, uint32_t obj, esc_loc *loc)
{
  struct esc_solve *s = j->s;
  struct esc_arena *a = &j->report->arena;
  /* Up the chain of holders to the one that gets out.  */
  uint32_t held = obj;
  for (unsigned depth = 0; depth < 16 && s->objs[held].via
       && !esc_outside (&s->objs[s->objs[held].via]); depth++)
    held = s->objs[held].via;
  const struct esc_sobj *o = &s->objs[held];
  const char *through = held == obj ? ""
    : esc_printf (a, "held by %s, which is ", esc_describe (j, held));
  if (o->op)
    {
      const struct esc_op *op = &s->ops[o->op - 1];
      *loc = op->loc;
      if (op->kind == ESC_OP_RET)
	return esc_printf (a, "%sreturned", through);
      const char *name = op->call ? esc_callee_name (j, op->call) : NULL;
      if (op->call && name)
	return esc_printf (a, "%spassed to '%s', which may keep it", through,
			   name);
      if (op->call)
	return esc_printf (a, "%spassed to an unknown function", through);
      return esc_printf (a, "%sgiven to code that is not understood", through);
    }
  uint32_t holder = o->via, by = storing_op (s, held, holder);
  if (by)
    *loc = s->ops[by - 1].loc;
  if (s->objs[holder].kind == ESC_O_RESULT)
    return esc_printf (a, "%sreturned", through);
  return esc_printf (a, "%sstored in %s", through, esc_describe (j, holder));
}
