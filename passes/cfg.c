/* cfg.c - dominators (Cooper, Harvey, Kennedy: A Simple, Fast Dominance
   Algorithm, 2001) and natural loops.  See cfg.h.  */

#include "cfg.h"

static void
find_order (struct esc_arena *arena, struct esc_cfg *c)
{
  const struct esc_fn *fn = c->fn;
  uint32_t *stack = esc_alloc (arena, (c->n + 1) * sizeof *stack);
  uint32_t *next = esc_alloc (arena, (c->n + 1) * sizeof *next);
  bool *seen = esc_alloc (arena, c->n + 1);
  uint32_t *post = esc_alloc (arena, (c->n + 1) * sizeof *post);
  uint32_t depth = 0, npost = 0;
  stack[depth++] = 0;
  seen[0] = true;
  while (depth)
    {
      uint32_t b = stack[depth - 1];
      const struct esc_block *block = &fn->blocks[b];
      if (next[b] < block->nsucc)
	{
	  uint32_t to = block->succ[next[b]++];
	  if (to < c->n && !seen[to])
	    {
	      seen[to] = true;
	      stack[depth++] = to;
	    }
	}
      else
	{
	  post[npost++] = b;
	  depth--;
	}
    }
  for (uint32_t i = 0; i < c->n; i++)
    c->order[i] = UINT32_MAX;
  for (uint32_t i = 0; i < npost; i++)
    {
      c->rpo[i] = post[npost - 1 - i];
      c->order[c->rpo[i]] = i;
    }
  c->nrpo = npost;
}

static void
find_preds (struct esc_arena *arena, struct esc_cfg *c)
{
  const struct esc_fn *fn = c->fn;
  for (uint32_t b = 0; b < c->n; b++)
    for (uint32_t i = 0; i < fn->blocks[b].nsucc; i++)
      c->npred[fn->blocks[b].succ[i]]++;
  for (uint32_t b = 0; b < c->n; b++)
    {
      c->pred[b] = esc_alloc (arena, (c->npred[b] + 1) * sizeof **c->pred);
      c->npred[b] = 0;
    }
  for (uint32_t b = 0; b < c->n; b++)
    for (uint32_t i = 0; i < fn->blocks[b].nsucc; i++)
      {
	uint32_t to = fn->blocks[b].succ[i];
	c->pred[to][c->npred[to]++] = b;
      }
}

static void
find_dominators (struct esc_cfg *c)
{
  for (uint32_t i = 0; i < c->n; i++)
    c->idom[i] = UINT32_MAX;
  c->idom[0] = 0;
  for (bool changed = true; changed;)
    {
      changed = false;
      for (uint32_t i = 1; i < c->nrpo; i++)
	{
	  uint32_t b = c->rpo[i], best = UINT32_MAX;
	  for (uint32_t k = 0; k < c->npred[b]; k++)
	    {
	      uint32_t p = c->pred[b][k];
	      if (c->order[p] == UINT32_MAX || c->idom[p] == UINT32_MAX)
		continue;
	      if (best == UINT32_MAX)
		best = p;
	      else
		while (best != p)
		  if (c->order[best] > c->order[p])
		    best = c->idom[best];
		  else
		    p = c->idom[p];
	    }
	  if (best != c->idom[b])
	    {
	      c->idom[b] = best;
	      changed = true;
	    }
	}
    }
}

static void
find_loops (struct esc_arena *arena, struct esc_cfg *c)
{
  bool *seen = esc_alloc (arena, c->n + 1);
  uint32_t *stack = esc_alloc (arena, (c->n + 1) * sizeof *stack);
  for (uint32_t i = 0; i < c->nrpo; i++)
    {
      uint32_t h = c->rpo[i];
      struct esc_loop loop = { .header = h };
      uint32_t depth = 0;
      for (uint32_t k = 0; k < c->npred[h]; k++)
	{
	  uint32_t p = c->pred[h][k];
	  if (c->order[p] != UINT32_MAX && esc_dominates (c, h, p) && !seen[p])
	    {
	      seen[p] = true;
	      stack[depth++] = p;
	    }
	}
      if (!depth)
	continue;
      if (!seen[h])
	{
	  seen[h] = true;
	  ESC_PUSH (arena, loop.blocks, loop.n, loop.cap, h);
	}
      while (depth)
	{
	  uint32_t b = stack[--depth];
	  ESC_PUSH (arena, loop.blocks, loop.n, loop.cap, b);
	  if (b == h)
	    continue;
	  for (uint32_t k = 0; k < c->npred[b]; k++)
	    {
	      uint32_t p = c->pred[b][k];
	      if (c->order[p] != UINT32_MAX && !seen[p])
		{
		  seen[p] = true;
		  stack[depth++] = p;
		}
	    }
	}
      for (uint32_t k = 0; k < loop.n; k++)
	seen[loop.blocks[k]] = false;
      ESC_PUSH (arena, c->loops, c->nloops, c->loops_cap, loop);
    }
}

struct esc_cfg *
esc_cfg_build (struct esc_arena *arena, const struct esc_fn *fn)
{
  struct esc_cfg *c = esc_alloc (arena, sizeof *c);
  uint32_t n = fn->nblocks;
  c->fn = fn;
  c->n = n;
  c->rpo = esc_alloc (arena, (n + 1) * sizeof *c->rpo);
  c->order = esc_alloc (arena, (n + 1) * sizeof *c->order);
  c->idom = esc_alloc (arena, (n + 1) * sizeof *c->idom);
  c->pred = esc_alloc (arena, (n + 1) * sizeof *c->pred);
  c->npred = esc_alloc (arena, (n + 1) * sizeof *c->npred);
  c->exit = esc_alloc (arena, n + 1);
  if (!n)
    return c;
  find_order (arena, c);
  find_preds (arena, c);
  find_dominators (c);
  find_loops (arena, c);
  for (uint32_t b = 0; b < n; b++)
    {
      const struct esc_block *block = &fn->blocks[b];
      c->exit[b] = block->nsucc == 0 && c->order[b] != UINT32_MAX;
      for (uint32_t i = block->first; i < block->first + block->n; i++)
	if (fn->ops[i].kind == ESC_OP_CALL
	    && fn->calls[fn->ops[i].call].flags & ESC_CF_NORETURN)
	  c->exit[b] = false;
    }
  return c;
}

bool
esc_dominates (const struct esc_cfg *c, uint32_t a, uint32_t b)
{
  if (c->order[a] == UINT32_MAX || c->order[b] == UINT32_MAX)
    return false;
  while (c->order[b] > c->order[a])
    b = c->idom[b];
  return a == b;
}

bool
esc_on_all_paths (const struct esc_cfg *c, uint32_t b)
{
  bool any = false;
  for (uint32_t e = 0; e < c->n; e++)
    if (c->exit[e])
      {
	any = true;
	if (!esc_dominates (c, b, e))
	  return false;
      }
  return any;
}

uint32_t
esc_block_of (const struct esc_fn *fn, const uint32_t *first, uint32_t i)
{
  uint32_t lo = 0, hi = fn->nblocks;
  while (hi - lo > 1)
    {
      uint32_t mid = (lo + hi) / 2;
      if ((first ? first[mid] : fn->blocks[mid].first) <= i)
	lo = mid;
      else
	hi = mid;
    }
  return lo;
}

bool
esc_in_loop (const struct esc_loop *loop, uint32_t b)
{
  for (uint32_t i = 0; i < loop->n; i++)
    if (loop->blocks[i] == b)
      return true;
  return false;
}
