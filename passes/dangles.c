/* dangles.c - addresses that outlive their object: from the events of the
   flow-sensitive pass to findings.

   Input:   a solved function and its flow-sensitive result.
   Output:  findings of the kinds dangle and maybe, with their steps.
   Not handled: the holds themselves (flow.h), paths (feasible.c).  */

#include "judge.h"

static const char *
holder_text (struct esc_judge *j, const struct esc_hold *h)
{
  struct esc_solve *s = j->s;
  if (h->key == ESC_KEY_RESULT)
    return "the result";
  if (h->key & ESC_KEY_CELL)
    return esc_describe (j, s->targets[h->key & ~ESC_KEY_CELL].obj);
  /* The variable that first took it out of the scope says more than the
     temporary that was used in the end.  */
  esc_ref v = h->origin ? s->ops[h->origin - 1].dst : h->key;
  if (ESC_IS_VAL (v) && v < s->fn->nvalues && s->fn->values[v].name)
    return esc_printf (&j->report->arena, "'%s'", s->fn->values[v].name);
  if (h->key < s->fn->nvalues && s->fn->values[h->key].name)
    return esc_printf (&j->report->arena, "'%s'",
		       s->fn->values[h->key].name);
  return "a pointer";
}

static const char *
object_text (struct esc_judge *j, uint32_t obj)
{
  const struct esc_sobj *o = &j->s->objs[obj];
  struct esc_arena *a = &j->report->arena;
  const char *name = o->name ? o->name : "?";
  switch (o->kind)
    {
    case ESC_O_PARAM:
      return esc_printf (a, "parameter '%s'", name);
    case ESC_O_LITERAL:
      return "compound literal";
    case ESC_O_VLA:
      return esc_printf (a, "variable-length array '%s'", name);
    case ESC_O_ALLOCA:
      return "'alloca' block";
    case ESC_O_FRAME:
      return "variables of a nested function";
    default:
      return esc_printf (a, "local variable '%s'", name);
    }
}

static void
explain_dangle (struct esc_judge *j, const struct esc_event *e,
		    struct esc_finding *f)
{
  struct esc_solve *s = j->s;
  struct esc_report *r = j->report;
  const struct esc_op *op = &s->ops[e->hold.origin - 1];
  const char *what = object_text (j, e->hold.obj);
  esc_ref ref = s->objs[e->hold.obj].ref;
  if (ref && esc_object (s->unit, s->fn, ref)->loc)
    esc_report_step (r, f, s->fn, esc_object (s->unit, s->fn, ref)->loc,
		     esc_printf (&r->arena, "%s is declared here", what));
  const char *callee = op->call ? esc_callee_name (j, op->call) : NULL;
  if (callee)
    esc_report_step (r, f, s->fn, op->loc,
		     esc_printf (&r->arena, "its address is passed to '%s'",
				 callee));
  if (op->inner && op->inner != op->loc)
    esc_report_step (r, f, s->fn, op->inner, "and stored here");
  else if (!callee)
    esc_report_step (r, f, s->fn, op->loc,
		     esc_printf (&r->arena, "its address goes to %s here",
				 holder_text (j, &e->hold)));
  if (e->use && s->ops[e->use - 1].loc)
    esc_report_step (r, f, s->fn, s->ops[e->use - 1].loc,
		     "used here, after the end of its scope");
}

/* Report E under KIND.  */
static void
report_dangle (struct esc_judge *j, const struct esc_event *e,
	       enum esc_kind kind)
{
  struct esc_solve *s = j->s;
  struct esc_report *r = j->report;
  const struct esc_op *op = &s->ops[e->hold.origin - 1];
  const char *what = object_text (j, e->hold.obj);
  const char *fn = s->fn->name;
  bool result = e->hold.key == ESC_KEY_RESULT && !e->use;
  /* What was in a block-local for a while is told by its block.  */
  bool block = e->use || e->hold.level == 1;
  const char *text;
  if (result)
    text = esc_printf (&r->arena, "address of %s is returned from '%s'", what,
		       fn);
  else if (block)
    text = esc_printf (&r->arena, "address of %s is still held by %s after its "
		       "scope ends", what, holder_text (j, &e->hold));
  else
    text = esc_printf (&r->arena, "address of %s is still held by %s when '%s' "
		       "returns", what, holder_text (j, &e->hold), fn);
  struct esc_finding *f = esc_report_add (r, kind, s->fn, op->loc, text);
  f->host = op->host;
  f->use_host = e->use ? s->ops[e->use - 1].host : NULL;
  f->use_loc = e->use ? s->ops[e->use - 1].loc : 0;
  f->returned = result;
  f->block = block;
  esc_ref ref = s->objs[e->hold.obj].ref;
  if (ref)
    {
      f->which = esc_object (s->unit, s->fn, ref);
      f->object = f->which->host;
    }
  if (e->hold.key & ESC_KEY_CELL)
    {
      const struct esc_sobj *o
	= &s->objs[s->targets[e->hold.key & ~ESC_KEY_CELL].obj];
      if (o->ref && o->ref & ESC_REF_UNIT)
	f->holder = esc_object (s->unit, s->fn, o->ref)->host;
    }
  explain_dangle (j, e, f);
}

/* Whether GCC would be right to blame the user for OBJ.  */
static bool
is_users (struct esc_solve *s, uint32_t obj)
{
  switch (s->objs[obj].kind)
    {
    case ESC_O_LOCAL:
    case ESC_O_PARAM:
    case ESC_O_LITERAL:
    case ESC_O_VLA:
    case ESC_O_ALLOCA:
    case ESC_O_FRAME:
      return true;
    default:
      return false;
    }
}

static void
touch (struct esc_judge *j, esc_ref ref)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (j->s, ref, &(struct esc_off) { 0 }, &pts);
  for (uint32_t k = 0; k < n; k++)
    j->touched[j->s->targets[pts[k]].obj] = true;
}

/* Find the objects that are read, written or handed to a function.  */
static void
find_touched (struct esc_judge *j)
{
  struct esc_solve *s = j->s;
  j->touched = esc_alloc (&s->arena, s->nobjs + 1);
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      switch (op->kind)
	{
	case ESC_OP_MOVE:
	  touch (j, op->src);
	  touch (j, op->dst);
	  break;
	case ESC_OP_STORE:
	  touch (j, op->dst);
	  break;
	case ESC_OP_LOAD:
	case ESC_OP_USE:
	case ESC_OP_LEAK:
	  touch (j, op->src);
	  break;
	case ESC_OP_CALL:
	  for (uint32_t k = 0; k < s->fn->calls[op->call].nargs; k++)
	    touch (j, s->fn->calls[op->call].args[k]);
	  break;
	default:
	  break;
	}
    }
}

/* Whether OBJ is there only for its address: a scalar that nobody reads,
   writes or hands to a function.  Such a variable measures the depth of the
   stack.  */
static bool
is_probe (struct esc_judge *j, uint32_t obj)
{
  struct esc_solve *s = j->s;
  const struct esc_sobj *o = &s->objs[obj];
  if (o->kind != ESC_O_LOCAL || !o->ref || o->ref & ESC_REF_UNIT)
    return false;
  const struct esc_obj *g = esc_object (s->unit, s->fn, o->ref);
  if (g->flags & ESC_OF_TOUCHED || !(g->flags & ESC_OF_SCALAR))
    return false;
  if (!j->touched)
    find_touched (j);
  return !j->touched[obj];
}

void
esc_judge_dangles (struct esc_judge *j)
{
  struct esc_flow *flow = j->flow;
  if (!flow || flow->capped || j->s->fn->flags & ESC_FF_IRREGULAR)
    return;
  for (uint32_t i = 0; i < flow->nevents; i++)
    {
      const struct esc_event *e = &flow->events[i];
      if (!is_users (j->s, e->hold.obj))
	continue;
      /* Used after its scope, and there at the exit: said once.  */
      const struct esc_event *other = esc_flow_other_event (flow, e);
      if (other && other < e && other->hold.flags & ESC_HF_CERTAIN)
	continue;
      bool certain = e->hold.flags & ESC_HF_CERTAIN
		     && !(j->s->fn->flags & ESC_FF_SLICED)
		     && !is_probe (j, e->hold.obj);
      if (certain)
	j->report->nconfirmed++;
      if (certain && esc_flow_feasible (flow, e, NULL))
	report_dangle (j, e, ESC_K_DANGLE);
      else if (!certain && j->options->maybe)
	report_dangle (j, e, ESC_K_MAYBE);
    }
}
