/* solve-nodes.c - nodes: what a value or a cell holds, and where that goes.

   Owns:    the targets and the edges of nodes.
   Input:   targets and edges, one by one.
   Output:  nodes with work to do, marked in their order.
   Not handled: doing it (solve-constraints.c).

   Most functions have less than 64 targets, and then a set is one word.  */

#include "solve-state.h"

#include <string.h>

enum
{
  MAX_SAME = 6,			/* offsets of one object in one set */
  MANY_WORDS = 4,		/* of a set: to look at its places takes steps */
  NEAR_EDGES = 8		/* a double is looked for among so many */
};

uint32_t
esc_node_new (struct esc_solve *s)
{
  struct esc_node node = { .rep = s->nnodes, .place = s->norder };
  ESC_PUSH (&s->arena, s->nodes, s->nnodes, s->nodes_cap, node);
  ESC_PUSH (&s->arena, s->order, s->norder, s->order_cap, s->nnodes - 1);
  if (s->norder > 64 * s->ndirty)
    ESC_PUSH (&s->arena, s->dirty, s->ndirty, s->dirty_cap, 0);
  return s->nnodes - 1;
}

void
esc_node_queue (struct esc_solve *s, uint32_t n)
{
  uint32_t at = s->nodes[n].place;
  s->dirty[at / 64] |= (uint64_t) 1 << at % 64;
}

/* Let the sets of N have room for the words LO .. LO + NWORDS.  */
static void
make_room (struct esc_solve *s, struct esc_node *n, uint32_t lo, uint32_t nwords)
{
  uint32_t end = lo + nwords;
  if (n->nwords)
    {
      if (lo >= n->lo && end <= n->lo + n->nwords)
	return;
      if (lo > n->lo)
	lo = n->lo;
      if (end > n->lo + n->nwords)
	end += n->nwords / 2;	/* sets grow upwards */
      else
	end = n->lo + n->nwords;
    }
  uint32_t size = end - lo;
  uint64_t *bits = esc_alloc (&s->arena, 3 * size * sizeof *bits);
  uint64_t *done = bits + size, *seen = done + size;
  for (uint32_t i = 0, k = n->lo - lo; i < n->nwords; i++, k++)
    {
      bits[k] = n->bits[i];
      done[k] = n->done[i];
      seen[k] = n->seen[i];
    }
  n->bits = bits;
  n->done = done;
  n->seen = seen;
  n->lo = lo;
  n->nwords = size;
}

static bool
has_target (const struct esc_node *n, uint32_t t)
{
  uint32_t word = t / 64 - n->lo;
  return word < n->nwords && n->bits[word] >> t % 64 & 1;
}

/* Whether the places A have all those of B.  */
static bool
covers (const struct esc_off *a, const struct esc_off *b)
{
  return a->stride && !a->count && b->stride % a->stride == 0
	 && esc_absdiff (a->off, b->off) % a->stride == 0;
}

/* The target of N in object OBJ that comes after O, or the first (O is 0); 0:
   none.  Most sets are one word, and hold less than their objects have
   places.  */
static uint32_t
next_place (const struct esc_solve *s, const struct esc_node *n, uint32_t obj,
	    uint32_t o)
{
  if (n->nwords > 1)
    {
      do
	o = o ? s->targets[o].next : s->objs[obj].targets;
      while (o && !has_target (n, o));
      return o;
    }
  uint64_t m = n->nwords ? n->bits[0] : 0;
  if (o)
    m &= ~(uint64_t) 1 << o % 64;
  for (; m; m &= m - 1)
    if (s->targets[lowest_target (n->lo, m)].obj == obj)
      return lowest_target (n->lo, m);
  return 0;
}

/* Widen T when N holds many places of its object already: to the residue class
   that has them all.  0: N has all of T.  */
static uint32_t
widened (struct esc_solve *s, const struct esc_node *n, uint32_t t)
{
  struct esc_target at = s->targets[t];
  uint32_t same = 0;
  if (n->nwords > MANY_WORDS)
    s->steps += s->objs[at.obj].nplaces / 32;
  for (uint32_t o = 0; (o = next_place (s, n, at.obj, o)); )
    {
      const struct esc_off *there = &s->targets[o].at;
      if (covers (there, &at.at))
	return 0;
      same++;
    }
  if (same < MAX_SAME)
    return t;
  uint64_t g = at.at.stride;
  for (uint32_t o = 0; g != 1 && (o = next_place (s, n, at.obj, o)); )
    g = esc_gcd (esc_gcd (g, s->targets[o].at.stride),
		 esc_absdiff (at.at.off, s->targets[o].at.off));
  if (g > UINT32_MAX || !g)
    g = 1;
  return esc_target_get (s, at.obj, (struct esc_off)
			 { at.at.off, (uint32_t) g, 0 });
}

void
esc_node_target (struct esc_solve *s, uint32_t n, uint32_t t)
{
  n = find (s, n);
  struct esc_node *node = &s->nodes[n];
  if (has_target (node, t))
    return;
  if (s->objs[s->targets[t].obj].nplaces > MAX_SAME)
    {
      t = widened (s, node, t);
      if (!t || has_target (node, t))
	return;
    }
  make_room (s, node, t / 64, 1);
  node->bits[t / 64 - node->lo] |= (uint64_t) 1 << t % 64;
  esc_node_queue (s, n);
  s->steps++;
}

void
esc_node_union (struct esc_solve *s, uint32_t n, uint32_t lo, uint32_t nwords,
		const uint64_t *bits)
{
  while (nwords && !bits[nwords - 1])
    nwords--;
  while (nwords && !bits[0])
    {
      nwords--;
      bits++;
      lo++;
    }
  if (!nwords)
    return;
  struct esc_node *node = &s->nodes[n];
  make_room (s, node, lo, nwords);
  uint64_t news = 0, *to = node->bits + (lo - node->lo);
  for (uint32_t i = 0; i < nwords; i++)
    {
      news |= bits[i] & ~to[i];
      to[i] |= bits[i];
    }
  if (news)
    esc_node_queue (s, n);
  s->steps += nwords;
}

void
esc_node_shift (struct esc_solve *s, const struct esc_shift *e, uint32_t lo,
		uint32_t nwords, const uint64_t *bits)
{
  for (uint32_t w = 0; w < nwords && s->steps < s->budget; w++)
    for (uint64_t m = bits[w]; m; m &= m - 1)
      {
	esc_node_target (s, e->to, shifted (s, lowest_target (lo + w, m),
					     e->at));
	s->steps++;
      }
}

void
esc_node_edge (struct esc_solve *s, uint32_t from, uint32_t to, struct esc_off at)
{
  from = find (s, from);
  to = find (s, to);
  bool plain = !at.off && !at.stride;
  struct esc_node *n = &s->nodes[from];
  if (!plain)
    {
      /* What is handed on to itself is seen to when it is new.  */
      struct esc_shift e = { to, at };
      ESC_PUSH (&s->arena, n->shifts, n->nshifts, n->shifts_cap, e);
      esc_node_shift (s, &e, n->lo, n->nwords, n->done);
      return;
    }
  if (from == to)
    return;
  for (uint32_t i = n->nedges; i && i + NEAR_EDGES > n->nedges; i--)
    if (n->edges[i - 1] == to)
      return;
  ESC_PUSH (&s->arena, n->edges, n->nedges, n->edges_cap, to);
  s->nedges++;
  s->steps++;
  esc_node_union (s, to, n->lo, n->nwords, n->done);
}

/* What the uses of A have seen those of B, which join them, are still to see.  */
static void
catch_up (struct esc_solve *s, uint32_t a, uint32_t b)
{
  const struct esc_node *na = &s->nodes[a], *nb = &s->nodes[b];
  if (!na->nwords || !nb->nuses)
    return;
  uint64_t *news = esc_alloc (&s->arena, na->nwords * sizeof *news), any = 0;
  for (uint32_t i = 0; i < na->nwords; i++)
    {
      uint32_t k = na->lo + i - nb->lo;
      news[i] = na->seen[i] & ~(k < nb->nwords ? nb->seen[k] : 0);
      any |= news[i];
    }
  struct esc_catch_up c = { nb->uses, nb->nuses, na->lo, na->nwords, news };
  if (any)
    ESC_PUSH (&s->arena, s->late, s->nlate, s->late_cap, c);
}

uint32_t
esc_node_unify (struct esc_solve *s, uint32_t a, uint32_t b)
{
  a = find (s, a);
  b = find (s, b);
  if (a == b)
    return a;
  if (s->nodes[a].nedges + s->nodes[a].nuses
      < s->nodes[b].nedges + s->nodes[b].nuses)
    {
      uint32_t t = a;
      a = b;
      b = t;
    }
  catch_up (s, a, b);
  catch_up (s, b, a);
  struct esc_node *na = &s->nodes[a], *nb = &s->nodes[b];
  nb->rep = a;
  na->nmakers = 2;
  s->steps++;
  if (nb->nwords)
    make_room (s, na, nb->lo, nb->nwords);
  bool mine = na->nedges || na->nshifts, others = nb->nedges || nb->nshifts;
  for (uint32_t i = 0; i < na->nwords; i++)
    {
      uint32_t k = na->lo + i - nb->lo;
      uint64_t done = 0;
      if (k < nb->nwords)
	{
	  na->bits[i] |= nb->bits[k];
	  na->seen[i] |= nb->seen[k];
	  done = nb->done[k];
	}
      if (others)
	na->done[i] = mine ? na->done[i] & done : done;
    }
  for (uint32_t i = 0; i < nb->nedges; i++)
    ESC_PUSH (&s->arena, na->edges, na->nedges, na->edges_cap, nb->edges[i]);
  for (uint32_t i = 0; i < nb->nshifts; i++)
    ESC_PUSH (&s->arena, na->shifts, na->nshifts, na->shifts_cap, nb->shifts[i]);
  for (uint32_t i = 0; i < nb->nuses; i++)
    ESC_PUSH (&s->arena, na->uses, na->nuses, na->uses_cap, nb->uses[i]);
  if (has_news (na))
    esc_node_queue (s, a);
  return a;
}

uint32_t *
esc_node_list (struct esc_solve *s, uint32_t lo, uint32_t nwords,
	       const uint64_t *bits, uint32_t *n)
{
  uint32_t count = 0;
  for (uint32_t w = 0; w < nwords; w++)
    count += (uint32_t) __builtin_popcountll (bits[w]);
  *n = 0;
  if (!count)
    return NULL;
  uint32_t *list = esc_alloc (&s->arena, count * sizeof *list);
  for (uint32_t w = 0; w < nwords; w++)
    for (uint64_t m = bits[w]; m; m &= m - 1)
      list[(*n)++] = lowest_target (lo + w, m);
  return list;
}

void
esc_node_finish (struct esc_solve *s)
{
  for (uint32_t n = 0; n < s->nnodes; n++)
    {
      struct esc_node *node = &s->nodes[n];
      if (node->rep == n)
	node->pts = esc_node_list (s, node->lo, node->nwords, node->bits,
				   &node->npts);
    }
}
