/* judge.h - from what is known of a function to its findings.

   Input:   a solved function with its dominators, its summary, and the
            flow-sensitive result where candidates asked for it.
   Output:  findings and remarks in the report.
   Not handled: printing; which kinds the user wants to see.

   One judge: promotion reads the same verdict (esc_judge_heap).  */

#ifndef ESC_JUDGE_H
#define ESC_JUDGE_H

#include "flow.h"
#include "run.h"

#ifdef __cplusplus
extern "C" {
#endif

/* See judge-index.c.  */
struct esc_index
{
  uint32_t *after;		/* by call: the first op after all that it expanded
				   to */
  uint32_t *by_result;		/* see esc_calls_by_result */
  uint32_t *def;		/* by value: its first definition, + 1; 0: none */
  uint32_t **releases;		/* by object: the FREE and REALLOC ops that may get
				   it, in order */
  uint32_t *nreleases;
  uint8_t *frees_sites;		/* by op: whether all that this FREE can get are heap
				   objects of this function */
  bool *in_cell;		/* by object: its address is in memory */
  const char **hidden;		/* by object: hidden state of the library that has
				   it; NULL: none */
  uint32_t *remade;		/* by call: the object that it makes as realloc
				   does, or 0 */
};

struct esc_judge
{
  struct esc_solve *s;
  struct esc_cfg *cfg;
  struct esc_flow *flow;	/* NULL: no candidate */
  struct esc_report *report;
  const struct esc_options *options;
  bool recursive;
  struct esc_judgement *heap;	/* of esc_judge_heap ... */
  const struct esc_limits *heap_limits; /* ... under these; NULL: not yet */
  bool *touched;		/* dangles.c: by object; NULL: not asked yet */
  const struct esc_index *index; /* NULL: not asked yet */
  uint64_t steps;		/* of the walks of freed.c */
};

/* The index of J's function, made when it is first asked for.  */
const struct esc_index *esc_judge_index (struct esc_judge *j);

struct esc_judgement
{
  enum esc_verdict verdict;
  uint64_t size;		/* bytes, or their bound; UINT64_MAX: unknown */
  bool fixed;			/* size is exact */
  uint64_t copies;		/* that are alive at once, if not HEAP */
  bool growing;			/* realloc gets or returns it */
  uint32_t group;		/* of those that realloc makes of one another */
  bool shared;			/* freed where other heap objects are: it can
				   leave the heap only together with them */
  const char *reason;		/* HEAP: a clause, "stored in 'list'" */
  esc_loc loc;			/* HEAP: the blocking place, or 0 */
};

/* The objects that the flow-sensitive pass must follow in S, as an array by
   object; NULL: none.  PARAMS: what parameters lead to as well, for the
   summary.  */
bool *esc_candidates (struct esc_solve *s, bool params);

/* Judge all heap objects under LIMITS: an array by object, in J's arena.  Asked
   again under the same LIMITS it gives the same array.  */
struct esc_judgement *esc_judge_heap (struct esc_judge *j,
				      const struct esc_limits *limits);

/* The alignment that was asked for heap object OBJ; 0: none.  */
uint64_t esc_alignment_of (struct esc_judge *j, uint32_t obj);

/* findings.c: all heap sites, and remarks if they are wanted.  */
void esc_judge_sites (struct esc_judge *j);

/* sites.c: the same under the limits of promotion, as esc_site records.  */
void esc_record_sites (struct esc_judge *j);

/* dangles.c: all addresses that outlive their object.  */
void esc_judge_dangles (struct esc_judge *j);

/* A remark for each pointer parameter.  */
void esc_judge_params (struct esc_judge *j);

/* The same for FN, of which there is nothing but its summary.  */
void esc_report_params (struct esc_report *report, const struct esc_fn *fn);

/* How messages call object OBJ: "'x'", "memory reached from 'p'".  */
const char *esc_describe (struct esc_judge *j, uint32_t obj);

/* explain.c: why heap object OBJ is not confined to the function: a clause,
   and the place.  */
const char *esc_explain_escape (struct esc_judge *j, uint32_t obj,
				esc_loc *loc);
/* For remarks: the way of heap object OBJ to the place that keeps it on the heap,
   and the places where parameter PARAM leaks.  */
void esc_explain_flow (struct esc_judge *j, uint32_t obj,
		       struct esc_finding *finding);
void esc_explain_param (struct esc_judge *j, uint32_t param,
			struct esc_finding *finding);
/* contract.c: what the body does with parameters against their declaration.  */
void esc_judge_promises (struct esc_judge *j);

/* The name of what call NUMBER calls, or NULL.  */
const char *esc_callee_name (struct esc_judge *j, uint32_t number);

#ifdef __cplusplus
}
#endif

#endif
