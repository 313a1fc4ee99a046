/* judge.c - heap objects: which could live on the stack.  See judge.h.

   Two proofs (design.md, invariant 2).  A: no holder that outlives the function
   can have the address.  B: on every way from the allocation to the exit it is
   freed, and no unknown code runs in between: then whoever holds the address
   holds a dead one, as before.  */

#include "judge.h"
#include "freed.h"
#include "summarize.h"

#include <stdlib.h>
#include <string.h>

static struct esc_judgement
heap (const char *reason, esc_loc loc)
{
  return (struct esc_judgement) { .verdict = ESC_V_HEAP, .size = UINT64_MAX,
				  .reason = reason, .loc = loc };
}

/* ---- Sizes.  ---- */

/* A call whose arguments an expression speaks of.  */
struct place
{
  const struct esc_judge *j;
  const struct esc_call *call;
};

static struct esc_range
leaf_range (void *ctx, const struct esc_xnode *leaf)
{
  const struct place *p = ctx;
  const struct esc_unit *unit = p->j->s->unit;
  return leaf->op == ESC_X_LEN
	 ? esc_string_range (unit, p->j->s->fn, p->call, leaf->param)
	 : esc_argument_range (unit, p->j->s->fn, p->call, leaf->param);
}

/* What E, in words of CALL, can be there.  */
static struct esc_range
range_at (const struct esc_judge *j, const struct esc_call *call,
	  const struct esc_expr *e)
{
  struct place p = { j, call };
  return esc_expr_eval (e, leaf_range, &p);
}

/* ---- The verdict.  ---- */

uint64_t
esc_alignment_of (struct esc_judge *j, uint32_t obj)
{
  const struct esc_sobj *o = &j->s->objs[obj];
  if (!o->site->align)
    return 0;
  return range_at (j, &j->s->fn->calls[o->call], o->site->align).lo;
}

static bool
bad_alignment (struct esc_judge *j, const struct esc_call *call,
	       const struct esc_fresh *site)
{
  if (!site->align)
    return false;
  struct esc_range r = range_at (j, call, site->align);
  return r.lo != r.hi || !r.lo || (r.lo & (r.lo - 1)) || r.lo > 4096;
}

static const char freed_elsewhere[]
  = "freed through a pointer that may point elsewhere";

static const char handed_on[] = "handed to realloc";

/* What frees and reallocs say against OBJ: in WHY, unless that only says that it
   is growing; false: nothing, unless *SHARED: it is freed where other objects of
   the function are.  */
static bool
badly_freed (struct esc_judge *j, const struct esc_limits *limits, uint32_t obj,
	     struct esc_judgement *why, esc_loc *shared)
{
  struct esc_solve *s = j->s;
  uint32_t *asked = NULL, nasked = 0;
  bool together = true;
  esc_loc first = 0;
  const struct esc_index *x = esc_judge_index (j);
  for (uint32_t k = 0; k < x->nreleases[obj]; k++)
    {
      uint32_t i = x->releases[obj][k];
      const struct esc_op *op = &s->ops[i];
      if (op->kind == ESC_OP_REALLOC && limits->growing)
	{
	  why->growing = true;
	  continue;
	}
      if (op->kind == ESC_OP_REALLOC)
	{
	  *why = heap (handed_on, op->loc);
	  return true;
	}
      if (op->flags & ESC_PF_NOFOLD && !limits->inlining)
	{
	  *why = heap ("freed by a function that may do more than free",
		       op->loc);
	  return true;
	}
      if (op->flags & ESC_PF_CLEARS && !limits->inlining
	  && esc_read_later (j, i))
	{
	  *why = heap ("freed by a function that also sets a pointer to NULL "
		       "that is read later", op->loc);
	  return true;
	}
      if (limits->guarded || esc_only_object (s, op, obj))
	continue;
      if (!asked)
	{
	  asked = esc_alloc (&s->arena, (x->nreleases[obj] + 1) * sizeof *asked);
	  first = op->loc;
	}
      asked[nasked++] = i;
      together &= x->frees_sites[i];
    }
  if (!asked || esc_frees_only (j, obj, asked, nasked))
    return false;
  if (together)
    {
      *shared = first ? first : s->fn->loc;
      return false;
    }
  *why = heap (freed_elsewhere, first);
  return true;
}

/* Why OBJ cannot leave the heap whatever its size, or a judgement without a
   reason.  */
static struct esc_judgement
judge_lifetime (struct esc_judge *j, const struct esc_limits *limits,
		uint32_t obj)
{
  struct esc_solve *s = j->s;
  const struct esc_sobj *o = &s->objs[obj];
  const struct esc_call *call = &s->fn->calls[o->call];
  struct esc_judgement v = { .copies = 1 };
  esc_loc shared = 0;
  bool growing = o->site->ifnull && call->nargs && call->args[0];
  if (s->capped || s->fn->flags & ESC_FF_IRREGULAR)
    return heap ("the function is too large to analyse", 0);
  if (s->fn->flags & ESC_FF_SETJMP)
    return heap ("the function calls setjmp", 0);
  if (growing && !limits->growing)
    return heap ("returned by realloc", call->loc);
  if ((o->kept || o->life >= ESC_L_CALLER)
      && (o->kept || !esc_always_freed (j, obj, ESC_UNTIL_UNKNOWN)))
    {
      esc_loc loc = 0;
      const char *why = esc_explain_escape (j, obj, &loc);
      return heap (why, loc);
    }
  const char *holder = esc_judge_index (j)->hidden[obj];
  if (holder && !esc_always_freed (j, obj, ESC_UNTIL_EXIT))
    return heap (esc_printf (&j->report->arena, "kept by '%s' of the library",
			     holder), call->loc);
  if (badly_freed (j, limits, obj, &v, &shared))
    return v;
  v.growing |= growing || (o->site->remade && limits->growing);
  /* Whether its bytes are taken is asked when the program runs.  */
  if (v.growing)
    return o->kept || o->life >= ESC_L_CALLER || j->recursive
	   ? heap (handed_on, call->loc) : v;
  uint64_t copies = 1;
  if (esc_in_some_loop (j, o->call) && !esc_always_freed (j, obj, ESC_UNTIL_NEXT)
      && esc_several_alive (j, obj))
    {
      const struct esc_host *host = &s->unit->host;
      copies = limits->copies && host->times
	       ? host->times (host->ctx, s->fn, call) : 0;
      if (!copies || copies > limits->object)
	return heap ("several are alive at once in a loop", call->loc);
    }
  return (struct esc_judgement) { .copies = copies, .shared = shared != 0,
				  .loc = shared };
}

/* Judge heap object OBJ, but for what its frame holds besides.  */
static struct esc_judgement
judge_object (struct esc_judge *j, const struct esc_limits *limits,
	      uint32_t obj)
{
  const struct esc_sobj *o = &j->s->objs[obj];
  const struct esc_call *call = &j->s->fn->calls[o->call];
  struct esc_range size = range_at (j, call, o->site->size);
  struct esc_judgement v = judge_lifetime (j, limits, obj), life = v;
  uint64_t limit = limits->object;
  if (v.reason)
    ;
  else if (v.growing && !o->site->align && size.lo <= limits->growing)
    v.verdict = ESC_V_GROWING;
  else if (v.growing)
    v = heap (handed_on, call->loc);
  else if (bad_alignment (j, call, o->site))
    v = heap ("the alignment is not a known power of two", call->loc);
  else if (limits->unsized && v.copies == 1 && size.hi > limit
	   && size.lo <= limits->unsized
	   && !(j->recursive && limits->recursive < limits->unsized))
    v.verdict = ESC_V_UNSIZED;
  else if (size.hi > INT64_MAX)
    v = heap (size.lo > limit ? "too large" : "the size is not known",
	      call->loc);
  else if (size.hi > limit / v.copies)
    v = heap (size.lo == size.hi ? "too large"
	      : "the size may be too large", call->loc);
  else if (!size.hi)
    v = heap ("of size 0", call->loc);
  else if (j->recursive && size.hi * v.copies > limits->recursive)
    v = heap ("the function is recursive", call->loc);
  else
    v.verdict = size.lo == size.hi ? ESC_V_STACKABLE : ESC_V_BOUNDED;
  v.size = size.hi;
  v.fixed = size.lo == size.hi && size.hi != UINT64_MAX;
  v.shared = life.shared;
  v.copies = life.copies;
  v.growing = life.growing;
  return v;
}

/* What is freed together leaves the heap together.  */
static void
settle_shared (struct esc_judge *j, struct esc_judgement *v)
{
  struct esc_solve *s = j->s;
  for (bool changed = true; changed; )
    {
      changed = false;
      for (uint32_t i = 0; i < s->nops; i++)
	{
	  const uint32_t *pts;
	  if (s->ops[i].kind != ESC_OP_FREE)
	    continue;
	  uint32_t n = esc_targets (s, s->ops[i].src, &s->ops[i].at, &pts);
	  bool stays = false;
	  for (uint32_t k = 0; k < n; k++)
	    stays |= v[s->targets[pts[k]].obj].verdict == ESC_V_HEAP;
	  for (uint32_t k = 0; k < n && stays; k++)
	    {
	      struct esc_judgement *one = &v[s->targets[pts[k]].obj];
	      if (!one->shared || one->verdict == ESC_V_HEAP)
		continue;
	      one->verdict = ESC_V_HEAP;
	      one->reason = freed_elsewhere;
	      one->loc = s->ops[i].loc;
	      changed = true;
	    }
	}
    }
}

/* What realloc makes of one another is one group, and leaves the heap together or
   not at all.  */
static void
settle_growing (struct esc_judge *j, struct esc_judgement *v)
{
  struct esc_solve *s = j->s;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    v[obj].group = obj;
  for (bool changed = true; changed; )
    {
      changed = false;
      for (uint32_t i = 0; i < s->nops; i++)
	{
	  const struct esc_op *op = &s->ops[i];
	  const uint32_t *pts;
	  if (op->kind != ESC_OP_REALLOC)
	    continue;
	  uint32_t to = esc_judge_index (j)->remade[op->call];
	  uint32_t n = esc_targets (s, op->src, &op->at, &pts);
	  uint32_t group = v[to].group;
	  bool all = to && v[to].verdict == ESC_V_GROWING;
	  for (uint32_t k = 0; k < n; k++)
	    {
	      uint32_t obj = s->targets[pts[k]].obj;
	      all &= v[obj].verdict == ESC_V_GROWING;
	      if (v[obj].group < group)
		group = v[obj].group;
	    }
	  for (uint32_t k = 0; k <= n; k++)
	    {
	      struct esc_judgement *one
		= &v[k < n ? s->targets[pts[k]].obj : to];
	      if (one->verdict != ESC_V_GROWING
		  || (all && one->group == group))
		continue;
	      changed = true;
	      one->group = group;
	      if (all)
		continue;
	      one->verdict = ESC_V_HEAP;
	      one->reason = handed_on;
	      one->loc = op->loc;
	    }
	}
    }
}

/* An object that wants room in the frame.  */
struct wish
{
  uint64_t weight;
  uint32_t obj;
};

/* Most often made first, then in the order of the program.  */
static int
by_weight (const void *a, const void *b)
{
  const struct wish *x = a, *y = b;
  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return x->obj < y->obj ? -1 : x->obj > y->obj;
}

/* Give out the room in the frame.  */
static void
fill_frame (struct esc_judge *j, const struct esc_limits *limits,
	    struct esc_judgement *v)
{
  struct esc_solve *s = j->s;
  const struct esc_host *host = &s->unit->host;
  struct wish *wishes = NULL;
  uint32_t n = 0, cap = 0;
  uint64_t frame = 0;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      if (v[obj].verdict == ESC_V_HEAP || (o->site->made && !limits->inlining))
	continue;
      struct wish w = { 0, obj };
      if (host->weight)
	w.weight = host->weight (host->ctx, s->fn, &s->fn->calls[o->call]);
      ESC_PUSH (&s->arena, wishes, n, cap, w);
    }
  if (n > 1)
    qsort (wishes, n, sizeof *wishes, by_weight);
  for (uint32_t i = 0; i < n; i++)
    {
      struct esc_judgement *one = &v[wishes[i].obj];
      uint64_t size = one->size * one->copies;
      if (one->verdict == ESC_V_UNSIZED)
	size = limits->unsized;
      else if (one->verdict == ESC_V_GROWING)
	size = limits->growing;
      if (frame + size <= limits->frame)
	{
	  frame += size;
	  continue;
	}
      one->verdict = ESC_V_HEAP;
      one->reason = "the frame would be too large";
      one->loc = s->fn->calls[s->objs[wishes[i].obj].call].loc;
    }
}

struct esc_judgement *
esc_judge_heap (struct esc_judge *j, const struct esc_limits *limits)
{
  struct esc_solve *s = j->s;
  if (j->heap_limits == limits)
    return j->heap;
  struct esc_judgement *v = esc_alloc (&s->arena, (s->nobjs + 1) * sizeof *v);
  bool shared = false, growing = false;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    if (s->objs[obj].kind == ESC_O_HEAP && !s->objs[obj].site->handle)
      {
	v[obj] = judge_object (j, limits, obj);
	shared |= v[obj].shared;
	growing |= v[obj].growing;
      }
  fill_frame (j, limits, v);
  if (growing)
    settle_growing (j, v);
  if (shared)
    settle_shared (j, v);
  j->heap_limits = limits;
  return j->heap = v;
}
