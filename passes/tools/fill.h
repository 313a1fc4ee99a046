/* fill.h - from the engine to rep_results.

   Owns:    how a finding, a heap site, a remark of the engine becomes plain data.
   Input:   a unit and its report.
   Output:  entries of rep_results, in its arena.
   Not handled: their order (rep_sort); where units come from.  */

#ifndef ESC_FILL_H
#define ESC_FILL_H

#include "passes/tools/load.h"

/* What is filled, and the room in its arrays.  All but the first two is zero at
   first.  */
struct rep_filler
{
  struct rep_results *r;
  const struct rep_options *o;
  uint32_t findings_cap, sites_cap, params_cap, functions_cap, units_cap,
    gaps_cap;
};

/* The options of the engine for what L is to show.  */
void rep_engine_options (const struct rep_filler *l, struct esc_options *run);

/* SIZE, or UINT64_MAX for a bound (not FIXED) that bounds nothing.  */
uint64_t rep_bytes (uint64_t size, bool fixed);

struct rep_pos rep_position (const struct esc_unit *unit, esc_loc loc);

/* F, of unit NUMBER: among the parameters' remarks, or the findings if its kind
   is wanted.  Returns the finding, valid until the next call, or NULL.  */
struct rep_finding *rep_add_finding (struct rep_filler *l, uint32_t number,
				     const struct esc_unit *unit,
				     const struct esc_finding *f);
struct rep_site *rep_add_site (struct rep_filler *l, uint32_t number,
			       const struct esc_unit *unit,
			       const struct esc_site *site);
void rep_add_function (struct rep_filler *l, uint32_t number,
		       const struct esc_unit *unit, const struct esc_fn *fn);
void rep_add_unit (struct rep_filler *l, const struct rep_unit *unit);

/* INPUT was not, or not wholly analysed.  With SAY there is a line on stderr.  */
void rep_add_gap (struct rep_filler *l, enum rep_gap_kind kind,
		  const char *input, const char *text, bool say);

/* Calls of functions that UNIT has no body and no summary of and nobody
   knows.  */
uint64_t rep_unknown_calls (struct esc_unit *unit);

/* load-text.c: solve the text graph INPUT, of LEN bytes at TEXT, by itself.  False:
   it is none; a gap says why.  */
bool rep_load_text (struct rep_filler *l, const char *input, const char *text,
		    size_t len);

/* load-text.c: the unit of a text graph, or NULL with *ERROR in ARENA.  */
struct esc_unit *rep_read_text (struct esc_arena *arena, const char *input,
				const char *text, size_t len,
				const char **error);

#endif
