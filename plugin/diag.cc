/* diag.cc - a report as GCC's diagnostics.

   Owns:    what is printed, how, and under which of GCC's options.
   Input:   a finished report.  Output: warnings, errors, notes; one line of
            statistics.
   Not handled: wording (passes/), the order (report.c).

   A warning of ours ends in its own kind: [escape-dangle].  GCC prints the name
   of the option in that place, and while one of ours is printed the name is
   ours.  So a dangle is GCC's -Wdangling-pointer in all that an option decides
   (pragmas, -Wno-, -Werror=), but neither is GCC's own warning turned on by
   ours, nor does ours need it to be on.  */

#include "plugin.h"

location_t
esc_user_location (location_t loc)
{
  loc = LOCATION_LOCUS (loc);
  if (loc <= BUILTINS_LOCATION)
    return UNKNOWN_LOCATION;
  if (linemap_location_from_macro_expansion_p (line_table, loc))
    loc = linemap_resolve_location (line_table, loc,
				    LRK_MACRO_EXPANSION_POINT, NULL);
  return loc;
}

void
esc_expand_location (void *, esc_loc loc, struct esc_pos *pos)
{
  location_t user = esc_user_location ((location_t) loc);
  if (user == UNKNOWN_LOCATION)
    return;
  expanded_location e = expand_location (user);
  pos->file = e.file;
  pos->line = e.line;
  pos->column = e.column;
}

/* GCC's option that decides about FINDING; 0: none.  */
static int
option_of (const struct esc_finding *f)
{
  if (f->kind != ESC_K_DANGLE)
    return 0;
  return f->returned ? OPT_Wreturn_local_addr : ESC_GCC_OPT_DANGLING;
}

/* What the command line says: turned off (off by default is not turned off),
   and made an error or a warning.  */
static bool no_dangling, no_return;
static esc_gcc_kind dangling_class, return_class;

void
esc_diag_init (void)
{
  /* Now, before a pragma is read: one in the source, even `ignored' for two
     lines, leaves its mark on the whole unit's options.  Of pragmas GCC keeps
     account by location.  */
  no_dangling = ESC_GCC_DANGLING_SET && !ESC_GCC_DANGLING_ON;
  no_return = !warn_return_local_addr;
  dangling_class = *esc_gcc_class (ESC_GCC_OPT_DANGLING);
  return_class = *esc_gcc_class (OPT_Wreturn_local_addr);
}

/* ---- What GCC would say again.  ----

   GCC looks for the same mistakes after inlining.  What this plugin has said
   with its path is not said once more at the same line, unless GCC's word is an
   error: then the build must fail as it does without the plugin.  */

/* The name that stands in the brackets while a finding of ours is printed.  */
static const char *current_name;
static esc_gcc_kind current_kind;

#if ESC_GCC_HAS_HOOK
struct said
{
  location_t loc;
  int opt;
};

static auto_vec <said> *said_before;
static esc_gcc_hook next_hook;

static void
filter_repeated (esc_gcc_hook_context context, esc_gcc_diagnostic *diagnostic)
{
  if (next_hook)
    next_hook (context, diagnostic);
  esc_gcc_kind *kind = esc_gcc_diagnostic_kind (diagnostic);
  int opt = esc_gcc_diagnostic_option (diagnostic);
  if (*kind != ESC_GCC_WARNING || current_name
      || (opt != ESC_GCC_OPT_DANGLING && opt != OPT_Wreturn_local_addr))
    return;
  expanded_location at = expand_location (diagnostic_location (diagnostic));
  for (const said &s : *said_before)
    {
      expanded_location was = expand_location (s.loc);
      if (s.opt == opt && was.line == at.line && was.file && at.file
	  && strcmp (was.file, at.file) == 0)
	{
	  *kind = ESC_GCC_IGNORED;
	  return;
	}
    }
}

static void
remember_said (location_t loc, int opt)
{
  if (loc == UNKNOWN_LOCATION)
    return;
  if (!said_before)
    {
      said_before = new auto_vec <said>;
      next_hook = esc_gcc_set_hook (filter_repeated);
    }
  said one = { loc, opt };
  said_before->safe_push (one);
}
#else
static void
remember_said (location_t, int)
{
}
#endif

char *
esc_option_name (esc_gcc_kind kind)
{
  /* The steps of a path may be printed as notes of their own.  */
  return kind == current_kind ? xstrdup (current_name) : NULL;
}

/* Print FINDING as a note or a warning (KIND), the latter as an error if AS_ERROR,
   with PATH.  */
static bool
emit (const struct esc_finding *f, location_t loc, esc_gcc_kind kind,
      bool as_error, simple_diagnostic_path *path)
{
  tree function = current_function_decl;
  int opt = option_of (f);
  esc_gcc_kind classified = *esc_gcc_class (opt);
  current_name = ACONCAT (("escape-", esc_kind_name[f->kind], NULL));
  current_kind = kind;
  /* -Werror is about the warnings that the author knew of.  */
  struct esc_gcc_taken taken;
  esc_gcc_take_options (&taken, as_error);
  if (opt)
    *esc_gcc_class (opt)
      = opt == OPT_Wreturn_local_addr ? return_class : dangling_class;
  /* For the line "In function".  */
  current_function_decl = f->fn ? (tree) f->fn->host : NULL_TREE;

  bool printed = true;
  gcc_rich_location where (loc);
  if (path)
    where.set_path (path);
  if (kind != ESC_GCC_NOTE)
    esc_fixit_add (f, &where);
  if (kind == ESC_GCC_NOTE)
    inform (&where, "%s", f->text);
  else
    printed = warning_at (&where, opt, "%s", f->text);

  current_name = NULL;
  esc_gcc_give_options_back (&taken);
  *esc_gcc_class (opt) = classified;
  current_function_decl = function;
  return printed;
}

static void
print_finding (const struct esc_finding *f)
{
  if (!esc_opts.kind[f->kind])
    return;
  location_t loc = esc_user_location ((location_t) f->loc);
  if (loc == UNKNOWN_LOCATION && f->fn)
    loc = esc_user_location ((location_t) f->fn->loc);
  if (loc == UNKNOWN_LOCATION || in_system_header_at (loc))
    return;
  gimple *stmt = (gimple *) f->host;
  int opt = option_of (f);
  bool folded = false;
  if (opt)
    {
      if (opt == OPT_Wreturn_local_addr ? no_return : no_dangling)
	return;
      /* The front end said it; a remark repeats it.  */
      folded = f->fn && f->returned
	       && esc_folded_return ((const_tree) f->fn->host,
				     (location_t) f->loc);
      if (folded && !esc_opts.run.remarks)
	return;
      /* GCC said it already.  It marks the statement also when the option is
	 off and it says nothing.  */
      gimple *use = (gimple *) f->use_host;
      if (option_enabled (ESC_GCC_OPT_DANGLING, CL_C, &global_options)
	  && ((stmt && esc_gcc_suppressed_p (stmt, ESC_GCC_OPT_DANGLING))
	      || (use && esc_gcc_suppressed_p (use, ESC_GCC_OPT_DANGLING))))
	return;
    }

  auto_diagnostic_group group;
  bool printed;
  if (f->kind >= ESC_K_HEAP || folded)
    {
      /* Go's -m: the flow is a line a step.  */
      printed = emit (f, loc, ESC_GCC_NOTE, false, NULL);
      tree function = current_function_decl;
      current_function_decl = f->fn ? (tree) f->fn->host : NULL_TREE;
      bool flow = esc_opts.run.remarks > 1 && printed;
      for (const struct esc_step *s = f->steps; s && flow; s = s->next)
	inform (esc_user_location ((location_t) s->loc), "  %s", s->text);
      current_function_decl = function;
    }
  else if (f->steps)
    {
      pretty_printer *pp;
      simple_diagnostic_path *path = esc_gcc_path_new (&pp);
      for (const struct esc_step *s = f->steps; s; s = s->next)
	path->add_event (esc_user_location ((location_t) s->loc),
			 s->fn ? (tree) s->fn->host : NULL_TREE, 0, "%s",
			 s->text);
      printed = emit (f, loc, ESC_GCC_WARNING, esc_opts.error[f->kind], path);
      esc_gcc_path_free (path, pp);
    }
  else
    printed = emit (f, loc, ESC_GCC_WARNING, esc_opts.error[f->kind], NULL);
  if (printed)
    esc_fixit_printed (f);
  /* GCC looks again after inlining.  */
  if (!opt || !printed)
    return;
  if (stmt)
    esc_gcc_suppress (stmt, opt);
  remember_said (loc, opt);
  remember_said (esc_user_location ((location_t) f->use_loc), opt);
}

void
esc_print_report (struct esc_report *report)
{
  if (esc_gcc_no_warnings_p ())
    return;
  esc_fixits_begin (report);
  for (uint32_t i = 0; i < report->n; i++)
    print_finding (&report->items[i]);
  esc_fixits_end ();
}

void
esc_print_stats (const struct esc_report *report)
{
  unsigned long nstmts = 0, ndefault = 0;
  const struct esc_unit *unit = report->unit;
  for (uint32_t i = 1; i < unit->nfns; i++)
    {
      nstmts += unit->fns[i]->nstmts;
      ndefault += unit->fns[i]->ndefault;
    }
  fprintf (stderr,
	   "escape: %s: %u functions, %lu statements, %lu not understood, "
	   "%u over budget, %u heap sites, %u stackable, %u findings\n",
	   unit->name, report->nfunctions, nstmts, ndefault, report->ncapped,
	   report->nsites, report->nstackable, report->n);
}
