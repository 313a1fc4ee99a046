/* lower-emit.cc - flows of the statement that is being lowered.

   Owns:    the form of each kind of op.
   Input:   places and values; body->stmt and body->loc.
   Output:  ops of body->fn.  A place without a base is memory at a fixed address:
            what goes there leaks, what comes from there may be anything.
   Not handled: which flows a statement has (lower-*.cc).  */

#include "plugin.h"

void
esc_emit (struct esc_body *body, struct esc_op op)
{
  op.loc = body->loc;
  op.host = body->stmt;
  if (op.kind == ESC_OP_CALL || op.kind == ESC_OP_DIE)
    body->epoch++;
  esc_add_op (body->unit, body->fn, &op);
}

void
esc_emit_copy (struct esc_body *body, esc_ref dst, struct esc_place from)
{
  if (!dst || !from.base)
    return;
  struct esc_op op = {};
  op.kind = ESC_OP_COPY;
  op.dst = dst;
  op.src = from.base;
  op.at = from.at;
  esc_emit (body, op);
}

void
esc_emit_unknown (struct esc_body *body, esc_ref dst)
{
  if (!dst)
    return;
  struct esc_place from = {};
  from.base = esc_unknown (body);
  esc_emit_copy (body, dst, from);
}

void
esc_emit_leak (struct esc_body *body, esc_ref src)
{
  if (!src)
    return;
  struct esc_op op = {};
  op.kind = ESC_OP_LEAK;
  op.src = src;
  esc_emit (body, op);
}

void
esc_emit_load (struct esc_body *body, esc_ref dst, struct esc_place from,
	       uint64_t len)
{
  if (!dst)
    return;
  if (!from.base)
    {
      /* Memory at a fixed address.  */
      esc_emit_unknown (body, dst);
      return;
    }
  struct esc_op op = {};
  op.kind = ESC_OP_LOAD;
  op.dst = dst;
  op.src = from.base;
  op.at = from.at;
  op.len = len;
  esc_emit (body, op);
}

void
esc_emit_store (struct esc_body *body, struct esc_place to, esc_ref src,
		uint64_t len, unsigned flags)
{
  if (!to.base)
    {
      esc_emit_leak (body, src);
      return;
    }
  struct esc_op op = {};
  op.kind = ESC_OP_STORE;
  op.flags = (uint8_t) flags;
  op.dst = to.base;
  op.src = src;
  op.at = to.at;
  op.len = len;
  op.element = body->element;
  op.soff = body->element ? body->element_bytes : 0;
  esc_emit (body, op);
}

void
esc_emit_move (struct esc_body *body, struct esc_place to,
	       struct esc_place from, uint64_t len)
{
  if (!to.base)
    {
      /* To a fixed address: what is there could be found by anyone.  */
      if (from.base)
	{
	  esc_ref temp = esc_temp (body);
	  from.at.stride = 1;
	  from.at.count = 0;
	  esc_emit_load (body, temp, from, 0);
	  esc_emit_leak (body, temp);
	}
      return;
    }
  if (from.base && from.at.stride)
    {
      from.base = esc_place_ref (body, from);
      from.at = {};
    }
  struct esc_op op = {};
  op.kind = ESC_OP_MOVE;
  op.dst = to.base;
  op.src = from.base;
  op.at = to.at;
  op.soff = from.at.off;
  op.len = len;
  esc_emit (body, op);
}

void
esc_emit_use (struct esc_body *body, tree ref, bool write)
{
  while (handled_component_p (ref))
    ref = TREE_OPERAND (ref, 0);
  if (VAR_P (ref) && auto_var_p (ref) && !AGGREGATE_TYPE_P (TREE_TYPE (ref)))
    {
      esc_ref obj = esc_lower_decl (body, ref);
      esc_object (body->unit, body->fn, obj)->flags |= ESC_OF_TOUCHED;
    }
  if (write && !(DECL_P (ref) && auto_var_p (ref)))
    body->fn->nother++;
  if (TREE_CODE (ref) != MEM_REF
      || TREE_CODE (TREE_OPERAND (ref, 0)) != SSA_NAME)
    return;
  tree ssa = TREE_OPERAND (ref, 0);
  /* Once is enough as long as nothing could end what it points to.  */
  uint32_t *last = &body->used[SSA_NAME_VERSION (ssa)];
  if (*last >= 2 * body->epoch + write)
    return;
  *last = 2 * body->epoch + write;
  struct esc_op op = {};
  op.kind = ESC_OP_USE;
  op.flags = write ? ESC_PF_WRITE : 0;
  op.src = esc_lower_ssa (body, ssa);
  if (op.src)
    esc_emit (body, op);
}
