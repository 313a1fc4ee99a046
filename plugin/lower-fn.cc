/* lower-fn.cc - functions of GCC as functions of the escape graph: what is
   known from the declaration, and what lowering a body needs to know first.

   Owns:    names and flags of functions, parameters, scopes, which integers
            may carry addresses, and where results are decided.
   Input:   FUNCTION_DECLs, bodies in SSA form.
   Output:  struct esc_fn without its ops; a struct esc_body ready for lower.cc.
   Not handled: statements (lower.cc); what library functions do (the engine
            knows, by the plain name that we give).  */

#include "plugin.h"

/* Arguments that the checking form of a library function has and the plain one
   has not, bit 0 the first.  Those at the end do no harm and are not listed. */
static const struct { const char *name; unsigned drop; } chk_args[] =
{
  { "printf", 1 }, { "vprintf", 1 }, { "wprintf", 1 }, { "vwprintf", 1 },
  { "fprintf", 2 }, { "vfprintf", 2 }, { "fwprintf", 2 }, { "vfwprintf", 2 },
  { "dprintf", 2 }, { "vdprintf", 2 }, { "syslog", 2 }, { "vsyslog", 2 },
  { "asprintf", 2 }, { "vasprintf", 2 }, { "obstack_printf", 2 },
  { "obstack_vprintf", 2 }, { "sprintf", 6 }, { "vsprintf", 6 },
  { "snprintf", 12 }, { "vsnprintf", 12 }, { "swprintf", 12 },
  { "vswprintf", 12 }, { "fgets", 2 }, { "fgets_unlocked", 2 },
  { "fread", 2 }, { "fread_unlocked", 2 }, { "recv", 8 }, { "recvfrom", 8 },
};

static bool
ends_with (const char *s, size_t len, const char *tail)
{
  size_t n = strlen (tail);
  return len > n && memcmp (s + len - n, tail, n) == 0;
}

/* The name of the library function that the built-in FNDECL stands for, or the
   one that its declaration has.  Never computes an assembler name: that would
   be seen by the rest of the compilation.  */
static const char *
library_name (tree fndecl)
{
  const char *name = IDENTIFIER_POINTER (DECL_NAME (fndecl));
  if (startswith (name, "__builtin_") && DECL_ASSEMBLER_NAME_SET_P (fndecl))
    {
      name = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (fndecl));
      if (*name == '*')
	name++;
    }
  return name;
}

/* Length of NAME, from its __ on, without _chk or _chk_warn; 0: has none.  */
static size_t
checked_length (const char *name)
{
  size_t len = strlen (name);
  if (!startswith (name, "__"))
    return 0;
  if (ends_with (name + 2, len - 2, "_chk_warn"))
    len -= 5;
  return ends_with (name + 2, len - 2, "_chk") ? len - 6 : 0;
}

unsigned
esc_dropped_args (tree fndecl)
{
  const char *name = library_name (fndecl);
  size_t len = checked_length (name);
  if (len && !esc_lowered_p (fndecl))
    for (unsigned i = 0; i < ARRAY_SIZE (chk_args); i++)
      if (strncmp (chk_args[i].name, name + 2, len) == 0
	  && !chk_args[i].name[len])
	return chk_args[i].drop;
  return 0;
}

/* NAME without what makes it another version of a library function.  */
static const char *
plain_name (struct esc_arena *arena, const char *name)
{
  if (startswith (name, "__isoc99_") || startswith (name, "__isoc23_"))
    return name + 9;
  if (size_t len = checked_length (name))
    return esc_strndup (arena, name + 2, len);
  if (!startswith (name, "__"))
    return name;
  size_t len = strlen (name) - 2;
  if (ends_with (name + 2, len, "_alias"))
    return esc_strndup (arena, name + 2, len - 6);
  /* The library's own names for its functions, such as __strdup.  */
  return !esc_known (name) && esc_known (name + 2) ? name + 2 : name;
}

/* The letter for TYPE in known_shapes.def.  Integers of any width are one: systems
   differ in those.  */
static char
type_letter (tree type)
{
  switch (TREE_CODE (type))
    {
    case VOID_TYPE:
      return 'v';
    case POINTER_TYPE:
    case REFERENCE_TYPE:
      return 'p';
    case INTEGER_TYPE:
    case ENUMERAL_TYPE:
    case BOOLEAN_TYPE:
      return 'i';
    case REAL_TYPE:
    case COMPLEX_TYPE:
      return 'f';
    case UNION_TYPE:
      return TYPE_TRANSPARENT_AGGR (type) && TYPE_FIELDS (type)
	     ? type_letter (TREE_TYPE (TYPE_FIELDS (type))) : 's';
    default:
      return 's';
    }
}

/* Whether FNDECL, which has the name of a library function, is declared as that
   one is.  A program may have a send of its own in another file.  */
static bool
library_prototype_p (tree fndecl)
{
  tree type = TREE_TYPE (fndecl);
  const char *shape
    = DECL_NAME (fndecl) && prototype_p (type) && !fndecl_built_in_p (fndecl)
      ? esc_known_shape (IDENTIFIER_POINTER (DECL_NAME (fndecl))) : NULL;
  auto fits = [&shape] (tree t)
    {
      char c = *shape++;
      return c == 'a' || c == type_letter (t);
    };
  if (!shape)
    return true;
  if (!fits (TREE_TYPE (type)))
    return false;
  tree t = TYPE_ARG_TYPES (type);
  for (; t && !VOID_TYPE_P (TREE_VALUE (t)) && *shape != '.';
       t = TREE_CHAIN (t))
    if (!*shape || !fits (TREE_VALUE (t)))
      return false;
  /* Without "..." the list ends in void.  */
  return *shape == '.' || (!*shape && t);
}

bool
esc_lowered_p (tree fndecl)
{
  if (!gimple_has_body_p (fndecl) || !DECL_STRUCT_FUNCTION (fndecl)
      || !DECL_STRUCT_FUNCTION (fndecl)->cfg
      || !gimple_in_ssa_p (DECL_STRUCT_FUNCTION (fndecl)))
    return false;
  /* A library's inline version of its own function, such as those of
     _FORTIFY_SOURCE, calls the real one by the same name: what is known of
     that is better.  */
  return !(DECL_EXTERNAL (fndecl)
	   && esc_known (IDENTIFIER_POINTER (DECL_NAME (fndecl)))
	   && library_prototype_p (fndecl));
}

static uint32_t
decl_flags (tree fndecl)
{
  uint32_t flags = 0;
  tree attrs = DECL_ATTRIBUTES (fndecl);
  tree type_attrs = TYPE_ATTRIBUTES (TREE_TYPE (fndecl));
  if (!TREE_PUBLIC (fndecl) && !DECL_EXTERNAL (fndecl))
    flags |= ESC_FF_STATIC;
  /* What the linker may replace.  Otherwise the usual semantics of a program
     is assumed, as by -fno-semantic-interposition: an author who exports a
     function from a shared library means that one.  */
  if (DECL_WEAK (fndecl) || lookup_attribute ("ifunc", attrs))
    flags |= ESC_FF_INTERPOSE;
  if (lookup_attribute ("noinline", attrs) || lookup_attribute ("noipa", attrs))
    flags |= ESC_FF_NOINLINE;
  if (TREE_THIS_VOLATILE (fndecl))
    flags |= ESC_FF_NORETURN;
  if (DECL_PURE_P (fndecl))
    flags |= ESC_FF_PURE;
  if (TREE_READONLY (fndecl))
    flags |= ESC_FF_CONST;
  if (DECL_IS_MALLOC (fndecl))
    flags |= ESC_FF_MALLOC;
  if (lookup_attribute ("returns_nonnull", type_attrs))
    flags |= ESC_FF_NONNULL;
  if (stdarg_p (TREE_TYPE (fndecl)))
    flags |= ESC_FF_VARIADIC;
  if (DECL_STATIC_CHAIN (fndecl))
    flags |= ESC_FF_NESTED;
  return flags;
}

static void
decl_attributes_to (struct esc_fn *fn, tree fndecl)
{
  tree attr = lookup_attribute ("alloc_size",
				TYPE_ATTRIBUTES (TREE_TYPE (fndecl)));
  if (attr)
    {
      unsigned i = 0;
      for (tree a = TREE_VALUE (attr); a && i < 2; a = TREE_CHAIN (a))
	if (tree_fits_uhwi_p (TREE_VALUE (a))
	    && tree_to_uhwi (TREE_VALUE (a)) < 256)
	  fn->alloc_size[i++] = (uint8_t) tree_to_uhwi (TREE_VALUE (a));
    }
  /* An allocator that says so, returns `void *' and takes one size: that is
     the size, though nothing but the type says it.  */
  else if (DECL_IS_MALLOC (fndecl)
	   && VOID_TYPE_P (TREE_TYPE (TREE_TYPE (TREE_TYPE (fndecl)))))
    {
      unsigned n = 0, sizes = 0, which = 0;
      for (tree t = TYPE_ARG_TYPES (TREE_TYPE (fndecl));
	   t && !VOID_TYPE_P (TREE_VALUE (t)); t = TREE_CHAIN (t))
	{
	  n++;
	  if (TYPE_MAIN_VARIANT (TREE_VALUE (t)) == size_type_node)
	    {
	      sizes++;
	      which = n;
	    }
	}
      if (sizes == 1 && which < 256)
	fn->alloc_size[0] = (uint8_t) which;
    }
  fn->promise = esc_promises (fndecl);
  /* The engine knows the library's deallocators better.  */
  if (!fndecl_built_in_p (fndecl))
    {
      unsigned arg = fndecl_dealloc_argno (fndecl);
      if (arg < 255)
	fn->dealloc = (uint8_t) (arg + 1);
    }
}

/* How many parameters FNDECL names; without a prototype as many as it may
   have.  */
static unsigned
declared_parameters (tree fndecl)
{
  tree type = TREE_TYPE (fndecl);
  if (!prototype_p (type))
    return 16;
  unsigned n = 0;
  for (tree t = TYPE_ARG_TYPES (type); t && !VOID_TYPE_P (TREE_VALUE (t));
       t = TREE_CHAIN (t))
    n++;
  return n;
}

struct esc_fn *
esc_lower_fndecl (struct esc_lowering *lw, tree fndecl)
{
  uint32_t index = esc_map_get (&lw->fns, esc_key (fndecl));
  if (index)
    return lw->unit->fns[index];

  /* Another name of a function of this unit.  */
  struct cgraph_node *node = cgraph_node::get (fndecl);
  if (node && node->alias && node->analyzed && !DECL_WEAK (fndecl))
    {
      struct cgraph_node *target = node->ultimate_alias_target ();
      if (target && target != node)
	{
	  struct esc_fn *fn = esc_lower_fndecl (lw, target->decl);
	  esc_map_put (&lw->arena, &lw->fns, esc_key (fndecl), fn->index);
	  return fn;
	}
    }

  bool body = esc_lowered_p (fndecl);
  bool public_p = TREE_PUBLIC (fndecl) || DECL_EXTERNAL (fndecl);
  const char *name = "function";
  if (DECL_NAME (fndecl))
    name = body ? IDENTIFIER_POINTER (DECL_NAME (fndecl))
		: plain_name (&lw->unit->arena, library_name (fndecl));
  struct esc_fn *fn = esc_fn_find (lw->unit, name);
  if (fn && (!public_p || fn->flags & ESC_FF_STATIC))
    {
      /* Two functions of one name: nested ones, say.  */
      const char *other;
      unsigned n = 2;
      do
	other = esc_printf (&lw->unit->arena, "%s.%u", name, n++);
      while (esc_fn_find (lw->unit, other));
      name = other;
      fn = NULL;
    }
  bool known = fn != NULL;
  if (!known)
    fn = esc_fn_new (lw->unit, name);
  esc_map_put (&lw->arena, &lw->fns, esc_key (fndecl), fn->index);
  fn->flags |= decl_flags (fndecl);
  decl_attributes_to (fn, fndecl);
  if (!body && !fn->nparams)
    fn->nparams = declared_parameters (fndecl);
  if (!body && public_p && !library_prototype_p (fndecl))
    fn->flags |= ESC_FF_FOREIGN;
  if (!known || body)
    {
      fn->loc = DECL_SOURCE_LOCATION (fndecl);
      fn->host = fndecl;
    }
  return fn;
}

/* Bodies.  */

/* Give BLOCK, the blocks in it and their variables their scopes; SCOPE is the
   one around BLOCK.  */
static void
lower_scope (struct esc_body *body, tree block, uint32_t scope, bool outermost)
{
  bool own = false;
  for (tree var = BLOCK_VARS (block); var && !own; var = DECL_CHAIN (var))
    own = VAR_P (var) && !is_global_var (var);
  if (own && !outermost)
    scope = esc_add_scope (body->unit, body->fn, scope);
  esc_map_put (&body->arena, &body->scopes, esc_key (block), scope + 1);
  for (tree var = BLOCK_VARS (block); var; var = DECL_CHAIN (var))
    {
      if (!VAR_P (var) || is_global_var (var))
	continue;
      esc_map_put (&body->arena, &body->scopes, esc_key (var), scope + 1);
      if (!DECL_HAS_VALUE_EXPR_P (var))
	continue;
      tree value = DECL_VALUE_EXPR (var);
      if (TREE_CODE (value) == INDIRECT_REF || TREE_CODE (value) == MEM_REF)
	{
	  struct esc_vla_name name = { TREE_OPERAND (value, 0), var };
	  ESC_PUSH (&body->arena, body->vla_names, body->nvla_names,
		    body->vla_names_cap, name);
	}
    }
  for (tree sub = BLOCK_SUBBLOCKS (block); sub; sub = BLOCK_CHAIN (sub))
    lower_scope (body, sub, scope, false);
}

/* Whether TYPE is an address, or a structure that holds one.  */
static bool
holds_pointer_p (tree type, int depth)
{
  if (POINTER_TYPE_P (type))
    return true;
  if (TREE_CODE (type) == ARRAY_TYPE)
    return depth < 8 && holds_pointer_p (TREE_TYPE (type), depth + 1);
  if (!RECORD_OR_UNION_TYPE_P (type))
    return false;
  for (tree f = TYPE_FIELDS (type); f; f = DECL_CHAIN (f))
    if (TREE_CODE (f) == FIELD_DECL && depth < 8
	&& holds_pointer_p (TREE_TYPE (f), depth + 1))
      return true;
  return false;
}

static esc_ref
default_def (struct esc_body *body, tree var)
{
  tree ssa = ssa_default_def (body->fun, var);
  return ssa ? esc_lower_ssa (body, ssa) : 0;
}

/* Needs block 0: the value of a parameter that lives in memory is stored
   there.  */
static void
lower_parameters (struct esc_body *body)
{
  struct esc_fn *fn = body->fn;
  uint32_t n = 0;
  for (tree p = DECL_ARGUMENTS (body->decl); p; p = DECL_CHAIN (p))
    n++;
  /* Two more, hidden: the static chain and the variable arguments.  */
  fn->nparams = n;
  fn->params = (struct esc_param *)
    esc_alloc (&body->unit->arena, (n + 2) * sizeof *fn->params);
  uint32_t i = 0;
  for (tree p = DECL_ARGUMENTS (body->decl); p; p = DECL_CHAIN (p), i++)
    {
      struct esc_param *param = &fn->params[i];
      tree type = TREE_TYPE (p);
      param->name = esc_decl_name (p);
      param->pointer = holds_pointer_p (type, 0);
      if (is_gimple_reg (p))
	{
	  param->value = default_def (body, p);
	  /* Unused: still a parameter.  */
	  if (!param->value && POINTER_TYPE_P (type))
	    param->value = esc_add_value (body->unit, fn, param->name, 0);
	  continue;
	}
      struct esc_obj obj = {};
      obj.kind = ESC_O_PARAM;
      obj.param = (uint16_t) i;
      obj.name = param->name;
      obj.size = (int64_t) esc_type_size (type);
      obj.loc = DECL_SOURCE_LOCATION (p);
      obj.host = p;
      if (TREE_THIS_VOLATILE (p))
	obj.flags |= ESC_OF_VOLATILE;
      param->obj = esc_add_object (body->unit, fn, &obj);
      esc_map_put (&body->arena, &body->objs, esc_key (p), param->obj);
      if (AGGREGATE_TYPE_P (type))
	param->byvalue = true;
      else if (esc_value_type_p (type))
	{
	  param->value = esc_add_value (body->unit, fn, param->name, 0);
	  struct esc_place to = {};
	  to.base = param->obj;
	  esc_emit_store (body, to, param->value, esc_type_size (type), 0);
	}
    }
  if (fn->flags & ESC_FF_NESTED && body->fun->static_chain_decl)
    {
      tree chain = body->fun->static_chain_decl;
      fn->params[n].value = is_gimple_reg (chain) ? default_def (body, chain)
						  : 0;
      n++;
    }
  if (fn->flags & ESC_FF_VARIADIC)
    fn->params[n].value = body->varargs
      = esc_add_value (body->unit, fn, NULL, ESC_ANON);
}

/* Whether an integer that STMT computes may carry an address, given what is
   known of its operands.  */
static bool
carrier_p (struct esc_body *body, gimple *stmt)
{
  auto carries = [body] (tree op)
    {
      if (op && TREE_CODE (op) == SSA_NAME)
	return POINTER_TYPE_P (TREE_TYPE (op))
	       || (esc_value_type_p (TREE_TYPE (op))
		   && (!INTEGRAL_TYPE_P (TREE_TYPE (op))
		       || body->carrier[SSA_NAME_VERSION (op)]));
      return op && TREE_CODE (op) == ADDR_EXPR;
    };
  switch (gimple_code (stmt))
    {
    case GIMPLE_PHI:
      for (unsigned i = 0; i < gimple_phi_num_args (stmt); i++)
	if (carries (gimple_phi_arg_def (stmt, i)))
	  return true;
      return false;
    case GIMPLE_CALL:
      /* No built-in returns an address as an integer but those that read
	 memory.  */
      if (tree fndecl = gimple_call_fndecl (stmt))
	if (fndecl_built_in_p (fndecl, BUILT_IN_NORMAL))
	  {
	    const char *name = IDENTIFIER_POINTER (DECL_NAME (fndecl));
	    return startswith (name, "__atomic_")
		   || startswith (name, "__sync_")
		   || startswith (name, "__builtin_expect");
	  }
      return true;
    case GIMPLE_ASSIGN:
      switch (gimple_assign_rhs_code (stmt))
	{
	case BIT_XOR_EXPR:
	case BIT_NOT_EXPR:
	case NEGATE_EXPR:
	case MULT_EXPR:
	case MULT_HIGHPART_EXPR:
	case TRUNC_DIV_EXPR:
	case EXACT_DIV_EXPR:
	case TRUNC_MOD_EXPR:
	case POINTER_DIFF_EXPR:
	case ABS_EXPR:
	case ABSU_EXPR:
	case FIX_TRUNC_EXPR:
	  return false;
	case LSHIFT_EXPR:
	case RSHIFT_EXPR:
	case LROTATE_EXPR:
	case RROTATE_EXPR:
	  /* A word of several.  */
	  return esc_type_size (TREE_TYPE (gimple_assign_lhs (stmt)))
		 > POINTER_SIZE_UNITS
		 && carries (gimple_assign_rhs1 (stmt));
	default:
	  if (gimple_assign_single_p (stmt)
	      && esc_memory_p (gimple_assign_rhs1 (stmt)))
	    return true;
	  for (unsigned i = 1; i < gimple_num_ops (stmt); i++)
	    {
	      tree op = gimple_op (stmt, i);
	      while (op && handled_component_p (op))
		op = TREE_OPERAND (op, 0);
	      if (carries (op))
		return true;
	    }
	  return false;
	}
    case GIMPLE_NOP:
      /* At entry: what a parameter holds.  */
      return true;
    default:
      return true;
    }
}

/* Find the wide integers that may carry an address.  Most do not: sizes and
   counters, and a graph without them is half as large.  */
static void
find_carriers (struct esc_body *body)
{
  auto_vec<tree, 64> open;
  unsigned i;
  tree ssa;
  FOR_EACH_SSA_NAME (i, ssa, body->fun)
    if (INTEGRAL_TYPE_P (TREE_TYPE (ssa))
	&& esc_value_type_p (TREE_TYPE (ssa)))
      {
	if (SSA_NAME_IS_DEFAULT_DEF (ssa))
	  body->carrier[i] = SSA_NAME_VAR (ssa)
			     && TREE_CODE (SSA_NAME_VAR (ssa)) == PARM_DECL;
	else
	  open.safe_push (ssa);
      }
  /* Each round settles at least one more; chains against the order of
     numbering are short.  */
  for (bool changed = true; changed;)
    {
      changed = false;
      unsigned left = 0;
      FOR_EACH_VEC_ELT (open, i, ssa)
	if (carrier_p (body, SSA_NAME_DEF_STMT (ssa)))
	  body->carrier[SSA_NAME_VERSION (ssa)] = changed = true;
	else
	  open[left++] = ssa;
      open.truncate (left);
    }
}

/* Where results are decided.  */

static bool
anonymous_p (tree ssa)
{
  return !SSA_NAME_VAR (ssa) || DECL_ARTIFICIAL (SSA_NAME_VAR (ssa))
	 || TREE_CODE (SSA_NAME_VAR (ssa)) == RESULT_DECL;
}

/* VALUE is returned if block BB is left; LOC is where a merge says that it
   comes from.  */
static void
add_return (struct esc_body *body, basic_block bb, tree value, location_t loc,
	    gimple *ret)
{
  struct esc_ret r = { body->ret_of[bb->index], bb->index, value, loc, ret };
  if (TREE_CODE (value) == SSA_NAME && anonymous_p (value))
    {
      gimple *def = SSA_NAME_DEF_STMT (value);
      if ((is_gimple_assign (def) || is_gimple_call (def))
	  && LOCATION_LOCUS (gimple_location (def)) > BUILTINS_LOCATION)
	{
	  r.loc = gimple_location (def);
	  r.stmt = def;
	}
    }
  if (LOCATION_LOCUS (r.loc) <= BUILTINS_LOCATION)
    r.loc = gimple_location (ret);
  ESC_PUSH (&body->arena, body->rets, body->nrets, body->rets_cap, r);
  body->ret_of[bb->index] = body->nrets - 1;
}

static void
find_return (struct esc_body *body, basic_block bb, tree value, location_t loc,
	     gimple *ret, int depth)
{
  gphi *phi = NULL;
  if (TREE_CODE (value) == SSA_NAME && anonymous_p (value) && depth < 8)
    phi = dyn_cast <gphi *> (SSA_NAME_DEF_STMT (value));
  /* An edge of a branch has no place of its own.  */
  for (unsigned i = 0; phi && i < gimple_phi_num_args (phi); i++)
    if (!single_succ_p (gimple_phi_arg_edge (phi, i)->src)
	|| gimple_phi_arg_edge (phi, i)->src->index == ENTRY_BLOCK)
      phi = NULL;
  if (!phi)
    {
      add_return (body, bb, value, loc, ret);
      return;
    }
  for (unsigned i = 0; i < gimple_phi_num_args (phi); i++)
    find_return (body, gimple_phi_arg_edge (phi, i)->src,
		 gimple_phi_arg_def (phi, i), gimple_phi_arg_location (phi, i),
		 ret, depth + 1);
}

static void
find_returns (struct esc_body *body)
{
  struct esc_ret none = {};
  ESC_PUSH (&body->arena, body->rets, body->nrets, body->rets_cap, none);
  edge e;
  edge_iterator ei;
  FOR_EACH_EDGE (e, ei, EXIT_BLOCK_PTR_FOR_FN (body->fun)->preds)
    {
      gimple_stmt_iterator gsi = gsi_last_nondebug_bb (e->src);
      greturn *ret = gsi_end_p (gsi)
		     ? NULL : dyn_cast <greturn *> (gsi_stmt (gsi));
      tree value = ret ? gimple_return_retval (ret) : NULL_TREE;
      if (!value)
	continue;
      if (VAR_P (value) && !DECL_NAME (value) && !is_global_var (value))
	/* What small structures are returned in: it is the result.  */
	body->result_alias = value;
      else if (is_gimple_val (value) && esc_value_type_p (TREE_TYPE (value)))
	find_return (body, e->src, value, UNKNOWN_LOCATION, ret, 0);
    }
}

void
esc_begin_body (struct esc_body *body)
{
  struct function *fun = body->fun;
  esc_fn_body (body->unit, body->fn);
  if (fun->calls_setjmp)
    body->fn->flags |= ESC_FF_SETJMP;
  unsigned nssa = vec_safe_length (SSANAMES (fun));
  body->values = (esc_ref *) esc_alloc (&body->arena,
					(nssa + 1) * sizeof *body->values);
  body->used = (uint32_t *) esc_alloc (&body->arena,
				       (nssa + 1) * sizeof *body->used);
  body->carrier = (uint8_t *) esc_alloc (&body->arena, nssa + 1);
  unsigned nbbs = (unsigned) last_basic_block_for_fn (fun);
  body->ret_of = (uint32_t *) esc_alloc (&body->arena,
					 (nbbs + 1) * sizeof *body->ret_of);
  body->index_of = (int *) esc_alloc (&body->arena,
				      (nbbs + 1) * sizeof *body->index_of);
  if (DECL_INITIAL (body->decl)
      && TREE_CODE (DECL_INITIAL (body->decl)) == BLOCK)
    lower_scope (body, DECL_INITIAL (body->decl), 0, true);
  find_carriers (body);
  find_returns (body);

  /* The blocks in GCC's order, which begins with the entry; a block of our own
     stands for the entry if the first one is also entered from elsewhere.  */
  basic_block first = single_succ (ENTRY_BLOCK_PTR_FOR_FN (fun)), bb;
  body->own_entry = !single_pred_p (first)
		    || first != ENTRY_BLOCK_PTR_FOR_FN (fun)->next_bb;
  int n = body->own_entry;
  FOR_EACH_BB_FN (bb, fun)
    body->index_of[bb->index] = n++;
  esc_add_block (body->unit, body->fn);
  body->loc = body->fn->loc;
  lower_parameters (body);
}
