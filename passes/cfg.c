/* cfg.c - dominators (semi-NCA: L. Georgiadis, Linear-Time Algorithms for
   Dominators and Related Problems, 2005), natural loops and cycles.  See cfg.h.  */

#include "cfg.h"

/* The depth-first search that both orders come from: reverse postorder, and the
   order of coming to a block.  */
struct search
{
  uint32_t n;			/* blocks that were reached */
  uint32_t *block;		/* in the order of coming to them */
  uint32_t *number;		/* by block: its place there */
  uint32_t *parent;		/* by number: that of the block it was reached from */
};

static void
find_order (struct esc_arena *arena, struct esc_cfg *c, struct search *d)
{
  const struct esc_fn *fn = c->fn;
  uint32_t *stack = esc_alloc (arena, (c->n + 1) * sizeof *stack);
  uint32_t *next = esc_alloc (arena, (c->n + 1) * sizeof *next);
  bool *seen = esc_alloc (arena, c->n + 1);
  uint32_t *post = esc_alloc (arena, (c->n + 1) * sizeof *post);
  uint32_t depth = 0, npost = 0;
  d->block = esc_alloc (arena, (c->n + 1) * sizeof *d->block);
  d->number = esc_alloc (arena, (c->n + 1) * sizeof *d->number);
  d->parent = esc_alloc (arena, (c->n + 1) * sizeof *d->parent);
  stack[depth++] = 0;
  seen[0] = true;
  d->n = 1;
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
	      d->block[d->n] = to;
	      d->number[to] = d->n;
	      d->parent[d->n++] = d->number[b];
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

/* The least semidominator on the way from number V up to the first one that is not
   in the forest yet: those before LINKED.  The way is shortened, UP; PATH is
   room for it.  */
static uint32_t
least_above (uint32_t *up, uint32_t *least, uint32_t *path, uint32_t v,
	     uint32_t linked)
{
  uint32_t n = 0;
  while (up[v] >= linked)
    {
      path[n++] = v;
      v = up[v];
    }
  while (n)
    {
      uint32_t below = path[--n];
      up[below] = up[v];
      if (least[v] < least[below])
	least[below] = least[v];
      v = below;
    }
  return least[v];
}

static void
find_dominators (struct esc_arena *arena, struct esc_cfg *c,
		 const struct search *d)
{
  uint32_t *up = esc_alloc (arena, (d->n + 1) * sizeof *up);
  uint32_t *least = esc_alloc (arena, (d->n + 1) * sizeof *least);
  uint32_t *path = esc_alloc (arena, (d->n + 1) * sizeof *path);
  uint32_t *idom = esc_alloc (arena, (d->n + 1) * sizeof *idom);
  uint32_t *semi = esc_alloc (arena, (d->n + 1) * sizeof *semi);
  for (uint32_t i = 0; i < d->n; i++)
    {
      up[i] = idom[i] = d->parent[i];
      least[i] = i;
    }
  for (uint32_t i = d->n; i-- > 1;)
    {
      uint32_t b = d->block[i];
      semi[i] = d->parent[i];
      for (uint32_t k = 0; k < c->npred[b]; k++)
	{
	  uint32_t p = c->pred[b][k];
	  if (c->order[p] == UINT32_MAX)
	    continue;
	  uint32_t s = least_above (up, least, path, d->number[p], i + 1);
	  if (s < semi[i])
	    semi[i] = s;
	}
      least[i] = semi[i];
    }
  for (uint32_t i = 0; i < c->n; i++)
    c->idom[i] = UINT32_MAX;
  c->idom[0] = 0;
  for (uint32_t i = 1; i < d->n; i++)
    {
      while (idom[i] > semi[i])
	idom[i] = idom[idom[i]];
      c->idom[d->block[i]] = d->block[idom[i]];
    }
}

/* Number the blocks so that those below one in the dominator tree are a range.  */
static void
number_dominated (struct esc_arena *arena, struct esc_cfg *c)
{
  uint32_t *next = esc_alloc (arena, (c->n + 1) * sizeof *next);
  for (uint32_t i = c->nrpo; i-- > 0;)
    {
      uint32_t b = c->rpo[i];
      c->dom_size[b]++;
      if (i)
	c->dom_size[c->idom[b]] += c->dom_size[b];
    }
  for (uint32_t i = 0; i < c->nrpo; i++)
    {
      uint32_t b = c->rpo[i];
      if (i)
	{
	  c->dom_pre[b] = next[c->idom[b]];
	  next[c->idom[b]] += c->dom_size[b];
	}
      next[b] = c->dom_pre[b] + 1;
    }
}

/* The outermost of the loops found so far that has block B.  TOP shortens the way
   there, by loop + 1.  */
static uint32_t
outermost (const struct esc_cfg *c, uint32_t *top, uint32_t b)
{
  uint32_t l = c->loop_of[b];
  while (l && top[l] != l)
    {
      top[l] = top[top[l]];
      l = top[l];
    }
  return l;
}

/* The natural loops, inner ones first: what lies on a way back to a header that
   dominates it.  A block that is met again belongs to a loop within: that is
   stepped over.  Two natural loops with different headers are apart, or one lies
   in the other.  */
static void
find_loops (struct esc_arena *arena, struct esc_cfg *c)
{
  uint32_t *stack = esc_alloc (arena, (c->n + 1) * sizeof *stack);
  uint32_t *top = NULL, ntop = 0, cap = 0;
  ESC_PUSH (arena, top, ntop, cap, 0);
  for (uint32_t i = c->nrpo; i-- > 0;)
    {
      uint32_t h = c->rpo[i], depth = 0, l = c->nloops + 1;
      bool any = false;
      for (uint32_t k = 0; k < c->npred[h]; k++)
	any |= esc_dominates (c, h, c->pred[h][k]);
      if (!any)
	continue;
      struct esc_loop loop = { .header = h };
      ESC_PUSH (arena, c->loops, c->nloops, c->loops_cap, loop);
      ESC_PUSH (arena, top, ntop, cap, l);
      c->loop_of[h] = l;
      for (uint32_t b = h;;)
	{
	  for (uint32_t k = 0; k < c->npred[b]; k++)
	    {
	      uint32_t p = c->pred[b][k];
	      if (c->order[p] == UINT32_MAX
		  || (b == h && !esc_dominates (c, h, p)))
		continue;
	      uint32_t within = outermost (c, top, p);
	      if (within == l)
		continue;
	      if (within)
		{
		  top[within] = l;
		  c->loops[within - 1].parent = l;
		  p = c->loops[within - 1].header;
		}
	      else
		c->loop_of[p] = l;
	      stack[depth++] = p;
	    }
	  /* The way in to a loop within leads on from outside of it; the edges
	     back to it are in it by now.  */
	  if (!depth)
	    break;
	  b = stack[--depth];
	}
    }
}

/* Put the outer loops first, and number them: those within one are a range.  */
static void
number_loops (struct esc_arena *arena, struct esc_cfg *c)
{
  uint32_t *next = esc_alloc (arena, (c->nloops + 1) * sizeof *next);
  for (uint32_t l = 0; l < c->nloops / 2; l++)
    {
      struct esc_loop one = c->loops[l];
      c->loops[l] = c->loops[c->nloops - 1 - l];
      c->loops[c->nloops - 1 - l] = one;
    }
  for (uint32_t l = 0; l < c->nloops; l++)
    if (c->loops[l].parent)
      c->loops[l].parent = c->nloops + 1 - c->loops[l].parent;
  for (uint32_t b = 0; b < c->n; b++)
    if (c->loop_of[b])
      c->loop_of[b] = c->nloops + 1 - c->loop_of[b];
  for (uint32_t l = c->nloops; l-- > 0;)
    {
      c->loops[l].size++;
      if (c->loops[l].parent)
	c->loops[c->loops[l].parent - 1].size += c->loops[l].size;
    }
  /* next[0] is for those within no other.  */
  for (uint32_t l = 0; l < c->nloops; l++)
    {
      uint32_t up = c->loops[l].parent;
      c->loops[l].pre = next[up];
      next[up] += c->loops[l].size;
      next[l + 1] = c->loops[l].pre + 1;
    }
}

/* Kosaraju: what leads to the first block of a component in reverse postorder, and
   is in none yet, is in it.  */
static void
find_cycles (struct esc_arena *arena, struct esc_cfg *c)
{
  uint32_t *work = esc_alloc (arena, (c->n + 1) * sizeof *work);
  bool *seen = esc_alloc (arena, c->n + 1);
  for (uint32_t i = 0; i < c->nrpo; i++)
    {
      uint32_t first = c->rpo[i], n = 0;
      if (seen[first])
	continue;
      seen[first] = true;
      work[n++] = first;
      while (n)
	{
	  uint32_t b = work[--n];
	  for (uint32_t k = 0; k < c->npred[b]; k++)
	    {
	      uint32_t p = c->pred[b][k];
	      c->cyclic[first] |= p == first;
	      if (c->order[p] == UINT32_MAX || seen[p])
		continue;
	      seen[p] = c->cyclic[p] = c->cyclic[first] = true;
	      work[n++] = p;
	    }
	}
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
  c->dom_pre = esc_alloc (arena, (n + 1) * sizeof *c->dom_pre);
  c->dom_size = esc_alloc (arena, (n + 1) * sizeof *c->dom_size);
  c->loop_of = esc_alloc (arena, (n + 1) * sizeof *c->loop_of);
  c->cyclic = esc_alloc (arena, n + 1);
  c->pred = esc_alloc (arena, (n + 1) * sizeof *c->pred);
  c->npred = esc_alloc (arena, (n + 1) * sizeof *c->npred);
  c->exit = esc_alloc (arena, n + 1);
  c->before_exit = UINT32_MAX;
  if (!n)
    return c;
  struct search d;
  find_order (arena, c, &d);
  find_preds (arena, c);
  find_dominators (arena, c, &d);
  number_dominated (arena, c);
  find_loops (arena, c);
  number_loops (arena, c);
  find_cycles (arena, c);
  for (uint32_t b = 0; b < n; b++)
    {
      const struct esc_block *block = &fn->blocks[b];
      c->exit[b] = block->nsucc == 0 && c->order[b] != UINT32_MAX;
      for (uint32_t i = block->first; i < block->first + block->n; i++)
	if (fn->ops[i].kind == ESC_OP_CALL
	    && fn->calls[fn->ops[i].call].flags & ESC_CF_NORETURN)
	  c->exit[b] = false;
      if (!c->exit[b])
	continue;
      if (c->before_exit == UINT32_MAX)
	c->before_exit = b;
      while (!esc_dominates (c, c->before_exit, b))
	c->before_exit = c->idom[c->before_exit];
    }
  return c;
}

bool
esc_dominates (const struct esc_cfg *c, uint32_t a, uint32_t b)
{
  return c->order[a] != UINT32_MAX && c->order[b] != UINT32_MAX
	 && c->dom_pre[b] - c->dom_pre[a] < c->dom_size[a];
}

bool
esc_on_all_paths (const struct esc_cfg *c, uint32_t b)
{
  return c->before_exit != UINT32_MAX && esc_dominates (c, b, c->before_exit);
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
esc_in_loop (const struct esc_cfg *c, uint32_t l, uint32_t b)
{
  uint32_t in = c->loop_of[b];
  return in && c->loops[in - 1].pre - c->loops[l].pre < c->loops[l].size;
}
