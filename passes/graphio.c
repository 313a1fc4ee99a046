/* graphio.c - write and read the text form of a unit.  See graphio.h.

   One thing a line; `#' starts a comment; a position @FILE:LINE:COLUMN may end
   any line.

     unit NAME pointer BYTES
     global NAME|string NAME [FLAG...] [size N]      an object of the unit
       init OFF = REF [+ADDEND]                      (after its object)
     function NAME [FLAG...] [alloc-size A[,B]] [dealloc N] [params N]
     body NAME                                       opens a function with code
     param|hidden NAME [pointer] [byvalue] [value VALUE] [object OBJECT]
     scope N in PARENT
     object NAME KIND [name TEXT] [FLAG...] [size N] [scope N]
     value NAME [name TEXT] [scope N] [integer]      optional: else a temporary
     fact KEY true|false [like KEY] on FROM -> BLOCK after the blocks
     block N
       V = REF OFF                copy, or address when REF is &OBJECT
       V = *(REF OFF) LEN         load
       *(REF OFF) LEN = REF       store; 0: no address
       move *(REF OFF) = *(REF +N) LEN
       V = phi REF from BLOCK OFF
       [V =] call REF (ARG, ...) [mem REF] [chain REF] [noreturn]
       die &OBJECT | ret REF OFF | leak REF OFF | use REF [write]
       goto B...                  the successors
       if [REF == REF] goto B else B [key N [not]]
     end                                             closes the body

   REF is VALUE, &OBJECT of the function, &@OBJECT of the unit (a function's
   name is an object), or 0.  OFF is empty, +N, +N/STRIDE or +N/STRIDE#COUNT.
   ARG is a REF, a string's address REF len ..., a number that is also a value
   REF is ..., or for an integer LO..HI, LO, ? (nothing is known), or
   ?P*MUL+ADD / ?lenP+ADD: parameter P (from 0) times MUL plus ADD, the length
   of the string there plus ADD; `in LO..HI' may follow either.  */

#include "graphio.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct flag
{
  uint32_t bit;
  const char *name;
};

static const struct flag fn_flags[] = {
  { ESC_FF_STATIC, "static" }, { ESC_FF_INTERPOSE, "interposable" },
  { ESC_FF_NOINLINE, "noinline" }, { ESC_FF_NORETURN, "noreturn" },
  { ESC_FF_PURE, "pure" }, { ESC_FF_MALLOC, "malloc" },
  { ESC_FF_SETJMP, "setjmp" }, { ESC_FF_CONST, "const" },
  { ESC_FF_NONNULL, "nonnull" }, { ESC_FF_IRREGULAR, "irregular" },
  { ESC_FF_VARIADIC, "variadic" }, { ESC_FF_NESTED, "nested" },
  { 0, NULL }
};

static const struct flag obj_flags[] = {
  { ESC_OF_EXTERNAL, "external" }, { ESC_OF_READONLY, "readonly" },
  { ESC_OF_THREAD, "thread" }, { ESC_OF_VOLATILE, "volatile" },
  { ESC_OF_QUIET, "quiet" }, { ESC_OF_INIT, "initialized" },
  { ESC_OF_TOUCHED, "touched" }, { ESC_OF_SCALAR, "scalar" }, { 0, NULL }
};

static const struct flag obj_kinds[] = {
  { ESC_O_LOCAL, "local" }, { ESC_O_PARAM, "param" },
  { ESC_O_LITERAL, "literal" }, { ESC_O_VLA, "vla" },
  { ESC_O_ALLOCA, "alloca" }, { ESC_O_FRAME, "frame" },
  { ESC_O_RESULT, "result" }, { ESC_O_TEMP, "temp" },
  { ESC_O_UNKNOWN, "unknown" }, { 0, NULL }
};

/* ---- Writing.  ---- */

static void
write_flags (FILE *file, const struct flag *table, uint32_t bits)
{
  for (; table->name; table++)
    if (bits & table->bit)
      fprintf (file, " %s", table->name);
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
  if (r->param)
    {
      fprintf (file, "?%s%" PRIu32, r->length ? "len" : "", r->param - 1);
      if (!r->length)
	fprintf (file, "*%" PRIu64, r->mul);
      fprintf (file, "+%" PRIu64, r->add);
      if (r->hi != UINT64_MAX)
	fprintf (file, " in %" PRIu64 "..%" PRIu64, r->lo, r->hi);
    }
  else if (r->hi == UINT64_MAX)
    putc ('?', file);
  else if (r->lo == r->hi)
    fprintf (file, "#%" PRIu64, r->lo);
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
      if (r.hi != UINT64_MAX || r.param)
	{
	  fputs (" is ", file);
	  write_range (file, &r);
	  continue;
	}
      r = esc_string_range (unit, fn, call, i);
      if (r.hi != UINT64_MAX)
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

static void
write_block (FILE *file, struct esc_unit *unit, struct esc_fn *fn, uint32_t b)
{
  const struct esc_block *block = &fn->blocks[b];
  fprintf (file, "block %" PRIu32 "\n", b);
  for (uint32_t i = block->first; i < block->first + block->n; i++)
    write_op (file, unit, fn, &fn->ops[i]);
  if (!block->nsucc)
    return;
  if (!block->cmp && !block->key)
    {
      fputs ("  goto", file);
      for (uint32_t i = 0; i < block->nsucc; i++)
	fprintf (file, " %" PRIu32, block->succ[i]);
      putc ('\n', file);
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
  if (block->key)
    fprintf (file, " key %" PRIu32 "%s", block->key,
	     block->negated ? " not" : "");
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
      write_flags (file, (struct flag[]) { { 0, NULL } }, 0);
      for (const struct flag *k = obj_kinds; k->name; k++)
	if (k->bit == o->kind)
	  fprintf (file, " %s", k->name);
      write_user_name (file, o->name);
      write_flags (file, obj_flags, o->flags);
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
  for (uint32_t i = 0; i < fn->nfacts; i++)
    {
      fprintf (file, "fact %" PRIu32 " %s", fn->facts[i].key,
	       fn->facts[i].truth ? "true" : "false");
      if (fn->facts[i].like)
	fprintf (file, " like %" PRIu32, fn->facts[i].like);
      fprintf (file, " on %" PRIu32 " -> %" PRIu32 "\n", fn->facts[i].from,
	       fn->facts[i].block);
    }
  fputs ("end\n", file);
}

void
esc_graph_write (FILE *file, struct esc_unit *unit)
{
  fprintf (file, "unit %s pointer %u\n", unit->name, unit->pointer_size);
  for (uint32_t i = 1; i < unit->nfns; i++)
    {
      const struct esc_fn *fn = unit->fns[i];
      fprintf (file, "function %s", fn->name);
      write_flags (file, fn_flags, fn->flags);
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
      write_flags (file, obj_flags, o->flags);
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

/* ---- Reading.  ---- */

struct reader
{
  struct esc_unit *unit;
  struct esc_fn *fn;		/* being read, or NULL */
  struct esc_arena *arena;	/* for the message */
  const char *name, *error;
  int line;
  char *at;			/* rest of the line */
  struct esc_map values, objs, globals;
  struct positions *positions;
  bool have_block;
  unsigned hidden;		/* parameters read that have no name */
};

/* The host of a unit that was read: positions are indices.  */
struct positions
{
  uint32_t n, cap;
  struct esc_pos *items;
};

static void
expand_position (void *ctx, esc_loc loc, struct esc_pos *pos)
{
  const struct positions *p = ctx;
  if (loc <= p->n)
    *pos = p->items[loc - 1];
}

/* Lengths of strings are kept in the range of their argument.  */
static struct esc_range
string_length (void *ctx, const struct esc_fn *fn, const struct esc_call *call,
	       uint32_t arg)
{
  (void) ctx;
  (void) fn;
  return call->ranges[arg].string ? call->ranges[arg]
				  : (struct esc_range) { .hi = UINT64_MAX };
}

static void
wrong (struct reader *r, const char *message)
{
  if (!r->error)
    r->error = esc_printf (r->arena, "%s:%d: %s", r->name, r->line, message);
}

static void
skip (struct reader *r)
{
  while (*r->at == ' ' || *r->at == '\t')
    r->at++;
}

static bool
accept (struct reader *r, const char *word)
{
  skip (r);
  size_t n = strlen (word);
  if (strncmp (r->at, word, n) != 0)
    return false;
  if (isalpha ((unsigned char) word[n - 1])
      && (isalnum ((unsigned char) r->at[n]) || r->at[n] == '_'))
    return false;
  r->at += n;
  return true;
}

static void
expect (struct reader *r, const char *word)
{
  if (!accept (r, word))
    wrong (r, esc_printf (r->arena, "'%s' is missing before '%.20s'", word,
			  r->at));
}

static char *
word (struct reader *r)
{
  skip (r);
  size_t n = strcspn (r->at, " \t,()=@&+#");
  if (!n)
    wrong (r, esc_printf (r->arena, "a name is missing before '%.20s'",
			  r->at));
  char *w = esc_strndup (&r->unit->arena, r->at, n);
  r->at += n;
  return w;
}

static int64_t
integer (struct reader *r)
{
  skip (r);
  char *end;
  long long n = strtoll (r->at, &end, 10);
  if (end == r->at)
    wrong (r, esc_printf (r->arena, "a number is missing before '%.20s'",
			  r->at));
  r->at = end;
  return n;
}

static uint64_t
natural (struct reader *r)
{
  skip (r);
  char *end;
  unsigned long long n = strtoull (r->at, &end, 10);
  if (end == r->at || *r->at == '-')
    wrong (r, esc_printf (r->arena, "a number is missing before '%.20s'",
			  r->at));
  r->at = end;
  return n;
}

static esc_ref
named (struct reader *r, struct esc_map *map, const char *name)
{
  (void) r;
  return esc_map_get (map, esc_hash_str (name));
}

static void
remember (struct reader *r, struct esc_map *map, const char *name, esc_ref ref)
{
  if (named (r, map, name))
    wrong (r, esc_printf (r->arena, "'%s' is there already", name));
  esc_map_put (&r->unit->arena, map, esc_hash_str (name), ref);
}

static esc_ref
reference (struct reader *r)
{
  if (accept (r, "&@"))
    {
      const char *n = word (r);
      esc_ref ref = named (r, &r->globals, n);
      if (!ref)
	{
	  struct esc_fn *fn = esc_fn_new (r->unit, n);
	  ref = fn->obj;
	}
      return ref;
    }
  if (accept (r, "&"))
    {
      const char *n = word (r);
      esc_ref ref = named (r, &r->objs, n);
      if (!ref)
	wrong (r, esc_printf (r->arena, "there is no object '%s'", n));
      return ref;
    }
  const char *n = word (r);
  if (strcmp (n, "0") == 0)
    return 0;
  if (!r->fn)
    {
      wrong (r, "a value outside of a body");
      return 0;
    }
  esc_ref ref = named (r, &r->values, n);
  if (!ref)
    {
      ref = esc_add_value (r->unit, r->fn, NULL, ESC_ANON);
      remember (r, &r->values, n, ref);
    }
  return ref;
}

static struct esc_off
offset (struct reader *r)
{
  struct esc_off at = { 0 };
  skip (r);
  if (*r->at != '+' && *r->at != '-')
    return at;
  at.off = integer (r);
  if (accept (r, "/"))
    at.stride = (uint32_t) natural (r);
  if (accept (r, "#"))
    at.count = (uint32_t) natural (r);
  return at;
}

static esc_loc
position (struct reader *r)
{
  char *at = strrchr (r->at, '@');
  if (!at || at[1] == '\0' || (at > r->at && at[-1] == '&'))
    return 0;
  struct esc_pos pos = { 0 };
  char *column = strrchr (at, ':');
  if (!column)
    return 0;
  *column = '\0';
  char *line = strrchr (at, ':');
  if (!line)
    {
      wrong (r, "a position is @FILE:LINE:COLUMN");
      return 0;
    }
  *line = '\0';
  pos.file = esc_strdup (&r->unit->arena, at + 1);
  pos.line = atoi (line + 1);
  pos.column = atoi (column + 1);
  *at = '\0';
  ESC_PUSH (&r->unit->arena, r->positions->items, r->positions->n,
	    r->positions->cap, pos);
  return r->positions->n;
}

static uint32_t
flags (struct reader *r, const struct flag *table)
{
  uint32_t bits = 0;
  for (bool more = true; more;)
    {
      more = false;
      for (const struct flag *f = table; f->name; f++)
	if (accept (r, f->name))
	  {
	    bits |= f->bit;
	    more = true;
	  }
    }
  return bits;
}

static void
read_function (struct reader *r)
{
  struct esc_fn *fn = esc_fn_new (r->unit, word (r));
  fn->flags |= flags (r, fn_flags);
  if (accept (r, "alloc-size"))
    {
      fn->alloc_size[0] = (uint8_t) natural (r);
      if (accept (r, ","))
	fn->alloc_size[1] = (uint8_t) natural (r);
    }
  if (accept (r, "dealloc"))
    fn->dealloc = (uint8_t) natural (r);
  if (accept (r, "params"))
    {
      uint64_t n = natural (r);
      if (n > 1000)
	wrong (r, "too many parameters");
      else
	{
	  fn->nparams = (uint32_t) n;
	  fn->params = esc_alloc (&r->unit->arena, (n + 1)
				  * sizeof *fn->params);
	}
    }
}

static void
read_global (struct reader *r, enum esc_okind kind)
{
  struct esc_obj o = { .kind = (uint8_t) kind, .size = -1 };
  o.loc = position (r);
  const char *name = word (r);
  o.name = name;
  if (accept (r, "name"))
    o.name = word (r);
  o.flags = (uint8_t) flags (r, obj_flags);
  if (accept (r, "size"))
    o.size = integer (r);
  remember (r, &r->globals, name, esc_add_object (r->unit, NULL, &o));
}

static void
read_init (struct reader *r)
{
  const char *name = word (r);
  esc_ref ref = named (r, &r->globals, name);
  struct esc_init init = { 0 };
  init.off = offset (r).off;
  expect (r, "=");
  init.ref = reference (r);
  init.addend = offset (r).off;
  if (!ref)
    {
      wrong (r, esc_printf (r->arena, "there is no object '%s'", name));
      return;
    }
  struct esc_obj *o = &r->unit->objs[ref & ESC_REF_INDEX];
  struct esc_init *grown = esc_alloc (&r->unit->arena, (o->ninit + 1)
				      * sizeof *grown);
  if (o->ninit)
    memcpy (grown, o->init, o->ninit * sizeof *grown);
  grown[o->ninit++] = init;
  o->init = grown;
}

static void
read_object (struct reader *r)
{
  struct esc_obj o = { .size = -1 };
  o.loc = position (r);
  const char *name = word (r);
  o.name = name;
  for (const struct flag *k = obj_kinds; k->name && !o.kind; k++)
    if (accept (r, k->name))
      o.kind = (uint8_t) k->bit;
  if (!o.kind)
    wrong (r, "an object needs a kind");
  if (accept (r, "name"))
    o.name = word (r);
  o.flags = (uint8_t) flags (r, obj_flags);
  if (accept (r, "size"))
    o.size = integer (r);
  if (accept (r, "scope"))
    o.scope = (uint32_t) natural (r);
  if (accept (r, "param"))
    o.param = (uint16_t) natural (r);
  if (o.scope >= r->fn->nscopes)
    wrong (r, "there is no such scope");
  remember (r, &r->objs, name, esc_add_object (r->unit, r->fn, &o));
}

static void
read_value (struct reader *r)
{
  const char *name = word (r), *user = NULL;
  uint32_t scope = ESC_ANON;
  if (accept (r, "name"))
    user = word (r);
  if (accept (r, "scope"))
    {
      scope = (uint32_t) natural (r);
      if (scope >= r->fn->nscopes)
	wrong (r, "there is no such scope");
    }
  esc_ref ref = esc_add_value (r->unit, r->fn, user, scope);
  r->fn->values[ref].integer = accept (r, "integer");
  remember (r, &r->values, name, ref);
}

static void
read_param (struct reader *r, bool hidden)
{
  struct esc_fn *fn = r->fn;
  struct esc_param p = { .name = word (r) };
  if (strcmp (p.name, "-") == 0)
    p.name = NULL;
  p.pointer = accept (r, "pointer");
  p.byvalue = accept (r, "byvalue");
  if (accept (r, "value"))
    p.value = reference (r);
  if (accept (r, "object"))
    p.obj = reference (r);
  /* Two hidden ones may follow.  */
  struct esc_param *grown = esc_alloc (&r->unit->arena, (fn->nparams + 4)
				       * sizeof *grown);
  if (fn->params)
    memcpy (grown, fn->params, (fn->nparams + r->hidden) * sizeof *grown);
  if (hidden ? r->hidden == 2 : r->hidden > 0)
    wrong (r, "hidden parameters come last, at most two");
  else
    grown[fn->nparams + r->hidden] = p;
  if (hidden)
    r->hidden++;
  else
    fn->nparams++;
  fn->params = grown;
}

static struct esc_range
read_range (struct reader *r)
{
  struct esc_range range = { .hi = UINT64_MAX };
  if (accept (r, "?"))
    {
      if (*r->at == 'l')
	{
	  r->at += strspn (r->at, "len");
	  range.length = true;
	  range.mul = 1;
	}
      if (isdigit ((unsigned char) *r->at))
	{
	  range.param = (uint32_t) natural (r) + 1;
	  if (accept (r, "*"))
	    range.mul = natural (r);
	  if (accept (r, "+"))
	    range.add = natural (r);
	  if (accept (r, "in"))
	    {
	      range.lo = natural (r);
	      if (accept (r, ".."))
		range.hi = natural (r);
	    }
	}
      return range;
    }
  range.lo = range.hi = natural (r);
  if (accept (r, ".."))
    range.hi = natural (r);
  return range;
}

static void
read_call (struct reader *r, esc_ref result, esc_loc loc)
{
  struct esc_call call = { .result = result, .loc = loc };
  esc_ref args[64] = { 0 };
  struct esc_range ranges[64];
  call.callee = reference (r);
  expect (r, "(");
  while (!accept (r, ")") && !r->error)
    {
      if (call.nargs == 64)
	{
	  wrong (r, "too many arguments");
	  return;
	}
      ranges[call.nargs] = (struct esc_range) { .hi = UINT64_MAX };
      skip (r);
      if (accept (r, "#") || *r->at == '?')
	ranges[call.nargs] = read_range (r);
      else
	{
	  args[call.nargs] = reference (r);
	  bool string = accept (r, "len");
	  if (string || accept (r, "is"))
	    {
	      accept (r, "#");
	      ranges[call.nargs] = read_range (r);
	      ranges[call.nargs].string = string;
	    }
	}
      call.nargs++;
      if (*r->at != ')')
	expect (r, ",");
    }
  if (accept (r, "mem"))
    call.retmem = reference (r);
  if (accept (r, "chain"))
    call.chain = reference (r);
  if (accept (r, "noreturn"))
    call.flags |= ESC_CF_NORETURN;
  call.args = esc_alloc (&r->unit->arena, (call.nargs + 1) * sizeof *args);
  call.ranges = esc_alloc (&r->unit->arena, (call.nargs + 1) * sizeof *ranges);
  memcpy (call.args, args, call.nargs * sizeof *args);
  memcpy (call.ranges, ranges, call.nargs * sizeof *ranges);
  struct esc_op op = { .kind = ESC_OP_CALL, .loc = loc };
  op.call = esc_add_call (r->unit, r->fn, &call);
  esc_add_op (r->unit, r->fn, &op);
}

static void
successor (struct reader *r)
{
  struct esc_block *b = &r->fn->blocks[r->fn->nblocks - 1];
  uint32_t *grown = esc_alloc (&r->unit->arena, (b->nsucc + 1)
			       * sizeof *grown);
  if (b->nsucc)
    memcpy (grown, b->succ, b->nsucc * sizeof *grown);
  grown[b->nsucc++] = (uint32_t) natural (r);
  b->succ = grown;
}

static void
read_branch (struct reader *r)
{
  struct esc_block *b = &r->fn->blocks[r->fn->nblocks - 1];
  if (!accept (r, "goto"))
    {
      b->cmp = ESC_CMP_EQ;
      esc_ref lhs = reference (r);
      expect (r, "==");
      esc_ref rhs = reference (r);
      b = &r->fn->blocks[r->fn->nblocks - 1];
      b->lhs = lhs;
      b->rhs = rhs;
      expect (r, "goto");
    }
  else
    b->cmp = ESC_CMP_OTHER;
  successor (r);
  expect (r, "else");
  successor (r);
  if (accept (r, "key"))
    {
      b->key = (uint32_t) natural (r);
      b->negated = accept (r, "not");
    }
}

/* What starts with `V =' or `*('.  */
static void
read_flow (struct reader *r, esc_loc loc)
{
  struct esc_op op = { .loc = loc };
  if (accept (r, "*("))
    {
      op.kind = ESC_OP_STORE;
      op.dst = reference (r);
      op.at = offset (r);
      expect (r, ")");
      skip (r);
      if (*r->at != '=')
	op.len = natural (r);
      expect (r, "=");
      op.src = reference (r);
      if (accept (r, "weak"))
	op.flags |= ESC_PF_WEAK;
    }
  else
    {
      op.dst = reference (r);
      expect (r, "=");
      if (accept (r, "call"))
	{
	  read_call (r, op.dst, loc);
	  return;
	}
      if (accept (r, "*("))
	{
	  op.kind = ESC_OP_LOAD;
	  op.src = reference (r);
	  op.at = offset (r);
	  expect (r, ")");
	  skip (r);
	  if (*r->at)
	    op.len = natural (r);
	}
      else
	{
	  op.kind = accept (r, "phi") ? ESC_OP_PHI : ESC_OP_COPY;
	  op.src = reference (r);
	  if (op.kind == ESC_OP_PHI)
	    {
	      expect (r, "from");
	      op.soff = integer (r);
	    }
	  op.at = offset (r);
	}
    }
  if (!r->error)
    esc_add_op (r->unit, r->fn, &op);
}

static void
read_move (struct reader *r, esc_loc loc)
{
  struct esc_op op = { .kind = ESC_OP_MOVE, .loc = loc };
  expect (r, "*(");
  op.dst = reference (r);
  op.at = offset (r);
  expect (r, ")");
  expect (r, "=");
  expect (r, "*(");
  op.src = reference (r);
  op.soff = offset (r).off;
  expect (r, ")");
  skip (r);
  if (*r->at)
    op.len = natural (r);
  if (!r->error)
    esc_add_op (r->unit, r->fn, &op);
}

static void
read_simple (struct reader *r, enum esc_opkind kind, esc_loc loc)
{
  struct esc_op op = { .kind = (uint8_t) kind, .loc = loc };
  op.src = reference (r);
  op.at = offset (r);
  if (kind == ESC_OP_USE && accept (r, "write"))
    op.flags |= ESC_PF_WRITE;
  if (!r->error)
    esc_add_op (r->unit, r->fn, &op);
}

static void
read_code (struct reader *r)
{
  esc_loc loc = position (r);
  if (accept (r, "call"))
    read_call (r, 0, loc);
  else if (accept (r, "move"))
    read_move (r, loc);
  else if (accept (r, "die"))
    read_simple (r, ESC_OP_DIE, loc);
  else if (accept (r, "ret"))
    read_simple (r, ESC_OP_RET, loc);
  else if (accept (r, "leak"))
    read_simple (r, ESC_OP_LEAK, loc);
  else if (accept (r, "use"))
    read_simple (r, ESC_OP_USE, loc);
  else if (accept (r, "goto"))
    for (skip (r); isdigit ((unsigned char) *r->at) && !r->error; skip (r))
      successor (r);
  else if (accept (r, "if"))
    read_branch (r);
  else
    read_flow (r, loc);
}

static void
read_body (struct reader *r)
{
  esc_loc loc = position (r);
  r->fn = esc_fn_new (r->unit, word (r));
  if (r->fn->flags & ESC_FF_BODY)
    {
      wrong (r, "a second body");
      return;
    }
  r->fn->loc = loc;
  r->fn->nparams = 0;
  esc_fn_body (r->unit, r->fn);
  memset (&r->values, 0, sizeof r->values);
  memset (&r->objs, 0, sizeof r->objs);
  r->fn->params = esc_alloc (&r->unit->arena, 4 * sizeof *r->fn->params);
  r->have_block = false;
  r->hidden = 0;
}

static void
read_fact (struct reader *r)
{
  struct esc_fact fact = { .key = (uint32_t) natural (r) };
  fact.truth = accept (r, "true");
  if (!fact.truth)
    expect (r, "false");
  if (accept (r, "like"))
    fact.like = (uint32_t) natural (r);
  expect (r, "on");
  fact.from = (uint32_t) natural (r);
  expect (r, "->");
  fact.block = (uint32_t) natural (r);
  esc_add_fact (r->unit, r->fn, &fact);
}

static void
read_in_body (struct reader *r)
{
  if (accept (r, "end"))
    r->fn = NULL;
  else if (accept (r, "scope"))
    {
      uint64_t n = natural (r);
      expect (r, "in");
      uint64_t parent = natural (r);
      if (n != r->fn->nscopes || parent >= n)
	wrong (r, "scopes are numbered from 1, outer ones first");
      else
	esc_add_scope (r->unit, r->fn, (uint32_t) parent);
    }
  else if (accept (r, "object"))
    read_object (r);
  else if (accept (r, "value"))
    read_value (r);
  else if (accept (r, "param"))
    read_param (r, false);
  else if (accept (r, "hidden"))
    read_param (r, true);
  else if (accept (r, "block"))
    {
      if (natural (r) != r->fn->nblocks)
	wrong (r, "blocks are numbered from 0");
      else
	esc_add_block (r->unit, r->fn);
      r->have_block = true;
    }
  else if (accept (r, "fact"))
    read_fact (r);
  else if (!r->have_block)
    wrong (r, "code before the first block");
  else
    read_code (r);
}

static void
read_line (struct reader *r)
{
  skip (r);
  if (!*r->at)
    return;
  if (r->fn)
    read_in_body (r);
  else if (accept (r, "unit"))
    {
      r->unit->name = word (r);
      expect (r, "pointer");
      r->unit->pointer_size = (unsigned) natural (r);
      if (r->unit->pointer_size != 4 && r->unit->pointer_size != 8)
	wrong (r, "a pointer has 4 or 8 bytes");
    }
  else if (accept (r, "global"))
    read_global (r, ESC_O_GLOBAL);
  else if (accept (r, "string"))
    read_global (r, ESC_O_STRING);
  else if (accept (r, "init"))
    read_init (r);
  else if (accept (r, "function"))
    read_function (r);
  else if (accept (r, "body"))
    read_body (r);
  else
    wrong (r, esc_printf (r->arena, "not understood: '%.40s'", r->at));
  skip (r);
  if (!r->error && *r->at)
    wrong (r, esc_printf (r->arena, "not understood: '%.40s'", r->at));
}

struct esc_unit *
esc_graph_read (const char *text, const char *name, struct esc_arena *arena,
		const char **error)
{
  struct esc_unit *unit = esc_unit_new (name, 8);
  struct reader r = { .unit = unit, .arena = arena, .name = name };
  r.positions = esc_alloc (&unit->arena, sizeof *r.positions);
  unit->host.ctx = r.positions;
  unit->host.expand = expand_position;
  unit->host.length = string_length;
  while (*text && !r.error)
    {
      size_t n = strcspn (text, "\n");
      r.line++;
      r.at = esc_strndup (&unit->arena, text, n);
      /* `#' also starts a count or a constant: a comment has a space.  */
      for (char *c = r.at; *c; c++)
	if (*c == '#' && (c == r.at || c[-1] == ' ')
	    && (c[1] == ' ' || !c[1]))
	  *c = '\0';
      text += n + (text[n] == '\n');
      read_line (&r);
    }
  if (r.fn && !r.error)
    wrong (&r, "'end' is missing");
  *error = r.error;
  if (!r.error)
    return unit;
  esc_unit_free (unit);
  return NULL;
}
