/* outputs.h - everything that shows struct rep_results.

   Owns:    what an output is told beside the results, and the words that
	    several of them use.
   Input:   results that are complete: fingerprints set, `known' marked.
   Output:  text, JSON, SARIF, HTML or a graph for graphviz, in a file.
   Not handled: opening and closing that file (files.h), but for out-html.c,
	    which writes a folder.

   Each output shows names and texts of strangers: it escapes them for its
   format, after rep_clean.  */

#ifndef ESC_OUTPUTS_H
#define ESC_OUTPUTS_H

#include <stdio.h>

#include "passes/tools/results.h"

struct rep_show
{
  FILE *file;			/* to write to; NULL for HTML */
  const char *target;		/* HTML: the folder.  dot: the function, or NULL */
  const char *root;		/* absolute: names are shown relative to this
				   folder, and the sources lie there */
  bool remarks;			/* text: heap sites and parameters as well */
  bool baseline;		/* a baseline was given: text shows new findings
				   only */
};

/* An output.  False: it could not be made; one line on stderr says why.  */
typedef bool rep_output (const struct rep_results *r,
			 const struct rep_show *show);

rep_output rep_out_text, rep_out_table, rep_out_json, rep_out_sarif,
  rep_out_html, rep_out_dot;

/* stats.c: numbers, and all that was not analysed.  */
rep_output rep_out_stats;

/* ---- words.c.  */

/* What becomes of S, in a word: "stackable", "bounded", "hoist", "heap".  */
const char *rep_verdict (const struct rep_site *s);

/* "16", "64 at most", "?": the size of S in bytes.  In ARENA.  */
const char *rep_size (struct esc_arena *arena, const struct rep_site *s);

/* Why S has its verdict, in about five words.  In ARENA.  */
const char *rep_short_reason (struct esc_arena *arena,
			      const struct rep_site *s);

/* "these 16 bytes stay on the heap: returned at x.c:105", for a site that
   stays there.  In ARENA.  */
const char *rep_site_text (struct esc_arena *arena, const struct rep_site *s);

/* "dir/x.c:105", relative to the folder of SHOW and clean; "" without a line.
   In ARENA.  */
const char *rep_place (struct esc_arena *arena, const struct rep_show *show,
		       const struct rep_pos *pos);

/* The file of POS, likewise; "" if there is none.  */
const char *rep_file (struct esc_arena *arena, const struct rep_show *show,
		      const struct rep_pos *pos);

/* What a finding of KIND means and what to do, in a sentence or two.  */
const char *rep_kind_help (enum esc_kind kind);

/* The name of a gap's kind for people: "no section".  */
const char *rep_gap_name (enum rep_gap_kind kind);

/* How the traffic of the profiles is shared among verdicts.  */
enum rep_share
{
  REP_SHARE_STACKABLE,
  REP_SHARE_BOUNDED,
  REP_SHARE_HOIST,
  REP_SHARE_HEAP,
  REP_SHARE_UNSEEN,		/* at no site */
  REP_SHARE_COUNT
};
enum rep_share rep_share_of (const struct rep_site *s);
extern const char *const rep_share_name[REP_SHARE_COUNT];

#endif
