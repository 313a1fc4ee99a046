/* bounds.h - ranges of integers in GIMPLE, while they are asked for.

   Owns:    struct span and what is shared by bounds*.cc, the only files that
            include this one.
   Not handled: what other files ask; see plugin.h.  */

#ifndef ESC_BOUNDS_H
#define ESC_BOUNDS_H

#include "plugin.h"

#include "passes/expr.h"

#define MAX_DEPTH 16
#define MAX_STEPS 500
#define MAX_LOOPS 6		/* around a value */

typedef __int128 wide;

/* From LO to HI, both included.  */
struct span
{
  wide lo, hi;
};

/* One question, until it is answered.  */
struct query
{
  unsigned steps;
  /* Loops that are being looked at: the range that PHI is taken to have.  */
  unsigned nloops;
  struct
  {
    gphi *phi;
    struct span s;
  } loops[MAX_LOOPS];
};

static inline struct span
type_span (tree type)
{
  unsigned bits = MIN (TYPE_PRECISION (type), 64);
  struct span s;
  s.lo = TYPE_UNSIGNED (type) ? 0 : -((wide) 1 << (bits - 1));
  s.hi = ((wide) 1 << (bits - !TYPE_UNSIGNED (type))) - 1;
  return s;
}

static inline bool
inside_p (struct span a, struct span b)
{
  return a.lo >= b.lo && a.hi <= b.hi;
}

/* A if no value of it wraps around in TYPE.  */
static inline struct span
fit (struct span a, tree type)
{
  struct span t = type_span (type);
  return inside_p (a, t) ? a : t;
}

static inline struct span
meet (struct span a, struct span b)
{
  a.lo = MAX (a.lo, b.lo);
  a.hi = MIN (a.hi, b.hi);
  if (a.lo > a.hi)
    a.lo = a.hi;		/* not reached at all */
  return a;
}

static inline struct span
join (struct span a, struct span b)
{
  a.lo = MIN (a.lo, b.lo);
  a.hi = MAX (a.hi, b.hi);
  return a;
}

static inline struct span
exactly (wide n)
{
  struct span s = { n, n };
  return s;
}

static inline wide
constant (tree cst)
{
  return TYPE_UNSIGNED (TREE_TYPE (cst)) ? (wide) (uint64_t)
					   wi::to_wide (cst).to_uhwi ()
					 : (wide) wi::to_wide (cst).to_shwi ();
}

static inline struct esc_range
to_range (struct span s)
{
  struct esc_range r = {};
  r.lo = s.lo > 0 ? (uint64_t) s.lo : 0;
  r.hi = s.lo < 0 || s.hi > (wide) UINT64_MAX ? UINT64_MAX : (uint64_t) s.hi;
  return r;
}

/* bounds.cc: the range of the integer X in block AT.  */
struct span esc_value_span (struct query *q, tree x, basic_block at,
			    int depth);

/* bounds-memory.cc: whether A and B are one value: also if they were computed,
   or read, twice in the same way.  */
bool esc_same_value_p (tree a, tree b, int depth);

/* bounds-calls.cc: the range of what CALL returns, of TYPE; the length of the
   string that P points to (false: not known).  */
struct span esc_call_span (struct query *q, gcall *call, basic_block at,
			   int depth, tree type);
bool esc_string_span (struct query *q, tree p, basic_block at, int depth,
		      struct span *s);

/* bounds-conditions.cc: narrow R, a range of X, by the conditions that hold in
   block AT, from block STOP on, which dominates it; NULL: from the function's
   entry on.  MERGES is 0.  */
void esc_refine_until (struct query *q, basic_block at, basic_block stop,
		       tree x, int depth, int merges, struct span *r);

/* The same by the condition that holds on edge E.  */
void esc_refine_on_edge (struct query *q, edge e, tree x, int depth,
			 struct span *r);

#endif
