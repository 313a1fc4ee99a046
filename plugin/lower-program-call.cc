/* lower-program-call.cc - calls of a program.

   Owns:    what a call computes, and what may change in it.
   Input:   a GIMPLE_CALL.
   Output:  instructions; those of the callee, if it is small, in the place of the
            call.
   Not handled: calls that return through memory are not inlined.  */

#include "lower-program.h"

/* DST = function of the arguments of CALL, and of memory if PURE.  */
static void
pure_call (struct writer *w, gcall *call, bool pure)
{
  tree lhs = gimple_call_lhs (call), fndecl = gimple_call_fndecl (call);
  if (!lhs || TREE_CODE (lhs) != SSA_NAME)
    return;
  uint8_t bits = bits_of (TREE_TYPE (lhs));
  bool uns = uns_of (TREE_TYPE (lhs));
  struct esc_pval args = {};
  args.kind = ESC_PV_CONST;
  args.k = fndecl ? (int64_t) DECL_UID (fndecl) : 0;
  for (unsigned i = 0; i < gimple_call_num_args (call); i++)
    {
      struct esc_pval arg = esc_prog_operand (w, gimple_call_arg (call, i));
      if (arg.kind == ESC_PV_NONE || !fndecl)
	{
	  esc_prog_any (w, lhs);
	  return;
	}
      struct esc_pinstr *in = esc_prog_add (w, ESC_PK_SET);
      in->code = ESC_P_OTHER;
      in->bits = 64;
      in->a = args;
      in->b = arg;
      in->dst = w->extra++;
      args.kind = ESC_PV_VAR;
      args.n = in->dst;
    }
  struct esc_pinstr *in = esc_prog_add (w, pure ? ESC_PK_PURE : ESC_PK_SET);
  in->code = ESC_P_OTHER;
  in->which = 1;
  in->bits = bits;
  in->uns = uns;
  in->a = args;
  in->b.kind = ESC_PV_CONST;
  in->dst = variable_of (w, lhs);
}

void
esc_prog_give (struct writer *w, tree arg)
{
  if (!POINTER_TYPE_P (TREE_TYPE (arg)))
    return;
  struct esc_pval v = esc_prog_operand (w, arg);
  if (v.kind == ESC_PV_LOCAL || v.kind == ESC_PV_VAR)
    esc_prog_add (w, ESC_PK_GIVE)->a = v;
}

static void
give_arguments (struct writer *w, gcall *stmt)
{
  for (unsigned i = 0; i < gimple_call_num_args (stmt); i++)
    esc_prog_give (w, gimple_call_arg (stmt, i));
}

/* ---- Inlining.  ---- */

/* Whether FNDECL is a few statements in a row, from its entry to its exit: a
   question such as list_empty.  `for (;;);' never gets there.  */
static bool
small_p (tree fndecl)
{
  enum { MAX_BLOCKS = 4, MAX_STATEMENTS = 16 };
  struct function *fun = DECL_STRUCT_FUNCTION (fndecl);
  if (!esc_lowered_p (fndecl) || DECL_WEAK (fndecl)
      || stdarg_p (TREE_TYPE (fndecl)) || DECL_STATIC_CHAIN (fndecl))
    return false;
  unsigned n = 0, nblocks = 0;
  for (basic_block bb = single_succ (ENTRY_BLOCK_PTR_FOR_FN (fun));
       bb->index != EXIT_BLOCK; bb = single_succ (bb))
    {
      if (++nblocks > MAX_BLOCKS || !single_succ_p (bb)
	  || !gimple_seq_empty_p (phi_nodes (bb)))
	return false;
      for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g);
	   gsi_next (&g))
	if (++n > MAX_STATEMENTS || gimple_code (gsi_stmt (g)) == GIMPLE_ASM)
	  return false;
    }
  return true;
}

static void
copy_to (struct writer *w, uint32_t dst, tree type, struct esc_pval a)
{
  if (a.kind == ESC_PV_NONE)
    return;
  struct esc_pinstr *in = esc_prog_add (w, ESC_PK_SET);
  in->code = ESC_P_COPY;
  in->dst = dst;
  in->bits = bits_of (type);
  in->uns = uns_of (type);
  in->a = a;
}

/* Write the body of FNDECL in the place of CALL; false if it is not small.  */
static bool
inline_call (struct writer *w, gcall *stmt, tree fndecl)
{
  if (w->depth >= 3 || !small_p (fndecl))
    return false;
  struct function *fun = DECL_STRUCT_FUNCTION (fndecl);
  unsigned nssa = vec_safe_length (SSANAMES (fun)), i = 0;
  esc_ref *ref_of = (esc_ref *) esc_alloc (&w->arena,
					   (nssa + 1) * sizeof *ref_of);
  struct writer inner = *w;
  inner.fun = fun;
  inner.base = w->extra;
  inner.extra = w->extra + nssa + 1;
  inner.depth++;
  inner.ref_of = ref_of;
  for (tree p = DECL_ARGUMENTS (fndecl); p; p = DECL_CHAIN (p), i++)
    {
      tree ssa = is_gimple_reg (p) ? ssa_default_def (fun, p) : NULL_TREE;
      if (!is_gimple_reg (p) || i >= gimple_call_num_args (stmt))
	return false;
      tree arg = gimple_call_arg (stmt, i);
      struct esc_pval v = esc_prog_operand (w, arg);
      if (!ssa)
	continue;
      copy_to (w, inner.base + SSA_NAME_VERSION (ssa), TREE_TYPE (p), v);
      inner.ref_of[SSA_NAME_VERSION (ssa)] = esc_prog_ref (w, arg, &v);
    }
  basic_block bb = single_succ (ENTRY_BLOCK_PTR_FOR_FN (fun));
  tree lhs = gimple_call_lhs (stmt);
  for (; bb->index != EXIT_BLOCK; bb = single_succ (bb))
    for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g);
	 gsi_next (&g))
      {
	greturn *ret = dyn_cast <greturn *> (gsi_stmt (g));
	if (!ret)
	  esc_prog_statement (&inner, gsi_stmt (g));
	else if (lhs && TREE_CODE (lhs) == SSA_NAME
		 && gimple_return_retval (ret))
	  copy_to (w, variable_of (w, lhs), TREE_TYPE (lhs),
		   esc_prog_operand (&inner, gimple_return_retval (ret)));
      }
  w->extra = inner.extra;
  w->arena = inner.arena;
  return true;
}

/* ---- Calls.  ---- */

/* STMT is a built-in that the graph has as flows: it writes where its arguments
   lead.  */
static void
clobber_arguments (struct writer *w, gcall *stmt)
{
  for (unsigned i = 0; i < gimple_call_num_args (stmt); i++)
    {
      tree arg = gimple_call_arg (stmt, i);
      if (!POINTER_TYPE_P (TREE_TYPE (arg)))
	continue;
      struct esc_pplace p = {};
      p.ptr = esc_prog_operand (w, arg);
      p.ref = esc_prog_ref (w, arg, &p.ptr);
      esc_prog_add (w, ESC_PK_CLOBBER)->place = p;
    }
}

void
esc_prog_call (struct writer *w, gcall *stmt)
{
  tree lhs = gimple_call_lhs (stmt), fndecl = gimple_call_fndecl (stmt);
  int flags = gimple_call_flags (stmt);
  if (gimple_call_builtin_p (stmt, BUILT_IN_EXPECT)
      || gimple_call_builtin_p (stmt, BUILT_IN_EXPECT_WITH_PROBABILITY)
      || gimple_call_internal_p (stmt, IFN_BUILTIN_EXPECT))
    {
      if (lhs && TREE_CODE (lhs) == SSA_NAME)
	copy_to (w, variable_of (w, lhs), TREE_TYPE (lhs),
		 esc_prog_operand (w, gimple_call_arg (stmt, 0)));
      return;
    }
  if (flags & (ECF_CONST | ECF_PURE))
    {
      pure_call (w, stmt, (flags & ECF_CONST) == 0);
      return;
    }
  if (fndecl && (!lhs || TREE_CODE (lhs) == SSA_NAME)
      && inline_call (w, stmt, fndecl))
    return;
  give_arguments (w, stmt);
  uint32_t number = esc_map_get (&w->calls, esc_key (stmt));
  if (number || !fndecl || !fndecl_built_in_p (fndecl))
    {
      struct esc_pinstr *in = esc_prog_add (w, ESC_PK_CALL);
      in->which = number;
      if (lhs && TREE_CODE (lhs) == SSA_NAME)
	{
	  in->dst = variable_of (w, lhs);
	  in->bits = bits_of (TREE_TYPE (lhs));
	  in->uns = uns_of (TREE_TYPE (lhs));
	}
      else if (lhs)
	esc_prog_clobber (w, lhs);
      return;
    }
  clobber_arguments (w, stmt);
  if (lhs && TREE_CODE (lhs) != SSA_NAME)
    esc_prog_clobber (w, lhs);
  else
    esc_prog_any (w, lhs);
}
