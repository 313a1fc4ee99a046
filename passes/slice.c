/* slice.c - see slice.h.

   (1) mark the ops that have consequences, (2) what they read, backwards,
   (3) drop branches that choose between nothing, (4) number anew.  */

#include "slice-state.h"

#include <string.h>

/* ---- Objects.  ---- */

static void
touch (struct slicer *c, esc_ref ref)
{
  if (own_object (ref))
    c->object[ref & ESC_REF_INDEX] = 1;
}

/* Mark the objects that something kept speaks of; what dies unused need not
   die.  */
static void
find_objects (struct slicer *c)
{
  struct esc_fn *fn = c->fn;
  for (uint32_t i = 0; i < fn->nops; i++)
    {
      const struct esc_op *op = &fn->ops[i];
      if (!c->keep[i] || op->kind == ESC_OP_DIE)
	continue;
      touch (c, op->dst);
      touch (c, op->src);
      if (op->kind != ESC_OP_CALL)
	continue;
      const struct esc_call *call = &fn->calls[op->call];
      touch (c, call->callee);
      touch (c, call->retmem);
      touch (c, call->chain);
      for (uint32_t k = 0; k < call->nargs; k++)
	touch (c, call->args[k]);
    }
  for (uint32_t i = 0; i < fn->nops; i++)
    if (fn->ops[i].kind == ESC_OP_DIE && own_object (fn->ops[i].src)
	&& !c->object[fn->ops[i].src & ESC_REF_INDEX])
      c->keep[i] = false;
}

/* ---- Blocks.  ---- */

/* What is known of the blocks while they are being thinned out.  */
struct shape
{
  uint32_t *to;			/* where an empty block leads; itself: it stays */
  uint32_t *nsucc, **succ;
  bool *ops, *phis;		/* it has kept ops, PHIs */
};

static uint32_t
goes_to (const struct shape *f, uint32_t b)
{
  while (f->to[b] != b)
    b = f->to[b];
  return b;
}

/* One round; whether anything changed.  */
static bool
thin_out (struct slicer *c, struct shape *f)
{
  bool changed = false;
  for (uint32_t b = c->fn->nblocks; b-- > 0; )
    {
      if (f->to[b] != b)
	continue;
      for (uint32_t i = 0; i < f->nsucc[b]; i++)
	f->succ[b][i] = goes_to (f, f->succ[b][i]);
      /* A branch whose ways all lead to one block, or back to a block that does
	 nothing.  */
      uint32_t n = 0;
      for (uint32_t i = 0; i < f->nsucc[b]; i++)
	{
	  uint32_t s = f->succ[b][i];
	  bool again = s == b && !f->ops[b] && f->nsucc[b] > 1;
	  for (uint32_t k = 0; k < n; k++)
	    again |= f->succ[b][k] == s && !f->phis[s];
	  if (again && !(s == b && n == 0 && i + 1 == f->nsucc[b]))
	    continue;
	  f->succ[b][n++] = s;
	}
      changed |= n != f->nsucc[b];
      f->nsucc[b] = n;
      if (n == 1 && b && !f->ops[b] && f->succ[b][0] != b
	  && !f->phis[f->succ[b][0]])
	{
	  f->to[b] = f->succ[b][0];
	  changed = true;
	}
    }
  return changed;
}

static struct shape
shape_of (struct slicer *c)
{
  struct esc_fn *fn = c->fn;
  struct shape f;
  f.to = esc_alloc (c->arena, fn->nblocks * sizeof *f.to);
  f.nsucc = esc_alloc (c->arena, fn->nblocks * sizeof *f.nsucc);
  f.succ = esc_alloc (c->arena, fn->nblocks * sizeof *f.succ);
  f.ops = esc_alloc (c->arena, fn->nblocks);
  f.phis = esc_alloc (c->arena, fn->nblocks);
  for (uint32_t b = 0; b < fn->nblocks; b++)
    {
      const struct esc_block *block = &fn->blocks[b];
      f.to[b] = b;
      f.nsucc[b] = block->nsucc;
      f.succ[b] = esc_alloc (c->arena, (block->nsucc + 1) * sizeof **f.succ);
      if (block->nsucc)
	memcpy (f.succ[b], block->succ, block->nsucc * sizeof **f.succ);
      for (uint32_t i = block->first; i < block->first + block->n; i++)
	{
	  f.ops[b] |= c->keep[i];
	  f.phis[b] |= c->keep[i] && fn->ops[i].kind == ESC_OP_PHI;
	}
    }
  while (!c->whole && thin_out (c, &f))
    continue;
  return f;
}

/* ---- The copy.  ---- */

static esc_ref
new_ref (const struct slicer *c, esc_ref ref)
{
  uint32_t i = ref & ESC_REF_INDEX;
  if (ESC_IS_VAL (ref))
    return c->value[i];
  return own_object (ref) ? ESC_REF_OBJ | c->object[i] : ref;
}

static void
number_value (struct slicer *c, esc_ref ref)
{
  struct esc_fn *out = c->out;
  if (!ESC_IS_VAL (ref) || c->value[ref])
    return;
  struct esc_value v = c->fn->values[ref];
  if (!c->scopes)
    v = (struct esc_value) { .scope = ESC_ANON };
  ESC_PUSH (c->arena, out->values, out->nvalues, out->values_cap, v);
  c->value[ref] = out->nvalues - 1;
}

/* What is known of argument I of CALL, as far as other units may ask.  */
static struct esc_range
argument (struct slicer *c, const struct esc_call *call, uint32_t i)
{
  struct esc_range r = { .hi = UINT64_MAX };
  const struct esc_summary *sum = summary_of (c, call);
  if (call->ranges && !call->args[i] && call->ranges[i].lo == call->ranges[i].hi)
    return call->ranges[i];
  /* The host's answer costs time: only a size is worth it.  */
  bool sizes = ESC_IS_VAL (call->result) && c->live[call->result]
	       && (!sum || sum->nfresh);
  if (!sizes)
    return r;
  r = esc_argument_range (c->unit, c->fn, call, i);
  if (!call->args[i] || r.hi != UINT64_MAX || r.lo == r.hi || r.expr)
    return r;
  r = esc_string_range (c->unit, c->fn, call, i);
  r.string = r.hi != UINT64_MAX || r.expr;
  return r;
}

static uint32_t
copy_call (struct slicer *c, uint32_t number)
{
  const struct esc_call *call = &c->fn->calls[number];
  struct esc_call copy = *call;
  copy.host = NULL;
  copy.asked = 0;
  copy.answers = NULL;
  copy.result = ESC_IS_VAL (call->result) && c->live[call->result]
		? call->result : 0;
  number_value (c, copy.result);
  copy.args = esc_alloc (c->arena, (call->nargs + 1) * sizeof *copy.args);
  copy.ranges = esc_alloc (c->arena, (call->nargs + 1) * sizeof *copy.ranges);
  for (uint32_t i = 0; i < call->nargs; i++)
    {
      number_value (c, call->args[i]);
      copy.args[i] = new_ref (c, call->args[i]);
      copy.ranges[i] = argument (c, call, i);
    }
  number_value (c, call->callee);
  number_value (c, call->retmem);
  number_value (c, call->chain);
  copy.callee = new_ref (c, call->callee);
  copy.retmem = new_ref (c, call->retmem);
  copy.chain = new_ref (c, call->chain);
  copy.result = new_ref (c, copy.result);
  ESC_PUSH (c->arena, c->out->calls, c->out->ncalls, c->out->calls_cap, copy);
  return c->call[number] = c->out->ncalls - 1;
}

static void
copy_op (struct slicer *c, uint32_t i)
{
  struct esc_op op = c->fn->ops[i];
  struct esc_fn *out = c->out;
  op.host = NULL;
  if (op.kind == ESC_OP_CALL)
    op.call = copy_call (c, op.call);
  number_value (c, op.dst);
  number_value (c, op.src);
  op.dst = new_ref (c, op.dst);
  op.src = new_ref (c, op.src);
  if (op.kind == ESC_OP_PHI)
    op.soff = c->block[op.soff];
  ESC_PUSH (c->arena, out->ops, out->nops, out->ops_cap, op);
  out->blocks[out->nblocks - 1].n++;
}

/* How block B ends, if its branch is still one.  */
static void
copy_branch (struct slicer *c, const struct shape *f, uint32_t b)
{
  const struct esc_block *from = &c->fn->blocks[b];
  struct esc_block *to = &c->out->blocks[c->out->nblocks - 1];
  to->nsucc = f->nsucc[b];
  to->succ = esc_alloc (c->arena, (to->nsucc + 1) * sizeof *to->succ);
  for (uint32_t i = 0; i < to->nsucc; i++)
    to->succ[i] = c->block[f->succ[b][i]];
  if (to->nsucc != from->nsucc)
    return;
  to->steady = from->steady;
  to->mode = from->mode;
  to->mode_value = from->mode_value;
  bool seen = (!ESC_IS_VAL (from->lhs) || c->value[from->lhs])
	      && (!ESC_IS_VAL (from->rhs) || c->value[from->rhs])
	      && (!own_object (from->rhs)
		  || c->object[from->rhs & ESC_REF_INDEX]);
  if (!from->cmp || !seen)
    return;
  to->cmp = from->cmp;
  to->lhs = new_ref (c, from->lhs);
  to->rhs = new_ref (c, from->rhs);
}

static void
copy_objects (struct slicer *c)
{
  struct esc_fn *fn = c->fn, *out = c->out;
  for (uint32_t i = 0; i < esc_hidden_params (fn); i++)
    touch (c, fn->params[i].obj);
  ESC_PUSH (c->arena, out->objs, out->nobjs, out->objs_cap,
	    (struct esc_obj) { 0 });
  for (uint32_t i = 1; i < fn->nobjs; i++)
    if (c->object[i])
      {
	struct esc_obj o = fn->objs[i];
	if (!c->scopes)
	  o.scope = 0;
	ESC_PUSH (c->arena, out->objs, out->nobjs, out->objs_cap, o);
	c->object[i] = out->nobjs - 1;
      }
  /* What read or wrote them and is gone.  */
  for (uint32_t i = 0; i < fn->nops; i++)
    {
      const struct esc_op *op = &fn->ops[i];
      esc_ref ref = op->kind == ESC_OP_LOAD || op->kind == ESC_OP_USE ? op->src
		    : 0;
      if (!c->keep[i] && own_object (ref) && c->object[ref & ESC_REF_INDEX])
	out->objs[c->object[ref & ESC_REF_INDEX]].flags |= ESC_OF_TOUCHED;
    }
}

static void
copy_params (struct slicer *c)
{
  struct esc_fn *fn = c->fn, *out = c->out;
  uint32_t n = esc_hidden_params (fn);
  out->params = esc_alloc (c->arena, (n + 1) * sizeof *out->params);
  for (uint32_t i = 0; i < n; i++)
    {
      struct esc_param *p = &out->params[i];
      *p = fn->params[i];
      if (p->value && !c->live[p->value])
	p->value = 0;
      number_value (c, p->value);
      p->value = new_ref (c, p->value);
      if (p->obj)
	p->obj = new_ref (c, p->obj);
    }
}

static void
copy_blocks (struct slicer *c)
{
  struct esc_fn *fn = c->fn, *out = c->out;
  struct shape f = shape_of (c);
  /* What the entry leads to, in the old order.  */
  bool *reached = esc_alloc (c->arena, fn->nblocks);
  uint32_t *stack = esc_alloc (c->arena, (fn->nblocks + 1) * sizeof *stack);
  uint32_t depth = 0;
  stack[depth++] = 0;
  reached[0] = true;
  while (depth)
    {
      uint32_t b = stack[--depth];
      for (uint32_t i = 0; i < f.nsucc[b]; i++)
	if (!reached[f.succ[b][i]])
	  {
	    reached[f.succ[b][i]] = true;
	    stack[depth++] = f.succ[b][i];
	  }
    }
  uint32_t n = 0;
  for (uint32_t b = 0; b < fn->nblocks; b++)
    c->block[b] = reached[b] || c->whole ? n++ : UINT32_MAX;
  for (uint32_t b = 0; b < fn->nblocks; b++)
    {
      if (c->block[b] == UINT32_MAX)
	continue;
      struct esc_block block = { .first = out->nops };
      ESC_PUSH (c->arena, out->blocks, out->nblocks, out->blocks_cap, block);
      for (uint32_t i = fn->blocks[b].first;
	   i < fn->blocks[b].first + fn->blocks[b].n; i++)
	if (c->keep[i]
	    && !(fn->ops[i].kind == ESC_OP_PHI
		 && c->block[fn->ops[i].soff] == UINT32_MAX))
	  copy_op (c, i);
    }
  /* All values have their numbers now.  */
  uint32_t nblocks = out->nblocks;
  out->nblocks = 0;
  for (uint32_t b = 0; b < fn->nblocks; b++)
    if (c->block[b] != UINT32_MAX)
      {
	out->nblocks++;
	copy_branch (c, &f, b);
      }
  out->nblocks = nblocks;
}

/* ---- The program.  ---- */

/* REF in the copy; 0: it is not there.  */
static esc_ref
program_ref (const struct slicer *c, esc_ref ref)
{
  esc_ref new = new_ref (c, ref);
  return new & ESC_REF_INDEX ? new : 0;
}

static struct esc_program *
copy_program (struct slicer *c, const struct esc_program *program)
{
  struct esc_program *p = esc_slice_program (c->arena, program,
					     c->fn->nblocks);
  uint32_t n = p->nlocals;
  p->nlocals = 0;
  for (uint32_t i = 0; i < n; i++)
    {
      struct esc_plocal local = p->locals[i];
      local.ref = program_ref (c, local.ref);
      if (local.ref)
	p->locals[p->nlocals++] = local;
    }
  for (uint32_t i = 0; i < p->ninstrs; i++)
    {
      struct esc_pinstr *in = &p->instrs[i];
      in->place.ref = program_ref (c, in->place.ref);
      if (in->kind != ESC_PK_CALL)
	continue;
      /* What is gone does nothing but give a result.  */
      in->which = c->call[in->which];
      if (!in->which)
	in->kind = ESC_PK_ANY;
    }
  return p;
}

struct esc_fn *
esc_slice (struct esc_arena *arena, struct esc_unit *unit, struct esc_fn *fn,
	   const struct esc_program *program)
{
  struct slicer c = { .arena = arena, .unit = unit, .fn = fn,
		      .whole = program != NULL };
  c.keep = esc_alloc (arena, fn->nops + 1);
  c.by_result = esc_calls_by_result (arena, fn);
  c.live = esc_alloc (arena, fn->nvalues + 1);
  c.value = esc_alloc (arena, (fn->nvalues + 1) * sizeof *c.value);
  c.object = esc_alloc (arena, (fn->nobjs + 1) * sizeof *c.object);
  c.call = esc_alloc (arena, (fn->ncalls + 1) * sizeof *c.call);
  c.block = esc_alloc (arena, (fn->nblocks + 1) * sizeof *c.block);
  struct esc_fn *out = c.out = esc_alloc (arena, sizeof *out);
  *out = *fn;
  out->values = NULL;
  out->objs = NULL;
  out->ops = NULL;
  out->calls = NULL;
  out->blocks = NULL;
  out->nvalues = out->nobjs = out->nops = out->ncalls = out->nblocks = 0;
  out->values_cap = out->objs_cap = out->ops_cap = 0;
  out->calls_cap = out->blocks_cap = 0;
  out->program = NULL;
  ESC_PUSH (arena, out->values, out->nvalues, out->values_cap,
	    (struct esc_value) { 0 });
  ESC_PUSH (arena, out->calls, out->ncalls, out->calls_cap,
	    (struct esc_call) { 0 });
  esc_slice_mark (&c);
  find_objects (&c);
  copy_objects (&c);
  copy_params (&c);
  copy_blocks (&c);
  if (!c.scopes)
    out->nscopes = 1;
  if (program)
    out->program = copy_program (&c, program);
  return out;
}
