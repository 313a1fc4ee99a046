/* load.h - from the inputs to what the outputs show.

   Owns:    what the user asked of the analysis, and the one call that reads and
	    solves everything.
   Input:   names of files, as on the command line.
   Output:  struct rep_results (results.h).
   Not handled: showing it (outputs.h); marking what a baseline has
	    (baseline.h).  */

#ifndef ESC_LOAD_H
#define ESC_LOAD_H

#include <stdio.h>

#include "passes/run.h"
#include "passes/tools/results.h"

struct rep_options
{
  struct esc_limits limits;	/* bytes; see run.h */
  bool kind[ESC_K_COUNT];	/* findings of these kinds are wanted */
  bool params;			/* remarks about parameters are wanted */
  bool graphs;			/* the graphs of functions will be shown */
  const char *const *profiles;	/* files with counts of allocator calls */
  uint32_t nprofiles;
};

/* The plugin's defaults.  */
void rep_options_init (struct rep_options *options);

/* Read the N INPUTS, solve the program and fill *R, which is all zero before;
   rep_free frees it, whatever is returned.  What cannot be read is one line on
   stderr and a gap of R (REP_DAMAGED), and the rest goes on.  The arrays of R
   are in the order that results.h says; fingerprints are empty and nothing is
   `known'.  Reports its progress (progress.h).  False: nothing could be read,
   or a profile could not be.  */
bool rep_load (struct rep_results *r, const struct rep_options *o,
	       char **inputs, int n);

/* Free all of R, the graphs too.  */
void rep_free (struct rep_results *r);

/* Write what the N INPUTS hold to FILE, in words, without solving it.  False:
   some could not be read; each has its line on stderr.  */
bool rep_dump (FILE *file, char **inputs, int n);

/* Reduce the N INPUTS to one, the file NAME, that gives the same answer.
   False: that cannot be done; one line on stderr says why.  */
bool rep_merge (const char *name, const struct rep_options *o, char **inputs,
		int n);

/* results.c: sort the arrays of R as results.h says, for whoever fills
   them.  */
void rep_sort (struct rep_results *r);

/* The order of results.h of two places: file, line, column.  */
int rep_pos_compare (const struct rep_pos *a, const struct rep_pos *b);

/* The unit that the graph of F belongs to, or NULL.  */
struct esc_unit *rep_graph_unit (const struct rep_results *r,
				 const struct rep_function *f);

#endif
