/* expand-site.h - a call while it is expanded.

   Owns:    what the parts of expand.c share.  Used by expand.c and expand-terms.c
            only.
   Not handled: which effects a call has (expand.c).  */

#ifndef ESC_EXPAND_SITE_H
#define ESC_EXPAND_SITE_H

#include "solve.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A term whose loads have been emitted.  */
struct loaded
{
  struct esc_term term;
  esc_ref ref;
};

struct site
{
  struct esc_solve *s;
  uint32_t call;		/* number of the call being expanded */
  esc_loc loc, inner;		/* inner: of the effect being expanded */
  const struct esc_fn *callee;	/* or NULL */
  const esc_ref *args;
  uint32_t nargs;
  esc_ref retmem, result, chain, varargs;
  uint64_t key;			/* identity of nested callbacks */
  unsigned nest;
  bool returned;		/* the result has been set once */
  bool part;			/* only a part of what the call does, or may do */
  uint8_t flags;		/* ESC_PF_* added to each effect */
  uint32_t nloaded, loaded_cap;	/* by the summary being expanded */
  struct loaded *loaded;
};

struct place
{
  esc_ref ref;
  struct esc_off at;
};

/* One more op of the body.  */
static inline void
push (struct esc_solve *s, struct esc_op op)
{
  ESC_PUSH (&s->arena, s->ops, s->nops, s->ops_cap, op);
}

/* One more of the call: FLAGS are added to those of the site.  */
void esc_site_emit (struct site *c, enum esc_opkind kind, uint8_t flags,
		    struct place dst, struct place src, uint64_t len);

/* A new value.  */
static inline esc_ref
new_temp (struct esc_solve *s)
{
  return ++s->nvalues;
}

/* The address that TERM names at this call; emits the loads it takes.  */
struct place esc_site_eval (struct site *c, const struct esc_summary *sum,
			    const struct esc_term *t);

/* P as a plain operand: with its offset added.  */
esc_ref esc_site_plain (struct site *c, struct place p);

#ifdef __cplusplus
}
#endif

#endif
