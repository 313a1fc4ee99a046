/* modes.c - does a callee do it when it gets these constants?

   Owns:    nothing; answers are remembered in the unit.
   Input:   an op that a call was expanded to, and the constants of that call.
   Output:  whether a path through the callee on which its store stays is possible
            with them: a setter that copies or keeps, as its caller asks.
   Not handled: conditions on what the arguments point to; callbacks.  Unknown
            is yes: what the callee's summary says stands.  But no, where the
            callee is in another unit, which told no more than a summary, and
            is known to have modes.

   The callee is solved again, and a path searched in it with its parameters
   known: asked only for what would be reported, or passed on as certain.  */

#include "flow-walk.h"
#include "expr.h"
#include "judge.h"
#include "modes.h"
#include "paths.h"

enum { MAX_NESTED = 3 };	/* calls in callees that are looked into */

/* A leaf of an expression under the constants CTX.  */
static struct esc_range
known_parameter (void *ctx, const struct esc_xnode *leaf)
{
  const struct esc_constants *known = ctx;
  for (uint32_t k = 0; k < known->n; k++)
    if (leaf->op == ESC_X_PARAM && known->param[k] == leaf->param)
      return (struct esc_range) { .lo = (uint64_t) known->value[k],
				  .hi = (uint64_t) known->value[k] };
  return (struct esc_range) { .hi = UINT64_MAX };
}

/* What argument I of CALL is, if it is a constant.  */
static bool
constant_argument (struct esc_solve *s, const struct esc_call *call,
		   uint32_t i, const struct esc_constants *known,
		   int64_t *value)
{
  struct esc_range r = esc_argument_range (s->unit, s->fn, call, i);
  if (r.lo != r.hi && known && r.expr)
    r = esc_expr_eval (r.expr, known_parameter, (void *) known);
  *value = (int64_t) r.lo;
  return r.lo == r.hi;
}

static bool
find_constants (struct esc_solve *s, const struct esc_call *call,
		const struct esc_constants *known, struct esc_constants *c)
{
  c->n = 0;
  for (uint32_t i = 0; i < call->nargs && c->n < ESC_MAX_CONSTANTS; i++)
    if (constant_argument (s, call, i, known, &c->value[c->n]))
      c->param[c->n++] = i;
  return c->n != 0;
}

/* Whether something that CALLEE stores at LOC can be there at its exit.  */
static bool
stays (struct esc_unit *unit, struct esc_fn *callee, esc_loc loc,
       const struct esc_constants *constants)
{
  struct esc_solve *s = esc_solve (unit, callee, false);
  struct esc_cfg *cfg = esc_cfg_build (&s->arena, callee);
  bool *track = esc_candidates (s, true);
  struct esc_flow *flow = track ? esc_flow_run (s, cfg, track) : NULL;
  bool any = false, yes = false;
  for (uint32_t i = 0; flow && !flow->capped && i < flow->nexit && !yes; i++)
    {
      const struct esc_hold *h = &flow->exit[i];
      if (!h->origin || !(h->flags & ESC_HF_CERTAIN)
	  || s->objs[h->obj].kind != ESC_O_DEREF
	  || s->ops[h->origin - 1].loc != loc)
	continue;
      struct esc_event event = { .hold = *h };
      any = true;
      yes = esc_flow_feasible (flow, &event, constants);
    }
  /* Where the budget ran out, or the store is not certain to be there, nobody can
     say on which of its ways it does.  */
  bool followed = flow != NULL;
  esc_solve_free (s);
  return yes || (!any && !followed);
}

bool
esc_has_modes (const struct esc_fn *fn)
{
  for (uint32_t b = 0; b < fn->nblocks; b++)
    if (fn->blocks[b].nsucc > 2
	|| (fn->blocks[b].steady && fn->blocks[b].nsucc > 1))
      return true;
  return false;
}

bool
esc_call_does (struct esc_solve *s, const struct esc_op *op,
	       const struct esc_constants *known)
{
  struct esc_unit *unit = s->unit;
  struct esc_constants constants;
  if (!op->call || !op->inner || unit->nested >= MAX_NESTED)
    return true;
  const struct esc_call *call = &s->fn->calls[op->call];
  if (!ESC_IS_OBJ (call->callee))
    return true;
  const struct esc_obj *o = esc_object (unit, s->fn, call->callee);
  if (o->kind != ESC_O_FUNC)
    return true;
  struct esc_fn *callee = unit->fns[o->fn];
  /* What another unit only summed up cannot be asked.  */
  if (callee->flags & ESC_FF_TOLD && callee->flags & ESC_FF_MODES)
    return !find_constants (s, call, known, &constants);
  esc_body_need (unit, callee);
  if (callee == s->fn || !(callee->flags & ESC_FF_BODY)
      || callee->flags & (ESC_FF_INTERPOSE | ESC_FF_IRREGULAR | ESC_FF_RECURSIVE)
      || (callee->nblocks < 2 && callee->ncalls < 2)
      || !find_constants (s, call, known, &constants))
    return true;
  uint64_t key = esc_hash_int (((uint64_t) callee->index << 32) | op->inner);
  for (uint32_t i = 0; i < constants.n; i++)
    key = esc_hash_int (key ^ esc_hash_int (((uint64_t) constants.param[i] << 56)
					    ^ (uint64_t) constants.value[i]));
  uint32_t answer = esc_map_get (&unit->modes, key);
  if (!answer)
    {
      unit->nested++;
      answer = 1 + stays (unit, callee, op->inner, &constants);
      unit->nested--;
      esc_map_put (&unit->arena, &unit->modes, key, answer);
    }
  return answer == 2;
}
