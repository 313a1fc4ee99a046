/* worklist.c - Andersen's points-to analysis with one worklist.  See
   worklist.h.

   Owns:    the textbook algorithm: nodes that changed stand in a queue; one that
            is taken hands all that it holds to all its edges and uses.  Sets are
            sorted arrays; no cycle is made one node, nothing has an order, and
            nothing is remembered of what was handed on before.
   Input:   the constraints of passes/solve.h, and which objects there are: what
            a cell held at entry has a name that depends on the order of work, so
            the names are those of esc_solve.
   Output:  sets of places, widened as those of esc_solve are.
   Not handled: being fast.

   Cells that overlap stay two nodes with edges both ways.  */

#include "testsuite/bench/worklist.h"

#include <string.h>

enum
{
  MAX_PLACES = 128,		/* of one object; more are `somewhere in it' */
  MAX_SAME = 6,			/* of one object in one set: as esc_solve */
  FIRST_QUEUE = 1024
};

static const struct esc_off here;

/* ---- Nodes, places, the queue.  ---- */

static uint32_t
new_node (struct wl *w)
{
  ESC_PUSH (&w->arena, w->nodes, w->nnodes, w->nodes_cap,
	    (struct wl_node) { 0 });
  return w->nnodes - 1;
}

static void
enqueue (struct wl *w, uint32_t n)
{
  if (w->nodes[n].queued)
    return;
  w->nodes[n].queued = true;
  if (w->tail - w->head == w->queue_cap)
    {
      uint32_t cap = w->queue_cap ? 2 * w->queue_cap : FIRST_QUEUE;
      uint32_t *queue = esc_alloc (&w->arena, cap * sizeof *queue);
      for (uint32_t i = w->head; i != w->tail; i++)
	queue[i % cap] = w->queue[i % w->queue_cap];
      w->queue = queue;
      w->queue_cap = cap;
    }
  w->queue[w->tail++ % w->queue_cap] = n;
}

static uint64_t
key_of (uint32_t obj, const struct esc_off *at)
{
  return esc_hash_int (esc_hash_int (((uint64_t) obj << 32) ^ at->stride)
		       ^ esc_hash_int ((uint64_t) at->off)
		       ^ (uint64_t) at->count << 17);
}

static uint32_t
place_get (struct wl *w, uint32_t obj, struct esc_off at)
{
  if (obj == w->s->unknown || w->s->objs[obj].kind == ESC_O_FUNC)
    at = here;
  at = esc_off_normal (at);
  uint32_t p = esc_map_get (&w->place_of, key_of (obj, &at));
  if (p)
    return p;
  if (w->objs[obj].nplaces >= MAX_PLACES
      && (at.off || at.stride != 1 || at.count))
    {
      w->widened = true;
      return place_get (w, obj, (struct esc_off) { 0, 1, 0 });
    }
  w->objs[obj].nplaces++;
  struct wl_place place = { .obj = obj, .at = at };
  ESC_PUSH (&w->arena, w->places, w->nplaces, w->places_cap, place);
  esc_map_put (&w->arena, &w->place_of, key_of (obj, &at), w->nplaces - 1);
  return w->nplaces - 1;
}

static uint32_t
moved (struct wl *w, uint32_t p, struct esc_off by)
{
  if (!by.off && !by.stride)
    return p;
  uint32_t obj = w->places[p].obj;
  return place_get (w, obj, esc_off_add (w->places[p].at, by,
					 w->s->objs[obj].size));
}

static uint32_t
place_of_ref (struct wl *w, esc_ref ref)
{
  return place_get (w, esc_object_here (w->s, ref), here);
}

/* Whether the places A have all those of B.  */
static bool
covers (const struct esc_off *a, const struct esc_off *b)
{
  return a->stride && !a->count && b->stride % a->stride == 0
	 && esc_absdiff (a->off, b->off) % a->stride == 0;
}

/* P, or when NODE holds many places of its object, the residue class of all of
   them; 0 if NODE has all of P.  */
static uint32_t
widened (struct wl *w, const struct wl_node *node, uint32_t p)
{
  struct wl_place place = w->places[p];
  uint64_t g = place.at.stride;
  uint32_t same = 0;
  for (uint32_t i = 0; i < node->npts; i++)
    {
      const struct wl_place *other = &w->places[node->pts[i]];
      if (other->obj != place.obj)
	continue;
      if (covers (&other->at, &place.at))
	return 0;
      same++;
      g = esc_gcd (esc_gcd (g, other->at.stride),
		   esc_absdiff (place.at.off, other->at.off));
    }
  if (same < MAX_SAME)
    return p;
  w->widened = true;
  return place_get (w, place.obj, (struct esc_off)
		    { place.at.off, g && g <= UINT32_MAX ? (uint32_t) g : 1, 0 });
}

/* Node N holds place P.  */
static void
add_place (struct wl *w, uint32_t n, uint32_t p)
{
  struct wl_node *node = &w->nodes[n];
  uint32_t lo = 0, hi = node->npts;
  w->steps++;
  if (w->objs[w->places[p].obj].nplaces > MAX_SAME)
    p = widened (w, node, p);
  if (!p)
    return;
  while (lo < hi)
    {
      uint32_t mid = (lo + hi) / 2;
      if (node->pts[mid] < p)
	lo = mid + 1;
      else
	hi = mid;
    }
  if (lo < node->npts && node->pts[lo] == p)
    return;
  ESC_PUSH (&w->arena, node->pts, node->npts, node->pts_cap, p);
  memmove (node->pts + lo + 1, node->pts + lo,
	   (node->npts - 1 - lo) * sizeof *node->pts);
  node->pts[lo] = p;
  enqueue (w, n);
}

/* What FROM holds now, shifted by AT, TO holds, too.  */
static void
hand_on (struct wl *w, uint32_t from, struct wl_edge e)
{
  if (from == e.to && !e.at.off && !e.at.stride)
    return;
  for (uint32_t i = 0; i < w->nodes[from].npts && w->steps < w->budget; i++)
    add_place (w, e.to, moved (w, w->nodes[from].pts[i], e.at));
}

static void
add_edge (struct wl *w, uint32_t from, uint32_t to, struct esc_off at)
{
  struct wl_edge e = { to, at };
  struct wl_node *n = &w->nodes[from];
  if (!at.off && !at.stride)
    {
      uint64_t key = ((uint64_t) from << 32 | to) + 1;
      if (esc_map_get (&w->edge_of, key))
	return;
      esc_map_put (&w->arena, &w->edge_of, key, 1);
    }
  ESC_PUSH (&w->arena, n->edges, n->nedges, n->edges_cap, e);
  hand_on (w, from, e);
}

/* ---- Memory.  ---- */

static bool
overlap (const struct wl *w, const struct esc_off *a, const struct esc_off *b)
{
  unsigned width = w->s->unit->pointer_size;
  return esc_off_meet (a, width, b, width);
}

/* Whether another cell of its object overlaps that of place P: then esc_solve took
   them for one, and has a name for what is there, but not at P.  */
static bool
shares_cell (struct wl *w, uint32_t p)
{
  const struct wl_object *o = &w->objs[w->places[p].obj];
  for (uint32_t i = 0; i < o->ncells; i++)
    if (o->cells[i] != p
	&& overlap (w, &w->places[o->cells[i]].at, &w->places[p].at))
      return true;
  return false;
}

/* What was in the cell of place P when the function began.  */
static void
add_entry (struct wl *w, uint32_t p)
{
  uint32_t obj = w->places[p].obj, cell = w->places[p].cell;
  struct esc_off at = w->places[p].at;
  const struct esc_sobj *o = &w->s->objs[obj];
  if (w->places[p].read)
    return;
  w->places[p].read = true;
  if (obj == w->s->unknown)
    add_place (w, cell, place_get (w, obj, here));
  bool found = false;
  for (uint32_t i = 0; i < w->objs[obj].nentry; i++)
    if (overlap (w, &w->objs[obj].entry[i].at, &at))
      {
	add_place (w, cell, place_get (w, w->objs[obj].entry[i].obj, here));
	found = true;
      }
  if (o->lazy && !found)
    {
      add_place (w, cell, place_get (w, w->s->unknown, here));
      w->widened |= shares_cell (w, p);
    }
  if (o->kind != ESC_O_GLOBAL || !(o->ref & ESC_REF_UNIT))
    return;
  const struct esc_obj *g = esc_object (w->s->unit, w->s->fn, o->ref);
  for (uint32_t i = 0; i < g->ninit; i++)
    {
      struct esc_off where = { g->init[i].off, 0, 0 };
      struct esc_off to = { g->init[i].addend, 0, 0 };
      if (overlap (w, &where, &at))
	add_place (w, cell, place_get (w, esc_object_here (w->s,
							   g->init[i].ref),
				       to));
    }
}

static uint32_t read_cell (struct wl *w, uint32_t p);
static uint32_t cell_of (struct wl *w, uint32_t p);

/* The place in R's other object for the place AT of this one.  */
static struct esc_off
across (const struct wl_range *r, struct esc_off at)
{
  int64_t off = at.off - r->at.off + r->other_at.off;
  if (!r->at.stride && !r->other_at.stride)
    return (struct esc_off) { off, at.stride, at.count };
  uint64_t g = esc_gcd (esc_gcd (r->at.stride, r->other_at.stride), at.stride);
  return (struct esc_off) { off, (uint32_t) (g ? g : 1), 0 };
}

/* The cell of place P is in its object when bytes R are copied.  */
static void
copy_cell (struct wl *w, const struct wl_range *r, uint32_t p)
{
  if (!esc_off_meet (&r->at, r->len, &w->places[p].at,
		     w->s->unit->pointer_size))
    return;
  uint32_t q = place_get (w, r->other, across (r, w->places[p].at));
  if (r->from)
    add_edge (w, read_cell (w, p), cell_of (w, q), here);
  else
    add_edge (w, read_cell (w, q), cell_of (w, p), here);
}

static uint32_t
cell_of (struct wl *w, uint32_t p)
{
  if (w->places[p].cell)
    return w->places[p].cell;
  struct wl_object *o = &w->objs[w->places[p].obj];
  uint32_t cell = w->places[p].cell = new_node (w);
  uint32_t before = o->ncells;
  ESC_PUSH (&w->arena, o->cells, o->ncells, o->cells_cap, p);
  for (uint32_t i = 0; i < before; i++)
    if (overlap (w, &w->places[o->cells[i]].at, &w->places[p].at))
      {
	uint32_t other = w->places[o->cells[i]].cell;
	add_edge (w, cell, other, here);
	add_edge (w, other, cell, here);
      }
  for (uint32_t i = 0; i < o->nranges && w->steps < w->budget; i++)
    {
      struct wl_range r = o->ranges[i];
      copy_cell (w, &r, p);
    }
  return cell;
}

static uint32_t
read_cell (struct wl *w, uint32_t p)
{
  uint32_t cell = cell_of (w, p);
  add_entry (w, p);
  return cell;
}

static void
add_range (struct wl *w, uint32_t obj, struct wl_range r)
{
  struct wl_object *o = &w->objs[obj];
  ESC_PUSH (&w->arena, o->ranges, o->nranges, o->ranges_cap, r);
  for (uint32_t i = 0; i < o->ncells && w->steps < w->budget; i++)
    copy_cell (w, &r, o->cells[i]);
}

/* LEN bytes at place SRC are copied to place DST.  */
static void
copy_range (struct wl *w, uint32_t dst, uint32_t src, uint64_t len)
{
  uint64_t key = esc_hash_int (esc_hash_int ((uint64_t) dst << 32 | src) ^ len);
  w->steps++;
  if (esc_map_get (&w->range_of, key))
    return;
  esc_map_put (&w->arena, &w->range_of, key, 1);
  struct wl_place d = w->places[dst], f = w->places[src];
  if (d.obj == w->s->unknown || f.obj == w->s->unknown)
    {
      add_edge (w, read_cell (w, src), read_cell (w, dst), here);
      return;
    }
  add_range (w, f.obj, (struct wl_range) { d.obj, true, f.at, d.at, len });
  add_range (w, d.obj, (struct wl_range) { f.obj, false, d.at, f.at, len });
}

/* ---- Constraints.  ---- */

/* The places of operand REF at this time: *N of them from *P.  */
static void
places_of (struct wl *w, esc_ref ref, uint32_t *one, const uint32_t **p,
	   uint32_t *n)
{
  *one = ESC_IS_OBJ (ref) ? place_of_ref (w, ref) : 0;
  *p = *one ? one : w->nodes[ref].pts;
  *n = *one ? 1 : w->nodes[ref].npts;
}

static void
use_move (struct wl *w, const struct esc_op *op)
{
  uint32_t one[2], nd, ns;
  const uint32_t *d, *f;
  places_of (w, op->dst, &one[0], &d, &nd);
  places_of (w, op->src, &one[1], &f, &ns);
  for (uint32_t i = 0; i < nd; i++)
    for (uint32_t k = 0; k < ns && w->steps < w->budget; k++)
      {
	/* A set may grow while it is walked; then the node is in the queue
	   again.  */
	places_of (w, op->dst, &one[0], &d, &nd);
	places_of (w, op->src, &one[1], &f, &ns);
	copy_range (w, moved (w, d[i], op->at),
		    moved (w, f[k], (struct esc_off) { op->soff, 0, 0 }),
		    op->len);
      }
}

/* OP goes through a pointer to place P.  */
static void
use_place (struct wl *w, const struct esc_op *op, uint32_t p)
{
  unsigned width = w->s->unit->pointer_size;
  uint64_t len = op->len > width && op->len <= 64 ? op->len : 1;
  for (uint64_t k = 0; k < len && w->steps < w->budget; k += width)
    {
      struct esc_off at = op->at;
      at.off += (int64_t) k;
      uint32_t q = moved (w, p, at);
      w->steps++;
      if (op->kind == ESC_OP_LOAD)
	add_edge (w, read_cell (w, q), op->dst, here);
      else if (ESC_IS_VAL (op->src))
	add_edge (w, op->src, cell_of (w, q), here);
      else
	add_place (w, cell_of (w, q), place_of_ref (w, op->src));
    }
}

static void
constrain (struct wl *w, uint32_t i)
{
  const struct esc_op *op = &w->s->ops[i];
  bool load = op->kind == ESC_OP_LOAD, move = op->kind == ESC_OP_MOVE;
  esc_ref through = load ? op->src : op->dst;
  switch (op->kind)
    {
    case ESC_OP_COPY:
    case ESC_OP_PHI:
      if (ESC_IS_VAL (op->src))
	add_edge (w, op->src, op->dst, op->at);
      else if (op->src)
	add_place (w, op->dst, moved (w, place_of_ref (w, op->src), op->at));
      break;
    case ESC_OP_LOAD:
    case ESC_OP_STORE:
    case ESC_OP_MOVE:
      if (!op->src || !op->dst)
	break;
      if (ESC_IS_VAL (through))
	ESC_PUSH (&w->arena, w->nodes[through].uses, w->nodes[through].nuses,
		  w->nodes[through].uses_cap, i);
      else if (!move)
	use_place (w, op, place_of_ref (w, through));
      if (move && ESC_IS_VAL (op->src) && op->src != op->dst)
	ESC_PUSH (&w->arena, w->nodes[op->src].uses, w->nodes[op->src].nuses,
		  w->nodes[op->src].uses_cap, i);
      if (move)
	use_move (w, op);
      break;
    default:
      break;
    }
}

static void
take (struct wl *w, uint32_t n)
{
  for (uint32_t u = 0; u < w->nodes[n].nuses; u++)
    {
      const struct esc_op *op = &w->s->ops[w->nodes[n].uses[u]];
      if (op->kind == ESC_OP_MOVE)
	use_move (w, op);
      else
	for (uint32_t i = 0; i < w->nodes[n].npts && w->steps < w->budget; i++)
	  use_place (w, op, w->nodes[n].pts[i]);
    }
  for (uint32_t k = 0; k < w->nodes[n].nedges && w->steps < w->budget; k++)
    hand_on (w, n, w->nodes[n].edges[k]);
}

/* ---- The driver.  ---- */

static void
note_entry (struct wl *w, uint32_t parent, uint32_t obj, struct esc_off at)
{
  struct wl_object *o = &w->objs[parent];
  __typeof__ (*o->entry) entry = { obj, at };
  ESC_PUSH (&w->arena, o->entry, o->nentry, o->entry_cap, entry);
}

/* By object, what its cells held at entry: esc_solve's names.  */
static void
find_entries (struct wl *w)
{
  const struct esc_solve *s = w->s;
  for (uint32_t d = 1; d < s->nobjs; d++)
    {
      const struct esc_sobj *o = &s->objs[d];
      if (o->kind != ESC_O_DEREF)
	continue;
      if (o->parent)
	note_entry (w, o->parent, d, o->at);
      for (uint32_t i = 0; i < o->nfolds; i++)
	note_entry (w, o->folds[i].parent, d, o->folds[i].at);
      if (o->parent)
	continue;
      esc_ref memory = s->fn->params[o->param].obj;
      esc_ref value = s->fn->params[o->param].value;
      if (value)
	add_place (w, value, place_get (w, d, here));
      if (memory)
	note_entry (w, esc_object_here (w->s, memory), d, o->at);
    }
}

struct wl *
wl_solve (struct esc_solve *s, uint64_t budget)
{
  struct esc_arena arena = { 0 };
  struct wl *w = esc_alloc (&arena, sizeof *w);
  w->arena = arena;
  w->s = s;
  w->budget = budget;
  /* Room for objects of the graph that S has not seen: initialisers that only
     this one reads.  */
  uint32_t nobjs = s->nobjs + s->unit->nobjs + s->fn->nobjs;
  w->objs = esc_alloc (&w->arena, nobjs * sizeof *w->objs);
  ESC_PUSH (&w->arena, w->places, w->nplaces, w->places_cap,
	    (struct wl_place) { 0 });
  for (uint32_t i = 0; i <= s->nvalues; i++)
    new_node (w);
  find_entries (w);
  for (uint32_t i = 0; i < s->nops && w->steps < w->budget; i++)
    constrain (w, i);
  while (w->head != w->tail && w->steps < w->budget)
    {
      uint32_t n = w->queue[w->head++ % w->queue_cap];
      w->nodes[n].queued = false;
      take (w, n);
    }
  w->capped = w->steps >= w->budget;
  return w;
}

void
wl_free (struct wl *w)
{
  struct esc_arena arena = w->arena;
  esc_arena_free (&arena);
}
