/* lower-program.cc - what a function computes, for a finding that has to be
   confirmed.

   Owns:    the translation of GIMPLE into the form of passes/program.h.
   Input:   a function that was lowered: its body, and the numbers that its values,
            objects and calls have in the graph.
   Output:  its program, in the unit's arena.
   Not handled: what follows from it (passes/paths.c).  Floating point and what
            else is not understood are operations of which nothing is known but
            that equal ones are equal.  */

#include "lower-program.h"

/* ---- Statements.  ---- */

void
esc_prog_statement (struct writer *w, gimple *stmt)
{
  switch (gimple_code (stmt))
    {
    case GIMPLE_ASSIGN:
      esc_prog_assignment (w, as_a <gassign *> (stmt));
      break;
    case GIMPLE_CALL:
      esc_prog_call (w, as_a <gcall *> (stmt));
      break;
    case GIMPLE_ASM:
      {
	gasm *a = as_a <gasm *> (stmt);
	for (unsigned i = 0; i < gimple_asm_noutputs (a); i++)
	  {
	    tree out = TREE_VALUE (gimple_asm_output_op (a, i));
	    if (TREE_CODE (out) == SSA_NAME)
	      esc_prog_any (w, out);
	    else
	      esc_prog_clobber (w, out);
	  }
	for (unsigned i = 0; i < gimple_asm_ninputs (a); i++)
	  esc_prog_give (w, TREE_VALUE (gimple_asm_input_op (a, i)));
	if (gimple_asm_clobbers_memory_p (a))
	  esc_prog_add (w, ESC_PK_CALL);
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
  block->code = esc_prog_code (code);
  block->bits = bits_of (TREE_TYPE (lhs));
  block->uns = uns_of (TREE_TYPE (lhs));
  block->a = esc_prog_operand (w, lhs);
  block->b = esc_prog_operand (w, rhs);
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
  block->a = esc_prog_operand (w, index);
  block->bits = bits_of (TREE_TYPE (index));
  block->uns = uns_of (TREE_TYPE (index));
  if (block->a.kind == ESC_PV_NONE || !block->bits || n < 2)
    return;
  block->cases = (struct esc_pcase *)
    esc_alloc (&w->unit->arena, n * sizeof *block->cases);
  for (uint32_t i = graph->nsucc; i-- > 0;)
    w->succ_of[graph->succ[i]] = i;
  for (unsigned i = 0; i < n; i++)
    {
      tree label = gimple_switch_label (stmt, i);
      basic_block to = label_to_block (w->fun, CASE_LABEL (label));
      uint32_t succ = w->succ_of[w->index_of[to->index]];
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
	  struct esc_pinstr *in = esc_prog_add (w, ESC_PK_PHI);
	  in->dst = SSA_NAME_VERSION (result);
	  in->bits = bits_of (TREE_TYPE (result));
	  in->uns = uns_of (TREE_TYPE (result));
	  in->a = esc_prog_operand (w, gimple_phi_arg_def (g.phi (), i));
	  in->from = from->index == ENTRY_BLOCK
		     ? 0 : (uint32_t) w->index_of[from->index];
	}
    }
  for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g);
       gsi_next (&g))
    esc_prog_statement (w, gsi_stmt (g));
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
      block->a = esc_prog_operand (w, value);
    }
}

/* ---- The function.  ---- */

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
  /* Those of the unit once for all functions.  */
  struct esc_unit *unit = w->unit;
  for (; unit->nhost_objs < unit->nobjs; unit->nhost_objs++)
    {
      const_tree host = (const_tree) unit->objs[unit->nhost_objs].host;
      if (host && DECL_P (host))
	esc_map_put (&unit->arena, &unit->host_objs, DECL_UID (host) + 1,
		     ESC_REF_OBJ | ESC_REF_UNIT | unit->nhost_objs);
    }
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
  w.succ_of = (uint32_t *) esc_alloc (&w.arena, (fn->nblocks + 1)
						* sizeof *w.succ_of);
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
