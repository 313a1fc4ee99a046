/* judge.c - heap objects: which could live on the stack.  See judge.h.

   Two proofs (design.md, invariant 2).  A: no holder that outlives the function
   can have the address.  B: on every way from the allocation to the exit it is
   freed, and no unknown code runs in between: then whoever holds the address
   holds a dead one, as before.  */

#include "judge.h"
#include "summarize.h"

#include <string.h>

static struct esc_judgement
heap (const char *reason, esc_loc loc)
{
  return (struct esc_judgement) { ESC_V_HEAP, UINT64_MAX, false, reason, loc };
}

/* ---- Sizes.  ---- */

static struct esc_range
argument_range (struct esc_judge *j, const struct esc_call *call, uint32_t arg)
{
  return esc_argument_range (j->s->unit, j->s->fn, call, arg);
}

static struct esc_range
string_range (struct esc_judge *j, const struct esc_call *call, uint32_t arg)
{
  return esc_string_range (j->s->unit, j->s->fn, call, arg);
}

static uint64_t
saturating_mul (uint64_t a, uint64_t b)
{
  uint64_t r;
  return __builtin_mul_overflow (a, b, &r) ? UINT64_MAX : r;
}

static uint64_t
saturating_add (uint64_t a, uint64_t b)
{
  uint64_t r;
  return __builtin_add_overflow (a, b, &r) ? UINT64_MAX : r;
}

/* The smallest and the largest size of what SITE allocates at CALL.  */
static struct esc_range
site_size (struct esc_judge *j, const struct esc_call *call,
	   const struct esc_fresh *site)
{
  struct esc_range a = { .hi = UINT64_MAX }, b;
  switch (site->size)
    {
    case ESC_SZ_CONST:
      return (struct esc_range) { .lo = site->b, .hi = site->b };
    case ESC_SZ_ARG:
      a = argument_range (j, call, site->arg);
      break;
    case ESC_SZ_STRLEN:
      a = string_range (j, call, site->arg);
      a.lo = saturating_add (a.lo, site->b);
      a.hi = saturating_add (a.hi, site->b);
      return a;
    case ESC_SZ_PRODUCT:
      a = argument_range (j, call, site->arg);
      b = argument_range (j, call, site->arg2);
      a.lo = saturating_mul (a.lo, b.lo);
      a.hi = a.hi == UINT64_MAX || b.hi == UINT64_MAX
	     ? UINT64_MAX : saturating_mul (a.hi, b.hi);
      return a;
    case ESC_SZ_STRNLEN:
      a = string_range (j, call, site->arg);
      b = argument_range (j, call, site->arg2);
      if (b.hi < a.hi)
	a = (struct esc_range) { .lo = 0, .hi = b.hi };
      a.lo = saturating_add (a.lo, site->b);
      a.hi = saturating_add (a.hi, site->b);
      return a;
    default:
      return a;
    }
  if (a.hi == UINT64_MAX)
    return (struct esc_range) { .hi = UINT64_MAX };
  a.lo = saturating_add (saturating_mul (a.lo, site->a), site->b);
  a.hi = saturating_add (saturating_mul (a.hi, site->a), site->b);
  return a;
}

/* ---- Ways through the function.  ---- */

/* Whether operand REF is the very result of the call that made OBJ.  */
static bool
is_result_of (struct esc_solve *s, esc_ref ref, uint32_t obj)
{
  const struct esc_call *call = &s->fn->calls[s->objs[obj].call];
  for (unsigned depth = 0; depth < 8 && ESC_IS_VAL (ref); depth++)
    {
      if (ref == call->result)
	return true;
      const struct esc_op *def = NULL;
      for (uint32_t i = 0; i < s->nops && !def; i++)
	if ((s->ops[i].kind == ESC_OP_COPY || s->ops[i].kind == ESC_OP_PHI
	     || s->ops[i].kind == ESC_OP_LOAD) && s->ops[i].dst == ref)
	  def = &s->ops[i];
      if (!def || def->kind != ESC_OP_COPY || def->at.off || def->at.stride)
	return false;
      ref = def->src;
    }
  return false;
}

/* Whether edge E out of block B is taken only when OBJ was not allocated.  */
static bool
means_null (struct esc_judge *j, uint32_t obj, uint32_t b, uint32_t e)
{
  const struct esc_block *block = &j->s->fn->blocks[b];
  if (block->nsucc != 2)
    return false;
  if (esc_branch_call (j->s->fn, block) == j->s->objs[obj].call
      && !is_result_of (j->s, block->lhs, obj))
    return e == 1;
  return e == 0 && block->cmp == ESC_CMP_EQ && block->lhs && !block->rhs
	 && is_result_of (j->s, block->lhs, obj);
}

/* The target list of OP's source is exactly the start of OBJ.  */
static bool
only_object (struct esc_solve *s, const struct esc_op *op, uint32_t obj)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->src, &op->at, &pts);
  return n == 1 && s->targets[pts[0]].obj == obj
	 && !s->targets[pts[0]].at.off && !s->targets[pts[0]].at.stride;
}

static bool
may_be_object (struct esc_solve *s, const struct esc_op *op, uint32_t obj)
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
after_call (const struct esc_solve *s, uint32_t number)
{
  uint32_t i = 0;
  while (i < s->nops && !(s->ops[i].kind == ESC_OP_CALL
			  && s->ops[i].call == number))
    i++;
  for (i++; i < s->nops && s->ops[i].call == number
       && s->ops[i].kind != ESC_OP_CALL; i++)
    ;
  return i;
}

static bool
in_some_loop (struct esc_judge *j, uint32_t number)
{
  uint32_t call_op = after_call (j->s, number) - 1;
  uint32_t b = esc_block_of (j->s->fn, j->s->first, call_op);
  /* A loop is a way from the block back to itself, reducible or not.  */
  uint32_t *work = esc_alloc (&j->s->arena, (j->cfg->n + 1) * sizeof *work);
  bool *seen = esc_alloc (&j->s->arena, j->cfg->n + 1);
  uint32_t nwork = 0;
  work[nwork++] = b;
  while (nwork)
    {
      const struct esc_block *block = &j->s->fn->blocks[work[--nwork]];
      for (uint32_t e = 0; e < block->nsucc; e++)
	{
	  if (block->succ[e] == b)
	    return true;
	  if (!seen[block->succ[e]])
	    {
	      seen[block->succ[e]] = true;
	      work[nwork++] = block->succ[e];
	    }
	}
    }
  return false;
}

/* The op of S that stores OBJ at exactly the place that LOAD, an op, reads,
   between the allocation in block SITE and block TO: what is loaded is the
   object of this round of the loop.  */
static bool
stored_this_round (struct esc_judge *j, const struct esc_op *load, uint32_t obj,
		   uint32_t site, uint32_t to)
{
  struct esc_solve *s = j->s;
  const uint32_t *pts;
  if (esc_targets (s, load->src, &load->at, &pts) != 1)
    return false;
  uint32_t place = pts[0];
  if (s->objs[s->targets[place].obj].many || s->targets[place].at.stride)
    return false;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if (op->kind != ESC_OP_STORE || op->flags & ESC_PF_WEAK || !op->src
	  || esc_targets (s, op->dst, &op->at, &pts) != 1 || pts[0] != place
	  || !may_be_object (s, op, obj))
	continue;
      uint32_t b = esc_block_of (s->fn, s->first, i);
      if (esc_dominates (j->cfg, site, b) && esc_dominates (j->cfg, b, to))
	return true;
    }
  return false;
}

/* Whether REF, freed in block AT, is the object that was allocated last, in
   block SITE of a loop, and not one of an earlier round.  */
static bool
of_this_round (struct esc_judge *j, esc_ref ref, uint32_t obj, uint32_t site,
	       uint32_t at, unsigned depth)
{
  struct esc_solve *s = j->s;
  if (!ESC_IS_VAL (ref) || ref == s->fn->calls[s->objs[obj].call].result)
    return true;
  bool any = false;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if ((op->kind != ESC_OP_COPY && op->kind != ESC_OP_PHI
	   && op->kind != ESC_OP_LOAD) || op->dst != ref)
	continue;
      uint32_t b = esc_block_of (s->fn, s->first, i);
      any = true;
      if (depth > 8 || !esc_dominates (j->cfg, site, b)
	  || (op->kind == ESC_OP_PHI && b == site))
	return false;
      if (op->kind == ESC_OP_LOAD
	  ? !stored_this_round (j, op, obj, site, at)
	  : op->src && !of_this_round (j, op->src, obj, site, at, depth + 1))
	return false;
    }
  return any;
}

/* Whether OBJ is certainly freed on each way from its allocation to the exit
   (TO_EXIT), or at least to its next allocation.  With TO_EXIT unknown code on
   the way breaks the proof: it may leave and never come back.  */
static bool
always_freed (struct esc_judge *j, uint32_t obj, bool to_exit)
{
  struct esc_solve *s = j->s;
  const struct esc_fn *fn = s->fn;
  uint32_t number = s->objs[obj].call;
  uint32_t start = after_call (s, number);
  if (!number)
    return false;
  uint32_t first = esc_block_of (fn, s->first, start - 1);
  uint32_t *work = esc_alloc (&s->arena, (fn->nblocks + 1) * sizeof *work);
  bool *seen = esc_alloc (&s->arena, fn->nblocks + 1);
  uint32_t nwork = 0;
  bool loops = in_some_loop (j, number);
  bool again = true;		/* the first block from START, later from its
				   beginning */
  work[nwork++] = first;
  while (nwork)
    {
      uint32_t b = work[--nwork];
      uint32_t i = again ? start : s->first[b];
      bool freed = false;
      again = false;
      for (; i < s->first[b + 1] && !freed; i++)
	{
	  const struct esc_op *op = &s->ops[i];
	  if (op->kind == ESC_OP_FREE && op->flags & ESC_PF_MUST
	      && !(op->flags & (ESC_PF_OK | ESC_PF_NOTHEN | ESC_PF_WEAK))
	      && only_object (s, op, obj)
	      && (!loops || of_this_round (j, op->src, obj, first, b, 0)))
	    freed = true;
	  else if (op->kind == ESC_OP_CALL && op->call == number)
	    return false;	/* allocated again */
	  else if (op->kind == ESC_OP_UNKNOWN && to_exit)
	    return false;
	}
      if (freed)
	continue;
      if (to_exit && j->cfg->exit[b])
	return false;
      for (uint32_t e = 0; e < fn->blocks[b].nsucc; e++)
	{
	  uint32_t to = fn->blocks[b].succ[e];
	  if (!seen[to] && !means_null (j, obj, b, e))
	    {
	      seen[to] = true;
	      work[nwork++] = to;
	    }
	}
    }
  return true;
}

/* ---- Loops.  ---- */

/* Whether OBJ, allocated in a loop, may still be held when it is allocated
   again.  A cell that holds it counts; so does a value that is live there,
   which in SSA form is one not defined past the allocation.  */
static bool
several_alive (struct esc_judge *j, uint32_t obj)
{
  struct esc_solve *s = j->s;
  uint32_t number = s->objs[obj].call;
  uint32_t site = esc_block_of (s->fn, s->first, after_call (s, number) - 1);
  for (uint32_t o = 1; o < s->nobjs; o++)
    for (uint32_t c = 0; c < s->objs[o].ncells; c++)
      {
	const uint32_t *pts;
	uint32_t n = esc_cell_targets (s, s->objs[o].cells[c], &pts);
	for (uint32_t k = 0; k < n; k++)
	  if (s->targets[pts[k]].obj == obj)
	    return true;
      }
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

/* ---- The verdict.  ---- */

static bool
bad_alignment (struct esc_judge *j, const struct esc_call *call,
	       const struct esc_fresh *site)
{
  if (!site->align_arg)
    return false;
  struct esc_range r = argument_range (j, call, site->align_arg - 1u);
  return r.lo != r.hi || !r.lo || (r.lo & (r.lo - 1)) || r.lo > 4096;
}

/* What frees and reallocs say against OBJ; false: nothing.  */
static bool
badly_freed (struct esc_judge *j, uint32_t obj, struct esc_judgement *why)
{
  struct esc_solve *s = j->s;
  for (uint32_t i = 0; i < s->nops; i++)
    {
      const struct esc_op *op = &s->ops[i];
      if ((op->kind != ESC_OP_FREE && op->kind != ESC_OP_REALLOC)
	  || !may_be_object (s, op, obj))
	continue;
      if (op->kind == ESC_OP_REALLOC)
	{
	  *why = heap ("handed to realloc", op->loc);
	  return true;
	}
      if (op->flags & ESC_PF_NOFOLD)
	{
	  *why = heap ("freed by a function that does more than free",
		       op->loc);
	  return true;
	}
      if (!only_object (s, op, obj))
	{
	  *why = heap ("freed through a pointer that may point elsewhere",
		       op->loc);
	  return true;
	}
    }
  return false;
}

struct esc_judgement
esc_judge_site (struct esc_judge *j, uint32_t obj)
{
  struct esc_solve *s = j->s;
  const struct esc_sobj *o = &s->objs[obj];
  const struct esc_call *call = &s->fn->calls[o->call];
  struct esc_judgement v;
  struct esc_range size = site_size (j, call, o->site);
  uint64_t limit = j->options->stack_limit;

  if (s->capped || s->fn->flags & ESC_FF_IRREGULAR)
    v = heap ("the function is too large to analyse", 0);
  else if (s->fn->flags & ESC_FF_SETJMP)
    v = heap ("the function calls setjmp", 0);
  else if (o->site->ifnull && call->nargs && call->args[0])
    v = heap ("returned by realloc", call->loc);
  else if ((o->kept || o->life >= ESC_L_CALLER)
	   && (o->kept || !always_freed (j, obj, true)))
    {
      esc_loc loc = 0;
      const char *why = esc_explain_escape (j, obj, &loc);
      v = heap (why, loc);
    }
  else if (badly_freed (j, obj, &v))
    ;
  else if (in_some_loop (j, o->call) && !always_freed (j, obj, false)
	   && several_alive (j, obj))
    v = heap ("several are alive at once in a loop", call->loc);
  else if (size.hi == UINT64_MAX)
    v = heap (size.lo > limit ? "too large" : "the size is not known",
	      call->loc);
  else if (size.hi > limit)
    v = heap (size.lo == size.hi ? "too large"
	      : "the size may be too large", call->loc);
  else if (!size.hi)
    v = heap ("of size 0", call->loc);
  else if (bad_alignment (j, call, o->site))
    v = heap ("the alignment is not a known power of two", call->loc);
  else if (j->recursive && size.hi > j->options->recursion_limit)
    v = heap ("the function is recursive", call->loc);
  else if (j->frame + size.hi > j->options->frame_limit)
    v = heap ("the frame would be too large", call->loc);
  else
    v = (struct esc_judgement) { size.lo == size.hi ? ESC_V_STACKABLE
				 : ESC_V_BOUNDED, size.hi, true, NULL, 0 };
  v.size = size.hi;
  v.fixed = size.lo == size.hi && size.hi != UINT64_MAX;
  return v;
}

static const char *
size_text (struct esc_judge *j, const struct esc_judgement *v)
{
  struct esc_arena *a = &j->report->arena;
  if (v->size == UINT64_MAX || v->size > INT64_MAX)
    return "this object stays";
  if (!v->fixed)
    return esc_printf (a, "these at most %llu bytes stay",
		       (unsigned long long) v->size);
  if (v->size == 1)
    return "this byte stays";
  return esc_printf (a, "these %llu bytes stay",
		     (unsigned long long) v->size);
}

static void
report_site (struct esc_judge *j, uint32_t obj, const struct esc_judgement *v)
{
  const struct esc_sobj *o = &j->s->objs[obj];
  const struct esc_call *call = &j->s->fn->calls[o->call];
  struct esc_report *r = j->report;
  struct esc_finding *f;
  if (v->verdict == ESC_V_HEAP)
    {
      if (j->options->remarks < 1)
	return;
      const char *at = v->loc && v->loc != call->loc
		       ? esc_report_place (r, v->loc) : NULL;
      f = esc_report_add (r, ESC_K_HEAP, j->s->fn, call->loc,
			  esc_printf (&r->arena, "%s on the heap: %s%s%s",
				      size_text (j, v), v->reason,
				      at ? " at " : "", at ? at : ""));
      f->host = call->host;
      if (j->options->remarks > 1)
	esc_explain_flow (j, obj, f);
      return;
    }
  const char *name = j->s->fn->name;
  unsigned long long size = v->size;
  enum esc_kind kind = o->site->made ? ESC_K_HOIST
		       : v->verdict == ESC_V_BOUNDED ? ESC_K_BOUNDED
		       : ESC_K_STACKABLE;
  const char *what = !v->fixed
		     ? esc_printf (&r->arena, "these at most %llu bytes", size)
		     : size == 1 ? "this byte"
		     : esc_printf (&r->arena, "these %llu bytes", size);
  if (kind == ESC_K_HOIST)
    {
      if (!j->options->hoist)
	return;
      f = esc_report_add (r, kind, j->s->fn, call->loc,
			  esc_printf (&r->arena, "%s from '%s' never outlive "
				      "'%s': they could live on its stack",
				      what, o->site->by, name));
    }
  else
    f = esc_report_add (r, kind, j->s->fn, call->loc,
			esc_printf (&r->arena, "%s never %s '%s': %s could live "
				    "on the stack", what,
				    size == 1 ? "outlives" : "outlive", name,
				    size == 1 ? "it" : "they"));
  f->host = call->host;
  f->size = v->size;
  if (o->site->loc && o->site->loc != call->loc)
    esc_report_step (r, f, j->s->fn, o->site->loc, "allocated here");
  for (uint32_t i = 0; i < j->s->nops; i++)
    if (j->s->ops[i].kind == ESC_OP_FREE
	&& may_be_object (j->s, &j->s->ops[i], obj))
      esc_report_step (r, f, j->s->fn, j->s->ops[i].loc, "freed here");
  r->nstackable++;
}

void
esc_judge_sites (struct esc_judge *j)
{
  struct esc_solve *s = j->s;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      if (o->kind != ESC_O_HEAP || o->site->handle)
	continue;
      j->report->nsites++;
      struct esc_judgement v = esc_judge_site (j, obj);
      if (v.verdict != ESC_V_HEAP && !s->objs[obj].site->made)
	j->frame += v.size;
      report_site (j, obj, &v);
    }
}

void
esc_judge_params (struct esc_judge *j)
{
  const struct esc_fn *fn = j->s->fn;
  struct esc_report *r = j->report;
  for (uint32_t i = 0; i < fn->nparams; i++)
    {
      const struct esc_param *p = &fn->params[i];
      int level;
      if (!p->pointer || !p->name)
	continue;
      unsigned tag = esc_param_tag (fn, i, &level);
      const char *format = tag & ESC_T_FREES ? "frees param: %s"
			   : tag & ESC_T_LEAKS ? "leaking param: %s"
			   : tag & ESC_T_CONTENT ? "leaking param content: %s"
			   : tag & ESC_T_RESULT ? NULL
			   : "param %s does not escape";
      const char *text = format
	? esc_printf (&r->arena, format, p->name)
	: esc_printf (&r->arena, "leaking param: %s to result level=%d",
		      p->name, level);
      struct esc_finding *f = esc_report_add (r, ESC_K_PARAM, fn, fn->loc,
					      text);
      if (j->options->remarks > 1)
	esc_explain_param (j, i, f);
    }
}
