/* graphio-program.c - read and write programs as text.  See
   graphio-program.h.  */

#include "graphio-program.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const codes[] = {
  [ESC_P_COPY] = "copy", [ESC_P_CONVERT] = "convert", [ESC_P_ADD] = "add",
  [ESC_P_SUB] = "sub", [ESC_P_MUL] = "mul", [ESC_P_AND] = "and",
  [ESC_P_OR] = "or", [ESC_P_XOR] = "xor", [ESC_P_EQ] = "eq",
  [ESC_P_NE] = "ne", [ESC_P_LT] = "lt", [ESC_P_LE] = "le", [ESC_P_GT] = "gt",
  [ESC_P_GE] = "ge", [ESC_P_OTHER] = "other"
};
enum { NCODES = sizeof codes / sizeof *codes };

/* ---- Writing.  ---- */

static void
write_operand (FILE *f, const struct esc_pval *v)
{
  switch (v->kind)
    {
    case ESC_PV_VAR:
      fprintf (f, " $%" PRIu32, v->n);
      break;
    case ESC_PV_CONST:
      fprintf (f, " #%" PRId64, v->k);
      break;
    case ESC_PV_ADDR:
      fprintf (f, " &%" PRIu32 "+%" PRId64, v->n, v->k);
      break;
    case ESC_PV_LOCAL:
      fprintf (f, " &&%" PRIu32 "+%" PRId64, v->n, v->k);
      break;
    case ESC_PV_OPAQUE:
      fprintf (f, " ~%" PRId64, v->k);
      break;
    default:
      fputs (" ?", f);
    }
}

static void
write_type (FILE *f, uint8_t bits, bool uns)
{
  if (bits)
    fprintf (f, " %c%u", uns ? 'u' : 's', bits);
  else
    fputs (" -", f);
}

static void
write_place (FILE *f, const struct esc_pplace *p,
	     void (*ref) (void *, esc_ref), void *ctx)
{
  fputs (" [", f);
  write_operand (f, &p->ptr);
  putc (' ', f);
  ref (ctx, p->ref);
  fprintf (f, " %" PRId64 " %" PRIu32 " %u]", p->bit, p->len, p->type);
}

static void
write_instr (FILE *f, const struct esc_pinstr *in,
	     void (*ref) (void *, esc_ref), void *ctx)
{
  fputs ("  let", f);
  if (in->dst && in->kind != ESC_PK_CALL)
    fprintf (f, " $%" PRIu32 " =", in->dst);
  switch (in->kind)
    {
    case ESC_PK_SET:
      fprintf (f, " %s", codes[in->code]);
      if (in->code == ESC_P_OTHER || in->code == ESC_P_ADD)
	fprintf (f, " %" PRIu32, in->which);
      write_operand (f, &in->a);
      if (in->code > ESC_P_CONVERT)
	write_operand (f, &in->b);
      break;
    case ESC_PK_PHI:
      fputs (" phi", f);
      write_operand (f, &in->a);
      fprintf (f, " from %" PRIu32, in->from);
      break;
    case ESC_PK_LOAD:
      fputs (" load", f);
      write_place (f, &in->place, ref, ctx);
      break;
    case ESC_PK_STORE:
      write_place (f, &in->place, ref, ctx);
      fputs (" =", f);
      write_operand (f, &in->a);
      break;
    case ESC_PK_CLOBBER:
      fputs (" clobber", f);
      write_place (f, &in->place, ref, ctx);
      putc ('\n', f);
      return;
    case ESC_PK_GIVE:
      fputs (" give", f);
      write_operand (f, &in->a);
      putc ('\n', f);
      return;
    case ESC_PK_CALL:
      fprintf (f, " call %" PRIu32, in->which);
      if (!in->dst)
	{
	  putc ('\n', f);
	  return;
	}
      fprintf (f, " $%" PRIu32, in->dst);
      break;
    case ESC_PK_PURE:
      fprintf (f, " pure %" PRIu32, in->which);
      write_operand (f, &in->a);
      write_operand (f, &in->b);
      break;
    default:
      fputs (" any", f);
    }
  write_type (f, in->bits, in->uns);
  if (in->kind == ESC_PK_STORE && in->b.kind == ESC_PV_VAR)
    {
      fputs (" at", f);
      write_operand (f, &in->b);
    }
  if (in->is_volatile)
    fputs (" volatile", f);
  putc ('\n', f);
}

void
esc_program_write (FILE *f, const struct esc_program *program, uint32_t b,
		   void (*ref) (void *, esc_ref), void *ctx)
{
  const struct esc_pblock *block = &program->blocks[b];
  for (uint32_t i = 0; !b && i < program->nparams; i++)
    if (program->params[i].var)
      {
	fprintf (f, "  entry %" PRIu32 " = $%" PRIu32, i,
		 program->params[i].var);
	write_type (f, program->params[i].bits, program->params[i].uns);
	putc ('\n', f);
      }
  for (uint32_t i = 0; !b && i < program->nlocals; i++)
    {
      fprintf (f, "  local %" PRIu32 " = ", program->locals[i].n);
      ref (ctx, program->locals[i].ref);
      putc ('\n', f);
    }
  for (uint32_t i = block->first; i < block->first + block->n; i++)
    write_instr (f, &program->instrs[i], ref, ctx);
  if (block->ncases)
    {
      fputs ("  switch", f);
      write_operand (f, &block->a);
      write_type (f, block->bits, block->uns);
      for (uint32_t i = 0; i < block->ncases; i++)
	fprintf (f, " %" PRId64 "..%" PRId64 ":%" PRIu32, block->cases[i].lo,
		 block->cases[i].hi, block->cases[i].succ);
      fprintf (f, " else %" PRIu32 "\n", block->otherwise);
    }
  else if (block->returns)
    {
      fputs ("  returns", f);
      write_operand (f, &block->a);
      putc ('\n', f);
    }
  else if (block->code)
    {
      fprintf (f, "  test %s", codes[block->code]);
      write_operand (f, &block->a);
      write_operand (f, &block->b);
      write_type (f, block->bits, block->uns);
      putc ('\n', f);
    }
}

/* ---- Reading.  ---- */

struct line
{
  char *at;
  const char *error;
  esc_ref (*ref) (void *, char **);
  void *ctx;
};

static void
wrong (struct line *l, const char *error)
{
  if (!l->error)
    l->error = error;
}

static bool
accept (struct line *l, const char *word)
{
  size_t n = strlen (word);
  l->at += strspn (l->at, " \t");
  if (strncmp (l->at, word, n) != 0)
    return false;
  l->at += n;
  return true;
}

static void
expect (struct line *l, const char *word)
{
  if (!accept (l, word))
    wrong (l, "a program's line is not of its form");
}

static int64_t
number (struct line *l)
{
  char *end;
  l->at += strspn (l->at, " \t");
  int64_t n = strtoll (l->at, &end, 10);
  if (end == l->at)
    wrong (l, "a number is missing in a program's line");
  l->at = end;
  return n;
}

static uint32_t
variable (struct line *l, struct esc_program *p)
{
  expect (l, "$");
  int64_t n = number (l);
  if (n < 1 || n > 10000000)
    {
      wrong (l, "variables are numbered from 1");
      return 0;
    }
  if ((uint32_t) n >= p->nvars)
    p->nvars = (uint32_t) n + 1;
  return (uint32_t) n;
}

static struct esc_pval
operand (struct line *l, struct esc_program *p)
{
  struct esc_pval v = { 0 };
  l->at += strspn (l->at, " \t");
  if (*l->at == '$')
    {
      v.kind = ESC_PV_VAR;
      v.n = variable (l, p);
    }
  else if (accept (l, "#"))
    {
      v.kind = ESC_PV_CONST;
      v.k = number (l);
    }
  else if (accept (l, "&"))
    {
      v.kind = accept (l, "&") ? ESC_PV_LOCAL : ESC_PV_ADDR;
      v.n = (uint32_t) number (l);
      expect (l, "+");
      v.k = number (l);
    }
  else if (accept (l, "~"))
    {
      v.kind = ESC_PV_OPAQUE;
      v.k = number (l);
    }
  else
    expect (l, "?");
  return v;
}

static void
type (struct line *l, uint8_t *bits, bool *uns)
{
  if (accept (l, "-"))
    return;
  *uns = accept (l, "u");
  if (!*uns)
    expect (l, "s");
  int64_t n = number (l);
  if (n < 1 || n > 64)
    wrong (l, "a type has 1 to 64 bits");
  *bits = (uint8_t) n;
}

static struct esc_pplace
place (struct line *l, struct esc_program *p)
{
  struct esc_pplace r = { 0 };
  expect (l, "[");
  r.ptr = operand (l, p);
  l->at += strspn (l->at, " \t");
  if (!l->error)
    r.ref = l->ref (l->ctx, &l->at);
  r.bit = number (l);
  r.len = (uint32_t) number (l);
  r.type = (uint16_t) number (l);
  expect (l, "]");
  return r;
}

static uint8_t
code (struct line *l)
{
  l->at += strspn (l->at, " \t");
  size_t n = strcspn (l->at, " \t");
  for (uint8_t i = 1; i < NCODES; i++)
    if (strlen (codes[i]) == n && strncmp (codes[i], l->at, n) == 0)
      {
	l->at += n;
	return i;
      }
  wrong (l, "a program does not know that operation");
  return ESC_P_COPY;
}

static void
read_value (struct line *l, struct esc_program *p, struct esc_pinstr *in)
{
  if (accept (l, "phi"))
    {
      in->kind = ESC_PK_PHI;
      in->a = operand (l, p);
      expect (l, "from");
      in->from = (uint32_t) number (l);
    }
  else if (accept (l, "load"))
    {
      in->kind = ESC_PK_LOAD;
      in->place = place (l, p);
    }
  else if (accept (l, "pure"))
    {
      in->kind = ESC_PK_PURE;
      in->which = (uint32_t) number (l);
      in->a = operand (l, p);
      in->b = operand (l, p);
    }
  else if (accept (l, "any"))
    in->kind = ESC_PK_ANY;
  else
    {
      in->kind = ESC_PK_SET;
      in->code = code (l);
      if (in->code == ESC_P_OTHER || in->code == ESC_P_ADD)
	in->which = (uint32_t) number (l);
      in->a = operand (l, p);
      if (in->code > ESC_P_CONVERT)
	in->b = operand (l, p);
    }
}

static struct esc_pinstr
read_let (struct line *l, struct esc_program *p)
{
  struct esc_pinstr in = { 0 };
  l->at += strspn (l->at, " \t");
  if (accept (l, "clobber"))
    {
      in.kind = ESC_PK_CLOBBER;
      in.place = place (l, p);
      return in;
    }
  if (accept (l, "give"))
    {
      in.kind = ESC_PK_GIVE;
      in.a = operand (l, p);
      return in;
    }
  if (accept (l, "call"))
    {
      in.kind = ESC_PK_CALL;
      in.which = (uint32_t) number (l);
      l->at += strspn (l->at, " \t");
      if (*l->at != '$')
	return in;
      in.dst = variable (l, p);
    }
  else if (*l->at == '[')
    {
      in.kind = ESC_PK_STORE;
      in.place = place (l, p);
      expect (l, "=");
      in.a = operand (l, p);
    }
  else
    {
      in.dst = variable (l, p);
      expect (l, "=");
      read_value (l, p, &in);
    }
  type (l, &in.bits, &in.uns);
  if (in.kind == ESC_PK_STORE && accept (l, "at"))
    in.b = operand (l, p);
  in.is_volatile = accept (l, "volatile");
  return in;
}

static void
read_entry (struct esc_arena *arena, struct line *l, struct esc_program *p)
{
  int64_t n = number (l);
  if (n < 0 || n > 255)
    {
      wrong (l, "parameters are numbered from 0 to 255");
      return;
    }
  if (!p->params)
    p->params = esc_alloc (arena, 256 * sizeof *p->params);
  if (n >= p->nparams)
    p->nparams = (uint32_t) n + 1;
  expect (l, "=");
  p->params[n].var = variable (l, p);
  type (l, &p->params[n].bits, &p->params[n].uns);
}

static void
read_switch (struct esc_arena *arena, struct line *l, struct esc_program *p,
	     struct esc_pblock *block)
{
  uint32_t cap = 0;
  block->a = operand (l, p);
  type (l, &block->bits, &block->uns);
  while (!l->error && !accept (l, "else"))
    {
      struct esc_pcase c = { 0 };
      c.lo = number (l);
      expect (l, "..");
      c.hi = number (l);
      expect (l, ":");
      c.succ = (uint32_t) number (l);
      ESC_PUSH (arena, block->cases, block->ncases, cap, c);
    }
  block->otherwise = (uint32_t) number (l);
}

const char *
esc_program_read (struct esc_arena *arena, struct esc_program *p, uint32_t b,
		  const char *word, char **at,
		  esc_ref (*ref) (void *, char **), void *ctx)
{
  struct line l = { .at = *at, .ref = ref, .ctx = ctx };
  struct esc_pblock *block = &p->blocks[b];
  if (strcmp (word, "let") == 0)
    {
      struct esc_pinstr in = read_let (&l, p);
      if (!block->n)
	block->first = p->ninstrs;
      ESC_PUSH (arena, p->instrs, p->ninstrs, p->cap, in);
      block->n++;
    }
  else if (strcmp (word, "local") == 0)
    {
      struct esc_plocal local = { (uint32_t) number (&l), 0 };
      expect (&l, "=");
      if (!l.error)
	local.ref = l.ref (l.ctx, &l.at);
      ESC_PUSH (arena, p->locals, p->nlocals, p->locals_cap, local);
    }
  else if (strcmp (word, "entry") == 0)
    read_entry (arena, &l, p);
  else if (strcmp (word, "switch") == 0)
    read_switch (arena, &l, p, block);
  else if (strcmp (word, "returns") == 0)
    {
      block->returns = true;
      block->a = operand (&l, p);
    }
  else
    {
      block->code = code (&l);
      block->a = operand (&l, p);
      block->b = operand (&l, p);
      type (&l, &block->bits, &block->uns);
      if (block->code < ESC_P_EQ || block->code > ESC_P_GE)
	wrong (&l, "a test compares");
    }
  *at = l.at;
  return l.error;
}
