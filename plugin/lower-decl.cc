/* lower-decl.cc - declarations and SSA names of GCC as objects and values of the
   escape graph.

   Owns:    which declaration is which object, which SSA name which value.
   Input:   trees.  Output: references; objects and values made on demand.
   Not handled: parameters' objects (lower-body.cc makes them with the function),
            static initialisers (lower-init.cc).  */

#include "plugin.h"

const char *
esc_decl_name (tree decl)
{
  if (VAR_P (decl) && ESC_GCC_COMPOUND_LITERAL_P (decl))
    return "compound literal";
  if (!DECL_P (decl) || !DECL_NAME (decl))
    return NULL;
  return IDENTIFIER_POINTER (DECL_NAME (decl));
}

/* Values.  */

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

/* Objects.  */

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
