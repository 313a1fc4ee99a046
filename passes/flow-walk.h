/* flow-walk.h - the parts of the flow-sensitive pass: a state, and what an op, an
   edge and an exit do to it.

   Owns:    states (sets of holds), and the facts about the function that a walk
            needs.  Used by flow.c, flow-*.c, holds.c and feasible.c only;
            everybody else includes flow.h.
   Not handled: which way to walk: to a fixpoint (flow.c) or along one path
            (feasible.c).  */

#ifndef ESC_FLOW_WALK_H
#define ESC_FLOW_WALK_H

#include "flow.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Holds in one state; more, and the pass gives up.  */
enum { MAX_HOLDS = 400 };

struct state
{
  uint32_t n, cap;
  struct esc_hold *holds;	/* sorted: key, obj, origin, dead */
};

/* What is done with a state while ops run over it.  */
struct walk
{
  struct esc_flow *f;
  struct esc_arena *arena;
  struct state *st;
  const struct esc_event *want;	/* looking for this one; NULL: collect */
  bool found;
};

/* Facts about the function that the walk needs, made once.  */
struct facts
{
  uint32_t *by_result;		/* see esc_calls_by_result */
  uint32_t *last_def;		/* by value: op + 1 */
  uint32_t *prev_def;		/* by op: the value's def before it, op + 1 */
  uint8_t *precise;		/* by value: 0 not known, 1 no, 2 yes, 3 being
				   asked */
  uint32_t *kills;		/* the ops in loops that may overwrite, loop by
				   loop in the order of their numbers */
  uint32_t *first_kill;		/* by number of the loop: those in it, and in what
				   lies within, are a range */
  bool *unknown;		/* by loop: unknown code runs in it */
  bool *relevant;		/* by op: it can change or see a hold */
};

struct run
{
  struct esc_flow flow;
  struct facts facts;
  struct state entry;		/* at the start of the function */
  struct state *in;		/* by block */
  bool *reached;
};

/* The run that FLOW is the public part of.  */
struct run *esc_flow_facts_of (struct esc_flow *flow);

/* holds.c: add H to ST; make TO a copy of FROM; add all of FROM to TO; drop the
   holds of level 255.  Those that return bool say whether the state changed.  */
bool esc_hold_add (struct esc_arena *arena, struct state *st,
		   const struct esc_hold *h);
void esc_state_copy (struct esc_arena *arena, struct state *to,
		     const struct state *from);
bool esc_state_merge (struct esc_arena *arena, struct state *to,
		      const struct state *from);
void esc_state_sweep (struct state *st);

/* The holds of operand REF, at most MAX_HOLDS, into OUT.  */
uint32_t esc_holds_of (struct walk *w, esc_ref ref, struct esc_hold *out);

/* FROM, in holder KEY, by op I; LEVEL is how far KEY outlives the object.  */
struct esc_hold esc_hold_moved (const struct esc_hold *from, uint32_t key,
				uint8_t level, bool certain, uint32_t i);

/* How far value VALUE, and a cell of object HOLDER, outlives object OBJ: the level
   of a hold.  */
uint8_t esc_value_level (const struct esc_solve *s, uint32_t value,
			 uint32_t obj);
uint8_t esc_cell_level (const struct esc_solve *s, uint32_t holder,
			uint32_t obj);

/* VALUE holds nothing any more.  */
void esc_kill_value (struct state *st, uint32_t value);

/* flow-ops.c: op I of the expanded body happens.  */
void esc_flow_step (struct walk *w, uint32_t i);

/* flow-writes.c: what KILL op OP says may be, or if MUST is, overwritten.  */
void esc_flow_kill (struct walk *w, const struct esc_op *op, bool must);

/* LEN bytes (0: to the end) at the N places PTS are overwritten: for sure if
   MUST, by op OP (NULL: not by a store to an element).  */
void esc_overwrite (struct walk *w, const uint32_t *pts, uint32_t n,
		    uint64_t len, bool must, const struct esc_op *op);

/* A store through a pointer of which nothing is known: into any memory that was
   not made here.  */
void esc_wild_store (struct walk *w);

/* The places PTS of pointer REF that it can have here: of an object that is
   followed only if it holds it.  Returns how many are left, in OUT.  */
uint32_t esc_live_places (struct walk *w, esc_ref ref, const uint32_t *pts,
			  uint32_t n, uint32_t *out);

/* Unknown code runs: what it can reach it may overwrite.  FREE op OP: what lay in
   the memory is gone.  */
void esc_flow_unknown (struct walk *w);
void esc_flow_free (struct walk *w, const struct esc_op *op);

/* Whether the branch at the end of its block says if KILL op I happened: then it
   is left to the edges.  */
bool esc_flow_settled (struct walk *w, uint32_t i);

/* What was stored through pointer REF at AT is there no more.  */
void esc_same_pointer (struct walk *w, esc_ref ref, const struct esc_off *at);

/* What H says has come to its end: at op USE - 1, or at the exit (0).  */
void esc_flow_event (struct walk *w, const struct esc_hold *h, uint32_t use);

/* Whether unknown code may write to object OBJ.  */
bool esc_unknown_reaches (const struct esc_solve *s, uint32_t obj);

/* flow-edges.c: successor EDGE of block FROM is taken; the function returns.  */
void esc_flow_edge (struct walk *w, uint32_t from, uint32_t edge);
void esc_flow_exit (struct walk *w);

#ifdef __cplusplus
}
#endif

#endif
