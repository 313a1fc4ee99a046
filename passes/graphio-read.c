/* graphio-read.c - read the text form of a unit.  See graphio.h.

   One thing a line; `#' starts a comment; a position @FILE:LINE:COLUMN may end
   any line.

     unit NAME pointer BYTES
     global NAME|string NAME [FLAG...] [size N]      an object of the unit
       init OFF = REF [+ADDEND]                      (after its object)
     function NAME [FLAG...] [PROMISE SET...] [alloc-size A[,B]] [dealloc N]
	      [params N]
     body NAME                                       opens a function with code
     param|hidden NAME [pointer] [byvalue] [value VALUE] [object OBJECT]
     scope N in PARENT
     object NAME KIND [name TEXT] [FLAG...] [size N] [scope N]
     value NAME [name TEXT] [scope N] [integer]      optional: else a temporary
     block N
       V = REF OFF                copy, or address when REF is &OBJECT
       V = *(REF OFF) LEN         load
       *(REF OFF) LEN = REF [weak] [element N BYTES]  store; 0: no address
       move *(REF OFF) = *(REF +N) LEN
       V = phi REF from BLOCK OFF
       [V =] call REF (ARG, ...) [mem REF] [chain REF] [noreturn]
       die &OBJECT | ret REF OFF | leak REF OFF | use REF [write]
       goto B... [steady]         the successors
       if [REF == REF] goto B else B [mode PARAM is N] [steady]
       let|test|switch|returns|entry|local ...       graphio-program.h
     end                                             closes the body

   REF is VALUE, &OBJECT of the function, &@OBJECT of the unit (a function's
   name is an object), or 0.  OFF is empty, +N, +N/STRIDE or +N/STRIDE#COUNT.
   ARG is a REF, a string's address REF len ..., a number that is also a value
   REF is ..., or for an integer LO..HI, LO, ? (nothing is known), or
   ?(NODE...), an expression over the parameters (graphio-expr.c); `in LO..HI'
   may follow it.  */

#include "graphio.h"

#include "graphio-program.h"
#include "graphio-words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

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
  uint32_t program_blocks, program_cap;
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
flags (struct reader *r, const struct esc_word *table)
{
  uint32_t bits = 0;
  for (bool more = true; more;)
    {
      more = false;
      for (const struct esc_word *f = table; f->name; f++)
	if (accept (r, f->name))
	  {
	    bits |= f->bit;
	    more = true;
	  }
    }
  return bits;
}

/* "kept 0,2": a set of parameters.  */
static void
read_promises (struct reader *r, struct esc_fn *fn)
{
  for (const struct esc_promise_word *w = esc_promise_words; w->name; w++)
    {
      if (!accept (r, w->name))
	continue;
      uint64_t *set = (uint64_t *) ((char *) &fn->promise + w->set);
      do
	{
	  uint64_t n = natural (r);
	  if (n > 63)
	    wrong (r, "a promise is about parameters 0 to 63");
	  else
	    *set |= (uint64_t) 1 << n;
	}
      while (accept (r, ","));
    }
}

static void
read_function (struct reader *r)
{
  struct esc_fn *fn = esc_fn_new (r->unit, word (r));
  fn->flags |= flags (r, esc_fn_words);
  read_promises (r, fn);
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
  o.flags = (uint8_t) flags (r, esc_obj_words);
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
  for (const struct esc_word *k = esc_kind_words; k->name && !o.kind; k++)
    if (accept (r, k->name))
      o.kind = (uint8_t) k->bit;
  if (!o.kind)
    wrong (r, "an object needs a kind");
  if (accept (r, "name"))
    o.name = word (r);
  o.flags = (uint8_t) flags (r, esc_obj_words);
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
      if (*r->at == '(')
	{
	  struct esc_expr e;
	  const char *at = r->at;
	  if (!esc_expr_read (&at, &e))
	    wrong (r, esc_printf (r->arena, "an expression goes wrong at '%.20s'",
				  at));
	  range.expr = esc_expr_keep (&r->unit->arena, &e);
	  r->at += at - r->at;
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
  successor (r);
  expect (r, "else");
  successor (r);
  if (accept (r, "mode"))
    {
      b->mode = (uint32_t) natural (r) + 1;
      expect (r, "is");
      b->mode_value = natural (r);
    }
  b->steady = accept (r, "steady");
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
      if (accept (r, "element"))
	{
	  op.element = (uint32_t) natural (r);
	  op.soff = integer (r);
	}
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
    {
      for (skip (r); isdigit ((unsigned char) *r->at) && !r->error; skip (r))
	successor (r);
      r->fn->blocks[r->fn->nblocks - 1].steady = accept (r, "steady");
    }
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
  r->program_blocks = r->program_cap = 0;
}

static esc_ref
program_ref (void *ctx, char **at)
{
  struct reader *r = ctx;
  r->at = *at;
  esc_ref ref = reference (r);
  *at = r->at;
  return ref;
}

/* A line of the program of the function being read, which grows with its
   blocks.  */
static void
read_program (struct reader *r, const char *word)
{
  struct esc_arena *arena = &r->unit->arena;
  struct esc_program *p = r->fn->program;
  if (!p)
    p = r->fn->program = esc_alloc (arena, sizeof *p);
  while (r->program_blocks < r->fn->nblocks)
    ESC_PUSH (arena, p->blocks, r->program_blocks, r->program_cap,
	      ((struct esc_pblock) { 0 }));
  const char *error = esc_program_read (arena, p, r->fn->nblocks - 1, word,
					&r->at, program_ref, r);
  if (error)
    wrong (r, error);
}

static void
read_in_body (struct reader *r)
{
  if (accept (r, "end"))
    {
      /* Blocks after the last line of the program have none.  */
      struct esc_program *p = r->fn->program;
      while (p && r->program_blocks < r->fn->nblocks)
	ESC_PUSH (&r->unit->arena, p->blocks, r->program_blocks,
		  r->program_cap, ((struct esc_pblock) { 0 }));
      r->fn = NULL;
    }
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
  else if (!r->have_block)
    wrong (r, "code before the first block");
  else if (accept (r, "let"))
    read_program (r, "let");
  else if (accept (r, "test"))
    read_program (r, "test");
  else if (accept (r, "switch"))
    read_program (r, "switch");
  else if (accept (r, "returns"))
    read_program (r, "returns");
  else if (accept (r, "entry"))
    read_program (r, "entry");
  else if (accept (r, "local"))
    read_program (r, "local");
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
