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
	  || p->code != ESC_P_EQ || p->a.kind != ESC_PV_VAR || p->a.n != v
	  || p->b.kind != ESC_PV_CONST || p->b.k)
	continue;
      return g->succ[0] == b ? ESC_R_ZERO : ESC_R_OTHER;
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
      if (q->op->call && in->which == q->op->call)
	return q->op->flags & ESC_PF_OK ? ESC_R_ZERO
	       : q->op->flags & ESC_PF_NOTHEN ? ESC_R_OTHER : any;
      return any;
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
      const struct esc_block *block = &fn->blocks[work[--n]];
      for (uint32_t e = 0; e < block->nsucc; e++)
	if (!q.after[block->succ[e]])
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
