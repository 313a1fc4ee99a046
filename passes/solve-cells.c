/* solve-cells.c - the pointers in memory.

   Owns:    the cells of objects, and MOVEs between objects: cells that are made
            later take part, too.
   Input:   targets that are read or written.
   Output:  nodes, with what the memory holds at entry.
   Not handled: bytes of pointers; a cell is a whole one.  */

#include "solve-state.h"

#include <string.h>

enum { MAX_RANGES = 12 };	/* MOVEs to and from one object */

static bool
in_range (const struct esc_range_copy *r, const struct esc_off *at,
	  unsigned width)
{
  return esc_off_meet (&r->at, r->len, at, width);
}

/* The place in R's other object for the place AT of this one.  */
static struct esc_off
other_place (const struct esc_range_copy *r, struct esc_off at)
{
  if (r->at.stride || r->other_at.stride)
    {
      uint64_t g = esc_gcd (esc_gcd (r->at.stride, r->other_at.stride), at.stride);
      return (struct esc_off) { at.off - r->at.off + r->other_at.off,
				(uint32_t) (g ? g : 1), 0 };
    }
  at.off += r->other_at.off - r->at.off;
  return at;
}

/* A new cell T of its object: let the MOVEs of the object see it.  */
static void
join_ranges (struct esc_solve *s, uint32_t t)
{
  uint32_t obj = s->targets[t].obj;
  for (uint32_t i = 0; i < s->objs[obj].nranges; i++)
    {
      struct esc_range_copy r = s->objs[obj].ranges[i];
      if (!in_range (&r, &s->targets[t].at, s->unit->pointer_size))
	continue;
      uint32_t o = esc_target_get (s, r.other,
				   other_place (&r, s->targets[t].at));
      uint32_t oc = cell_of (s, o), tc = s->targets[t].cell;
      if (r.from)
	esc_node_edge (s, tc, oc, (struct esc_off) { 0 });
      else
	esc_node_edge (s, oc, tc, (struct esc_off) { 0 });
    }
}

static void
add_initial (struct esc_solve *s, uint32_t t, uint32_t cell, bool merged)
{
  uint32_t obj = s->targets[t].obj;
  struct esc_sobj *o = &s->objs[obj];
  struct esc_off at = s->targets[t].at;
  if (obj == s->unknown)
    {
      esc_node_target (s, cell, esc_target_get (s, obj, (struct esc_off) { 0 }));
      return;
    }
  if (o->lazy)
    {
      if (merged)
	{
	  /* The same memory by another index: the same things are there.  */
	  const struct esc_node *n = &s->nodes[find (s, cell)];
	  for (uint32_t w = 0; w < n->nwords; w++)
	    for (uint64_t m = n->bits[w]; m; m &= m - 1)
	      {
		uint32_t held = lowest_target (n->lo + w, m);
		struct esc_sobj *d = &s->objs[s->targets[held].obj];
		if (d->kind == ESC_O_DEREF && d->parent == obj)
		  {
		    d->many = true;
		    return;
		  }
	      }
	}
      uint32_t d = esc_solve_deref (s, obj, at);
      esc_node_target (s, cell, esc_target_get (s, d, (struct esc_off) { 0 }));
    }
  if (o->kind == ESC_O_GLOBAL && o->ref & ESC_REF_UNIT)
    {
      const struct esc_obj *g = esc_object (s->unit, s->fn, o->ref);
      for (uint32_t i = 0; i < g->ninit; i++)
	{
	  struct esc_off where = { g->init[i].off, 0, 0 };
	  if (!esc_off_meet (&where, s->unit->pointer_size, &at,
			     s->unit->pointer_size))
	    continue;
	  uint32_t to = esc_object_here (s, g->init[i].ref);
	  esc_node_target (s, cell, esc_target_get (s, to, (struct esc_off)
						    { g->init[i].addend, 0, 0 }));
	}
    }
}

/* A new cell T, of node CELL: those of its object that it may overlap are one with
   it.  Returns whether there are any.  */
static bool
join_cells (struct esc_solve *s, uint32_t t, uint32_t cell)
{
  struct esc_sobj *o = &s->objs[s->targets[t].obj];
  unsigned width = s->unit->pointer_size;
  const struct esc_off *at = &s->targets[t].at;
  if (at->stride || (uint64_t) at->off % width)
    o->uneven = true;
  if (!o->uneven)
    return false;
  bool merged = false;
  for (uint32_t i = 0; i < o->ncells; i++)
    {
      const struct esc_target *other = &s->targets[o->cells[i]];
      if (esc_off_meet (at, width, &other->at, width))
	{
	  cell = esc_node_unify (s, cell, other->cell);
	  merged = true;
	}
    }
  return merged;
}

/* A store does not ask what was there: then memory that is only written does not
   look like a list.  */
uint32_t
esc_cell_make (struct esc_solve *s, uint32_t t, bool read)
{
  if (s->targets[t].cell)
    {
      if (read && s->targets[t].bare)
	{
	  s->targets[t].bare = false;
	  add_initial (s, t, s->targets[t].cell, true);
	}
      return find (s, s->targets[t].cell);
    }
  uint32_t obj = s->targets[t].obj;
  uint32_t cell = esc_node_new (s);
  s->targets[t].cell = cell;
  bool merged = join_cells (s, t, cell);
  struct esc_sobj *o = &s->objs[obj];
  ESC_PUSH (&s->arena, o->cells, o->ncells, o->cells_cap, t);
  if (read || merged || o->kind != ESC_O_DEREF)
    add_initial (s, t, cell, merged);
  else
    s->targets[t].bare = true;
  join_ranges (s, t);
  return find (s, cell);
}

void
esc_cell_range (struct esc_solve *s, uint32_t dst, uint32_t src, uint64_t len)
{
  struct esc_target d = s->targets[dst], f = s->targets[src];
  if (d.obj == s->unknown || f.obj == s->unknown)
    {
      esc_node_edge (s, cell_of (s, src), cell_of (s, dst),
		     (struct esc_off) { 0 });
      return;
    }
  s->steps += 4;
  if (s->objs[f.obj].nranges >= MAX_RANGES
      || s->objs[d.obj].nranges >= MAX_RANGES)
    {
      /* Too many: all of one goes to all of the other.  */
      struct esc_off all = { 0, 1, 0 };
      esc_node_edge (s, cell_of (s, esc_target_get (s, f.obj, all)),
		     cell_of (s, esc_target_get (s, d.obj, all)),
		     (struct esc_off) { 0 });
      return;
    }
  struct esc_range_copy to = { d.obj, true, f.at, d.at, len };
  struct esc_range_copy from = { f.obj, false, d.at, f.at, len };
  struct esc_sobj *o = &s->objs[f.obj];
  for (uint32_t i = 0; i < o->nranges; i++)
    if (o->ranges[i].other == d.obj && o->ranges[i].from
	&& memcmp (&o->ranges[i].at, &f.at, sizeof f.at) == 0
	&& memcmp (&o->ranges[i].other_at, &d.at, sizeof d.at) == 0
	&& o->ranges[i].len == len)
      return;
  ESC_PUSH (&s->arena, o->ranges, o->nranges, o->ranges_cap, to);
  o = &s->objs[d.obj];
  ESC_PUSH (&s->arena, o->ranges, o->nranges, o->ranges_cap, from);
  /* Cells that are there already; new ones call join_ranges.  */
  for (uint32_t i = 0; i < s->objs[f.obj].ncells; i++)
    {
      uint32_t t = s->objs[f.obj].cells[i];
      if (in_range (&to, &s->targets[t].at, s->unit->pointer_size))
	{
	  uint32_t other = esc_target_get (s, d.obj,
					   other_place (&to, s->targets[t].at));
	  esc_node_edge (s, cell_of (s, t), cell_of (s, other),
			 (struct esc_off) { 0 });
	}
    }
  for (uint32_t i = 0; i < s->objs[d.obj].ncells; i++)
    {
      uint32_t t = s->objs[d.obj].cells[i];
      if (in_range (&from, &s->targets[t].at, s->unit->pointer_size))
	{
	  uint32_t other = esc_target_get (s, f.obj, other_place (&from,
						     s->targets[t].at));
	  esc_node_edge (s, cell_of (s, other), cell_of (s, t),
			 (struct esc_off) { 0 });
	}
    }
}
