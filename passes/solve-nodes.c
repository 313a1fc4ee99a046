/* solve-nodes.c - nodes: what a value or a cell holds, and where that goes.

   Owns:    the targets and the edges of nodes.
   Input:   targets and edges, one by one.
   Output:  nodes with work to do, in the queue.
   Not handled: doing it (solve-constraints.c).  */

#include "solve-state.h"

enum { MAX_SAME = 6 };		/* offsets of one object in one set */

uint32_t
esc_node_new (struct esc_solve *s)
{
  struct esc_node node = { .rep = s->nnodes };
  ESC_PUSH (&s->arena, s->nodes, s->nnodes, s->nodes_cap, node);
  return s->nnodes - 1;
}

void
esc_node_queue (struct esc_solve *s, uint32_t n)
{
  if (!s->nodes[n].queued)
    {
      s->nodes[n].queued = true;
      ESC_PUSH (&s->arena, s->work, s->nwork, s->work_cap, n);
    }
}

static bool
has_target (const struct esc_node *n, uint32_t t)
{
  if (n->index.n)
    return esc_map_get (&n->index, t) != 0;
  for (uint32_t i = 0; i < n->npts; i++)
    if (n->pts[i] == t)
      return true;
  return false;
}

/* Widen T when N holds many places of its object already: to the residue class
   that has them all.  */
static uint32_t
widened (struct esc_solve *s, const struct esc_node *n, uint32_t t)
{
  uint32_t same = 0;
  struct esc_target at = s->targets[t];
  uint64_t g = at.at.stride;
  for (uint32_t i = 0; i < n->npts; i++)
    same += s->targets[n->pts[i]].obj == at.obj;
  if (same < MAX_SAME)
    return t;
  for (uint32_t i = 0; i < n->npts; i++)
    {
      const struct esc_target *o = &s->targets[n->pts[i]];
      if (o->obj == at.obj)
	g = esc_gcd (esc_gcd (g, o->at.stride),
		     esc_absdiff (at.at.off, o->at.off));
    }
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
  if (node->npts >= MAX_SAME)
    {
      t = widened (s, node, t);
      node = &s->nodes[n];
      if (has_target (node, t))
	return;
    }
  ESC_PUSH (&s->arena, node->pts, node->npts, node->pts_cap, t);
  if (node->npts >= 24)
    for (uint32_t i = node->index.n; i < node->npts; i++)
      esc_map_put (&s->arena, &node->index, node->pts[i], 1);
  esc_node_queue (s, n);
  s->steps++;
}

void
esc_node_edge (struct esc_solve *s, uint32_t from, uint32_t to, struct esc_off at)
{
  from = find (s, from);
  to = find (s, to);
  if (from == to && !at.off && !at.stride)
    return;
  struct esc_node *n = &s->nodes[from];
  for (uint32_t i = 0; i < n->nedges; i++)
    if (n->edges[i].to == to && n->edges[i].at.off == at.off
	&& n->edges[i].at.stride == at.stride)
      return;
  s->steps += n->nedges / 8;
  struct esc_edge e = { to, at };
  ESC_PUSH (&s->arena, n->edges, n->nedges, n->edges_cap, e);
  for (uint32_t i = 0; i < s->nodes[from].done; i++)
    esc_node_target (s, to, shifted (s, s->nodes[from].pts[i], at));
}

uint32_t
esc_node_unify (struct esc_solve *s, uint32_t a, uint32_t b)
{
  a = find (s, a);
  b = find (s, b);
  if (a == b)
    return a;
  if (s->nodes[a].npts < s->nodes[b].npts)
    {
      uint32_t t = a;
      a = b;
      b = t;
    }
  struct esc_node *nb = &s->nodes[b];
  nb->rep = a;
  struct esc_node *na = &s->nodes[a];
  for (uint32_t i = 0; i < nb->nedges; i++)
    ESC_PUSH (&s->arena, na->edges, na->nedges, na->edges_cap, nb->edges[i]);
  for (uint32_t i = 0; i < nb->nuses; i++)
    ESC_PUSH (&s->arena, na->uses, na->nuses, na->uses_cap, nb->uses[i]);
  na->done = 0;			/* the new edges and uses see all of it */
  for (uint32_t i = 0; i < s->nodes[b].npts; i++)
    esc_node_target (s, a, s->nodes[b].pts[i]);
  esc_node_queue (s, a);
  return a;
}
