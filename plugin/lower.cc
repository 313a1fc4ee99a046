/* lower.cc - statements of GIMPLE as flows of the escape graph.

   Owns:    the walk over a unit's functions, blocks and statements: ONE switch
            over the kinds of statement, with a reason per case.
   Input:   the bodies as they are right after SSA construction, at any -O.
   Output:  a complete struct esc_unit.  GCC's own data is only read.
   Not handled: calls (lower-call.cc), asm and built-ins (lower-builtin.cc),
            operands (lower-ref.cc), branches (lower-cfg.cc), what precedes the
            first statement (lower-fn.cc).

   What is not understood is treated as the worst, and counted: everything that
   it names leaks, everything that it sets may be anything.  */

#include "plugin.h"

/* Flows.  */

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

void
esc_lower_default (struct esc_body *body, gimple *stmt)
{
  body->fn->ndefault++;
  tree lhs = gimple_get_lhs (stmt);
  for (unsigned i = 0; i < gimple_num_ops (stmt); i++)
    {
      tree op = gimple_op (stmt, i);
      if (!op || op == lhs)
	continue;
      if (TREE_CODE (op) == SSA_NAME || TREE_CODE (op) == ADDR_EXPR)
	esc_emit_leak (body, esc_lower_address (body, op));
      else if (esc_memory_p (op))
	{
	  struct esc_place nowhere = {};
	  esc_emit_move (body, nowhere, esc_lower_place (body, op), 0);
	}
    }
  if (!lhs)
    return;
  if (TREE_CODE (lhs) == SSA_NAME)
    esc_emit_unknown (body, esc_lower_ssa (body, lhs));
  else if (esc_memory_p (lhs))
    {
      esc_ref temp = esc_temp (body);
      esc_emit_unknown (body, temp);
      esc_emit_store (body, esc_lower_place (body, lhs), temp,
		      esc_type_size (TREE_TYPE (lhs)), ESC_PF_WEAK);
    }
}

/* Assignments.  */

/* Whether the integer SSA was made from a pointer not far above; LOADS: or
   loaded from memory, where a pointer may have been put.  */
static bool
was_pointer_p (tree ssa, bool loads, int depth)
{
  if (TREE_CODE (ssa) != SSA_NAME || depth > 6)
    return false;
  if (POINTER_TYPE_P (TREE_TYPE (ssa)))
    return true;
  gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (ssa));
  if (!def || !esc_value_type_p (TREE_TYPE (ssa)))
    return false;
  tree a = gimple_assign_rhs1 (def);
  switch (gimple_assign_rhs_code (def))
    {
    CASE_CONVERT:
    case SSA_NAME:
      return was_pointer_p (a, loads, depth + 1);
    case PLUS_EXPR:
    case BIT_IOR_EXPR:
      return was_pointer_p (a, loads, depth + 1)
	     || was_pointer_p (gimple_assign_rhs2 (def), loads, depth + 1);
    case BIT_AND_EXPR:
    case MINUS_EXPR:
      /* A difference of addresses is none.  */
      return was_pointer_p (a, loads, depth + 1)
	     && !was_pointer_p (gimple_assign_rhs2 (def), loads, depth + 1);
    default:
      return loads && gimple_assign_single_p (def) && esc_memory_p (a);
    }
}

/* DST = OP with ADD added.  */
static void
copy_with (struct esc_body *body, esc_ref dst, tree op, struct esc_off add)
{
  struct esc_place from = esc_lower_operand (body, op);
  from.at = esc_off_add (from.at, add);
  esc_emit_copy (body, dst, from);
}

/* LHS, an SSA name, is set by an expression that reads no memory.  */
static void
lower_expression (struct esc_body *body, gassign *stmt, tree lhs)
{
  struct esc_off none = {}, tag = { 0, 1, 0 };
  esc_ref dst = esc_lower_ssa (body, lhs);
  tree a = gimple_assign_rhs1 (stmt);
  tree b = gimple_num_ops (stmt) > 2 ? gimple_assign_rhs2 (stmt) : NULL_TREE;
  switch (gimple_assign_rhs_code (stmt))
    {
    CASE_CONVERT:
    case SSA_NAME:
    case ADDR_EXPR:
    case PAREN_EXPR:
    case ADDR_SPACE_CONVERT_EXPR:
      /* The same bits.  An integer too narrow for an address has no DST; but a
	 bit-field of 48 bits has room for one.  */
      copy_with (body, dst, a, none);
      if (!dst && INTEGRAL_TYPE_P (TREE_TYPE (lhs))
	  && TYPE_PRECISION (TREE_TYPE (lhs)) > 32
	  && was_pointer_p (a, false, 0))
	esc_emit_leak (body, esc_lower_address (body, a));
      return;

    case VIEW_CONVERT_EXPR:
    case REALPART_EXPR:
    case IMAGPART_EXPR:
    case BIT_FIELD_REF:
      /* Part of an SSA name, or the whole under another type.  */
      while (handled_component_p (a))
	a = TREE_OPERAND (a, 0);
      copy_with (body, dst, a, none);
      return;

    case POINTER_PLUS_EXPR:
      copy_with (body, dst, a, esc_lower_offset (b));
      return;

    case PLUS_EXPR:
      /* Integers: either may be the address.  */
      if (dst)
	{
	  copy_with (body, dst, a, esc_lower_offset (b));
	  copy_with (body, dst, b, esc_lower_offset (a));
	}
      return;

    case MINUS_EXPR:
      if (dst && !was_pointer_p (b, false, 0))
	{
	  struct esc_off off = esc_lower_offset (b);
	  off.off = (int64_t) -(uint64_t) off.off;
	  off.count = 0;
	  copy_with (body, dst, a, off);
	}
      return;

    case BIT_AND_EXPR:
      /* The low bits of an address are none.  */
      if (TREE_CODE (b) == INTEGER_CST && tree_fits_uhwi_p (b)
	  && tree_to_uhwi (b) < 4096)
	return;
      gcc_fallthrough ();
    case BIT_IOR_EXPR:
      /* A tag put on, or taken off.  */
      copy_with (body, dst, a, tag);
      copy_with (body, dst, b, tag);
      return;

    case MIN_EXPR:
    case MAX_EXPR:
      copy_with (body, dst, a, none);
      copy_with (body, dst, b, none);
      return;

    case COND_EXPR:
    case VEC_COND_EXPR:
      copy_with (body, dst, b, none);
      copy_with (body, dst, gimple_assign_rhs3 (stmt), none);
      return;

    case COMPLEX_EXPR:
    case VEC_PERM_EXPR:
    case BIT_INSERT_EXPR:
      /* Several in one.  */
      copy_with (body, dst, a, none);
      copy_with (body, dst, b, none);
      return;

    case CONSTRUCTOR:
      {
	unsigned i;
	tree item;
	FOR_EACH_CONSTRUCTOR_VALUE (CONSTRUCTOR_ELTS (a), i, item)
	  copy_with (body, dst, item, none);
	return;
      }

    case BIT_XOR_EXPR:
      /* An address in disguise (XOR lists, mangled pointers): it cannot be
	 followed.  */
      if (was_pointer_p (a, true, 0))
	esc_emit_leak (body, esc_lower_ssa (body, a));
      if (was_pointer_p (b, true, 0))
	esc_emit_leak (body, esc_lower_ssa (body, b));
      return;

    case BIT_NOT_EXPR:
    case NEGATE_EXPR:
    case MULT_EXPR:
    case MULT_HIGHPART_EXPR:
    case TRUNC_DIV_EXPR:
    case EXACT_DIV_EXPR:
    case LSHIFT_EXPR:
    case RSHIFT_EXPR:
    case LROTATE_EXPR:
    case RROTATE_EXPR:
      /* One word of several goes where another was.  */
      if (esc_type_size (TREE_TYPE (lhs)) > POINTER_SIZE_UNITS)
	{
	  copy_with (body, dst, a, none);
	  return;
	}
      /* The same, and more often a hash of the address; rarely of a number
	 that was loaded, which therefore does not count.  */
      if (was_pointer_p (a, false, 0))
	esc_emit_leak (body, esc_lower_ssa (body, a));
      if (b && was_pointer_p (b, false, 0))
	esc_emit_leak (body, esc_lower_ssa (body, b));
      return;

    case TRUNC_MOD_EXPR:
    case POINTER_DIFF_EXPR:
    case INTEGER_CST:
    case REAL_CST:
    case COMPLEX_CST:
    case VECTOR_CST:
    case STRING_CST:
    case ABS_EXPR:
    case ABSU_EXPR:
    case FIX_TRUNC_EXPR:
      /* No address comes of it.  */
      return;

    default:
      /* Comparisons and other expressions of a type that holds no address.  */
      if (!dst || TREE_CODE_CLASS (gimple_assign_rhs_code (stmt))
		  == tcc_comparison)
	return;
      if (VECTOR_TYPE_P (TREE_TYPE (lhs))
	  || TREE_CODE (TREE_TYPE (lhs)) == COMPLEX_TYPE)
	{
	  /* Arithmetic on what are numbers, nearly always.  */
	  copy_with (body, dst, a, tag);
	  if (b)
	    copy_with (body, dst, b, tag);
	  return;
	}
      esc_lower_default (body, stmt);
      return;
    }
}

/* LHS, memory of a type that is no register's, is set.  */
/* Pointers of one structure that are copied by name.  */
#define MAX_FIELDS 16

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

static void
lower_assign (struct esc_body *body, gassign *stmt)
{
  tree lhs = gimple_assign_lhs (stmt);
  tree rhs = gimple_assign_rhs1 (stmt);
  if (gimple_clobber_p (stmt))
    {
      /* The other kinds say that nothing of value is in it.  */
      if (esc_gcc_scope_end_p (stmt))
	lower_death (body, lhs);
      return;
    }
  if (TREE_CODE (lhs) != SSA_NAME)
    {
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
      return;
    }
  if (gimple_assign_single_p (stmt) && esc_memory_p (rhs))
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
	esc_emit_load (body, dst, esc_any_word (esc_lower_place (body, rhs),
						size),
		       size <= POINTER_SIZE_UNITS ? size : POINTER_SIZE_UNITS);
      else
	esc_emit_use (body, rhs, false);
      return;
    }
  lower_expression (body, stmt, lhs);
}

/* Returns.  */

/* Whether VALUE is the constant 0.  */
static bool
null_p (tree value)
{
  if (TREE_CODE (value) == SSA_NAME)
    {
      gimple *def = SSA_NAME_DEF_STMT (value);
      if (!gimple_assign_single_p (def))
	return false;
      value = gimple_assign_rhs1 (def);
    }
  return integer_zerop (value);
}

/* VAR, whose address was folded away: with optimisation it is no memory any
   more.  */
static esc_ref
folded_object (struct esc_body *body, tree var)
{
  esc_ref ref = esc_lower_decl (body, var);
  struct esc_obj *o = esc_object (body->unit, body->fn, ref);
  o->flags |= ESC_OF_TOUCHED;
  unsigned i = 0;
  for (tree p = DECL_ARGUMENTS (body->decl); p; p = DECL_CHAIN (p), i++)
    if (p == var)
      {
	o->kind = ESC_O_PARAM;
	o->param = (uint16_t) i;
      }
  return ref;
}

static void
emit_return (struct esc_body *body, tree value)
{
  struct esc_op op = {};
  op.kind = ESC_OP_RET;
  op.src = value ? esc_lower_address (body, value) : 0;
  tree folded = value && null_p (value)
		? esc_folded_return (body->decl, body->loc) : NULL_TREE;
  if (folded)
    op.src = folded_object (body, folded);
  esc_emit (body, op);
}

static void
lower_return (struct esc_body *body, greturn *stmt)
{
  tree value = gimple_return_retval (stmt);
  if (value && (VAR_P (value) || TREE_CODE (value) == PARM_DECL)
      && value != body->result_alias)
    {
      /* A variable is returned directly.  */
      tree type = TREE_TYPE (value);
      if (is_gimple_reg_type (type))
	{
	  struct esc_op op = {};
	  op.kind = ESC_OP_RET;
	  if (esc_value_type_p (type))
	    {
	      op.src = esc_temp (body);
	      esc_emit_load (body, op.src, esc_lower_place (body, value),
			     esc_type_size (type));
	    }
	  esc_emit (body, op);
	  return;
	}
      struct esc_place to = {};
      to.base = esc_lower_decl (body, DECL_RESULT (body->decl));
      esc_emit_move (body, to, esc_lower_place (body, value),
		     esc_type_size (type));
    }
  /* The others were decided where lower-fn.cc says.  */
  if (!value || !is_gimple_val (value)
      || !esc_value_type_p (TREE_TYPE (value)))
    emit_return (body, NULL_TREE);
}

/* The results that are decided before BB ends.  */
static void
lower_decided (struct esc_body *body, basic_block bb)
{
  for (uint32_t i = body->ret_of[bb->index]; i; i = body->rets[i].next)
    {
      body->stmt = body->rets[i].stmt;
      body->loc = body->rets[i].loc;
      emit_return (body, body->rets[i].value);
    }
}

static void
lower_statement (struct esc_body *body, gimple *stmt)
{
  location_t loc = gimple_location (stmt);
  body->stmt = stmt;
  body->loc = LOCATION_LOCUS (loc) <= BUILTINS_LOCATION ? 0 : loc;
  body->fn->nstmts++;
  if (gimple_has_volatile_ops (stmt) && !gimple_clobber_p (stmt))
    body->fn->flags |= ESC_FF_ACTS;
  switch (gimple_code (stmt))
    {
    case GIMPLE_ASSIGN:
      lower_assign (body, as_a <gassign *> (stmt));
      break;
    case GIMPLE_CALL:
      esc_lower_call (body, as_a <gcall *> (stmt));
      break;
    case GIMPLE_ASM:
      esc_lower_asm (body, as_a <gasm *> (stmt));
      break;
    case GIMPLE_RETURN:
      lower_return (body, as_a <greturn *> (stmt));
      break;
    case GIMPLE_DEBUG:
      /* Not there with other options: it must make no difference.  */
      body->fn->nstmts--;
      break;
    case GIMPLE_COND:
    case GIMPLE_SWITCH:
    case GIMPLE_GOTO:
      /* Control flow: from the edges.  A label's address is no object.  */
    case GIMPLE_LABEL:
    case GIMPLE_NOP:
    case GIMPLE_PREDICT:
    case GIMPLE_RESX:
    case GIMPLE_EH_DISPATCH:
      /* Nothing moves.  */
      break;
    default:
      esc_lower_default (body, stmt);
      break;
    }
}

/* Blocks.  */

static void
lower_phi (struct esc_body *body, gphi *phi)
{
  tree result = gimple_phi_result (phi);
  esc_ref dst = virtual_operand_p (result) ? 0 : esc_lower_ssa (body, result);
  if (!dst)
    return;
  body->stmt = phi;
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
    {
      struct esc_place from
	= esc_lower_operand (body, gimple_phi_arg_def (phi, i));
      location_t loc = gimple_phi_arg_location (phi, i);
      body->loc = LOCATION_LOCUS (loc) <= BUILTINS_LOCATION ? 0 : loc;
      struct esc_op op = {};
      op.kind = ESC_OP_PHI;
      op.dst = dst;
      op.src = from.base;
      op.at = from.at;
      op.soff = body->index_of[gimple_phi_arg_edge (phi, i)->src->index];
      esc_emit (body, op);
    }
}

/* -fstack-reuse=none leaves no marks at the ends of scopes.  Then a scope has
   ended where a statement outside of it runs: STMT, when FIRST the first one of
   its block, else after one of scope *LAST.  */
static void
lower_scope_change (struct esc_body *body, gimple *stmt, bool first,
		    uint32_t *last)
{
  tree block = gimple_block (stmt);
  uint32_t scope = block ? esc_map_get (&body->scopes, esc_key (block)) : 0;
  if (!scope || is_gimple_debug (stmt))
    return;
  scope--;
  if (!first && scope == *last)
    return;
  *last = scope;
  for (uint32_t i = 1; i < body->fn->nobjs; i++)
    {
      const struct esc_obj *o = &body->fn->objs[i];
      if (!o->scope || o->kind == ESC_O_TEMP || o->kind == ESC_O_VLA
	  || esc_scope_encloses (body->fn, o->scope, scope))
	continue;
      struct esc_op op = {};
      op.kind = ESC_OP_DIE;
      op.src = ESC_REF_OBJ | i;
      esc_emit (body, op);
    }
}

static void
lower_block (struct esc_body *body, basic_block bb, uint32_t index)
{
  bool first = true;
  uint32_t last = 0;
  body->epoch++;
  for (gphi_iterator i = gsi_start_phis (bb); !gsi_end_p (i); gsi_next (&i))
    lower_phi (body, i.phi ());
  for (gimple_stmt_iterator i = gsi_start_bb (bb); !gsi_end_p (i);
       gsi_next (&i))
    {
      if (flag_stack_reuse == SR_NONE)
	{
	  lower_scope_change (body, gsi_stmt (i), first, &last);
	  first = false;
	}
      lower_statement (body, gsi_stmt (i));
    }
  lower_decided (body, bb);
  esc_lower_successors (body, bb, index);
}

/* The unit.  */

static void
lower_body (struct esc_lowering *lw, tree fndecl)
{
  struct esc_body body = {};
  body.lw = lw;
  body.unit = lw->unit;
  body.fn = esc_lower_fndecl (lw, fndecl);
  body.fun = DECL_STRUCT_FUNCTION (fndecl);
  body.decl = fndecl;
  if (body.fn->flags & ESC_FF_BODY)
    return;			/* one name, two bodies: the first counts */
  esc_begin_body (&body);

  basic_block bb, first = single_succ (ENTRY_BLOCK_PTR_FOR_FN (body.fun));
  bool open = !body.own_entry;
  if (!open)
    {
      struct esc_block *entry = &body.fn->blocks[0];
      entry->succ = (uint32_t *) esc_alloc (&body.unit->arena,
					    sizeof *entry->succ);
      entry->succ[0] = (uint32_t) body.index_of[first->index];
      entry->nsucc = 1;
    }
  FOR_EACH_BB_FN (bb, body.fun)
    {
      uint32_t index = open ? 0 : esc_add_block (body.unit, body.fn);
      open = false;
      lower_block (&body, bb, index);
    }
  esc_scope_literals (&body);
  esc_arena_free (&body.arena);
}

static int
by_order (const void *a, const void *b)
{
  const struct cgraph_node *x = *(const struct cgraph_node *const *) a;
  const struct cgraph_node *y = *(const struct cgraph_node *const *) b;
  return x->order < y->order ? -1 : x->order > y->order;
}

struct esc_unit *
esc_lower_unit (void)
{
  struct esc_lowering lw = {};
  lw.unit = esc_unit_new (main_input_filename ? main_input_filename : "-",
			  POINTER_SIZE_UNITS);
  lw.unit->host.ctx = lw.unit;
  lw.unit->host.expand = esc_expand_location;
  lw.unit->host.range = esc_bound_argument;
  lw.unit->host.length = esc_bound_length;
  lw.unit->host.program = esc_lower_program;

  auto_vec<struct cgraph_node *, 64> nodes;
  struct cgraph_node *node;
  FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node)
    if (!node->inlined_to && esc_lowered_p (node->decl))
      nodes.safe_push (node);
  nodes.qsort (by_order);
  unsigned i;
  FOR_EACH_VEC_ELT (nodes, i, node)
    lower_body (&lw, node->decl);
  esc_lower_initializers (&lw);
  esc_arena_free (&lw.arena);
  return lw.unit;
}
