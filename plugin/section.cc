/* section.cc - the section `.escape' of the object file.

   Owns:    when the section is written, and what GCC alone knows of its content:
            the linker's names, what attributes and pragmas silence, the names of
            files under -ffile-prefix-map, -fdebug-prefix-map and
            -fmacro-prefix-map.
   Input:   the analysed unit.
   Output:  bytes in the assembler file, at its end.
   Not handled: the content (passes/section*.c); link time: an -flto link drops
            the section, the objects keep it.  */

#include "plugin.h"

#include "passes/section.h"

static uint8_t *record;
static size_t record_size;
static struct esc_arena arena;

/* The name of DECL in the object file, if it is not NAME.  */
static const char *
symbol_of (tree decl, const char *name)
{
  if (!decl || !DECL_P (decl) || !HAS_DECL_ASSEMBLER_NAME_P (decl))
    return NULL;
  const char *symbol = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl));
  symbol += *symbol == '*';
  return name && strcmp (symbol, name) == 0 ? NULL : symbol;
}

/* NAME is another symbol of F, in ARENA.  That of a default version, NAME@@V, is
   what calls without a version mean; nobody calls the others by name.  */
static void
add_alias (struct esc_section_fn *f, const char *name, bool weak)
{
  static uint32_t cap;
  size_t len = strcspn (name, "@");
  if (name[len] && !startswith (name + len, "@@"))
    return;
  if (!f->nalso)
    cap = 0;
  struct esc_also one = { esc_strndup (&arena, name, len), weak };
  ESC_PUSH (&arena, f->also, f->nalso, cap, one);
}

/* What `.symver SYMBOL, NAME' in asm statements of the unit adds to F.  */
static void
add_versions (struct esc_section_fn *f, const char *symbol)
{
  for (asm_node *node = symtab->first_asm_symbol (); node;
       node = (asm_node *) node->next)
    for (const char *s = TREE_STRING_POINTER (node->asm_str);
	 (s = strstr (s, ".symver")); )
      {
	s += strlen (".symver");
	s += strspn (s, " \t");
	size_t len = strcspn (s, ", \t");
	bool ours = strlen (symbol) == len && strncmp (s, symbol, len) == 0;
	s += len;
	s += strspn (s, ", \t");
	len = strcspn (s, "; \t\n,");
	if (ours && len)
	  add_alias (f, esc_strndup (&arena, s, len), false);
      }
}

static void
tell_aliases (tree decl, struct esc_section_fn *f)
{
  struct cgraph_node *node = cgraph_node::get (decl);
  struct ipa_ref *ref;
  if (!node || !node->definition)
    return;
  FOR_EACH_ALIAS (node, ref)
    {
      tree alias = ref->referring->decl;
      const char *name = TREE_PUBLIC (alias) ? symbol_of (alias, NULL) : NULL;
      if (name)
	add_alias (f, name, DECL_WEAK (alias));
    }
  add_versions (f, f->symbol ? f->symbol : f->name);
}

static void
tell_symbol (const struct esc_fn *fn, struct esc_section_fn *f)
{
  tree decl = (tree) fn->host;
  if (!decl)
    return;
  if (TREE_PUBLIC (decl))
    f->symbol = symbol_of (decl, fn->name);
  /* Inline functions of other units are the same.  */
  f->weak = DECL_WEAK (decl) || DECL_COMDAT (decl)
	    || (DECL_DECLARED_INLINE_P (decl) && DECL_EXTERNAL (decl));
  tell_aliases (decl, f);
  f->silent = esc_silenced_p (decl)
	      || in_system_header_at (DECL_SOURCE_LOCATION (decl));
}

static const char *
tell_variable (const struct esc_obj *obj)
{
  tree decl = (tree) obj->host;
  return decl && TREE_PUBLIC (decl) ? symbol_of (decl, obj->name) : NULL;
}

static bool
tell_silenced (const struct esc_obj *obj)
{
  return esc_silenced_p ((const_tree) obj->host);
}

static bool
tell_muted (esc_loc loc)
{
  location_t user = esc_user_location ((location_t) loc);
  return user != UNKNOWN_LOCATION
	 && esc_gcc_ignored_p (user, ESC_GCC_OPT_DANGLING);
}

/* ---- Names of files.  ---- */

/* FILE as the section is to name it.  Any of the three options has a say: who maps
   only __FILE__ does not want the folder in the object either.  */
static const char *
mapped (const char *file)
{
  static const char *last, *last_mapped;
  if (!file || file == last)
    return file ? last_mapped : NULL;
  last = file;
  last_mapped = remap_debug_filename (file);
  if (last_mapped == file)
    last_mapped = remap_macro_filename (file);
  return last_mapped;
}

static void
expand_mapped (void *ctx, esc_loc loc, struct esc_pos *pos)
{
  esc_expand_location (ctx, loc, pos);
  pos->file = mapped (pos->file);
}

/* REPORT with mapped names in the positions of its findings, which are a
   copy in SCRATCH.  */
static struct esc_report
map_report (const struct esc_report *report, struct esc_arena *scratch)
{
  struct esc_report copy = *report;
  copy.items = (struct esc_finding *) esc_alloc (scratch, (report->n + 1)
						  * sizeof *copy.items);
  for (uint32_t i = 0; i < report->n; i++)
    {
      copy.items[i] = report->items[i];
      copy.items[i].pos.file = mapped (report->items[i].pos.file);
    }
  return copy;
}

/* ---- The section.  ---- */

static void
write_section (void *, void *)
{
  if (!record || seen_error ())
    return;
  switch_to_section (get_section (".escape", SECTION_DEBUG, NULL));
  assemble_string ((const char *) record, (int) record_size);
  esc_arena_free (&arena);
  record = NULL;
}

void
esc_register_section (const char *plugin_name)
{
  if (esc_opts.section)
    register_callback (plugin_name, PLUGIN_FINISH_UNIT, write_section, NULL);
}

/* The bytes that the section of UNIT may take; 0: any number.  A tenth of the code
   is the aim.  The code is not there yet: a statement becomes five bytes of it or
   six, and what is small anyway may be larger than a tenth.  */
static uint64_t
room_for (const struct esc_unit *unit)
{
  enum { LEAST = 1024 };
  uint64_t nstmts = 0;
  if (esc_opts.section == ESC_SECTION_FULL)
    return 0;
  for (uint32_t i = 1; i < unit->nfns; i++)
    nstmts += unit->fns[i]->nstmts;
  return MAX (LEAST, nstmts * 9 / 20);
}

void
esc_keep_section (struct esc_unit *unit, const struct esc_report *report)
{
  static const struct esc_section_host host
    = { tell_symbol, tell_variable, tell_silenced, tell_muted,
	esc_silenced_finding_p };
  if (!esc_opts.section)
    return;
  struct esc_arena scratch = { };
  struct esc_report told = map_report (report, &scratch);
  const char *name = unit->name;
  void (*expand) (void *, esc_loc, struct esc_pos *) = unit->host.expand;
  unit->name = mapped (name);
  unit->host.expand = expand_mapped;
  record = esc_section_write (unit, &told, &host, room_for (unit), &arena,
			      &record_size);
  unit->name = name;
  unit->host.expand = expand;
  esc_arena_free (&scratch);
  if (!record)
    inform (UNKNOWN_LOCATION, "escape-report will not see this unit: it is too "
	    "large for a section");
}
