/* summarize-leaks.c - effects of addresses that go on to other functions.

   Owns:    LEAK and CALL effects; the list of addresses of RET, FREE and REALLOC.
   Input:   ops, calls through pointers, and the escapes of the solution.
   Output:  effects, and ESC_SF_UNKNOWN for a call that cannot be said in words of
            the interface.
   Not handled: what the caller's functions do with what they get.  */

#include "summarize-maker.h"

enum
{
  MAX_CALLS = 16,		/* of callbacks */
  MAX_CHOICES = 4		/* addresses of one argument */
};

void
esc_sum_values (struct maker *m, const struct esc_op *op, enum esc_ekind kind,
		uint8_t flags)
{
  struct esc_solve *s = m->s;
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->src, &op->at, &pts);
  for (uint32_t k = 0; k < n; k++)
    {
      struct esc_effect e = { .kind = (uint8_t) kind, .flags = flags,
			      .loc = op->loc };
      const struct esc_sobj *o = &s->objs[s->targets[pts[k]].obj];
      if (o->kind == ESC_O_STRING
	  || (kind == ESC_E_FREE && !esc_outside (o)))
	continue;
      if (esc_sum_value (m, pts[k], &e.src))
	esc_sum_add (m, &e);
    }
}

/* What LEAK op OP hands to unknown code.  */
static void
leak_op (struct maker *m, const struct esc_op *op)
{
  struct esc_solve *s = m->s;
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->src, &op->at, &pts);
  bool local = false;
  for (uint32_t k = 0; k < n; k++)
    local |= !esc_outside (&s->objs[s->targets[pts[k]].obj]);
  esc_sum_values (m, op, ESC_E_LEAK, op->flags & ESC_PF_MAYBE);
  if (!local || m->handed_on)
    return;
  m->handed_on = true;
  /* Memory of this function was handed on: so was all that it leads to.  */
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      struct esc_effect e = { .kind = ESC_E_LEAK, .loc = op->loc,
			      .flags = o->sent ? ESC_PF_MAYBE : 0 };
      if (o->kept && o->kind == ESC_O_DEREF
	  && !(o->parent && s->objs[o->parent].kept)
	  && esc_sum_address (m, obj, &e.src))
	esc_sum_add (m, &e);
    }
}

/* Objects of the caller that unknown code may have seen.  */
void
esc_sum_leaks (struct maker *m)
{
  for (uint32_t i = 0; i < m->s->nops; i++)
    if (m->s->ops[i].kind == ESC_OP_LEAK
	&& !(m->s->ops[i].flags & ESC_PF_ICALL))
      leak_op (m, &m->s->ops[i]);
}

/* Objects that lie in memory of which nothing is known, or of which the caller
   has no word: to the caller they leak.  */
void
esc_sum_lost (struct maker *m)
{
  struct esc_solve *s = m->s;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      struct esc_effect e = { .kind = ESC_E_LEAK,
			      .flags = o->sent ? ESC_PF_MAYBE : 0 };
      bool fresh = o->kind == ESC_O_HEAP && m->fresh_of[obj];
      if (o->kept && (fresh || (o->kind == ESC_O_DEREF
				&& o->via == s->unknown))
	  && esc_sum_address (m, obj, &e.src))
	esc_sum_add (m, &e);
    }
}

/* ---- Callbacks.  ---- */

/* Whether OBJ is, or holds, memory of the caller's.  */
static bool
holds_callers (struct maker *m, uint32_t obj)
{
  struct esc_solve *s = m->s;
  if (esc_outside (&s->objs[obj]))
    return true;
  for (uint32_t c = 0; c < s->objs[obj].ncells; c++)
    {
      const uint32_t *pts;
      struct esc_term t;
      uint32_t n = esc_cell_targets (s, s->objs[obj].cells[c], &pts);
      for (uint32_t k = 0; k < n; k++)
	if (s->objs[s->targets[pts[k]].obj].kind != ESC_O_STRING
	    && (esc_sum_value (m, pts[k], &t)
		|| s->targets[pts[k]].obj != obj))
	  return true;
    }
  return s->objs[obj].nranges != 0;
}

/* The addresses that argument ARG of CALL may be, as terms in T, MAX_CHOICES at
   most; -1: there are no words for them.  */
static int
argument_terms (struct maker *m, const struct esc_call *call, unsigned arg,
		struct esc_term *t)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (m->s, call->args[arg], &(struct esc_off) { 0 },
			    &pts);
  int found = 0;
  for (uint32_t k = 0; k < n; k++)
    {
      struct esc_term one;
      if (m->s->objs[m->s->targets[pts[k]].obj].kind == ESC_O_STRING)
	continue;
      /* Memory of this function is as good as none to the caller, if there is
	 nothing of the caller's in it.  */
      if (!esc_sum_value (m, pts[k], &one))
	{
	  if (holds_callers (m, m->s->targets[pts[k]].obj))
	    return -1;
	  continue;
	}
      bool there = false;
      for (int i = 0; i < found; i++)
	there |= esc_term_equal (&t[i], &one);
      if (there)
	continue;
      if (found == MAX_CHOICES)
	return -1;
      t[found++] = one;
    }
  return found;
}

/* CALL runs what FNPTR names: an effect for each choice of its arguments.  False
   if that cannot be said.  */
static bool
add_callback (struct maker *m, const struct esc_call *call,
	      const struct esc_term *fnptr, unsigned *ncalls)
{
  struct esc_term terms[8][MAX_CHOICES];
  int n[8];
  unsigned nargs = call->nargs < 8 ? call->nargs : 8, choices = 1;
  for (unsigned a = 0; a < nargs; a++)
    {
      n[a] = argument_terms (m, call, a, terms[a]);
      if (n[a] < 0)
	return false;
      choices *= n[a] ? (unsigned) n[a] : 1;
    }
  if (*ncalls + choices > MAX_CALLS)
    return false;
  *ncalls += choices;
  for (unsigned c = 0; c < choices; c++)
    {
      struct esc_effect e = { .kind = ESC_E_CALL, .loc = call->loc,
			      .src = *fnptr, .nargs = (uint8_t) nargs };
      unsigned rest = c;
      e.args = esc_alloc (m->arena, (nargs + 1u) * sizeof *e.args);
      for (unsigned a = 0; a < nargs; a++)
	if (n[a])
	  {
	    e.args[a] = terms[a][rest % (unsigned) n[a]];
	    rest /= (unsigned) n[a];
	  }
      esc_sum_add (m, &e);
    }
  return true;
}

/* Calls through pointers that the caller knows.  */
void
esc_sum_callbacks (struct maker *m)
{
  struct esc_solve *s = m->s;
  unsigned ncalls = 0;
  for (uint32_t i = 0; i < s->nicalls; i++)
    {
      const struct esc_icall *ic = &s->icalls[i];
      if (ic->nfns || !ic->call)
	continue;
      const uint32_t *pts;
      uint32_t n = esc_targets (s, ic->fnptr, &ic->at, &pts);
      const struct esc_call *call = &s->fn->calls[ic->call];
      /* A callback of a callee has that callee's words for arguments: only
	 direct ones are passed on exactly.  */
      bool expressed = n > 0 && n <= 4 && call->callee == ic->fnptr;
      struct esc_term fns[4];
      for (uint32_t k = 0; k < n && expressed; k++)
	/* A pointer in a global is no more known to the caller than here.  */
	expressed = esc_sum_value (m, pts[k], &fns[k])
		    && fns[k].base == ESC_B_PARAM;
      for (uint32_t k = 0; k < n && expressed; k++)
	expressed = add_callback (m, call, &fns[k], &ncalls);
      if (expressed)
	continue;
      /* Not in words of the interface: its arguments leak.  */
      m->sum->flags |= ESC_SF_UNKNOWN;
      for (uint32_t k = 0; k < s->nops; k++)
	if (s->ops[k].kind == ESC_OP_LEAK && s->ops[k].call == ic->call
	    && s->ops[k].flags & ESC_PF_ICALL)
	  leak_op (m, &s->ops[k]);
    }
}
