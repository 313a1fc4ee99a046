/* report.h - what the analysis found, before anyone prints it.

   Owns:    the list of findings: their order, their wording, and that none is
            there twice.
   Input:   judge.c adds findings.  Output: whoever prints walks the list.
   Not handled: printing; which kinds the user wants (the printer's options);
            what the compiler said already.  */

#ifndef ESC_REPORT_H
#define ESC_REPORT_H

#include "graph.h"

#ifdef __cplusplus
extern "C" {
#endif

enum esc_kind
{
  ESC_K_DANGLE,			/* warnings */
  ESC_K_MAYBE,
  ESC_K_STACKABLE,
  ESC_K_BOUNDED,
  ESC_K_HOIST,
  ESC_K_CONTRACT,
  ESC_K_UNUSED,			/* a silencing attribute that silences nothing;
				   the host adds them */
  ESC_K_HEAP,			/* remarks, for -fplugin-arg-escape-m */
  ESC_K_PARAM,
  ESC_K_LIMIT,
  ESC_K_COUNT
};

/* "dangle", "maybe", ...: what stands in the brackets after "escape-".  */
extern const char *const esc_kind_name[ESC_K_COUNT];

/* One step of the way from an address to the holder that outlives it.  */
struct esc_step
{
  struct esc_step *next;
  esc_loc loc;
  const struct esc_fn *fn;
  const char *text;
};

struct esc_finding
{
  enum esc_kind kind;
  const struct esc_fn *fn;	/* the function it is in */
  esc_loc loc;			/* the line that the kind names */
  struct esc_pos pos;		/* loc, expanded: sort key */
  const char *text;		/* without the kind's brackets */
  struct esc_step *steps;	/* in order; NULL: none */
  void *host;			/* the host's statement at loc, or NULL */
  void *use_host;		/* dangle: the statement that uses the address
				   after the end of its scope, or NULL */
  esc_loc use_loc;
  const void *object;		/* dangle: the host's object, or NULL */
  const struct esc_obj *which;	/* dangle: the same in the graph, or NULL */
  const void *holder;		/* dangle: the host's variable that holds it, if
				   it is one of the unit, or NULL */
  bool returned;		/* dangle: the holder is the function's result */
  bool block;			/* dangle: the object is of an inner block */
  uint64_t size;		/* stackable, bounded: bytes */
  bool loop;			/* stackable, bounded: the call may run again */
  bool held;			/* stackable: something that lives longer holds
				   its address until it is freed */
  uint32_t serial;		/* order of discovery: last sort key */
};

/* What becomes of a heap object.  */
enum esc_verdict
{
  ESC_V_HEAP,
  ESC_V_STACKABLE,
  ESC_V_BOUNDED,
  ESC_V_UNSIZED,		/* confined, but of any size */
  ESC_V_GROWING			/* the same, and realloc makes another of it */
};

/* A place that frees it.  */
struct esc_release
{
  void *host;			/* the host's statement, a call */
  bool exact;			/* it can free nothing that stays on the heap */
};

/* A heap object of a function, and what was decided about it: for whoever
   changes the program.  */
struct esc_site
{
  const struct esc_fn *fn;
  const struct esc_call *call;	/* the call that makes it */
  enum esc_verdict verdict;
  uint64_t size;		/* bytes, or their bound; UINT64_MAX: not known */
  bool fixed;			/* size is exact */
  uint64_t copies;		/* objects that are alive at once */
  bool loop;			/* the call may run again */
  bool hoist;			/* its maker fills it in: a constructor */
  bool held;			/* something that outlives the function may hold its
				   address, which is freed by then */
  uint64_t align;		/* what was asked for; 0: what malloc gives */
  const char *by;		/* the function that allocates, if it is one that
				   the call runs; else NULL */
  const char *reason;		/* HEAP: a clause */
  esc_loc loc;			/* HEAP: the blocking place, or 0 */
  uint32_t group;		/* GROWING: equal for what realloc makes of one
				   another in the function */
  uint32_t nreleases, nmoves;
  struct esc_release *releases;
  void **moves;			/* GROWING: the host's statements that hand it to
				   realloc */
};

struct esc_report
{
  struct esc_arena arena;
  const struct esc_unit *unit;
  struct esc_finding *items;
  uint32_t n, cap;
  struct esc_site *heap;	/* if they were asked for; the functions in the
				   order in which they were judged */
  uint32_t nheap, heap_cap;
  /* For -fplugin-arg-escape-stats.  */
  uint32_t nfunctions, ncapped, nconfirmed, nsites, nstackable;
};

void esc_report_init (struct esc_report *report, const struct esc_unit *unit);
void esc_report_free (struct esc_report *report);

/* Add a finding; the caller fills steps and the rest in what is returned,
   which is valid until the next call.  */
struct esc_finding *esc_report_add (struct esc_report *report,
				    enum esc_kind kind,
				    const struct esc_fn *fn, esc_loc loc,
				    const char *text);

/* "these 24 bytes": the size that is FIXED or a bound (UINT64_MAX: not known), in
   ARENA.  *ONE: the words are a singular.  */
const char *esc_report_size (struct esc_arena *arena, uint64_t size,
			     bool fixed, bool *one);

/* "these 24 bytes stay on the heap: REASON at file.c:31", for an object that a
   call at CALL makes; the place LOC is left out if it is that or 0.  */
const char *esc_report_stay (struct esc_report *report, uint64_t size,
			     bool fixed, const char *reason, esc_loc loc,
			     esc_loc call);

/* Append a step to FINDING.  */
void esc_report_step (struct esc_report *report, struct esc_finding *finding,
		      const struct esc_fn *fn, esc_loc loc, const char *text);

/* Sort by file, line, column, kind, text, and drop what is there twice.  */
void esc_report_finish (struct esc_report *report);

/* "file.c:31" for a text; "<unknown>" without a position.  */
const char *esc_report_place (struct esc_report *report, esc_loc loc);

#ifdef __cplusplus
}
#endif

#endif
