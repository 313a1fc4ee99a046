/* flowgraph.h - the escape graph of a function, small enough to look at.

   Owns:    which objects, values and flows are shown, and what they are called.
   Input:   a function's graph (passes/graph.h).
   Output:  nodes and edges.
   Not handled: where they stand (layout.h); how they are drawn (out-dot.c,
   html-function.c).

   Temporaries are left out: what flows through one flows from its sources to its
   destinations.  So are strings.  A node stands for an object, a variable, a
   callee, the result of the function, or unknown code.  What a callee of the unit
   puts into variables of the unit is a flow from its node.  */

#ifndef ESC_FLOWGRAPH_H
#define ESC_FLOWGRAPH_H

#include "passes/tools/results.h"

enum rep_node_kind
{
  REP_NODE_OBJECT,		/* storage of the function: it dies with it */
  REP_NODE_VALUE,		/* a variable without an address */
  REP_NODE_PARAM,
  REP_NODE_OUTSIDE,		/* storage of the unit */
  REP_NODE_CALL,		/* a callee */
  REP_NODE_RESULT,
  REP_NODE_UNKNOWN		/* code that is not understood */
};

struct rep_node
{
  enum rep_node_kind kind;
  const char *label;		/* clean */
  bool marked;			/* a flow at a line of interest touches it */
};

struct rep_flow_edge
{
  uint32_t from, to;		/* nodes */
  const char *label;		/* "&": the address; "*": what it points to;
				   "=": into what it points to; "" a copy */
  struct rep_pos pos;
  bool marked;			/* it is at a line of interest */
};

struct rep_flow
{
  struct rep_node *nodes;
  struct rep_flow_edge *edges;
  uint32_t nnodes, nedges;
  uint32_t left_out;		/* nodes that did not fit */
};

/* The flows of FN of UNIT, at most LIMIT nodes, those near the NLINES places of
   interest LINES first.  All in ARENA.  */
struct rep_flow rep_flow_make (struct esc_arena *arena,
			       const struct esc_unit *unit,
			       const struct esc_fn *fn,
			       const struct rep_pos *lines, uint32_t nlines,
			       uint32_t limit);

/* The places of the NFINDINGS findings of R with the indices FINDINGS: *N of them,
   in ARENA.  */
struct rep_pos *rep_flow_lines (struct esc_arena *arena,
				const struct rep_results *r,
				const uint32_t *findings, uint32_t nfindings,
				uint32_t *n);

/* The kind's name as a class: "object".  */
const char *rep_node_class (enum rep_node_kind kind);

#endif
