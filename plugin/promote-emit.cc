/* promote-emit.cc - statements that the parts of promotion insert.

   Owns:    inserting before a statement; making one conditional, with the merge
            of its result.
   Input:   a statement and operands.  Output: statements, blocks.
   Not handled: virtual operands and dominators, which esc_finish_change makes
            again.  */

#include "promote.h"

struct esc_before
esc_before (gimple *stmt)
{
  struct esc_before p = { gsi_for_stmt (stmt), gimple_location (stmt) };
  return p;
}

void
esc_add (struct esc_before *p, gimple *stmt)
{
  gimple_set_location (stmt, p->loc);
  gsi_insert_before (&p->at, stmt, GSI_SAME_STMT);
}

tree
esc_compute (struct esc_before *p, tree type, enum tree_code code, tree a,
	     tree b)
{
  tree name = make_ssa_name (type);
  esc_add (p, b ? gimple_build_assign (name, code, a, b)
	      : gimple_build_assign (name, code, a));
  return name;
}

tree
esc_as_size (struct esc_before *p, tree x)
{
  if (useless_type_conversion_p (size_type_node, TREE_TYPE (x)))
    return x;
  return esc_compute (p, size_type_node, NOP_EXPR, x, NULL_TREE);
}

edge
esc_make_conditional (gimple *stmt, enum tree_code code, tree a, tree b,
		      profile_probability runs)
{
  gimple_stmt_iterator before = gsi_for_stmt (stmt);
  gsi_prev (&before);
  basic_block first = gimple_bb (stmt);
  edge in = gsi_end_p (before) ? split_block_after_labels (first)
	    : split_block (first, gsi_stmt (before));
  edge out = split_block (in->dest, stmt);
  gimple_stmt_iterator end = gsi_last_bb (in->src);
  gcond *cond = gimple_build_cond (code, a, b, NULL_TREE, NULL_TREE);
  gimple_set_location (cond, gimple_location (stmt));
  gsi_insert_after (&end, cond, GSI_NEW_STMT);
  in->flags = (in->flags & ~EDGE_FALLTHRU) | EDGE_TRUE_VALUE;
  in->probability = runs;
  in->dest->count = in->count ();
  edge round = make_edge (in->src, out->dest, EDGE_FALSE_VALUE);
  round->probability = runs.invert ();
  return round;
}

bool
esc_mergeable_p (gcall *call)
{
  tree lhs = gimple_call_lhs (call);
  return lhs && TREE_CODE (lhs) == SSA_NAME
	 && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (lhs);
}

void
esc_run_where (gcall *call, enum tree_code code, tree a, tree b, gimple *fill,
	       tree other)
{
  tree lhs = gimple_call_lhs (call), result = copy_ssa_name (lhs);
  location_t loc = gimple_location (call);
  gimple_call_set_lhs (call, result);
  update_stmt (call);
  edge round = esc_make_conditional (call, code, a, b,
				     profile_probability::unlikely ());
  if (fill)
    {
      basic_block block = split_edge (round);
      gimple_stmt_iterator first = gsi_start_bb (block);
      gimple_set_location (fill, loc);
      gsi_insert_after (&first, fill, GSI_NEW_STMT);
      round = single_succ_edge (block);
    }
  gphi *phi = create_phi_node (lhs, round->dest);
  add_phi_arg (phi, other, round, loc);
  add_phi_arg (phi, result, single_succ_edge (gimple_bb (call)), loc);
}
