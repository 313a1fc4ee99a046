/* lower-ref.cc - operands and memory references of GIMPLE as objects, values
   and offsets of the escape graph.

   Owns:    which declaration is which object, which SSA name which value, and
            how a reference tree becomes a base and an offset.
   Input:   trees.  Output: references; objects and values made on demand.
   Not handled: statements (lower.cc), parameters' objects (lower-fn.cc makes
            them with the function), static initialisers (lower-init.cc).

   A reference that is not understood goes to "anywhere in the base" (stride 1,
   count 0); one without a base goes to a constant address.  */

#include "plugin.h"

static uint32_t
gcd (uint32_t a, uint32_t b)
{
  while (b)
    {
      uint32_t t = a % b;
      a = b;
      b = t;
    }
  return a;
}

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
  r.stride = gcd (a.stride, b.stride);
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

uint64_t
esc_type_size (tree type)
{
  tree size = TYPE_SIZE_UNIT (type);
  return size && tree_fits_uhwi_p (size) ? tree_to_uhwi (size) : 0;
}

const char *
esc_decl_name (tree decl)
{
  if (VAR_P (decl) && ESC_GCC_COMPOUND_LITERAL_P (decl))
    return "compound literal";
  if (!DECL_P (decl) || !DECL_NAME (decl))
    return NULL;
  return IDENTIFIER_POINTER (DECL_NAME (decl));
}

bool
esc_value_type_p (tree type)
{
  switch (TREE_CODE (type))
    {
    case POINTER_TYPE:
    case REFERENCE_TYPE:
      return true;
    case INTEGER_TYPE:
    case ENUMERAL_TYPE:
      return TYPE_PRECISION (type) >= POINTER_SIZE;
    case COMPLEX_TYPE:
    case VECTOR_TYPE:
      /* Taken as a whole: two pointers moved by one vector instruction.  */
      return esc_type_size (type) >= POINTER_SIZE_UNITS;
    default:
      return false;
    }
}

/* The scope of the user's variable DECL; ESC_ANON if it is not the user's.  */
static uint32_t
scope_of (struct esc_body *body, tree decl)
{
  uint32_t scope = esc_map_get (&body->scopes, esc_key (decl));
  return scope ? scope - 1 : ESC_ANON;
}

/* The value of SSA whether or not it can be an address.  */
static esc_ref
make_value (struct esc_body *body, tree ssa)
{
  esc_ref *slot = &body->values[SSA_NAME_VERSION (ssa)];
  if (!*slot)
    {
      tree var = SSA_NAME_VAR (ssa);
      uint32_t scope = ESC_ANON;
      if (var && DECL_NAME (var) && !DECL_ARTIFICIAL (var))
	scope = TREE_CODE (var) == PARM_DECL ? 0 : scope_of (body, var);
      *slot = esc_add_value (body->unit, body->fn,
			     scope == ESC_ANON ? NULL : esc_decl_name (var),
			     scope);
      body->fn->values[*slot].integer = INTEGRAL_TYPE_P (TREE_TYPE (ssa));
      body->fn->values[*slot].host = ssa;
    }
  return *slot;
}

esc_ref
esc_lower_ssa (struct esc_body *body, tree ssa)
{
  tree type = TREE_TYPE (ssa);
  if (!esc_value_type_p (type)
      || (INTEGRAL_TYPE_P (type) && !body->carrier[SSA_NAME_VERSION (ssa)]))
    return 0;
  /* A constant (NULL) that GCC put into a name of its own.  */
  gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (ssa));
  if (def && CONSTANT_CLASS_P (gimple_assign_rhs1 (def))
      && gimple_assign_single_p (def))
    return 0;
  return make_value (body, ssa);
}

esc_ref
esc_lower_result (struct esc_body *body, tree ssa)
{
  tree type = TREE_TYPE (ssa);
  /* A result of any integer type is a value, so that the branches on it can be
     told: posix_memalign has filled its argument if it returned 0.  */
  return INTEGRAL_TYPE_P (type) || esc_value_type_p (type)
	 ? make_value (body, ssa) : 0;
}

esc_ref
esc_known_ssa (struct esc_body *body, tree ssa)
{
  return body->values[SSA_NAME_VERSION (ssa)];
}

esc_ref
esc_temp (struct esc_body *body)
{
  return esc_add_value (body->unit, body->fn, NULL, ESC_ANON);
}

esc_ref
esc_unknown (struct esc_body *body)
{
  if (!body->unknown)
    {
      struct esc_obj obj = {};
      obj.kind = ESC_O_UNKNOWN;
      obj.size = -1;
      body->unknown = esc_add_object (body->unit, body->fn, &obj);
    }
  return body->unknown;
}

static int64_t
decl_size (tree decl)
{
  tree size = DECL_SIZE_UNIT (decl);
  return size && tree_fits_shwi_p (size) ? tree_to_shwi (size) : -1;
}

esc_ref
esc_lower_global (struct esc_lowering *lw, tree decl)
{
  if (TREE_CODE (decl) == FUNCTION_DECL)
    return esc_lower_fndecl (lw, decl)->obj;
  esc_ref ref = esc_map_get (&lw->objs, esc_key (decl));
  if (ref)
    return ref;
  struct esc_obj obj = {};
  obj.host = decl;
  if (TREE_CODE (decl) == STRING_CST)
    {
      obj.kind = ESC_O_STRING;
      obj.flags = ESC_OF_READONLY;
      obj.size = TREE_STRING_LENGTH (decl);
    }
  else
    {
      obj.kind = ESC_O_GLOBAL;
      obj.name = esc_decl_name (decl);
      obj.size = decl_size (decl);
      obj.loc = DECL_SOURCE_LOCATION (decl);
      if (TREE_PUBLIC (decl) || DECL_EXTERNAL (decl))
	obj.flags |= ESC_OF_EXTERNAL;
      if (TREE_READONLY (decl))
	obj.flags |= ESC_OF_READONLY;
      if (DECL_THREAD_LOCAL_P (decl))
	obj.flags |= ESC_OF_THREAD;
      if (TREE_THIS_VOLATILE (decl))
	obj.flags |= ESC_OF_VOLATILE;
      if (!DECL_EXTERNAL (decl)
	  && (TREE_READONLY (decl) || !TREE_PUBLIC (decl)))
	ESC_PUSH (&lw->arena, lw->pending, lw->npending, lw->pending_cap,
		  decl);
    }
  ref = esc_add_object (lw->unit, NULL, &obj);
  esc_map_put (&lw->arena, &lw->objs, esc_key (decl), ref);
  return ref;
}

/* What kind of storage the automatic variable DECL is.  */
static enum esc_okind
local_kind (tree decl)
{
  if (TREE_CODE (decl) == RESULT_DECL)
    return ESC_O_RESULT;
  if (DECL_NONLOCAL_FRAME (decl))
    return ESC_O_FRAME;
  if (ESC_GCC_COMPOUND_LITERAL_P (decl))
    return ESC_O_LITERAL;
  if (DECL_ARTIFICIAL (decl) || !DECL_NAME (decl))
    return ESC_O_TEMP;
  return ESC_O_LOCAL;
}

/* The variable that the frame FRAME holds for nested functions, if it is but
   one.  The fields are named after the variables, and after the functions
   whose trampolines lie there too.  */
static const char *
captured_name (tree frame)
{
  const char *name = NULL;
  for (tree f = TYPE_FIELDS (TREE_TYPE (frame)); f; f = DECL_CHAIN (f))
    {
      tree type = TREE_TYPE (f);
      if (TREE_CODE (f) != FIELD_DECL || !DECL_NAME (f)
	  || (TREE_CODE (type) == RECORD_TYPE && TYPE_NAME (type)
	      && TREE_CODE (TYPE_NAME (type)) == IDENTIFIER_NODE
	      && startswith (IDENTIFIER_POINTER (TYPE_NAME (type)),
			     "__builtin_")))
	continue;
      if (name || *esc_decl_name (f) == '_')
	return NULL;
      name = esc_decl_name (f);
    }
  return name;
}

static esc_ref
lower_local (struct esc_body *body, tree decl)
{
  esc_ref ref = esc_map_get (&body->objs, esc_key (decl));
  if (ref)
    return ref;
  if (decl == body->result_alias)
    ref = lower_local (body, DECL_RESULT (body->decl));
  else
    {
      struct esc_obj obj = {};
      obj.kind = (uint8_t) local_kind (decl);
      obj.size = decl_size (decl);
      obj.loc = DECL_SOURCE_LOCATION (decl);
      obj.host = decl;
      if (obj.kind == ESC_O_LOCAL || obj.kind == ESC_O_LITERAL)
	obj.name = esc_decl_name (decl);
      else if (obj.kind == ESC_O_FRAME)
	obj.name = captured_name (decl);
      if (TREE_THIS_VOLATILE (decl))
	obj.flags |= ESC_OF_VOLATILE;
      if (!AGGREGATE_TYPE_P (TREE_TYPE (decl)))
	obj.flags |= ESC_OF_SCALAR;
      obj.scope = scope_of (body, decl);
      if (obj.scope == ESC_ANON)
	{
	  /* In no block's list: it belongs to the block of the statement that
	     first uses it, which initialises it.  */
	  tree block = body->stmt ? gimple_block (body->stmt) : NULL_TREE;
	  uint32_t scope
	    = block ? esc_map_get (&body->scopes, esc_key (block)) : 0;
	  obj.scope = scope ? scope - 1 : 0;
	}
      ref = esc_add_object (body->unit, body->fn, &obj);
    }
  esc_map_put (&body->arena, &body->objs, esc_key (decl), ref);
  return ref;
}

esc_ref
esc_lower_decl (struct esc_body *body, tree decl)
{
  switch (TREE_CODE (decl))
    {
    case VAR_DECL:
      if (is_global_var (decl))
	return esc_lower_global (body->lw, decl);
      return lower_local (body, decl);
    case PARM_DECL:
    case RESULT_DECL:
      return lower_local (body, decl);
    case FUNCTION_DECL:
    case STRING_CST:
      return esc_lower_global (body->lw, decl);
    case CONST_DECL:
      return DECL_INITIAL (decl) ? esc_lower_decl (body, DECL_INITIAL (decl))
				 : 0;
    default:
      /* LABEL_DECL: code is no object of ours.  Constants in memory hold no
	 address.  */
      return 0;
    }
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

/* What the outermost component of REF adds to the place of the rest.  */
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
