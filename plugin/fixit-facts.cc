/* fixit-facts.cc - who has the pointer that an allocation gives, and what is
   asked of it.

   Input:   the allocating call of a finding, in SSA form.
   Output:  the local variable that gets the pointer, what frees that and what
            compares it with NULL; or why there is no edit.
   Not handled: the text; that the object could live on the stack, which the
            engine has shown.

   Plain is a variable that holds this object, NULL, or nothing yet, and never
   anything else.  Then each `free (p)' frees this object or NULL and can go,
   and each comparison with NULL asks whether it was allocated.  */

#include "fixit.h"

const char esc_why_loop[] = "it is allocated in a loop";
const char esc_why_callee[]
  = "it is not allocated by malloc or calloc itself";
const char esc_why_elsewhere[]
  = "the pointer does not go into a local variable";
const char esc_why_freer[] = "it is freed in another function";
const char esc_why_size[] = "its size is not a constant expression";

static void
refuse (struct esc_facts *facts, const gimple *at, const char *why)
{
  if (facts->why)
    return;
  facts->why = why;
  facts->where = at ? gimple_location (at) : UNKNOWN_LOCATION;
}

static bool
null_p (tree x)
{
  return TREE_CODE (x) == INTEGER_CST && integer_zerop (x);
}

/* ---- What is in the variable.  ---- */

/* Whether the variable is an ordinary local one.  */
static bool
plain_variable_p (tree var, tree fndecl)
{
  return var && VAR_P (var) && DECL_NAME (var) && !DECL_ARTIFICIAL (var)
	 && DECL_CONTEXT (var) == fndecl && !TREE_STATIC (var)
	 && !DECL_EXTERNAL (var) && !TREE_ADDRESSABLE (var)
	 && !TREE_THIS_VOLATILE (var) && POINTER_TYPE_P (TREE_TYPE (var))
	 && !DECL_HARD_REGISTER (var) && !DECL_ATTRIBUTES (var);
}

/* Find the variable that gets the result, and its value then.  */
static void
find_variable (struct esc_facts *facts, tree fndecl)
{
  tree value = gimple_call_lhs (facts->call);
  for (unsigned depth = 0; depth < 3; depth++)
    {
      if (!value || TREE_CODE (value) != SSA_NAME)
	break;
      tree var = SSA_NAME_VAR (value);
      if (var && !DECL_ARTIFICIAL (var))
	{
	  if (!plain_variable_p (var, fndecl))
	    break;
	  facts->var = var;
	  facts->value = value;
	  facts->type = TREE_TYPE (TREE_TYPE (var));
	  return;
	}
      use_operand_p use;
      gimple *stmt;
      if (!single_imm_use (value, &use, &stmt) || !is_gimple_assign (stmt)
	  || !gimple_assign_rhs_code (stmt)
	  || (!gimple_assign_single_p (stmt)
	      && !CONVERT_EXPR_CODE_P (gimple_assign_rhs_code (stmt))))
	break;
      value = gimple_assign_lhs (stmt);
    }
  refuse (facts, facts->call, esc_why_elsewhere);
}

/* Check that VAR is nothing but the object or NULL.  */
static void
check_values (struct esc_facts *facts, struct function *fun)
{
  unsigned i;
  tree name;
  FOR_EACH_SSA_NAME (i, name, fun)
    {
      if (SSA_NAME_VAR (name) != facts->var || name == facts->value)
	continue;
      gimple *def = SSA_NAME_DEF_STMT (name);
      bool ok = false;
      if (gimple_nop_p (def))
	ok = true;
      else if (gimple_code (def) == GIMPLE_PHI)
	{
	  ok = true;
	  for (unsigned a = 0; a < gimple_phi_num_args (def); a++)
	    {
	      tree arg = gimple_phi_arg_def (def, a);
	      ok &= null_p (arg) || (TREE_CODE (arg) == SSA_NAME
				     && SSA_NAME_VAR (arg) == facts->var);
	    }
	}
      else if (gimple_assign_single_p (def))
	ok = null_p (gimple_assign_rhs1 (def));
      if (!ok)
	refuse (facts, def, "the pointer's variable holds other things, too");
    }
}

/* ---- What is done with it.  ---- */

struct walk
{
  struct esc_facts *facts;
  struct esc_arena *arena;
  struct esc_map seen;		/* SSA names, by version + 1 */
};

/* Whether memory of type A may be used for the object of type B as well as
   memory from malloc: a declared object has its type for good.  */
static bool
same_type_p (tree a, tree b)
{
  a = TYPE_MAIN_VARIANT (a);
  b = TYPE_MAIN_VARIANT (b);
  if (a == b || VOID_TYPE_P (a))
    return true;
  if (TREE_CODE (a) == ARRAY_TYPE)
    return same_type_p (TREE_TYPE (a), b);
  bool narrow = INTEGRAL_TYPE_P (a) && TYPE_PRECISION (a) == BITS_PER_UNIT;
  if (narrow)
    return true;
  /* int and unsigned.  */
  return INTEGRAL_TYPE_P (a) && INTEGRAL_TYPE_P (b)
	 && TYPE_PRECISION (a) == TYPE_PRECISION (b);
}

static const char other_type[]
  = "the memory is used as another type, which a declared object cannot be";

/* Note that the object is accessed, or known to a pointer, as TYPE.  */
static void
check_type (struct esc_facts *facts, tree type, const gimple *at)
{
  if (!same_type_p (type, facts->type))
    refuse (facts, at, other_type);
}

/* Note an access of REF in STMT if it goes through NAME.  Returns whether it
   does.  */
static bool
access_p (struct walk *w, tree ref, tree name, const gimple *stmt)
{
  if (!ref)
    return false;
  bool address = TREE_CODE (ref) == ADDR_EXPR;
  if (address)
    ref = TREE_OPERAND (ref, 0);
  tree base = ref;
  while (handled_component_p (base))
    base = TREE_OPERAND (base, 0);
  if (TREE_CODE (base) != MEM_REF || TREE_OPERAND (base, 0) != name)
    return false;
  check_type (w->facts, TREE_TYPE (base), stmt);
  return !address;
}

static void walk_value (struct walk *w, tree name, bool whole);

static void
add_test (struct walk *w, gimple *stmt, tree name, bool whole)
{
  struct esc_facts *facts = w->facts;
  if (!whole)
    {
      refuse (facts, stmt, "a copy of the pointer is compared with NULL");
      return;
    }
  if (name == facts->value)
    ESC_PUSH (w->arena, facts->dead, facts->ndead, facts->dead_cap, stmt);
}

/* The type that CALL's parameter ARG is declared with, or NULL_TREE.  */
static tree
parameter_type (const gcall *call, unsigned arg)
{
  tree fntype = gimple_call_fntype (call);
  tree t = fntype ? TYPE_ARG_TYPES (fntype) : NULL_TREE;
  for (; t && arg; arg--)
    t = TREE_CHAIN (t);
  return t ? TREE_VALUE (t) : NULL_TREE;
}

static void
walk_argument (struct walk *w, gcall *call, unsigned arg, bool whole)
{
  struct esc_facts *facts = w->facts;
  tree fndecl = gimple_call_fndecl (call);
  tree name = gimple_call_arg (call, arg);
  if (fndecl && strcmp (IDENTIFIER_POINTER (DECL_NAME (fndecl)), "free") == 0)
    {
      if (!whole || SSA_NAME_VAR (name) != facts->var)
	refuse (facts, call, "it is freed by way of another variable");
      else
	ESC_PUSH (w->arena, facts->frees, facts->nfrees, facts->frees_cap,
		  (gimple *) call);
      return;
    }
  tree type = parameter_type (call, arg);
  bool library = fndecl && DECL_IN_SYSTEM_HEADER (fndecl)
		 && !gimple_has_body_p (fndecl);
  bool builtin = fndecl && fndecl_built_in_p (fndecl, BUILT_IN_NORMAL);
  if (type && POINTER_TYPE_P (type))
    {
      check_type (facts, TREE_TYPE (type), call);
      /* Bytes that some function calls void may be anything there.  */
      if (VOID_TYPE_P (TREE_TYPE (type)) && !library && !builtin
	  && TYPE_ALIGN (facts->type) <= BITS_PER_UNIT)
	refuse (facts, call, other_type);
    }
  else if (!library && !builtin)
    refuse (facts, call, "it is passed to a function without a prototype");
  tree lhs = gimple_call_lhs (call);
  if (!builtin || (lhs && POINTER_TYPE_P (TREE_TYPE (lhs))))
    facts->moved = true;
  if (lhs && TREE_CODE (lhs) == SSA_NAME && POINTER_TYPE_P (TREE_TYPE (lhs))
      && builtin)
    walk_value (w, lhs, false);
}

static void
walk_assign (struct walk *w, gassign *stmt, tree name, bool whole)
{
  struct esc_facts *facts = w->facts;
  tree lhs = gimple_assign_lhs (stmt);
  enum tree_code code = gimple_assign_rhs_code (stmt);
  tree rhs = gimple_assign_rhs1 (stmt);
  bool accessed = access_p (w, lhs, name, stmt);
  if (gimple_assign_single_p (stmt))
    accessed |= access_p (w, rhs, name, stmt);
  if (TREE_CODE_CLASS (code) == tcc_comparison)
    {
      tree other = rhs == name ? gimple_assign_rhs2 (stmt) : rhs;
      if (null_p (other))
	add_test (w, stmt, name, whole);
      return;
    }
  if (rhs == name && TREE_CODE (lhs) != SSA_NAME)
    {
      /* Kept in memory.  */
      facts->moved = true;
      if (POINTER_TYPE_P (TREE_TYPE (lhs)))
	check_type (facts, TREE_TYPE (TREE_TYPE (lhs)), stmt);
      else
	refuse (facts, stmt, other_type);
      return;
    }
  if (accessed || TREE_CODE (lhs) != SSA_NAME)
    return;
  tree var = SSA_NAME_VAR (lhs);
  if (var && var != facts->var && !DECL_ARTIFICIAL (var))
    facts->moved = true;
  if (!POINTER_TYPE_P (TREE_TYPE (lhs)))
    {
      facts->moved = true;
      return;
    }
  if (code != ADDR_EXPR)
    check_type (facts, TREE_TYPE (TREE_TYPE (lhs)), stmt);
  walk_value (w, lhs, var == facts->var);
}

/* Look at all that is done with NAME, which is the object's address if WHOLE,
   else somewhere in it.  */
static void
walk_value (struct walk *w, tree name, bool whole)
{
  struct esc_facts *facts = w->facts;
  if (esc_map_get (&w->seen, SSA_NAME_VERSION (name) + 1))
    return;
  esc_map_put (w->arena, &w->seen, SSA_NAME_VERSION (name) + 1, 1);
  imm_use_iterator it;
  use_operand_p use;
  FOR_EACH_IMM_USE_FAST (use, it, name)
    {
      gimple *stmt = USE_STMT (use);
      switch (gimple_code (stmt))
	{
	case GIMPLE_DEBUG:
	  break;
	case GIMPLE_PHI:
	  {
	    tree result = gimple_phi_result (stmt);
	    bool same = SSA_NAME_VAR (result) == facts->var;
	    facts->moved |= !same;
	    walk_value (w, result, whole && same);
	    break;
	  }
	case GIMPLE_COND:
	  if (null_p (gimple_cond_rhs (stmt)))
	    add_test (w, stmt, name, whole);
	  break;
	case GIMPLE_ASSIGN:
	  walk_assign (w, as_a <gassign *> (stmt), name, whole);
	  break;
	case GIMPLE_CALL:
	  {
	    gcall *call = as_a <gcall *> (stmt);
	    if (gimple_call_lhs (call))
	      access_p (w, gimple_call_lhs (call), name, stmt);
	    for (unsigned a = 0; a < gimple_call_num_args (call); a++)
	      if (gimple_call_arg (call, a) == name)
		walk_argument (w, call, a, whole);
	      else if (access_p (w, gimple_call_arg (call, a), name, stmt))
		;
	      else if (TREE_CODE (gimple_call_arg (call, a)) == ADDR_EXPR)
		facts->moved = true;
	    break;
	  }
	case GIMPLE_RETURN:
	  facts->moved = true;
	  break;
	default:
	  refuse (facts, stmt, "it is used in a way that is not understood");
	  break;
	}
    }
}

/* ---- The allocation.  ---- */

static bool
called_p (const gcall *call, const char *name, unsigned nargs)
{
  tree fndecl = gimple_call_fndecl (call);
  return fndecl && TREE_PUBLIC (fndecl) && !gimple_has_body_p (fndecl)
	 && gimple_call_num_args (call) == nargs
	 && strcmp (IDENTIFIER_POINTER (DECL_NAME (fndecl)), name) == 0;
}

/* Check that each of the engine's FREE ops is one of ours.  */
static void
check_frees (struct esc_facts *facts, const struct esc_finding *f)
{
  for (const struct esc_step *s = f->steps; s; s = s->next)
    {
      bool found = false;
      for (uint32_t i = 0; i < facts->nfrees; i++)
	found |= gimple_location (facts->frees[i]) == (location_t) s->loc;
      if (!found && !facts->why)
	{
	  facts->why = esc_why_freer;
	  facts->where = (location_t) s->loc;
	}
    }
}

void
esc_facts_of (struct esc_facts *facts, struct esc_arena *arena,
	      const struct esc_finding *f)
{
  memset (facts, 0, sizeof *facts);
  facts->where = UNKNOWN_LOCATION;
  gimple *stmt = (gimple *) f->host;
  tree fndecl = f->fn ? (tree) f->fn->host : NULL_TREE;
  facts->call = stmt ? dyn_cast <gcall *> (stmt) : NULL;
  struct function *fun = fndecl ? DECL_STRUCT_FUNCTION (fndecl) : NULL;
  if (!facts->call || !fun || !gimple_bb (stmt))
    {
      refuse (facts, stmt, "the allocation is not a call");
      return;
    }
  facts->zeroed = called_p (facts->call, "calloc", 2);
  if (!facts->zeroed && !called_p (facts->call, "malloc", 1))
    {
      refuse (facts, stmt, esc_why_callee);
      return;
    }
  if (decl_function_context (fndecl))
    refuse (facts, stmt, "the function is in another one");
  if (f->loop)
    refuse (facts, stmt, esc_why_loop);
  if (f->held)
    refuse (facts, stmt, "its address is still held where it is freed");
  for (unsigned a = 0; a < gimple_call_num_args (facts->call); a++)
    if (TREE_CODE (gimple_call_arg (facts->call, a)) != INTEGER_CST)
      refuse (facts, stmt, esc_why_size);
  find_variable (facts, fndecl);
  if (facts->why)
    return;
  check_values (facts, fun);
  struct walk w = { facts, arena, { NULL, NULL, 0, 0 } };
  walk_value (&w, facts->value, true);
  /* Values that came from NULL or nothing: their frees and tests, too.  */
  unsigned i;
  tree name;
  FOR_EACH_SSA_NAME (i, name, fun)
    if (SSA_NAME_VAR (name) == facts->var)
      walk_value (&w, name, true);
  check_frees (facts, f);
}
