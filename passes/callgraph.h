/* callgraph.h - the order in which functions are summarized: callees first.

   Input:   a unit.  Output: its functions with a body as strongly connected
   components of calls and of references (a function whose address is taken may
   be called by whom it is handed to), bottom-up.
   Not handled: calls that nothing in the unit shows.  */

#ifndef ESC_CALLGRAPH_H
#define ESC_CALLGRAPH_H

#include "graph.h"

#ifdef __cplusplus
extern "C" {
#endif

struct esc_order
{
  uint32_t n;			/* functions in all components */
  uint32_t *fns;		/* their indices, component after component */
  uint32_t ncomps;
  uint32_t *start;		/* start[i] .. start[i + 1): component i */
  bool *recursive;		/* by function index: can call itself */
  uint32_t *ncallers, **callers; /* by function index: functions of its own
				   component that call it or refer to it */
};

struct esc_order *esc_callgraph_order (struct esc_arena *arena,
				       struct esc_unit *unit);

#ifdef __cplusplus
}
#endif

#endif
