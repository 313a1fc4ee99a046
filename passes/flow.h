/* flow.h - which holders still hold an address when its object dies: the
   flow-sensitive confirmation.

   Input:   a solved function, its dominators and loops, and the objects to
            follow.
   Output:  the holds that survive to the exit, and the uses of addresses whose
            object is dead.
   Not handled: whether a path with that outcome is feasible is asked one
            finding at a time (esc_flow_feasible).

   The state at a point is a set of HOLDS: holder, object, the op that put the
   address into something that outlives the object (its ORIGIN), and whether
   that is CERTAIN.  An overwrite removes a hold; what only may overwrite it
   makes it uncertain, for good: an uncertain hold is never a warning
   (design.md, invariant 3).  So does leaving a loop that may overwrite it,
   even if that loop need not run: a loop that drains a list does nothing only
   when the list is empty.  */

#ifndef ESC_FLOW_H
#define ESC_FLOW_H

#include "cfg.h"
#include "solve.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ESC_HF_CERTAIN	1u
#define ESC_HF_DEAD	2u	/* the object's scope has ended */

#define ESC_KEY_CELL	0x80000000u	/* the holder is a cell: a target */
#define ESC_KEY_RESULT	0x7fffffffu	/* the function's result */

struct esc_hold
{
  uint32_t key;			/* holder: value, cell or result */
  uint32_t obj;			/* the object whose address is held */
  uint32_t origin;		/* op + 1; 0: none yet */
  uint8_t flags;		/* ESC_HF_* */
  uint8_t level;		/* 0: in nothing that outlives the object; 1: in a
				   local that does; 2: outlives the function */
};

struct esc_event
{
  struct esc_hold hold;
  uint32_t use;			/* op that uses the dead address, + 1; 0: the
				   exit of the function */
};

/* Parameters that are constants: numbers from 0.  */
enum { ESC_MAX_CONSTANTS = 8 };

struct esc_constants
{
  uint32_t n, param[ESC_MAX_CONSTANTS];
  int64_t value[ESC_MAX_CONSTANTS];
};

struct esc_flow
{
  struct esc_solve *s;
  struct esc_cfg *cfg;
  bool *track;			/* by object */
  bool own;			/* some of them die here: else it is all for the
				   summary */
  bool capped;			/* over the budget: there are no events */
  uint64_t steps, budget;	/* holds looked at so far, about; at most; paths
				   are looked for up to some times of that */
  uint32_t nevents, events_cap;
  struct esc_event *events;
  struct esc_map event_of;	/* (object, origin, used) -> event + 1 */
  uint32_t nexit, exit_cap;
  struct esc_hold *exit;	/* all holds at any exit, for summaries */
};

/* Follow the objects in TRACK (by object of S) through the function.  */
struct esc_flow *esc_flow_run (struct esc_solve *s, struct esc_cfg *cfg,
			       bool *track);

/* The event of the same address and origin as E that is of the other kind (a use,
   or the exit), or NULL.  */
const struct esc_event *esc_flow_other_event (const struct esc_flow *f,
					      const struct esc_event *e);

/* Whether there is a path through the function, possible as far as its conditions
   are understood, on which EVENT comes to its end.  KNOWN: what its parameters
   are, or NULL.  Gives up with "no".  */
bool esc_flow_feasible (struct esc_flow *f, const struct esc_event *event,
			const struct esc_constants *known);

/* Whether the budget of the paths that are looked for in the function is spent.  */
bool esc_flow_spent (const struct esc_flow *f);

/* The first scope of the holder of a value or cell: see flow.c.  */
bool esc_block_scoped (const struct esc_solve *s, uint32_t obj);

#ifdef __cplusplus
}
#endif

#endif
