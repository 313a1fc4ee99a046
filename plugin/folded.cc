/* folded.cc - direct returns of a local's address, which GCC's front end folds.

   Owns:    where the source says `return &x;' and which variable x is.
   Input:   functions as the front end leaves them.
   Output:  for lowering, the variable; for printing, that GCC has warned.
   Not handled: addresses that are returned through a variable: those are in
            GIMPLE.

   GCC warns of `return &x;' and `return array;' by itself, and makes them
   `return (&x, 0);': no pass ever sees the address.  */

#include "plugin.h"

struct folded_return
{
  location_t loc;
  tree fndecl, var;
};

static struct esc_arena arena;
static struct folded_return *returns;
static uint32_t nreturns, returns_cap;
/* Holds the variables for GCC's garbage collector.  */
static tree keep;

static tree
note_return (tree *tp, int *subtrees, void *fndecl)
{
  /* A statement has side effects, and so has what contains one.  */
  if (TYPE_P (*tp) || !TREE_SIDE_EFFECTS (*tp))
    *subtrees = 0;
  if (TREE_CODE (*tp) != RETURN_EXPR || !TREE_OPERAND (*tp, 0))
    return NULL_TREE;
  tree value = TREE_OPERAND (*tp, 0);
  if (TREE_CODE (value) == MODIFY_EXPR || TREE_CODE (value) == INIT_EXPR)
    value = TREE_OPERAND (value, 1);
  if (TREE_CODE (value) != COMPOUND_EXPR
      || !integer_zerop (TREE_OPERAND (value, 1)))
    return NULL_TREE;
  tree var = TREE_OPERAND (value, 0);
  STRIP_NOPS (var);
  while (TREE_CODE (var) == POINTER_PLUS_EXPR)
    {
      var = TREE_OPERAND (var, 0);
      STRIP_NOPS (var);
    }
  if (TREE_CODE (var) != ADDR_EXPR)
    return NULL_TREE;
  var = get_base_address (TREE_OPERAND (var, 0));
  if (!var || !(VAR_P (var) || TREE_CODE (var) == PARM_DECL)
      || is_global_var (var))
    return NULL_TREE;
  struct folded_return r = { EXPR_LOCATION (*tp), (tree) fndecl, var };
  ESC_PUSH (&arena, returns, nreturns, returns_cap, r);
  keep = tree_cons (NULL_TREE, var, keep);
  return NULL_TREE;
}

/* PLUGIN_PRE_GENERICIZE.  */
static void
find_returns (void *event, void *)
{
  tree fndecl = (tree) event;
  if (TREE_CODE (fndecl) == FUNCTION_DECL && DECL_SAVED_TREE (fndecl)
      && POINTER_TYPE_P (TREE_TYPE (TREE_TYPE (fndecl))))
    walk_tree_without_duplicates (&DECL_SAVED_TREE (fndecl), note_return,
				  fndecl);
}

tree
esc_folded_return (const_tree fndecl, location_t loc)
{
  for (uint32_t i = 0; i < nreturns; i++)
    if (returns[i].fndecl == fndecl
	&& get_pure_location (returns[i].loc) == get_pure_location (loc))
      return returns[i].var;
  return NULL_TREE;
}

void
esc_watch_returns (const char *plugin_name)
{
  static const struct ggc_root_tab roots[]
    = { { &keep, 1, sizeof keep, &gt_ggc_mx_tree_node, &gt_pch_nx_tree_node },
	LAST_GGC_ROOT_TAB };
  register_callback (plugin_name, PLUGIN_REGISTER_GGC_ROOTS, NULL,
		     const_cast <ggc_root_tab *> (roots));
  register_callback (plugin_name, PLUGIN_PRE_GENERICIZE, find_returns, NULL);
}
