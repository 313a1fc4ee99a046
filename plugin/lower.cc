/* lower.cc - statements of GIMPLE as flows of the escape graph.

   Owns:    the walk over a unit's functions, blocks and statements: ONE switch
            over the kinds of statement, with a reason per case.
   Input:   the bodies as they are right after SSA construction, at any -O.
   Output:  a complete struct esc_unit.  GCC's own data is only read.
   Not handled: assignments (lower-assign.cc), calls (lower-call.cc), asm
            (lower-asm.cc), operands (lower-ref.cc), branches (lower-cfg.cc),
            what precedes the first statement (lower-body.cc).

   What is not understood is treated as the worst, and counted: everything that
   it names leaks, everything that it sets may be anything.  */

#include "plugin.h"

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
  /* The others were decided where lower-body.cc says.  */
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

/* Statements.  */

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
      esc_lower_assign (body, as_a <gassign *> (stmt));
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
