/* results.c - what a function returns on the ways that pass a place: so that its
   callers, who look at the result, know whether that place was passed.

   Input:   a function, its program and its dominators; an op of it.
   Output:  whether the result is 0, something else, or either.
   Not handled: correlations other than with 0.  */

#include "program.h"

#include <string.h>

struct asker
{
  const struct esc_fn *fn;
  const struct esc_cfg *cfg;
  const struct esc_program *prog;
  const struct esc_op *op;
  uint32_t block;		/* of op */
  bool *after;			/* by block: reached from there */
  uint32_t *def;		/* by variable: first instruction, + 1 */
  uint8_t *answer;		/* by variable: its set, | ASKED */
  unsigned depth;
};

enum { MAX_DEPTH = 500 };	/* of definitions that are followed */

/* Being asked, or answered: a merge that depends on itself adds nothing.  */
#define ASKED 4u

/* Whether 0 passes the test of P: 1, 0, or -1: not known.  */
static int
answer_of_zero (const struct esc_pblock *p)
{
  int64_t k = p->b.k;
  if (p->b.kind != ESC_PV_CONST || !p->bits)
    return -1;
  if (p->uns && k < 0)
    k = INT64_MAX;		/* a large number */
  switch (p->code)
    {
    case ESC_P_EQ: return k == 0;
    case ESC_P_NE: return k != 0;
    case ESC_P_LT: return 0 < k;
    case ESC_P_LE: return 0 <= k;
    case ESC_P_GT: return 0 > k;
    case ESC_P_GE: return 0 >= k;
    default: return -1;
    }
}

/* What a branch that dominates the place has shown of variable V.  */
static unsigned
shown (const struct asker *q, uint32_t v)
{
  const struct esc_cfg *cfg = q->cfg;
  for (uint32_t b = q->block; b && cfg->order[b] != UINT32_MAX;
       b = cfg->idom[b])
    {
      uint32_t up = cfg->idom[b];
      const struct esc_pblock *p = &q->prog->blocks[up];
      const struct esc_block *g = &q->fn->blocks[up];
      if (cfg->npred[b] != 1 || g->nsucc != 2 || g->succ[0] == g->succ[1]
	  || p->a.kind != ESC_PV_VAR || p->a.n != v
	  || p->b.kind != ESC_PV_CONST)
	continue;
      bool yes = g->succ[0] == b;
      if (!p->b.k && (p->code == ESC_P_EQ || p->code == ESC_P_NE))
	return yes == (p->code == ESC_P_EQ) ? ESC_R_ZERO : ESC_R_OTHER;
      /* An answer that 0 would not have given.  */
      int zero = answer_of_zero (p);
      if (zero >= 0 && yes != (zero != 0))
	return ESC_R_OTHER;
    }
  return ESC_R_ZERO | ESC_R_OTHER;
}

static unsigned results (struct asker *q, const struct esc_pval *v);

static unsigned
opposite (unsigned set)
{
  return (set & ESC_R_ZERO ? ESC_R_OTHER : 0)
	 | (set & ESC_R_OTHER ? ESC_R_ZERO : 0);
}

/* The results of call IN: the op's own had one with which it does what the op
   says.  */
static unsigned
of_call (const struct asker *q, const struct esc_pinstr *in)
{
  if (!q->op->call || in->which != q->op->call)
    return ESC_R_ZERO | ESC_R_OTHER;
  return q->op->flags & ESC_PF_OK ? ESC_R_ZERO
	 : q->op->flags & ESC_PF_NOTHEN ? ESC_R_OTHER
	 : ESC_R_ZERO | ESC_R_OTHER;
}

static unsigned
of_definition (struct asker *q, uint32_t v)
{
  const unsigned any = ESC_R_ZERO | ESC_R_OTHER;
  unsigned set;
  uint32_t i = q->def[v] - 1;
  const struct esc_pinstr *in = &q->prog->instrs[i];
  switch (in->kind)
    {
    case ESC_PK_PHI:
      set = 0;
      for (; i < q->prog->ninstrs && in->kind == ESC_PK_PHI && in->dst == v;
	   in = &q->prog->instrs[++i])
	if (q->after[in->from] || in->from == q->block)
	  set |= results (q, &in->a);
      return set;
    case ESC_PK_SET:
      if (in->code == ESC_P_COPY || in->code == ESC_P_CONVERT)
	return results (q, &in->a);
      if ((in->code == ESC_P_EQ || in->code == ESC_P_NE)
	  && in->b.kind == ESC_PV_CONST && !in->b.k)
	{
	  set = results (q, &in->a);
	  return in->code == ESC_P_EQ ? opposite (set) : set;
	}
      return any;
    case ESC_PK_CALL:
      return of_call (q, in);
    default:
      return any;
    }
}

static unsigned
of_variable (struct asker *q, uint32_t v)
{
  const unsigned any = ESC_R_ZERO | ESC_R_OTHER;
  if (v >= q->prog->nvars)
    return any;
  if (q->answer[v])
    return q->answer[v] & any;
  q->answer[v] = ASKED;
  unsigned set = shown (q, v);
  q->depth++;
  if (set == any && q->def[v] && q->depth < MAX_DEPTH)
    set = of_definition (q, v);
  q->depth--;
  q->answer[v] = (uint8_t) (ASKED | set);
  return set;
}

static unsigned
results (struct asker *q, const struct esc_pval *v)
{
  switch (v->kind)
    {
    case ESC_PV_CONST:
      return v->k ? ESC_R_OTHER : ESC_R_ZERO;
    case ESC_PV_ADDR:
      return ESC_R_OTHER;
    case ESC_PV_VAR:
      return of_variable (q, v->n);
    default:
      return ESC_R_ZERO | ESC_R_OTHER;
    }
}

/* What is known of variable V if it is the result of the op's own call.  */
static unsigned
of_own_call (const struct asker *q, uint32_t v)
{
  const unsigned any = ESC_R_ZERO | ESC_R_OTHER;
  bool negated = false;
  for (unsigned i = 0; i < 8 && v < q->prog->nvars && q->def[v]; i++)
    {
      const struct esc_pinstr *in = &q->prog->instrs[q->def[v] - 1];
      if (in->kind == ESC_PK_CALL)
	return negated ? opposite (of_call (q, in)) : of_call (q, in);
      if (in->kind != ESC_PK_SET || in->a.kind != ESC_PV_VAR)
	return any;
      if ((in->code == ESC_P_EQ || in->code == ESC_P_NE)
	  && in->b.kind == ESC_PV_CONST && !in->b.k)
	negated ^= in->code == ESC_P_EQ;
      else if (in->code != ESC_P_COPY && in->code != ESC_P_CONVERT)
	return any;
      v = in->a.n;
    }
  return any;
}

/* Whether edge E of block B is not taken after the op was done by its call.  */
static bool
contradicts (const struct asker *q, uint32_t b, uint32_t e)
{
  const struct esc_pblock *p = &q->prog->blocks[b];
  const struct esc_block *g = &q->fn->blocks[b];
  if (!p->code || g->nsucc != 2 || g->succ[0] == g->succ[1]
      || p->a.kind != ESC_PV_VAR)
    return false;
  unsigned set = of_own_call (q, p->a.n);
  int zero = answer_of_zero (p);
  if (set == ESC_R_ZERO && zero >= 0)
    return (e == 0) != (zero != 0);
  if (set == ESC_R_OTHER && !p->b.k
      && (p->code == ESC_P_EQ || p->code == ESC_P_NE))
    return (e == 0) == (p->code == ESC_P_EQ);
  return false;
}

unsigned
esc_results_after (struct esc_arena *scratch, struct esc_unit *unit,
		   struct esc_fn *fn, const struct esc_cfg *cfg,
		   const struct esc_op *op, uint32_t b)
{
  const unsigned any = ESC_R_ZERO | ESC_R_OTHER;
  struct asker q = { .fn = fn, .cfg = cfg, .op = op, .block = b };
  q.prog = esc_program_of (unit, fn);
  if (!q.prog)
    return any;
  uint32_t *work = esc_alloc (scratch, (fn->nblocks + 1) * sizeof *work);
  uint32_t n = 0;
  q.after = esc_alloc (scratch, fn->nblocks + 1);
  q.answer = esc_alloc (scratch, q.prog->nvars + 1);
  q.def = esc_alloc (scratch, (q.prog->nvars + 1) * sizeof *q.def);
  for (uint32_t i = q.prog->ninstrs; i-- > 0;)
    if (q.prog->instrs[i].dst < q.prog->nvars)
      q.def[q.prog->instrs[i].dst] = i + 1;
  unsigned set = 0;
  work[n++] = b;
  q.after[b] = true;
  while (n)
    {
      uint32_t at = work[--n];
      const struct esc_block *block = &fn->blocks[at];
      for (uint32_t e = 0; e < block->nsucc; e++)
	if (!q.after[block->succ[e]] && !contradicts (&q, at, e))
	  {
	    q.after[block->succ[e]] = true;
	    work[n++] = block->succ[e];
	  }
    }
  for (uint32_t i = 0; i < fn->nblocks; i++)
    if (q.after[i] && q.prog->blocks[i].returns)
      set |= results (&q, &q.prog->blocks[i].a);
  return set ? set : any;
}
