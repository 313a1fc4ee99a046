/* solve.c - inclusion-based points-to over cells and values.  See solve.h.

   A cell is a node like a value.  Cells of one object that may overlap are one
   node from the moment that they are seen to.  Cells of memory from outside
   are filled with a DEREF object when they are first looked at: `what was there
   at entry'.  A chain of DEREFs that takes the same offset twice is a list, and
   folds into one object that stands for many.  */

#include "offset.h"
#include "solve.h"

#include <string.h>

struct edge
{
  uint32_t to;
  struct esc_off at;
};

struct esc_node
{
  uint32_t rep;			/* this node was merged into that one; itself */
  uint32_t npts, pts_cap, done;	/* pts[0 .. done) have been propagated */
  uint32_t *pts;
  struct esc_map index;		/* of pts, once there are many */
  uint32_t nedges, edges_cap;
  struct edge *edges;
  uint32_t nuses, uses_cap;	/* ops that go through this pointer; x2, + 1 for
				   the source side of a MOVE */
  uint32_t *uses;
  uint32_t stamp;		/* of the last search for a cycle that came by */
  bool queued;
  bool cycle_checked;
};

enum
{
  MAX_SAME = 6,			/* offsets of one object in one set */
  MAX_PLACES = 128,		/* offsets of one object altogether */
  MAX_RANGES = 64,		/* MOVEs to and from one object */
  BUDGET_BASE = 12000,		/* steps of a solve: four in five functions */
  BUDGET_OP = 40,		/* need less than 5 an op */
  STEPS_OBJECT = 8		/* what a new object of the solver costs */
};

static uint32_t cell_of (struct esc_solve *s, uint32_t t);

/* ---- Objects and targets.  ---- */

bool
esc_outside (const struct esc_sobj *o)
{
  switch (o->kind)
    {
    case ESC_O_GLOBAL:
    case ESC_O_DEREF:
    case ESC_O_RESULT:
    case ESC_O_UNKNOWN:
      return true;
    case ESC_O_HEAP:
      return o->site->outlives;
    default:
      return false;
    }
}

static uint32_t
new_object (struct esc_solve *s, const struct esc_sobj *o)
{
  ESC_PUSH (&s->arena, s->objs, s->nobjs, s->objs_cap, *o);
  s->steps += STEPS_OBJECT;
  return s->nobjs - 1;
}

static esc_ref
new_local (struct esc_solve *s, uint32_t obj)
{
  ESC_PUSH (&s->arena, s->local_of, s->nlocal, s->local_cap, obj);
  return ESC_REF_OBJ | (s->nlocal - 1);
}

static uint32_t
import_object (struct esc_solve *s, esc_ref ref)
{
  const struct esc_obj *o = esc_object (s->unit, s->fn, ref);
  struct esc_sobj so = { .kind = o->kind, .ref = ref, .size = o->size,
			 .name = o->name };
  so.lazy = (o->kind == ESC_O_GLOBAL
	     && !(o->flags & ESC_OF_READONLY && o->flags & ESC_OF_INIT))
	    || o->kind == ESC_O_PARAM;
  so.many = o->flags & ESC_OF_THREAD;
  if (o->kind == ESC_O_UNKNOWN)
    return s->unknown;
  return new_object (s, &so);
}

uint32_t
esc_object_here (struct esc_solve *s, esc_ref ref)
{
  uint32_t i = ref & ESC_REF_INDEX;
  if (!(ref & ESC_REF_UNIT))
    {
      if (!s->local_of[i])
	s->local_of[i] = import_object (s, ref);
      return s->local_of[i];
    }
  uint32_t obj = esc_map_get (&s->unit_of, i);
  if (!obj)
    {
      obj = import_object (s, ref);
      esc_map_put (&s->arena, &s->unit_of, i, obj);
    }
  return obj;
}

esc_ref
esc_site_ref (struct esc_solve *s, uint32_t call, uint32_t fresh,
	      const struct esc_fresh *site)
{
  uint64_t key = esc_hash_int (((uint64_t) call << 32) | (fresh + 1));
  uint32_t i = esc_map_get (&s->site_of, key);
  if (i)
    return ESC_REF_OBJ | i;
  struct esc_fresh *copy = esc_alloc (&s->arena, sizeof *copy);
  *copy = *site;
  struct esc_sobj o = { .kind = ESC_O_HEAP, .call = call, .fresh = fresh,
			.size = -1, .site = copy };
  esc_ref ref = new_local (s, new_object (s, &o));
  esc_map_put (&s->arena, &s->site_of, key, ref & ESC_REF_INDEX);
  return ref;
}

esc_ref
esc_temp_ref (struct esc_solve *s)
{
  struct esc_sobj o = { .kind = ESC_O_TEMP, .size = -1 };
  return new_local (s, new_object (s, &o));
}

/* NAME is the library's place for something; NULL: anything at all.  */
esc_ref
esc_state_ref (struct esc_solve *s, const char *name, bool quiet)
{
  uint64_t key = name ? esc_hash_str (name) : 1;
  uint32_t i = esc_map_get (&s->state_of, key);
  if (i)
    return ESC_REF_OBJ | i;
  uint32_t obj = s->unknown;
  if (name)
    {
      struct esc_sobj o = { .kind = quiet ? ESC_O_TEMP : ESC_O_GLOBAL,
			    .size = -1, .name = name, .lazy = true,
			    .many = true };
      obj = new_object (s, &o);
    }
  esc_ref ref = new_local (s, obj);
  esc_map_put (&s->arena, &s->state_of, key, ref & ESC_REF_INDEX);
  return ref;
}

static uint64_t
target_key (uint32_t obj, struct esc_off at)
{
  return esc_hash_int (esc_hash_int ((uint64_t) at.off ^ (uint64_t) obj << 40)
		       ^ ((uint64_t) at.stride << 32 | at.count));
}

uint32_t
esc_target_get (struct esc_solve *s, uint32_t obj, struct esc_off at)
{
  if (obj == s->unknown || s->objs[obj].kind == ESC_O_FUNC)
    at = (struct esc_off) { 0 };
  at = esc_off_normal (at);
  uint64_t key = target_key (obj, at);
  uint32_t t = esc_map_get (&s->target_of, key);
  if (t)
    return t;
  /* Too many places in one object: from now on, somewhere in it.  */
  if (++s->objs[obj].nplaces > MAX_PLACES && at.off != ESC_KEEP)
    {
      at = (struct esc_off) { 0, 1, 0 };
      key = target_key (obj, at);
      t = esc_map_get (&s->target_of, key);
      if (t)
	return t;
    }
  struct esc_target target = { .obj = obj, .at = at };
  ESC_PUSH (&s->arena, s->targets, s->ntargets, s->targets_cap, target);
  esc_map_put (&s->arena, &s->target_of, key, s->ntargets - 1);
  return s->ntargets - 1;
}

static uint32_t
shifted (struct esc_solve *s, uint32_t t, struct esc_off at)
{
  if (!at.off && !at.stride)
    return t;
  uint32_t obj = s->targets[t].obj;
  return esc_target_get (s, obj, esc_off_add (s->targets[t].at, at,
					      s->objs[obj].size));
}

/* Whether DEREF object OBJ was reached from another one.  */
static bool
is_step (const struct esc_solve *s, uint32_t obj)
{
  const struct esc_sobj *o = &s->objs[obj];
  return o->kind == ESC_O_DEREF && o->parent
	 && s->objs[o->parent].kind == ESC_O_DEREF;
}

/* The object that the step at AT of DEREF object PARENT leads back to, or 0.  A
   chain that takes a step that it took before is a list or a tree.  But for the
   second step of all: `o->sub->val' is often no list though both lie at 0, and
   `n->next->next' is worth knowing.  */
static uint32_t
folded_step (struct esc_solve *s, uint32_t parent, struct esc_off at)
{
  if (s->objs[parent].depth >= ESC_MAX_DEREF)
    return parent;
  for (uint32_t a = parent; is_step (s, a); a = s->objs[a].parent)
    if (s->objs[a].at.off == at.off && s->objs[a].at.stride == at.stride
	&& (a != parent || is_step (s, s->objs[a].parent)))
      return a;
  return 0;
}

/* Whether PARENT is the second element of a list, and AT not the way to the
   next: what hangs there hangs on the first element, one for all.  */
static bool
hangs_beside (const struct esc_solve *s, uint32_t parent, struct esc_off at)
{
  const struct esc_sobj *p = &s->objs[parent];
  if (!is_step (s, parent) || !is_step (s, p->parent)
      || p->depth >= ESC_MAX_DEREF)
    return false;
  const struct esc_sobj *first = &s->objs[p->parent];
  return first->at.off == p->at.off && first->at.stride == p->at.stride
	 && (p->at.off != at.off || p->at.stride != at.stride);
}

static void
fold (struct esc_solve *s, uint32_t parent, struct esc_off at, uint32_t into,
      bool beside)
{
  struct esc_sobj *o = &s->objs[into];
  for (uint32_t i = 0; i < o->nfolds; i++)
    if (o->folds[i].parent == parent && o->folds[i].at.off == at.off
	&& o->folds[i].at.stride == at.stride)
      return;
  struct esc_fold f = { parent, at, beside };
  ESC_PUSH (&s->arena, o->folds, o->nfolds, o->folds_cap, f);
  o->many = true;
}

/* What the cell at AT of PARENT pointed to when the function began.  */
static uint32_t
deref_of (struct esc_solve *s, uint32_t parent, struct esc_off at)
{
  bool beside = hangs_beside (s, parent, at);
  uint32_t into = 0;
  if (beside)
    {
      uint32_t first = s->objs[parent].parent;
      s->objs[first].first = true;
      into = deref_of (s, first, at);
    }
  else if (s->objs[parent].kind == ESC_O_DEREF)
    into = folded_step (s, parent, at);
  if (into)
    {
      fold (s, parent, at, into, beside);
      return into;
    }
  uint32_t param = 0;
  const struct esc_sobj *p = &s->objs[parent];
  if (p->kind == ESC_O_PARAM && !at.off)
    {
      const struct esc_obj *o = esc_object (s->unit, s->fn, p->ref);
      if (!s->fn->params[o->param].byvalue)
	{
	  param = o->param;
	  parent = 0;
	}
    }
  uint64_t key = esc_hash_int (esc_hash_int ((uint64_t) at.off + at.stride * 7u)
			       ^ ((uint64_t) parent << 20 | (parent ? 0 : param + 1)));
  uint32_t t = esc_map_get (&s->site_of, key);
  if (t)
    return t;
  struct esc_sobj o = { .kind = ESC_O_DEREF, .lazy = true, .size = -1,
			.parent = parent, .param = param, .at = at,
			.many = at.stride != 0 };
  if (parent)
    {
      o.many |= s->objs[parent].many;
      o.depth = (uint8_t) (s->objs[parent].depth + 1);
    }
  t = new_object (s, &o);
  esc_map_put (&s->arena, &s->site_of, key, t);
  return t;
}

/* ---- Nodes.  ---- */

static uint32_t
find (struct esc_solve *s, uint32_t n)
{
  while (s->nodes[n].rep != n)
    n = s->nodes[n].rep = s->nodes[s->nodes[n].rep].rep;
  return n;
}

static uint32_t
new_node (struct esc_solve *s)
{
  struct esc_node node = { .rep = s->nnodes };
  ESC_PUSH (&s->arena, s->nodes, s->nnodes, s->nodes_cap, node);
  return s->nnodes - 1;
}

static void
queue (struct esc_solve *s, uint32_t n)
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
    {
      const struct esc_target *o = &s->targets[n->pts[i]];
      if (o->obj != at.obj)
	continue;
      same++;
      g = esc_gcd (esc_gcd (g, o->at.stride), esc_absdiff (at.at.off, o->at.off));
    }
  if (same < MAX_SAME)
    return t;
  if (g > UINT32_MAX || !g)
    g = 1;
  return esc_target_get (s, at.obj, (struct esc_off)
			 { at.at.off, (uint32_t) g, 0 });
}

static void
add_target (struct esc_solve *s, uint32_t n, uint32_t t)
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
  queue (s, n);
  s->steps++;
}

static void
add_edge (struct esc_solve *s, uint32_t from, uint32_t to, struct esc_off at)
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
  struct edge e = { to, at };
  ESC_PUSH (&s->arena, n->edges, n->nedges, n->edges_cap, e);
  for (uint32_t i = 0; i < s->nodes[from].done; i++)
    add_target (s, to, shifted (s, s->nodes[from].pts[i], at));
}

/* Make A and B one node.  */
static uint32_t
unify (struct esc_solve *s, uint32_t a, uint32_t b)
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
    add_target (s, a, s->nodes[b].pts[i]);
  queue (s, a);
  return a;
}

/* ---- Cells.  ---- */

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
	add_edge (s, tc, oc, (struct esc_off) { 0 });
      else
	add_edge (s, oc, tc, (struct esc_off) { 0 });
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
      add_target (s, cell, esc_target_get (s, obj, (struct esc_off) { 0 }));
      return;
    }
  if (o->lazy)
    {
      if (merged)
	{
	  /* The same memory by another index: the same things are there.  */
	  const struct esc_node *n = &s->nodes[find (s, cell)];
	  for (uint32_t i = 0; i < n->npts; i++)
	    {
	      struct esc_sobj *d = &s->objs[s->targets[n->pts[i]].obj];
	      if (d->kind == ESC_O_DEREF && d->parent == obj)
		{
		  d->many = true;
		  return;
		}
	    }
	}
      uint32_t d = deref_of (s, obj, at);
      add_target (s, cell, esc_target_get (s, d, (struct esc_off) { 0 }));
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
	  add_target (s, cell, esc_target_get (s, to, (struct esc_off)
					       { g->init[i].addend, 0, 0 }));
	}
    }
}

/* The node of target T's cell.  */
/* The cell of target T; READ: what was there at entry is asked for.  A store does
   not ask: then memory that is only written does not look like a list.  */
static uint32_t
make_cell (struct esc_solve *s, uint32_t t, bool read)
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
  uint32_t cell = new_node (s);
  s->targets[t].cell = cell;
  bool merged = false;
  for (uint32_t i = 0; i < s->objs[obj].ncells; i++)
    {
      uint32_t other = s->objs[obj].cells[i];
      if (esc_off_meet (&s->targets[t].at, s->unit->pointer_size,
			&s->targets[other].at, s->unit->pointer_size))
	{
	  cell = unify (s, cell, s->targets[other].cell);
	  merged = true;
	}
    }
  struct esc_sobj *o = &s->objs[obj];
  ESC_PUSH (&s->arena, o->cells, o->ncells, o->cells_cap, t);
  if (read || merged || o->kind != ESC_O_DEREF)
    add_initial (s, t, cell, merged);
  else
    s->targets[t].bare = true;
  join_ranges (s, t);
  return find (s, cell);
}

static uint32_t
cell_of (struct esc_solve *s, uint32_t t)
{
  return make_cell (s, t, true);
}

/* All cells of SRC + its MOVE go to DST.  */
static void
add_range (struct esc_solve *s, uint32_t dst, uint32_t src, uint64_t len)
{
  struct esc_target d = s->targets[dst], f = s->targets[src];
  if (d.obj == s->unknown || f.obj == s->unknown)
    {
      add_edge (s, cell_of (s, src), cell_of (s, dst), (struct esc_off) { 0 });
      return;
    }
  s->steps += 4;
  if (s->objs[f.obj].nranges >= MAX_RANGES
      || s->objs[d.obj].nranges >= MAX_RANGES)
    {
      /* Too many: all of one goes to all of the other.  */
      struct esc_off all = { 0, 1, 0 };
      add_edge (s, cell_of (s, esc_target_get (s, f.obj, all)),
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
	  add_edge (s, cell_of (s, t), cell_of (s, other),
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
	  add_edge (s, cell_of (s, other), cell_of (s, t),
		    (struct esc_off) { 0 });
	}
    }
}

/* ---- Constraints.  ---- */

static void
flow_into (struct esc_solve *s, esc_ref src, uint32_t cell)
{
  if (ESC_IS_VAL (src))
    add_edge (s, src, cell, (struct esc_off) { 0 });
  else if (src)
    add_target (s, cell, esc_target_get (s, esc_object_here (s, src),
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
	  add_edge (s, cell_of (s, shifted (s, t, at)), op.dst,
		    (struct esc_off) { 0 });
	}
      break;
    case ESC_OP_STORE:
      for (uint64_t k = 0; k < (op.len > width && op.len <= 64 ? op.len : 1);
	   k += width)
	{
	  struct esc_off at = op.at;
	  at.off += (int64_t) k;
	  flow_into (s, op.src, make_cell (s, shifted (s, t, at), false));
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
	    add_range (s, copy[k], mine, op.len);
	  else
	    add_range (s, mine, copy[k], op.len);
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

static void
add_constraint (struct esc_solve *s, uint32_t i)
{
  const struct esc_op op = s->ops[i];
  switch (op.kind)
    {
    case ESC_OP_COPY:
    case ESC_OP_PHI:
      if (ESC_IS_VAL (op.src))
	add_edge (s, op.src, op.dst, op.at);
      else if (op.src)
	add_target (s, op.dst, shifted (s, esc_target_get
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
      struct edge e = s->nodes[at].edges[i];
      s->steps++;
      if (e.at.off || e.at.stride)
	continue;
      uint32_t to = find (s, e.to);
      if (to != at && s->nodes[to].npts == s->nodes[from].npts
	  && collapse_cycle (s, to, from, depth + 1))
	{
	  unify (s, at, from);
	  return true;
	}
    }
  return false;
}

static void
propagate (struct esc_solve *s, uint32_t n)
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
	  struct edge e = s->nodes[n].edges[k];
	  uint32_t dst = find (s, e.to);
	  bool grew = false;
	  for (uint32_t i = from; i < to; i++)
	    {
	      uint32_t before = s->nodes[dst].npts;
	      add_target (s, dst, shifted (s, s->nodes[n].pts[i], e.at));
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
		  queue (s, find (s, n));
		  return;
		}
	    }
	}
    }
}

/* ---- The driver.  ---- */

uint32_t
esc_targets (struct esc_solve *s, esc_ref ref, const struct esc_off *at,
	     const uint32_t **targets)
{
  static uint32_t one[1];	/* one thread, one use at a time */
  if (ESC_IS_OBJ (ref))
    {
      one[0] = shifted (s, esc_target_get (s, esc_object_here (s, ref),
					   (struct esc_off) { 0 }), *at);
      *targets = one;
      return 1;
    }
  if (!ref)
    return 0;
  uint32_t n = find (s, ref);
  if (!at->off && !at->stride)
    {
      *targets = s->nodes[n].pts;
      return s->nodes[n].npts;
    }
  uint32_t count = s->nodes[n].npts;
  uint32_t *copy = esc_alloc (&s->arena, (count + 1) * sizeof *copy);
  for (uint32_t i = 0; i < count; i++)
    copy[i] = shifted (s, s->nodes[n].pts[i], *at);
  *targets = copy;
  return count;
}

uint32_t
esc_cell_targets (struct esc_solve *s, uint32_t t, const uint32_t **targets)
{
  if (!s->targets[t].cell)
    return 0;
  uint32_t n = find (s, s->targets[t].cell);
  *targets = s->nodes[n].pts;
  return s->nodes[n].npts;
}

/* Know every object that the function names: who comes after the solver makes
   arrays by object.  */
static void
import_operands (struct esc_solve *s)
{
  const struct esc_fn *fn = s->fn;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      if (ESC_IS_OBJ (s->ops[i].dst))
	esc_object_here (s, s->ops[i].dst);
      if (ESC_IS_OBJ (s->ops[i].src))
	esc_object_here (s, s->ops[i].src);
    }
  for (uint32_t i = 1; i < fn->ncalls; i++)
    {
      if (ESC_IS_OBJ (fn->calls[i].callee))
	esc_object_here (s, fn->calls[i].callee);
      for (uint32_t k = 0; k < fn->calls[i].nargs; k++)
	if (ESC_IS_OBJ (fn->calls[i].args[k]))
	  esc_object_here (s, fn->calls[i].args[k]);
    }
  for (uint32_t i = 0; i < esc_hidden_params (fn); i++)
    if (fn->params[i].obj)
      esc_object_here (s, fn->params[i].obj);
  for (uint32_t b = 0; b < fn->nblocks; b++)
    {
      if (ESC_IS_OBJ (fn->blocks[b].lhs))
	esc_object_here (s, fn->blocks[b].lhs);
      if (ESC_IS_OBJ (fn->blocks[b].rhs))
	esc_object_here (s, fn->blocks[b].rhs);
    }
}

static void
solve_once (struct esc_solve *s)
{
  struct esc_fn *fn = s->fn;
  s->nobjs = s->ntargets = s->nnodes = s->nwork = s->nlocal = 0;
  s->steps = 0;
  s->unknown_calls = false;
  memset (&s->unit_of, 0, sizeof s->unit_of);
  memset (&s->state_of, 0, sizeof s->state_of);
  memset (&s->site_of, 0, sizeof s->site_of);
  memset (&s->target_of, 0, sizeof s->target_of);
  new_object (s, &(struct esc_sobj) { 0 });
  s->unknown = new_object (s, &(struct esc_sobj) { .kind = ESC_O_UNKNOWN,
						   .many = true, .size = -1,
						   .name = "unknown memory" });
  ESC_PUSH (&s->arena, s->targets, s->ntargets, s->targets_cap,
	    (struct esc_target) { 0 });
  for (uint32_t i = 0; i < fn->nobjs; i++)
    ESC_PUSH (&s->arena, s->local_of, s->nlocal, s->local_cap, 0);

  esc_expand_calls (s);
  for (uint32_t i = 0; i <= s->nvalues; i++)
    new_node (s);
  s->budget = BUDGET_BASE + BUDGET_OP * (uint64_t) s->nops;

  for (uint32_t i = 0; i < esc_hidden_params (fn); i++)
    if (fn->params[i].value)
      {
	struct esc_sobj o = { .kind = ESC_O_DEREF, .lazy = true, .size = -1,
			      .param = i };
	/* The same object as deref_of makes for the parameter's memory.  */
	uint64_t key = esc_hash_int (esc_hash_int (0) ^ (i + 1));
	uint32_t obj = new_object (s, &o);
	esc_map_put (&s->arena, &s->site_of, key, obj);
	add_target (s, fn->params[i].value,
		    esc_target_get (s, obj, (struct esc_off) { 0 }));
      }
  import_operands (s);
  for (uint32_t i = 0; i < s->nops && s->steps < s->budget; i++)
    add_constraint (s, i);
  while (s->nwork && s->steps < s->budget)
    {
      uint32_t n = s->work[--s->nwork];
      s->nodes[n].queued = false;
      if (s->nodes[n].rep == n)
	propagate (s, n);
    }
  s->capped = s->steps >= s->budget;
}

/* Find what each call through a pointer may run.  Returns whether more is
   known than before.  */
static bool
resolve_calls (struct esc_solve *s)
{
  bool news = false;
  for (uint32_t i = 0; i < s->nicalls; i++)
    {
      struct esc_icall *ic = &s->icalls[i];
      const uint32_t *pts;
      uint32_t n = esc_targets (s, ic->fnptr, &ic->at, &pts);
      uint32_t found = 0, fns[4];
      bool all = n > 0 && n <= 4;
      for (uint32_t k = 0; all && k < n; k++)
	{
	  const struct esc_sobj *o = &s->objs[s->targets[pts[k]].obj];
	  all = o->kind == ESC_O_FUNC;
	  if (all)
	    fns[found++] = esc_object (s->unit, s->fn, o->ref)->fn;
	}
      if (!all || found == ic->nfns)
	continue;
      ic->nfns = found;
      memcpy (ic->fns, fns, found * sizeof *fns);
      news = true;
    }
  return news;
}

struct esc_solve *
esc_solve (struct esc_unit *unit, struct esc_fn *fn)
{
  struct esc_arena arena = { 0 };
  struct esc_solve *s = esc_alloc (&arena, sizeof *s);
  s->unit = unit;
  s->fn = fn;
  s->arena = arena;
  s->first = esc_alloc (&s->arena, (fn->nblocks + 1) * sizeof *s->first);
  for (unsigned round = 0; ; round++)
    {
      solve_once (s);
      /* Pointers to functions that are known now: once more, with what these
	 functions do.  */
      if (s->capped || round == 2 || !resolve_calls (s))
	break;
    }
  if (!s->capped)
    esc_find_escapes (s);
  return s;
}

void
esc_solve_free (struct esc_solve *s)
{
  struct esc_arena arena = s->arena;
  esc_arena_free (&arena);
}

bool
esc_points_to (struct esc_solve *s, esc_ref ref, const struct esc_off *at,
	   uint32_t obj)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (s, ref, at, &pts);
  for (uint32_t k = 0; k < n; k++)
    if (s->targets[pts[k]].obj == obj)
      return true;
  return false;
}

uint32_t
esc_scope_of (const struct esc_solve *s, uint32_t obj)
{
  esc_ref ref = s->objs[obj].ref;
  if (!ref || ref & ESC_REF_UNIT)
    return 0;
  return esc_object (s->unit, s->fn, ref)->scope;
}
