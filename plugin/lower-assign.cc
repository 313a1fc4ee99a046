/* lower-assign.cc - assignments as flows.

   Owns:    loads, stores, copies of whole memory, the ends of variables.
   Input:   a GIMPLE_ASSIGN; and REF = OP of others (esc_lower_store).
   Output:  ops of body->fn.
   Not handled: expressions that read no memory (lower-expr.cc).  */

#include "plugin.h"

/* Pointers of one structure that are copied by name.  */
#define MAX_FIELDS 16

/* Stores of values.  */

/* The memory that the narrow value SSA was loaded from, through copies, casts
   and merges; up to MAX places in OUT.  */
static unsigned
loads_behind (struct esc_body *body, tree ssa, uint64_t size, int depth,
	      struct esc_place *out, unsigned n, unsigned max)
{
  if (TREE_CODE (ssa) != SSA_NAME || depth > 4 || n == max)
    return n;
  gimple *def = SSA_NAME_DEF_STMT (ssa);
  if (gphi *phi = dyn_cast <gphi *> (def))
    for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
      n = loads_behind (body, gimple_phi_arg_def (phi, i), size, depth + 1,
			out, n, max);
  else if (gimple_assign_cast_p (def) || gimple_assign_ssa_name_copy_p (def))
    n = loads_behind (body, gimple_assign_rhs1 (def), size, depth + 1, out, n,
		      max);
  else if (gimple_assign_single_p (def)
	   && esc_memory_p (gimple_assign_rhs1 (def))
	   && esc_type_size (TREE_TYPE (ssa)) == size)
    {
      out[n] = esc_lower_place (body, gimple_assign_rhs1 (def));
      n += out[n].base != 0;
    }
  return n;
}

void
esc_lower_store (struct esc_body *body, tree ref, tree op)
{
  struct esc_place to = esc_lower_place (body, ref);
  tree type = TREE_TYPE (ref);
  uint64_t size = esc_type_size (type);
  struct esc_place wide = {};
  wide.base = esc_wide_memory (body, op);
  if (wide.base)
    {
      esc_emit_move (body, to, wide, size);
      return;
    }
  if (esc_value_type_p (type))
    {
      esc_ref src = esc_lower_address (body, op);
      bool one = size <= POINTER_SIZE_UNITS || !src;
      body->element = esc_element_of (ref, &body->element_bytes);
      esc_emit_store (body, one ? to : esc_any_word (to, size), src,
		      one ? size : POINTER_SIZE_UNITS, one ? 0 : ESC_PF_WEAK);
      body->element = 0;
      return;
    }
  /* A loop that copies bytes copies addresses; so does one over doubles.  */
  struct esc_place from[4];
  unsigned n = loads_behind (body, op, size, 0, from, 0, 4);
  for (unsigned i = 0; i < n; i++)
    esc_emit_move (body, to, from[i], size);
  if (n == 0 && size >= POINTER_SIZE_UNITS)
    esc_emit_store (body, to, 0, size, 0);
  else if (n == 0)
    esc_emit_use (body, ref, true);
}

/* Copies of whole memory.  */

/* Whether BASE may be memory that the function did not make.  */
static bool
outside_p (struct esc_body *body, esc_ref base)
{
  if (!ESC_IS_OBJ (base))
    return base != 0;
  uint8_t kind = esc_object (body->unit, body->fn, base)->kind;
  return kind == ESC_O_GLOBAL || kind == ESC_O_PARAM || kind == ESC_O_RESULT;
}

/* Copy each pointer of a TYPE at FROM to TO, at most *ROOM.  */
static void
copy_pointers (struct esc_body *body, tree type, struct esc_place to,
	       struct esc_place from, unsigned *room)
{
  if (POINTER_TYPE_P (type))
    {
      if (!*room)
	return;
      --*room;
      esc_ref temp = esc_temp (body);
      esc_emit_load (body, temp, from, POINTER_SIZE_UNITS);
      esc_emit_store (body, to, temp, POINTER_SIZE_UNITS, 0);
    }
  else if (TREE_CODE (type) == ARRAY_TYPE)
    {
      uint64_t step = esc_type_size (TREE_TYPE (type));
      uint64_t size = esc_type_size (type);
      for (uint64_t at = 0; step && at < size && *room; at += step)
	{
	  unsigned before = *room;
	  copy_pointers (body, TREE_TYPE (type), to, from, room);
	  if (*room == before)
	    return;
	  to.at.off += (int64_t) step;
	  from.at.off += (int64_t) step;
	}
    }
  else if (RECORD_OR_UNION_TYPE_P (type))
    for (tree f = TYPE_FIELDS (type); f && *room; f = DECL_CHAIN (f))
      {
	if (TREE_CODE (f) != FIELD_DECL || DECL_BIT_FIELD (f)
	    || TREE_CODE (DECL_FIELD_OFFSET (f)) != INTEGER_CST)
	  continue;
	struct esc_place t = to, s = from;
	t.at.off += int_byte_position (f);
	s.at.off += int_byte_position (f);
	copy_pointers (body, TREE_TYPE (f), t, s, room);
      }
}

/* LHS, memory of a type that is no register's, is set.  */
static void
lower_aggregate (struct esc_body *body, gassign *stmt, tree lhs)
{
  tree rhs = gimple_assign_rhs1 (stmt);
  tree bytes = TYPE_SIZE_UNIT (TREE_TYPE (lhs));
  uint64_t size = esc_type_size (TREE_TYPE (lhs));
  /* Too small for an address, or empty.  */
  if (bytes && TREE_CODE (bytes) == INTEGER_CST && size < POINTER_SIZE_UNITS)
    {
      esc_emit_use (body, rhs, false);
      esc_emit_use (body, lhs, true);
      return;
    }
  struct esc_place nothing = {};
  switch (TREE_CODE (rhs))
    {
    case CONSTRUCTOR:
      if (CONSTRUCTOR_NELTS (rhs) != 0)
	{
	  esc_lower_default (body, stmt);
	  return;
	}
      gcc_fallthrough ();
    case STRING_CST:
      esc_emit_move (body, esc_lower_place (body, lhs), nothing, size);
      return;
    default:
      if (!esc_memory_p (rhs))
	{
	  esc_lower_default (body, stmt);
	  return;
	}
      {
	struct esc_place to = esc_lower_place (body, lhs);
	struct esc_place from = esc_lower_place (body, rhs);
	unsigned room = MAX_FIELDS;
	esc_emit_move (body, to, from, size);
	/* What memory from outside holds comes into being when it is read: name
	   the pointers that go from there to another such place.  */
	if (outside_p (body, to.base) && outside_p (body, from.base))
	  copy_pointers (body, TREE_TYPE (lhs), to, from, &room);
      }
      return;
    }
}

/* Assignments.  */

/* The death of the variable LHS.  */
static void
lower_death (struct esc_body *body, tree lhs)
{
  if (!VAR_P (lhs) || is_global_var (lhs))
    return;
  struct esc_op op = {};
  op.kind = ESC_OP_DIE;
  op.src = esc_lower_decl (body, lhs);
  if (op.src && body->fn->objs[op.src & ESC_REF_INDEX].kind != ESC_O_TEMP)
    esc_emit (body, op);
}

static bool
bit_field_p (tree ref)
{
  return TREE_CODE (ref) == BIT_FIELD_REF
	 || (TREE_CODE (ref) == COMPONENT_REF
	     && DECL_BIT_FIELD (TREE_OPERAND (ref, 1)));
}

/* LHS, memory, is set.  */
static void
lower_memory (struct esc_body *body, gassign *stmt, tree lhs)
{
  tree rhs = gimple_assign_rhs1 (stmt);
  if (!is_gimple_reg_type (TREE_TYPE (lhs)))
    lower_aggregate (body, stmt, lhs);
  else if (bit_field_p (lhs))
    {
      /* Bits of a word: they do not overwrite the rest of it.  */
      esc_ref src = esc_lower_address (body, rhs);
      if (src)
	esc_emit_store (body, esc_lower_place (body, lhs), src,
			esc_type_size (TREE_TYPE (lhs)), ESC_PF_WEAK);
      else
	esc_emit_use (body, lhs, true);
    }
  else if (gimple_assign_single_p (stmt) && !esc_memory_p (rhs))
    {
      if (TREE_CODE (rhs) == SSA_NAME || TREE_CODE (rhs) == ADDR_EXPR
	  || CONSTANT_CLASS_P (rhs))
	esc_lower_store (body, lhs, rhs);
      else
	esc_lower_default (body, stmt);
    }
  else if (gimple_assign_single_p (stmt))
    esc_emit_move (body, esc_lower_place (body, lhs),
		   esc_lower_place (body, rhs),
		   esc_type_size (TREE_TYPE (lhs)));
  else
    esc_lower_default (body, stmt);
}

/* LHS, an SSA name, is loaded from RHS.  */
static void
lower_load (struct esc_body *body, tree lhs, tree rhs)
{
  uint64_t size = esc_type_size (TREE_TYPE (lhs));
  struct esc_place wide = {};
  wide.base = esc_wide_memory (body, lhs);
  if (wide.base)
    {
      esc_emit_move (body, wide, esc_lower_place (body, rhs), size);
      return;
    }
  esc_ref dst = esc_lower_ssa (body, lhs);
  if (dst)
    esc_emit_load (body, dst,
		   esc_any_word (esc_lower_place (body, rhs), size),
		   size <= POINTER_SIZE_UNITS ? size : POINTER_SIZE_UNITS);
  else
    esc_emit_use (body, rhs, false);
}

void
esc_lower_assign (struct esc_body *body, gassign *stmt)
{
  tree lhs = gimple_assign_lhs (stmt);
  tree rhs = gimple_assign_rhs1 (stmt);
  if (gimple_clobber_p (stmt))
    {
      /* The other kinds say that nothing of value is in it.  */
      if (esc_gcc_scope_end_p (stmt))
	lower_death (body, lhs);
    }
  else if (TREE_CODE (lhs) != SSA_NAME)
    lower_memory (body, stmt, lhs);
  else if (gimple_assign_single_p (stmt) && esc_memory_p (rhs))
    lower_load (body, lhs, rhs);
  else
    esc_lower_expression (body, stmt, lhs);
}
