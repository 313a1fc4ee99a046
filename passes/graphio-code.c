/* graphio-code.c - read the flows and the successors of a block.

   Owns:    the lines of the grammar that are code (graphio-read.c).
   Input:   such a line.
   Output:  ops, calls and successors of the block that was opened last.
   Not handled: programs (graphio-program.c).  */

#include "graphio-reader.h"

#include <ctype.h>
#include <string.h>

/* ---- Calls.  ---- */

/* `?(NODE...)', with `in LO..HI' perhaps, into RANGE.  */
static void
read_expression (struct reader *r, struct esc_range *range)
{
  struct esc_expr e;
  const char *at = r->at;
  if (!esc_expr_read (&at, &e))
    esc_line_wrong (r, esc_printf (r->arena,
				   "an expression goes wrong at '%.20s'", at));
  range->expr = esc_expr_keep (&r->unit->arena, &e);
  r->at += at - r->at;
  if (esc_line_accept (r, "in"))
    {
      range->lo = esc_line_natural (r);
      if (esc_line_accept (r, ".."))
	range->hi = esc_line_natural (r);
    }
}

static struct esc_range
read_range (struct reader *r)
{
  struct esc_range range = { .hi = UINT64_MAX };
  if (esc_line_accept (r, "?"))
    {
      if (*r->at == '(')
	read_expression (r, &range);
      return range;
    }
  range.lo = range.hi = esc_line_natural (r);
  if (esc_line_accept (r, ".."))
    range.hi = esc_line_natural (r);
  return range;
}

static void
read_call (struct reader *r, esc_ref result, esc_loc loc)
{
  struct esc_call call = { .result = result, .loc = loc };
  esc_ref args[64] = { 0 };
  struct esc_range ranges[64];
  call.callee = esc_line_ref (r);
  esc_line_expect (r, "(");
  while (!esc_line_accept (r, ")") && !r->error)
    {
      if (call.nargs == 64)
	{
	  esc_line_wrong (r, "too many arguments");
	  return;
	}
      ranges[call.nargs] = (struct esc_range) { .hi = UINT64_MAX };
      skip (r);
      if (esc_line_accept (r, "#") || *r->at == '?')
	ranges[call.nargs] = read_range (r);
      else
	{
	  args[call.nargs] = esc_line_ref (r);
	  bool string = esc_line_accept (r, "len");
	  if (string || esc_line_accept (r, "is"))
	    {
	      esc_line_accept (r, "#");
	      ranges[call.nargs] = read_range (r);
	      ranges[call.nargs].string = string;
	    }
	}
      call.nargs++;
      if (*r->at != ')')
	esc_line_expect (r, ",");
    }
  if (esc_line_accept (r, "mem"))
    call.retmem = esc_line_ref (r);
  if (esc_line_accept (r, "chain"))
    call.chain = esc_line_ref (r);
  if (esc_line_accept (r, "noreturn"))
    call.flags |= ESC_CF_NORETURN;
  call.args = esc_alloc (&r->unit->arena, (call.nargs + 1) * sizeof *args);
  call.ranges = esc_alloc (&r->unit->arena, (call.nargs + 1) * sizeof *ranges);
  memcpy (call.args, args, call.nargs * sizeof *args);
  memcpy (call.ranges, ranges, call.nargs * sizeof *ranges);
  struct esc_op op = { .kind = ESC_OP_CALL, .loc = loc };
  op.call = esc_add_call (r->unit, r->fn, &call);
  esc_add_op (r->unit, r->fn, &op);
}

/* ---- Successors.  ---- */

static void
successor (struct reader *r)
{
  struct esc_block *b = &r->fn->blocks[r->fn->nblocks - 1];
  uint32_t *grown = esc_alloc (&r->unit->arena, (b->nsucc + 1)
			       * sizeof *grown);
  if (b->nsucc)
    memcpy (grown, b->succ, b->nsucc * sizeof *grown);
  grown[b->nsucc++] = (uint32_t) esc_line_natural (r);
  b->succ = grown;
}

static void
read_branch (struct reader *r)
{
  struct esc_block *b = &r->fn->blocks[r->fn->nblocks - 1];
  if (!esc_line_accept (r, "goto"))
    {
      b->cmp = ESC_CMP_EQ;
      esc_ref lhs = esc_line_ref (r);
      esc_line_expect (r, "==");
      esc_ref rhs = esc_line_ref (r);
      b = &r->fn->blocks[r->fn->nblocks - 1];
      b->lhs = lhs;
      b->rhs = rhs;
      esc_line_expect (r, "goto");
    }
  successor (r);
  esc_line_expect (r, "else");
  successor (r);
  if (esc_line_accept (r, "mode"))
    {
      b->mode = (uint32_t) esc_line_natural (r) + 1;
      esc_line_expect (r, "is");
      b->mode_value = esc_line_natural (r);
    }
  b->steady = esc_line_accept (r, "steady");
}

/* ---- Flows.  ---- */

/* What starts with `V =' or `*('.  */
static void
read_flow (struct reader *r, esc_loc loc)
{
  struct esc_op op = { .loc = loc };
  if (esc_line_accept (r, "*("))
    {
      op.kind = ESC_OP_STORE;
      op.dst = esc_line_ref (r);
      op.at = esc_line_offset (r);
      esc_line_expect (r, ")");
      skip (r);
      if (*r->at != '=')
	op.len = esc_line_natural (r);
      esc_line_expect (r, "=");
      op.src = esc_line_ref (r);
      if (esc_line_accept (r, "weak"))
	op.flags |= ESC_PF_WEAK;
      if (esc_line_accept (r, "element"))
	{
	  op.element = (uint32_t) esc_line_natural (r);
	  op.soff = esc_line_integer (r);
	}
    }
  else
    {
      op.dst = esc_line_ref (r);
      esc_line_expect (r, "=");
      if (esc_line_accept (r, "call"))
	{
	  read_call (r, op.dst, loc);
	  return;
	}
      if (esc_line_accept (r, "*("))
	{
	  op.kind = ESC_OP_LOAD;
	  op.src = esc_line_ref (r);
	  op.at = esc_line_offset (r);
	  esc_line_expect (r, ")");
	  skip (r);
	  if (*r->at)
	    op.len = esc_line_natural (r);
	}
      else
	{
	  op.kind = esc_line_accept (r, "phi") ? ESC_OP_PHI : ESC_OP_COPY;
	  op.src = esc_line_ref (r);
	  if (op.kind == ESC_OP_PHI)
	    {
	      esc_line_expect (r, "from");
	      op.soff = esc_line_integer (r);
	    }
	  op.at = esc_line_offset (r);
	}
    }
  if (!r->error)
    esc_add_op (r->unit, r->fn, &op);
}

static void
read_move (struct reader *r, esc_loc loc)
{
  struct esc_op op = { .kind = ESC_OP_MOVE, .loc = loc };
  esc_line_expect (r, "*(");
  op.dst = esc_line_ref (r);
  op.at = esc_line_offset (r);
  esc_line_expect (r, ")");
  esc_line_expect (r, "=");
  esc_line_expect (r, "*(");
  op.src = esc_line_ref (r);
  op.soff = esc_line_offset (r).off;
  esc_line_expect (r, ")");
  skip (r);
  if (*r->at)
    op.len = esc_line_natural (r);
  if (!r->error)
    esc_add_op (r->unit, r->fn, &op);
}

static void
read_simple (struct reader *r, enum esc_opkind kind, esc_loc loc)
{
  struct esc_op op = { .kind = (uint8_t) kind, .loc = loc };
  op.src = esc_line_ref (r);
  op.at = esc_line_offset (r);
  if (kind == ESC_OP_USE && esc_line_accept (r, "write"))
    op.flags |= ESC_PF_WRITE;
  if (!r->error)
    esc_add_op (r->unit, r->fn, &op);
}

void
esc_graphio_code (struct reader *r)
{
  esc_loc loc = esc_line_position (r);
  if (esc_line_accept (r, "call"))
    read_call (r, 0, loc);
  else if (esc_line_accept (r, "move"))
    read_move (r, loc);
  else if (esc_line_accept (r, "die"))
    read_simple (r, ESC_OP_DIE, loc);
  else if (esc_line_accept (r, "ret"))
    read_simple (r, ESC_OP_RET, loc);
  else if (esc_line_accept (r, "leak"))
    read_simple (r, ESC_OP_LEAK, loc);
  else if (esc_line_accept (r, "use"))
    read_simple (r, ESC_OP_USE, loc);
  else if (esc_line_accept (r, "goto"))
    {
      for (skip (r); isdigit ((unsigned char) *r->at) && !r->error; skip (r))
	successor (r);
      r->fn->blocks[r->fn->nblocks - 1].steady = esc_line_accept (r, "steady");
    }
  else if (esc_line_accept (r, "if"))
    read_branch (r);
  else
    read_flow (r, loc);
}
