/* slice-state.h - a slice while it is made.

   Owns:    what slice.c and slice-mark.c share; everybody else includes slice.h.
   Not handled: the order of the steps (esc_slice).  */

#ifndef ESC_SLICE_STATE_H
#define ESC_SLICE_STATE_H

#include "slice.h"
#include "summary.h"

#ifdef __cplusplus
extern "C" {
#endif

struct slicer
{
  struct esc_arena *arena;
  struct esc_unit *unit;
  struct esc_fn *fn;
  bool whole;
  bool scopes;			/* objects die before the function does */
  bool *keep;			/* by op */
  bool *live;			/* by value */
  uint32_t *by_result;		/* see esc_calls_by_result */
  uint32_t **defs, *ndefs;	/* by value: the ops that set it */
  uint32_t *work, nwork, work_cap;
  uint32_t *value, *object, *call, *block; /* new numbers */
  struct esc_fn *out;
};

/* The function that CALL calls, if it is a known one.  */
static inline struct esc_fn *
callee_of (const struct slicer *c, const struct esc_call *call)
{
  if (!ESC_IS_OBJ (call->callee))
    return NULL;
  const struct esc_obj *o = esc_object (c->unit, c->fn, call->callee);
  return o->kind == ESC_O_FUNC ? c->unit->fns[o->fn] : NULL;
}

/* What is known of what CALL does, or NULL.  */
static inline const struct esc_summary *
summary_of (const struct slicer *c, const struct esc_call *call)
{
  struct esc_fn *callee = callee_of (c, call);
  return callee ? esc_summary_of (c->unit, callee) : NULL;
}

/* Whether REF is an object of the function.  */
static inline bool
own_object (esc_ref ref)
{
  return ESC_IS_OBJ (ref) && !(ref & ESC_REF_UNIT);
}

/* slice-mark.c: fill in keep, live and scopes, and say in OUT what goes.  */
void esc_slice_mark (struct slicer *c);

#ifdef __cplusplus
}
#endif

#endif
