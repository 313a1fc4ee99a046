/* expr.h - integers in words of a function's parameters: how large something is
   that a function allocates for its caller.

   Owns:    expressions over parameters, their evaluation with intervals, and
            substitution: a function's words for those of what it calls.
   Input:   the host makes expressions of arguments, known-parse.c of the table.
   Output:  a range at a call; an expression of the caller.
   Not handled: values below 0.  An interval is of unsigned 64-bit numbers;
            where one could be negative, or could have wrapped around, it is
            not known: a bound is never too small.

   An expression is a row of nodes in postfix order; an operation takes its
   operands from what comes before it.  It holds at one point of the function,
   so an interval that is known there may be part of it (ESC_X_IN).  */

#ifndef ESC_EXPR_H
#define ESC_EXPR_H

#include "graph.h"

#ifdef __cplusplus
extern "C" {
#endif

enum esc_xop
{
  ESC_X_RANGE = 1,		/* from lo to hi */
  ESC_X_PARAM,			/* parameter `param' */
  ESC_X_LEN,			/* the length of the string it points to */
  ESC_X_FIT,			/* one operand, cut off to its type */
  ESC_X_IN,			/* one operand, known to be from lo to hi here */
  ESC_X_NOT,			/* one operand: 1 if it is 0, else 0 */
  ESC_X_ADD,
  ESC_X_SUB,
  ESC_X_MUL,
  ESC_X_DIV,
  ESC_X_REM,
  ESC_X_AND,			/* of bits */
  ESC_X_OR,
  ESC_X_SHL,
  ESC_X_SHR,
  ESC_X_MIN,
  ESC_X_MAX,
  ESC_X_EQ,			/* comparisons: 1 or 0 */
  ESC_X_LT,
  ESC_X_LE,
  ESC_X_IF,			/* three operands: if 1, then 2, else 3 */
  ESC_X_OPS
};

/* More nodes than that are not worth the time: not known.  */
#define ESC_X_MAX_NODES 32

struct esc_xnode
{
  uint8_t op;			/* enum esc_xop */
  int8_t type;			/* bits of the result's type, negative if it is
				   signed; 0: none, nothing is cut off.  Of a
				   comparison: that of its operands */
  uint32_t param;		/* from 0 */
  uint64_t lo, hi;
};

struct esc_expr
{
  uint32_t n;			/* more than ESC_X_MAX_NODES: it did not fit */
  struct esc_xnode nodes[ESC_X_MAX_NODES];
};

/* The name of OP in the text form, and the number of its operands.  */
const char *esc_expr_name (unsigned op);
unsigned esc_expr_operands (unsigned op);

void esc_expr_push (struct esc_expr *e, struct esc_xnode node);
void esc_expr_op (struct esc_expr *e, enum esc_xop op, int type);
void esc_expr_range (struct esc_expr *e, uint64_t lo, uint64_t hi);
void esc_expr_param (struct esc_expr *e, enum esc_xop leaf, uint32_t param,
		     int type);

/* A copy of E in ARENA, which has no room for more nodes; NULL if E is empty or
   did not fit.  */
const struct esc_expr *esc_expr_keep (struct esc_arena *arena,
				      const struct esc_expr *e);

bool esc_xnode_equal (const struct esc_xnode *a, const struct esc_xnode *b);
bool esc_expr_equal (const struct esc_expr *a, const struct esc_expr *b);

/* 1 + the parameter that E is, unchanged; 0: it is none, or E is NULL.  */
uint32_t esc_expr_plain (const struct esc_expr *e);

/* Whether the value of E depends on a parameter.  */
bool esc_expr_depends (const struct esc_expr *e);

/* What is known of a leaf, ESC_X_PARAM or ESC_X_LEN, where E is used.  */
typedef struct esc_range (*esc_leaf_fn) (void *ctx,
					 const struct esc_xnode *leaf);

/* The interval of E's values, LEAF telling what those of its leaves are.  E or
   LEAF NULL: nothing is known.  The result's expr is NULL.  */
struct esc_range esc_expr_eval (const struct esc_expr *e, esc_leaf_fn leaf,
				void *ctx);

/* E in words of another function: that in which LEAF tells the intervals of
   E's leaves, and their expressions if they have any.  False: it does not
   fit.  */
bool esc_expr_subst (struct esc_expr *out, const struct esc_expr *e,
		     esc_leaf_fn leaf, void *ctx);

#ifdef __cplusplus
}
#endif

#endif
