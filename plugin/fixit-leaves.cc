/* fixit-leaves.cc - what edits leave behind that nothing uses any more.

   Input:   the tokens of a function, and which of them go.
   Output:  a label that nothing jumps to goes, too; a variable or a function
            that nothing uses makes GCC warn, so there is no edit.
   Not handled: what is used in other files, and macros.  */

#include "fixit.h"

static bool
name_p (const struct esc_source *src, int i)
{
  return src->tokens[i].kind == 'a' && !esc_is (src, i - 1, ".")
	 && !esc_is (src, i - 1, "->");
}

/* ---- Labels.  ---- */

static bool
jump_p (const struct esc_source *src, int i)
{
  return esc_is (src, i - 1, "goto")
	 || (esc_is (src, i - 1, "&&") && !esc_is (src, i - 2, ")")
	     && src->tokens[i - 2].kind != 'a');
}

/* Take away the label that token I, a jump that goes, was the last one to use.
   False: it cannot go.  */
static bool
label_goes (struct esc_source *src, uint8_t *action, int i)
{
  const struct esc_token *t = src->tokens;
  int label = -1;
  for (int k = src->body; (uint32_t) k < src->n; k++)
    {
      if (t[k].kind != 'a' || !esc_same_text (src, k, i))
	continue;
      if (jump_p (src, k) && action[k] == ESC_A_KEEP)
	return true;
      if (esc_is (src, k + 1, ":") && strchr (";{}:", t[k - 1].kind))
	label = k;
    }
  if (label < 0)
    return false;
  if (action[label] != ESC_A_KEEP)
    return true;
  if (t[label - 1].line == t[label].line || t[label + 2].line == t[label].line
      || t[label].line != t[label + 1].line || t[label].conditional
      || esc_gap_between (src, label, label + 1))
    return false;
  const struct esc_gap *gap = esc_gap_on (src, t[label].line - 1);
  if (gap && gap->line > t[label - 1].line)
    return false;
  action[label] = action[label + 1] = ESC_A_REMOVE;
  return true;
}

/* ---- Variables and functions.  ---- */

static tree
variable_in (tree block, tree id)
{
  for (tree v = BLOCK_VARS (block); v; v = DECL_CHAIN (v))
    if (VAR_P (v) && DECL_NAME (v) == id)
      return v;
  for (tree b = BLOCK_SUBBLOCKS (block); b; b = BLOCK_CHAIN (b))
    if (tree v = variable_in (b, id))
      return v;
  return NULL_TREE;
}

/* Whether a token that stays reads the variable DECL that token I names.  */
static bool
still_used (const struct esc_source *src, const uint8_t *action, int i,
	    tree decl)
{
  for (int k = 1; (uint32_t) k < src->n; k++)
    {
      if (action[k] != ESC_A_KEEP || !esc_same_text (src, k, i)
	  || !name_p (src, k) || (esc_is (src, k + 1, "=")
				  && strchr (";{}:),", src->tokens[k - 1].kind)))
	continue;
      expanded_location e = expand_location (DECL_SOURCE_LOCATION (decl));
      if (e.line != src->tokens[k].line || e.column != src->tokens[k].column)
	return true;
    }
  return false;
}

/* Whether ID is a static function or variable that N uses are all of.  */
static bool
last_uses (tree id, unsigned n)
{
  symtab_node *node;
  FOR_EACH_SYMBOL (node)
    {
      if (DECL_NAME (node->decl) != id || TREE_PUBLIC (node->decl)
	  || DECL_EXTERNAL (node->decl))
	continue;
      unsigned uses = 0;
      struct ipa_ref *ref = NULL;
      for (unsigned i = 0; node->iterate_referring (i, ref); i++)
	uses++;
      if (cgraph_node *fn = dyn_cast <cgraph_node *> (node))
	for (cgraph_edge *e = fn->callers; e; e = e->next_caller)
	  uses++;
      if (uses <= n)
	return true;
    }
  return false;
}

int
esc_plan_leaves (const struct esc_finding *f, struct esc_source *src,
		 uint8_t *action, const char **why)
{
  tree fndecl = (tree) f->fn->host;
  for (int i = 1; (uint32_t) i < src->n; i++)
    {
      if (action[i] == ESC_A_KEEP || !name_p (src, i))
	continue;
      if (jump_p (src, i))
	{
	  *why = "it would leave a label that nothing uses";
	  if (!label_goes (src, action, i))
	    return i;
	  continue;
	}
      char *text = esc_strndup (src->arena, src->tokens[i].s,
				src->tokens[i].len);
      tree id = maybe_get_identifier (text);
      if (!id)
	continue;
      tree decl = variable_in (DECL_INITIAL (fndecl), id);
      for (tree p = DECL_ARGUMENTS (fndecl); p && !decl; p = DECL_CHAIN (p))
	if (DECL_NAME (p) == id)
	  decl = p;
      unsigned n = 0;
      for (int k = 1; (uint32_t) k < src->n; k++)
	n += action[k] != ESC_A_KEEP && esc_same_text (src, k, i);
      *why = "it would leave a variable or a function that nothing uses";
      if (decl ? !still_used (src, action, i, decl) : last_uses (id, n))
	return i;
    }
  return -1;
}
