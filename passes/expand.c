/* expand.c - replace each call by the flows that its callee makes.

   Owns:    what an effect of a summary is as ops, and their order.
   Input:   the ops of a function, the summaries of its callees.
   Output:  s->ops and s->first; temporaries as new values; heap objects.
   Not handled: which functions a pointer may run: solve.c finds out and
   expands again; a call that stays unresolved leaks its arguments.  */

#include "expand-site.h"

#include <string.h>

/* Callbacks that call callbacks: stop somewhere.  */
#define MAX_NEST 4

static void expand_function (struct site *c, struct esc_fn *fn);

/* The arguments that are not in the set TOLD may be kept anywhere.  */
static void
leak_arguments (struct site *c, uint64_t told)
{
  for (uint32_t i = 0; i < c->nargs; i++)
    if (c->args[i] && (i >= 64 || !(told >> i & 1)))
      esc_site_emit (c, ESC_OP_LEAK, 0, (struct place) { 0 },
		     (struct place) { c->args[i], { 0 } }, 0);
}

/* Nothing is known of what is called.  */
static void
expand_unknown (struct site *c)
{
  struct esc_solve *s = c->s;
  leak_arguments (c, 0);
  if (c->chain)
    esc_site_emit (c, ESC_OP_LEAK, 0, (struct place) { 0 },
		   (struct place) { c->chain, { 0 } }, 0);
  esc_site_emit (c, ESC_OP_UNKNOWN, 0, (struct place) { 0 }, (struct place) { 0 },
		 0);
  struct place any = { esc_state_ref (s, NULL, false), { 0 } };
  if (c->result)
    esc_site_emit (c, ESC_OP_COPY, 0, (struct place) { c->result, { 0 } }, any,
		   0);
  if (c->retmem)
    esc_site_emit (c, ESC_OP_STORE, 0, (struct place) { c->retmem, { 0, 1, 0 } },
		   any, 0);
  s->unknown_calls = true;
}

/* Run whatever FNPTR + AT may point to, as found in the round before.  */
static void
expand_pointer (struct site *c, esc_ref fnptr, struct esc_off at)
{
  struct esc_solve *s = c->s;
  struct esc_icall *ic = NULL;
  for (uint32_t i = 0; i < s->nicalls && !ic; i++)
    if (s->icalls[i].key == c->key)
      ic = &s->icalls[i];
  if (!ic)
    {
      struct esc_icall fresh = { .key = c->key, .call = c->call };
      ESC_PUSH (&s->arena, s->icalls, s->nicalls, s->icalls_cap, fresh);
      ic = &s->icalls[s->nicalls - 1];
    }
  ic->fnptr = fnptr;
  ic->at = at;
  if (!ic->nfns || c->nest >= MAX_NEST)
    {
      uint8_t flags = c->flags;
      c->flags |= ESC_PF_ICALL;
      expand_unknown (c);
      c->flags = flags;
      return;
    }
  struct esc_icall found = *ic;	/* the table moves while it grows */
  for (uint32_t i = 0; i < found.nfns; i++)
    {
      struct site one = *c;
      if (found.nfns > 1)
	{
	  one.flags |= ESC_PF_WEAK;
	  one.part = true;
	}
      one.nest++;
      one.key = esc_hash_int (c->key + i + 1);
      expand_function (&one, s->unit->fns[found.fns[i]]);
    }
}

/* ---- Effects.  ---- */

/* The order matters: everything is read before anything is written.  */
static const uint8_t effect_order[] = {
  ESC_E_USE, ESC_E_CALL, ESC_E_LEAK, ESC_E_KILL, ESC_E_REALLOC, ESC_E_FREE,
  ESC_E_MOVE, ESC_E_STORE, ESC_E_RET
};

/* Whether the call's constant says that effect E does not happen.  An argument
   that is the function's own parameter is a mode of its callers in turn, which
   is not followed: to them the effect is uncertain (*FLAGS).  */
static bool
other_mode (const struct site *c, const struct esc_effect *e, uint8_t *flags)
{
  if (!e->mode || e->mode > c->nargs || !c->callee || c->nest)
    return false;
  const struct esc_solve *s = c->s;
  struct esc_range r = esc_argument_range (s->unit, s->fn,
					   &s->fn->calls[c->call],
					   e->mode - 1);
  /* Nothing known is lo 0; lo and hi UINT64_MAX is the constant -1.  */
  if (r.lo == r.hi)
    return (r.lo == e->mode_value) != e->mode_is;
  /* A library function has its modes for all its callers.  */
  if (!(c->callee->flags & ESC_FF_OURS))
    *flags |= ESC_PF_MAYBE;
  if (esc_expr_plain (r.expr))
    *flags |= ESC_PF_MODE;
  /* A pointer that is passed on.  */
  esc_ref arg = c->args[e->mode - 1];
  for (uint32_t i = 0; arg && i < s->fn->nparams; i++)
    if (s->fn->params[i].value == arg)
      *flags |= ESC_PF_MODE;
  return false;
}

/* Whether another effect than E has something kept in the same hidden place: then
   NULL in one of them empties nothing.  */
static bool
keeps_more (const struct esc_summary *sum, const struct esc_effect *e)
{
  for (uint32_t i = 0; i < sum->neffects; i++)
    if (&sum->effects[i] != e && sum->effects[i].kind == ESC_E_STORE
	&& e->dst.at.off == ESC_KEEP
	&& esc_term_equal (&sum->effects[i].dst, &e->dst))
      return true;
  return false;
}

/* Effect I is a callback: the argument SRC is called.  */
static void
expand_callback (struct site *c, const struct esc_summary *sum, uint32_t i,
		 struct place src)
{
  const struct esc_effect *e = &sum->effects[i];
  struct site inner = *c;
  esc_ref args[ESC_MAX_CALL_ARGS] = { 0 };
  for (unsigned k = 0; k < e->nargs; k++)
    args[k] = esc_site_plain (c, esc_site_eval (c, sum, &e->args[k]));
  inner.args = args;
  inner.nargs = e->nargs;
  inner.callee = NULL;
  inner.chain = inner.result = inner.retmem = inner.varargs = 0;
  inner.flags |= ESC_PF_WEAK;
  inner.part = true;
  inner.key = esc_hash_int (c->key ^ ((uint64_t) i << 20));
  if (src.ref)
    expand_pointer (&inner, src.ref, src.at);
}

/* Effect E, with FLAGS, stores SRC at DST.  */
static void
expand_store (struct site *c, const struct esc_summary *sum,
	      const struct esc_effect *e, uint8_t flags, struct place dst,
	      struct place src)
{
  const struct place none = { 0 };
  if (!src.ref)
    {
      /* NULL, or nothing that is an address: what was there is gone.  */
      if (!keeps_more (sum, e))
	esc_site_emit (c, ESC_OP_KILL, flags | ESC_PF_MUST, dst, none,
		       e->len ? e->len : c->s->unit->pointer_size);
      return;
    }
  /* Only the destination's offset fits into a store.  */
  esc_ref from = esc_site_plain (c, src);
  /* A library function does it just on that condition: then what was there is
     gone.  */
  if (flags & (ESC_PF_OK | ESC_PF_NOTHEN) && !(flags & ESC_PF_MAYBE)
      && !dst.at.stride && dst.at.off != ESC_KEEP
      && !(c->callee && c->callee->flags & ESC_FF_OURS))
    esc_site_emit (c, ESC_OP_KILL, flags | ESC_PF_MUST, dst, none,
		   c->s->unit->pointer_size);
  esc_site_emit (c, ESC_OP_STORE, flags | ESC_PF_WEAK, dst,
		 (struct place) { from, { 0 } }, e->len);
}

/* What effect I does, with the values that its terms are.  */
static void
expand_effect (struct site *c, const struct esc_summary *sum, uint32_t i,
	       struct place dst, struct place src)
{
  const struct esc_effect *e = &sum->effects[i];
  const struct place none = { 0 };
  uint8_t flags = e->flags;
  if (other_mode (c, e, &flags))
    return;
  c->inner = e->loc;
  switch (e->kind)
    {
    case ESC_E_USE:
      esc_site_emit (c, ESC_OP_USE, 0, none, src, 0);
      break;
    case ESC_E_CALL:
      expand_callback (c, sum, i, src);
      break;
    case ESC_E_LEAK:
      esc_site_emit (c, ESC_OP_LEAK, flags, none, src, 0);
      break;
    case ESC_E_KILL:
      if (dst.ref)
	esc_site_emit (c, ESC_OP_KILL, flags, dst, none, e->len);
      break;
    case ESC_E_FREE:
      if (src.ref)
	{
	  if (!(sum->flags & ESC_SF_FREES) || c->part
	      || (c->callee && c->callee->flags & ESC_FF_NOINLINE
		  && c->callee->flags & ESC_FF_OURS))
	    flags |= ESC_PF_NOFOLD;
	  if (sum->flags & ESC_SF_CLEARS)
	    flags |= ESC_PF_CLEARS;
	  esc_site_emit (c, ESC_OP_FREE, flags, none, src, 0);
	}
      break;
    case ESC_E_REALLOC:
      if (src.ref)
	esc_site_emit (c, ESC_OP_REALLOC, flags, none, src, 0);
      break;
    case ESC_E_MOVE:
      if (dst.ref && src.ref)
	{
	  if (src.at.stride)
	    src = (struct place) { esc_site_plain (c, src), { 0 } };
	  esc_site_emit (c, ESC_OP_MOVE, flags | ESC_PF_WEAK, dst, src, e->len);
	}
      break;
    case ESC_E_STORE:
      if (dst.ref)
	expand_store (c, sum, e, flags, dst, src);
      break;
    case ESC_E_RET:
      if (c->result)
	{
	  if (c->returned)
	    flags |= ESC_PF_WEAK;
	  c->returned = true;
	  esc_site_emit (c, ESC_OP_COPY, flags,
			 (struct place) { c->result, { 0 } }, src, 0);
	}
      break;
    }
}

static void
expand_summary (struct site *c, const struct esc_summary *sum)
{
  struct esc_solve *s = c->s;
  if (s->nops >= ESC_MAX_EXPANDED)
    return;
  if (sum->flags & ESC_SF_OVERFLOW)
    {
      expand_unknown (c);
      return;
    }
  if (sum->flags & ESC_SF_PARTIAL)
    leak_arguments (c, sum->told);
  if (sum->flags & ESC_SF_UNKNOWN)
    {
      esc_site_emit (c, ESC_OP_UNKNOWN, 0, (struct place) { 0 },
		     (struct place) { 0 }, 0);
      s->unknown_calls = true;
    }
  if (sum->flags & ESC_SF_JUMPS)
    esc_site_emit (c, ESC_OP_JUMP, 0, (struct place) { 0 }, (struct place) { 0 },
		   0);
  uint32_t n = sum->neffects, kinds = 0;
  c->loaded = NULL;
  c->nloaded = c->loaded_cap = 0;
  struct place *dst = esc_alloc (&s->arena, (n + 1) * sizeof *dst);
  struct place *src = esc_alloc (&s->arena, (n + 1) * sizeof *src);
  for (uint32_t i = 0; i < n; i++)
    {
      const struct esc_effect *e = &sum->effects[i];
      uint8_t flags = e->flags;
      kinds |= 1u << e->kind;
      if ((e->kind == ESC_E_RET && !c->result) || other_mode (c, e, &flags))
	continue;
      if (e->dst.base)
	dst[i] = esc_site_eval (c, sum, &e->dst);
      /* What is stored nowhere (`*out = fresh', and out is NULL) is not made.  */
      if (e->src.base && (e->kind != ESC_E_STORE || dst[i].ref))
	src[i] = esc_site_eval (c, sum, &e->src);
    }
  c->returned = false;
  for (unsigned k = 0; k < sizeof effect_order; k++)
    for (uint32_t i = 0; kinds >> effect_order[k] & 1 && i < n; i++)
      if (sum->effects[i].kind == effect_order[k])
	expand_effect (c, sum, i, dst[i], src[i]);
}

/* ---- Calls.  ---- */

static void
expand_function (struct site *c, struct esc_fn *fn)
{
  c->callee = fn;
  const struct esc_summary *sum = esc_summary_of (c->s->unit, fn);
  if (sum)
    expand_summary (c, sum);
  else if (!(fn->flags & ESC_FF_BODY) || fn->flags & ESC_FF_INTERPOSE)
    expand_unknown (c);
  /* Else its cycle of calls is being solved: nothing is known so far.  */
}

static void
expand_call (struct esc_solve *s, const struct esc_op *op)
{
  const struct esc_call *call = &s->fn->calls[op->call];
  struct site c = { .s = s, .call = op->call, .loc = call->loc,
		    .args = call->args, .nargs = call->nargs,
		    .retmem = call->retmem, .result = call->result,
		    .chain = call->chain,
		    .key = esc_hash_int (op->call + 1u) };
  if (ESC_IS_OBJ (call->callee))
    {
      struct esc_obj *o = esc_object (s->unit, s->fn, call->callee);
      if (o->kind == ESC_O_FUNC)
	{
	  expand_function (&c, s->unit->fns[o->fn]);
	  return;
	}
    }
  if (call->callee)
    expand_pointer (&c, call->callee, (struct esc_off) { 0 });
  else
    expand_unknown (&c);
}

void
esc_expand_calls (struct esc_solve *s)
{
  const struct esc_fn *fn = s->fn;
  s->nops = 0;
  s->nvalues = fn->nvalues - 1;
  for (uint32_t b = 0; b < fn->nblocks; b++)
    {
      s->first[b] = s->nops;
      const struct esc_block *block = &fn->blocks[b];
      for (uint32_t i = block->first; i < block->first + block->n; i++)
	{
	  /* The call itself stays in front of what it does: the place where
	     its arguments are used.  */
	  push (s, fn->ops[i]);
	  if (fn->ops[i].kind == ESC_OP_CALL)
	    expand_call (s, &fn->ops[i]);
	}
    }
  s->first[fn->nblocks] = s->nops;
}
