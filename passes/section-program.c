/* section-program.c - a function's program to bytes and back.

   Input:   a program (program.h), whose operands speak of the function's slice;
            or bytes.  Output: the other.
   Not handled: whether the computation makes sense: what reads a variable that
   nothing sets knows nothing of it.  */

#include "section.h"
#include "program.h"

/* Variables are numbered as the host does, with gaps.  */
enum { MAX_VARS = 1 << 22 };

static void
x_value (struct esc_section *x, struct esc_pval *v)
{
  struct esc_codec *c = &x->codec;
  esc_x_u8 (c, ESC_S_PROG, &v->kind);
  if (v->kind == ESC_PV_VAR || v->kind == ESC_PV_ADDR
      || v->kind == ESC_PV_LOCAL)
    esc_x_u32 (c, ESC_S_PROG, &v->n);
  if (v->kind == ESC_PV_CONST || v->kind == ESC_PV_ADDR
      || v->kind == ESC_PV_LOCAL || v->kind == ESC_PV_OPAQUE)
    esc_x_i64 (c, ESC_S_PROG, &v->k);
  if (v->kind > ESC_PV_OPAQUE)
    esc_codec_error (c, "a program's operand is of an unknown kind");
}

static void
x_place (struct esc_section *x, struct esc_pplace *p)
{
  struct esc_codec *c = &x->codec;
  x_value (x, &p->ptr);
  esc_x_ref (x, &p->ref);
  esc_x_i64 (c, ESC_S_PROG, &p->bit);
  esc_x_u32 (c, ESC_S_PROG, &p->len);
  uint32_t type = p->type;
  esc_x_u32 (c, ESC_S_PROG, &type);
  p->type = (uint16_t) type;
}

static void
x_instr (struct esc_section *x, struct esc_fn *fn, struct esc_program *p,
	 struct esc_pinstr *in)
{
  struct esc_codec *c = &x->codec;
  enum { UNSIGNED = 16, VOLATILE = 32, DST = 64 };
  uint8_t what = (uint8_t) (in->kind | (in->uns ? UNSIGNED : 0)
			    | (in->is_volatile ? VOLATILE : 0)
			    | (in->dst ? DST : 0));
  esc_x_u8 (c, ESC_S_PROG, &what);
  in->kind = what & 15;
  in->uns = what & UNSIGNED;
  in->is_volatile = what & VOLATILE;
  esc_x_u8 (c, ESC_S_PROG, &in->bits);
  if (what & DST)
    esc_x_u32 (c, ESC_S_PROG, &in->dst);
  switch (in->kind)
    {
    case ESC_PK_SET:
      esc_x_u8 (c, ESC_S_PROG, &in->code);
      x_value (x, &in->a);
      x_value (x, &in->b);
      if (in->code == ESC_P_OTHER || in->code == ESC_P_ADD)
	esc_x_u32 (c, ESC_S_PROG, &in->which);
      if (!in->code || in->code > ESC_P_OTHER)
	esc_codec_error (c, "a program computes something unknown");
      break;
    case ESC_PK_PHI:
      x_value (x, &in->a);
      esc_x_u32 (c, ESC_S_PROG, &in->from);
      if (in->from >= fn->nblocks)
	esc_codec_error (c, "a program comes from no block");
      break;
    case ESC_PK_LOAD:
    case ESC_PK_CLOBBER:
      x_place (x, &in->place);
      break;
    case ESC_PK_STORE:
      x_place (x, &in->place);
      x_value (x, &in->a);
      x_value (x, &in->b);
      break;
    case ESC_PK_CALL:
      esc_x_u32 (c, ESC_S_PROG, &in->which);
      if (in->which >= fn->ncalls)
	esc_codec_error (c, "a program calls nothing");
      break;
    case ESC_PK_GIVE:
      x_value (x, &in->a);
      break;
    case ESC_PK_PURE:
      esc_x_u32 (c, ESC_S_PROG, &in->which);
      x_value (x, &in->a);
      x_value (x, &in->b);
      break;
    case ESC_PK_ANY:
      break;
    default:
      esc_codec_error (c, "a program does something unknown");
    }
  if (in->bits > 64)
    esc_codec_error (c, "a program computes with too many bits");
  if (in->dst >= p->nvars)
    esc_codec_error (c, "a program sets no variable");
}

static void
x_pblock (struct esc_section *x, struct esc_fn *fn, uint32_t b,
	  struct esc_pblock *p)
{
  struct esc_codec *c = &x->codec;
  enum { UNSIGNED = 32, RETURNS = 64, SWITCH = 128 };
  uint8_t what = (uint8_t) (p->code | (p->uns ? UNSIGNED : 0)
			    | (p->returns ? RETURNS : 0)
			    | (p->ncases ? SWITCH : 0));
  esc_x_u8 (c, ESC_S_PROG, &what);
  p->code = what & 31;
  p->uns = what & UNSIGNED;
  p->returns = what & RETURNS;
  if (p->code > ESC_P_OTHER)
    esc_codec_error (c, "a program tests something unknown");
  esc_x_u8 (c, ESC_S_PROG, &p->bits);
  if (p->bits > 64)
    esc_codec_error (c, "a program tests too many bits");
  if (p->code || p->returns || what & SWITCH)
    x_value (x, &p->a);
  if (p->code)
    x_value (x, &p->b);
  uint32_t nsucc = fn->blocks[b].nsucc;
  if (p->code && nsucc != 2)
    esc_codec_error (c, "a program's test has not two ways");
  if (!(what & SWITCH))
    return;
  esc_x_count (c, ESC_S_PROG, &p->ncases);
  esc_x_u32 (c, ESC_S_PROG, &p->otherwise);
  if (c->reading)
    p->cases = esc_alloc (c->arena, (p->ncases + 1) * sizeof *p->cases);
  for (uint32_t i = 0; i < p->ncases; i++)
    {
      struct esc_pcase *one = &p->cases[i];
      esc_x_i64 (c, ESC_S_PROG, &one->lo);
      esc_x_i64 (c, ESC_S_PROG, &one->hi);
      esc_x_u32 (c, ESC_S_PROG, &one->succ);
      if (one->succ >= nsucc)
	esc_codec_error (c, "a program's switch leads nowhere");
    }
  if (p->otherwise >= nsucc)
    esc_codec_error (c, "a program's switch leads nowhere");
}

static void
x_entry (struct esc_section *x, struct esc_program *p)
{
  struct esc_codec *c = &x->codec;
  for (uint32_t i = 0; i < p->nparams; i++)
    {
      esc_x_u32 (c, ESC_S_PROG, &p->params[i].var);
      esc_x_u8 (c, ESC_S_PROG, &p->params[i].bits);
      esc_x_bool (c, ESC_S_PROG, &p->params[i].uns);
      if (p->params[i].var >= p->nvars || p->params[i].bits > 64)
	esc_codec_error (c, "a program's parameter is no variable");
    }
  for (uint32_t i = 0; i < p->nlocals; i++)
    {
      esc_x_u32 (c, ESC_S_PROG, &p->locals[i].n);
      esc_x_ref (x, &p->locals[i].ref);
    }
}

void
esc_x_program (struct esc_section *x, struct esc_fn *fn)
{
  struct esc_codec *c = &x->codec;
  struct esc_program *p = fn->program;
  if (c->reading)
    p = esc_alloc (c->arena, sizeof *p);
  x->body = fn;
  esc_x_count (c, ESC_S_PROG, &p->nlocals);
  esc_x_count (c, ESC_S_PROG, &p->nparams);
  esc_x_u32 (c, ESC_S_PROG, &p->nvars);
  esc_x_count (c, ESC_S_PROG, &p->ninstrs);
  if (c->reading)
    {
      if (p->nvars > MAX_VARS)
	esc_codec_error (c, "it claims more than it holds");
      if (c->error)
	p->nlocals = p->nparams = p->ninstrs = 0;
      p->locals = esc_alloc (c->arena, (p->nlocals + 1) * sizeof *p->locals);
      p->params = esc_alloc (c->arena, (p->nparams + 1) * sizeof *p->params);
      p->instrs = esc_alloc (c->arena, (p->ninstrs + 1) * sizeof *p->instrs);
      p->blocks = esc_alloc (c->arena, (fn->nblocks + 1) * sizeof *p->blocks);
    }
  x_entry (x, p);
  uint32_t at = 0;
  for (uint32_t b = 0; b < fn->nblocks && !c->error; b++)
    {
      struct esc_pblock *block = &p->blocks[b];
      esc_x_u32 (c, ESC_S_PROG, &block->n);
      block->first = at;
      if (block->n > p->ninstrs - at)
	{
	  esc_codec_error (c, "a program is longer than it says");
	  break;
	}
      for (uint32_t i = 0; i < block->n && !c->error; i++)
	x_instr (x, fn, p, &p->instrs[at++]);
      if (!c->error)
	x_pblock (x, fn, b, block);
    }
  if (!c->error && at != p->ninstrs)
    esc_codec_error (c, "a program is shorter than it says");
  x->body = NULL;
  if (c->reading)
    fn->program = c->error ? NULL : p;
}
