/* callgraph.c - strongly connected components (Tarjan 1972), bottom-up.  See
   callgraph.h.  Iterative: a chain of calls may be long.  */

#include "callgraph.h"

struct edges
{
  uint32_t n, cap, ncalls;	/* calls first, then references */
  uint32_t *to;
};

struct tarjan
{
  struct esc_arena *arena;
  struct esc_unit *unit;
  struct edges *edges;		/* by function */
  uint32_t *met;		/* by object of the unit: the last function that was
				   seen to name it */
  uint32_t *index, *low, *next;
  bool *on_stack;
  uint32_t *stack, depth, *frames, nframes, clock;
  struct esc_order *order;
};

static void
add_edge (struct tarjan *t, uint32_t from, esc_ref ref)
{
  if (!(ref & ESC_REF_OBJ) || !(ref & ESC_REF_UNIT))
    return;
  const struct esc_obj *o = &t->unit->objs[ref & ESC_REF_INDEX];
  if (t->met[ref & ESC_REF_INDEX] == from)
    return;
  t->met[ref & ESC_REF_INDEX] = from;
  if (o->kind == ESC_O_FUNC)
    {
      uint32_t to = o->fn;
      if (!(t->unit->fns[to]->flags & ESC_FF_BODY))
	return;
      struct edges *e = &t->edges[from];
      ESC_PUSH (t->arena, e->to, e->n, e->cap, to);
      return;
    }
  /* A constant table of functions counts as a reference to each.  */
  for (uint32_t i = 0; o->flags & ESC_OF_READONLY && i < o->ninit; i++)
    if (o->init[i].ref & ESC_REF_UNIT
	&& t->unit->objs[o->init[i].ref & ESC_REF_INDEX].kind == ESC_O_FUNC)
      add_edge (t, from, o->init[i].ref);
}

static void
collect (struct tarjan *t, const struct esc_fn *fn)
{
  for (uint32_t i = 1; i < fn->ncalls; i++)
    add_edge (t, fn->index, fn->calls[i].callee);
  t->edges[fn->index].ncalls = t->edges[fn->index].n;
  for (uint32_t i = 1; i < fn->ncalls; i++)
    for (uint32_t k = 0; k < fn->calls[i].nargs; k++)
      add_edge (t, fn->index, fn->calls[i].args[k]);
  for (uint32_t i = 0; i < fn->nops; i++)
    add_edge (t, fn->index, fn->ops[i].src);
}

static void
push_frame (struct tarjan *t, uint32_t v)
{
  t->index[v] = t->low[v] = ++t->clock;
  t->stack[t->depth++] = v;
  t->on_stack[v] = true;
  t->frames[t->nframes++] = v;
}

static void
visit (struct tarjan *t, uint32_t root)
{
  struct esc_order *o = t->order;
  push_frame (t, root);
  while (t->nframes)
    {
      uint32_t v = t->frames[t->nframes - 1];
      struct edges *e = &t->edges[v];
      if (t->next[v] < e->n)
	{
	  uint32_t w = e->to[t->next[v]++];
	  if (!t->index[w])
	    push_frame (t, w);
	  else if (t->on_stack[w] && t->index[w] < t->low[v])
	    t->low[v] = t->index[w];
	  continue;
	}
      t->nframes--;
      if (t->nframes)
	{
	  uint32_t up = t->frames[t->nframes - 1];
	  if (t->low[v] < t->low[up])
	    t->low[up] = t->low[v];
	}
      if (t->low[v] != t->index[v])
	continue;
      uint32_t first = o->n;
      o->start[o->ncomps++] = first;
      uint32_t w;
      do
	{
	  w = t->stack[--t->depth];
	  t->on_stack[w] = false;
	  o->fns[o->n++] = w;
	}
      while (w != v);
      for (uint32_t i = first; i < o->n; i++)
	{
	  w = o->fns[i];
	  o->recursive[w] = o->n - first > 1;
	  for (uint32_t k = 0; k < t->edges[w].ncalls; k++)
	    o->recursive[w] |= t->edges[w].to[k] == w;
	}
    }
}

static void
find_callers (struct tarjan *t)
{
  struct esc_order *o = t->order;
  uint32_t n = t->unit->nfns;
  uint32_t *comp = esc_alloc (t->arena, (n + 1) * sizeof *comp);
  o->ncallers = esc_alloc (t->arena, (n + 1) * sizeof *o->ncallers);
  o->callers = esc_alloc (t->arena, (n + 1) * sizeof *o->callers);
  uint32_t *cap = esc_alloc (t->arena, (n + 1) * sizeof *cap);
  for (uint32_t c = 0; c < o->ncomps; c++)
    for (uint32_t i = o->start[c]; i < o->start[c + 1]; i++)
      comp[o->fns[i]] = c + 1;
  for (uint32_t v = 1; v < n; v++)
    for (uint32_t i = 0; i < t->edges[v].n; i++)
      {
	uint32_t to = t->edges[v].to[i];
	if (comp[to] == comp[v])
	  ESC_PUSH (t->arena, o->callers[to], o->ncallers[to], cap[to], v);
      }
}

struct esc_order *
esc_callgraph_order (struct esc_arena *arena, struct esc_unit *unit)
{
  uint32_t n = unit->nfns + 1;
  struct esc_order *o = esc_alloc (arena, sizeof *o);
  o->fns = esc_alloc (arena, n * sizeof *o->fns);
  o->start = esc_alloc (arena, (n + 1) * sizeof *o->start);
  o->recursive = esc_alloc (arena, n);
  struct tarjan t = { .arena = arena, .unit = unit, .order = o };
  t.edges = esc_alloc (arena, n * sizeof *t.edges);
  t.index = esc_alloc (arena, n * sizeof *t.index);
  t.low = esc_alloc (arena, n * sizeof *t.low);
  t.next = esc_alloc (arena, n * sizeof *t.next);
  t.on_stack = esc_alloc (arena, n);
  t.met = esc_alloc (arena, unit->nobjs * sizeof *t.met);
  t.stack = esc_alloc (arena, n * sizeof *t.stack);
  t.frames = esc_alloc (arena, n * sizeof *t.frames);
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (unit->fns[i]->flags & ESC_FF_BODY)
      {
	esc_body_need (unit, unit->fns[i]);
	collect (&t, unit->fns[i]);
	esc_bodies_drop (unit);
      }
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (unit->fns[i]->flags & ESC_FF_BODY && !t.index[i])
      visit (&t, i);
  o->start[o->ncomps] = o->n;
  find_callers (&t);
  return o;
}
