/* fixit.cc - GCC's fix-it hints for stackable findings.

   Input:   a finished report, while the bodies are what the engine saw.
   Output:  the edits of each plain finding, all or none, in the rich location
            that it is printed with; for another one a note that says why not.
   Not handled: what is plain (fixit-plan.cc).

   Findings of one function whose edits meet, on a line or because only together
   they leave a label that nothing uses, are one set of edits: the first of them
   carries it.  */

#include "fixit.h"

static struct
{
  struct esc_arena arena;
  const struct esc_report *report;
  struct esc_plan **plans;	/* by finding; NULL: none was asked for */
  const char **names;		/* of objects of one function */
  uint32_t nnames, names_cap;
} all;

static struct esc_plan *
plan_of (const struct esc_finding *f)
{
  if (!all.report || f < all.report->items
      || f >= all.report->items + all.report->n)
    return NULL;
  return all.plans[f - all.report->items];
}

/* ---- Planning.  ---- */

/* Whether BLOCK, or one in it, declares something else of the pointer's name
   inside of the pointer's scope.  */
static bool
declared_within (const struct esc_plan *plan, tree block)
{
  for (tree v = BLOCK_VARS (block); v; v = DECL_CHAIN (v))
    if (v != plan->facts.var && DECL_NAME (v) == DECL_NAME (plan->facts.var)
	&& TREE_CODE (v) != LABEL_DECL)
      {
	int i = esc_token_at (plan->src, DECL_SOURCE_LOCATION (v));
	if (i < 0 || (i > plan->name && i < plan->end))
	  return true;
      }
  for (tree b = BLOCK_SUBBLOCKS (block); b; b = BLOCK_CHAIN (b))
    if (declared_within (plan, b))
      return true;
  return false;
}

static void
plan_finding (struct esc_plan *plan)
{
  struct esc_source *src = plan->src;
  esc_facts_of (&plan->facts, &all.arena, plan->f);
  if (plan->facts.why)
    {
      plan->why = plan->facts.why;
      plan->where = plan->facts.where;
      return;
    }
  tree var = plan->facts.var;
  const char *name = IDENTIFIER_POINTER (DECL_NAME (var));
  plan->action = (uint8_t *) esc_alloc (&all.arena, src->n);
  plan->name = esc_token_at (src, DECL_SOURCE_LOCATION (var));
  plan->callee = esc_token_at (src, gimple_location (plan->facts.call));
  if (plan->name < 0 || !esc_is (src, plan->name, name))
    {
      esc_plan_no (plan, -1, "the pointer is declared in a macro");
      return;
    }
  if (!esc_is (src, plan->callee, plan->facts.zeroed ? "calloc" : "malloc")
      || !esc_is (src, plan->callee + 1, "("))
    {
      esc_plan_no (plan, -1, "it is allocated in a macro");
      return;
    }
  plan->close = src->tokens[plan->callee + 1].match;
  int block = src->tokens[plan->name].up;
  for (int up = block; up != src->body; up = src->tokens[up].up)
    if (up < 0 || src->tokens[up].kind != '{')
      {
	esc_plan_no (plan, plan->name,
		     "the pointer is declared in parentheses");
	return;
      }
  plan->end = src->tokens[block].match;
  if (declared_within (plan, DECL_INITIAL ((tree) plan->f->fn->host)))
    {
      esc_plan_no (plan, plan->name,
		   "something else has the pointer's name");
      return;
    }
  if (!esc_plan_object (plan, all.names, all.nnames)
      || !esc_plan_edits (plan))
    return;
  ESC_PUSH (&all.arena, all.names, all.nnames, all.names_cap, plan->object);
}

/* ---- Several findings in one function.  ---- */

/* Whether the edits of A and B meet on a line.  */
static bool
meet_p (const struct esc_plan *a, const struct esc_plan *b)
{
  const struct esc_source *src = a->src;
  for (uint32_t i = 0; i < src->n; i++)
    {
      if (a->action[i] == ESC_A_KEEP)
	continue;
      for (uint32_t k = esc_first_on (src, src->tokens[i].line);
	   k < src->n && src->tokens[k].line == src->tokens[i].line; k++)
	if (b->action[k] != ESC_A_KEEP)
	  return true;
    }
  return false;
}

/* Join the groups of A and B.  */
static void
join (struct esc_plan **plans, uint32_t n, const struct esc_plan *a,
      const struct esc_plan *b)
{
  int from = a->group > b->group ? a->group : b->group;
  int to = a->group < b->group ? a->group : b->group;
  for (uint32_t i = 0; i < n; i++)
    if (plans[i]->group == from)
      plans[i]->group = to;
}

/* What the PLANS of GROUP (-1: all) do to each token.  False: they contradict
   each other.  */
static bool
unite (struct esc_plan **plans, uint32_t n, int group, uint8_t *action)
{
  bool ok = true;
  for (uint32_t p = 0; p < n; p++)
    {
      if (plans[p]->why || (group >= 0 && plans[p]->group != group))
	continue;
      const uint8_t *mine = plans[p]->action;
      for (uint32_t i = 0; i < plans[p]->src->n; i++)
	if (mine[i] != ESC_A_KEEP)
	  {
	    ok &= action[i] == ESC_A_KEEP
		  || (action[i] == ESC_A_REMOVE && mine[i] == ESC_A_REMOVE);
	    action[i] = mine[i];
	  }
    }
  return ok;
}

/* Make a plan give up whose test asks of another pointer as well, which has no
   plan.  Returns whether there was one.  */
static bool
drop_lonely (struct esc_plan **plans, uint32_t n)
{
  for (uint32_t p = 0; p < n; p++)
    {
      int parts = 0;
      if (plans[p]->why || !plans[p]->joint)
	continue;
      for (uint32_t q = 0; q < n; q++)
	parts += !plans[q]->why && plans[q]->joint == plans[p]->joint;
      if (parts == plans[p]->parts)
	continue;
      esc_plan_no (plans[p], plans[p]->joint,
		   "its test for NULL is not a plain one");
      return true;
    }
  return false;
}

/* Make the PLANS of one function agree: each that does not go with those before
   it gives up.  Returns whether one did.  */
static bool
arrange_once (struct esc_plan **plans, uint32_t n)
{
  struct esc_source *src = plans[0]->src;
  bool any = false;
  for (uint32_t p = 0; p < n; p++)
    {
      plans[p]->group = p;
      if (plans[p]->why)
	continue;
      memcpy (plans[p]->action, plans[p]->own, src->n);
      uint8_t *action = (uint8_t *) esc_alloc (&all.arena, src->n);
      uint8_t *alone = (uint8_t *) esc_alloc (&all.arena, src->n);
      bool ok = unite (plans, p + 1, -1, action);
      memcpy (alone, action, src->n);
      const char *why = NULL;
      ok = ok && esc_plan_leaves (plans[p]->f, src, action, &why) < 0;
      bool together = memcmp (alone, action, src->n) != 0;
      for (uint32_t q = 0; q <= p && ok; q++)
	if (!plans[q]->why)
	  ok = esc_plan_can_go (plans[q], action);
      if (!ok)
	{
	  esc_plan_no (plans[p], plans[p]->callee,
		       "its edits do not go with those of another finding");
	  any = true;
	  continue;
	}
      for (uint32_t q = 0; q < p; q++)
	if (!plans[q]->why && (together || meet_p (plans[q], plans[p])))
	  join (plans, p + 1, plans[q], plans[p]);
      for (uint32_t i = 0; i < src->n; i++)
	if (action[i] != alone[i])
	  plans[p]->action[i] = action[i];
    }
  return any;
}

static void
arrange (struct esc_plan **plans, uint32_t n)
{
  struct esc_source *src = plans[0]->src;
  for (uint32_t p = 0; p < n; p++)
    if (!plans[p]->why)
      {
	plans[p]->own = (uint8_t *) esc_alloc (&all.arena, src->n);
	memcpy (plans[p]->own, plans[p]->action, src->n);
      }
  do
    while (drop_lonely (plans, n))
      ;
  while (arrange_once (plans, n));
}

void
esc_fixits_begin (const struct esc_report *report)
{
  memset (&all, 0, sizeof all);
  all.report = report;
  all.plans = (struct esc_plan **) esc_alloc (&all.arena,
					      (report->n + 1)
					      * sizeof *all.plans);
  bool *done = (bool *) esc_alloc (&all.arena, report->n + 1);
  for (uint32_t i = 0; i < report->n; i++)
    {
      const struct esc_fn *fn = report->items[i].fn;
      if (report->items[i].kind != ESC_K_STACKABLE || done[i]
	  || !esc_opts.kind[ESC_K_STACKABLE] || !fn || !fn->host
	  || !DECL_STRUCT_FUNCTION ((tree) fn->host))
	continue;
      struct esc_source *src
	= (struct esc_source *) esc_alloc (&all.arena, sizeof *src);
      const char *why = esc_source_read (src, &all.arena, (tree) fn->host);
      all.nnames = 0;
      struct esc_plan **plans = NULL;
      uint32_t n = 0, cap = 0;
      for (uint32_t k = i; k < report->n; k++)
	{
	  if (report->items[k].kind != ESC_K_STACKABLE
	      || report->items[k].fn != fn)
	    continue;
	  done[k] = true;
	  struct esc_plan *plan
	    = (struct esc_plan *) esc_alloc (&all.arena, sizeof *plan);
	  plan->f = &report->items[k];
	  plan->src = src;
	  plan->where = UNKNOWN_LOCATION;
	  plan->why = why;
	  all.plans[k] = plan;
	  ESC_PUSH (&all.arena, plans, n, cap, plan);
	  if (!why)
	    plan_finding (plan);
	}
      if (!why)
	arrange (plans, n);
      for (uint32_t k = 0; k < n; k++)
	{
	  plans[k]->fellows = plans;
	  plans[k]->nfellows = n;
	}
    }
}

void
esc_fixits_end (void)
{
  esc_arena_free (&all.arena);
  memset (&all, 0, sizeof all);
}

/* ---- Hints.  ---- */

static void
add_change (rich_location *rich, const struct esc_source *src, int line,
	    int from, int to, const char *text)
{
  location_t a = esc_source_location (src->file, line, from);
  location_t b = esc_source_location (src->file, line, to);
  if (a == UNKNOWN_LOCATION || b == UNKNOWN_LOCATION)
    {
      /* All or none: one at a place without a column makes the others
	 impossible.  */
      rich->add_fixit_insert_before (LINE_MAP_MAX_LOCATION_WITH_COLS + 1, "");
      return;
    }
  source_range range;
  range.m_start = a;
  range.m_finish = b;
  rich->add_fixit_replace (range, text);
}

/* The text that replaces token I.  */
static const char *
replacement (const struct esc_plan *plan, int i)
{
  for (uint32_t p = 0; p < plan->nfellows; p++)
    {
      const struct esc_plan *one = plan->fellows[p];
      if (!one->why && one->group == plan->group
	  && one->action[i] == ESC_A_REPLACE)
	return one->address;
    }
  return "";
}

/* Put TEXT in the place of tokens FROM .. TO, which are on one line.  */
static void
change_run (rich_location *rich, const struct esc_source *src, int from,
	    int to, const char *text)
{
  const struct esc_token *t = src->tokens;
  int line = t[from].line;
  int begin = t[from].column, end = t[to].column + t[to].len - 1;
  if (!*text)
    {
      if ((uint32_t) to + 1 < src->n && t[to + 1].line == line)
	end = t[to + 1].column - 1;
      else if (from > 0 && t[from - 1].line == line)
	begin = t[from - 1].column + t[from - 1].len;
    }
  add_change (rich, src, line, begin, end, text);
}

/* Whether the line of tokens FROM .. is to stay as an empty one: between the
   declaration before it and the statement behind what goes.  */
static bool
separates_p (const struct esc_plan *plan, const uint8_t *action, int from)
{
  const struct esc_source *src = plan->src;
  const struct esc_token *t = src->tokens;
  bool declared = false;
  for (uint32_t p = 0; p < plan->nfellows; p++)
    {
      const struct esc_plan *one = plan->fellows[p];
      declared |= !one->why && one->is_init && one->decl < from
		  && one->close < from && from - one->close <= 2
		  && t[from - 1].kind == ';'
		  && t[from].line == t[from - 1].line + 1;
    }
  if (!declared)
    return false;
  int behind = from;
  while (action[behind] == ESC_A_REMOVE)
    behind++;
  return t[behind].line == t[behind - 1].line + 1
	 && esc_statement_p (src, behind);
}

/* Go over the lines that PLAN's group changes: add hints to RICH, or without it
   tell what a patch takes away.  */
static void
change_lines (const struct esc_plan *plan, rich_location *rich)
{
  const struct esc_source *src = plan->src;
  const struct esc_token *t = src->tokens;
  uint8_t *action = (uint8_t *) esc_alloc (&all.arena, src->n);
  unite (plan->fellows, plan->nfellows, plan->group, action);
  for (uint32_t i = 0, next; i < src->n; i = next)
    {
      unsigned kept = 0, gone = 0;
      int line = t[i].line;
      for (next = i; next < src->n && t[next].line == line; next++)
	if (action[next] == ESC_A_REMOVE)
	  gone++;
	else
	  kept += 1 + (action[next] == ESC_A_REPLACE ? src->n : 0);
      if (!gone && kept <= next - i)
	continue;
      if (!kept)
	{
	  const char *s = src->lines[line - src->first_line];
	  if (rich)
	    add_change (rich, src, line, 1, strlen (s), "");
	  else if (!separates_p (plan, action, i))
	    esc_patch_remove_line (src->file, line);
	  continue;
	}
      for (uint32_t k = i; rich && k < next; )
	{
	  uint32_t from = k++;
	  if (action[from] == ESC_A_KEEP)
	    continue;
	  while (k < next && action[k] == ESC_A_REMOVE)
	    k++;
	  change_run (rich, src, from, k - 1,
		      action[from] == ESC_A_REPLACE ? replacement (plan, from)
						    : "");
	}
    }
}

void
esc_fixit_add (const struct esc_finding *f, rich_location *rich)
{
  struct esc_plan *plan = plan_of (f);
  if (!plan || plan->why || plan->fellows[plan->group] != plan)
    return;
  const struct esc_source *src = plan->src;
  for (uint32_t p = 0; p < plan->nfellows; p++)
    {
      const struct esc_plan *one = plan->fellows[p];
      if (one->why || one->group != plan->group)
	continue;
      int line = src->tokens[one->before].line;
      const char *s = src->lines[line - src->first_line];
      location_t at = esc_source_location (src->file, line, 1);
      rich->add_fixit_insert_before
	(at, esc_printf (&all.arena, "%.*s%s\n", (int) strspn (s, " \t"), s,
			 one->declaration));
    }
  change_lines (plan, rich);
  plan->impossible = rich->seen_impossible_fixit_p ();
}

/* What could be done by hand.  */
static const char *
advice (const struct esc_plan *plan)
{
  return plan->why == esc_why_loop
	 ? "; declare the object before the loop"
	 : plan->why == esc_why_callee
	 ? "; declare a local object and do without the call"
	 : plan->why == esc_why_elsewhere
	 ? "; make the object itself a member, or a variable"
	 : plan->why == esc_why_freer
	 ? "; let the caller own the object, and that function not free it"
	 : plan->why == esc_why_size
	 ? "; an array needs a constant"
	 : "";
}

void
esc_fixit_printed (const struct esc_finding *f)
{
  struct esc_plan *plan = plan_of (f);
  if (!plan)
    return;
  tree function = current_function_decl;
  current_function_decl = (tree) f->fn->host;
  location_t at = esc_user_location (plan->where);
  if (at == UNKNOWN_LOCATION)
    at = esc_user_location ((location_t) f->loc);
  if (plan->why)
    inform (at, "no edit is offered: %s%s", plan->why, advice (plan));
  else if (plan->fellows[plan->group] != plan)
    inform (at, "the edit is part of that of another finding in '%s'",
	    f->fn->name);
  else if (plan->impossible)
    inform (at, "no edit is offered: GCC has no columns for it");
  else
    change_lines (plan, NULL);
  current_function_decl = function;
}
