/* solve.h - points-to sets of one function.

   Owns:    everything that is known of one function while it is being
            analysed; freed at once.
   Input:   a function, and the summaries of what it calls.
   Output:  for each value and each cell the TARGETS that it may hold, and for
            each object whether, and how far, it escapes.
   Not handled: the order of statements (flow.c), findings (judge.c).

   The algorithm is inclusion-based (Andersen 1994) with difference propagation
   in waves (Pereira and Berlin, CGO 2009), over cells instead of variables
   (Pearce, Kelly and Hankin, TOPLAS 2007).  */

#ifndef ESC_SOLVE_H
#define ESC_SOLVE_H

#include "offset.h"
#include "summary.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How long a holder lives, shortest first (design.md, section 1).  */
enum esc_life
{
  ESC_L_NONE = 0,		/* nothing that outlives the function */
  ESC_L_CALLER,			/* the result, memory of the caller */
  ESC_L_STATIC,			/* a global, and what it leads to */
  ESC_L_UNKNOWN			/* an unknown function may keep it */
};

/* An object of the function being solved: one of the graph, an allocation at
   one call, or what a cell of memory from outside pointed to at entry.  */
struct esc_sobj
{
  uint8_t kind;			/* enum esc_okind */
  uint8_t depth;		/* DEREF: loads from the interface */
  bool many;			/* may stand for several objects at a time */
  bool hub;			/* TEMP: one MOVE goes through it */
  bool lazy;			/* its cells held something at entry */
  uint8_t life;			/* enum esc_life: how far it escapes */
  bool kept;			/* an unknown function may have it as well */
  bool sent;			/* kept, but only if bytes that were written out
				   are an address */
  esc_ref ref;			/* of the graph, or 0 */
  uint32_t call;		/* HEAP: call number */
  uint32_t fresh;		/* HEAP: which one of that call */
  uint32_t parent;		/* DEREF: object, or 0 for a parameter */
  uint32_t param;		/* DEREF without parent: parameter */
  struct esc_off at;		/* DEREF: where in the parent */
  uint32_t nfolds, folds_cap;	/* DEREF: the cells of other objects, or its own, */
  struct esc_fold *folds;	/* that held one of those that it stands for */
  bool first;			/* DEREF: what hangs on it stands for what hangs
				   on all of its list */
  int64_t size;			/* -1: not known */
  const char *name;
  struct esc_fresh *site;	/* HEAP */
  uint32_t via;			/* the object that holds it and escapes, 0: none */
  uint32_t op;			/* HEAP, escape: the op that lets it out, + 1 */
  uint32_t nplaces;		/* targets made for it */
  uint32_t targets;		/* they: the newest; 0: none */
  uint32_t ncells, cells_cap;
  uint32_t *cells;		/* targets of this object that have a cell */
  bool uneven;			/* not all of them are at multiples of a pointer's
				   size, each at one place: some may overlap */
  uint32_t nranges, ranges_cap;
  struct esc_range_copy *ranges; /* MOVEs to and from it */
};

/* A MOVE between two objects: bytes [lo, lo + len) of this object are bytes
   [lo + shift, ...) of the other.  */
struct esc_range_copy
{
  uint32_t other;
  bool from;			/* this object is the source */
  struct esc_off at, other_at;
  uint64_t len;
};

/* A cell that held a folded DEREF at entry: the next of a list.  */
struct esc_fold
{
  uint32_t parent;
  struct esc_off at;
  bool beside;			/* not the next itself, but what hangs on it */
};

/* A target: an object and where in it.  Numbered from 1.  */
struct esc_target
{
  uint32_t obj;
  struct esc_off at;
  uint32_t next;		/* another target of the object, 0: none */
  uint32_t cell;		/* node of the cell, 0: not made yet */
  bool bare;			/* nobody has asked what was there at entry */
};

struct esc_node;

/* A call through a pointer, or a callback of a callee.  */
struct esc_icall
{
  uint64_t key;			/* the same in each round */
  esc_ref fnptr;
  struct esc_off at;
  uint32_t call;
  uint32_t nfns;		/* 0: not known; else all it may run */
  uint32_t fns[4];		/* indices in the unit */
};

struct esc_solve
{
  struct esc_arena arena;
  struct esc_unit *unit;
  struct esc_fn *fn;

  /* The body with its calls expanded (expand.c).  */
  uint32_t nops, ops_cap, nvalues;
  struct esc_op *ops;
  uint32_t *first;		/* first[b]: first op of block b; first[nblocks]
				   is nops */

  uint32_t nobjs, objs_cap;	/* from 1 */
  struct esc_sobj *objs;
  uint32_t nlocal, local_cap;
  uint32_t *local_of;		/* object of the function -> object here; past
				   fn->nobjs those made while expanding */
  struct esc_map unit_of;	/* object of the unit -> object here */
  struct esc_map state_of;	/* library state -> object here */
  struct esc_map site_of;	/* (call, fresh) -> object here */
  uint32_t nderefs, max_derefs; /* of them, what was there at entry */
  bool coarse;			/* there are more: they are unknown memory, and
				   the summary says nothing */
  bool for_summary;		/* of what is coarse the rest is not needed */
  uint32_t unknown;		/* the object that stands for anything */

  uint32_t ntargets, targets_cap;
  struct esc_target *targets;
  uint32_t *place_of;		/* the targets, by a hash of object and place ... */
  uint32_t places;		/* ... of that size, a power of two */

  /* Calls through pointers: which functions each may run (expand.c).  */
  uint32_t nicalls, icalls_cap;
  struct esc_icall *icalls;

  uint32_t nnodes, nodes_cap;	/* values first */
  struct esc_node *nodes;
  uint32_t *order, norder, order_cap; /* nodes as they are worked on */
  uint64_t *dirty;		/* which have something new, by their place */
  uint32_t ndirty, dirty_cap;	/* words */
  uint64_t *delta;		/* what is new at the node being worked on */
  uint32_t delta_cap;
  struct esc_hub *hubs;		/* of MOVE ops, by op */
  struct esc_catch_up *late;	/* uses with targets that they have yet to see */
  uint32_t nlate, late_cap;
  uint32_t nedges;		/* plain ones of all nodes */
  uint32_t ordered;		/* when they were last put in order */
  uint32_t *work, nwork, work_cap; /* objects that escape (escapes.c) */
  uint64_t steps, budget;
  /* Room for the answers of esc_targets, in turn.  */
  struct { uint32_t cap, *targets; } shifted[4];
  unsigned nshifted;
  bool capped;			/* the budget ran out: nothing is known */
  bool unknown_calls;		/* some callee is not known */
};

/* Solve FN.  FOR_SUMMARY: nobody asks for more than its summary, and when that is
   to say nothing (`coarse') the solution is left where it is.  Free with
   esc_solve_free.  */
struct esc_solve *esc_solve (struct esc_unit *unit, struct esc_fn *fn,
			     bool for_summary);
void esc_solve_free (struct esc_solve *s);

/* The targets of operand REF of an op of S, shifted by AT: calls TARGETS[i],
   N of them; valid until the next call.  */
uint32_t esc_targets (struct esc_solve *s, esc_ref ref,
		      const struct esc_off *at, const uint32_t **targets);

/* The scope whose end is the death of object OBJ; 0: the function's, or none.  */
uint32_t esc_scope_of (const struct esc_solve *s, uint32_t obj);

/* Whether REF + AT may point into object OBJ.  */
bool esc_points_to (struct esc_solve *s, esc_ref ref, const struct esc_off *at,
		    uint32_t obj);

/* What the cell of target T may hold.  */
uint32_t esc_cell_targets (struct esc_solve *s, uint32_t t,
			   const uint32_t **targets);

/* Target for OBJ + AT, made when it is new.  */
uint32_t esc_target_get (struct esc_solve *s, uint32_t obj, struct esc_off at);

/* The object here for operand REF, which must be an object.  */
uint32_t esc_object_here (struct esc_solve *s, esc_ref ref);

/* Whether holders in object O outlive the function, before any escape is
   considered.  */
bool esc_outside (const struct esc_sobj *o);

/* escapes.c: fill in life, kept, sent, via and op of the objects.  */
void esc_find_escapes (struct esc_solve *s);

/* Ops with the calls expanded, at most about: a body that has so many is
   capped.  A callback in a callback may do 64 things 64 times.  */
#define ESC_MAX_EXPANDED (1u << 18)

/* expand.c: fill in s->ops from the function's.  Adds temporaries and heap
   objects.  */
void esc_expand_calls (struct esc_solve *s);
esc_ref esc_site_ref (struct esc_solve *s, uint32_t call, uint32_t fresh,
		      const struct esc_fresh *site);
esc_ref esc_state_ref (struct esc_solve *s, const char *name, bool quiet);
esc_ref esc_temp_ref (struct esc_solve *s);

#ifdef __cplusplus
}
#endif

#endif
