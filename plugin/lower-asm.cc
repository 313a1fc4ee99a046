/* lower-asm.cc - asm as flows of the escape graph.

   Owns:    what an asm statement may do with addresses.
   Input:   GIMPLE_ASM.  Output: the flows.
   Not handled: what a template says: the inputs leak, and the outputs may be
            anything.  */

#include "plugin.h"

/* The number of the output that the input with CONSTRAINT shares a place with;
   -1: none.  */
static int
tied_output (const char *constraint)
{
  while (*constraint == '%' || *constraint == '=' || *constraint == '+')
    constraint++;
  return ISDIGIT (*constraint) ? atoi (constraint) : -1;
}

void
esc_lower_asm (struct esc_body *body, gasm *stmt)
{
  const char *text = gimple_asm_string (stmt);
  while (ISSPACE (*text))
    text++;
  /* An empty template hides a value from the optimisers and does nothing with
     it.  */
  bool empty = !*text;
  body->fn->flags |= ESC_FF_ACTS;
  for (unsigned i = 0; i < gimple_asm_ninputs (stmt) && !empty; i++)
    {
      tree value = TREE_VALUE (gimple_asm_input_op (stmt, i));
      if (TREE_CODE (value) == SSA_NAME || TREE_CODE (value) == ADDR_EXPR)
	esc_emit_leak (body, esc_lower_address (body, value));
    }
  for (unsigned i = 0; i < gimple_asm_noutputs (stmt); i++)
    {
      tree out = TREE_VALUE (gimple_asm_output_op (stmt, i));
      struct esc_place from = {};
      for (unsigned j = 0; j < gimple_asm_ninputs (stmt); j++)
	{
	  tree in = gimple_asm_input_op (stmt, j);
	  tree c = TREE_VALUE (TREE_PURPOSE (in));
	  if (tied_output (TREE_STRING_POINTER (c)) == (int) i)
	    {
	      from = esc_lower_operand (body, TREE_VALUE (in));
	      from.at = { 0, uint32_t (empty ? 0 : 1), 0 };
	    }
	}
      if (!from.base)
	from.base = esc_unknown (body);
      uint64_t size = esc_type_size (TREE_TYPE (out));
      if (TREE_CODE (out) == SSA_NAME)
	esc_emit_copy (body, esc_lower_ssa (body, out), from);
      else if (size >= POINTER_SIZE_UNITS && !empty)
	esc_emit_store (body, esc_lower_place (body, out),
			esc_place_ref (body, from), size, ESC_PF_WEAK);
    }
}
