/* fixit-leaves.cc - what edits leave behind: branches, blocks and labels
   without a statement, comments on nothing, and what nothing uses any more.

   Input:   the tokens of a function, and which of them go.
   Output:  a label that nothing jumps to goes, too, and what only it led to; a
            variable or a function that nothing uses makes GCC warn, so there is
            no edit.
   Not handled: what is used in other files, and macros.  */

#include "fixit.h"

static bool
name_p (const struct esc_source *src, int i)
{
  return src->tokens[i].kind == 'a' && !esc_is (src, i - 1, ".")
	 && !esc_is (src, i - 1, "->");
}

/* ---- What is around.  ---- */

/* The token before I, or behind it (STEP -1, 1), that stays.  */
static int
staying (const struct esc_source *src, const uint8_t *action, int i, int step)
{
  for (i += step; i > 0 && (uint32_t) i < src->n; i += step)
    if (action[i] != ESC_A_REMOVE)
      break;
  return i;
}

bool
esc_statement_p (const struct esc_source *src, int i)
{
  static const char *const words[]
    = { "return", "goto", "if", "for", "while", "do", "switch", "break",
	"continue" };
  const struct esc_token *t = src->tokens;
  for (unsigned k = 0; k < ARRAY_SIZE (words); k++)
    if (esc_is (src, i, words[k]))
      return true;
  if (t[i].kind == '{' || t[i].kind == '(' || esc_is (src, i, "++")
      || esc_is (src, i, "--") || (t[i].kind == '*' && t[i].len == 1))
    return true;
  return t[i].kind == 'a' && t[i + 1].kind != 'a'
	 && !(t[i + 1].kind == '*' && t[i + 1].len == 1);
}

/* Whether the statement R can go from where it stands if ACTION is done.  */
static bool
can_go (struct esc_plan *plan, const struct esc_removed *r,
	const uint8_t *action)
{
  const struct esc_source *src = plan->src;
  const struct esc_token *t = src->tokens;
  bool stays = plan->action[r->from] == ESC_A_REPLACE;
  if (esc_gap_between (src, r->from, r->to))
    return esc_plan_no (plan, r->from,
			"a comment or a directive is in what would go");
  const struct esc_gap *gap = esc_gap_on (src, t[r->from].line - 1);
  if (gap && gap->kind == '*' && !stays
      && (uint32_t) esc_first_on (src, gap->line) < src->n
      && t[esc_first_on (src, gap->line)].line >= t[r->from].line)
    return esc_plan_no (plan, r->from, "a comment speaks of what would go");
  if (stays)
    return true;
  /* Part of what goes anyway: a free in a dead branch.  */
  for (uint32_t k = 0; k < plan->ngone; k++)
    if (&plan->gone[k] != r && plan->gone[k].from <= r->from
	&& plan->gone[k].to >= r->to)
      return true;
  int before = staying (src, action, r->from, -1);
  int behind = staying (src, action, r->to, 1);
  if (!strchr (";{}:", t[r->from - 1].kind))
    return esc_plan_no (plan, r->from,
			"it would leave a branch without a statement");
  if (t[before].kind == '{' && t[before].match == behind)
    return esc_plan_no (plan, r->from, "it would leave an empty block");
  if (t[before].kind == ':' && !esc_statement_p (src, behind))
    return esc_plan_no (plan, r->from,
			"it would leave a label without a statement");
  return true;
}

bool
esc_plan_can_go (struct esc_plan *plan, const uint8_t *action)
{
  for (uint32_t k = 0; k < plan->ngone; k++)
    if (!can_go (plan, &plan->gone[k], action))
      return false;
  return true;
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

/* ---- Code that is not reached.  ---- */

/* Whether the statement that ends before token I always jumps away.  */
static bool
after_jump_p (const struct esc_source *src, const uint8_t *action, int i)
{
  const struct esc_token *t = src->tokens;
  int end = staying (src, action, i, -1), up = t[i].up, first = -1;
  if (t[end].kind != ';' || t[end].up != up)
    return false;
  for (i = end; (i = staying (src, action, i, -1)) > up; first = i)
    if (t[i].up == up && strchr (";{}:", t[i].kind))
      break;
    else if (t[i].match >= 0 && t[i].match < i)
      i = t[i].match;
  return first >= 0
	 && (esc_is (src, first, "return") || esc_is (src, first, "goto")
	     || esc_is (src, first, "break")
	     || esc_is (src, first, "continue"));
}

static bool
label_p (const struct esc_source *src, int i)
{
  const struct esc_token *t = src->tokens;
  return (t[i].kind == 'a' && esc_is (src, i + 1, ":")
	  && strchr (";{}:", t[i - 1].kind))
	 || esc_is (src, i, "case") || esc_is (src, i, "default");
}

/* Take away what stands behind labels that go and cannot be reached without
   them.  Returns whether there was any; sets *BAD to a token if it cannot
   go.  */
static bool
take_unreached (struct esc_source *src, uint8_t *action, int *bad)
{
  const struct esc_token *t = src->tokens;
  bool any = false;
  for (int i = src->body + 1; (uint32_t) i < src->n; i++)
    {
      if (action[i] != ESC_A_REMOVE || t[i].kind != 'a' || !label_p (src, i)
	  || !after_jump_p (src, action, i))
	continue;
      int first = i;
      while (action[first] == ESC_A_REMOVE)
	first++;
      int end = t[t[i].up].match, last = first;
      while (last < end && !(label_p (src, last)
			     && action[last] == ESC_A_KEEP))
	last++;
      if (first >= last)
	continue;
      if (esc_gap_between (src, i, last - 1))
	{
	  *bad = first;
	  return false;
	}
      for (int k = first; k < last; k++)
	{
	  if (action[k] == ESC_A_REPLACE)
	    *bad = k;
	  action[k] = ESC_A_REMOVE;
	}
      any = true;
    }
  return any;
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
      bool written = esc_is (src, k + 1, "=")
		     && strchr (";{}:),", src->tokens[k - 1].kind);
      if (action[k] != ESC_A_KEEP || !esc_same_text (src, k, i)
	  || !name_p (src, k) || written)
	continue;
      expanded_location e = expand_location (DECL_SOURCE_LOCATION (decl));
      if (e.line != src->tokens[k].line || e.column != src->tokens[k].column)
	return true;
    }
  return false;
}

/* How often the word NAME stands in the file outside of the function.  */
static unsigned
words_outside (const struct esc_source *src, const char *name)
{
  unsigned n = 0;
  size_t len, length = strlen (name);
  const char *s;
  for (int line = 1; (s = esc_gcc_source_line (src->file, line, &len)); line++)
    {
      if (line >= src->first_line && line < src->first_line + src->nlines)
	continue;
      for (size_t i = 0; i + length <= len; i++)
	if (memcmp (s + i, name, length) == 0
	    && (!i || !(ISALNUM (s[i - 1]) || s[i - 1] == '_'))
	    && (i + length == len
		|| !(ISALNUM (s[i + length]) || s[i + length] == '_')))
	  n++;
    }
  return n;
}

/* Whether ID, of which N uses go, is a static function or variable that nothing
   else uses.  */
static bool
last_uses (const struct esc_source *src, const uint8_t *action, int i,
	   tree id, unsigned n)
{
  symtab_node *node;
  FOR_EACH_SYMBOL (node)
    {
      if (DECL_NAME (node->decl) != id || TREE_PUBLIC (node->decl)
	  || DECL_EXTERNAL (node->decl))
	continue;
      cgraph_node *fn = dyn_cast <cgraph_node *> (node);
      if (!fn)
	{
	  /* Its declaration is one.  */
	  unsigned uses = words_outside (src, IDENTIFIER_POINTER (id));
	  for (int k = 1; (uint32_t) k < src->n; k++)
	    uses += action[k] == ESC_A_KEEP && esc_same_text (src, k, i);
	  if (uses <= 1)
	    return true;
	  continue;
	}
      unsigned uses = 0;
      struct ipa_ref *ref = NULL;
      for (unsigned r = 0; fn->iterate_referring (r, ref); r++)
	uses++;
      for (cgraph_edge *e = fn->callers; e; e = e->next_caller)
	uses++;
      if (uses <= n)
	return true;
    }
  return false;
}

/* The same as esc_plan_leaves, for one round.  */
static int
look_once (const struct esc_finding *f, struct esc_source *src,
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
      if (decl ? !still_used (src, action, i, decl)
	  : last_uses (src, action, i, id, n))
	return i;
    }
  return -1;
}

int
esc_plan_leaves (const struct esc_finding *f, struct esc_source *src,
		 uint8_t *action, const char **why)
{
  for (;;)
    {
      int bad = look_once (f, src, action, why);
      if (bad >= 0)
	return bad;
      bool again = take_unreached (src, action, &bad);
      if (bad >= 0)
	*why = "it would leave code that is never reached";
      if (bad >= 0 || !again)
	return bad;
    }
}
