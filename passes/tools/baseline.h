/* baseline.h - which findings are old.

   Owns:    fingerprints, and the form of a baseline file.
   Input:   results; a baseline file.
   Output:  fingerprints and `known' in the results; a baseline file.
   Not handled: comparing without fingerprints: a function that was renamed has
   new findings.

   A fingerprint is a hash of the finding's kind, function, file (relative to the
   sources) and text without numbers of lines, and of how many findings of the
   same four come before it.  It does not change when lines move.  */

#ifndef ESC_BASELINE_H
#define ESC_BASELINE_H

#include "passes/tools/outputs.h"

/* Set the fingerprints of R; names are relative to ROOT.  */
void rep_fingerprints (struct rep_results *r, const char *root);

/* The fingerprints of a file.  */
struct rep_baseline
{
  struct esc_arena arena;
  const char **fingerprints;	/* sorted, each once */
  uint32_t n;
};

/* Read the file NAME into *B, which is all zero; its arena is the caller's to
   free.  False: it is no baseline; one line on stderr says why.  */
bool rep_baseline_read (struct rep_baseline *b, const char *name);

/* Mark what B has as `known' in R.  */
void rep_baseline_apply (const struct rep_baseline *b, struct rep_results *r);

/* An output: a baseline that has all findings of R.  */
rep_output rep_out_baseline;

#endif
