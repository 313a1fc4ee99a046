/* solve-order.c - the order in which nodes are worked on.

   Owns:    cycles of edges, found and made one node each; the order.
   Input:   nodes and their plain edges.
   Output:  s->order: an edge leads forward in it; what is marked stays marked.
   Not handled: edges with a shift: what goes round there changes.

   Components: Tarjan, SIAM J. Comput. 1972, with a stack of its own, since a
   chain of edges may be as long as the function.  That all cycles go at once and
   sets then travel in the order of edges: wave propagation (Pereira and Berlin,
   CGO 2009).  */

#include "solve-state.h"

#include <string.h>

struct visit
{
  uint32_t node, next;		/* the edge to look at next */
};

struct search
{
  uint32_t *index, *low;	/* by node; 0: not seen; low of a node that has
				   its component: UINT32_MAX */
  uint32_t *open, nopen;	/* nodes whose component is not known yet */
  struct visit *path;
  uint32_t npath, seen;
  uint32_t *order, norder;	/* backwards */
};

/* The node of VISIT is done with: it may be the root of a component.  */
static void
leave (struct esc_solve *s, struct search *f, uint32_t n)
{
  if (f->low[n] != f->index[n])
    return;
  uint32_t member, first = f->nopen;
  do
    {
      member = f->open[--first];
      f->low[member] = UINT32_MAX;
    }
  while (member != n);
  uint32_t rep = n;
  for (uint32_t i = first; i < f->nopen; i++)
    rep = esc_node_unify (s, rep, f->open[i]);
  f->nopen = first;
  f->order[f->norder++] = rep;
}

static void
enter (struct search *f, uint32_t n)
{
  f->index[n] = f->low[n] = ++f->seen;
  f->open[f->nopen++] = n;
  f->path[f->npath++] = (struct visit) { n, 0 };
}

/* Node N has no edges: it is a component.  Half of all are such.  */
static void
pass (struct search *f, uint32_t n)
{
  f->index[n] = ++f->seen;
  f->low[n] = UINT32_MAX;
  f->order[f->norder++] = n;
}

static void
search_from (struct esc_solve *s, struct search *f, uint32_t start)
{
  enter (f, start);
  while (f->npath)
    {
      struct visit *v = &f->path[f->npath - 1];
      uint32_t n = v->node;
      if (v->next < s->nodes[n].nedges)
	{
	  uint32_t to = find (s, s->nodes[n].edges[v->next]);
	  s->nodes[n].edges[v->next++] = to;
	  if (!f->index[to] && !s->nodes[to].nedges)
	    pass (f, to);
	  else if (!f->index[to])
	    enter (f, to);
	  else if (f->low[to] != UINT32_MAX && f->index[to] < f->low[n])
	    f->low[n] = f->index[to];
	  continue;
	}
      f->npath--;
      if (f->npath)
	{
	  uint32_t up = f->path[f->npath - 1].node;
	  if (f->low[n] < f->low[up])
	    f->low[up] = f->low[n];
	}
      leave (s, f, n);
    }
}

/* Leave out the edges of N to itself and those that are there twice; LAST[TO]:
   the node whose edge to TO was seen last, + 1.  */
static void
thin_edges (struct esc_solve *s, uint32_t n, uint32_t *last)
{
  struct esc_node *node = &s->nodes[n];
  uint32_t kept = 0;
  for (uint32_t i = 0; i < node->nedges; i++)
    {
      uint32_t to = find (s, node->edges[i]);
      if (to == n || last[to] == n + 1)
	continue;
      last[to] = n + 1;
      node->edges[kept++] = to;
    }
  node->nedges = kept;
  s->nedges += kept;
}

void
esc_solve_order (struct esc_solve *s)
{
  struct search f = { 0 };
  uint32_t n = s->nnodes;
  f.index = esc_alloc (&s->arena, 4 * n * sizeof *f.index);
  f.low = f.index + n;
  f.open = f.low + n;
  f.order = f.open + n;
  f.path = esc_alloc (&s->arena, n * sizeof *f.path);
  uint32_t edges = s->nedges;
  for (uint32_t i = 0; i < n; i++)
    if (s->nodes[i].rep == i && !f.index[i])
      {
	if (s->nodes[i].nedges)
	  search_from (s, &f, i);
	else
	  pass (&f, i);
      }

  memset (f.index, 0, n * sizeof *f.index);
  memset (s->dirty, 0, s->ndirty * sizeof *s->dirty);
  s->nedges = s->norder = 0;
  for (uint32_t i = f.norder; i-- > 0; )
    {
      uint32_t at = f.order[i];
      struct esc_node *node = &s->nodes[at];
      node->place = s->norder;
      s->order[s->norder++] = at;
      thin_edges (s, at, f.index);
      if (has_news (node))
	esc_node_queue (s, at);
    }
  s->ordered = s->nedges;
  s->steps += (n + edges) / 4;
}
