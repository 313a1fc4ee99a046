/* candidates.c - which objects the flow-sensitive pass must follow.

   Input:   a solved function.  Output: an array by object, or NULL: most
   functions have none, and the pass is not run.
   Not handled: whether a candidate is a finding.  */

#include "judge.h"
#include "summarize.h"

static bool
on_stack (const struct esc_sobj *o)
{
  switch (o->kind)
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

/* Whether VALUE may be used past the end of the scope of OBJ: it belongs to an
   outer variable, or to none.  */
static bool
lives_longer (struct esc_solve *s, uint32_t value, uint32_t obj)
{
  if (value >= s->fn->nvalues)
    return true;
  uint32_t scope = s->fn->values[value].scope;
  return scope == ESC_ANON || !esc_scope_encloses (s->fn, esc_scope_of (s, obj),
						   scope);
}

bool *
esc_candidates (struct esc_solve *s, bool params)
{
  bool any = false, blocks = false;
  bool *track = NULL;
  if (s->capped)
    return NULL;
  track = esc_alloc (&s->arena, s->nobjs + 1);
  bool *dies = esc_alloc (&s->arena, s->nobjs + 1);
  /* The address of a stack object is where it outlives the function.  */
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    if (on_stack (&s->objs[obj]) && s->objs[obj].life >= ESC_L_CALLER)
      any = track[obj] = true;
  /* Or in something that outlives its block.  */
  for (uint32_t i = 0; i < s->nops; i++)
    if (s->ops[i].kind == ESC_OP_DIE)
      {
	uint32_t obj = esc_object_here (s, s->ops[i].src);
	if (on_stack (&s->objs[obj]))
	  blocks = dies[obj] = true;
      }
  const uint32_t *pts;
  for (uint32_t i = 0; blocks && i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if (op->kind != ESC_OP_COPY && op->kind != ESC_OP_PHI
	  && op->kind != ESC_OP_LOAD)
	continue;
      uint32_t n = esc_targets (s, op->dst, &(struct esc_off) { 0 }, &pts);
      for (uint32_t k = 0; k < n; k++)
	{
	  uint32_t obj = s->targets[pts[k]].obj;
	  if (dies[obj] && !track[obj] && lives_longer (s, op->dst, obj))
	    any = track[obj] = true;
	}
    }
  for (uint32_t o = 1; o < s->nobjs; o++)
    for (uint32_t c = 0; c < s->objs[o].ncells; c++)
      {
	uint32_t n = esc_cell_targets (s, s->objs[o].cells[c], &pts);
	bool outside = esc_outside (&s->objs[o]) && o != s->unknown;
	for (uint32_t k = 0; k < n; k++)
	  {
	    uint32_t obj = s->targets[pts[k]].obj;
	    if (dies[obj] && o != obj
		&& (esc_scope_of (s, o) != esc_scope_of (s, obj) || outside))
	      any = track[obj] = true;
	    /* What a parameter leads to is stored where the caller can see it:
	       is it still there at the end?  */
	    if (params && outside && s->objs[obj].kind == ESC_O_DEREF
		&& s->objs[o].kind != ESC_O_RESULT
		&& !esc_is_initial (s, s->objs[o].cells[c], pts[k]))
	      {
		uint32_t root = obj;
		while (s->objs[root].parent)
		  root = s->objs[root].parent;
		if (s->objs[root].kind == ESC_O_DEREF
		    || s->objs[root].kind == ESC_O_PARAM)
		  any = track[obj] = true;
	      }
	  }
      }
  if (!any)
    return NULL;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    if (s->objs[obj].kind == ESC_O_HEAP && s->objs[obj].life >= ESC_L_CALLER)
      track[obj] = true;
  return track;
}
