/* graphio-read.c - read the text form of a unit.  See graphio.h.

   Owns:    the grammar, and which lines may follow which.
   Input:   the text.
   Output:  a unit, or what is wrong with the first bad line.
   Not handled: the lines (graphio-decl.c, graphio-code.c, graphio-program.c);
            whether the graph makes sense (check.c).

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

#include "graphio-program.h"
#include "graphio-reader.h"

#include <string.h>

static void
expand_position (void *ctx, esc_loc loc, struct esc_pos *pos)
{
  const struct positions *p = ctx;
  if (loc <= p->n)
    *pos = p->items[loc - 1];
}

static void
read_body (struct reader *r)
{
  esc_loc loc = esc_line_position (r);
  r->fn = esc_fn_new (r->unit, esc_line_word (r));
  if (r->fn->flags & ESC_FF_BODY)
    {
      esc_line_wrong (r, "a second body");
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
  esc_ref ref = esc_line_ref (r);
  *at = r->at;
  return ref;
}

/* A line of the program of the function being read, which grows with its
   blocks.  False: it is another line.  */
static bool
read_program (struct reader *r)
{
  static const char *const words[]
    = { "let", "test", "switch", "returns", "entry", "local" };
  const char *word = NULL;
  for (size_t i = 0; !word && i < sizeof words / sizeof *words; i++)
    if (esc_line_accept (r, words[i]))
      word = words[i];
  if (!word)
    return false;
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
    esc_line_wrong (r, error);
  return true;
}

/* A line between `body' and `end'.  */
static void
read_in_body (struct reader *r)
{
  if (esc_line_accept (r, "end"))
    {
      /* Blocks after the last line of the program have none.  */
      struct esc_program *p = r->fn->program;
      while (p && r->program_blocks < r->fn->nblocks)
	ESC_PUSH (&r->unit->arena, p->blocks, r->program_blocks,
		  r->program_cap, ((struct esc_pblock) { 0 }));
      r->fn = NULL;
    }
  else if (esc_line_accept (r, "scope"))
    {
      uint64_t n = esc_line_natural (r);
      esc_line_expect (r, "in");
      uint64_t parent = esc_line_natural (r);
      if (n != r->fn->nscopes || parent >= n)
	esc_line_wrong (r, "scopes are numbered from 1, outer ones first");
      else
	esc_add_scope (r->unit, r->fn, (uint32_t) parent);
    }
  else if (esc_line_accept (r, "object"))
    esc_graphio_object (r);
  else if (esc_line_accept (r, "value"))
    esc_graphio_value (r);
  else if (esc_line_accept (r, "param"))
    esc_graphio_param (r, false);
  else if (esc_line_accept (r, "hidden"))
    esc_graphio_param (r, true);
  else if (esc_line_accept (r, "block"))
    {
      if (esc_line_natural (r) != r->fn->nblocks)
	esc_line_wrong (r, "blocks are numbered from 0");
      else
	esc_add_block (r->unit, r->fn);
      r->have_block = true;
    }
  else if (!r->have_block)
    esc_line_wrong (r, "code before the first block");
  else if (!read_program (r))
    esc_graphio_code (r);
}

static void
read_line (struct reader *r)
{
  skip (r);
  if (!*r->at)
    return;
  if (r->fn)
    read_in_body (r);
  else if (esc_line_accept (r, "unit"))
    {
      r->unit->name = esc_line_word (r);
      esc_line_expect (r, "pointer");
      r->unit->pointer_size = (unsigned) esc_line_natural (r);
      if (r->unit->pointer_size != 4 && r->unit->pointer_size != 8)
	esc_line_wrong (r, "a pointer has 4 or 8 bytes");
    }
  else if (esc_line_accept (r, "global"))
    esc_graphio_global (r, ESC_O_GLOBAL);
  else if (esc_line_accept (r, "string"))
    esc_graphio_global (r, ESC_O_STRING);
  else if (esc_line_accept (r, "init"))
    esc_graphio_init (r);
  else if (esc_line_accept (r, "function"))
    esc_graphio_function (r);
  else if (esc_line_accept (r, "body"))
    read_body (r);
  else
    esc_line_wrong (r, esc_printf (r->arena, "not understood: '%.40s'", r->at));
  skip (r);
  if (!r->error && *r->at)
    esc_line_wrong (r, esc_printf (r->arena, "not understood: '%.40s'", r->at));
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
  unit->host.length = esc_recorded_length;
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
    esc_line_wrong (&r, "'end' is missing");
  *error = r.error;
  if (!r.error)
    return unit;
  esc_unit_free (unit);
  return NULL;
}
