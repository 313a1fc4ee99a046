/* freed.c - is a heap object freed on every way, and are several alive at a
   time?  See freed.h.  */

#include "freed.h"

#include <string.h>

enum
{
  MAX_ROUND_BYTES = 1 << 22,	/* for the sets of esc_always_freed */
  /* For all walks in one function together, in bytes of sets looked at; 999 in
     1000 functions need less than a tenth of it.  */
  BUDGET_BASE = 1 << 27,
  BUDGET_OP = 2048
};

bool
esc_walks_spent (const struct esc_judge *j)
{
  return j->steps > BUDGET_BASE + BUDGET_OP * (uint64_t) j->s->nops;
}

/* Whether operand REF is the very result of the call that made OBJ.  */
static bool
is_result_of (struct esc_judge *j, esc_ref ref, uint32_t obj)
{
  struct esc_solve *s = j->s;
  const struct esc_call *call = &s->fn->calls[s->objs[obj].call];
  for (unsigned depth = 0; depth < 8 && ESC_IS_VAL (ref); depth++)
    {
      /* Of posix_memalign and the like it is a number.  */
      if (ref == call->result)
	return esc_points_to (s, ref, &(struct esc_off) { 0 }, obj);
      uint32_t def = esc_judge_index (j)->def[ref];
      const struct esc_op *op = def ? &s->ops[def - 1] : NULL;
      if (!op || op->kind != ESC_OP_COPY || op->at.off || op->at.stride)
	return false;
      ref = op->src;
    }
  return false;
}

/* The target list of OP's source is exactly the start of OBJ.  */
bool
esc_only_object (struct esc_solve *s, const struct esc_op *op, uint32_t obj)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->src, &op->at, &pts);
  return n == 1 && s->targets[pts[0]].obj == obj
	 && !s->targets[pts[0]].at.off && !s->targets[pts[0]].at.stride;
}

bool
esc_may_be_object (struct esc_solve *s, const struct esc_op *op, uint32_t obj)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->src, &op->at, &pts);
  for (uint32_t k = 0; k < n; k++)
    if (s->targets[pts[k]].obj == obj)
      return true;
  return false;
}

/* The first op after everything that call NUMBER expanded to.  */
static uint32_t
after_call (struct esc_judge *j, uint32_t number)
{
  return esc_judge_index (j)->after[number];
}

bool
esc_in_some_loop (struct esc_judge *j, uint32_t number)
{
  uint32_t call_op = after_call (j, number) - 1;
  /* A loop is a way from the block back to itself, reducible or not.  */
  return j->cfg->cyclic[esc_block_of (j->s->fn, j->s->first, call_op)];
}

/* ---- Which one is freed.

   A pointer that points to nothing but the object may still be NULL where it is
   freed: `keep = p; p = NULL; free (p)'.  And in a loop one object stands for all
   that its allocation makes.  So what holds the object that was made last, for
   sure, is carried along the ways from the allocation: a set of values and
   cells.  */

struct rounds
{
  struct esc_judge *j;
  uint32_t obj;
  uint32_t nkeys;		/* values, then targets */
  bool *now;			/* the set where the walk is */
};

static uint32_t
cell_key (const struct rounds *r, uint32_t target)
{
  return r->j->s->nvalues + 1 + target;
}

static bool
holds_last (const struct rounds *r, esc_ref ref)
{
  return ESC_IS_VAL (ref) && r->now[ref];
}

/* The single place that REF + AT names, or 0.  */
static uint32_t
single_place (struct esc_solve *s, esc_ref ref, const struct esc_off *at)
{
  const uint32_t *pts;
  if (esc_targets (s, ref, at, &pts) != 1
      || s->objs[s->targets[pts[0]].obj].many
      || s->targets[pts[0]].at.stride)
    return 0;
  return pts[0];
}

/* Whether objects A and B may be the same memory: the caller may have passed one
   twice.  */
static bool
may_be_one (const struct esc_solve *s, uint32_t a, uint32_t b)
{
  if (a == b)
    return true;
  const struct esc_sobj *x = &s->objs[a], *y = &s->objs[b];
  return (x->kind == ESC_O_DEREF && (y->kind == ESC_O_DEREF
				     || y->kind == ESC_O_GLOBAL))
	 || (y->kind == ESC_O_DEREF && x->kind == ESC_O_GLOBAL);
}

/* OP may write to memory.  */
static void
round_store (struct rounds *r, const struct esc_op *op, uint32_t ntargets)
{
  struct esc_solve *s = r->j->s;
  const uint32_t *pts;
  bool last = op->kind == ESC_OP_STORE
	      && (holds_last (r, op->src)
		  || (op->call == s->objs[r->obj].call && op->src
		      && esc_may_be_object (s, op, r->obj)));
  uint32_t place = single_place (s, op->dst, &op->at);
  uint32_t n = esc_targets (s, op->dst, &op->at, &pts);
  r->j->steps += (uint64_t) n * ntargets;
  for (uint32_t k = 0; k < n; k++)
    for (uint32_t t = 1; t < ntargets; t++)
      if (r->now[cell_key (r, t)]
	  && may_be_one (s, s->targets[t].obj, s->targets[pts[k]].obj))
	r->now[cell_key (r, t)] = false;
  if (last && place && place < ntargets)
    r->now[cell_key (r, place)] = true;
}

static void
round_step (struct rounds *r, const struct esc_op *op, uint32_t ntargets)
{
  struct esc_solve *s = r->j->s;
  r->j->steps++;
  switch (op->kind)
    {
    case ESC_OP_COPY:
      r->now[op->dst] = op->src && !op->at.off && !op->at.stride
			&& holds_last (r, op->src)
			&& (!(op->flags & ESC_PF_WEAK) || r->now[op->dst]);
      break;
    case ESC_OP_LOAD:
      {
	uint32_t place = single_place (s, op->src, &op->at);
	r->now[op->dst] = place && place < ntargets
			  && r->now[cell_key (r, place)];
	break;
      }
    case ESC_OP_STORE:
    case ESC_OP_MOVE:
    case ESC_OP_KILL:
      round_store (r, op, ntargets);
      break;
    case ESC_OP_UNKNOWN:
      r->j->steps += ntargets;
      for (uint32_t t = 1; t < ntargets; t++)
	if (s->objs[s->targets[t].obj].kept)
	  r->now[cell_key (r, t)] = false;
      break;
    default:
      break;
    }
}

/* Along the edge FROM -> TO: merges take what they get there.  */
static void
round_edge (struct rounds *r, const bool *out, uint32_t from, uint32_t to)
{
  struct esc_solve *s = r->j->s;
  r->j->steps += r->nkeys;
  memcpy (r->now, out, r->nkeys);
  for (uint32_t i = s->first[to]; i < s->first[to + 1]
       && s->ops[i].kind == ESC_OP_PHI; i++)
    if ((uint32_t) s->ops[i].soff == from)
      r->now[s->ops[i].dst] = ESC_IS_VAL (s->ops[i].src)
			      && out[s->ops[i].src];
}

/* Whether edge E out of block B is taken only when the object was not allocated;
   OUT is what certainly holds what the allocation returned.  */
static bool
means_null (const struct rounds *r, const bool *out, uint32_t b, uint32_t e)
{
  struct esc_judge *j = r->j;
  uint32_t obj = r->obj;
  const struct esc_block *block = &j->s->fn->blocks[b];
  if (block->nsucc != 2)
    return false;
  if (esc_branch_call (esc_judge_index (j)->by_result, block) == j->s->objs[obj].call
      && !is_result_of (j, block->lhs, obj))
    return e == 1;
  return e == 0 && block->cmp == ESC_CMP_EQ && block->lhs && !block->rhs
	 && (out[block->lhs] || is_result_of (j, block->lhs, obj));
}

/* What a walk from the allocation on has seen of each FREE.  */
#define SEEN_SURE	1u	/* it frees the object that was made last */
#define SEEN_UNSURE	2u	/* it may free something else */

/* Walk from the allocation on.  True if every way ends in a FREE of the object
   before it reaches the allocation again (or what UNTIL adds).  With FREES (by op, SEEN_*) the walk goes on to see them all, and the
   result means only that it was done.  */
static bool
walk (struct esc_judge *j, struct esc_arena *arena, uint32_t obj,
      enum esc_until until, uint8_t *frees)
{
  struct esc_solve *s = j->s;
  const struct esc_fn *fn = s->fn;
  uint32_t number = s->objs[obj].call, ntargets = s->ntargets;
  uint32_t start = after_call (j, number);
  if (!number)
    return false;
  struct rounds r = { .j = j, .obj = obj,
		      .nkeys = s->nvalues + 1 + ntargets };
  if ((uint64_t) r.nkeys * fn->nblocks > MAX_ROUND_BYTES)
    return false;
  j->steps += r.nkeys + fn->nblocks;
  bool **in = esc_alloc (arena, (fn->nblocks + 1) * sizeof *in);
  uint32_t *work = esc_alloc (arena, (fn->nblocks + 1) * sizeof *work);
  bool *queued = esc_alloc (arena, fn->nblocks + 1);
  bool *out = esc_alloc (arena, r.nkeys);
  uint32_t nwork = 0, first = esc_block_of (fn, s->first, start - 1);
  r.now = esc_alloc (arena, r.nkeys);
  /* Unless the callee returns something else as well.  */
  esc_ref result = fn->calls[number].result;
  if (result)
    {
      const uint32_t *pts;
      uint32_t n = esc_targets (s, result, &(struct esc_off) { 0 }, &pts);
      r.now[result] = n == 1 && s->targets[pts[0]].obj == obj;
    }
  for (uint32_t i = s->first[first]; i < start; i++)
    if (s->ops[i].call == number && s->ops[i].kind != ESC_OP_CALL
	&& s->ops[i].dst != fn->calls[number].result)
      round_step (&r, &s->ops[i], ntargets);
  bool again = true;
  work[nwork++] = first;
  while (nwork)
    {
      uint32_t b = work[--nwork], i = again ? start : s->first[b];
      bool freed = false;
      queued[b] = false;
      if (esc_walks_spent (j))
	return false;
      if (!again)
	memcpy (r.now, in[b], r.nkeys);
      again = false;
      for (; i < s->first[b + 1] && !freed; i++)
	{
	  const struct esc_op *op = &s->ops[i];
	  bool sure = op->kind == ESC_OP_FREE && op->flags & ESC_PF_MUST
	      && !(op->flags & (ESC_PF_OK | ESC_PF_NOTHEN | ESC_PF_WEAK))
	      && !op->at.off && !op->at.stride && holds_last (&r, op->src);
	  if (frees && op->kind == ESC_OP_FREE)
	    frees[i] |= sure ? SEEN_SURE : SEEN_UNSURE;
	  if (sure && !frees)
	    freed = true;
	  else if (sure)
	    memset (r.now, 0, r.nkeys);	/* another FREE frees another one */
	  else if (op->kind == ESC_OP_CALL && op->call == number)
	    {
	      if (!frees)
		return false;
	      freed = true;	/* another one from here on */
	    }
	  else if ((op->kind == ESC_OP_UNKNOWN || op->kind == ESC_OP_JUMP)
		   && until == ESC_UNTIL_UNKNOWN)
	    return false;
	  else
	    round_step (&r, op, ntargets);
	}
      if (freed)
	continue;
      if (until != ESC_UNTIL_NEXT && j->cfg->exit[b])
	return false;
      memcpy (out, r.now, r.nkeys);
      for (uint32_t e = 0; e < fn->blocks[b].nsucc; e++)
	{
	  uint32_t to = fn->blocks[b].succ[e];
	  bool changed = !in[to];
	  if (means_null (&r, out, b, e))
	    continue;
	  round_edge (&r, out, b, to);
	  if (!in[to])
	    {
	      in[to] = esc_alloc (arena, r.nkeys);
	      memcpy (in[to], r.now, r.nkeys);
	    }
	  for (uint32_t k = 0; k < r.nkeys; k++)
	    if (in[to][k] && !r.now[k])
	      {
		in[to][k] = false;
		changed = true;
	      }
	  if (changed && !queued[to])
	    {
	      queued[to] = true;
	      work[nwork++] = to;
	    }
	}
    }
  return true;
}

static bool
walk_on (struct esc_judge *j, uint32_t obj, enum esc_until until,
	 uint8_t *frees)
{
  struct esc_arena scratch = { 0 };
  bool yes = !esc_walks_spent (j) && walk (j, &scratch, obj, until, frees);
  esc_arena_free (&scratch);
  return yes;
}

bool
esc_always_freed (struct esc_judge *j, uint32_t obj, enum esc_until until)
{
  return walk_on (j, obj, until, NULL);
}

bool
esc_frees_only (struct esc_judge *j, uint32_t obj, const uint32_t *asked,
		uint32_t n)
{
  struct esc_solve *s = j->s;
  struct esc_arena scratch = { 0 };
  uint8_t *frees = esc_alloc (&scratch, s->nops + 1);
  uint32_t site = esc_block_of (s->fn, s->first,
				after_call (j, s->objs[obj].call) - 1);
  bool only = walk_on (j, obj, ESC_UNTIL_NEXT, frees);
  j->steps += s->nops;
  for (uint32_t k = 0; k < n && only; k++)
    only = !frees[asked[k]]
	   || (frees[asked[k]] == SEEN_SURE
	       && esc_dominates (j->cfg, site,
				 esc_block_of (s->fn, s->first, asked[k])));
  esc_arena_free (&scratch);
  return only;
}

/* What OP does with memory OBJ: 1 reads it, or may; 2 ends it, or what was in
   it; 0 nothing.  */
static int
touches (struct esc_solve *s, const struct esc_op *op, uint32_t obj)
{
  const struct esc_off none = { 0 };
  const uint32_t *pts;
  switch (op->kind)
    {
    case ESC_OP_DIE:
      return esc_object_here (s, op->src) == obj ? 2 : 0;
    case ESC_OP_STORE:
      return esc_targets (s, op->dst, &op->at, &pts) == 1
	     && s->targets[pts[0]].obj == obj && !s->objs[obj].many
	     && !(op->flags & ESC_PF_WEAK) ? 2 : 0;
    case ESC_OP_LOAD:
    case ESC_OP_MOVE:
    case ESC_OP_USE:
    case ESC_OP_LEAK:
      return op->src && esc_points_to (s, op->src, &none, obj);
    case ESC_OP_CALL:
      for (uint32_t k = 0; k < s->fn->calls[op->call].nargs; k++)
	if (esc_points_to (s, s->fn->calls[op->call].args[k], &none, obj))
	  return 1;
      return 0;
    case ESC_OP_UNKNOWN:
      return s->objs[obj].kept;
    default:
      return 0;
    }
}

/* Whether memory OBJ is read after the call of op I.  */
static bool
read_from (struct esc_judge *j, struct esc_arena *arena, uint32_t obj,
	   uint32_t i)
{
  struct esc_solve *s = j->s;
  uint32_t n = 0, b = esc_block_of (s->fn, s->first, i);
  uint32_t *work = esc_alloc (arena, (j->cfg->n + 1) * sizeof *work);
  bool *seen = esc_alloc (arena, j->cfg->n + 1);
  j->steps += j->cfg->n;
  for (uint32_t at = after_call (j, s->ops[i].call);; at = s->first[b])
    {
      int what = 0;
      for (; at < s->first[b + 1] && !what; at++)
	what = touches (s, &s->ops[at], obj);
      j->steps += s->first[b + 1] - s->first[b];
      if (what == 1)
	return true;
      const struct esc_block *block = &s->fn->blocks[b];
      for (uint32_t e = 0; e < block->nsucc && !what; e++)
	if (!seen[block->succ[e]])
	  {
	    seen[block->succ[e]] = true;
	    work[n++] = block->succ[e];
	  }
      if (!n)
	return false;
      b = work[--n];
    }
}

bool
esc_read_later (struct esc_judge *j, uint32_t i)
{
  struct esc_solve *s = j->s;
  const struct esc_call *call = &s->fn->calls[s->ops[i].call];
  const uint32_t *pts;
  if (call->nargs != 1
      || esc_targets (s, call->args[0], &(struct esc_off) { 0 }, &pts) != 1)
    return true;
  uint32_t obj = s->targets[pts[0]].obj;
  if (esc_outside (&s->objs[obj]) || s->objs[obj].life >= ESC_L_CALLER)
    return true;
  struct esc_arena scratch = { 0 };
  bool read = esc_walks_spent (j) || read_from (j, &scratch, obj, i);
  esc_arena_free (&scratch);
  return read;
}

/* Whether OBJ, allocated in a loop, may still be held when it is allocated
   again.  A cell that holds it counts; so does a value that is live there,
   which in SSA form is one not defined past the allocation.  */
bool
esc_several_alive (struct esc_judge *j, uint32_t obj)
{
  struct esc_solve *s = j->s;
  uint32_t number = s->objs[obj].call;
  uint32_t site = esc_block_of (s->fn, s->first, after_call (j, number) - 1);
  j->steps += s->nops;
  if (esc_judge_index (j)->in_cell[obj] || esc_walks_spent (j))
    return true;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if (op->kind != ESC_OP_PHI)
	continue;
      const uint32_t *pts;
      uint32_t n = esc_targets (s, op->dst, &(struct esc_off) { 0 }, &pts);
      uint32_t b = esc_block_of (s->fn, s->first, i);
      for (uint32_t k = 0; k < n; k++)
	if (s->targets[pts[k]].obj == obj && (b == site
					      || !esc_dominates (j->cfg, site,
								 b)))
	  return true;
    }
  return false;
}
