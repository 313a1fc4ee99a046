/* check.c - verify graph and solution.  See check.h.

   Of a unit:
   (1) every operand names an entry of its table;
   (2) the ops of the blocks follow each other without a gap;
   (3) every successor is a block, a compared branch has two;
   (4) a scope's parent has a smaller number, objects and values lie in one; the
       memory of a parameter is that of one;
   (5) an op has the operands of its kind, a call its number.
   Of a solution:
   (6) COPY, LOAD and STORE are satisfied: the source's targets are among the
       destination's, unless the budget ran out.  */

#include "check.h"

#include <stdio.h>
#include <stdlib.h>

static bool
bad_ref (struct esc_unit *unit, const struct esc_fn *fn, esc_ref ref)
{
  uint32_t i = ref & ESC_REF_INDEX;
  if (!ref)
    return false;
  if (!i)
    return true;
  if (!ESC_IS_OBJ (ref))
    return i >= fn->nvalues;
  return i >= (ref & ESC_REF_UNIT ? unit->nobjs : fn->nobjs);
}

static const char *
check_op (struct esc_unit *unit, const struct esc_fn *fn,
	  const struct esc_op *op)
{
  if (bad_ref (unit, fn, op->dst) || bad_ref (unit, fn, op->src))
    return "an op names nothing (1)";
  switch (op->kind)
    {
    case ESC_OP_COPY:
    case ESC_OP_PHI:
      return !ESC_IS_VAL (op->dst) ? "a copy defines no value (5)" : NULL;
    case ESC_OP_LOAD:
      return !ESC_IS_VAL (op->dst) || !op->src
	? "a load lacks an operand (5)" : NULL;
    case ESC_OP_STORE:
    case ESC_OP_MOVE:
      return !op->dst ? "a store goes nowhere (5)" : NULL;
    case ESC_OP_CALL:
      return !op->call || op->call >= fn->ncalls
	? "a call has no number (5)" : NULL;
    case ESC_OP_DIE:
      return !ESC_IS_OBJ (op->src) ? "what dies is no object (5)" : NULL;
    case ESC_OP_RET:
    case ESC_OP_LEAK:
    case ESC_OP_USE:
      return NULL;
    default:
      return "an op of a kind that is never lowered (5)";
    }
}

const char *
esc_check_fn (struct esc_unit *unit, const struct esc_fn *fn)
{
  uint32_t next = 0;
  for (uint32_t b = 0; b < fn->nblocks; b++)
    {
      const struct esc_block *block = &fn->blocks[b];
      if (block->first != next)
	return "blocks do not follow each other (2)";
      next += block->n;
      for (uint32_t i = 0; i < block->nsucc; i++)
	if (block->succ[i] >= fn->nblocks)
	  return "a successor is no block (3)";
      if (block->cmp && block->nsucc != 2)
	return "a branch has not two successors (3)";
      if (bad_ref (unit, fn, block->lhs) || bad_ref (unit, fn, block->rhs))
	return "a branch compares nothing (1)";
    }
  if (next != fn->nops)
    return "ops outside of blocks (2)";
  for (uint32_t i = 0; i < fn->nops; i++)
    {
      const char *wrong = check_op (unit, fn, &fn->ops[i]);
      if (wrong)
	return wrong;
    }
  for (uint32_t i = 1; i < fn->nscopes; i++)
    if (fn->scopes[i] >= i)
      return "a scope lies in a later one (4)";
  for (uint32_t i = 1; i < fn->nobjs; i++)
    if (fn->objs[i].scope >= fn->nscopes)
      return "an object has no scope (4)";
    else if (fn->objs[i].kind == ESC_O_PARAM
	     && fn->objs[i].param >= esc_hidden_params (fn))
      return "an object is that of no parameter (4)";
  for (uint32_t i = 1; i < fn->nvalues; i++)
    if (fn->values[i].scope != ESC_ANON
	&& fn->values[i].scope >= fn->nscopes)
      return "a value has no scope (4)";
  for (uint32_t i = 1; i < fn->ncalls; i++)
    {
      const struct esc_call *call = &fn->calls[i];
      bool bad = bad_ref (unit, fn, call->callee)
		 || bad_ref (unit, fn, call->result)
		 || bad_ref (unit, fn, call->retmem)
		 || bad_ref (unit, fn, call->chain);
      for (uint32_t k = 0; k < call->nargs; k++)
	bad |= bad_ref (unit, fn, call->args[k]);
      if (bad)
	return "a call names nothing (1)";
    }
  return NULL;
}

const char *
esc_check_unit (struct esc_unit *unit)
{
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (unit->fns[i]->flags & ESC_FF_BODY)
      {
	esc_body_need (unit, unit->fns[i]);
	const char *wrong = esc_check_fn (unit, unit->fns[i]);
	esc_bodies_drop (unit);
	if (wrong)
	  return esc_printf (&unit->arena, "in %s: %s", unit->fns[i]->name,
			     wrong);
      }
  return NULL;
}

/* Whether all of A, N of them, or a wider place of the same object, are in
   B.  */
static bool
subset (struct esc_solve *s, const uint32_t *a, uint32_t n, const uint32_t *b,
	uint32_t nb)
{
  for (uint32_t i = 0; i < n; i++)
    {
      bool found = false;
      for (uint32_t k = 0; k < nb && !found; k++)
	found = s->targets[b[k]].obj == s->targets[a[i]].obj;
      if (!found)
	return false;
    }
  return true;
}

const char *
esc_check_solution (struct esc_solve *s)
{
  if (s->capped)
    return NULL;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if (op->kind != ESC_OP_COPY && op->kind != ESC_OP_PHI)
	continue;
      const uint32_t *src, *dst;
      uint32_t ns = esc_targets (s, op->src, &op->at, &src);
      /* esc_targets has one buffer for objects: keep the answer.  */
      uint32_t keep = ns ? src[0] : 0;
      if (ESC_IS_OBJ (op->src))
	src = &keep;
      uint32_t nd = esc_targets (s, op->dst, &(struct esc_off) { 0 }, &dst);
      if (!subset (s, src, ns, dst, nd))
	return "a flow is not satisfied (6)";
    }
  return NULL;
}

void
esc_check_fail (const struct esc_unit *unit, const char *message)
{
  if (!message)
    return;
  fprintf (stderr, "escape: internal error: %s: %s\n", unit->name, message);
  abort ();
}
