/* paths.c - the walk along one path.  See paths.h.

   Owns:    the values of variables, and the way back.
   Input:   the blocks and edges of the path, one by one.
   Output:  whether the path is possible so far.
   Not handled: see paths-state.h for the parts.  */

#include "paths-state.h"

struct esc_path *
esc_path_new (struct esc_arena *arena, struct esc_solve *s,
	      const struct esc_program *program)
{
  struct esc_path *p = esc_alloc (arena, sizeof *p);
  p->arena = arena;
  p->s = s;
  p->prog = program;
  p->var = esc_alloc (arena, (program->nvars + 1) * sizeof *p->var);
  p->call_result = esc_alloc (arena, (s->fn->ncalls + 1)
			      * sizeof *p->call_result);
  p->def = esc_alloc (arena, (program->nvars + 1) * sizeof *p->def);
  for (uint32_t i = 0; i < program->ninstrs; i++)
    {
      const struct esc_pinstr *in = &program->instrs[i];
      if (in->kind == ESC_PK_CALL && in->which < s->fn->ncalls)
	p->call_result[in->which] = in->dst;
      if (in->dst < program->nvars)
	p->def[in->dst] = i + 1;
    }
  struct sym none = { 0 };
  ESC_PUSH (arena, p->syms, p->nsyms, p->syms_cap, none);
  return p;
}

void
esc_path_param (struct esc_path *p, uint32_t param, int64_t value)
{
  if (param >= p->prog->nparams || !p->prog->params[param].var)
    return;
  const struct esc_pparam *q = &p->prog->params[param];
  p->var[q->var] = esc_sym_constant (p, (struct type) { q->bits, q->uns }, value);
}

struct esc_path_mark
esc_path_here (const struct esc_path *p)
{
  return (struct esc_path_mark) { p->ntrail, p->ncells, p->nfacts,
				  p->nout, p->nsame, p->npushed, p->npopped,
				  p->version };
}

void
esc_path_back (struct esc_path *p, struct esc_path_mark mark)
{
  while (p->ntrail > mark.trail)
    {
      p->ntrail--;
      p->var[p->trail[p->ntrail].var] = p->trail[p->ntrail].old;
    }
  p->ncells = mark.memory;
  p->nfacts = mark.facts;
  p->nout = mark.out;
  p->nsame = mark.same;
  p->npushed = mark.pushed;
  p->npopped = mark.popped;
  p->version = mark.version;
}

/* ---- Blocks.  ---- */

static void
set (struct esc_path *p, uint32_t v, uint32_t s)
{
  if (v >= p->prog->nvars)
    return;
  ESC_PUSH (p->arena, p->trail, p->ntrail, p->trail_cap,
	    ((__typeof__ (*p->trail)) { v, p->var[v] }));
  p->var[v] = s;
}

bool
esc_path_block (struct esc_path *p, uint32_t b)
{
  const struct esc_pblock *block = &p->prog->blocks[b];
  p->impossible = false;
  for (uint32_t i = block->first; i < block->first + block->n; i++)
    {
      const struct esc_pinstr *in = &p->prog->instrs[i];
      struct type t = { in->bits, in->uns };
      switch (in->kind)
	{
	case ESC_PK_SET:
	  set (p, in->dst, esc_sym_compute (p, in));
	  break;
	case ESC_PK_LOAD:
	  set (p, in->dst, esc_path_load (p, in));
	  break;
	case ESC_PK_STORE:
	case ESC_PK_CLOBBER:
	  esc_path_store (p, in);
	  break;
	case ESC_PK_CALL:
	  esc_path_call (p, in->which < p->s->fn->ncalls ? in->which : 0);
	  if (in->dst)
	    set (p, in->dst, esc_sym_fresh (p, t));
	  break;
	case ESC_PK_PURE:
	  {
	    uint32_t x = esc_sym_value (p, &in->a, t),
		     y = esc_sym_value (p, &in->b, t);
	    uint32_t args
	      = esc_sym_operation (p, ESC_P_OTHER, t, x, y, in->which);
	    set (p, in->dst,
		 esc_sym_operation (p, ESC_P_OTHER, t, args, 0,
				    ((int64_t) p->version + 1) << 32));
	    break;
	  }
	case ESC_PK_GIVE:
	  esc_path_give (p, esc_sym_value (p, &in->a, pointer_type), 0);
	  break;
	case ESC_PK_ANY:
	  set (p, in->dst, esc_sym_fresh (p, t));
	  break;
	default:
	  break;
	}
    }
  return !p->impossible;
}

/* ---- Edges.  ---- */

enum { MAX_EXCLUDED = 32 };	/* numbers that are ruled out one by one */

/* S is not in [LO, HI].  */
static bool
exclude (struct esc_path *p, uint32_t s, int64_t lo, int64_t hi)
{
  if ((uint64_t) hi - (uint64_t) lo > MAX_EXCLUDED)
    return true;
  for (int64_t k = lo;; k++)
    {
      if (!esc_assume_not (p, s, k, 0))
	return false;
      if (k == hi)
	return true;
    }
}

/* Whether the switch at the end of BLOCK can take EDGE.  */
static bool
take_case (struct esc_path *p, const struct esc_pblock *block, uint32_t edge)
{
  struct type t = { block->bits, block->uns };
  uint32_t x = esc_sym_value (p, &block->a, t);
  struct interval r = esc_sym_known (p, x, 0), hull = { INT64_MAX, INT64_MIN };
  if (edge == block->otherwise)
    {
      for (uint32_t i = 0; i < block->ncases; i++)
	{
	  const struct esc_pcase *c = &block->cases[i];
	  int64_t lo = key_of (t, c->lo), hi = key_of (t, c->hi);
	  if (c->succ == edge)
	    continue;
	  if (lo <= r.lo && r.hi <= hi)
	    return false;
	  if (!exclude (p, x, lo, hi))
	    return false;
	}
      return true;
    }
  for (uint32_t i = 0; i < block->ncases; i++)
    {
      const struct esc_pcase *c = &block->cases[i];
      int64_t lo = key_of (t, c->lo), hi = key_of (t, c->hi);
      if (c->succ != edge || hi < r.lo || lo > r.hi
	  || (lo == hi && esc_sym_is_not (p, x, lo, 0)))
	continue;
      if (lo < hull.lo)
	hull.lo = lo;
      if (hi > hull.hi)
	hull.hi = hi;
    }
  if (hull.lo > hull.hi || !esc_assume_range (p, x, hull.lo, hull.hi, 0))
    return false;
  /* The gaps between the cases that lead there.  */
  if ((uint64_t) hull.hi - (uint64_t) hull.lo > MAX_EXCLUDED)
    return true;
  for (int64_t k = hull.lo; k < hull.hi; k++)
    {
      bool there = false;
      for (uint32_t i = 0; i < block->ncases; i++)
	there |= block->cases[i].succ == edge
		 && key_of (t, block->cases[i].lo) <= k
		 && k <= key_of (t, block->cases[i].hi);
      if (!there && !esc_assume_not (p, x, k, 0))
	return false;
    }
  return true;
}

/* Whether variable V is computed from variable PHI by arithmetic: a counter.  */
static bool
counts (const struct esc_path *p, const struct esc_pval *v, uint32_t phi,
	unsigned depth)
{
  if (v->kind != ESC_PV_VAR || v->n >= p->prog->nvars || !p->def[v->n]
      || depth > 4)
    return false;
  const struct esc_pinstr *in = &p->prog->instrs[p->def[v->n] - 1];
  if (in->kind != ESC_PK_SET)
    return false;
  bool same = (in->a.kind == ESC_PV_VAR && in->a.n == phi)
	      || (in->b.kind == ESC_PV_VAR && in->b.n == phi);
  if (same && in->code != ESC_P_COPY && in->code != ESC_P_CONVERT)
    return true;
  return counts (p, &in->a, phi, depth + 1)
	 || counts (p, &in->b, phi, depth + 1);
}

bool
esc_path_edge (struct esc_path *p, uint32_t b, uint32_t edge, bool widen)
{
  const struct esc_pblock *block = &p->prog->blocks[b];
  const struct esc_block *g = &p->s->fn->blocks[b];
  if (block->ncases)
    {
      if (!take_case (p, block, edge))
	return false;
    }
  else if (block->code && g->nsucc == 2 && g->succ[0] != g->succ[1])
    {
      struct type t = { block->bits, block->uns };
      uint32_t x = esc_sym_value (p, &block->a, t),
	       y = esc_sym_value (p, &block->b, t);
      uint32_t c = esc_sym_truth (p, block->code, t, x, y);
      if (!esc_assume (p, c, edge == 0))
	return false;
    }
  /* All arguments are read before any result is written.  */
  uint32_t to = g->succ[edge];
  const struct esc_pblock *next = &p->prog->blocks[to];
  uint32_t n = 0;
  while (n < next->n
	 && p->prog->instrs[next->first + n].kind == ESC_PK_PHI)
    n++;
  uint32_t *values = esc_alloc (p->arena, (n + 1) * sizeof *values);
  for (uint32_t i = 0; i < n; i++)
    {
      const struct esc_pinstr *in = &p->prog->instrs[next->first + i];
      struct type t = { in->bits, in->uns };
      if (in->from != b)
	continue;
      values[i] = widen && counts (p, &in->a, in->dst, 0)
		  ? esc_sym_fresh (p, t) : esc_sym_value (p, &in->a, t);
    }
  for (uint32_t i = 0; i < n; i++)
    if (values[i])
      set (p, p->prog->instrs[next->first + i].dst, values[i]);
  return true;
}

bool
esc_path_result (struct esc_path *p, uint32_t number, bool zero)
{
  uint32_t v = number < p->s->fn->ncalls ? p->call_result[number] : 0;
  if (!v || !p->var[v])
    return true;
  uint32_t s = p->var[v];
  int64_t k = key_of (type_of (p, s), 0);
  return zero ? esc_assume_range (p, s, k, k, 0) : esc_assume_not (p, s, k, 0);
}
