/* load-text.c - text graphs as inputs of escape-report.

   Input:   texts in the form of graphio-read.c, such as the plugin's dump.
   Output:  entries of rep_results; each text is solved by itself.
   Not handled: calls from one text into another.

   See fill.h for the contract.  */

#include "passes/check.h"
#include "passes/graphio.h"
#include "passes/tools/files.h"
#include "passes/tools/fill.h"

#include <string.h>

struct esc_unit *
rep_read_text (struct esc_arena *arena, const char *input, const char *text,
	       size_t len, const char **error)
{
  if (strlen (text) != len)
    {
      *error = esc_printf (arena, "%s: it is no text graph; give dumps of "
			   "-fplugin-arg-escape-dump", input);
      return NULL;
    }
  struct esc_unit *unit = esc_graph_read (text, input, arena, error);
  const char *wrong = unit ? esc_check_unit (unit) : NULL;
  if (!wrong)
    return unit;
  *error = esc_printf (arena, "%s: %s", input, wrong);
  esc_unit_free (unit);
  return NULL;
}

bool
rep_load_text (struct rep_filler *l, const char *input, const char *text,
	       size_t len)
{
  struct rep_results *r = l->r;
  const char *error = NULL;
  struct esc_unit *unit = rep_read_text (&r->arena, input, text, len, &error);
  if (!unit)
    {
      rep_error ("%s", error);
      rep_add_gap (l, REP_DAMAGED, input, error, false);
      return false;
    }
  struct esc_options run;
  struct esc_report report;
  rep_engine_options (l, &run);
  esc_report_init (&report, unit);
  esc_run (unit, &run, &report);
  uint32_t number = r->nunits;
  for (uint32_t i = 0; i < report.n; i++)
    rep_add_finding (l, number, unit, &report.items[i]);
  for (uint32_t i = 0; i < report.nheap; i++)
    rep_add_site (l, number, unit, &report.heap[i]);
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (unit->fns[i]->flags & ESC_FF_BODY)
      rep_add_function (l, number, unit, unit->fns[i]);
  r->nunknown_calls += rep_unknown_calls (unit);
  struct rep_unit out = { unit->name, input, report.nfunctions, report.ncapped,
			  unit };
  rep_add_unit (l, &out);
  esc_report_free (&report);
  return true;
}
