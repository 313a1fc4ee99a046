/* summarize-whole.c - what a function is as a whole.

   Owns:    the conditions of ESC_SF_READS, ESC_SF_FREES and ESC_SF_CLEARS.
   Input:   the ops of the solution, and the finished list of effects.
   Output:  yes or no.
   Not handled: functions with statements that were not understood: no.  */

#include "summarize-maker.h"

/* Whether CALL op OP is of a function that only reads.  */
static bool
calls_reader (const struct esc_solve *s, const struct esc_op *op)
{
  esc_ref callee = s->fn->calls[op->call].callee;
  if (!ESC_IS_OBJ (callee))
    return false;
  const struct esc_obj *o = esc_object (s->unit, s->fn, callee);
  if (o->kind != ESC_O_FUNC)
    return false;
  struct esc_fn *fn = s->unit->fns[o->fn];
  const struct esc_summary *sum = esc_summary_of (s->unit, fn);
  return fn->flags & (ESC_FF_PURE | ESC_FF_CONST)
	 || (sum && sum->flags & ESC_SF_READS);
}

bool
esc_sum_only_reads (const struct maker *m)
{
  struct esc_solve *s = m->s;
  if (s->fn->nother || m->sum->flags & ESC_SF_UNKNOWN)
    return false;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      const uint32_t *pts;
      uint32_t n;
      switch (op->kind)
	{
	case ESC_OP_STORE:
	case ESC_OP_MOVE:
	case ESC_OP_KILL:
	  n = esc_targets (s, op->dst, &op->at, &pts);
	  for (uint32_t k = 0; k < n; k++)
	    if (esc_outside (&s->objs[s->targets[pts[k]].obj])
		|| s->objs[s->targets[pts[k]].obj].life >= ESC_L_CALLER)
	      return false;
	  break;
	case ESC_OP_CALL:
	  if (!calls_reader (s, op))
	    return false;
	  break;
	case ESC_OP_FREE:
	case ESC_OP_REALLOC:
	case ESC_OP_LEAK:
	  return false;
	default:
	  break;
	}
    }
  return true;
}

/* Whether KILL empties the variable that the freed pointer SRC was loaded from.  */
static bool
clears_source (const struct esc_effect *kill, const struct esc_term *src,
	       unsigned width)
{
  struct esc_term from = *src;
  if (!from.nderef || from.at.off || from.at.stride || from.star
      || kill->len != width)
    return false;
  from.at = from.path[--from.nderef];
  return esc_term_equal (&from, &kill->dst);
}

/* Whether the call that op I begins frees.  */
static bool
calls_free (const struct esc_solve *s, uint32_t i)
{
  for (uint32_t k = i + 1; k < s->nops && s->ops[k].call == s->ops[i].call; k++)
    if (s->ops[k].kind == ESC_OP_FREE)
      return true;
  return false;
}

/* The objects that the function frees, by object.  */
static bool *
find_freed (struct esc_solve *s)
{
  bool *freed = esc_alloc (&s->arena, s->nobjs + 1);
  const uint32_t *pts;
  for (uint32_t k = 0; k < s->nops; k++)
    if (s->ops[k].kind == ESC_OP_FREE)
      {
	uint32_t n = esc_targets (s, s->ops[k].src, &s->ops[k].at, &pts);
	for (uint32_t i = 0; i < n; i++)
	  freed[s->targets[pts[i]].obj] = true;
      }
  return freed;
}

/* Whether OP goes through a pointer to what is FREED.  */
static bool
uses_freed (struct esc_solve *s, const struct esc_op *op, const bool *freed)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->src, &(struct esc_off) { 0 }, &pts);
  for (uint32_t k = 0; k < n; k++)
    if (freed[s->targets[pts[k]].obj])
      return true;
  return false;
}

/* Whether the function does nothing but free: then a call of it can go when
   the memory goes.  *CLEARS: and sets the variable to NULL.  */
bool
esc_sum_only_frees (struct maker *m, bool *clears)
{
  const struct esc_summary *sum = m->sum;
  struct esc_solve *s = m->s;
  if (s->fn->nother || s->fn->flags & ESC_FF_ACTS || sum->flags)
    return false;
  const struct esc_effect *frees = NULL;
  *clears = false;
  for (uint32_t i = 0; i < sum->neffects; i++)
    if (sum->effects[i].kind == ESC_E_FREE)
      frees = &sum->effects[i];
  for (uint32_t i = 0; i < sum->neffects; i++)
    if (sum->effects[i].kind == ESC_E_KILL && frees
	&& clears_source (&sum->effects[i], &frees->src,
			  s->unit->pointer_size))
      *clears = true;
    else if (sum->effects[i].kind != ESC_E_USE
	     && sum->effects[i].kind != ESC_E_FREE)
      return false;
  const bool *freed = find_freed (s);
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if ((op->kind == ESC_OP_FREE && op->flags & ESC_PF_NOFOLD)
	  || (op->kind == ESC_OP_CALL && !calls_free (s, i)))
	return false;
      /* Reading the object that it frees is a use of it.  */
      if ((op->kind == ESC_OP_USE
	   || (op->kind == ESC_OP_LOAD && op->call == 0))
	  && uses_freed (s, op, freed))
	return false;
    }
  return frees;
}
