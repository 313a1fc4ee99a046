/* solve-constraints.c - ops as constraints, and their propagation.

   Owns:    what an op means for nodes, and which values are the same.
   Input:   the expanded body; nodes with work to do.
   Output:  targets of nodes, until nothing is new or the budget is spent.
   Not handled: ops that move no pointer.  */

#include "solve-state.h"

#include <string.h>

enum
{
  PLAIN_WAVES = 2,		/* waves before the nodes are put in order */
  MAX_PAIRS = 8,		/* places of one MOVE, copied one by one */
  NEAR_USES = 16		/* an equal op is looked for among so many */
};

/* One side of MOVE op OP: its source or not.  */
struct side
{
  uint32_t op;
  bool source;
};

static esc_ref
operand (const struct esc_solve *s, struct side side)
{
  return side.source ? s->ops[side.op].src : s->ops[side.op].dst;
}

/* Target T of SIDE, where the MOVE begins.  */
static uint32_t
place_of (struct esc_solve *s, struct side side, uint32_t t)
{
  const struct esc_op *op = &s->ops[side.op];
  return shifted (s, t, side.source ? (struct esc_off) { op->soff, 0, 0 }
				    : op->at);
}

/* The MOVE of SIDE from, or to, the place MINE; OTHER is the other place.  */
static void
move (struct esc_solve *s, struct side side, uint32_t mine, uint32_t other)
{
  uint64_t len = s->ops[side.op].len;
  if (side.source)
    esc_cell_range (s, other, mine, len);
  else
    esc_cell_range (s, mine, other, len);
}

/* The targets that SIDE has seen, a copy: N of them.  */
static uint32_t *
seen_by (struct esc_solve *s, struct side side, uint32_t *n)
{
  esc_ref ref = operand (s, side);
  if (ESC_IS_OBJ (ref))
    {
      uint32_t *one = esc_alloc (&s->arena, sizeof *one);
      *one = target_of (s, ref);
      *n = 1;
      return one;
    }
  const struct esc_node *node = &s->nodes[find (s, ref)];
  return esc_node_list (s, node->lo, node->nwords, node->seen, n);
}

/* From now on the MOVE goes through an object of its own: M + N copies instead of
   M * N.  */
static void
make_hub (struct esc_solve *s, uint32_t i)
{
  struct esc_sobj o = { .kind = ESC_O_TEMP, .hub = true, .size = -1 };
  uint32_t hub = esc_target_get (s, esc_solve_object (s, &o),
				 (struct esc_off) { 0 });
  s->hubs[i].target = hub;
  for (unsigned source = 0; source < 2; source++)
    {
      struct side side = { i, source };
      uint32_t n, *t = seen_by (s, side, &n);
      for (uint32_t k = 0; k < n && s->steps < s->budget; k++)
	move (s, side, place_of (s, side, t[k]), hub);
    }
}

/* SIDE points to T: copy between that and all that the other one points to.  */
static void
use_move (struct esc_solve *s, struct side side, uint32_t t)
{
  if (!s->hubs)
    s->hubs = esc_alloc (&s->arena, s->nops * sizeof *s->hubs);
  uint32_t mine = place_of (s, side, t);
  if (s->hubs[side.op].target)
    {
      move (s, side, mine, s->hubs[side.op].target);
      return;
    }
  struct side other = { side.op, !side.source };
  uint32_t n, *there = seen_by (s, other, &n);
  s->hubs[side.op].npairs += n;
  if (s->hubs[side.op].npairs > MAX_PAIRS)
    make_hub (s, side.op);
  else
    for (uint32_t k = 0; k < n; k++)
      move (s, side, mine, place_of (s, other, there[k]));
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
      use_move (s, (struct side) { i, source }, t);
      break;
    default:
      break;
    }
}

/* ---- Values that are the same.  ----

   What one op alone makes, as another one alone makes another value of the same,
   is one node with that before anything travels: code that is not optimised yet
   loads the same field again and again.  Value numbering, but of sets.  */

static bool
made_by_one (const struct esc_solve *s, uint32_t n)
{
  return s->nodes[n].nmakers == 1;
}

/* Value A and node B are the same; what makes B makes A.  */
static void
make_same (struct esc_solve *s, uint32_t a, uint32_t b)
{
  uint8_t nmakers = s->nodes[b].nmakers;
  s->nodes[esc_node_unify (s, a, b)].nmakers = nmakers;
}

/* COPY or PHI of a value.  */
static void
add_copy (struct esc_solve *s, const struct esc_op *op)
{
  uint32_t src = find (s, op->src), dst = find (s, op->dst);
  bool plain = !op->at.off && !op->at.stride;
  if (made_by_one (s, dst))
    {
      if (plain)
	{
	  make_same (s, dst, src);
	  return;
	}
      const struct esc_node *n = &s->nodes[src];
      for (uint32_t i = n->nshifts; i && i + NEAR_USES > n->nshifts; i--)
	{
	  uint32_t to = find (s, n->shifts[i - 1].to);
	  if (esc_off_equal (&n->shifts[i - 1].at, &op->at) && made_by_one (s, to))
	    {
	      make_same (s, dst, to);
	      return;
	    }
	}
    }
  esc_node_edge (s, src, dst, op->at);
}

static bool
same_ref (struct esc_solve *s, esc_ref a, esc_ref b)
{
  return a == b || (ESC_IS_VAL (a) && ESC_IS_VAL (b)
		    && find (s, a) == find (s, b));
}

/* Whether OP goes through value REF as an op before it did, which does all that
   it does.  */
static bool
used_before (struct esc_solve *s, const struct esc_op *op, esc_ref ref)
{
  if (!ESC_IS_VAL (ref))
    return false;
  const struct esc_node *n = &s->nodes[find (s, ref)];
  for (uint32_t i = n->nuses; i && i + NEAR_USES > n->nuses; i--)
    {
      const struct esc_op *o = &s->ops[n->uses[i - 1] / 2];
      if (o->kind != op->kind || o->len != op->len || o->soff != op->soff
	  || !esc_off_equal (&o->at, &op->at) || !same_ref (s, o->src, op->src))
	continue;
      if (same_ref (s, o->dst, op->dst))
	return true;
      if (op->kind != ESC_OP_LOAD)
	continue;
      uint32_t mine = find (s, op->dst), its = find (s, o->dst);
      if (made_by_one (s, mine) && made_by_one (s, its))
	{
	  make_same (s, mine, its);
	  return true;
	}
    }
  return false;
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
	add_copy (s, &op);
      else if (op.src)
	esc_node_target (s, op.dst, shifted (s, target_of (s, op.src),
						op.at));
      break;
    case ESC_OP_LOAD:
      if (!used_before (s, &op, op.src))
	add_use (s, op.src, i, false);
      break;
    case ESC_OP_STORE:
      if (op.src && !used_before (s, &op, op.dst))
	add_use (s, op.dst, i, false);
      break;
    case ESC_OP_MOVE:
      if (op.src && !used_before (s, &op, ESC_IS_VAL (op.src) ? op.src : op.dst))
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

/* Hand the targets BITS to USES.  */
static void
hand_to_uses (struct esc_solve *s, const struct esc_catch_up *c)
{
  for (uint32_t k = 0; k < c->nuses; k++)
    for (uint32_t w = 0; w < c->nwords; w++)
      for (uint64_t m = c->bits[w]; m && s->steps < s->budget; m &= m - 1)
	{
	  s->steps++;
	  use_target (s, c->uses[k] / 2, c->uses[k] & 1,
		      lowest_target (c->lo + w, m));
	}
}

/* The words A without those of B, into s->delta; returns whether any is left.  B
   has all of A from now on.  */
static bool
take_news (struct esc_solve *s, const uint64_t *a, uint64_t *b, uint32_t nwords)
{
  uint64_t any = 0;
  if (nwords > s->delta_cap)
    {
      s->delta_cap = 2 * nwords;
      s->delta = esc_alloc (&s->arena, s->delta_cap * sizeof *s->delta);
    }
  for (uint32_t i = 0; i < nwords; i++)
    {
      any |= s->delta[i] = a[i] & ~b[i];
      b[i] = a[i];
    }
  return any != 0;
}

static void
propagate (struct esc_solve *s, uint32_t n)
{
  struct esc_node *node = &s->nodes[n];
  uint32_t lo = node->lo, nwords = node->nwords;
  if (take_news (s, node->bits, node->seen, nwords) && node->nuses)
    {
      struct esc_catch_up now = { node->uses, node->nuses, lo, nwords,
				  s->delta };
      hand_to_uses (s, &now);
      while (s->nlate && s->steps < s->budget)
	{
	  struct esc_catch_up late = s->late[--s->nlate];
	  hand_to_uses (s, &late);
	}
      /* N may be one with another node by now.  */
      n = find (s, n);
      node = &s->nodes[n];
      lo = node->lo;
      nwords = node->nwords;
    }
  if (!take_news (s, node->bits, node->done, nwords))
    return;
  for (uint32_t k = 0; k < s->nodes[n].nedges && s->steps < s->budget; k++)
    {
      uint32_t to = find (s, s->nodes[n].edges[k]);
      if (to != n)
	esc_node_union (s, to, lo, nwords, s->delta);
    }
  for (uint32_t k = 0; k < s->nodes[n].nshifts; k++)
    {
      struct esc_shift e = s->nodes[n].shifts[k];
      esc_node_shift (s, &e, lo, nwords, s->delta);
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
