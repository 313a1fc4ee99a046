/* lower-builtin.cc - the functions that are part of the language as flows of the
   escape graph.

   Owns:    built-in and internal functions that no library has, or that the
            compiler may expand itself: memcpy, atomics, variable arguments,
            trampolines, the stack.
   Input:   GIMPLE_CALL.  Output: the flows.
   Not handled: every other function (lower-call.cc).  */

#include "plugin.h"

/* Operands.  */

static struct esc_place
arg_place (struct esc_body *body, gcall *call, unsigned i)
{
  struct esc_place none = {};
  return i < gimple_call_num_args (call)
	 ? esc_lower_operand (body, gimple_call_arg (call, i)) : none;
}

/* The constant argument I of CALL; 0 if it is none.  */
static uint64_t
arg_length (gcall *call, unsigned i)
{
  tree arg = i < gimple_call_num_args (call) ? gimple_call_arg (call, i)
					     : NULL_TREE;
  return arg && tree_fits_uhwi_p (arg) ? tree_to_uhwi (arg) : 0;
}

/* The result of CALL is FROM.  */
static void
set_result (struct esc_body *body, gcall *call, struct esc_place from)
{
  tree lhs = gimple_call_lhs (call);
  if (!lhs)
    return;
  if (TREE_CODE (lhs) == SSA_NAME)
    esc_emit_copy (body, esc_lower_ssa (body, lhs), from);
  else if (is_gimple_reg_type (TREE_TYPE (lhs)))
    esc_emit_store (body, esc_lower_place (body, lhs),
		    esc_place_ref (body, from),
		    esc_type_size (TREE_TYPE (lhs)), 0);
}

/* The result of CALL is what is at FROM.  */
static void
set_result_load (struct esc_body *body, gcall *call, struct esc_place from,
		 uint64_t size)
{
  if (!gimple_call_lhs (call))
    return;
  struct esc_place value = {};
  value.base = esc_temp (body);
  esc_emit_load (body, value.base, from, size);
  set_result (body, call, value);
}

/* Emit a call of CALLEE with nothing in it but that it does not return.  */
static void
lower_noreturn (struct esc_body *body, tree fndecl)
{
  struct esc_call c = {};
  c.callee = esc_lower_fndecl (body->lw, fndecl)->obj;
  c.flags = ESC_CF_NORETURN;
  c.loc = body->loc;
  c.host = body->stmt;
  struct esc_op op = {};
  op.kind = ESC_OP_CALL;
  op.call = esc_add_call (body->unit, body->fn, &c);
  esc_emit (body, op);
}

/* Atomics.  */

/* The generic form, OP (size, pointer, pointers to values...).  */
static void
lower_atomic_generic (struct esc_body *body, gcall *call, const char *op)
{
  uint64_t size = arg_length (call, 0);
  struct esc_place mem = arg_place (body, call, 1);
  struct esc_place a = arg_place (body, call, 2);
  struct esc_place b = arg_place (body, call, 3);
  if (startswith (op, "load"))
    esc_emit_move (body, a, mem, size);
  else if (startswith (op, "store"))
    esc_emit_move (body, mem, a, size);
  else if (startswith (op, "exchange"))
    {
      esc_emit_move (body, b, mem, size);
      esc_emit_move (body, mem, a, size);
    }
  else
    {
      /* compare_exchange: either the one or the other happens.  */
      esc_ref temp = esc_temp (body);
      esc_emit_load (body, temp, mem, size);
      esc_emit_store (body, a, temp, size, ESC_PF_WEAK | ESC_PF_MAYBE);
      temp = esc_temp (body);
      esc_emit_load (body, temp, b, size);
      esc_emit_store (body, mem, temp, size, ESC_PF_WEAK | ESC_PF_MAYBE);
    }
}

/* Whether OP, an atomic operation, stores only on a condition, and the result of
   CALL says whether it did: then it is a call of a known function.  */
static bool
tells_success_p (gcall *call, const char *op)
{
  if (startswith (op, "compare_exchange") || startswith (op, "bool_compare"))
    return true;
  /* The old value is the result: the new one is stored if that was as expected,
     which only NULL lets us see.  */
  return startswith (op, "val_compare") && gimple_call_num_args (call) > 1
	 && integer_zerop (gimple_call_arg (call, 1));
}

/* __atomic_OP_SIZE and __sync_OP_SIZE.  By name: there are two hundred codes,
   and the names are regular.  True if CALL is one and done with.  */
static bool
lower_atomic (struct esc_body *body, gcall *call, const char *name)
{
  bool sync = startswith (name, "__sync_");
  if (!sync && !startswith (name, "__atomic_"))
    return false;
  const char *op = name + (sync ? 7 : 9);
  const char *tail = strrchr (op, '_');
  unsigned size = tail && ISDIGIT (tail[1]) ? (unsigned) atoi (tail + 1) : 0;
  if (!size)
    {
      if (!sync && (strcmp (op, "load") == 0 || strcmp (op, "store") == 0
		    || strcmp (op, "exchange") == 0
		    || strcmp (op, "compare_exchange") == 0))
	lower_atomic_generic (body, call, op);
      /* Fences, flags: no address.  */
      return true;
    }
  if (size < POINTER_SIZE_UNITS)
    return true;
  if (size == POINTER_SIZE_UNITS && tells_success_p (call, op))
    return false;
  struct esc_place mem = arg_place (body, call, 0), none = {};
  auto value = [body, call] (unsigned i)
    {
      return esc_place_ref (body, arg_place (body, call, i));
    };
  if (startswith (op, "load"))
    set_result_load (body, call, mem, size);
  else if (startswith (op, "store"))
    esc_emit_store (body, mem, value (1), size, 0);
  else if (startswith (op, "lock_release"))
    esc_emit_store (body, mem, none.base, size, 0);
  else if (startswith (op, "exchange") || startswith (op, "lock_test_and_set"))
    {
      set_result_load (body, call, mem, size);
      esc_emit_store (body, mem, value (1), size, 0);
    }
  else if (startswith (op, "compare_exchange"))
    {
      esc_ref temp = esc_temp (body);
      esc_emit_load (body, temp, mem, size);
      esc_emit_store (body, arg_place (body, call, 1), temp, size,
		      ESC_PF_WEAK | ESC_PF_MAYBE);
      esc_emit_store (body, mem, value (2), size, ESC_PF_WEAK | ESC_PF_MAYBE);
    }
  else if (startswith (op, "bool_compare") || startswith (op, "val_compare"))
    {
      if (*op == 'v')
	set_result_load (body, call, mem, size);
      esc_emit_store (body, mem, value (2), size, ESC_PF_WEAK | ESC_PF_MAYBE);
    }
  else
    {
      /* fetch_and_OP, OP_and_fetch, fetch_OP, OP_fetch.  */
      set_result_load (body, call, mem, size);
      if (esc_ref src = value (1))
	esc_emit_store (body, mem, src, size, ESC_PF_WEAK);
    }
  return true;
}

/* The stack.  */

static void
lower_alloca (struct esc_body *body, gcall *call)
{
  tree lhs = gimple_call_lhs (call);
  if (!lhs)
    return;
  struct esc_obj obj = {};
  bool vla = gimple_call_alloca_for_var_p (call);
  obj.kind = vla ? ESC_O_VLA : ESC_O_ALLOCA;
  obj.name = vla ? NULL : "alloca";
  tree size = gimple_call_arg (call, 0);
  obj.size = tree_fits_shwi_p (size) ? tree_to_shwi (size) : -1;
  obj.loc = body->loc;
  tree var = TREE_CODE (lhs) == SSA_NAME ? SSA_NAME_VAR (lhs) : lhs;
  for (uint32_t i = 0; vla && var && i < body->nvla_names; i++)
    if (body->vla_names[i].pointer == var)
      {
	tree user = body->vla_names[i].var;
	obj.host = user;
	obj.name = esc_decl_name (user);
	obj.loc = DECL_SOURCE_LOCATION (user);
	uint32_t scope = esc_map_get (&body->scopes, esc_key (user));
	obj.scope = scope ? scope - 1 : 0;
      }
  struct esc_place place = {};
  place.base = esc_add_object (body->unit, body->fn, &obj);
  if (vla)
    {
      struct esc_vla v = { call, place.base };
      ESC_PUSH (&body->arena, body->vlas, body->nvlas, body->vlas_cap, v);
    }
  set_result (body, call, place);
}

/* The stack goes back to what it was at the stack_save that made the argument
   of CALL: the VLAs made after that die.  */
static void
lower_stack_restore (struct esc_body *body, gcall *call)
{
  tree saved = gimple_call_arg (call, 0);
  if (TREE_CODE (saved) != SSA_NAME || !body->nvlas)
    return;
  gimple *save = SSA_NAME_DEF_STMT (saved);
  basic_block home = gimple_bb (save);
  if (!home)
    return;
  /* Dominators are GCC's: leave them as they were.  */
  bool had = dom_info_available_p (body->fun, CDI_DOMINATORS);
  push_cfun (body->fun);
  if (!had)
    calculate_dominance_info (CDI_DOMINATORS);
  for (uint32_t i = 0; i < body->nvlas; i++)
    {
      gimple *made = body->vlas[i].call;
      bool after = gimple_bb (made) != home
		   && dominated_by_p (CDI_DOMINATORS, gimple_bb (made), home);
      if (gimple_bb (made) == home)
	for (gimple_stmt_iterator g = gsi_for_stmt (save);
	     !gsi_end_p (g) && !after; gsi_next (&g))
	  after = gsi_stmt (g) == made;
      if (!after)
	continue;
      struct esc_op op = {};
      op.kind = ESC_OP_DIE;
      op.src = body->vlas[i].obj;
      esc_emit (body, op);
    }
  if (!had)
    free_dominance_info (CDI_DOMINATORS);
  pop_cfun ();
}

/* Variable arguments.  A va_list holds the address of the memory in which they
   were passed.  */

static void
lower_va_arg (struct esc_body *body, gcall *call)
{
  tree lhs = gimple_call_lhs (call), list = gimple_call_arg (call, 0);
  if (!lhs)
    return;
  struct esc_place from = esc_lower_operand (body, list), args = {};
  from.at = esc_off_add (from.at, { 0, 1, 0 });
  args.base = esc_temp (body);
  esc_emit_load (body, args.base, from, POINTER_SIZE_UNITS);
  /* A va_list that is an array and came as an argument: one step more.  */
  if (POINTER_TYPE_P (TREE_TYPE (list))
      && POINTER_TYPE_P (TREE_TYPE (TREE_TYPE (list)))
      && TREE_CODE (va_list_type_node) == ARRAY_TYPE)
    {
      from.base = args.base;
      from.at = { 0, 1, 0 };
      args.base = esc_temp (body);
      esc_emit_load (body, args.base, from, POINTER_SIZE_UNITS);
    }
  args.at = { 0, 1, 0 };
  if (is_gimple_reg_type (TREE_TYPE (lhs)))
    {
      set_result_load (body, call, args, POINTER_SIZE_UNITS);
      return;
    }
  /* A structure: what was passed is where it is.  */
  struct esc_place memory = {};
  memory.base = esc_temp (body);
  esc_emit_load (body, memory.base, args, POINTER_SIZE_UNITS);
  esc_emit_move (body, esc_lower_place (body, lhs), memory,
		 esc_type_size (TREE_TYPE (lhs)));
}

static void
lower_va_copy (struct esc_body *body, gcall *call)
{
  struct esc_place to = arg_place (body, call, 0);
  if (TREE_CODE (va_list_type_node) == ARRAY_TYPE)
    esc_emit_move (body, to, arg_place (body, call, 1),
		   esc_type_size (va_list_type_node));
  else
    esc_emit_store (body, to, esc_place_ref (body, arg_place (body, call, 1)),
		    POINTER_SIZE_UNITS, 0);
}

/* The trampoline at argument TRAMP calls argument FN with argument CHAIN.  */
static void
lower_trampoline (struct esc_body *body, gcall *call, unsigned tramp,
		  unsigned fn, unsigned chain)
{
  struct esc_place to = arg_place (body, call, tramp);
  esc_emit_store (body, to, esc_place_ref (body, arg_place (body, call, chain)),
		  POINTER_SIZE_UNITS, ESC_PF_WEAK);
  esc_emit_store (body, to, esc_place_ref (body, arg_place (body, call, fn)),
		  POINTER_SIZE_UNITS, ESC_PF_WEAK);
}

/* Built-ins that are part of the language.  True if CALL is done with.  */
bool
esc_lower_builtin (struct esc_body *body, gcall *call, tree fndecl)
{
  struct esc_place nothing = {}, dst;
  switch (DECL_FUNCTION_CODE (fndecl))
    {
    case BUILT_IN_MEMCPY:
    case BUILT_IN_MEMMOVE:
    case BUILT_IN_MEMPCPY:
    case BUILT_IN_MEMCPY_CHK:
    case BUILT_IN_MEMMOVE_CHK:
    case BUILT_IN_MEMPCPY_CHK:
      dst = arg_place (body, call, 0);
      esc_emit_move (body, dst, arg_place (body, call, 1),
		     arg_length (call, 2));
      if (DECL_FUNCTION_CODE (fndecl) == BUILT_IN_MEMPCPY
	  || DECL_FUNCTION_CODE (fndecl) == BUILT_IN_MEMPCPY_CHK)
	dst.at = esc_off_add (dst.at,
			      esc_lower_offset (gimple_call_arg (call, 2)));
      set_result (body, call, dst);
      return true;
    case BUILT_IN_BCOPY:
      esc_emit_move (body, arg_place (body, call, 1),
		     arg_place (body, call, 0), arg_length (call, 2));
      return true;
    case BUILT_IN_MEMSET:
    case BUILT_IN_MEMSET_CHK:
      dst = arg_place (body, call, 0);
      esc_emit_move (body, dst, nothing, arg_length (call, 2));
      set_result (body, call, dst);
      return true;
    case BUILT_IN_BZERO:
      esc_emit_move (body, arg_place (body, call, 0), nothing,
		     arg_length (call, 1));
      return true;

    case BUILT_IN_EXPECT:
    case BUILT_IN_EXPECT_WITH_PROBABILITY:
    case BUILT_IN_ASSUME_ALIGNED:
    case BUILT_IN_ADJUST_TRAMPOLINE:
    case BUILT_IN_ADJUST_DESCRIPTOR:
    case BUILT_IN_SPECULATION_SAFE_VALUE_N:
    case BUILT_IN_SPECULATION_SAFE_VALUE_8:
      /* The argument again.  */
      set_result (body, call, arg_place (body, call, 0));
      return true;

    case BUILT_IN_OBJECT_SIZE:
    ESC_GCC_CASE_DYNAMIC_OBJECT_SIZE
    case BUILT_IN_CONSTANT_P:
    case BUILT_IN_PREFETCH:
    case BUILT_IN_CLEAR_CACHE:
    case BUILT_IN_CLEAR_PADDING:
    case BUILT_IN_FRAME_ADDRESS:
    case BUILT_IN_RETURN_ADDRESS:
    case BUILT_IN_EXTRACT_RETURN_ADDR:
    case BUILT_IN_FROB_RETURN_ADDR:
    case BUILT_IN_DWARF_CFA:
    case BUILT_IN_DWARF_SP_COLUMN:
    case BUILT_IN_UNWIND_INIT:
    case BUILT_IN_EH_POINTER:
    case BUILT_IN_EH_FILTER:
    case BUILT_IN_EH_COPY_VALUES:
    case BUILT_IN_STACK_SAVE:
    case BUILT_IN_SETJMP_SETUP:
    case BUILT_IN_SETJMP_RECEIVER:
    case BUILT_IN_UPDATE_SETJMP_BUF:
    case BUILT_IN_VA_END:
      /* Look at an address, or at the stack, and keep nothing.  */
      return true;

    case BUILT_IN_TRAP:
    case BUILT_IN_UNREACHABLE:
    ESC_GCC_CASE_UNREACHABLE_TRAP
    case BUILT_IN_NONLOCAL_GOTO:
      lower_noreturn (body, fndecl);
      return true;

    case BUILT_IN_VA_START:
      esc_emit_store (body, arg_place (body, call, 0), body->varargs,
		      POINTER_SIZE_UNITS, 0);
      return true;
    case BUILT_IN_VA_COPY:
      lower_va_copy (body, call);
      return true;

    CASE_BUILT_IN_ALLOCA:
      lower_alloca (body, call);
      return true;
    case BUILT_IN_STACK_RESTORE:
      lower_stack_restore (body, call);
      return true;

    case BUILT_IN_INIT_TRAMPOLINE:
    case BUILT_IN_INIT_HEAP_TRAMPOLINE:
    case BUILT_IN_INIT_DESCRIPTOR:
      lower_trampoline (body, call, 0, 1, 2);
      return true;
    ESC_GCC_CASE_NESTED_PTR (lower_trampoline (body, call, 2, 1, 0))

    case BUILT_IN_APPLY:
    case BUILT_IN_APPLY_ARGS:
    case BUILT_IN_RETURN:
    case BUILT_IN_SAVEREGS:
      esc_lower_default (body, call);
      return true;

    default:
      return lower_atomic (body, call,
			   IDENTIFIER_POINTER (DECL_NAME (fndecl)));
    }
}

/* Functions that only GCC itself can call.  */
void
esc_lower_internal (struct esc_body *body, gcall *call)
{
  switch (gimple_call_internal_fn (call))
    {
    case IFN_ASAN_MARK:
      /* With -fsanitize=address, instead of a clobber.  0 is POISON.  */
      if (integer_zerop (gimple_call_arg (call, 0)))
	{
	  struct esc_op op = {};
	  op.kind = ESC_OP_DIE;
	  op.src = arg_place (body, call, 1).base;
	  if (ESC_IS_OBJ (op.src) && !(op.src & ESC_REF_UNIT))
	    esc_emit (body, op);
	}
      return;
    case IFN_VA_ARG:
      lower_va_arg (body, call);
      return;
    case IFN_LAUNDER:
    case IFN_BUILTIN_EXPECT:
      set_result (body, call, arg_place (body, call, 0));
      return;
    ESC_GCC_CASE_DEFERRED_INIT
    case IFN_UNIQUE:
    case IFN_FALLTHROUGH:
    case IFN_ABNORMAL_DISPATCHER:
    case IFN_ANNOTATE:
    case IFN_ASAN_CHECK:
    case IFN_HWASAN_MARK:
    case IFN_HWASAN_CHECK:
    case IFN_ASAN_POISON:
    case IFN_ASAN_POISON_USE:
    case IFN_UBSAN_NULL:
    case IFN_UBSAN_BOUNDS:
    case IFN_UBSAN_VPTR:
    case IFN_UBSAN_PTR:
    case IFN_UBSAN_OBJECT_SIZE:
    case IFN_TSAN_FUNC_EXIT:
    case IFN_MUL_OVERFLOW:
      /* Look at addresses and keep none.  */
      return;
    default:
      if (internal_fn_flags (gimple_call_internal_fn (call))
	  & (ECF_CONST | ECF_PURE))
	{
	  /* Arithmetic: what goes in may come out.  */
	  for (unsigned i = 0; i < gimple_call_num_args (call); i++)
	    {
	      struct esc_place from = arg_place (body, call, i);
	      from.at = { 0, 1, 0 };
	      if (from.base)
		set_result (body, call, from);
	    }
	  return;
	}
      esc_lower_default (body, call);
      return;
    }
}
