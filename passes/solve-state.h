/* solve-state.h - the parts of the solver: objects, nodes, cells, constraints.

   Owns:    nodes, and what the parts know of each other.  Used by solve.c and
            solve-*.c only; everybody else includes solve.h.
   Not handled: the order of things (solve.c).

   A cell is a node like a value.  Cells of one object that may overlap are one
   node from the moment that they are seen to.  Cells of memory from outside
   are filled with a DEREF object when they are first looked at: `what was there
   at entry'.  A chain of DEREFs that takes the same offset twice is a list, and
   folds into one object that stands for many.  */

#ifndef ESC_SOLVE_STATE_H
#define ESC_SOLVE_STATE_H

#include "solve.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What one node holds, shifted by AT, another one holds, too.  */
struct esc_shift
{
  uint32_t to;
  struct esc_off at;
};

/* A value, or what a cell holds.  Its targets are a row of bits that begins
   with target 64 * LO; others are those that were handed on along edges, and
   those that the uses have seen.  When two nodes become one, edges are handed
   all of it again, which costs little; uses see each target once.  */
struct esc_node
{
  uint32_t rep;			/* this node was merged into that one; itself */
  uint8_t nmakers;		/* a value: ops that give it something; 2: or more */
  uint32_t place;		/* in s->order */
  uint32_t lo, nwords;
  uint64_t *bits, *done, *seen;
  uint32_t nedges, edges_cap;
  uint32_t *edges;		/* nodes that hold what this one holds */
  uint32_t nshifts, shifts_cap;
  struct esc_shift *shifts;
  uint32_t nuses, uses_cap;	/* ops that go through this pointer; x2, + 1 for
				   the source side of a MOVE */
  uint32_t *uses;
  uint32_t npts;		/* when all is done: the targets */
  uint32_t *pts;
};

/* A MOVE between many places goes through an object of the solver.  */
struct esc_hub
{
  uint32_t npairs;		/* copied one by one so far */
  uint32_t target;		/* the object's begin, 0: none yet */
};

/* Uses that have yet to see targets: those of another node that theirs was made
   one with.  */
struct esc_catch_up
{
  const uint32_t *uses;
  uint32_t nuses, lo, nwords;
  const uint64_t *bits;
};

/* solve-objects.c: a new object like O.  */
uint32_t esc_solve_object (struct esc_solve *s, const struct esc_sobj *o);

/* The same: a table with room for SIZE targets, a power of two, that has those that
   there are.  */
void esc_solve_places (struct esc_solve *s, uint32_t size);

/* What the cell at AT of PARENT pointed to when the function began.  */
uint32_t esc_solve_deref (struct esc_solve *s, uint32_t parent,
			  struct esc_off at);

/* Target T, shifted by AT.  */
static inline uint32_t
shifted (struct esc_solve *s, uint32_t t, struct esc_off at)
{
  if (!at.off && !at.stride)
    return t;
  uint32_t obj = s->targets[t].obj;
  return esc_target_get (s, obj, esc_off_add (s->targets[t].at, at,
					      s->objs[obj].size));
}

/* The node that N is now.  */
static inline uint32_t
find (struct esc_solve *s, uint32_t n)
{
  while (s->nodes[n].rep != n)
    n = s->nodes[n].rep = s->nodes[s->nodes[n].rep].rep;
  return n;
}

/* The lowest target in WORD, not 0, of a set: number INDEX from target 0 on.  */
static inline uint32_t
lowest_target (uint32_t index, uint64_t word)
{
  return 64 * index + (uint32_t) __builtin_ctzll (word);
}

/* Whether N holds what was not handed on yet, or not seen.  */
static inline bool
has_news (const struct esc_node *n)
{
  for (uint32_t i = 0; i < n->nwords; i++)
    if (n->bits[i] & ~(n->done[i] & n->seen[i]))
      return true;
  return false;
}

/* The target of operand REF, an object.  */
static inline uint32_t
target_of (struct esc_solve *s, esc_ref ref)
{
  return esc_target_get (s, esc_object_here (s, ref), (struct esc_off) { 0, 0, 0 });
}

/* solve-nodes.c: a new node; N has work to do; it holds target T; what FROM holds,
   shifted by AT, TO holds, too.  */
uint32_t esc_node_new (struct esc_solve *s);
void esc_node_queue (struct esc_solve *s, uint32_t n);
void esc_node_target (struct esc_solve *s, uint32_t n, uint32_t t);
void esc_node_edge (struct esc_solve *s, uint32_t from, uint32_t to,
		    struct esc_off at);

/* The NWORDS words BITS that begin with target 64 * LO belong to node N.  */
void esc_node_union (struct esc_solve *s, uint32_t n, uint32_t lo,
		     uint32_t nwords, const uint64_t *bits);

/* The same of an edge with a shift, E, whose source holds them.  */
void esc_node_shift (struct esc_solve *s, const struct esc_shift *e, uint32_t lo,
		     uint32_t nwords, const uint64_t *bits);

/* The targets in the words BITS as an array, *N of them; NULL: none.  */
uint32_t *esc_node_list (struct esc_solve *s, uint32_t lo, uint32_t nwords,
			 const uint64_t *bits, uint32_t *n);

/* Make A and B one node.  */
uint32_t esc_node_unify (struct esc_solve *s, uint32_t a, uint32_t b);

/* The sets are what they will be: as arrays.  */
void esc_node_finish (struct esc_solve *s);

/* solve-order.c: make each cycle of edges one node, and order the nodes so that
   edges go forward.  */
void esc_solve_order (struct esc_solve *s);

/* solve-cells.c: the node of target T's cell; READ: what was there at entry is
   asked for.  A store does not ask: then memory that is only written does not
   look like a list.  */
uint32_t esc_cell_make (struct esc_solve *s, uint32_t t, bool read);

static inline uint32_t
cell_of (struct esc_solve *s, uint32_t t)
{
  const struct esc_target *at = &s->targets[t];
  return at->cell && !at->bare ? find (s, at->cell) : esc_cell_make (s, t, true);
}

/* All cells of SRC + its MOVE go to DST.  */
void esc_cell_range (struct esc_solve *s, uint32_t dst, uint32_t src,
		     uint64_t len);

/* solve-constraints.c: op I of the expanded body holds; what is new at nodes is
   handed on, until there is nothing new or the budget is spent.  */
void esc_solve_constraint (struct esc_solve *s, uint32_t i);
void esc_solve_waves (struct esc_solve *s);

#ifdef __cplusplus
}
#endif

#endif
