/* graphio-write.c - write the text form of a unit.  See graphio.h; the grammar is
   at the top of graphio-read.c.  */

#include "graphio.h"

#include "graphio-program.h"
#include "graphio-words.h"

#include <ctype.h>
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

const struct esc_word esc_fn_words[] = {
  { ESC_FF_STATIC, "static" }, { ESC_FF_INTERPOSE, "interposable" },
  { ESC_FF_NOINLINE, "noinline" }, { ESC_FF_NORETURN, "noreturn" },
  { ESC_FF_PURE, "pure" }, { ESC_FF_MALLOC, "malloc" },
  { ESC_FF_SETJMP, "setjmp" }, { ESC_FF_CONST, "const" },
  { ESC_FF_NONNULL, "nonnull" }, { ESC_FF_IRREGULAR, "irregular" },
  { ESC_FF_VARIADIC, "variadic" }, { ESC_FF_NESTED, "nested" },
  { ESC_FF_FOREIGN, "foreign" }, { ESC_FF_ACTS, "acts" },
  { 0, NULL }
};

const struct esc_promise_word esc_promise_words[] = {
  { "kept", offsetof (struct esc_promise, kept) },
  { "borrowed", offsetof (struct esc_promise, borrowed) },
  { "returned", offsetof (struct esc_promise, returned) },
  { "freed", offsetof (struct esc_promise, freed) },
  { "noescape", offsetof (struct esc_promise, noescape) },
  { "lifetimebound", offsetof (struct esc_promise, lifetimebound) },
  { NULL, 0 }
};

const struct esc_word esc_obj_words[] = {
  { ESC_OF_EXTERNAL, "external" }, { ESC_OF_READONLY, "readonly" },
  { ESC_OF_THREAD, "thread" }, { ESC_OF_VOLATILE, "volatile" },
  { ESC_OF_QUIET, "quiet" }, { ESC_OF_INIT, "initialized" },
  { ESC_OF_TOUCHED, "touched" }, { ESC_OF_SCALAR, "scalar" }, { 0, NULL }
};

const struct esc_word esc_kind_words[] = {
  { ESC_O_LOCAL, "local" }, { ESC_O_PARAM, "param" },
  { ESC_O_LITERAL, "literal" }, { ESC_O_VLA, "vla" },
  { ESC_O_ALLOCA, "alloca" }, { ESC_O_FRAME, "frame" },
  { ESC_O_RESULT, "result" }, { ESC_O_TEMP, "temp" },
  { ESC_O_UNKNOWN, "unknown" }, { 0, NULL }
};

static void
write_flags (FILE *file, const struct esc_word *table, uint32_t bits)
{
  for (; table->name; table++)
    if (bits & table->bit)
      fprintf (file, " %s", table->name);
}

static void
write_promises (FILE *file, const struct esc_promise *promise)
{
  for (const struct esc_promise_word *w = esc_promise_words; w->name; w++)
    {
      uint64_t set = *(const uint64_t *) ((const char *) promise + w->set);
      if (set)
	fprintf (file, " %s", w->name);
      const char *between = " ";
      for (unsigned i = 0; i < 64; i++)
	if (set >> i & 1)
	  {
	    fprintf (file, "%s%u", between, i);
	    between = ",";
	  }
    }
}

static void
write_place (FILE *file, const struct esc_unit *unit, esc_loc loc)
{
  struct esc_pos pos = esc_expand (unit, loc);
  if (pos.line)
    fprintf (file, " @%s:%d:%d", pos.file ? pos.file : unit->name, pos.line,
	     pos.column);
  putc ('\n', file);
}

/* Names are what the user wrote, made unique by their number.  */
static void
write_name (FILE *file, const char *name, uint32_t i)
{
  for (; name && *name; name++)
    putc (isalnum ((unsigned char) *name) ? *name : '_', file);
  fprintf (file, "_%" PRIu32, i);
}

/* As the user wrote it; what has spaces, such as `compound literal', is made
   by the lowering and means nothing to a reader.  */
static void
write_user_name (FILE *file, const char *name)
{
  if (name && !strchr (name, ' '))
    fprintf (file, " name %s", name);
}

static void
write_ref (FILE *file, const struct esc_unit *unit, const struct esc_fn *fn,
	   esc_ref ref)
{
  uint32_t i = ref & ESC_REF_INDEX;
  if (!ref)
    putc ('0', file);
  else if (!ESC_IS_OBJ (ref))
    write_name (file, fn->values[i].name, i);
  else if (!(ref & ESC_REF_UNIT))
    {
      putc ('&', file);
      write_name (file, fn->objs[i].name, i);
    }
  else if (unit->objs[i].kind == ESC_O_FUNC)
    fprintf (file, "&@%s", unit->objs[i].name);
  else
    {
      fputs ("&@", file);
      write_name (file, unit->objs[i].name, i);
    }
}

static void
write_off (FILE *file, struct esc_off at)
{
  if (at.off || at.stride)
    fprintf (file, " %s%" PRId64, at.off < 0 ? "" : "+", at.off);
  if (at.stride)
    fprintf (file, "/%" PRIu32, at.stride);
  if (at.count)
    fprintf (file, "#%" PRIu32, at.count);
}

static void
write_range (FILE *file, const struct esc_range *r)
{
  if (r->expr)
    {
      esc_expr_write (file, r->expr);
      if (r->hi != UINT64_MAX)
	fprintf (file, " in %" PRIu64 "..%" PRIu64, r->lo, r->hi);
    }
  else if (r->lo == r->hi)
    fprintf (file, "#%" PRIu64, r->lo);
  else if (r->hi == UINT64_MAX)
    putc ('?', file);
  else
    fprintf (file, "#%" PRIu64 "..%" PRIu64, r->lo, r->hi);
}

static void
write_call (FILE *file, struct esc_unit *unit, struct esc_fn *fn,
	    const struct esc_call *call)
{
  if (call->result)
    {
      write_ref (file, unit, fn, call->result);
      fputs (" = ", file);
    }
  fputs ("call ", file);
  write_ref (file, unit, fn, call->callee);
  fputs (" (", file);
  for (uint32_t i = 0; i < call->nargs; i++)
    {
      if (i)
	fputs (", ", file);
      struct esc_range r = esc_argument_range (unit, fn, call, i);
      if (!call->args[i] && call->ranges)
	{
	  write_range (file, &r);
	  continue;
	}
      write_ref (file, unit, fn, call->args[i]);
      if (!call->args[i])
	continue;
      if (r.hi != UINT64_MAX || r.expr)
	{
	  fputs (" is ", file);
	  write_range (file, &r);
	  continue;
	}
      r = esc_string_range (unit, fn, call, i);
      if (r.hi != UINT64_MAX || r.expr)
	{
	  fputs (" len ", file);
	  write_range (file, &r);
	}
    }
  putc (')', file);
  if (call->retmem)
    {
      fputs (" mem ", file);
      write_ref (file, unit, fn, call->retmem);
    }
  if (call->chain)
    {
      fputs (" chain ", file);
      write_ref (file, unit, fn, call->chain);
    }
  if (call->flags & ESC_CF_NORETURN)
    fputs (" noreturn", file);
}

static void
write_op (FILE *file, struct esc_unit *unit, struct esc_fn *fn,
	  const struct esc_op *op)
{
  fputs ("  ", file);
  switch (op->kind)
    {
    case ESC_OP_COPY:
      write_ref (file, unit, fn, op->dst);
      fputs (" = ", file);
      write_ref (file, unit, fn, op->src);
      write_off (file, op->at);
      break;
    case ESC_OP_PHI:
      write_ref (file, unit, fn, op->dst);
      fputs (" = phi ", file);
      write_ref (file, unit, fn, op->src);
      fprintf (file, " from %" PRId64, op->soff);
      write_off (file, op->at);
      break;
    case ESC_OP_LOAD:
      write_ref (file, unit, fn, op->dst);
      fputs (" = *(", file);
      write_ref (file, unit, fn, op->src);
      write_off (file, op->at);
      fprintf (file, ") %" PRIu64, op->len);
      break;
    case ESC_OP_STORE:
      fputs ("*(", file);
      write_ref (file, unit, fn, op->dst);
      write_off (file, op->at);
      fprintf (file, ") %" PRIu64 " = ", op->len);
      write_ref (file, unit, fn, op->src);
      if (op->flags & ESC_PF_WEAK)
	fputs (" weak", file);
      if (op->element)
	fprintf (file, " element %" PRIu32 " %" PRId64, op->element, op->soff);
      break;
    case ESC_OP_MOVE:
      fputs ("move *(", file);
      write_ref (file, unit, fn, op->dst);
      write_off (file, op->at);
      fputs (") = *(", file);
      write_ref (file, unit, fn, op->src);
      write_off (file, (struct esc_off) { op->soff, 0, 0 });
      fprintf (file, ") %" PRIu64, op->len);
      break;
    case ESC_OP_CALL:
      write_call (file, unit, fn, &fn->calls[op->call]);
      break;
    default:
      fputs (op->kind == ESC_OP_DIE ? "die " : op->kind == ESC_OP_RET ? "ret "
	     : op->kind == ESC_OP_LEAK ? "leak " : "use ", file);
      write_ref (file, unit, fn, op->src);
      write_off (file, op->at);
      if (op->flags & ESC_PF_WRITE)
	fputs (" write", file);
      break;
    }
  write_place (file, unit, op->loc);
}

struct ref_writer
{
  FILE *file;
  struct esc_unit *unit;
  struct esc_fn *fn;
};

static void
write_program_ref (void *ctx, esc_ref ref)
{
  struct ref_writer *w = ctx;
  write_ref (w->file, w->unit, w->fn, ref);
}

static void
write_block (FILE *file, struct esc_unit *unit, struct esc_fn *fn, uint32_t b)
{
  const struct esc_block *block = &fn->blocks[b];
  fprintf (file, "block %" PRIu32 "\n", b);
  for (uint32_t i = block->first; i < block->first + block->n; i++)
    write_op (file, unit, fn, &fn->ops[i]);
  const struct esc_program *program = esc_program_of (unit, fn);
  struct ref_writer w = { file, unit, fn };
  if (program)
    esc_program_write (file, program, b, write_program_ref, &w);
  if (!block->nsucc)
    return;
  if (!block->cmp && !block->mode)
    {
      fputs ("  goto", file);
      for (uint32_t i = 0; i < block->nsucc; i++)
	fprintf (file, " %" PRIu32, block->succ[i]);
      fputs (block->steady ? " steady\n" : "\n", file);
      return;
    }
  fputs ("  if ", file);
  if (block->cmp == ESC_CMP_EQ && block->lhs)
    {
      write_ref (file, unit, fn, block->lhs);
      fputs (" == ", file);
      write_ref (file, unit, fn, block->rhs);
      putc (' ', file);
    }
  fprintf (file, "goto %" PRIu32 " else %" PRIu32, block->succ[0],
	   block->succ[1]);
  if (block->mode)
    fprintf (file, " mode %" PRIu32 " is %" PRIu64, block->mode - 1,
	     block->mode_value);
  if (block->steady)
    fputs (" steady", file);
  putc ('\n', file);
}

static void
write_body (FILE *file, struct esc_unit *unit, struct esc_fn *fn)
{
  fprintf (file, "\nbody %s", fn->name);
  write_place (file, unit, fn->loc);
  for (uint32_t i = 1; i < fn->nscopes; i++)
    fprintf (file, "scope %" PRIu32 " in %" PRIu32 "\n", i, fn->scopes[i]);
  for (uint32_t i = 1; i < fn->nobjs; i++)
    {
      const struct esc_obj *o = &fn->objs[i];
      fputs ("object ", file);
      write_name (file, o->name, i);
      write_flags (file, (struct esc_word[]) { { 0, NULL } }, 0);
      for (const struct esc_word *k = esc_kind_words; k->name; k++)
	if (k->bit == o->kind)
	  fprintf (file, " %s", k->name);
      write_user_name (file, o->name);
      write_flags (file, esc_obj_words, o->flags);
      if (o->size >= 0)
	fprintf (file, " size %" PRId64, o->size);
      if (o->scope)
	fprintf (file, " scope %" PRIu32, o->scope);
      if (o->kind == ESC_O_PARAM)
	fprintf (file, " param %u", (unsigned) o->param);
      write_place (file, unit, o->loc);
    }
  for (uint32_t i = 1; i < fn->nvalues; i++)
    {
      fputs ("value ", file);
      write_name (file, fn->values[i].name, i);
      if (fn->values[i].name)
	fprintf (file, " name %s", fn->values[i].name);
      if (fn->values[i].scope != ESC_ANON)
	fprintf (file, " scope %" PRIu32, fn->values[i].scope);
      if (fn->values[i].integer)
	fputs (" integer", file);
      putc ('\n', file);
    }
  for (uint32_t i = 0; i < esc_hidden_params (fn); i++)
    {
      const struct esc_param *p = &fn->params[i];
      fprintf (file, "%s %s", i < fn->nparams ? "param" : "hidden",
	       p->name ? p->name : "-");
      if (p->pointer)
	fputs (" pointer", file);
      if (p->byvalue)
	fputs (" byvalue", file);
      if (p->value)
	{
	  fputs (" value ", file);
	  write_ref (file, unit, fn, p->value);
	}
      if (p->obj)
	{
	  fputs (" object ", file);
	  write_ref (file, unit, fn, p->obj);
	}
      putc ('\n', file);
    }
  for (uint32_t b = 0; b < fn->nblocks; b++)
    write_block (file, unit, fn, b);
  fputs ("end\n", file);
}

void
esc_graph_write (FILE *file, struct esc_unit *unit)
{
  fputs ("unit ", file);
  for (const char *name = unit->name; *name; name++)
    putc (isgraph ((unsigned char) *name) ? *name : '_', file);
  fprintf (file, " pointer %u\n", unit->pointer_size);
  for (uint32_t i = 1; i < unit->nfns; i++)
    {
      const struct esc_fn *fn = unit->fns[i];
      fprintf (file, "function %s", fn->name);
      write_flags (file, esc_fn_words, fn->flags);
      write_promises (file, &fn->promise);
      if (fn->alloc_size[0])
	fprintf (file, " alloc-size %d", fn->alloc_size[0]);
      if (fn->alloc_size[1])
	fprintf (file, ",%d", fn->alloc_size[1]);
      if (fn->dealloc)
	fprintf (file, " dealloc %d", fn->dealloc);
      fprintf (file, " params %" PRIu32 "\n", fn->nparams);
    }
  for (uint32_t i = 1; i < unit->nobjs; i++)
    {
      const struct esc_obj *o = &unit->objs[i];
      if (o->kind == ESC_O_FUNC)
	continue;
      fputs (o->kind == ESC_O_STRING ? "string " : "global ", file);
      write_name (file, o->name, i);
      write_user_name (file, o->name);
      write_flags (file, esc_obj_words, o->flags);
      if (o->size >= 0)
	fprintf (file, " size %" PRId64, o->size);
      write_place (file, unit, o->loc);
    }
  for (uint32_t i = 1; i < unit->nobjs; i++)
    for (uint32_t k = 0; k < unit->objs[i].ninit; k++)
      {
	const struct esc_init *init = &unit->objs[i].init[k];
	fputs ("init ", file);
	write_name (file, unit->objs[i].name, i);
	fprintf (file, " +%" PRId64 " = ", init->off);
	write_ref (file, unit, NULL, init->ref);
	write_off (file, (struct esc_off) { init->addend, 0, 0 });
	putc ('\n', file);
      }
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (unit->fns[i]->flags & ESC_FF_BODY)
      write_body (file, unit, unit->fns[i]);
}
