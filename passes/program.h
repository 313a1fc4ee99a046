/* program.h - what a function computes with numbers and pointers, as far as its
   branches depend on it.

   Owns:    the form in which paths.c runs a function along one path.
   Input:   made by the host when a finding has to be confirmed, or read from
            the text form.  Most functions never have one.
   Not handled: what is executed on a path, and what follows (paths.h).

   Variables are numbered from 1 and assigned in one place each, as in SSA form.
   The blocks are those of the graph.  */

#ifndef ESC_PROGRAM_H
#define ESC_PROGRAM_H

#include "cfg.h"

#ifdef __cplusplus
extern "C" {
#endif

enum esc_pcode
{
  ESC_P_COPY = 1,
  ESC_P_CONVERT,		/* to another width or sign; bits, uns: the new */
  ESC_P_ADD, ESC_P_SUB, ESC_P_MUL, ESC_P_AND, ESC_P_OR, ESC_P_XOR,
  ESC_P_EQ, ESC_P_NE, ESC_P_LT, ESC_P_LE, ESC_P_GT, ESC_P_GE,
  ESC_P_OTHER			/* equal operands and `which' give equal results */
};

/* An operand.  */
enum esc_pvkind
{
  ESC_PV_NONE = 0,		/* not known */
  ESC_PV_VAR,			/* variable n */
  ESC_PV_CONST,			/* k, as wide as the operation says */
  ESC_PV_ADDR,			/* the address of variable n of the program's
				   host (an identity), plus k bytes */
  ESC_PV_LOCAL,			/* the same of a variable of the function */
  ESC_PV_OPAQUE			/* a constant of another kind, with identity k */
};

struct esc_pval
{
  uint8_t kind;			/* enum esc_pvkind */
  uint32_t n;
  int64_t k;
};

/* Memory: bits [bit, bit + len) from PTR on.  len 0: somewhere in it.  */
struct esc_pplace
{
  struct esc_pval ptr;
  esc_ref ref;			/* PTR in the graph, for what it may point to; 0:
				   not known, or memory that no pointer leads
				   to if PTR is an ADDR */
  int64_t bit;
  uint32_t len;
  uint16_t type;		/* accesses of two types that are not 0 do not
				   meet unless the types are equal */
};

enum esc_pkind
{
  ESC_PK_SET = 1,		/* dst = code (a, b)                        */
  ESC_PK_PHI,			/* dst = a, when entered from block `from'  */
  ESC_PK_LOAD,			/* dst = place                              */
  ESC_PK_STORE,			/* place = a; if place is an element of an
				   array, b is its index                    */
  ESC_PK_CLOBBER,		/* place may be anything now                */
  ESC_PK_CALL,			/* call `which' of the graph; dst = result  */
  ESC_PK_GIVE,			/* address a goes where others may find it  */
  ESC_PK_PURE,			/* dst = function `which' of a, b and memory */
  ESC_PK_ANY			/* dst is not known                         */
};

struct esc_pinstr
{
  uint8_t kind;			/* enum esc_pkind */
  uint8_t code;			/* enum esc_pcode */
  uint8_t bits;			/* of the result, for comparisons of the operands;
				   0: not a number */
  bool uns;
  bool is_volatile;		/* LOAD: another value each time */
  uint32_t dst, from, which;
  struct esc_pval a, b;
  struct esc_pplace place;
};

/* Values [lo, hi] of a switch go to successor SUCC (an index in succ).  */
struct esc_pcase
{
  int64_t lo, hi;
  uint32_t succ;
};

struct esc_pblock
{
  uint32_t first, n;		/* its instructions */
  uint8_t code;			/* a test: succ[0] if code (a, b); 0: none */
  uint8_t bits;
  bool uns;
  struct esc_pval a, b;		/* of a switch: a */
  uint32_t ncases;		/* a switch: those not listed go to `otherwise' */
  struct esc_pcase *cases;
  uint32_t otherwise;
  bool returns;			/* the function ends here; its result is a */
};

/* The variable that a parameter is at entry; 0: none.  */
struct esc_pparam
{
  uint32_t var;
  uint8_t bits;
  bool uns;
};

/* A variable of the function: as ESC_PV_LOCAL has it, and in the graph.  */
struct esc_plocal
{
  uint32_t n;
  esc_ref ref;
};

struct esc_program
{
  uint32_t nlocals, locals_cap;
  struct esc_plocal *locals;
  uint32_t nparams;
  struct esc_pparam *params;
  uint32_t nvars;		/* the highest number of a variable + 1 */
  uint32_t ninstrs, cap;
  struct esc_pinstr *instrs;
  struct esc_pblock *blocks;	/* as many as the function has */
};

/* What the result of a function can be, as a set.  */
#define ESC_R_ZERO	1u	/* 0 or NULL */
#define ESC_R_OTHER	2u

/* The results of FN on the ways that pass op OP, which stands in block B: a set
   of ESC_R_*.  */
unsigned esc_results_after (struct esc_arena *scratch, struct esc_unit *unit,
			    struct esc_fn *fn, const struct esc_cfg *cfg,
			    const struct esc_op *op, uint32_t b);

/* The program of FN, made by the host when it is not there; NULL: none.  */
const struct esc_program *esc_program_of (struct esc_unit *unit,
					  struct esc_fn *fn);

#ifdef __cplusplus
}
#endif

#endif
