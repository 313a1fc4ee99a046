/* section-body.c - a function's flows to bytes and back.

   Input:   a slice; or bytes, and a function with its parameters.
   Output:  bytes; or the tables of the function.  What was read is checked: an
            operand names an entry, a successor is a block.
   Not handled: the rest of the section (section.c).  */

#include "section.h"

#include "check.h"

/* 0: none.  Else 1 + 4 * N + what it is: a value, by its distance from the last
   new one; an object of the function; of the unit; a function.  */
void
esc_x_ref (struct esc_section *x, esc_ref *ref)
{
  struct esc_codec *c = &x->codec;
  enum { VALUE, OBJECT, GLOBAL, FUNCTION };
  uint64_t code = 0;
  uint32_t i = *ref & ESC_REF_INDEX;
  if (!c->reading && ESC_IS_VAL (*ref))
    {
      int64_t back = (int64_t) x->seen - (int64_t) i;
      code = 1 + 4 * esc_fold_sign (back) + VALUE;
    }
  else if (!c->reading && *ref && !(*ref & ESC_REF_UNIT))
    code = 1 + 4 * (uint64_t) i + OBJECT;
  else if (!c->reading && *ref)
    {
      const struct esc_obj *o = &x->unit->objs[i];
      code = o->kind == ESC_O_FUNC
	     ? 1 + 4 * (uint64_t) esc_section_function (x, o->fn) + FUNCTION
	     : 1 + 4 * (uint64_t) esc_section_object (x, i) + GLOBAL;
    }
  esc_x_u64 (c, ESC_S_REF, &code);
  if (c->reading)
    {
      uint64_t n = (code - 1) >> 2;
      unsigned what = (code - 1) & 3;
      esc_ref got = 0;
      if (!code)
	;
      else if (what == VALUE)
	{
	  int64_t v = (int64_t) x->seen - esc_unfold_sign (n);
	  if (x->body && v > 0 && v < x->body->nvalues)
	    got = (esc_ref) v;
	}
      else if (what == OBJECT && x->body && n && n < x->body->nobjs)
	got = ESC_REF_OBJ | (esc_ref) n;
      else if (what == GLOBAL && n && n < x->nobjs)
	got = x->obj_refs[n];
      else if (what == FUNCTION && n && n < x->nfns)
	got = ESC_REF_OBJ | ESC_REF_UNIT | x->fns[n].fn->obj;
      if (code && !got)
	esc_codec_error (c, "an operand names nothing");
      *ref = c->error ? 0 : got;
    }
  if (ESC_IS_VAL (*ref) && *ref >= x->seen)
    x->seen = *ref + 1;
}

/* Room for N entries of SIZE bytes, entry 0 among them.  */
static void *
table (struct esc_section *x, uint32_t n, size_t size)
{
  return esc_alloc (x->codec.arena, (n + 1) * size);
}

static void
x_objects (struct esc_section *x, struct esc_fn *fn)
{
  struct esc_codec *c = &x->codec;
  for (uint32_t i = 1; i < fn->nobjs; i++)
    {
      struct esc_obj *o = &fn->objs[i];
      esc_x_u8 (c, ESC_S_OBJ, &o->kind);
      esc_x_u8 (c, ESC_S_OBJ, &o->flags);
      esc_x_str (c, &o->name);
      esc_x_i64 (c, ESC_S_OBJ, &o->size);
      if (fn->nscopes > 1)
	esc_x_u32 (c, ESC_S_OBJ, &o->scope);
      uint32_t param = o->param;
      if (o->kind == ESC_O_PARAM)
	esc_x_u32 (c, ESC_S_OBJ, &param);
      o->param = (uint16_t) param;
      esc_x_loc (c, &o->loc);
      if (!c->reading)
	continue;
      o->flags &= (uint8_t) ~ESC_OF_INIT;
      if (!o->kind || o->kind > ESC_O_TEMP || o->scope >= fn->nscopes
	  || (o->kind == ESC_O_PARAM && param >= esc_hidden_params (fn)))
	esc_codec_error (c, "an object makes no sense");
    }
}

/* Names and scopes of the user's variables: only where blocks end.  */
static void
x_values (struct esc_section *x, struct esc_fn *fn)
{
  struct esc_codec *c = &x->codec;
  for (uint32_t i = 1; i < fn->nvalues; i++)
    {
      struct esc_value *v = &fn->values[i];
      uint64_t code = c->reading || v->scope == ESC_ANON ? v->integer
		      : 2 + 2 * (uint64_t) v->scope + v->integer;
      if (fn->nscopes > 1)
	esc_x_u64 (c, ESC_S_OBJ, &code);
      if (c->reading)
	{
	  v->integer = code & 1;
	  v->scope = code < 2 ? ESC_ANON : (uint32_t) (code / 2 - 1);
	  if (code >= 2 && code / 2 - 1 >= fn->nscopes)
	    {
	      esc_codec_error (c, "a value has no scope");
	      v->scope = ESC_ANON;
	    }
	}
      if (code >= 2)
	esc_x_str (c, &v->name);
    }
}

static void
x_range (struct esc_section *x, struct esc_range *r)
{
  struct esc_codec *c = &x->codec;
  enum { NOTHING, EXACT, BETWEEN, WORDS = 4, STRING = 8 };
  uint8_t what = r->hi == UINT64_MAX && r->lo != r->hi ? NOTHING
		 : r->lo == r->hi ? EXACT : BETWEEN;
  if (r->expr)
    what |= WORDS;
  if (r->string)
    what |= STRING;
  esc_x_u8 (c, ESC_S_OP, &what);
  if (c->reading)
    *r = (struct esc_range) { .hi = UINT64_MAX, .string = what & STRING };
  if ((what & 3) != NOTHING)
    {
      esc_x_u64 (c, ESC_S_NUM, &r->lo);
      r->hi = (what & 3) == EXACT ? r->lo : r->hi;
    }
  if ((what & 3) == BETWEEN)
    esc_x_u64 (c, ESC_S_NUM, &r->hi);
  if (what & WORDS)
    esc_x_expr (c, &r->expr);
}

static void
x_call (struct esc_section *x, struct esc_call *call)
{
  struct esc_codec *c = &x->codec;
  enum { RESULT = 1, RETMEM = 2, CHAIN = 4, NORETURN = 8, RANGES = 16 };
  uint8_t what = (call->result ? RESULT : 0) | (call->retmem ? RETMEM : 0)
		 | (call->chain ? CHAIN : 0)
		 | (call->flags & ESC_CF_NORETURN ? NORETURN : 0);
  for (uint32_t i = 0; i < call->nargs && call->ranges && !c->reading; i++)
    if (call->ranges[i].hi != UINT64_MAX || call->ranges[i].expr)
      what |= RANGES;
  esc_x_u8 (c, ESC_S_OP, &what);
  esc_x_ref (x, &call->callee);
  if (what & RESULT)
    esc_x_ref (x, &call->result);
  if (what & RETMEM)
    esc_x_ref (x, &call->retmem);
  if (what & CHAIN)
    esc_x_ref (x, &call->chain);
  esc_x_count (c, ESC_S_OP, &call->nargs);
  if (c->reading)
    {
      call->args = table (x, call->nargs, sizeof *call->args);
      call->ranges = what & RANGES
		     ? table (x, call->nargs, sizeof *call->ranges) : NULL;
      call->flags = what & NORETURN ? ESC_CF_NORETURN : 0;
    }
  for (uint32_t i = 0; i < call->nargs; i++)
    {
      esc_x_ref (x, &call->args[i]);
      if (what & RANGES)
	x_range (x, &call->ranges[i]);
    }
  if (call->result && !ESC_IS_VAL (call->result))
    esc_codec_error (c, "a call sets no value");
}

/* How an op is written: its kind, and what is not 0.  */
enum { HAS_AT = 16, HAS_FLAGS = 32, HAS_MORE = 64, HAS_LOC = 128 };

static void
x_op (struct esc_section *x, struct esc_fn *fn, struct esc_op *op,
      uint32_t *calls)
{
  struct esc_codec *c = &x->codec;
  uint8_t kind = op->kind;
  bool load = kind == ESC_OP_LOAD || kind == ESC_OP_STORE;
  if (!c->reading)
    {
      bool placed = kind == ESC_OP_STORE || kind == ESC_OP_MOVE
		    || kind == ESC_OP_RET || kind == ESC_OP_LEAK
		    || kind == ESC_OP_CALL
		    || (fn->nscopes > 1 && kind != ESC_OP_DIE);
      kind |= op->at.off || op->at.stride || op->at.count ? HAS_AT : 0;
      kind |= op->flags ? HAS_FLAGS : 0;
      kind |= op->element || (load && op->len != x->unit->pointer_size)
	      ? HAS_MORE : 0;
      kind |= placed && op->loc ? HAS_LOC : 0;
    }
  esc_x_u8 (c, ESC_S_OP, &kind);
  op->kind = kind & 15;
  load = op->kind == ESC_OP_LOAD || op->kind == ESC_OP_STORE;
  if (kind & HAS_FLAGS)
    esc_x_u8 (c, ESC_S_OP, &op->flags);
  if (kind & HAS_LOC)
    esc_x_loc (c, &op->loc);
  switch (op->kind)
    {
    case ESC_OP_PHI:
      esc_x_i64 (c, ESC_S_OP, &op->soff);
      if (op->soff < 0 || op->soff >= fn->nblocks)
	esc_codec_error (c, "a flow comes from no block");
      /* FALLTHROUGH */
    case ESC_OP_COPY:
    case ESC_OP_LOAD:
      esc_x_ref (x, &op->dst);
      esc_x_ref (x, &op->src);
      break;
    case ESC_OP_STORE:
    case ESC_OP_MOVE:
      esc_x_ref (x, &op->dst);
      esc_x_ref (x, &op->src);
      if (op->kind == ESC_OP_MOVE)
	{
	  esc_x_i64 (c, ESC_S_NUM, &op->soff);
	  esc_x_u64 (c, ESC_S_NUM, &op->len);
	}
      break;
    case ESC_OP_CALL:
      op->call = ++*calls;
      if (op->call >= fn->ncalls)
	{
	  esc_codec_error (c, "there are more calls than it says");
	  return;
	}
      x_call (x, &fn->calls[op->call]);
      fn->calls[op->call].loc = op->loc;
      break;
    case ESC_OP_DIE:
    case ESC_OP_RET:
    case ESC_OP_LEAK:
    case ESC_OP_USE:
      esc_x_ref (x, &op->src);
      break;
    default:
      esc_codec_error (c, "a flow is of an unknown kind");
    }
  if (kind & HAS_AT)
    esc_x_off (c, &op->at);
  if (load && !(kind & HAS_MORE))
    op->len = x->unit->pointer_size;
  else if (load)
    {
      esc_x_u64 (c, ESC_S_NUM, &op->len);
      esc_x_u32 (c, ESC_S_NUM, &op->element);
      if (op->element)
	esc_x_i64 (c, ESC_S_NUM, &op->soff);
    }
}

static void
x_branch (struct esc_section *x, struct esc_fn *fn, uint32_t b)
{
  struct esc_codec *c = &x->codec;
  struct esc_block *block = &fn->blocks[b];
  enum { CMP = 1, STEADY = 2, MODE = 4, NEXT = 8, MANY = 16 };
  bool next = block->nsucc && block->succ[0] == b + 1;
  uint8_t what = (block->cmp ? CMP : 0) | (block->steady ? STEADY : 0)
		 | (block->mode ? MODE : 0) | (next ? NEXT : 0);
  if (!c->reading)
    what |= (uint8_t) ((block->nsucc > 2 ? 3 : block->nsucc) * MANY);
  esc_x_u8 (c, ESC_S_OP, &what);
  uint32_t n = what / MANY & 3;
  if (n == 3)
    {
      esc_x_count (c, ESC_S_OP, &block->nsucc);
      n = block->nsucc;
    }
  if (c->reading)
    {
      block->nsucc = n;
      block->succ = table (x, n, sizeof *block->succ);
      block->cmp = what & CMP ? ESC_CMP_EQ : ESC_CMP_NONE;
      block->steady = what & STEADY;
    }
  for (uint32_t i = 0; i < n; i++)
    {
      int64_t way = (int64_t) block->succ[i] - b;
      if (i || !(what & NEXT))
	esc_x_i64 (c, ESC_S_OP, &way);
      else
	way = 1;
      way += b;
      if (way < 0 || way >= fn->nblocks)
	esc_codec_error (c, "a branch leads to no block");
      else
	block->succ[i] = (uint32_t) way;
    }
  if (what & CMP)
    {
      esc_x_ref (x, &block->lhs);
      esc_x_ref (x, &block->rhs);
    }
  if (what & MODE)
    {
      esc_x_u32 (c, ESC_S_NUM, &block->mode);
      esc_x_u64 (c, ESC_S_NUM, &block->mode_value);
    }
  if (block->mode > esc_hidden_params (fn))
    esc_codec_error (c, "a branch asks for no parameter");
  if ((block->cmp || block->mode) && n != 2)
    esc_codec_error (c, "a branch has not two successors");
  if (block->cmp && block->lhs && !ESC_IS_VAL (block->lhs))
    esc_codec_error (c, "a branch compares no value");
}

static void
x_blocks (struct esc_section *x, struct esc_fn *fn)
{
  struct esc_codec *c = &x->codec;
  uint32_t calls = 0, left = fn->nops, at = 0;
  for (uint32_t b = 0; b < fn->nblocks; b++)
    {
      struct esc_block *block = &fn->blocks[b];
      esc_x_u32 (c, ESC_S_OP, &block->n);
      if (block->n > left)
	{
	  esc_codec_error (c, "there are more flows than it says");
	  return;
	}
      block->first = at;
      left -= block->n;
      for (uint32_t i = 0; i < block->n && !c->error; i++)
	x_op (x, fn, &fn->ops[at++], &calls);
      x_branch (x, fn, b);
      if (c->error)
	return;
    }
  if (left || calls + 1 != fn->ncalls)
    esc_codec_error (c, "flows or calls are missing");
}

/* Values of parameters are the first ones; objects of parameters as such.  */
static void
x_params (struct esc_section *x, struct esc_fn *fn)
{
  struct esc_codec *c = &x->codec;
  for (uint32_t i = 0; i < esc_hidden_params (fn); i++)
    {
      struct esc_param *p = &fn->params[i];
      uint8_t has = (p->value != 0) | (p->obj != 0) << 1;
      esc_x_u8 (c, ESC_S_OP, &has);
      if (has & 1)
	esc_x_ref (x, &p->value);
      if (has & 2)
	esc_x_ref (x, &p->obj);
      if (p->value && !ESC_IS_VAL (p->value))
	esc_codec_error (c, "a parameter has no value");
      else if (c->reading && p->value && !c->error)
	fn->values[p->value].name = p->name;
      if (p->obj && (!ESC_IS_OBJ (p->obj) || p->obj & ESC_REF_UNIT))
	esc_codec_error (c, "a parameter has no object");
    }
}

void
esc_x_body (struct esc_section *x, struct esc_fn *fn)
{
  struct esc_codec *c = &x->codec;
  x->body = fn;
  x->seen = 1;
  esc_x_count (c, ESC_S_OP, &fn->nops);
  esc_x_count (c, ESC_S_OP, &fn->nblocks);
  esc_x_u32 (c, ESC_S_OP, &fn->nvalues);
  esc_x_count (c, ESC_S_OP, &fn->nobjs);
  esc_x_count (c, ESC_S_OP, &fn->ncalls);
  esc_x_count (c, ESC_S_OP, &fn->nscopes);
  if (c->reading)
    {
      uint64_t most = 4 + (uint64_t) fn->nops + fn->ncalls
		      + esc_hidden_params (fn);
      if (!fn->nblocks || !fn->nvalues || !fn->nobjs || !fn->ncalls
	  || !fn->nscopes || fn->nvalues > 8 * most)
	esc_codec_error (c, "a body makes no sense");
      if (c->error)
	return;
      fn->values = table (x, fn->nvalues, sizeof *fn->values);
      fn->objs = table (x, fn->nobjs, sizeof *fn->objs);
      fn->ops = table (x, fn->nops, sizeof *fn->ops);
      fn->calls = table (x, fn->ncalls, sizeof *fn->calls);
      fn->blocks = table (x, fn->nblocks, sizeof *fn->blocks);
      fn->scopes = table (x, fn->nscopes, sizeof *fn->scopes);
    }
  for (uint32_t i = 1; i < fn->nscopes; i++)
    {
      esc_x_u32 (c, ESC_S_OBJ, &fn->scopes[i]);
      if (fn->scopes[i] >= i)
	esc_codec_error (c, "a scope lies in a later one");
    }
  if (!c->error)
    {
      x_objects (x, fn);
      x_values (x, fn);
      x_params (x, fn);
      x_blocks (x, fn);
    }
  x->body = NULL;
  if (!c->reading || c->error)
    return;
  const char *wrong = esc_check_fn (x->unit, fn);
  if (wrong)
    esc_codec_error (c, wrong);
}
