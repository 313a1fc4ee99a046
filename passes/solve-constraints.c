/* solve-constraints.c - ops as constraints, and their propagation.

   Owns:    what an op means for nodes, and cycles of edges.
   Input:   the expanded body; nodes with work to do.
   Output:  targets of nodes, until nothing is new or the budget is spent.
   Not handled: ops that move no pointer.  */

#include "solve-state.h"

#include <string.h>

enum { PLAIN_WAVES = 2 };	/* waves before the nodes are put in order */

/* The target of operand REF, an object.  */
static uint32_t
target_of (struct esc_solve *s, esc_ref ref)
{
  return esc_target_get (s, esc_object_here (s, ref), (struct esc_off) { 0 });
}

/* A MOVE of LEN bytes between MINE and OTHER + AT; SOURCE: from MINE.  */
static void
move_pair (struct esc_solve *s, uint32_t mine, uint32_t other, bool source,
	   const struct esc_off *at, uint64_t len)
{
  other = shifted (s, other, *at);
  if (source)
    esc_cell_range (s, other, mine, len);
  else
    esc_cell_range (s, mine, other, len);
}

static void
flow_into (struct esc_solve *s, esc_ref src, uint32_t cell)
{
  if (ESC_IS_VAL (src))
    esc_node_edge (s, src, cell, (struct esc_off) { 0 });
  else if (src)
    esc_node_target (s, cell, target_of (s, src));
}

/* The operand that OP goes through points to T (SOURCE: that side of a
   MOVE).  */
static void
use_target (struct esc_solve *s, uint32_t i, bool source, uint32_t t)
{
  const struct esc_op op = s->ops[i];
  unsigned width = s->unit->pointer_size;
  switch (op.kind)
    {
    case ESC_OP_LOAD:
      for (uint64_t k = 0; k < (op.len > width && op.len <= 64 ? op.len : 1);
	   k += width)
	{
	  struct esc_off at = op.at;
	  at.off += (int64_t) k;
	  esc_node_edge (s, cell_of (s, shifted (s, t, at)), op.dst,
			 (struct esc_off) { 0 });
	}
      break;
    case ESC_OP_STORE:
      for (uint64_t k = 0; k < (op.len > width && op.len <= 64 ? op.len : 1);
	   k += width)
	{
	  struct esc_off at = op.at;
	  at.off += (int64_t) k;
	  flow_into (s, op.src, esc_cell_make (s, shifted (s, t, at), false));
	}
      break;
    case ESC_OP_MOVE:
      {
	esc_ref other = source ? op.dst : op.src;
	struct esc_off here = source ? (struct esc_off) { op.soff, 0, 0 }
				     : op.at;
	struct esc_off there = source ? op.at
				      : (struct esc_off) { op.soff, 0, 0 };
	uint32_t mine = shifted (s, t, here);
	if (ESC_IS_OBJ (other))
	  move_pair (s, mine, target_of (s, other), source, &there, op.len);
	else if (other)
	  {
	    /* What comes later finds T handed on.  */
	    uint32_t n = find (s, other);
	    uint32_t nwords = s->nodes[n].nwords, lo = s->nodes[n].lo;
	    uint64_t *done = esc_alloc (&s->arena, (nwords + 1) * sizeof *done);
	    if (nwords)
	      memcpy (done, s->nodes[n].done, nwords * sizeof *done);
	    for (uint32_t w = 0; w < nwords && s->steps < s->budget; w++)
	      for (uint64_t m = done[w]; m; m &= m - 1)
		move_pair (s, mine, 64 * (lo + w)
			   + (uint32_t) __builtin_ctzll (m), source, &there,
			   op.len);
	  }
	break;
      }
    default:
      break;
    }
}

static void
add_use (struct esc_solve *s, esc_ref ref, uint32_t i, bool source)
{
  if (ESC_IS_VAL (ref))
    {
      uint32_t n = find (s, ref);
      struct esc_node *node = &s->nodes[n];
      ESC_PUSH (&s->arena, node->uses, node->nuses, node->uses_cap,
		2 * i + source);
    }
  else if (ref)
    use_target (s, i, source, target_of (s, ref));
}

void
esc_solve_constraint (struct esc_solve *s, uint32_t i)
{
  const struct esc_op op = s->ops[i];
  switch (op.kind)
    {
    case ESC_OP_COPY:
    case ESC_OP_PHI:
      if (ESC_IS_VAL (op.src))
	esc_node_edge (s, op.src, op.dst, op.at);
      else if (op.src)
	esc_node_target (s, op.dst, shifted (s, target_of (s, op.src),
						op.at));
      break;
    case ESC_OP_LOAD:
      add_use (s, op.src, i, false);
      break;
    case ESC_OP_STORE:
      if (op.src)
	add_use (s, op.dst, i, false);
      break;
    case ESC_OP_MOVE:
      if (op.src)
	{
	  add_use (s, op.dst, i, false);
	  add_use (s, op.src, i, true);
	}
      break;
    default:
      break;
    }
}

/* ---- Propagation.  ---- */

/* What of node N is new, in s->delta, is handed to its uses.  Returns false if N
   was merged into another node meanwhile.  */
static bool
hand_to_uses (struct esc_solve *s, uint32_t n, uint32_t lo, uint32_t nwords)
{
  for (uint32_t k = 0; k < s->nodes[n].nuses; k++)
    for (uint32_t w = 0; w < nwords; w++)
      for (uint64_t m = s->delta[w]; m; m &= m - 1)
	{
	  uint32_t use = s->nodes[n].uses[k];
	  s->steps++;
	  use_target (s, use / 2, use & 1,
		      64 * (lo + w) + (uint32_t) __builtin_ctzll (m));
	  if (s->nodes[n].rep != n)
	    return false;
	  if (s->steps >= s->budget)
	    return true;
	}
  return true;
}

static void
propagate (struct esc_solve *s, uint32_t n)
{
  struct esc_node *node = &s->nodes[n];
  uint32_t lo = node->lo, nwords = node->nwords;
  if (nwords > s->delta_cap)
    {
      s->delta_cap = 2 * nwords;
      s->delta = esc_alloc (&s->arena, s->delta_cap * sizeof *s->delta);
    }
  uint64_t any = 0;
  for (uint32_t i = 0; i < nwords; i++)
    {
      s->delta[i] = node->bits[i] & ~node->done[i];
      node->done[i] = node->bits[i];
      any |= s->delta[i];
    }
  if (!any)
    return;
  if (!hand_to_uses (s, n, lo, nwords))
    {
      /* Whoever N is now has all of it before it.  */
      n = find (s, n);
      node = &s->nodes[n];
      for (uint32_t i = 0; i < nwords; i++)
	node->done[lo + i - node->lo] &= ~s->delta[i];
      esc_node_queue (s, n);
      return;
    }
  for (uint32_t k = 0; k < s->nodes[n].nedges && s->steps < s->budget; k++)
    {
      uint32_t to = find (s, s->nodes[n].edges[k]);
      if (to != n)
	esc_node_union (s, to, lo, nwords, s->delta);
    }
  for (uint32_t k = 0; k < s->nodes[n].nshifts; k++)
    for (uint32_t w = 0; w < nwords && s->steps < s->budget; w++)
      for (uint64_t m = s->delta[w]; m; m &= m - 1)
	{
	  struct esc_shift e = s->nodes[n].shifts[k];
	  esc_node_target (s, e.to, shifted (s, 64 * (lo + w)
					     + (uint32_t) __builtin_ctzll (m),
					     e.at));
	}
}

/* One wave: every node with something new, in their order.  */
static void
wave (struct esc_solve *s)
{
  for (uint32_t w = 0; w < s->ndirty; w++)
    for (uint64_t above = ~(uint64_t) 0; s->dirty[w] & above; )
      {
	unsigned bit = (unsigned) __builtin_ctzll (s->dirty[w] & above);
	s->dirty[w] &= ~((uint64_t) 1 << bit);
	above = ~(uint64_t) 0 << bit << 1;
	uint32_t n = s->order[64 * w + bit];
	if (s->nodes[n].rep == n)
	  propagate (s, n);
	if (s->steps >= s->budget)
	  return;
      }
}

static bool
any_dirty (const struct esc_solve *s)
{
  for (uint32_t w = 0; w < s->ndirty; w++)
    if (s->dirty[w])
      return true;
  return false;
}

void
esc_solve_waves (struct esc_solve *s)
{
  for (unsigned i = 0; s->steps < s->budget && any_dirty (s); i++)
    {
      /* Most functions end after two waves.  */
      if (i >= PLAIN_WAVES && s->nedges > s->ordered + s->ordered / 8)
	esc_solve_order (s);
      wave (s);
    }
}
