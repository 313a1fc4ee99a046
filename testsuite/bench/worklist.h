/* worklist.h - points-to sets in the plainest way, to compare passes/solve.h
   with.

   Owns:    the answer of one function, in an arena of its own.
   Input:   a function that esc_solve has solved: its expanded ops and its
            objects.
   Output:  for each value the places that it may point to.
   Not handled: calls (they are expanded already), escapes.  */

#ifndef BENCH_WORKLIST_H
#define BENCH_WORKLIST_H

#include "passes/solve.h"

/* A place: object OBJ of the esc_solve, and where in it.  */
struct wl_place
{
  uint32_t obj;
  struct esc_off at;
  uint32_t cell;		/* the node of what is there; 0: none yet */
  bool read;			/* it has what was there at entry */
};

struct wl_edge
{
  uint32_t to;
  struct esc_off at;		/* added on the way */
};

/* A value, or a cell.  */
struct wl_node
{
  uint32_t npts, pts_cap, nedges, edges_cap, nuses, uses_cap;
  uint32_t *pts;		/* places, ascending */
  struct wl_edge *edges;
  uint32_t *uses;		/* ops that go through this pointer */
  bool queued;
};

/* Bytes [at, at + len) of an object are copied to, or from (`from': this is the
   source), OTHER.  */
struct wl_range
{
  uint32_t other;
  bool from;
  struct esc_off at, other_at;
  uint64_t len;
};

/* What is known of an object of the esc_solve.  */
struct wl_object
{
  uint32_t ncells, cells_cap, nranges, ranges_cap, nentry, entry_cap;
  uint32_t *cells;		/* places */
  struct wl_range *ranges;
  struct { uint32_t obj; struct esc_off at; } *entry; /* DEREFs of its cells */
  uint32_t nplaces;
};

struct wl
{
  struct esc_arena arena;
  struct esc_solve *s;		/* read only */
  uint32_t nnodes, nodes_cap;
  struct wl_node *nodes;	/* values first, by number */
  uint32_t nplaces, places_cap;
  struct wl_place *places;
  struct wl_object *objs;
  struct esc_map place_of, edge_of, range_of;
  uint32_t *queue, head, tail, queue_cap; /* a ring of nodes */
  uint64_t steps, budget;
  bool capped;			/* the budget ran out: the answer is no answer */
  bool widened;			/* a set or an object had too many places, or
				   memory has no name: not the least solution */
};

/* Solve the ops of S again, in at most BUDGET steps.  Free with wl_free.  */
struct wl *wl_solve (struct esc_solve *s, uint64_t budget);
void wl_free (struct wl *w);

#endif
