/* results.h - what is known of a whole program, ready to be shown.

   Owns:    the plain data between the analysis of the program and the outputs.
   Input:   program.c (sections, joined and solved) fills it, profile*.c adds
            counts, baseline.c marks what is old.  Output: out-*.c show it.
   Not handled: how anything is analysed or shown.  No output asks the engine
            for more; no analysis prints.

   All strings and arrays live in the arena.  Positions are as the compiler
   recorded them (prefix maps included): relative when the compiler was given a
   relative name.  */

#ifndef ESC_RESULTS_H
#define ESC_RESULTS_H

#include "passes/report.h"

/* line 0: unknown; column 0: unknown.  */
struct rep_pos
{
  const char *file;
  int line, column;
};

struct rep_step
{
  struct rep_pos pos;
  const char *function;		/* it is in */
  const char *text;
};

struct rep_finding
{
  enum esc_kind kind;		/* a warning's: ESC_K_DANGLE .. ESC_K_UNUSED */
  const char *function;		/* it is in */
  struct rep_pos pos;		/* the line that the kind names */
  const char *text;		/* without the kind's brackets */
  struct rep_step *steps;	/* in order */
  uint32_t nsteps;
  uint32_t unit;		/* index in units */
  bool across;			/* no unit alone could tell */
  bool known;			/* the baseline has it */
  char fingerprint[33];		/* baseline.c: 32 hexadecimal digits */
};

/* A place where a function allocates.  */
struct rep_site
{
  const char *function;
  struct rep_pos pos;
  enum esc_verdict verdict;
  bool hoist;			/* HEAP, but it could live in the caller's frame */
  uint64_t size;		/* bytes or their bound; UINT64_MAX: not known */
  bool fixed;			/* size is exact */
  bool loop;			/* the call may run again in one run of FUNCTION */
  bool across;			/* no unit alone could tell */
  const char *reason;		/* HEAP: a clause, "returned", "stored in 'list'" */
  struct rep_pos blocked;	/* HEAP: the blocking place; line 0: none */
  const char *allocator;	/* the function called: "malloc", "xmalloc" */
  uint32_t unit;
  /* From a profile; see nprofiles.  */
  uint64_t calls, bytes;	/* in all; 0: not seen */
};

/* A remark about a pointer parameter.  */
struct rep_param
{
  const char *function;
  struct rep_pos pos;		/* of the function */
  const char *text;		/* "leaking param: p" */
  uint32_t unit;
};

struct rep_function
{
  const char *name;
  struct rep_pos pos;
  uint32_t unit;
  bool is_static;
  const struct esc_fn *graph;	/* its escape graph, or NULL: not recorded */
};

/* A compilation, or a piece of the input that could not be read.  */
struct rep_unit
{
  const char *source;		/* the main source file; NULL: not known */
  const char *object;		/* "dir/libx.a(y.o)" */
  uint32_t nfunctions;
  uint32_t ncapped;		/* of these, over a budget */
  struct esc_unit *graph;	/* what rep_function.graph belongs to, if that is
				   not the joined graph; else NULL */
};

enum rep_gap_kind
{
  REP_NO_SECTION,		/* an object or a library without a section */
  REP_STRIPPED,			/* an executable, whose section was dropped */
  REP_DAMAGED,			/* a section that cannot be read */
  REP_DUPLICATE,		/* the same unit once more, left out */
  REP_NOT_LINKED		/* a unit whose symbols another one has */
};

/* What was not analysed.  */
struct rep_gap
{
  enum rep_gap_kind kind;
  const char *object, *text;	/* TEXT: why, in a line */
};

/* Allocator calls of a profile that meet no site, by outermost place.  */
struct rep_traffic
{
  const char *label;		/* "file.c:12 function", or a library's name */
  uint64_t calls, bytes;
};

struct esc_join;

struct rep_results
{
  struct esc_arena arena;
  const struct esc_unit *unit;	/* the joined graph, or NULL */
  struct esc_join *join;	/* it belongs to this; NULL: there is none */
  struct rep_finding *findings;	/* by file, line, column, kind, text */
  uint32_t nfindings;
  struct rep_site *sites;	/* by file, line, column */
  uint32_t nsites;
  struct rep_param *params;	/* if they were asked for */
  uint32_t nparams;
  struct rep_function *functions; /* by file, line */
  uint32_t nfunctions;
  struct rep_unit *units;
  uint32_t nunits;
  struct rep_gap *gaps;
  uint32_t ngaps;
  /* For --stats.  */
  uint64_t nunknown_calls;	/* calls to functions nobody has and nobody knows */
  uint64_t nconditional;	/* functions of which something hung on another
				   unit, and whose flows are told */
  uint64_t nsettled;		/* of these: nothing hangs on anybody now */
  uint64_t nleft;		/* functions whose flows had no room in their
				   section: what hangs on another unit in them
				   stays open */
  /* From profiles (profile.c).  */
  uint32_t nprofiles;
  struct rep_traffic *traffic;	/* what met no site; most calls first */
  uint32_t ntraffic;
  uint64_t total_calls, total_bytes; /* of the profiles */
};

#endif
