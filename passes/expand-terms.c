/* expand-terms.c - terms of a summary at a call.

   Owns:    the loads that a term takes, each once a call; the objects that the
            callee makes.
   Input:   terms, and the call's arguments.
   Output:  the values that they are here.
   Not handled: what is done with them (expand.c).  */

#include "expand-site.h"

void
esc_site_emit (struct site *c, enum esc_opkind kind, uint8_t flags,
	       struct place dst, struct place src, uint64_t len)
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

/* All extra arguments of a variadic call, as the memory they are passed in.  */
static esc_ref
varargs (struct site *c)
{
  if (!c->varargs)
    {
      c->varargs = esc_temp_ref (c->s);
      for (uint32_t i = c->callee->nparams; i < c->nargs; i++)
	if (c->args[i])
	  esc_site_emit (c, ESC_OP_STORE, ESC_PF_WEAK,
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
  esc_site_emit (c, ESC_OP_LOAD, 0, (struct place) { temp, { 0 } },
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

struct place
esc_site_eval (struct site *c, const struct esc_summary *sum,
	       const struct esc_term *t)
{
  struct place p = { 0 };
  switch (t->base)
    {
    case ESC_B_PARAM:
      if (c->callee && t->index >= c->callee->nparams
	  && c->callee->flags & ESC_FF_OURS)
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
	    esc_site_emit (c, ESC_OP_COPY, ESC_PF_WEAK,
			   (struct place) { p.ref, { 0 } },
			   (struct place) { load (c, p.ref, t->loop[k]), { 0 } },
			   0);
	  /* Which of them it is, is not known.  */
	  esc_site_emit (c, ESC_OP_COPY, ESC_PF_MAYBE,
			 (struct place) { any, { 0 } },
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

esc_ref
esc_site_plain (struct site *c, struct place p)
{
  if (!p.ref || (!p.at.off && !p.at.stride))
    return p.ref;
  esc_ref temp = new_temp (c->s);
  esc_site_emit (c, ESC_OP_COPY, 0, (struct place) { temp, { 0 } }, p, 0);
  return temp;
}
