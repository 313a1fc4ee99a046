/* run.h - run the whole analysis over a unit.

   Input:   a complete unit (every function lowered).
   Output:  a report; each function's summary hangs on the function.
   This is the only entry point that the plugin and the tools need.  */

#ifndef ESC_RUN_H
#define ESC_RUN_H

#include "report.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How much may be on the stack.  */
struct esc_limits
{
  uint64_t object;		/* bytes of one object: 65536 */
  uint64_t frame;		/* bytes of all objects of one function */
  uint64_t recursive;		/* bytes of one object where the function is
				   recursive: 1024 */
  uint64_t unsized;		/* not 0: an object that nothing but its size
				   keeps on the heap gets so many bytes and the
				   verdict ESC_V_UNSIZED */
  uint64_t growing;		/* not 0: an object that realloc may get or return
				   gets so many bytes, and the verdict
				   ESC_V_GROWING */
  bool guarded;			/* the host keeps what frees, behind a comparison,
				   where it can get something else as well */
  bool copies;			/* objects that are alive at once in a loop may be
				   as many variables, if there are few */
  bool inlining;		/* a callee that frees and does more, or whose
				   call must stay, counts as one that only
				   frees: the host will take it apart */
};

struct esc_options
{
  struct esc_limits limits;
  int remarks;			/* 0: findings only; 1: a remark for each heap
				   site and pointer parameter; 2: and the flow */
  bool maybe, hoist, contract;	/* look for these kinds at all */
  const struct esc_limits *promote; /* record the heap sites under these limits;
				   NULL: do not */
  bool only_sites;		/* no findings, no remarks: the records alone */
};

/* The defaults.  */
void esc_options_init (struct esc_options *options);

/* Analyse UNIT under OPTIONS into REPORT (initialised by esc_report_init).  */
void esc_run (struct esc_unit *unit, const struct esc_options *options,
	      struct esc_report *report);

/* Whether the analysis knows what the extern function NAME does (known.def
   or a table that the user gave).  */
bool esc_known (const char *name);

/* The prototype of library function NAME, a letter a type (known_shapes.def says
   which); NULL: not known, or the user said what the function does.  */
const char *esc_known_shape (const char *name);

/* Read more known functions from the text TABLE (the form is that of
   known.def, docs/hacking.md).  Returns NULL, or what is wrong as
   "LINE: message", in ARENA.  */
const char *esc_known_add (struct esc_arena *arena, const char *table);

#ifdef __cplusplus
}
#endif

#endif
