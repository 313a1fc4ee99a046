/* fixit.h - what the parts of the edits for a stackable finding share.

   Owns:    the text of a function as tokens, what is known of an allocation's
            pointer, and the edits of one finding.
   Not handled: printing.

   Order:   fixit-source.cc   text -> tokens
            fixit-facts.cc    GIMPLE -> who has the pointer, what is asked of it
            fixit-object.cc   tokens -> the object's declaration
            fixit-plan.cc     tokens -> what is replaced and removed
            fixit-leaves.cc   what nothing uses then
            fixit.cc          all findings of a unit, as GCC's fix-it hints
            fixit-patch.cc    -fdiagnostics-generate-patch without empty lines
 */

#ifndef ESC_FIXIT_H
#define ESC_FIXIT_H

#include "plugin.h"

/* ---- fixit-source.cc ---- */

struct esc_token
{
  const char *s;		/* not ended by a NUL */
  int len;
  int line, column;		/* columns are bytes, from 1 */
  char kind;			/* 'a' name, '0' number, '"' string; else the
				   first character of an operator */
  bool conditional;		/* between #if and #endif */
  int match;			/* a bracket's other one, or -1 */
  int up;			/* the bracket that it is in, or -1 */
};

/* A comment, a directive, or a backslash that joins two lines.  */
struct esc_gap
{
  int line, column, end_line;
  char kind;			/* '*', '#' or '\\' */
};

struct esc_source
{
  struct esc_arena *arena;
  const char *file;
  int first_line, nlines;
  const char **lines;		/* from first_line */
  struct esc_token *tokens;
  uint32_t n, cap;
  struct esc_gap *gaps;
  uint32_t ngaps, gaps_cap;
  int body;			/* the brace that opens the function's body; its
				   match is the last token */
};

/* The text of FNDECL.  Returns NULL, or why it cannot be edited.  */
const char *esc_source_read (struct esc_source *src, struct esc_arena *arena,
			     tree fndecl);

/* Whether token I of SRC is TEXT.  */
bool esc_is (const struct esc_source *src, int i, const char *text);

/* Whether tokens I and K have the same text.  */
bool esc_same_text (const struct esc_source *src, int i, int k);

/* The token that begins at LOC, or -1: also for one inside of a macro.  */
int esc_token_at (const struct esc_source *src, location_t loc);

/* The first token of LINE or later; src->n: none.  */
int esc_first_on (const struct esc_source *src, int line);

/* Whether a comment or a directive lies between token I and token K, or begins
   behind token K on its line.  */
bool esc_gap_between (const struct esc_source *src, int i, int k);

/* The gap that ends on LINE, or NULL.  */
const struct esc_gap *esc_gap_on (const struct esc_source *src, int line);

/* GCC's location of the place, or UNKNOWN_LOCATION.  */
location_t esc_source_location (const char *file, int line, int column);

/* ---- fixit-facts.cc ---- */

/* What the function does with the pointer that an allocation gives.  */
struct esc_facts
{
  gcall *call;
  bool zeroed;			/* calloc */
  tree var;			/* the local variable that gets it */
  tree type;			/* what that points to */
  tree value;			/* the variable's value behind the call */
  bool moved;			/* it may be in something other than VAR */
  gimple **frees;		/* each free (VAR) */
  uint32_t nfrees, frees_cap;
  gimple **dead;		/* each comparison of VAR with NULL whose answer
				   the allocation decides */
  uint32_t ndead, dead_cap;
  const char *why;		/* no edit: the reason ... */
  location_t where;		/* ... and its place */
};

/* Reasons that come with an advice.  */
extern const char esc_why_loop[], esc_why_callee[], esc_why_elsewhere[],
  esc_why_freer[], esc_why_size[];

void esc_facts_of (struct esc_facts *facts, struct esc_arena *arena,
		   const struct esc_finding *f);

/* ---- fixit-object.cc and fixit-plan.cc ---- */

enum esc_action
{
  ESC_A_KEEP,
  ESC_A_REMOVE,
  ESC_A_REPLACE			/* by the plan's text; what is removed behind it
				   is part of that */
};

/* A statement that goes, tokens FROM .. TO.  */
struct esc_removed
{
  int from, to;
  int test_end;			/* a test: the end of its condition; else -1 */
};

/* The edits of one finding.  */
struct esc_plan
{
  const struct esc_finding *f;
  struct esc_source *src;
  struct esc_facts facts;
  int name;			/* the token that declares the variable */
  int decl;			/* the first token of that declaration */
  int end;			/* the brace that ends the variable's block */
  int callee, close;		/* "malloc" and its last parenthesis */
  bool is_init;			/* the call initialises the variable */
  int before;			/* the object is declared before this token's
				   line */
  const char *object;		/* its name */
  const char *declaration;	/* "struct point p_obj;" */
  const char *address;		/* "&p_obj" */
  uint8_t *action;		/* by token: enum esc_action */
  int group;			/* which of the fellows carries its edits */
  struct esc_removed *gone;	/* the statements that go */
  uint32_t ngone, gone_cap;
  int joint, parts;		/* a test that goes, by its "if", asks of so
				   many pointers: each must have a plan; 0:
				   none */
  uint8_t *own;			/* action, before those of fellows count */
  struct esc_plan **fellows;	/* the plans of the function, its own too */
  uint32_t nfellows;
  bool impossible;		/* GCC cannot name a place of it */
  const char *why;		/* no edit: the reason ... */
  location_t where;		/* ... and its place, or UNKNOWN_LOCATION */
};

/* Find the object's declaration: its place, its name, its text.  NAMES: those
   that were chosen before, N of them.  False: plan->why.  */
bool esc_plan_object (struct esc_plan *plan, const char *const *names,
		      uint32_t n);

/* Whether a statement, and no declaration, begins at token I.  */
bool esc_statement_p (const struct esc_source *src, int i);

/* Whether what PLAN removes can go if ACTION is done to the tokens.  */
bool esc_plan_can_go (struct esc_plan *plan, const uint8_t *action);

/* Find PLAN's edits.  False: plan->why.  */
bool esc_plan_edits (struct esc_plan *plan);

/* Give up PLAN for a reason, at token AT (-1: none).  Returns false.  */
bool esc_plan_no (struct esc_plan *plan, int at, const char *why);

/* ---- fixit-leaves.cc ---- */

/* Whether what ACTION takes from the tokens of F's function leaves something
   that nothing uses.  A label that can go is taken, too.  Returns a token that
   tells what is wrong, with *WHY, or -1.  */
int esc_plan_leaves (const struct esc_finding *f, struct esc_source *src,
		     uint8_t *action, const char **why);

/* ---- fixit-patch.cc ---- */

/* A patch takes line LINE of FILE, which a hint empties, away.  */
void esc_patch_remove_line (const char *file, int line);

#endif
