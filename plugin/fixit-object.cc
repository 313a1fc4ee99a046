/* fixit-object.cc - the declaration of the object that takes the place of an
   allocation.

   Input:   the function's tokens and the facts of the pointer.
   Output:  where the object is declared, its name, its declaration, and the
            expression that is its address.
   Not handled: what becomes of the allocation, the frees and the tests.

   The object stands before the pointer that gets its address, so it has the
   pointer's block.  If the address may be somewhere else, it stands at the top
   of the function.  The type is what the pointer's declaration says without the
   last star: the words of the source, not GCC's.  */

#include "fixit.h"

bool
esc_plan_no (struct esc_plan *plan, int at, const char *why)
{
  if (plan->why)
    return false;
  plan->why = why;
  if (at >= 0 && (uint32_t) at < plan->src->n)
    plan->where = esc_source_location (plan->src->file,
				       plan->src->tokens[at].line,
				       plan->src->tokens[at].column);
  return false;
}

/* The text from token FROM to token TO, which are on one line.  */
static char *
text_of (const struct esc_source *src, int from, int to)
{
  const struct esc_token *a = &src->tokens[from], *b = &src->tokens[to];
  return esc_strndup (src->arena, a->s, b->s + b->len - a->s);
}

/* ---- The pointer's declaration.  ---- */

struct declaration
{
  int start;			/* its first token */
  int type_end;			/* behind the last token of the type */
  int stars;			/* the declarator's first star, or its name */
  int last_star;
};

/* The first token of the declaration that has token I in the block BLOCK; -1:
   it is not clear.  */
static int
declaration_start (const struct esc_source *src, int i, int block)
{
  for (i--; i > block; i--)
    switch (src->tokens[i].kind)
      {
      case ';':
	return i + 1;
      case '}':
	/* The end of a block, or of an initialiser.  */
	if (!esc_is (src, i + 1, ",") && !esc_is (src, i + 1, ";"))
	  return i + 1;
	i = src->tokens[i].match;
	break;
      case ')':
      case ']':
	i = src->tokens[i].match;
	break;
      case ':':
      case '?':
	return -1;
      }
  return block + 1;
}

static bool
read_declaration (struct esc_plan *plan, struct declaration *d)
{
  static const char *const banned[]
    = { "static", "extern", "register", "auto", "typedef", "_Thread_local",
	"__thread", "__extension__", "_Alignas", "__attribute__", "_Atomic",
	"inline" };
  static const char odd[] = "the pointer's declaration is not a plain one";
  const struct esc_source *src = plan->src;
  const struct esc_token *t = src->tokens;
  int name = plan->name, block = t[name].up;
  d->start = declaration_start (src, name, block);
  if (d->start < 0)
    return esc_plan_no (plan, name, odd);
  int k = d->start;
  while (t[k].kind == 'a' && k < name)
    k++;
  if (k < name && t[k].kind != '*')
    k--;			/* a first declarator without a star */
  d->type_end = k;
  if (k <= d->start || t[d->start].line != t[k - 1].line)
    return esc_plan_no (plan, name, odd);
  for (int i = d->start; i < k; i++)
    for (unsigned b = 0; b < ARRAY_SIZE (banned); b++)
      if (esc_is (src, i, banned[b]))
	return esc_plan_no (plan, name, odd);
  /* The declarator, backward from the name.  */
  k = name - 1;
  while (esc_is (src, k, "const") || esc_is (src, k, "restrict")
	 || esc_is (src, k, "__restrict"))
    k--;
  if (t[k].kind != '*' || t[k].len != 1)
    return esc_plan_no (plan, name,
			"the pointer's declaration has no star of its own");
  d->last_star = k;
  while (t[k - 1].kind == '*' && t[k - 1].len == 1)
    k--;
  d->stars = k;
  if ((k != d->type_end && !esc_is (src, k - 1, ","))
      || t[k].line != t[name].line
      || !(esc_is (src, name + 1, "=") || esc_is (src, name + 1, ",")
	   || esc_is (src, name + 1, ";"))
      || esc_gap_between (src, d->start, d->type_end - 1)
      || esc_gap_between (src, d->stars, name))
    return esc_plan_no (plan, name, odd);
  return true;
}

/* ---- How many elements.  ---- */

static bool
variable_named_p (tree block, tree id)
{
  for (tree v = BLOCK_VARS (block); v; v = DECL_CHAIN (v))
    if (VAR_P (v) && DECL_NAME (v) == id)
      return true;
  for (tree b = BLOCK_SUBBLOCKS (block); b; b = BLOCK_CHAIN (b))
    if (variable_named_p (b, id))
      return true;
  return false;
}

/* Whether a variable of FNDECL or of the unit has the name of token I.  */
static bool
variable_p (const struct esc_source *src, int i, tree fndecl)
{
  char *text = text_of (src, i, i);
  tree id = maybe_get_identifier (text);
  if (!id)
    return false;
  for (tree p = DECL_ARGUMENTS (fndecl); p; p = DECL_CHAIN (p))
    if (DECL_NAME (p) == id)
      return true;
  varpool_node *node;
  FOR_EACH_VARIABLE (node)
    if (DECL_NAME (node->decl) == id)
      return true;
  return variable_named_p (DECL_INITIAL (fndecl), id);
}

/* Whether the macro at token I, if it is one, can stand between operators: it
   is one token or in parentheses.  */
static bool
whole_macro_p (const struct esc_source *src, int i)
{
  const struct esc_token *t = &src->tokens[i];
  for (unsigned m = 0; m < LINEMAPS_MACRO_USED (line_table); m++)
    {
      const line_map_macro *map = LINEMAPS_MACRO_MAP_AT (line_table, m);
      expanded_location e = expand_location (esc_gcc_expansion_point (map));
      if (e.line != t->line || e.column != t->column || !e.file
	  || strcmp (e.file, src->file) != 0)
	continue;
      unsigned n = MACRO_MAP_NUM_MACRO_TOKENS (map);
      int depth = 0;
      for (unsigned k = 0; k < n && n > 1; k++)
	{
	  expanded_location at
	    = expand_location (MACRO_MAP_LOCATIONS (map)[2 * k + 1]);
	  size_t len;
	  const char *s = at.file ? esc_gcc_source_line (at.file, at.line, &len)
				  : NULL;
	  if (!s || at.column < 1 || (size_t) at.column > len)
	    return false;
	  char c = s[at.column - 1];
	  depth += c == '(' ? 1 : c == ')' ? -1 : 0;
	  if (depth < 1 && k + 1 < n)
	    return false;
	}
    }
  return true;
}

/* Whether tokens FROM .. TO say how large an element is.  */
static bool
element_size_p (struct esc_plan *plan, int from, int to,
		const struct declaration *d)
{
  const struct esc_source *src = plan->src;
  if (!esc_is (src, from, "sizeof"))
    return false;
  from++;
  if (src->tokens[from].kind == '(' && src->tokens[from].match == to)
    from++, to--;
  if (to == from + 1 && esc_is (src, from, "*")
      && esc_same_text (src, to, plan->name))
    return true;
  if (to == from + 3 && esc_same_text (src, from, plan->name)
      && esc_is (src, from + 1, "[") && esc_is (src, from + 2, "0"))
    return true;
  int n = d->type_end - d->start, stars = d->last_star - d->stars;
  if (to - from + 1 != n + stars)
    return false;
  for (int i = 0; i < n; i++)
    if (!esc_same_text (src, from + i, d->start + i))
      return false;
  for (int i = n; i < n + stars; i++)
    if (!esc_is (src, from + i, "*"))
      return false;
  return true;
}

/* Tokens FROM .. TO, if they are a constant that can be an array's dimension,
   which is COUNT; else NULL.  */
static const char *
constant_text (struct esc_plan *plan, int from, int to, uint64_t count)
{
  const struct esc_source *src = plan->src;
  tree fndecl = (tree) plan->f->fn->host;
  if (from > to || src->tokens[from].line != src->tokens[to].line)
    return NULL;
  for (int i = from; i <= to; i++)
    {
      const struct esc_token *t = &src->tokens[i];
      bool ok = t->kind == '0' ? !memchr (t->s, '.', t->len)
		: t->kind == 'a' ? !variable_p (src, i, fndecl)
				   && (esc_is (src, i, "sizeof")
				       || !esc_is (src, i + 1, "("))
		: strchr ("()+-*/<>", t->kind) != NULL;
      if (!ok)
	return NULL;
    }
  char *text = text_of (src, from, to);
  if (from == to && src->tokens[from].kind == '0')
    {
      char *end;
      unsigned long long v = strtoull (text, &end, 0);
      if (v != count || end[strspn (end, "uUlL")])
	return NULL;
    }
  return text;
}

/* The dimension of COUNT elements: in the words of the call if that is plain,
   else the number.  */
static const char *
dimension (struct esc_plan *plan, const struct declaration *d, uint64_t count,
	   uint64_t unit)
{
  struct esc_source *src = plan->src;
  int from = plan->callee + 2, to = plan->close - 1;
  const char *text = NULL;
  /* "N * sizeof *p", "sizeof *p * N", "N, sizeof *p": no deeper brackets.  */
  for (int i = from; i <= to && !text; i++)
    {
      if (src->tokens[i].up != plan->callee + 1
	  || !(esc_is (src, i, "*") || esc_is (src, i, ",")))
	continue;
      bool one = esc_is (src, i, ",");
      if (element_size_p (plan, i + 1, to, d)
	  && (one || (i - 1 == from && whole_macro_p (src, from))))
	text = constant_text (plan, from, i - 1, count);
      else if (element_size_p (plan, from, i - 1, d)
	       && (one || (i + 1 == to && whole_macro_p (src, to))))
	text = constant_text (plan, i + 1, to, count);
      else if (one && unit == 1 && i - 1 == from && esc_is (src, from, "1"))
	text = constant_text (plan, i + 1, to, count);
      else if (one && unit == 1 && i + 1 == to && esc_is (src, to, "1"))
	text = constant_text (plan, from, i - 1, count);
    }
  if (!text && unit == 1 && !plan->facts.zeroed)
    text = constant_text (plan, from, to, count);
  return text ? text
	      : esc_printf (src->arena, "%llu", (unsigned long long) count);
}

/* ---- The object.  ---- */

/* Whether TYPE can be named at the top of a function.  */
static bool
file_type_p (tree type)
{
  while (POINTER_TYPE_P (type) || TREE_CODE (type) == ARRAY_TYPE)
    type = TREE_TYPE (type);
  tree name = TYPE_NAME (type);
  if (name && TREE_CODE (name) == TYPE_DECL && DECL_FILE_SCOPE_P (name))
    return true;
  if (!RECORD_OR_UNION_TYPE_P (type) && TREE_CODE (type) != ENUMERAL_TYPE)
    return !name || TREE_CODE (name) != TYPE_DECL || DECL_FILE_SCOPE_P (name);
  tree context = TYPE_CONTEXT (TYPE_MAIN_VARIANT (type));
  return !context || TREE_CODE (context) == TRANSLATION_UNIT_DECL;
}

/* A type that ends in an array without a bound.  */
static bool
open_ended_p (tree type)
{
  if (!RECORD_OR_UNION_TYPE_P (type))
    return false;
  tree last = NULL_TREE;
  for (tree f = TYPE_FIELDS (type); f; f = DECL_CHAIN (f))
    if (TREE_CODE (f) == FIELD_DECL)
      last = TREE_TYPE (f);
  return last && ((TREE_CODE (last) == ARRAY_TYPE
		   && (!TYPE_DOMAIN (last)
		       || !TYPE_MAX_VALUE (TYPE_DOMAIN (last))))
		  || open_ended_p (last));
}

/* Whether something could jump into the block OPEN .. CLOSE.  */
static bool
labels_p (const struct esc_source *src, int open, int close)
{
  if (esc_is (src, open - 1, ")"))
    {
      int paren = src->tokens[open - 1].match;
      if (esc_is (src, paren - 1, "switch"))
	return true;
    }
  for (int i = open; i < close; i++)
    if (esc_is (src, i, ":") || esc_is (src, i, "case"))
      return true;
  return false;
}

/* A name that nothing in the unit has: p_obj, but buf_mem and not buf_buf.  */
static const char *
new_name (struct esc_plan *plan, const char *suffix, const char *const *names,
	  uint32_t n)
{
  struct esc_arena *arena = plan->src->arena;
  const char *stem = IDENTIFIER_POINTER (DECL_NAME (plan->facts.var));
  size_t len = strlen (stem), end = strlen (suffix);
  if (len >= end && strcmp (stem + len - end, suffix) == 0)
    suffix = "mem";
  for (unsigned number = 1; number < 100; number++)
    {
      const char *name = number == 1
			 ? esc_printf (arena, "%s_%s", stem, suffix)
			 : esc_printf (arena, "%s_%s%u", stem, suffix, number);
      bool taken = maybe_get_identifier (name) != NULL_TREE;
      for (uint32_t i = 0; i < n && !taken; i++)
	taken = strcmp (names[i], name) == 0;
      if (!taken)
	return name;
    }
  return NULL;
}

/* Find the place of the declaration.  */
static bool
find_place (struct esc_plan *plan, const struct declaration *d)
{
  struct esc_source *src = plan->src;
  const struct esc_token *t = src->tokens;
  int block = t[plan->name].up;
  plan->before = d->start;
  if (block != src->body
      && (plan->facts.moved
	  || (plan->facts.zeroed && labels_p (src, block, t[block].match))))
    {
      plan->before = src->body + 1;
      if (!file_type_p (plan->facts.type))
	return esc_plan_no (plan, plan->name,
			    "its type is declared in a block that may end "
			    "before the object does");
    }
  int first = plan->before;
  if (t[first].line == t[first - 1].line)
    return esc_plan_no (plan, first,
			"the declaration does not begin a line");
  if (t[first].conditional)
    return esc_plan_no (plan, first, "a directive is in the way");
  const struct esc_gap *gap = esc_gap_on (src, t[first].line);
  if (gap && gap->column < t[first].column)
    return esc_plan_no (plan, first, "a comment is in the way");
  return true;
}

/* How the file writes an initialiser of zeros.  */
static const char *
zeros (struct esc_plan *plan)
{
  tree type = plan->facts.type;
  const struct esc_token *t = plan->src->tokens;
  bool one = strcmp (plan->address, plan->object) != 0;
  if (one && !AGGREGATE_TYPE_P (type) && TREE_CODE (type) != COMPLEX_TYPE)
    return " = 0";
  /* GNU writes f (x) and { 0 }.  */
  const struct esc_token *callee = &t[plan->callee];
  return callee[1].column > callee->column + callee->len ? " = { 0 }"
							 : " = {0}";
}

bool
esc_plan_object (struct esc_plan *plan, const char *const *names, uint32_t n)
{
  struct esc_source *src = plan->src;
  struct esc_facts *facts = &plan->facts;
  tree type = facts->type;
  struct declaration d;
  if (!read_declaration (plan, &d))
    return false;
  plan->decl = d.start;
  if (TYPE_QUALS (type) != TYPE_UNQUALIFIED)
    return esc_plan_no (plan, plan->name, "it is a pointer to a constant");
  if (!COMPLETE_TYPE_P (type) || VOID_TYPE_P (type)
      || TREE_CODE (type) == FUNCTION_TYPE
      || !tree_fits_uhwi_p (TYPE_SIZE_UNIT (type))
      || !tree_to_uhwi (TYPE_SIZE_UNIT (type)))
    return esc_plan_no (plan, plan->name,
			"its pointer does not say what type it has");
  uint64_t unit = tree_to_uhwi (TYPE_SIZE_UNIT (type));
  if (plan->f->size % unit)
    return esc_plan_no (plan, plan->callee,
			"its size is not that of objects of the pointer's "
			"type");
  uint64_t count = plan->f->size / unit;
  if (count > 1 && open_ended_p (type))
    return esc_plan_no (plan, plan->callee,
			"its type ends in an array without a bound");
  if (!find_place (plan, &d))
    return false;
  plan->object = new_name (plan, count == 1 ? "obj" : "buf", names, n);
  if (!plan->object)
    return esc_plan_no (plan, plan->name, "no name is free");
  plan->address = count == 1 ? esc_printf (src->arena, "&%s", plan->object)
			     : plan->object;

  const struct esc_token *t = src->tokens;
  const char *type_text = text_of (src, d.start, d.type_end - 1);
  const char *stars = "";
  bool attached = false;
  if (d.last_star > d.stars)
    {
      const struct esc_token *last = &t[d.type_end - 1];
      stars = text_of (src, d.stars, d.last_star - 1);
      attached = d.stars == d.type_end
		 && t[d.stars].column == last->column + last->len;
    }
  const char *array = "";
  if (count > 1)
    array = esc_printf (src->arena, "[%s]", dimension (plan, &d, count, unit));
  plan->declaration
    = esc_printf (src->arena, "%s%s%s%s%s%s%s;", type_text,
		  attached ? "" : " ", stars, attached ? " " : "",
		  plan->object, array, facts->zeroed ? zeros (plan) : "");
  return true;
}
