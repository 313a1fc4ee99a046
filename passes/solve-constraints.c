/* solve-constraints.c - ops as constraints, and their propagation.

   Owns:    what an op means for nodes, and cycles of edges.
   Input:   the expanded body; nodes with work to do.
   Output:  targets of nodes, until nothing is new or the budget is spent.
   Not handled: ops that move no pointer.  */

#include "solve-state.h"

#include <string.h>

static void
flow_into (struct esc_solve *s, esc_ref src, uint32_t cell)
{
  if (ESC_IS_VAL (src))
    esc_node_edge (s, src, cell, (struct esc_off) { 0 });
  else if (src)
    esc_node_target (s, cell, esc_target_get (s, esc_object_here (s, src),
					      (struct esc_off) { 0 }));
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
	const uint32_t *pts;
	uint32_t n = esc_targets (s, other, &there, &pts);
	uint32_t mine = shifted (s, t, here);
	/* PTS may be a node's own array, which may move.  */
	uint32_t *copy = esc_alloc (&s->arena, (n + 1) * sizeof *copy);
	if (n)
	  memcpy (copy, pts, n * sizeof *copy);
	for (uint32_t k = 0; k < n && s->steps < s->budget; k++)
	  if (source)
	    esc_cell_range (s, copy[k], mine, op.len);
	  else
	    esc_cell_range (s, mine, copy[k], op.len);
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
    use_target (s, i, source, esc_target_get (s, esc_object_here (s, ref),
					      (struct esc_off) { 0 }));
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
	esc_node_target (s, op.dst, shifted (s, esc_target_get
					     (s, esc_object_here (s, op.src),
					      (struct esc_off) { 0 }), op.at));
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

/* Look for a cycle of plain edges through FROM, starting at AT; unify what lies
   on it.  */
static bool
collapse_cycle (struct esc_solve *s, uint32_t at, uint32_t from, unsigned depth)
{
  if (at == from)
    return true;
  if (depth > 32 || s->nodes[at].stamp == s->stamp)
    return false;
  s->nodes[at].stamp = s->stamp;
  for (uint32_t i = 0; i < s->nodes[at].nedges; i++)
    {
      struct esc_edge e = s->nodes[at].edges[i];
      s->steps++;
      if (e.at.off || e.at.stride)
	continue;
      uint32_t to = find (s, e.to);
      if (to != at && s->nodes[to].npts == s->nodes[from].npts
	  && collapse_cycle (s, to, from, depth + 1))
	{
	  esc_node_unify (s, at, from);
	  return true;
	}
    }
  return false;
}

void
esc_solve_propagate (struct esc_solve *s, uint32_t n)
{
  while (s->nodes[n].done < s->nodes[n].npts && s->steps < s->budget)
    {
      uint32_t from = s->nodes[n].done, to = s->nodes[n].npts;
      s->nodes[n].done = to;
      for (uint32_t k = 0; k < s->nodes[n].nuses; k++)
	for (uint32_t i = from; i < to && s->steps < s->budget; i++)
	  {
	    uint32_t use = s->nodes[n].uses[k];
	    use_target (s, use / 2, use & 1, s->nodes[n].pts[i]);
	    if (s->nodes[n].rep != n)
	      return;		/* merged meanwhile: queued again as that */
	    if (s->nodes[n].done != to)
	      return;
	  }
      for (uint32_t k = 0; k < s->nodes[n].nedges; k++)
	{
	  struct esc_edge e = s->nodes[n].edges[k];
	  uint32_t dst = find (s, e.to);
	  bool grew = false;
	  for (uint32_t i = from; i < to; i++)
	    {
	      uint32_t before = s->nodes[dst].npts;
	      esc_node_target (s, dst, shifted (s, s->nodes[n].pts[i], e.at));
	      grew |= s->nodes[dst].npts != before;
	    }
	  s->steps += to - from;
	  /* Equal sets at both ends of a plain edge smell of a cycle.  */
	  if (!grew && dst != n && !e.at.off && !e.at.stride
	      && !s->nodes[n].cycle_checked
	      && s->nodes[dst].npts == s->nodes[n].npts)
	    {
	      s->nodes[n].cycle_checked = true;
	      s->stamp++;
	      if (collapse_cycle (s, dst, n, 0))
		{
		  esc_node_queue (s, find (s, n));
		  return;
		}
	    }
	}
    }
}
