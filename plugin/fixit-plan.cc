/* fixit-plan.cc - what is replaced and removed when an object moves to the
   stack.

   Input:   the function's tokens, the facts of the pointer, the object.
   Output:  for each token whether it stays; or why there is no edit.
   Not handled: the object's declaration; two findings at once, and what their
            edits leave behind (fixit-leaves.cc).

   Plain is what is recognised to its last token:

     p = malloc (..);  T *p = malloc (..);          the call becomes the address
     if (!p) S;  if (p == NULL) S;                  goes
     if ((p = malloc (..)) == NULL) S;              p = &object;
     free (p);  if (p) free (p);                    goes
     assert (p);                                    goes
     if (!p || !q) S;                               goes if both objects move

   Each free and each test that GCC has must be one that is found here.  */

#include "fixit.h"

struct edits
{
  struct esc_plan *plan;
  struct esc_source *src;
  int target;			/* the variable's name left of the call */
  int first;			/* the call, with its cast */
};

static bool
pointer_p (const struct edits *e, int i)
{
  return esc_same_text (e->src, i, e->plan->name);
}

/* What is behind the cast at token I, or I.  */
static int
behind_cast (const struct esc_source *src, int i)
{
  if (src->tokens[i].kind != '(')
    return i;
  int close = src->tokens[i].match;
  for (int k = i + 1; k < close; k++)
    if (src->tokens[k].kind != 'a' && src->tokens[k].kind != '*')
      return i;
  /* Not "(p)", nor a call "(f) (p)": a type that is no pointer cannot be told
     from a name.  */
  return esc_is (src, close - 1, "*") ? close + 1 : i;
}

/* Whether tokens FROM .. TO are the word NULL, or 0.  */
static bool
null_word_p (const struct edits *e, int from, int to)
{
  from = behind_cast (e->src, from);
  return from == to && (esc_is (e->src, to, "NULL")
			|| esc_is (e->src, to, "0"));
}

static void
remove_tokens (struct edits *e, int from, int to, int test_end)
{
  struct esc_plan *plan = e->plan;
  struct esc_removed r = { from, to, test_end };
  ESC_PUSH (e->src->arena, plan->gone, plan->ngone, plan->gone_cap, r);
  for (int i = from; i <= to; i++)
    if (plan->action[i] == ESC_A_KEEP)
      plan->action[i] = ESC_A_REMOVE;
}

/* The line that LOC is on for the user.  */
static int
user_line (location_t loc)
{
  return expand_location (esc_user_location (loc)).line;
}

/* ---- Tests.  ---- */

/* What stands for the pointer at token I, looking on: its name, or the
   assignment of the call to it in parentheses.  Returns what is behind it, or
   -1.  */
static int
pointer_end (const struct edits *e, int i)
{
  const struct esc_token *t = e->src->tokens;
  if (pointer_p (e, i))
    return i + 1;
  if (t[i].kind == '(' && i + 1 == e->target && !e->plan->is_init
      && t[i].match == e->plan->close + 1)
    return t[i].match + 1;
  return -1;
}

/* Whether tokens FROM .. TO ask if the pointer is NULL: -1, it is; 1, it is
   not; 0: neither.  */
static int
test_kind (const struct edits *e, int from, int to)
{
  static const char *const hints[]
    = { "unlikely", "likely", "__glibc_unlikely", "__glibc_likely",
	"G_UNLIKELY", "G_LIKELY" };
  const struct esc_source *src = e->src;
  for (unsigned k = 0; k < ARRAY_SIZE (hints); k++)
    if (esc_is (src, from, hints[k]) && esc_is (src, from + 1, "(")
	&& src->tokens[from + 1].match == to)
      return test_kind (e, from + 2, to - 1);
  if (from > to)
    return 0;
  if (esc_is (src, from, "!"))
    {
      int at = from + 1;
      /* "!(p)" is "!p".  */
      if (src->tokens[at].kind == '(' && src->tokens[at].match == at + 2
	  && at + 2 == to && pointer_p (e, at + 1))
	return -1;
      return pointer_end (e, at) == to + 1 ? -1 : 0;
    }
  int end = pointer_end (e, from);
  if (end == to + 1)
    return 1;
  int op = -1;
  if (end >= 0 && end < to && null_word_p (e, end + 1, to))
    op = end;
  else
    for (int i = from; i < to && op < 0; i++)
      if ((esc_is (src, i, "==") || esc_is (src, i, "!="))
	  && pointer_end (e, i + 1) == to + 1 && null_word_p (e, from, i - 1))
	op = i;
  if (op < 0)
    return 0;
  return esc_is (src, op, "==") ? -1 : esc_is (src, op, "!=") ? 1 : 0;
}

/* Whether the condition between the parentheses OPEN and CLOSE is an "or" of
   which one part asks if the pointer is NULL: -1; else 0.  *PARTS: of how
   many.  */
static int
joint_kind (const struct edits *e, int open, int close, int *parts)
{
  int found = 0, from = open + 1;
  *parts = 0;
  for (int i = from; i <= close; i++)
    if (i == close
	|| (esc_is (e->src, i, "||") && e->src->tokens[i].up == open))
      {
	(*parts)++;
	found += test_kind (e, from, i - 1) == -1;
	from = i + 1;
      }
  return found == 1 && *parts > 1 ? -1 : 0;
}

/* Whether the allocation decides a test between the lines of tokens FROM and
   TO.  */
static bool
dead_between (const struct edits *e, int from, int to)
{
  const struct esc_facts *facts = &e->plan->facts;
  for (uint32_t i = 0; i < facts->ndead; i++)
    {
      int line = user_line (gimple_location (facts->dead[i]));
      if (line >= e->src->tokens[from].line && line <= e->src->tokens[to].line)
	return true;
    }
  return false;
}

/* The last token of the statement at I; -1: it is a compound one without
   braces.  */
static int
statement_end (const struct esc_source *src, int i)
{
  static const char *const compound[]
    = { "if", "for", "while", "do", "switch", "else", "case", "default" };
  if (src->tokens[i].kind == '{')
    return src->tokens[i].match;
  for (unsigned k = 0; k < ARRAY_SIZE (compound); k++)
    if (esc_is (src, i, compound[k]))
      return -1;
  int up = src->tokens[i].up;
  for (; (uint32_t) i < src->n; i++)
    if (src->tokens[i].kind == ';' && src->tokens[i].up == up)
      return i;
  return -1;
}

static const char not_plain[] = "its test for NULL is not a plain one";

/* Look for the tests among the tokens from the declaration to the end of its
   block.  */
static bool
remove_tests (struct edits *e)
{
  struct esc_source *src = e->src;
  const struct esc_token *t = src->tokens;
  struct esc_plan *plan = e->plan;
  for (int i = plan->decl; i < plan->end; i++)
    {
      bool assertion = esc_is (src, i, "assert");
      if ((!assertion && !esc_is (src, i, "if"))
	  || t[i + 1].kind != '(' || plan->action[i] != ESC_A_KEEP)
	continue;
      int close = t[i + 1].match;
      int kind = test_kind (e, i + 2, close - 1), parts = 0;
      bool allocates = e->target > i && e->target < close && !plan->is_init;
      if (!kind)
	{
	  if (allocates)
	    return esc_plan_no (plan, i, "it is allocated in a condition");
	  kind = assertion ? 0 : joint_kind (e, i + 1, close, &parts);
	}
      if (!kind || !dead_between (e, i, close))
	continue;
      if (parts && plan->joint)
	return esc_plan_no (plan, i, not_plain);
      if (parts)
	{
	  plan->joint = i;
	  plan->parts = parts;
	}
      if (kind != (assertion ? 1 : -1))
	return esc_plan_no (plan, i,
			    "what its test guards would have to be moved");
      int end = assertion ? close + 1 : statement_end (src, close + 1);
      if (end < 0 || (assertion && !esc_is (src, end, ";")))
	return esc_plan_no (plan, i, "its test is not a plain statement");
      if (esc_is (src, end + 1, "else"))
	return esc_plan_no (plan, end + 1, "its test has an else branch");
      for (int k = close + 1; k < end && !assertion; k++)
	if (t[k].kind == ':' || esc_is (src, k, "case"))
	  return esc_plan_no (plan, k, "a label may be in what would go");
      remove_tokens (e, i, end, close);
      if (allocates)
	plan->action[i] = ESC_A_REPLACE;
    }
  return true;
}

/* Whether each test that the allocation decides is among what goes.  */
static bool
tests_found (struct edits *e)
{
  struct esc_plan *plan = e->plan;
  const struct esc_token *t = e->src->tokens;
  for (uint32_t i = 0; i < plan->facts.ndead; i++)
    {
      int line = user_line (gimple_location (plan->facts.dead[i]));
      bool found = false;
      for (uint32_t k = 0; k < plan->ngone && !found; k++)
	{
	  const struct esc_removed *r = &plan->gone[k];
	  found = r->test_end >= 0 && line >= t[r->from].line
		  && line <= t[r->test_end].line;
	}
      if (found)
	continue;
      esc_plan_no (plan, esc_first_on (e->src, line), not_plain);
      return false;
    }
  return true;
}

/* ---- Frees.  ---- */

/* The statement that ends at token END and tests the pointer before it frees
   it; CALL is where the free begins.  Returns its first token, or -1.  Sets
   *LAST to its last one, *CLOSE to the end of its condition.  */
static int
guard_of (const struct edits *e, int call, int end, int *last, int *close)
{
  const struct esc_source *src = e->src;
  const struct esc_token *t = src->tokens;
  *last = end;
  if (t[call - 1].kind == '{')
    {
      if (t[call - 1].match != end + 1)
	{
	  /* p = NULL;  */
	  if (!pointer_p (e, end + 1) || !esc_is (src, end + 2, "=")
	      || !null_word_p (e, end + 3, end + 3)
	      || !esc_is (src, end + 4, ";")
	      || t[call - 1].match != end + 5)
	    return -1;
	}
      *last = t[call - 1].match;
      call--;
    }
  *close = call - 1;
  if (t[*close].kind != ')')
    return -1;
  int open = t[*close].match;
  if (!esc_is (src, open - 1, "if")
      || test_kind (e, open + 1, *close - 1) != 1
      || (e->target > open && e->target < *close)
      || esc_is (src, *last + 1, "else"))
    return -1;
  return open - 1;
}

static bool
remove_frees (struct edits *e)
{
  struct esc_plan *plan = e->plan;
  struct esc_source *src = e->src;
  for (uint32_t i = 0; i < plan->facts.nfrees; i++)
    {
      location_t loc = gimple_location (plan->facts.frees[i]);
      int call = esc_token_at (src, loc), first = call;
      /* "(void) free (p);"  */
      if (esc_is (src, call, "(") && esc_is (src, call + 1, "void")
	  && esc_is (src, call + 2, ")"))
	call += 3;
      int arg = esc_is (src, call + 1, "(") ? behind_cast (src, call + 2) : -1;
      if (!esc_is (src, call, "free") || arg < 0 || !pointer_p (e, arg)
	  || !esc_is (src, arg + 1, ")") || !esc_is (src, arg + 2, ";"))
	{
	  plan->where = loc;
	  plan->why = call < 0 ? "it is freed in a macro"
			       : "it is freed in an expression";
	  return false;
	}
      int last, close;
      int guard = guard_of (e, first, arg + 2, &last, &close);
      if (guard >= 0)
	remove_tokens (e, guard, last, close);
      else
	remove_tokens (e, first, arg + 2, -1);
    }
  return true;
}

/* ---- The allocation.  ---- */

static bool
replace_call (struct edits *e)
{
  struct esc_plan *plan = e->plan;
  const struct esc_source *src = e->src;
  const struct esc_token *t = src->tokens;
  int i = plan->callee - 1;
  e->first = plan->callee;
  if (t[i].kind == ')')
    {
      int open = t[i].match;
      for (int k = open + 1; k < i; k++)
	if (t[k].kind != 'a' && t[k].kind != '*')
	  return esc_plan_no (plan, k, "it is allocated in an expression");
      e->first = open;
      i = open - 1;
    }
  if (!esc_is (src, i, "=") || !pointer_p (e, i - 1))
    return esc_plan_no (plan, plan->callee,
			"it is allocated in an expression");
  e->target = i - 1;
  plan->is_init = e->target == plan->name;
  int before = e->target - 1, behind = plan->close + 1;
  if (!plan->is_init && t[before].kind != '('
      && !(esc_is (src, behind, ";")
	   && (strchr (";{}:)", t[before].kind) || esc_is (src, before, "else")
	       || esc_is (src, before, "do"))))
    return esc_plan_no (plan, plan->callee,
			"it is allocated in an expression");
  if (plan->is_init && !esc_is (src, behind, ";")
      && !esc_is (src, behind, ","))
    return esc_plan_no (plan, plan->callee,
			"it is allocated in an expression");
  if (esc_gap_between (src, e->first, plan->close)
      && (t[e->first].line != t[plan->close].line
	  || esc_gap_between (src, e->first, plan->close - 1)))
    return esc_plan_no (plan, plan->callee,
			"a comment or a directive is in what would go");
  if (t[before].kind == '(')
    return true;		/* remove_tests looks at it */
  /* Over several lines: the address goes to the first of them, and the
     semicolon with it.  */
  int from = e->first;
  bool ends = esc_is (src, behind, ";")
	      && t[behind].line == t[plan->close].line;
  if (ends && t[from - 1].line != t[from].line
      && !esc_gap_between (src, from - 1, plan->close))
    {
      from--;
      plan->address = esc_printf (src->arena, "= %s", plan->address);
    }
  for (i = from; i <= plan->close; i++)
    plan->action[i] = i == from ? ESC_A_REPLACE : ESC_A_REMOVE;
  if (ends && t[from].line != t[plan->close].line)
    {
      plan->address = esc_printf (src->arena, "%s;", plan->address);
      plan->action[behind] = ESC_A_REMOVE;
    }
  return true;
}

/* If the allocation stood in a condition, that was a plain one and becomes an
   assignment.  */
static bool
replace_condition (struct edits *e)
{
  struct esc_plan *plan = e->plan;
  if (plan->action[e->first] != ESC_A_KEEP)
    {
      for (uint32_t k = 0; k < plan->ngone; k++)
	if (plan->action[plan->gone[k].from] == ESC_A_REPLACE)
	  plan->address = esc_printf (e->src->arena, "%s = %s;",
				      IDENTIFIER_POINTER
					(DECL_NAME (plan->facts.var)),
				      plan->address);
      return true;
    }
  return esc_plan_no (plan, plan->callee, "it is allocated in a condition");
}

/* ---- All of them.  ---- */

/* Whether a directive decides about the pointer, or names it.  */
static bool
directives_p (struct edits *e)
{
  struct esc_plan *plan = e->plan;
  const struct esc_source *src = e->src;
  const struct esc_token *t = src->tokens;
  for (int i = plan->decl; i < plan->end; i++)
    if (t[i].conditional
	&& (pointer_p (e, i) || plan->action[i] != ESC_A_KEEP))
      return !esc_plan_no (plan, i, "a directive decides what is compiled");
  const char *name = IDENTIFIER_POINTER (DECL_NAME (plan->facts.var));
  for (uint32_t g = 0; g < src->ngaps; g++)
    for (int line = src->gaps[g].line;
	 src->gaps[g].kind == '#' && line <= src->gaps[g].end_line; line++)
      if (line - src->first_line < src->nlines
	  && strstr (src->lines[line - src->first_line], name))
	return !esc_plan_no (plan, plan->name, "a directive names the pointer");
  return false;
}

/* Whether something still reads the pointer.  */
static bool
still_read (const struct edits *e)
{
  const struct esc_source *src = e->src;
  for (int i = e->plan->name + 1; i < e->plan->end; i++)
    if (pointer_p (e, i) && e->plan->action[i] == ESC_A_KEEP
	&& !esc_is (src, i + 1, "=") && !esc_is (src, i - 1, ".")
	&& !esc_is (src, i - 1, "->") && !esc_is (src, i - 1, "struct")
	&& !esc_is (src, i - 1, "union") && !esc_is (src, i - 1, "enum")
	&& !esc_is (src, i - 1, "goto") && !esc_is (src, i + 1, ":"))
      return true;
  return false;
}

bool
esc_plan_edits (struct esc_plan *plan)
{
  struct esc_source *src = plan->src;
  struct edits e = { plan, src, -1, -1 };
  if (!replace_call (&e) || !remove_frees (&e) || !remove_tests (&e)
      || !replace_condition (&e) || !tests_found (&e))
    return false;
  if (directives_p (&e))
    return false;
  if (!still_read (&e))
    return esc_plan_no (plan, plan->name, "nothing else uses the pointer");
  const char *why = NULL;
  int left = esc_plan_leaves (plan->f, src, plan->action, &why);
  if (left >= 0)
    return esc_plan_no (plan, left, why);
  return esc_plan_can_go (plan, plan->action);
}
