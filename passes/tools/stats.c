/* stats.c - how much was analysed, and what was not.

   Input:   results.  Output: lines "WHAT: NUMBER", and one for each gap.
   Not handled: time and memory.  */

#include "passes/tools/files.h"
#include "passes/tools/outputs.h"

#include <inttypes.h>

static void
number (const struct rep_show *show, const char *what, uint64_t n)
{
  fprintf (show->file, "%s: %" PRIu64 "\n", what, n);
}

bool
rep_out_stats (const struct rep_results *r, const struct rep_show *show)
{
  uint64_t functions = 0, capped = 0, known = 0, sites[REP_SHARE_COUNT] = { 0 };
  struct esc_arena arena = { 0 };
  for (uint32_t i = 0; i < r->nunits; i++)
    {
      functions += r->units[i].nfunctions;
      capped += r->units[i].ncapped;
    }
  for (uint32_t i = 0; i < r->nfindings; i++)
    known += r->findings[i].known;
  for (uint32_t i = 0; i < r->nsites; i++)
    sites[rep_share_of (&r->sites[i])]++;
  number (show, "units", r->nunits);
  number (show, "functions", functions);
  number (show, "functions over budget", capped);
  number (show, "calls to unknown functions", r->nunknown_calls);
  number (show, "functions that hung on another unit", r->nconditional);
  number (show, "settled", r->nsettled);
  number (show, "functions without room for their flows", r->nleft);
  number (show, "findings", r->nfindings);
  number (show, "findings in the baseline", known);
  number (show, "heap sites", r->nsites);
  for (unsigned i = 0; i < REP_SHARE_UNSEEN; i++)
    number (show, rep_share_name[i], sites[i]);
  number (show, "profiles", r->nprofiles);
  number (show, "not analysed", r->ngaps);
  for (uint32_t i = 0; i < r->ngaps; i++)
    {
      const struct rep_gap *g = &r->gaps[i];
      fprintf (show->file, "not analysed: %s: %s: %s\n",
	       rep_clean (&arena, g->object, true), rep_gap_name (g->kind),
	       rep_clean (&arena, g->text, true));
    }
  esc_arena_free (&arena);
  return true;
}
