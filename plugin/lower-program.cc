/* lower-program.cc - what a function computes, for a finding that has to be
   confirmed.

   Owns:    the translation of GIMPLE into the form of passes/program.h.
   Input:   a function that was lowered: its body, and the numbers that its values,
            objects and calls have in the graph.
   Output:  its program, in the unit's arena.
   Not handled: what follows from it (passes/paths.c).  Floating point and what
            else is not understood are operations of which nothing is known but
            that equal ones are equal.  */

#include "plugin.h"
#include "passes/program.h"

struct writer
{
  struct esc_unit *unit;
  const struct esc_fn *fn;
  struct function *fun;
  struct esc_arena arena;	/* scratch */
  struct esc_program *prog;
  esc_ref *ref_of;		/* by SSA version */
  struct esc_map objs;		/* DECL_UID + 1 -> esc_ref */
  struct esc_map calls;		/* statement -> number */
  int *index_of;		/* by GCC's block number: ours */
  uint32_t extra;		/* variables of our own */
  uint32_t base;		/* added to SSA versions: a function that is inlined */
  unsigned depth;		/* of inlining */
};

static uint32_t
variable_of (const struct writer *w, const_tree ssa)
{
  return w->base + SSA_NAME_VERSION (ssa);
}

static struct esc_pinstr *
add (struct writer *w, enum esc_pkind kind)
{
  struct esc_pinstr in = {};
  in.kind = kind;
  ESC_PUSH (&w->unit->arena, w->prog->instrs, w->prog->ninstrs, w->prog->cap,
	    in);
  return &w->prog->instrs[w->prog->ninstrs - 1];
}

static bool
number_p (tree type)
{
  return INTEGRAL_TYPE_P (type) || POINTER_TYPE_P (type);
}

static uint8_t
bits_of (tree type)
{
  if (!number_p (type) || TYPE_PRECISION (type) > 64)
    return 0;
  return (uint8_t) TYPE_PRECISION (type);
}

static bool
uns_of (tree type)
{
  return number_p (type) && TYPE_UNSIGNED (type);
}

/* ---- Operands.  ---- */

static struct esc_pval
operand (struct writer *w, tree x)
{
  struct esc_pval v = {};
  HOST_WIDE_INT off = 0;
  if (!x)
    return v;
  switch (TREE_CODE (x))
    {
    case SSA_NAME:
      v.kind = ESC_PV_VAR;
      v.n = variable_of (w, x);
      break;
    case INTEGER_CST:
      if (bits_of (TREE_TYPE (x)))
	{
	  v.kind = ESC_PV_CONST;
	  v.k = (int64_t) TREE_INT_CST_LOW (x);
	}
      break;
    case REAL_CST:
      v.kind = ESC_PV_OPAQUE;
      v.k = (int64_t) iterative_hash_expr (x, 0);
      break;
    case ADDR_EXPR:
      {
	poly_int64 poly;
	tree base = get_addr_base_and_unit_offset (TREE_OPERAND (x, 0), &poly);
	if (!base || !poly.is_constant (&off))
	  break;
	if (DECL_P (base))
	  {
	    v.kind = auto_var_p (base) ? ESC_PV_LOCAL : ESC_PV_ADDR;
	    v.n = DECL_UID (base);
	    v.k = off;
	  }
	else if (TREE_CODE (base) == STRING_CST)
	  {
	    v.kind = ESC_PV_OPAQUE;
	    v.k = (int64_t) (uintptr_t) base + off;
	  }
	break;
      }
    default:
      break;
    }
  return v;
}

/* Accesses of these types do not meet unless the numbers are equal: the effective
   types of C, coarsely, and the same whatever -fstrict-aliasing says, so that the
   findings do not depend on -O.  0: any.  */
static uint16_t
class_of (tree type)
{
  if (POINTER_TYPE_P (type))
    return 1;
  if (SCALAR_FLOAT_TYPE_P (type))
    return (uint16_t) (0x100 + TYPE_PRECISION (type));
  if (INTEGRAL_TYPE_P (type) && TYPE_PRECISION (type) > 8)
    return (uint16_t) (0x200 + TYPE_PRECISION (type));
  return 0;
}

static struct esc_pplace
place_of (struct writer *w, tree ref)
{
  struct esc_pplace p = {};
  poly_int64 poff, psize, pmax;
  bool reverse;
  HOST_WIDE_INT off, size, max;
  tree base = get_ref_base_and_extent (ref, &poff, &psize, &pmax, &reverse);
  bool exact = poff.is_constant (&off) && psize.is_constant (&size)
	       && pmax.is_constant (&max) && size == max && size > 0
	       && size <= 4096;
  p.type = class_of (TREE_TYPE (ref));
  if (exact)
    {
      p.bit = off;
      p.len = (uint32_t) size;
    }
  if (base && DECL_P (base))
    {
      p.ptr.kind = auto_var_p (base) ? ESC_PV_LOCAL : ESC_PV_ADDR;
      p.ptr.n = DECL_UID (base);
      p.ref = esc_map_get (&w->objs, DECL_UID (base) + 1);
    }
  else if (base && TREE_CODE (base) == MEM_REF)
    {
      tree ptr = TREE_OPERAND (base, 0);
      p.ptr = operand (w, ptr);
      HOST_WIDE_INT more;
      if (mem_ref_offset (base).to_shwi (&poff) && poff.is_constant (&more))
	p.bit += more * BITS_PER_UNIT;
      else
	p.len = 0;
      if (TREE_CODE (ptr) == SSA_NAME)
	p.ref = w->ref_of[SSA_NAME_VERSION (ptr)];
      else if (p.ptr.kind == ESC_PV_ADDR || p.ptr.kind == ESC_PV_LOCAL)
	p.ref = esc_map_get (&w->objs, p.ptr.n + 1);
    }
  else
    p.len = 0;
  return p;
}

static bool
memory_p (tree x)
{
  while (handled_component_p (x))
    x = TREE_OPERAND (x, 0);
  return TREE_CODE (x) == MEM_REF || TREE_CODE (x) == TARGET_MEM_REF
	 || VAR_P (x) || TREE_CODE (x) == PARM_DECL
	 || TREE_CODE (x) == RESULT_DECL;
}

/* ---- Statements.  ---- */

static void
set_any (struct writer *w, tree lhs)
{
  if (!lhs || TREE_CODE (lhs) != SSA_NAME || virtual_operand_p (lhs))
    return;
  struct esc_pinstr *in = add (w, ESC_PK_ANY);
  in->dst = variable_of (w, lhs);
  in->bits = bits_of (TREE_TYPE (lhs));
  in->uns = uns_of (TREE_TYPE (lhs));
}

static void
clobber (struct writer *w, tree ref)
{
  struct esc_pplace p = place_of (w, ref);
  p.type = 0;
  add (w, ESC_PK_CLOBBER)->place = p;
}

static enum esc_pcode
code_of (enum tree_code code)
{
  switch (code)
    {
    case SSA_NAME: case INTEGER_CST: case ADDR_EXPR: case PAREN_EXPR:
    case REAL_CST:
      return ESC_P_COPY;
    CASE_CONVERT:
      return ESC_P_CONVERT;
    case PLUS_EXPR: case POINTER_PLUS_EXPR:
      return ESC_P_ADD;
    case MINUS_EXPR:
      return ESC_P_SUB;
    case MULT_EXPR:
      return ESC_P_MUL;
    case BIT_AND_EXPR: case TRUTH_AND_EXPR:
      return ESC_P_AND;
    case BIT_IOR_EXPR: case TRUTH_OR_EXPR:
      return ESC_P_OR;
    case BIT_XOR_EXPR: case TRUTH_XOR_EXPR: case BIT_NOT_EXPR:
    case TRUTH_NOT_EXPR:
      return ESC_P_XOR;
    case EQ_EXPR:
      return ESC_P_EQ;
    case NE_EXPR:
      return ESC_P_NE;
    case LT_EXPR:
      return ESC_P_LT;
    case LE_EXPR:
      return ESC_P_LE;
    case GT_EXPR:
      return ESC_P_GT;
    case GE_EXPR:
      return ESC_P_GE;
    default:
      return ESC_P_OTHER;
    }
}

/* IN = the address of a member of what a pointer leads to, OP.  */
static void
member_address (struct writer *w, tree op, struct esc_pinstr *in)
{
  poly_int64 poly;
  HOST_WIDE_INT off, more;
  tree base = get_addr_base_and_unit_offset (TREE_OPERAND (op, 0), &poly);
  if (!base || !poly.is_constant (&off) || TREE_CODE (base) != MEM_REF
      || !mem_ref_offset (base).to_shwi (&poly) || !poly.is_constant (&more))
    return;
  in->a = operand (w, TREE_OPERAND (base, 0));
  in->b.kind = ESC_PV_CONST;
  in->b.k = off + more;
  in->code = ESC_P_ADD;
  in->which = 1;
}

/* LHS = A & MASK where A was loaded just before: a test of a bit-field, which GCC
   makes of the whole byte.  Load the bits alone.  */
static bool
masked_load (struct writer *w, tree a, tree mask, tree lhs)
{
  if (BYTES_BIG_ENDIAN || TREE_CODE (a) != SSA_NAME
      || TREE_CODE (mask) != INTEGER_CST || !tree_fits_uhwi_p (mask)
      || !tree_to_uhwi (mask))
    return false;
  gassign *def = dyn_cast <gassign *> (SSA_NAME_DEF_STMT (a));
  unsigned HOST_WIDE_INT m = tree_to_uhwi (mask);
  int low = ctz_hwi (m);
  if (!def || !gimple_assign_single_p (def)
      || TREE_CODE (gimple_assign_rhs1 (def)) != BIT_FIELD_REF
      || !memory_p (gimple_assign_rhs1 (def))
      || ((m >> low) & ((m >> low) + 1)) != 0)
    return false;
  for (gimple_stmt_iterator g = gsi_for_stmt (def); !gsi_end_p (g);
       gsi_next (&g))
    if (gsi_stmt (g) == SSA_NAME_DEF_STMT (lhs))
      break;
    else if (gimple_vdef (gsi_stmt (g)))
      return false;
  uint8_t bits = bits_of (TREE_TYPE (lhs));
  struct esc_pplace p = place_of (w, gimple_assign_rhs1 (def));
  if (!p.len || !bits)
    return false;
  p.bit += low;
  p.len = (uint32_t) floor_log2 (m >> low) + 1;
  uint32_t field = w->extra++, wide = w->extra++;
  struct esc_pinstr *in = add (w, ESC_PK_LOAD);
  in->place = p;
  in->dst = field;
  in->bits = (uint8_t) p.len;
  in->uns = true;
  in = add (w, ESC_PK_SET);
  in->code = ESC_P_CONVERT;
  in->dst = wide;
  in->bits = bits;
  in->uns = uns_of (TREE_TYPE (lhs));
  in->a.kind = ESC_PV_VAR;
  in->a.n = field;
  in = add (w, ESC_PK_SET);
  in->code = ESC_P_MUL;
  in->dst = variable_of (w, lhs);
  in->bits = bits;
  in->uns = uns_of (TREE_TYPE (lhs));
  in->a.kind = ESC_PV_VAR;
  in->a.n = wide;
  in->b.kind = ESC_PV_CONST;
  in->b.k = HOST_WIDE_INT_1 << low;
  return true;
}

static void
expression (struct writer *w, gassign *stmt, tree lhs)
{
  enum tree_code tree_code = gimple_assign_rhs_code (stmt);
  enum esc_pcode code = code_of (tree_code);
  tree a = gimple_assign_rhs1 (stmt);
  tree b = gimple_num_ops (stmt) > 2 ? gimple_assign_rhs2 (stmt) : NULL_TREE;
  tree type = TREE_TYPE (lhs);
  if (tree_code == COND_EXPR || gimple_num_ops (stmt) > 3
      || TREE_CODE (a) == CONSTRUCTOR)
    {
      set_any (w, lhs);
      return;
    }
  /* Not of numbers: only the same again.  */
  if (!number_p (TREE_TYPE (a)) && code != ESC_P_COPY
      && !(code >= ESC_P_EQ && code <= ESC_P_GE))
    code = ESC_P_OTHER;
  struct esc_pinstr in = {};
  in.kind = ESC_PK_SET;
  in.code = code;
  in.dst = variable_of (w, lhs);
  if (code >= ESC_P_EQ && code <= ESC_P_GE)
    type = TREE_TYPE (a);
  in.bits = bits_of (type);
  in.uns = uns_of (type);
  /* Marks an address with something added.  */
  in.which = code == ESC_P_OTHER ? (uint32_t) tree_code + 1
	     : tree_code == POINTER_PLUS_EXPR;
  if (tree_code == BIT_AND_EXPR && masked_load (w, a, b, lhs))
    return;
  while (handled_component_p (a))
    a = TREE_OPERAND (a, 0);
  in.a = operand (w, a);
  in.b = operand (w, b);
  if (code == ESC_P_XOR && !b)
    {
      in.b.kind = ESC_PV_CONST;
      in.b.k = -1;
    }
  else if (TREE_CODE (a) == ADDR_EXPR && in.a.kind == ESC_PV_NONE)
    member_address (w, a, &in);
  if ((in.a.kind == ESC_PV_NONE) || (b && in.b.kind == ESC_PV_NONE))
    set_any (w, lhs);
  else
    *add (w, ESC_PK_SET) = in;
}

static void
assignment (struct writer *w, gassign *stmt)
{
  tree lhs = gimple_assign_lhs (stmt), rhs = gimple_assign_rhs1 (stmt);
  if (gimple_clobber_p (stmt))
    {
      clobber (w, lhs);
      return;
    }
  if (TREE_CODE (lhs) != SSA_NAME)
    {
      struct esc_pplace to = place_of (w, lhs);
      if (!is_gimple_reg_type (TREE_TYPE (lhs)) || memory_p (rhs)
	  || !gimple_assign_single_p (stmt))
	{
	  clobber (w, lhs);
	  return;
	}
      struct esc_pinstr *in = add (w, ESC_PK_STORE);
      in->place = to;
      in->a = operand (w, rhs);
      if (TREE_CODE (lhs) == ARRAY_REF)
	in->b = operand (w, TREE_OPERAND (lhs, 1));
      in->bits = bits_of (TREE_TYPE (lhs));
      in->uns = uns_of (TREE_TYPE (lhs));
      return;
    }
  if (gimple_assign_single_p (stmt) && memory_p (rhs))
    {
      struct esc_pinstr *in = add (w, ESC_PK_LOAD);
      in->place = place_of (w, rhs);
      in->dst = variable_of (w, lhs);
      in->bits = bits_of (TREE_TYPE (lhs));
      in->uns = uns_of (TREE_TYPE (lhs));
      in->is_volatile = gimple_has_volatile_ops (stmt);
      return;
    }
  expression (w, stmt, lhs);
}

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
      struct esc_pval arg = operand (w, gimple_call_arg (call, i));
      if (arg.kind == ESC_PV_NONE || !fndecl)
	{
	  set_any (w, lhs);
	  return;
	}
      struct esc_pinstr *in = add (w, ESC_PK_SET);
      in->code = ESC_P_OTHER;
      in->bits = 64;
      in->a = args;
      in->b = arg;
      in->dst = w->extra++;
      args.kind = ESC_PV_VAR;
      args.n = in->dst;
    }
  struct esc_pinstr *in = add (w, pure ? ESC_PK_PURE : ESC_PK_SET);
  in->code = ESC_P_OTHER;
  in->which = 1;
  in->bits = bits;
  in->uns = uns;
  in->a = args;
  in->b.kind = ESC_PV_CONST;
  in->dst = variable_of (w, lhs);
}

static void
give (struct writer *w, tree arg)
{
  if (!POINTER_TYPE_P (TREE_TYPE (arg)))
    return;
  struct esc_pval v = operand (w, arg);
  if (v.kind == ESC_PV_LOCAL || v.kind == ESC_PV_VAR)
    add (w, ESC_PK_GIVE)->a = v;
}

static void
give_arguments (struct writer *w, gcall *stmt)
{
  for (unsigned i = 0; i < gimple_call_num_args (stmt); i++)
    give (w, gimple_call_arg (stmt, i));
}

static void statement (struct writer *w, gimple *stmt);

/* Whether FNDECL is a few statements in a row: a question such as list_empty.  */
static bool
small_p (tree fndecl)
{
  enum { MAX_BLOCKS = 4, MAX_STATEMENTS = 16 };
  struct function *fun = DECL_STRUCT_FUNCTION (fndecl);
  if (!esc_lowered_p (fndecl) || DECL_WEAK (fndecl)
      || n_basic_blocks_for_fn (fun) > NUM_FIXED_BLOCKS + MAX_BLOCKS
      || stdarg_p (TREE_TYPE (fndecl)) || DECL_STATIC_CHAIN (fndecl))
    return false;
  unsigned n = 0;
  basic_block bb;
  FOR_EACH_BB_FN (bb, fun)
    {
      if (!single_succ_p (bb) || !gimple_seq_empty_p (phi_nodes (bb)))
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
  struct esc_pinstr *in = add (w, ESC_PK_SET);
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
      struct esc_pval v = operand (w, arg);
      if (!ssa)
	continue;
      copy_to (w, inner.base + SSA_NAME_VERSION (ssa), TREE_TYPE (p), v);
      if (TREE_CODE (arg) == SSA_NAME)
	inner.ref_of[SSA_NAME_VERSION (ssa)]
	  = w->ref_of[SSA_NAME_VERSION (arg)];
      else if (v.kind == ESC_PV_ADDR || v.kind == ESC_PV_LOCAL)
	inner.ref_of[SSA_NAME_VERSION (ssa)]
	  = esc_map_get (&w->objs, v.n + 1);
    }
  basic_block bb = single_succ (ENTRY_BLOCK_PTR_FOR_FN (fun));
  tree lhs = gimple_call_lhs (stmt);
  for (; bb->index != EXIT_BLOCK; bb = single_succ (bb))
    for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g);
	 gsi_next (&g))
      {
	greturn *ret = dyn_cast <greturn *> (gsi_stmt (g));
	if (!ret)
	  statement (&inner, gsi_stmt (g));
	else if (lhs && TREE_CODE (lhs) == SSA_NAME
		 && gimple_return_retval (ret))
	  copy_to (w, variable_of (w, lhs), TREE_TYPE (lhs),
		   operand (&inner, gimple_return_retval (ret)));
      }
  w->extra = inner.extra;
  w->arena = inner.arena;
  return true;
}

static void
call (struct writer *w, gcall *stmt)
{
  tree lhs = gimple_call_lhs (stmt), fndecl = gimple_call_fndecl (stmt);
  int flags = gimple_call_flags (stmt);
  if (gimple_call_builtin_p (stmt, BUILT_IN_EXPECT)
      || gimple_call_builtin_p (stmt, BUILT_IN_EXPECT_WITH_PROBABILITY)
      || gimple_call_internal_p (stmt, IFN_BUILTIN_EXPECT))
    {
      struct esc_pval a = operand (w, gimple_call_arg (stmt, 0));
      if (lhs && TREE_CODE (lhs) == SSA_NAME && a.kind != ESC_PV_NONE)
	{
	  struct esc_pinstr *in = add (w, ESC_PK_SET);
	  in->code = ESC_P_COPY;
	  in->dst = variable_of (w, lhs);
	  in->bits = bits_of (TREE_TYPE (lhs));
	  in->uns = uns_of (TREE_TYPE (lhs));
	  in->a = a;
	}
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
      struct esc_pinstr *in = add (w, ESC_PK_CALL);
      in->which = number;
      if (lhs && TREE_CODE (lhs) == SSA_NAME)
	{
	  in->dst = variable_of (w, lhs);
	  in->bits = bits_of (TREE_TYPE (lhs));
	  in->uns = uns_of (TREE_TYPE (lhs));
	}
      else if (lhs)
	clobber (w, lhs);
      return;
    }
  /* A built-in that the graph has as flows: it writes where its arguments
     lead.  */
  for (unsigned i = 0; i < gimple_call_num_args (stmt); i++)
    {
      tree arg = gimple_call_arg (stmt, i);
      if (!POINTER_TYPE_P (TREE_TYPE (arg)))
	continue;
      struct esc_pplace p = {};
      p.ptr = operand (w, arg);
      if (TREE_CODE (arg) == SSA_NAME)
	p.ref = w->ref_of[SSA_NAME_VERSION (arg)];
      else if (p.ptr.kind == ESC_PV_ADDR || p.ptr.kind == ESC_PV_LOCAL)
	p.ref = esc_map_get (&w->objs, p.ptr.n + 1);
      add (w, ESC_PK_CLOBBER)->place = p;
    }
  if (lhs && TREE_CODE (lhs) != SSA_NAME)
    clobber (w, lhs);
  else
    set_any (w, lhs);
}

static void
statement (struct writer *w, gimple *stmt)
{
  switch (gimple_code (stmt))
    {
    case GIMPLE_ASSIGN:
      assignment (w, as_a <gassign *> (stmt));
      break;
    case GIMPLE_CALL:
      call (w, as_a <gcall *> (stmt));
      break;
    case GIMPLE_ASM:
      {
	gasm *a = as_a <gasm *> (stmt);
	for (unsigned i = 0; i < gimple_asm_noutputs (a); i++)
	  {
	    tree out = TREE_VALUE (gimple_asm_output_op (a, i));
	    if (TREE_CODE (out) == SSA_NAME)
	      set_any (w, out);
	    else
	      clobber (w, out);
	  }
	for (unsigned i = 0; i < gimple_asm_ninputs (a); i++)
	  give (w, TREE_VALUE (gimple_asm_input_op (a, i)));
	if (gimple_asm_clobbers_memory_p (a))
	  add (w, ESC_PK_CALL);
	break;
      }
    default:
      break;
    }
}

/* ---- Blocks.  ---- */

static void
condition (struct writer *w, gcond *cond, const struct esc_block *graph,
	   struct esc_pblock *block)
{
  enum tree_code code = gimple_cond_code (cond);
  tree lhs = gimple_cond_lhs (cond), rhs = gimple_cond_rhs (cond);
  /* Where the graph's branch goes first depends on what is behind the condition:
     `if (!flag)' (lower-cfg.cc).  */
  edge yes, no;
  extract_true_false_edges_from_block (gimple_bb (cond), &yes, &no);
  if (graph->nsucc == 2
      && graph->succ[0] != (uint32_t) w->index_of[yes->dest->index])
    code = invert_tree_comparison (code, false);
  block->code = code_of (code);
  block->bits = bits_of (TREE_TYPE (lhs));
  block->uns = uns_of (TREE_TYPE (lhs));
  block->a = operand (w, lhs);
  block->b = operand (w, rhs);
  if (block->a.kind == ESC_PV_NONE || block->b.kind == ESC_PV_NONE
      || block->code < ESC_P_EQ || block->code > ESC_P_GE)
    block->code = 0;
}

static void
cases (struct writer *w, gswitch *stmt, const struct esc_block *graph,
       struct esc_pblock *block)
{
  tree index = gimple_switch_index (stmt);
  unsigned n = gimple_switch_num_labels (stmt);
  block->a = operand (w, index);
  block->bits = bits_of (TREE_TYPE (index));
  block->uns = uns_of (TREE_TYPE (index));
  if (block->a.kind == ESC_PV_NONE || !block->bits || n < 2)
    return;
  block->cases = (struct esc_pcase *)
    esc_alloc (&w->unit->arena, n * sizeof *block->cases);
  for (unsigned i = 0; i < n; i++)
    {
      tree label = gimple_switch_label (stmt, i);
      basic_block to = label_to_block (w->fun, CASE_LABEL (label));
      uint32_t succ = 0;
      while (succ < graph->nsucc
	     && graph->succ[succ] != (uint32_t) w->index_of[to->index])
	succ++;
      if (i == 0)
	{
	  block->otherwise = succ;
	  continue;
	}
      tree lo = CASE_LOW (label), hi = CASE_HIGH (label);
      struct esc_pcase c = { (int64_t) TREE_INT_CST_LOW (lo),
			     (int64_t) TREE_INT_CST_LOW (hi ? hi : lo), succ };
      block->cases[block->ncases++] = c;
    }
}

static void
lower_block (struct writer *w, basic_block bb)
{
  uint32_t index = (uint32_t) w->index_of[bb->index];
  struct esc_pblock *block = &w->prog->blocks[index];
  block->first = w->prog->ninstrs;
  for (gphi_iterator g = gsi_start_phis (bb); !gsi_end_p (g); gsi_next (&g))
    {
      tree result = gimple_phi_result (g.phi ());
      if (virtual_operand_p (result))
	continue;
      for (unsigned i = 0; i < gimple_phi_num_args (g.phi ()); i++)
	{
	  basic_block from = gimple_phi_arg_edge (g.phi (), i)->src;
	  struct esc_pinstr *in = add (w, ESC_PK_PHI);
	  in->dst = SSA_NAME_VERSION (result);
	  in->bits = bits_of (TREE_TYPE (result));
	  in->uns = uns_of (TREE_TYPE (result));
	  in->a = operand (w, gimple_phi_arg_def (g.phi (), i));
	  in->from = from->index == ENTRY_BLOCK
		     ? 0 : (uint32_t) w->index_of[from->index];
	}
    }
  for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g);
       gsi_next (&g))
    statement (w, gsi_stmt (g));
  block->n = w->prog->ninstrs - block->first;
  gimple_stmt_iterator gsi = gsi_last_nondebug_bb (bb);
  gimple *last = gsi_end_p (gsi) ? NULL : gsi_stmt (gsi);
  if (last && is_a <gcond *> (last))
    condition (w, as_a <gcond *> (last), &w->fn->blocks[index], block);
  else if (last && is_a <gswitch *> (last))
    cases (w, as_a <gswitch *> (last), &w->fn->blocks[index], block);
  else if (last && is_a <greturn *> (last))
    {
      tree value = gimple_return_retval (as_a <greturn *> (last));
      block->returns = value != NULL_TREE;
      block->a = operand (w, value);
    }
}

/* What the graph calls the function's values, objects and calls.  */
static void
find_names (struct writer *w)
{
  for (uint32_t i = 1; i < w->fn->nvalues; i++)
    if (w->fn->values[i].host)
      w->ref_of[SSA_NAME_VERSION ((const_tree) w->fn->values[i].host)] = i;
  for (uint32_t i = 1; i < w->fn->nobjs; i++)
    if (w->fn->objs[i].host && DECL_P ((const_tree) w->fn->objs[i].host))
      {
	struct esc_plocal local
	  = { DECL_UID ((const_tree) w->fn->objs[i].host), ESC_REF_OBJ | i };
	esc_map_put (&w->arena, &w->objs, local.n + 1, local.ref);
	ESC_PUSH (&w->unit->arena, w->prog->locals, w->prog->nlocals,
		  w->prog->locals_cap, local);
      }
  for (uint32_t i = 1; i < w->unit->nobjs; i++)
    if (w->unit->objs[i].host && DECL_P ((const_tree) w->unit->objs[i].host))
      esc_map_put (&w->arena, &w->objs,
		   DECL_UID ((const_tree) w->unit->objs[i].host) + 1,
		   ESC_REF_OBJ | ESC_REF_UNIT | i);
  for (uint32_t i = 1; i < w->fn->ncalls; i++)
    if (w->fn->calls[i].host)
      esc_map_put (&w->arena, &w->calls, esc_key (w->fn->calls[i].host), i);
}

static void
find_parameters (struct writer *w, const_tree fndecl)
{
  w->prog->nparams = list_length (DECL_ARGUMENTS (fndecl));
  w->prog->params = (struct esc_pparam *)
    esc_alloc (&w->unit->arena, (w->prog->nparams + 1)
				* sizeof *w->prog->params);
  uint32_t i = 0;
  for (tree p = DECL_ARGUMENTS (fndecl); p; p = DECL_CHAIN (p), i++)
    {
      tree ssa = is_gimple_reg (p) ? ssa_default_def (w->fun, p) : NULL_TREE;
      struct esc_pparam q = {};
      if (ssa)
	q.var = SSA_NAME_VERSION (ssa);
      q.bits = bits_of (TREE_TYPE (p));
      q.uns = uns_of (TREE_TYPE (p));
      w->prog->params[i] = q;
    }
}

struct esc_program *
esc_lower_program (void *, struct esc_unit *unit, const struct esc_fn *fn)
{
  const_tree fndecl = (const_tree) fn->host;
  struct writer w = {};
  w.unit = unit;
  w.fn = fn;
  w.fun = fndecl ? DECL_STRUCT_FUNCTION (fndecl) : NULL;
  if (!w.fun || !w.fun->cfg)
    return NULL;
  unsigned nssa = vec_safe_length (SSANAMES (w.fun));
  w.extra = nssa + 1;
  w.ref_of = (esc_ref *) esc_alloc (&w.arena, (nssa + 1) * sizeof *w.ref_of);
  w.index_of = (int *)
    esc_alloc (&w.arena, (last_basic_block_for_fn (w.fun) + 1)
			 * sizeof *w.index_of);
  basic_block first = single_succ (ENTRY_BLOCK_PTR_FOR_FN (w.fun)), bb;
  int n = !single_pred_p (first)
	  || first != ENTRY_BLOCK_PTR_FOR_FN (w.fun)->next_bb;
  FOR_EACH_BB_FN (bb, w.fun)
    w.index_of[bb->index] = n++;
  w.prog = (struct esc_program *) esc_alloc (&unit->arena, sizeof *w.prog);
  w.prog->blocks = (struct esc_pblock *)
    esc_alloc (&unit->arena, fn->nblocks * sizeof *w.prog->blocks);
  find_names (&w);
  find_parameters (&w, fndecl);
  /* get_addr_base_and_unit_offset and others look at the current function.  */
  push_cfun (w.fun);
  FOR_EACH_BB_FN (bb, w.fun)
    lower_block (&w, bb);
  pop_cfun ();
  w.prog->nvars = w.extra;
  esc_arena_free (&w.arena);
  return w.prog;
}
