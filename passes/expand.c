/* expand.c - replace each call by the flows that its callee makes.

   Input:   the ops of a function, the summaries of its callees.
   Output:  s->ops and s->first; temporaries as new values; heap objects.
   Not handled: which functions a pointer may run: solve.c finds out and
   expands again; a call that stays unresolved leaks its arguments.  */

#include "solve.h"

#include <string.h>

/* Callbacks that call callbacks: stop somewhere.  */
#define MAX_NEST 4

/* A term whose loads have been emitted.  */
struct loaded
{
  struct esc_term term;
  esc_ref ref;
};

struct site
{
  struct esc_solve *s;
  uint32_t call;		/* number of the call being expanded */
  esc_loc loc, inner;		/* inner: of the effect being expanded */
  const struct esc_fn *callee;	/* or NULL */
  const esc_ref *args;
  uint32_t nargs;
  esc_ref retmem, result, chain, varargs;
  uint64_t key;			/* identity of nested callbacks */
  unsigned nest;
  bool returned;		/* the result has been set once */
  bool part;			/* only a part of what the call does, or may do */
  uint8_t flags;		/* ESC_PF_* added to each effect */
  uint32_t nloaded, loaded_cap;	/* by the summary being expanded */
  struct loaded *loaded;
};

struct place
{
  esc_ref ref;
  struct esc_off at;
};

static void
push (struct esc_solve *s, struct esc_op op)
{
  ESC_PUSH (&s->arena, s->ops, s->nops, s->ops_cap, op);
}

static void
emit (struct site *c, enum esc_opkind kind, uint8_t flags, struct place dst,
      struct place src, uint64_t len)
{
  struct esc_op op = { .kind = (uint8_t) kind, .call = c->call,
		       .flags = flags | c->flags, .dst = dst.ref,
		       .src = src.ref, .len = len, .loc = c->loc,
		       .inner = c->inner,
		       .host = c->s->fn->calls[c->call].host };
  op.at = dst.ref && kind != ESC_OP_COPY && kind != ESC_OP_LOAD
	  ? dst.at : src.at;
  op.soff = kind == ESC_OP_MOVE ? src.at.off : 0;
  push (c->s, op);
}

static esc_ref
new_temp (struct esc_solve *s)
{
  return ++s->nvalues;
}

/* All extra arguments of a variadic call, as the memory they are passed in.  */
static esc_ref
varargs (struct site *c)
{
  if (!c->varargs)
    {
      c->varargs = esc_temp_ref (c->s);
      for (uint32_t i = c->callee->nparams; i < c->nargs; i++)
	if (c->args[i])
	  emit (c, ESC_OP_STORE, ESC_PF_WEAK,
		(struct place) { c->varargs, { 0, 1, 0 } },
		(struct place) { c->args[i], { 0 } }, 0);
    }
  return c->varargs;
}

/* What lies at AT of memory REF.  */
static esc_ref
load (struct site *c, esc_ref ref, struct esc_off at)
{
  esc_ref temp = new_temp (c->s);
  emit (c, ESC_OP_LOAD, 0, (struct place) { temp, { 0 } },
	(struct place) { ref, at }, 0);
  return temp;
}

/* The object that MADE is at this call.  In words of a callback's arguments its
   size is none of the call's.  */
static esc_ref
fresh_object (struct site *c, uint32_t number, const struct esc_fresh *made)
{
  struct esc_fresh f = *made;
  if (c->args != c->s->fn->calls[c->call].args
      && (esc_expr_depends (f.size) || esc_expr_depends (f.align)))
    f.size = f.align = NULL;
  return esc_site_ref (c->s, c->call, number + 64 * c->nest, &f);
}

/* PART, a copy of T without its offset, as the first N of its loads.  */
static void
cut_term (struct esc_term *part, const struct esc_term *t, unsigned n)
{
  part->nderef = (uint8_t) n;
  part->star = t->star <= n ? t->star : 0;
  part->nloop = part->star ? t->nloop : 0;
}

/* The address that TERM names at this call; emits the loads it takes.  */
static struct place
eval (struct site *c, const struct esc_summary *sum, const struct esc_term *t)
{
  struct place p = { 0 };
  switch (t->base)
    {
    case ESC_B_PARAM:
      if (c->callee && t->index >= c->callee->nparams
	  && c->callee->flags & ESC_FF_BODY)
	p.ref = t->index == c->callee->nparams
		&& c->callee->flags & ESC_FF_NESTED ? c->chain : varargs (c);
      else if (t->index < c->nargs)
	p.ref = c->args[t->index];
      break;
    case ESC_B_RESMEM:
      p.ref = c->retmem;
      break;
    case ESC_B_OBJ:
      p.ref = t->index;
      break;
    case ESC_B_FRESH:
      p.ref = fresh_object (c, t->index, &sum->fresh[t->index]);
      break;
    case ESC_B_STATE:
      p.ref = esc_state_ref (c->s, t->name, t->index != 0);
      break;
    case ESC_B_UNKNOWN:
      p.ref = esc_state_ref (c->s, NULL, false);
      break;
    default:
      break;
    }
  struct esc_term part = *t;
  part.at = (struct esc_off) { 0 };
  unsigned from = 0;
  /* What another term has loaded.  */
  for (unsigned i = t->nderef; i > 0 && !from && p.ref; i--)
    {
      cut_term (&part, t, i);
      for (uint32_t k = 0; k < c->nloaded && !from; k++)
	if (esc_term_equal (&c->loaded[k].term, &part))
	  {
	    p.ref = c->loaded[k].ref;
	    from = i;
	  }
    }
  for (unsigned i = from; i < t->nderef && p.ref; i++)
    {
      p.ref = load (c, p.ref, t->path[i]);
      if (t->star == i + 1)
	{
	  /* Any number of steps: the value loops.  */
	  esc_ref any = new_temp (c->s);
	  for (unsigned k = 0; k < t->nloop; k++)
	    emit (c, ESC_OP_COPY, ESC_PF_WEAK,
		  (struct place) { p.ref, { 0 } },
		  (struct place) { load (c, p.ref, t->loop[k]), { 0 } }, 0);
	  /* Which of them it is, is not known.  */
	  emit (c, ESC_OP_COPY, ESC_PF_MAYBE, (struct place) { any, { 0 } },
		(struct place) { p.ref, { 0 } }, 0);
	  p.ref = any;
	}
      cut_term (&part, t, i + 1);
      struct loaded done = { part, p.ref };
      ESC_PUSH (&c->s->arena, c->loaded, c->nloaded, c->loaded_cap, done);
    }
  p.at = t->at;
  return p;
}

/* P as a plain operand: with its offset added.  */
static esc_ref
plain (struct site *c, struct place p)
{
  if (!p.ref || (!p.at.off && !p.at.stride))
    return p.ref;
  esc_ref temp = new_temp (c->s);
  emit (c, ESC_OP_COPY, 0, (struct place) { temp, { 0 } }, p, 0);
  return temp;
}

static void expand_function (struct site *c, struct esc_fn *fn);

/* The arguments that are not in the set TOLD may be kept anywhere.  */
static void
leak_arguments (struct site *c, uint64_t told)
{
  for (uint32_t i = 0; i < c->nargs; i++)
    if (c->args[i] && (i >= 64 || !(told >> i & 1)))
      emit (c, ESC_OP_LEAK, 0, (struct place) { 0 },
	    (struct place) { c->args[i], { 0 } }, 0);
}

/* Nothing is known of what is called.  */
static void
expand_unknown (struct site *c)
{
  struct esc_solve *s = c->s;
  leak_arguments (c, 0);
  if (c->chain)
    emit (c, ESC_OP_LEAK, 0, (struct place) { 0 },
	  (struct place) { c->chain, { 0 } }, 0);
  emit (c, ESC_OP_UNKNOWN, 0, (struct place) { 0 }, (struct place) { 0 }, 0);
  struct place any = { esc_state_ref (s, NULL, false), { 0 } };
  if (c->result)
    emit (c, ESC_OP_COPY, 0, (struct place) { c->result, { 0 } }, any, 0);
  if (c->retmem)
    emit (c, ESC_OP_STORE, 0, (struct place) { c->retmem, { 0, 1, 0 } }, any,
	  0);
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
  if (!(c->callee->flags & ESC_FF_BODY))
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
      emit (c, ESC_OP_USE, 0, none, src, 0);
      break;
    case ESC_E_CALL:
      {
	struct site inner = *c;
	esc_ref args[8] = { 0 };
	for (unsigned k = 0; k < e->nargs; k++)
	  args[k] = plain (c, eval (c, sum, &e->args[k]));
	inner.args = args;
	inner.nargs = e->nargs;
	inner.callee = NULL;
	inner.chain = inner.result = inner.retmem = inner.varargs = 0;
	inner.flags |= ESC_PF_WEAK;
	inner.part = true;
	inner.key = esc_hash_int (c->key ^ ((uint64_t) i << 20));
	if (src.ref)
	  expand_pointer (&inner, src.ref, src.at);
	break;
      }
    case ESC_E_LEAK:
      emit (c, ESC_OP_LEAK, flags, none, src, 0);
      break;
    case ESC_E_KILL:
      if (dst.ref)
	emit (c, ESC_OP_KILL, flags, dst, none, e->len);
      break;
    case ESC_E_FREE:
      if (src.ref)
	{
	  if (!(sum->flags & ESC_SF_FREES) || c->part
	      || (c->callee && c->callee->flags & ESC_FF_NOINLINE
		  && c->callee->flags & ESC_FF_BODY))
	    flags |= ESC_PF_NOFOLD;
	  if (sum->flags & ESC_SF_CLEARS)
	    flags |= ESC_PF_CLEARS;
	  emit (c, ESC_OP_FREE, flags, none, src, 0);
	}
      break;
    case ESC_E_REALLOC:
      if (src.ref)
	emit (c, ESC_OP_REALLOC, flags, none, src, 0);
      break;
    case ESC_E_MOVE:
      if (dst.ref && src.ref)
	{
	  if (src.at.stride)
	    src = (struct place) { plain (c, src), { 0 } };
	  emit (c, ESC_OP_MOVE, flags | ESC_PF_WEAK, dst, src, e->len);
	}
      break;
    case ESC_E_STORE:
      if (dst.ref && !src.ref && keeps_more (sum, e))
	break;
      else if (dst.ref && !src.ref)
	/* NULL, or nothing that is an address: what was there is gone.  */
	emit (c, ESC_OP_KILL, flags | ESC_PF_MUST, dst, none,
	      e->len ? e->len : c->s->unit->pointer_size);
      else if (dst.ref)
	{
	  /* Only the destination's offset fits into a store.  */
	  esc_ref from = plain (c, src);
	  /* A library function does it just on that condition: then what was
	     there is gone.  */
	  if (flags & (ESC_PF_OK | ESC_PF_NOTHEN) && !(flags & ESC_PF_MAYBE)
	      && !dst.at.stride && dst.at.off != ESC_KEEP
	      && !(c->callee && c->callee->flags & ESC_FF_BODY))
	    emit (c, ESC_OP_KILL, flags | ESC_PF_MUST, dst, none,
		  c->s->unit->pointer_size);
	  emit (c, ESC_OP_STORE, flags | ESC_PF_WEAK, dst,
		(struct place) { from, { 0 } }, e->len);
	}
      break;
    case ESC_E_RET:
      if (c->result)
	{
	  if (c->returned)
	    flags |= ESC_PF_WEAK;
	  c->returned = true;
	  emit (c, ESC_OP_COPY, flags, (struct place) { c->result, { 0 } },
		src, 0);
	}
      break;
    }
}

static void
expand_summary (struct site *c, const struct esc_summary *sum)
{
  struct esc_solve *s = c->s;
  if (sum->flags & ESC_SF_OVERFLOW)
    {
      expand_unknown (c);
      return;
    }
  if (sum->flags & ESC_SF_PARTIAL)
    leak_arguments (c, sum->told);
  if (sum->flags & ESC_SF_UNKNOWN)
    {
      emit (c, ESC_OP_UNKNOWN, 0, (struct place) { 0 }, (struct place) { 0 },
	    0);
      s->unknown_calls = true;
    }
  if (sum->flags & ESC_SF_JUMPS)
    emit (c, ESC_OP_JUMP, 0, (struct place) { 0 }, (struct place) { 0 }, 0);
  uint32_t n = sum->neffects;
  c->loaded = NULL;
  c->nloaded = c->loaded_cap = 0;
  struct place *dst = esc_alloc (&s->arena, (n + 1) * sizeof *dst);
  struct place *src = esc_alloc (&s->arena, (n + 1) * sizeof *src);
  for (uint32_t i = 0; i < n; i++)
    {
      const struct esc_effect *e = &sum->effects[i];
      if (e->kind == ESC_E_RET && !c->result)
	continue;
      if (e->dst.base)
	dst[i] = eval (c, sum, &e->dst);
      if (e->src.base)
	src[i] = eval (c, sum, &e->src);
    }
  c->returned = false;
  for (unsigned k = 0; k < sizeof effect_order; k++)
    for (uint32_t i = 0; i < n; i++)
      if (sum->effects[i].kind == effect_order[k])
	expand_effect (c, sum, i, dst[i], src[i]);
}

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
