/* lower-fn.cc - functions of GCC as functions of the escape graph: what is
   known from the declaration.

   Owns:    names, flags and promises of functions.
   Input:   FUNCTION_DECLs.
   Output:  struct esc_fn, without its body.
   Not handled: bodies (lower-body.cc); what library functions do (the engine
            knows, by the plain name that we give).  */

#include "plugin.h"

/* Names.  */

/* Arguments that the checking form of a library function has and the plain one
   has not, bit 0 the first.  Those at the end do no harm and are not listed. */
static const struct { const char *name; unsigned drop; } chk_args[] =
{
  { "printf", 1 }, { "vprintf", 1 }, { "wprintf", 1 }, { "vwprintf", 1 },
  { "fprintf", 2 }, { "vfprintf", 2 }, { "fwprintf", 2 }, { "vfwprintf", 2 },
  { "dprintf", 2 }, { "vdprintf", 2 }, { "syslog", 2 }, { "vsyslog", 2 },
  { "asprintf", 2 }, { "vasprintf", 2 }, { "obstack_printf", 2 },
  { "obstack_vprintf", 2 }, { "sprintf", 6 }, { "vsprintf", 6 },
  { "snprintf", 12 }, { "vsnprintf", 12 }, { "swprintf", 12 },
  { "vswprintf", 12 }, { "fgets", 2 }, { "fgets_unlocked", 2 },
  { "fread", 2 }, { "fread_unlocked", 2 }, { "recv", 8 }, { "recvfrom", 8 },
};

static bool
ends_with (const char *s, size_t len, const char *tail)
{
  size_t n = strlen (tail);
  return len > n && memcmp (s + len - n, tail, n) == 0;
}

/* The name of the library function that the built-in FNDECL stands for, or the
   one that its declaration has.  Never computes an assembler name: that would
   be seen by the rest of the compilation.  */
static const char *
library_name (tree fndecl)
{
  const char *name = IDENTIFIER_POINTER (DECL_NAME (fndecl));
  if (startswith (name, "__builtin_") && DECL_ASSEMBLER_NAME_SET_P (fndecl))
    {
      name = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (fndecl));
      if (*name == '*')
	name++;
    }
  return name;
}

/* Length of NAME, from its __ on, without _chk or _chk_warn; 0: has none.  */
static size_t
checked_length (const char *name)
{
  size_t len = strlen (name);
  if (!startswith (name, "__"))
    return 0;
  if (ends_with (name + 2, len - 2, "_chk_warn"))
    len -= 5;
  return ends_with (name + 2, len - 2, "_chk") ? len - 6 : 0;
}

unsigned
esc_dropped_args (tree fndecl)
{
  const char *name = library_name (fndecl);
  size_t len = checked_length (name);
  if (len && !esc_lowered_p (fndecl))
    for (unsigned i = 0; i < ARRAY_SIZE (chk_args); i++)
      if (strncmp (chk_args[i].name, name + 2, len) == 0
	  && !chk_args[i].name[len])
	return chk_args[i].drop;
  return 0;
}

/* NAME without what makes it another version of a library function.  */
static const char *
plain_name (struct esc_arena *arena, const char *name)
{
  if (startswith (name, "__isoc99_") || startswith (name, "__isoc23_"))
    return name + 9;
  if (size_t len = checked_length (name))
    return esc_strndup (arena, name + 2, len);
  if (!startswith (name, "__"))
    return name;
  size_t len = strlen (name) - 2;
  if (ends_with (name + 2, len, "_alias"))
    return esc_strndup (arena, name + 2, len - 6);
  /* The library's own names for its functions, such as __strdup.  */
  return !esc_known (name) && esc_known (name + 2) ? name + 2 : name;
}

/* Prototypes.  */

/* The letter for TYPE in known_shapes.def.  Integers of any width are one: systems
   differ in those.  */
static char
type_letter (tree type)
{
  switch (TREE_CODE (type))
    {
    case VOID_TYPE:
      return 'v';
    case POINTER_TYPE:
    case REFERENCE_TYPE:
      return 'p';
    case INTEGER_TYPE:
    case ENUMERAL_TYPE:
    case BOOLEAN_TYPE:
      return 'i';
    case REAL_TYPE:
    case COMPLEX_TYPE:
      return 'f';
    case UNION_TYPE:
      return TYPE_TRANSPARENT_AGGR (type) && TYPE_FIELDS (type)
	     ? type_letter (TREE_TYPE (TYPE_FIELDS (type))) : 's';
    default:
      return 's';
    }
}

/* Whether FNDECL, which has the name of a library function, is declared as that
   one is.  A program may have a send of its own in another file.  */
static bool
library_prototype_p (tree fndecl)
{
  tree type = TREE_TYPE (fndecl);
  const char *shape
    = DECL_NAME (fndecl) && prototype_p (type) && !fndecl_built_in_p (fndecl)
      ? esc_known_shape (IDENTIFIER_POINTER (DECL_NAME (fndecl))) : NULL;
  auto fits = [&shape] (tree t)
    {
      char c = *shape++;
      return c == 'a' || c == type_letter (t);
    };
  if (!shape)
    return true;
  if (!fits (TREE_TYPE (type)))
    return false;
  tree t = TYPE_ARG_TYPES (type);
  for (; t && !VOID_TYPE_P (TREE_VALUE (t)) && *shape != '.';
       t = TREE_CHAIN (t))
    if (!*shape || !fits (TREE_VALUE (t)))
      return false;
  /* Without "..." the list ends in void.  */
  return *shape == '.' || (!*shape && t);
}

bool
esc_lowered_p (tree fndecl)
{
  if (!gimple_has_body_p (fndecl) || !DECL_STRUCT_FUNCTION (fndecl)
      || !DECL_STRUCT_FUNCTION (fndecl)->cfg
      || !gimple_in_ssa_p (DECL_STRUCT_FUNCTION (fndecl)))
    return false;
  /* A library's inline version of its own function, such as those of
     _FORTIFY_SOURCE, calls the real one by the same name: what is known of
     that is better.  */
  return !(DECL_EXTERNAL (fndecl)
	   && esc_known (IDENTIFIER_POINTER (DECL_NAME (fndecl)))
	   && library_prototype_p (fndecl));
}

/* Declarations.  */

static uint32_t
decl_flags (tree fndecl)
{
  uint32_t flags = 0;
  tree attrs = DECL_ATTRIBUTES (fndecl);
  tree type_attrs = TYPE_ATTRIBUTES (TREE_TYPE (fndecl));
  struct cgraph_node *node = cgraph_node::get (fndecl);
  if (!TREE_PUBLIC (fndecl) && !DECL_EXTERNAL (fndecl)
      && !(node && node->has_aliases_p ()))
    flags |= ESC_FF_STATIC;
  /* What the linker may replace.  Otherwise the usual semantics of a program
     is assumed, as by -fno-semantic-interposition: an author who exports a
     function from a shared library means that one.  */
  if (DECL_WEAK (fndecl) || lookup_attribute ("ifunc", attrs))
    flags |= ESC_FF_INTERPOSE;
  if (lookup_attribute ("noinline", attrs) || lookup_attribute ("noipa", attrs))
    flags |= ESC_FF_NOINLINE;
  if (TREE_THIS_VOLATILE (fndecl))
    flags |= ESC_FF_NORETURN;
  if (DECL_PURE_P (fndecl))
    flags |= ESC_FF_PURE;
  if (TREE_READONLY (fndecl))
    flags |= ESC_FF_CONST;
  if (DECL_IS_MALLOC (fndecl))
    flags |= ESC_FF_MALLOC;
  if (lookup_attribute ("returns_nonnull", type_attrs))
    flags |= ESC_FF_NONNULL;
  if (stdarg_p (TREE_TYPE (fndecl)))
    flags |= ESC_FF_VARIADIC;
  if (DECL_STATIC_CHAIN (fndecl))
    flags |= ESC_FF_NESTED;
  return flags;
}

static void
decl_attributes_to (struct esc_fn *fn, tree fndecl)
{
  tree attr = lookup_attribute ("alloc_size",
				TYPE_ATTRIBUTES (TREE_TYPE (fndecl)));
  if (attr)
    {
      unsigned i = 0;
      for (tree a = TREE_VALUE (attr); a && i < 2; a = TREE_CHAIN (a))
	if (tree_fits_uhwi_p (TREE_VALUE (a))
	    && tree_to_uhwi (TREE_VALUE (a)) < 256)
	  fn->alloc_size[i++] = (uint8_t) tree_to_uhwi (TREE_VALUE (a));
    }
  /* An allocator that says so, returns `void *' and takes one size: that is
     the size, though nothing but the type says it.  */
  else if (DECL_IS_MALLOC (fndecl)
	   && VOID_TYPE_P (TREE_TYPE (TREE_TYPE (TREE_TYPE (fndecl)))))
    {
      unsigned n = 0, sizes = 0, which = 0;
      for (tree t = TYPE_ARG_TYPES (TREE_TYPE (fndecl));
	   t && !VOID_TYPE_P (TREE_VALUE (t)); t = TREE_CHAIN (t))
	{
	  n++;
	  if (TYPE_MAIN_VARIANT (TREE_VALUE (t)) == size_type_node)
	    {
	      sizes++;
	      which = n;
	    }
	}
      if (sizes == 1 && which < 256)
	fn->alloc_size[0] = (uint8_t) which;
    }
  fn->promise = esc_promises (fndecl);
  /* The engine knows the library's deallocators better.  */
  if (!fndecl_built_in_p (fndecl))
    {
      unsigned arg = fndecl_dealloc_argno (fndecl);
      if (arg < 255)
	fn->dealloc = (uint8_t) (arg + 1);
    }
}

/* How many parameters FNDECL names; without a prototype as many as it may
   have.  */
static unsigned
declared_parameters (tree fndecl)
{
  tree type = TREE_TYPE (fndecl);
  if (!prototype_p (type))
    return 16;
  unsigned n = 0;
  for (tree t = TYPE_ARG_TYPES (type); t && !VOID_TYPE_P (TREE_VALUE (t));
       t = TREE_CHAIN (t))
    n++;
  return n;
}

struct esc_fn *
esc_lower_fndecl (struct esc_lowering *lw, tree fndecl)
{
  uint32_t index = esc_map_get (&lw->fns, esc_key (fndecl));
  if (index)
    return lw->unit->fns[index];

  /* Another name of a function of this unit.  */
  struct cgraph_node *node = cgraph_node::get (fndecl);
  if (node && node->alias && node->analyzed && !DECL_WEAK (fndecl))
    {
      struct cgraph_node *target = node->ultimate_alias_target ();
      if (target && target != node)
	{
	  struct esc_fn *fn = esc_lower_fndecl (lw, target->decl);
	  esc_map_put (&lw->arena, &lw->fns, esc_key (fndecl), fn->index);
	  return fn;
	}
    }

  bool body = esc_lowered_p (fndecl);
  bool public_p = TREE_PUBLIC (fndecl) || DECL_EXTERNAL (fndecl);
  const char *name = "function";
  if (DECL_NAME (fndecl))
    name = body ? IDENTIFIER_POINTER (DECL_NAME (fndecl))
		: plain_name (&lw->unit->arena, library_name (fndecl));
  struct esc_fn *fn = esc_fn_find (lw->unit, name);
  if (fn && (!public_p || fn->flags & ESC_FF_STATIC))
    {
      /* Two functions of one name: nested ones, say.  */
      const char *other;
      unsigned n = 2;
      do
	other = esc_printf (&lw->unit->arena, "%s.%u", name, n++);
      while (esc_fn_find (lw->unit, other));
      name = other;
      fn = NULL;
    }
  bool known = fn != NULL;
  if (!known)
    fn = esc_fn_new (lw->unit, name);
  esc_map_put (&lw->arena, &lw->fns, esc_key (fndecl), fn->index);
  fn->flags |= decl_flags (fndecl);
  decl_attributes_to (fn, fndecl);
  if (!body && !fn->nparams)
    fn->nparams = declared_parameters (fndecl);
  if (!body && public_p && !library_prototype_p (fndecl))
    fn->flags |= ESC_FF_FOREIGN;
  if (!known || body)
    {
      fn->loc = DECL_SOURCE_LOCATION (fndecl);
      fn->host = fndecl;
    }
  return fn;
}
