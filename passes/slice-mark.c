/* slice-mark.c - what of a function has consequences, and what that needs.

   Input:   a function; the summaries of what it calls.
   Output:  marks on its ops and values.
   Not handled: the copy (slice.c).  */

#include "slice-state.h"

/* ---- What has consequences.  ---- */

/* Whether CALL does nothing but read, and return a result that no path
   follows.  */
static bool
inert (struct slicer *c, const struct esc_call *call)
{
  const struct esc_summary *sum = summary_of (c, call);
  if (!sum || sum->flags & (uint32_t) ~ESC_SF_READS)
    return false;
  for (uint32_t i = 0; i < sum->neffects; i++)
    {
      const struct esc_effect *e = &sum->effects[i];
      bool plain = e->kind == ESC_E_USE || e->kind == ESC_E_RET
		   /* Bytes of a variable that holds no address of interest.  */
		   || (e->kind == ESC_E_KILL && e->dst.base == ESC_B_PARAM
		       && !e->dst.nderef && e->dst.index < call->nargs
		       && own_object (call->args[e->dst.index]));
      if (!plain)
	return false;
    }
  if (c->whole && call->result)
    return false;
  /* Its arguments are used there.  */
  for (uint32_t i = 0; i < call->nargs && c->scopes; i++)
    if (call->args[i])
      return false;
  return true;
}

static bool
matters (struct slicer *c, const struct esc_op *op)
{
  switch (op->kind)
    {
    case ESC_OP_COPY:
    case ESC_OP_PHI:
      return false;
    case ESC_OP_LOAD:
      return c->scopes;
    case ESC_OP_USE:
      /* Who fills in what it allocates is a constructor.  */
      return c->scopes
	     || (op->flags & ESC_PF_WRITE && c->fn->summary->nfresh);
    case ESC_OP_CALL:
      return !inert (c, &c->fn->calls[op->call]);
    default:
      return true;
    }
}

static void
need (struct slicer *c, esc_ref ref)
{
  if (!ESC_IS_VAL (ref) || c->live[ref])
    return;
  c->live[ref] = true;
  ESC_PUSH (c->arena, c->work, c->nwork, c->work_cap, ref);
}

static void
need_operands (struct slicer *c, const struct esc_op *op)
{
  need (c, op->src);
  if (op->kind == ESC_OP_STORE || op->kind == ESC_OP_MOVE)
    need (c, op->dst);
  if (op->kind != ESC_OP_CALL)
    return;
  const struct esc_call *call = &c->fn->calls[op->call];
  need (c, call->callee);
  need (c, call->retmem);
  need (c, call->chain);
  for (uint32_t i = 0; i < call->nargs; i++)
    need (c, call->args[i]);
  /* A heap object is one whatever becomes of it.  */
  const struct esc_summary *sum = summary_of (c, call);
  if (sum && sum->nfresh)
    need (c, call->result);
}

static void
keep (struct slicer *c, uint32_t i)
{
  if (c->keep[i])
    return;
  c->keep[i] = true;
  need_operands (c, &c->fn->ops[i]);
}

static esc_ref
defined (const struct slicer *c, const struct esc_op *op)
{
  switch (op->kind)
    {
    case ESC_OP_COPY:
    case ESC_OP_PHI:
    case ESC_OP_LOAD:
      return op->dst;
    case ESC_OP_CALL:
      return c->fn->calls[op->call].result;
    default:
      return 0;
    }
}

static void
find_definitions (struct slicer *c)
{
  const struct esc_fn *fn = c->fn;
  c->defs = esc_alloc (c->arena, fn->nvalues * sizeof *c->defs);
  c->ndefs = esc_alloc (c->arena, fn->nvalues * sizeof *c->ndefs);
  for (uint32_t i = 0; i < fn->nops; i++)
    {
      esc_ref v = defined (c, &fn->ops[i]);
      if (ESC_IS_VAL (v))
	c->ndefs[v]++;
    }
  for (uint32_t v = 1; v < fn->nvalues; v++)
    {
      c->defs[v] = c->ndefs[v]
	? esc_alloc (c->arena, c->ndefs[v] * sizeof **c->defs) : NULL;
      c->ndefs[v] = 0;
    }
  for (uint32_t i = 0; i < fn->nops; i++)
    {
      esc_ref v = defined (c, &fn->ops[i]);
      if (ESC_IS_VAL (v))
	c->defs[v][c->ndefs[v]++] = i;
    }
}

/* Whether the test of BLOCK says something of what is kept: it is not of the result
   of a call that goes.  */
static bool
asked (struct slicer *c, const struct esc_block *block)
{
  uint32_t call = esc_branch_call (c->by_result, block);
  return !call || !inert (c, &c->fn->calls[call]);
}

static void
mark (struct slicer *c)
{
  const struct esc_fn *fn = c->fn;
  for (uint32_t i = 0; i < fn->nops; i++)
    if (fn->ops[i].kind == ESC_OP_DIE
	&& esc_object (c->unit, c->fn, fn->ops[i].src)->scope)
      c->scopes = true;
  find_definitions (c);
  for (uint32_t i = 0; i < fn->nops; i++)
    if (matters (c, &fn->ops[i]))
      keep (c, i);
  /* Addresses that are compared, results that are tested.  */
  for (uint32_t b = 0; b < fn->nblocks; b++)
    if (fn->blocks[b].cmp && asked (c, &fn->blocks[b]))
      {
	need (c, fn->blocks[b].lhs);
	need (c, fn->blocks[b].rhs);
      }
  while (c->nwork)
    {
      uint32_t v = c->work[--c->nwork];
      for (uint32_t k = 0; k < c->ndefs[v]; k++)
	keep (c, c->defs[v][k]);
    }
}

/* What goes may be more than reading, and more than what frees does.  */
static void
say_what_went (struct slicer *c)
{
  for (uint32_t i = 0; i < c->fn->nops; i++)
    {
      const struct esc_op *op = &c->fn->ops[i];
      if (c->keep[i] || (op->kind != ESC_OP_CALL && op->kind != ESC_OP_LOAD
			 && op->kind != ESC_OP_USE))
	continue;
      c->out->flags |= ESC_FF_ACTS;
      if (op->kind != ESC_OP_CALL)
	continue;
      /* Without a summary it would have been kept.  */
      if (!(summary_of (c, &c->fn->calls[op->call])->flags & ESC_SF_READS))
	c->out->nother++;
    }
}

void
esc_slice_mark (struct slicer *c)
{
  mark (c);
  say_what_went (c);
}
