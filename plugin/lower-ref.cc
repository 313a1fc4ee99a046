/* lower-ref.cc - operands and memory references of GIMPLE as places of the escape
   graph.

   Owns:    how a reference tree becomes a base and an offset.
   Input:   trees.  Output: places.
   Not handled: statements (lower.cc), which object a base is (lower-decl.cc).

   A reference that is not understood goes to "anywhere in the base" (stride 1,
   count 0); one without a base goes to a constant address.  */

#include "plugin.h"
#include "passes/offset.h"

uint64_t
esc_type_size (tree type)
{
  tree size = TYPE_SIZE_UNIT (type);
  return size && tree_fits_uhwi_p (size) ? tree_to_uhwi (size) : 0;
}

bool
esc_memory_p (tree ref)
{
  while (handled_component_p (ref))
    ref = TREE_OPERAND (ref, 0);
  switch (TREE_CODE (ref))
    {
    case MEM_REF:
    case TARGET_MEM_REF:
    case VAR_DECL:
    case PARM_DECL:
    case RESULT_DECL:
    case STRING_CST:
      return true;
    default:
      return false;
    }
}

/* Offsets.  */

struct esc_off
esc_off_add (struct esc_off a, struct esc_off b)
{
  struct esc_off r = { (int64_t) ((uint64_t) a.off + (uint64_t) b.off), 0, 0 };
  if (!a.stride || !b.stride)
    {
      r.stride = a.stride | b.stride;
      r.count = a.stride ? a.count : b.count;
      return r;
    }
  r.stride = (uint32_t) esc_gcd (a.stride, b.stride);
  if (a.count && b.count)
    {
      /* From the first to the last byte that either can reach, in steps that
	 both keep to.  */
      uint64_t span = (uint64_t) a.stride * (a.count - 1)
		      + (uint64_t) b.stride * (b.count - 1);
      uint64_t count = span / r.stride + 1;
      r.count = count > UINT32_MAX ? 0 : (uint32_t) count;
    }
  return r;
}

static struct esc_off
anywhere (struct esc_off at)
{
  at.stride = 1;
  at.count = 0;
  return at;
}

/* X as a variable and what is added to it, ROOT and *ADDED: NULL_TREE if it is a
   constant.  */
static tree
without_sum (tree x, HOST_WIDE_INT *added)
{
  *added = 0;
  for (int depth = 0; depth < 24; depth++)
    {
      if (TREE_CODE (x) == INTEGER_CST && tree_fits_shwi_p (x))
	{
	  *added += tree_to_shwi (x);
	  return NULL_TREE;
	}
      gassign *def = TREE_CODE (x) == SSA_NAME
		     ? dyn_cast <gassign *> (SSA_NAME_DEF_STMT (x)) : NULL;
      if (!def || !INTEGRAL_TYPE_P (TREE_TYPE (gimple_assign_rhs1 (def))))
	break;
      enum tree_code code = gimple_assign_rhs_code (def);
      tree b = gimple_num_ops (def) > 2 ? gimple_assign_rhs2 (def) : NULL_TREE;
      if ((code == PLUS_EXPR || code == MINUS_EXPR)
	  && TREE_CODE (b) == INTEGER_CST && tree_fits_shwi_p (b))
	*added += code == PLUS_EXPR ? tree_to_shwi (b) : -tree_to_shwi (b);
      else if (!CONVERT_EXPR_CODE_P (code) && code != SSA_NAME
	       && code != INTEGER_CST)
	break;
      x = gimple_assign_rhs1 (def);
    }
  return x;
}

/* Whether X is a constant, perhaps by way of variables: `n = 0; n++'.  */
static bool
constant_p (tree x, HOST_WIDE_INT *value)
{
  return without_sum (x, value) == NULL_TREE;
}

uint32_t
esc_element_of (tree ref, int64_t *bytes)
{
  HOST_WIDE_INT added;
  uint64_t size = esc_type_size (TREE_TYPE (ref)), key;
  tree index = NULL_TREE, base = ref;
  if (TREE_CODE (ref) == ARRAY_REF)
    {
      index = TREE_OPERAND (ref, 1);
      base = TREE_OPERAND (ref, 0);
      key = iterative_hash_expr (base, 7);
    }
  else if (TREE_CODE (ref) == MEM_REF && integer_zerop (TREE_OPERAND (ref, 1))
	   && TREE_CODE (TREE_OPERAND (ref, 0)) == SSA_NAME)
    {
      gassign *def
	= dyn_cast <gassign *> (SSA_NAME_DEF_STMT (TREE_OPERAND (ref, 0)));
      if (!def || gimple_assign_rhs_code (def) != POINTER_PLUS_EXPR
	  || TREE_CODE (gimple_assign_rhs1 (def)) != SSA_NAME
	  || TREE_CODE (gimple_assign_rhs2 (def)) != SSA_NAME)
	return 0;
      key = SSA_NAME_VERSION (gimple_assign_rhs1 (def));
      def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (gimple_assign_rhs2 (def)));
      if (!def || gimple_assign_rhs_code (def) != MULT_EXPR
	  || !tree_fits_uhwi_p (gimple_assign_rhs2 (def))
	  || tree_to_uhwi (gimple_assign_rhs2 (def)) != size)
	return 0;
      index = gimple_assign_rhs1 (def);
    }
  else
    return 0;
  tree root = without_sum (index, &added);
  if (!root || TREE_CODE (root) != SSA_NAME || !size)
    return 0;
  *bytes = added * (int64_t) size;
  key = esc_hash_int (key * 131 + SSA_NAME_VERSION (root));
  return (uint32_t) key | 1;
}

/* The offset that the integer expression X adds to an address.  */
static struct esc_off
offset_of (tree x, int depth)
{
  struct esc_off r = {};
  if (TREE_CODE (x) == INTEGER_CST)
    {
      r.off = wi::to_wide (x).to_shwi ();
      return r;
    }
  if (TREE_CODE (x) == SSA_NAME && depth < 6)
    if (gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (x)))
      {
	tree a = gimple_assign_rhs1 (def);
	tree b = gimple_num_ops (def) > 2 ? gimple_assign_rhs2 (def)
					  : NULL_TREE;
	uint64_t k;
	HOST_WIDE_INT known;
	switch (gimple_assign_rhs_code (def))
	  {
	  CASE_CONVERT:
	  case SSA_NAME:
	  case NEGATE_EXPR:
	    if (!INTEGRAL_TYPE_P (TREE_TYPE (a)))
	      break;
	    r = offset_of (a, depth + 1);
	    if (gimple_assign_rhs_code (def) == NEGATE_EXPR)
	      {
		r.off = (int64_t) -(uint64_t) r.off;
		r.count = 0;
	      }
	    return r;
	  case PLUS_EXPR:
	    return esc_off_add (offset_of (a, depth + 1),
				offset_of (b, depth + 1));
	  case MINUS_EXPR:
	    if (TREE_CODE (b) != INTEGER_CST)
	      break;
	    r.off = (int64_t) -(uint64_t) wi::to_wide (b).to_shwi ();
	    return esc_off_add (offset_of (a, depth + 1), r);
	  case MULT_EXPR:
	  case LSHIFT_EXPR:
	    if (TREE_CODE (b) != INTEGER_CST || !tree_fits_shwi_p (b))
	      break;
	    k = (uint64_t) tree_to_shwi (b);
	    if (gimple_assign_rhs_code (def) == LSHIFT_EXPR)
	      k = k < 31 ? (uint64_t) 1 << k : 0;
	    else if (tree_to_shwi (b) < 0)
	      k = -k;
	    if (constant_p (a, &known))
	      {
		r.off = (int64_t) (k * (uint64_t) known);
		return r;
	      }
	    if (k == 0 || k > UINT32_MAX)
	      break;
	    r.stride = (uint32_t) k;
	    return r;
	  default:
	    break;
	  }
      }
  return anywhere (r);
}

struct esc_off
esc_lower_offset (tree x)
{
  return offset_of (x, 0);
}

/* Elements of the array type TYPE, or 0.  */
static uint64_t
array_length (tree type)
{
  tree domain = TREE_CODE (type) == ARRAY_TYPE ? TYPE_DOMAIN (type)
					       : NULL_TREE;
  if (!domain || !TYPE_MAX_VALUE (domain)
      || TREE_CODE (TYPE_MAX_VALUE (domain)) != INTEGER_CST
      || !tree_fits_shwi_p (TYPE_MAX_VALUE (domain)))
    return 0;
  return (uint64_t) tree_to_shwi (TYPE_MAX_VALUE (domain)) + 1;
}

struct esc_off
esc_component_offset (tree ref)
{
  struct esc_off r = {};
  switch (TREE_CODE (ref))
    {
    case COMPONENT_REF:
      {
	tree field = TREE_OPERAND (ref, 1);
	tree bytes = DECL_FIELD_OFFSET (field);
	if (TREE_OPERAND (ref, 2) || !bytes || !tree_fits_shwi_p (bytes))
	  return anywhere (r);
	r.off = tree_to_shwi (bytes)
		+ int64_t (tree_to_uhwi (DECL_FIELD_BIT_OFFSET (field))
			   / BITS_PER_UNIT);
	return r;
      }
    case ARRAY_REF:
    case ARRAY_RANGE_REF:
      {
	tree type = TREE_TYPE (TREE_OPERAND (ref, 0));
	uint64_t size = esc_type_size (TREE_TYPE (type));
	tree index = TREE_OPERAND (ref, 1);
	if (TREE_OPERAND (ref, 3) || size == 0 || size > UINT32_MAX)
	  return anywhere (r);
	HOST_WIDE_INT known;
	if (constant_p (index, &known))
	  {
	    r.off = (int64_t) (size * (uint64_t) known);
	    return r;
	  }
	uint64_t count = array_length (type);
	r.stride = (uint32_t) size;
	if (count > 1 && count <= UINT32_MAX && !esc_gcc_open_array_p (ref))
	  r.count = (uint32_t) count;
	else if (count > 1 && count <= UINT32_MAX
		 && DECL_P (get_base_address (ref)))
	  /* At the end of a variable, which has the size it has.  */
	  r.count = (uint32_t) count;
	return r;
      }
    case BIT_FIELD_REF:
      r.off = int64_t (tree_to_uhwi (TREE_OPERAND (ref, 2)) / BITS_PER_UNIT);
      return r;
    case IMAGPART_EXPR:
      r.off = int64_t (esc_type_size (TREE_TYPE (ref)));
      return r;
    case REALPART_EXPR:
    case VIEW_CONVERT_EXPR:
      return r;
    default:
      return anywhere (r);
    }
}

/* Places and operands.  */

struct esc_place
esc_lower_place (struct esc_body *body, tree ref)
{
  struct esc_place place = {};
  while (handled_component_p (ref))
    {
      place.at = esc_off_add (esc_component_offset (ref), place.at);
      ref = TREE_OPERAND (ref, 0);
    }
  if (TREE_CODE (ref) != MEM_REF && TREE_CODE (ref) != TARGET_MEM_REF)
    {
      place.base = esc_lower_decl (body, ref);
      return place;
    }
  struct esc_off off = {};
  off.off = wi::to_wide (TREE_OPERAND (ref, 1)).to_shwi ();
  place.at = esc_off_add (place.at, off);
  if (TREE_CODE (ref) == TARGET_MEM_REF)
    place.at = anywhere (place.at);
  struct esc_place base = esc_lower_operand (body, TREE_OPERAND (ref, 0));
  base.at = esc_off_add (base.at, place.at);
  return base;
}

struct esc_place
esc_lower_operand (struct esc_body *body, tree op)
{
  struct esc_place place = {};
  if (TREE_CODE (op) == SSA_NAME)
    {
      struct esc_place wide = {};
      wide.base = esc_wide_memory (body, op);
      if (wide.base)
	{
	  place.base = esc_temp (body);
	  esc_emit_load (body, place.base,
			 esc_any_word (wide, esc_type_size (TREE_TYPE (op))),
			 POINTER_SIZE_UNITS);
	}
      else
	place.base = esc_lower_ssa (body, op);
    }
  else if (TREE_CODE (op) == ADDR_EXPR)
    place = esc_lower_place (body, TREE_OPERAND (op, 0));
  return place;
}

esc_ref
esc_place_ref (struct esc_body *body, struct esc_place place)
{
  if (!place.base || (place.at.off == 0 && place.at.stride == 0))
    return place.base;
  esc_ref temp = esc_temp (body);
  esc_emit_copy (body, temp, place);
  return temp;
}

esc_ref
esc_lower_address (struct esc_body *body, tree op)
{
  return esc_place_ref (body, esc_lower_operand (body, op));
}
