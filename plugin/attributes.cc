/* attributes.cc - what the source says: attributes of ours and of clang's.

   Owns:    the attributes that GCC accepts because of the plugin, the promises
            that they make, and which silencing ones were needed.
   Input:   declarations, as the front end meets them.
   Output:  struct esc_promise of a function; yes or no for a finding.
   Not handled: what a promise means (passes/summary.c, passes/contract.c).

   Of functions, arguments being the numbers of parameters from 1 (none: all
   that are pointers), as in GCC's nonnull:

     escape_keeps (n...)     held where it outlives the call
     escape_borrows (n...)   neither held, returned nor freed
     escape_returns (n...)   the result points into it
     escape_frees (n...)     freed

   Of parameters: noescape and lifetimebound, as clang has them, also as
   [[clang::noescape]].  Of variables and functions: escape_ok ("reason").  Of
   functions: escape_heap, their objects stay on the heap (promote.cc).  */

#include "plugin.h"

/* ---- Promises.  ---- */

struct promise_row
{
  const char *name;
  size_t set;			/* in struct esc_promise */
};

static const struct promise_row of_functions[] =
{
  { "escape_keeps", offsetof (struct esc_promise, kept) },
  { "escape_borrows", offsetof (struct esc_promise, borrowed) },
  { "escape_returns", offsetof (struct esc_promise, returned) },
  { "escape_frees", offsetof (struct esc_promise, freed) },
};

static const struct promise_row of_parameters[] =
{
  { "noescape", offsetof (struct esc_promise, noescape) },
  { "lifetimebound", offsetof (struct esc_promise, lifetimebound) },
};

static const char *plugin_base;	/* for register_callback */

/* What prototypes say of their parameters: GCC forgets a prototype's
   parameters.  By DECL_UID of the function.  */
static struct esc_arena arena;
static struct esc_map said_index;
static struct esc_promise *said;
static uint32_t nsaid, said_cap;

static uint64_t *
promise_set (struct esc_promise *p, const struct promise_row *row)
{
  return (uint64_t *) ((char *) p + row->set);
}

/* Add to PROMISE what the attributes of FNDECL's parameters say.  */
static void
read_parameters (tree fndecl, struct esc_promise *promise)
{
  unsigned i = 0;
  for (tree p = DECL_ARGUMENTS (fndecl); p && i < 64; p = DECL_CHAIN (p), i++)
    for (const struct promise_row &row : of_parameters)
      if (lookup_attribute (row.name, DECL_ATTRIBUTES (p)))
	*promise_set (promise, &row) |= HOST_WIDE_INT_1U << i;
}

static bool
empty_p (const struct esc_promise *p)
{
  return !(p->kept | p->borrowed | p->returned | p->freed | p->noescape
	   | p->lifetimebound);
}

/* PLUGIN_FINISH_DECL.  */
static void
finish_decl (void *event, void *)
{
  tree decl = (tree) event;
  struct esc_promise p = {};
  if (TREE_CODE (decl) != FUNCTION_DECL)
    return;
  read_parameters (decl, &p);
  if (empty_p (&p))
    return;
  uint64_t key = esc_hash_int (DECL_UID (decl) + 1);
  uint32_t index = esc_map_get (&said_index, key);
  if (!index)
    {
      ESC_PUSH (&arena, said, nsaid, said_cap, esc_promise ());
      index = nsaid;
      esc_map_put (&arena, &said_index, key, index);
    }
  said[index - 1].noescape |= p.noescape;
  said[index - 1].lifetimebound |= p.lifetimebound;
}

/* The pointers among the parameters of TYPE.  */
static uint64_t
pointers (tree type)
{
  uint64_t set = 0;
  unsigned i = 0;
  for (tree t = TYPE_ARG_TYPES (type); t && i < 64; t = TREE_CHAIN (t), i++)
    if (POINTER_TYPE_P (TREE_VALUE (t)))
      set |= HOST_WIDE_INT_1U << i;
  return set;
}

struct esc_promise
esc_promises (tree fndecl)
{
  struct esc_promise p = {};
  tree type = TREE_TYPE (fndecl);
  uint32_t index
    = esc_map_get (&said_index, esc_hash_int (DECL_UID (fndecl) + 1));
  if (index)
    p = said[index - 1];
  read_parameters (fndecl, &p);
  for (const struct promise_row &row : of_functions)
    for (tree a = TYPE_ATTRIBUTES (type);
	 (a = lookup_attribute (row.name, a)); a = TREE_CHAIN (a))
      {
	uint64_t set = TREE_VALUE (a) ? 0 : pointers (type);
	for (tree n = TREE_VALUE (a); n; n = TREE_CHAIN (n))
	  set |= HOST_WIDE_INT_1U << (tree_to_uhwi (TREE_VALUE (n)) - 1);
	*promise_set (&p, &row) |= set;
      }
  return p;
}

/* ---- Silence.  ---- */

static bool
silencing_p (tree attr)
{
  return attr && TREE_VALUE (attr);
}

/* Attributes that silenced a finding: their argument lists.  */
static hash_set <tree> *needed;

bool
esc_silenced_p (const_tree decl)
{
  return decl && DECL_P (decl)
	 && silencing_p (lookup_attribute ("escape_ok",
					   DECL_ATTRIBUTES (decl)));
}

/* Whether DECL bears the attribute; then it is needed.  */
static bool
silenced_p (const_tree decl)
{
  if (!esc_silenced_p (decl))
    return false;
  tree attr = lookup_attribute ("escape_ok", DECL_ATTRIBUTES (decl));
  if (!needed)
    needed = new hash_set <tree>;
  needed->add (TREE_VALUE (attr));
  return true;
}

static void
report_if_unused (struct esc_report *report, const struct esc_fn *fn,
		  const_tree decl)
{
  tree attr = lookup_attribute ("escape_ok", DECL_ATTRIBUTES (decl));
  if (!silencing_p (attr) || DECL_EXTERNAL (decl) || !DECL_NAME (decl)
      || (needed && needed->contains (TREE_VALUE (attr))))
    return;
  const char *reason = TREE_STRING_POINTER (TREE_VALUE (TREE_VALUE (attr)));
  esc_report_add (report, ESC_K_UNUSED, fn, DECL_SOURCE_LOCATION (decl),
		  esc_printf (&report->arena, "'escape_ok' of '%s' silences "
			      "nothing: %s",
			      IDENTIFIER_POINTER (DECL_NAME (decl)), reason));
}

static void
unused_in_block (struct esc_report *report, const struct esc_fn *fn,
		 const_tree block)
{
  for (tree var = BLOCK_VARS (block); var; var = DECL_CHAIN (var))
    if (VAR_P (var))
      report_if_unused (report, fn, var);
  for (tree sub = BLOCK_SUBBLOCKS (block); sub; sub = BLOCK_CHAIN (sub))
    unused_in_block (report, fn, sub);
}

static void
report_unused (struct esc_report *report)
{
  const struct esc_unit *unit = report->unit;
  for (uint32_t i = 1; i < unit->nfns; i++)
    {
      const struct esc_fn *fn = unit->fns[i];
      const_tree decl = (const_tree) fn->host;
      if (!decl || !(fn->flags & ESC_FF_BODY))
	continue;
      report_if_unused (report, fn, decl);
      for (tree p = DECL_ARGUMENTS (decl); p; p = DECL_CHAIN (p))
	report_if_unused (report, fn, p);
      if (DECL_INITIAL (decl) && TREE_CODE (DECL_INITIAL (decl)) == BLOCK)
	unused_in_block (report, fn, DECL_INITIAL (decl));
    }
  struct varpool_node *node;
  FOR_EACH_VARIABLE (node)
    if (!DECL_CONTEXT (node->decl)
	|| TREE_CODE (DECL_CONTEXT (node->decl)) != FUNCTION_DECL)
      report_if_unused (report, NULL, node->decl);
}

/* The variable that the result of CALL goes to, or NULL.  */
static const_tree
variable_of_result (const gimple *call)
{
  tree lhs = gimple_get_lhs (call);
  for (unsigned depth = 0; lhs && depth < 8; depth++)
    {
      if (TREE_CODE (lhs) != SSA_NAME)
	return get_base_address (lhs);
      if (SSA_NAME_VAR (lhs) && !DECL_ARTIFICIAL (SSA_NAME_VAR (lhs)))
	return SSA_NAME_VAR (lhs);
      /* A cast on the way.  */
      use_operand_p use;
      imm_use_iterator it;
      tree next = NULL_TREE;
      FOR_EACH_IMM_USE_FAST (use, it, lhs)
	if (is_gimple_assign (USE_STMT (use))
	    && gimple_assign_single_p (USE_STMT (use)) && !next)
	  next = gimple_assign_lhs (USE_STMT (use));
      lhs = next;
    }
  return NULL_TREE;
}

/* Whether the author has seen what F says, and says so.  */
bool
esc_silenced_finding_p (const struct esc_finding *f)
{
  bool is = f->fn && silenced_p ((const_tree) f->fn->host);
  if (f->kind == ESC_K_DANGLE || f->kind == ESC_K_MAYBE)
    {
      is |= silenced_p ((const_tree) f->object);
      is |= silenced_p ((const_tree) f->holder);
    }
  else if (f->kind != ESC_K_CONTRACT && f->host)
    is |= silenced_p (variable_of_result ((const gimple *) f->host));
  return is;
}

void
esc_silence (struct esc_report *report)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < report->n; i++)
    if (report->items[i].kind >= ESC_K_HEAP
	|| !esc_silenced_finding_p (&report->items[i]))
      report->items[n++] = report->items[i];
  report->n = n;
  if (esc_opts.kind[ESC_K_UNUSED])
    {
      report_unused (report);
      esc_report_finish (report);
    }
  delete needed;
  needed = NULL;
}

/* ---- GCC's side.  ---- */

/* NAME stands where it means nothing, or with wrong arguments.  */
static void
ignored (tree name, const char *why)
{
  warning (OPT_Wattributes, "%qE attribute ignored: %s", name, why);
}

static tree
handle_promise (tree *node, tree name, tree args, int, bool *no_add_attrs)
{
  tree type = *node;
  unsigned nparams = 0;
  for (tree t = TYPE_ARG_TYPES (type); t && !VOID_TYPE_P (TREE_VALUE (t));
       t = TREE_CHAIN (t))
    nparams++;
  for (; args; args = TREE_CHAIN (args))
    {
      tree n = TREE_VALUE (args);
      const char *why = NULL;
      if (n && TREE_CODE (n) != IDENTIFIER_NODE && TREE_CODE (n) != FUNCTION_DECL)
	n = TREE_VALUE (args) = fold (n);
      if (!n || TREE_CODE (n) != INTEGER_CST || !tree_fits_uhwi_p (n)
	  || tree_to_uhwi (n) < 1 || tree_to_uhwi (n) > 64)
	why = "its arguments are numbers of parameters, from 1";
      else if (prototype_p (type) && tree_to_uhwi (n) > nparams)
	why = "there is no parameter of that number";
      else if (prototype_p (type))
	{
	  tree t = TYPE_ARG_TYPES (type);
	  for (unsigned i = 1; i < tree_to_uhwi (n); i++)
	    t = TREE_CHAIN (t);
	  if (!POINTER_TYPE_P (TREE_VALUE (t)) && !INTEGRAL_TYPE_P (TREE_VALUE (t))
	      && !RECORD_OR_UNION_TYPE_P (TREE_VALUE (t)))
	    why = "that parameter cannot hold an address";
	}
      if (why)
	{
	  ignored (name, why);
	  *no_add_attrs = true;
	  return NULL_TREE;
	}
    }
  return NULL_TREE;
}

static tree
handle_parameter (tree *node, tree name, tree, int, bool *no_add_attrs)
{
  /* From the first one on, prototypes are looked at: most units have none.  */
  static bool watching;
  if (TREE_CODE (*node) != PARM_DECL)
    {
      ignored (name, "it belongs to a parameter");
      *no_add_attrs = true;
    }
  else if (!watching)
    {
      watching = true;
      register_callback (plugin_base, PLUGIN_FINISH_DECL, finish_decl, NULL);
    }
  return NULL_TREE;
}

static tree
handle_ok (tree *node, tree name, tree args, int, bool *no_add_attrs)
{
  tree reason = TREE_VALUE (args);
  const char *why = NULL;
  if (TREE_CODE (*node) != PARM_DECL && !VAR_P (*node)
      && TREE_CODE (*node) != FUNCTION_DECL)
    why = "it belongs to a variable or a function";
  else if (TREE_CODE (reason) != STRING_CST
	   || TREE_STRING_LENGTH (reason) < 2)
    why = "it needs a reason, a string";
  if (why)
    {
      ignored (name, why);
      *no_add_attrs = true;
    }
  return NULL_TREE;
}

static tree
handle_heap (tree *node, tree name, tree, int, bool *no_add_attrs)
{
  if (TREE_CODE (*node) != FUNCTION_DECL)
    {
      ignored (name, "it belongs to a function");
      *no_add_attrs = true;
    }
  return NULL_TREE;
}

#define PROMISE(name) \
  { name, 0, -1, false, true, true, false, handle_promise, NULL }
#define PARAMETER(name) \
  { name, 0, 0, true, false, false, false, handle_parameter, NULL }

static struct attribute_spec specs[] =
{
  PROMISE ("escape_keeps"),
  PROMISE ("escape_borrows"),
  PROMISE ("escape_returns"),
  PROMISE ("escape_frees"),
  PARAMETER ("noescape"),
  PARAMETER ("lifetimebound"),
  { "escape_ok", 1, 1, true, false, false, false, handle_ok, NULL },
  { "escape_heap", 0, 0, true, false, false, false, handle_heap, NULL },
};

ESC_GCC_SCOPED_ATTRIBUTES (clang_specs, "clang",
			   PARAMETER ("noescape"),
			   PARAMETER ("lifetimebound"));

/* PLUGIN_ATTRIBUTES.  */
static void
register_all (void *, void *)
{
  for (struct attribute_spec &spec : specs)
    register_attribute (&spec);
  ESC_GCC_REGISTER_SCOPED (clang_specs, "clang");
}

void
esc_register_attributes (const char *plugin_name)
{
  plugin_base = plugin_name;
  register_callback (plugin_name, PLUGIN_ATTRIBUTES, register_all, NULL);
}
