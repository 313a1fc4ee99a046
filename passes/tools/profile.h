/* profile.h - run-time profiles, joined with the allocation sites of a program.

   Owns:    which files are profiles, the counts of rep_results, their ranking
	    and their shares.
   Input:   rep_results with its sites; files of valgrind's DHAT and massif and
	    of heaptrack, which are not trusted.
   Output:  calls and bytes of sites[], traffic[], total_calls, total_bytes,
	    nprofiles; tables of them.
   Not handled: running the program; profiles of other tools.

   What the formats count (docs/profiles.md says how each file is made):

     DHAT, heaptrack's data      calls and their bytes, exact
     heaptrack_print, -F         calls; bytes are not in the text, and stay 0
     escape-counts 1             what the lines say
     massif                      bytes at the peak; no calls

   So total_calls of 0 with total_bytes says: bytes at the peak.  Those are not
   added to the others: such a second file is refused.  */

#ifndef ESC_PROFILE_H
#define ESC_PROFILE_H

#include "passes/tools/results.h"

#include <stdio.h>

/* Read FILE and add its counts to R, whose sites are complete.  False: one
   line on stderr said why, and R is as it was.  */
bool rep_profile (struct rep_results *r, const char *file);

/* The same with a profile in memory, the N bytes at TEXT, which need not end
   in a NUL and are not kept.  NAME is for the error line.  */
bool rep_profile_read (struct rep_results *r, const char *name,
		       const char *text, size_t n);

/* The counts are bytes at the peak, not calls.  */
bool rep_by_bytes (const struct rep_results *r);

/* What a site or a share is ranked by: bytes with rep_by_bytes, else calls.  */
uint64_t rep_weight (const struct rep_results *r, uint64_t calls,
		     uint64_t bytes);

/* The sites that a profile has seen, most calls (or bytes) first, equals in the
   order of sites[]: indices in an array of ARENA, *N of them.  */
uint32_t *rep_ranked (struct esc_arena *arena, const struct rep_results *r,
		      uint32_t *n);

/* What could become of an allocation, as a share of the program's.  */
enum rep_fate
{
  REP_F_STACKABLE,
  REP_F_BOUNDED,
  REP_F_HOIST,			/* HEAP, but it could live in the caller's frame */
  REP_F_HEAP,			/* what stays there, any other verdict included */
  REP_F_OUTSIDE,		/* it met no site */
  REP_F_COUNT
};

/* "stackable", "bounded", "hoistable", "heap", "outside".  */
extern const char *const rep_fate_name[REP_F_COUNT];

/* The fate of SITE: never REP_F_OUTSIDE.  */
enum rep_fate rep_fate (const struct rep_site *site);

/* Why SITE stays on the heap, a clause; NULL if it need not.  */
const char *rep_why (const struct rep_site *site);

struct rep_amount
{
  uint64_t calls, bytes;
  uint32_t nsites;		/* that were seen; OUTSIDE: entries of traffic */
  double part;			/* of the total, 0 to 1, by rep_weight */
};

/* A reason, and what stays on the heap for it.  */
struct rep_cause
{
  const char *reason;		/* of a site */
  struct rep_amount amount;
};

enum { REP_MAX_CAUSES = 5 };

struct rep_shares
{
  struct rep_amount of[REP_F_COUNT]; /* they add up to the totals */
  struct rep_cause causes[REP_MAX_CAUSES]; /* of REP_F_HEAP, largest first */
  uint32_t ncauses;
};

/* Fill SHARE; all of it is 0 without a profile.  */
void rep_shares (const struct rep_results *r, struct rep_shares *share);

/* The ranked table, a line of sums, and what met no site.  Nothing if there is
   no profile.  Names come from files: bytes that control a terminal are
   written as '?'.  */
void rep_write_profile (FILE *out, const struct rep_results *r);

#endif
