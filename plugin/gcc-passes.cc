/* gcc-passes.cc - our passes in GCC's list.

   Owns:    when the analysis runs: once a unit, when every body is in SSA form
            and nothing was optimised; for promotion once more after early
            inlining, when the profile has been read.
   Input:   the unit in GCC's hands.
   Output:  what diag.cc prints.  GCC's representation is left as it was, so
            that the code that it makes is the same; but for promotion.
   Not handled: link time; units with errors, in which this part of GCC's
            passes does not run.  */

#include "plugin.h"

/* Files that build systems compile to try the compiler out: nobody wants to
   hear of them, and some take any output for a failure.  */
static bool
probe_p (void)
{
  static const char *const names[]
    = { "conftest.c", "testCCompiler.c", "CMakeCCompilerId.c",
	"CMakeCCompilerABI.c", "CheckSymbolExists.c", "CheckFunctionExists.c",
	"CheckIncludeFile.c", "CheckIncludeFiles.c", "CheckTypeSize.c",
	"sanitycheckc.c" };
  const char *base = main_input_filename ? lbasename (main_input_filename)
					 : "";
  for (unsigned i = 0; i < ARRAY_SIZE (names); i++)
    if (strcmp (base, names[i]) == 0)
      return true;
  return false;
}

static void
dump (struct esc_unit *unit)
{
  FILE *file = stderr;
  if (esc_opts.dump_file)
    file = fopen (esc_opts.dump_file, "w");
  bool bad = !file;
  if (file)
    {
      esc_graph_write (file, unit);
      bad = fflush (file) != 0 || ferror (file);
    }
  if (file && file != stderr)
    bad |= fclose (file) != 0;
  if (bad)
    error_at (UNKNOWN_LOCATION,
	      "%<-fplugin-arg-escape-dump=%s%>: cannot write the file: %s; "
	      "name one that can be written",
	      esc_opts.dump_file ? esc_opts.dump_file : "stderr",
	      xstrerror (errno));
}

namespace {

const pass_data escape_data =
{
  SIMPLE_IPA_PASS, "escape", OPTGROUP_OTHER, TV_PLUGIN_RUN,
  0, 0, 0, 0, 0
};

class pass_escape : public simple_ipa_opt_pass
{
public:
  pass_escape (gcc::context *ctxt) : simple_ipa_opt_pass (escape_data, ctxt) {}

  bool gate (function *) final override
  {
    return !seen_error () && !probe_p ();
  }
  unsigned int execute (function *) final override;
};

unsigned int
pass_escape::execute (function *)
{
  struct esc_unit *unit = esc_lower_unit ();
  if (esc_opts.dump)
    dump (unit);
  struct esc_report report;
  esc_report_init (&report, unit);
  struct esc_options options = esc_opts.run;
  if (esc_opts.section)
    {
      options.promote = &options.limits;
      options.hoist = true;
    }
  esc_run (unit, &options, &report);
  esc_bounds_done ();
  esc_keep_section (unit, &report);
  esc_silence (&report);
  esc_print_report (&report);
  if (esc_opts.stats)
    esc_print_stats (&report);
  esc_report_free (&report);
  esc_unit_free (unit);
  return 0;
}

const pass_data promote_data =
{
  SIMPLE_IPA_PASS, "escape-promote", OPTGROUP_OTHER, TV_PLUGIN_RUN,
  0, 0, 0, 0, 0
};

class pass_promote : public simple_ipa_opt_pass
{
public:
  pass_promote (gcc::context *ctxt) : simple_ipa_opt_pass (promote_data, ctxt)
  {}

  bool gate (function *) final override
  {
    return !seen_error () && !probe_p ();
  }
  unsigned int execute (function *) final override
  {
    esc_promote_unit ();
    return 0;
  }
};

}

static void
insert_after (const char *plugin_name, opt_pass *what, const char *pass_name)
{
  struct register_pass_info pass;
  pass.pass = what;
  pass.reference_pass_name = pass_name;
  pass.ref_pass_instance_number = 1;
  pass.pos_op = PASS_POS_INSERT_AFTER;
  register_callback (plugin_name, PLUGIN_PASS_MANAGER_SETUP, NULL, &pass);
}

void
esc_register_passes (const char *plugin_name)
{
  insert_after (plugin_name, new pass_escape (g), "build_ssa_passes");
  /* Not before GCC's profile pass: it matches counts to the control flow of a
     build that was made without promotion.  */
  if (esc_opts.promote != ESC_PROMOTE_OFF)
    insert_after (plugin_name, new pass_promote (g), "profile");
}
