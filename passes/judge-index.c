/* judge-index.c - what the judge asks for each heap object of a function, found
   once for all of them.

   Owns:    struct esc_index.
   Input:   a solved function with its dominators.
   Output:  tables; building them takes time that grows with the expanded body and
            the sets of its operands.
   Not handled: the questions (freed.c, judge.c, sites.c).  */

#include "judge.h"

static void
index_calls (struct esc_index *x, struct esc_solve *s)
{
  x->after = esc_alloc (&s->arena, (s->fn->ncalls + 1) * sizeof *x->after);
  x->def = esc_alloc (&s->arena, (s->nvalues + 1) * sizeof *x->def);
  for (uint32_t i = 0; i <= s->fn->ncalls; i++)
    x->after[i] = s->nops + 1;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if ((op->kind == ESC_OP_COPY || op->kind == ESC_OP_PHI
	   || op->kind == ESC_OP_LOAD) && !x->def[op->dst])
	x->def[op->dst] = i + 1;
      if (op->kind != ESC_OP_CALL || x->after[op->call] <= s->nops)
	continue;
      uint32_t end = i + 1;
      while (end < s->nops && s->ops[end].call == op->call
	     && s->ops[end].kind != ESC_OP_CALL)
	end++;
      x->after[op->call] = end;
    }
}

/* Call ADD for each object that a FREE or a REALLOC may get, once an op.  */
static void
each_release (struct esc_index *x, struct esc_solve *s,
	      void (*add) (struct esc_index *x, uint32_t obj, uint32_t i))
{
  uint32_t *last = esc_alloc (&s->arena, (s->nobjs + 1) * sizeof *last);
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      const uint32_t *pts;
      if (op->kind != ESC_OP_FREE && op->kind != ESC_OP_REALLOC)
	continue;
      uint32_t n = esc_targets (s, op->src, &op->at, &pts);
      for (uint32_t k = 0; k < n; k++)
	{
	  uint32_t obj = s->targets[pts[k]].obj;
	  if (last[obj] == i + 1)
	    continue;
	  last[obj] = i + 1;
	  add (x, obj, i);
	}
    }
}

static void
count_release (struct esc_index *x, uint32_t obj, uint32_t i)
{
  (void) i;
  x->nreleases[obj]++;
}

static void
list_release (struct esc_index *x, uint32_t obj, uint32_t i)
{
  x->releases[obj][x->nreleases[obj]++] = i;
}

/* Whether all that OP, a FREE, can get are heap objects of this function.  */
static bool
frees_sites (struct esc_solve *s, const struct esc_op *op)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->src, &op->at, &pts);
  for (uint32_t k = 0; k < n; k++)
    {
      const struct esc_target *t = &s->targets[pts[k]];
      if (s->objs[t->obj].kind != ESC_O_HEAP || s->objs[t->obj].site->handle
	  || t->at.off || t->at.stride)
	return false;
    }
  return true;
}

static void
index_releases (struct esc_index *x, struct esc_solve *s)
{
  struct esc_arena *arena = &s->arena;
  x->nreleases = esc_alloc (arena, (s->nobjs + 1) * sizeof *x->nreleases);
  x->releases = esc_alloc (arena, (s->nobjs + 1) * sizeof *x->releases);
  x->frees_sites = esc_alloc (arena, s->nops + 1);
  for (uint32_t i = 0; i < s->nops; i++)
    if (s->ops[i].kind == ESC_OP_FREE)
      x->frees_sites[i] = frees_sites (s, &s->ops[i]);
  each_release (x, s, count_release);
  for (uint32_t obj = 0; obj < s->nobjs; obj++)
    if (x->nreleases[obj])
      {
	x->releases[obj] = esc_alloc (arena, x->nreleases[obj]
				      * sizeof **x->releases);
	x->nreleases[obj] = 0;
      }
  each_release (x, s, list_release);
}

/* Which objects lie in a cell, and which in one of the library's own.  */
static void
index_cells (struct esc_index *x, struct esc_solve *s)
{
  x->in_cell = esc_alloc (&s->arena, s->nobjs + 1);
  x->hidden = esc_alloc (&s->arena, (s->nobjs + 1) * sizeof *x->hidden);
  for (uint32_t o = 1; o < s->nobjs; o++)
    {
      const struct esc_sobj *so = &s->objs[o];
      bool library = so->kind == ESC_O_TEMP && so->lazy && so->name;
      for (uint32_t c = 0; c < so->ncells; c++)
	{
	  const uint32_t *pts;
	  uint32_t n = esc_cell_targets (s, so->cells[c], &pts);
	  for (uint32_t k = 0; k < n; k++)
	    {
	      uint32_t obj = s->targets[pts[k]].obj;
	      x->in_cell[obj] = true;
	      if (library && !x->hidden[obj])
		x->hidden[obj] = so->name;
	    }
	}
    }
}

static void
index_remade (struct esc_index *x, struct esc_solve *s)
{
  x->remade = esc_alloc (&s->arena, (s->fn->ncalls + 1) * sizeof *x->remade);
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      if (o->kind == ESC_O_HEAP && (o->site->ifnull || o->site->remade)
	  && !x->remade[o->call])
	x->remade[o->call] = obj;
    }
}

const struct esc_index *
esc_judge_index (struct esc_judge *j)
{
  struct esc_solve *s = j->s;
  if (j->index)
    return j->index;
  struct esc_index *x = esc_alloc (&s->arena, sizeof *x);
  x->by_result = esc_calls_by_result (&s->arena, s->fn);
  index_calls (x, s);
  index_releases (x, s);
  index_cells (x, s);
  index_remade (x, s);
  return j->index = x;
}
