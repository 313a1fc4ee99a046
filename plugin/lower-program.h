/* lower-program.h - a program while it is written.

   Owns:    the state of the translation.  Used by lower-program*.cc only; the
            result is struct esc_program of passes/program.h.
   Not handled: the blocks (lower-program.cc).  */

#ifndef ESC_LOWER_PROGRAM_H
#define ESC_LOWER_PROGRAM_H

#include "plugin.h"
#include "passes/program.h"

struct writer
{
  struct esc_unit *unit;
  const struct esc_fn *fn;
  struct function *fun;
  struct esc_arena arena;	/* scratch */
  struct esc_program *prog;
  esc_ref *ref_of;		/* by SSA version */
  struct esc_map objs;		/* DECL_UID + 1 -> esc_ref, of the function's own */
  struct esc_map calls;		/* statement -> number */
  int *index_of;		/* by GCC's block number: ours */
  uint32_t *succ_of;		/* by our block number: which successor of the block
				   that is being lowered it is */
  uint32_t extra;		/* variables of our own */
  uint32_t base;		/* added to SSA versions: a function that is inlined */
  unsigned depth;		/* of inlining */
};

static inline uint32_t
variable_of (const struct writer *w, const_tree ssa)
{
  return w->base + SSA_NAME_VERSION (ssa);
}

static inline bool
number_p (tree type)
{
  return INTEGRAL_TYPE_P (type) || POINTER_TYPE_P (type);
}

static inline uint8_t
bits_of (tree type)
{
  if (!number_p (type) || TYPE_PRECISION (type) > 64)
    return 0;
  return (uint8_t) TYPE_PRECISION (type);
}

static inline bool
uns_of (tree type)
{
  return number_p (type) && TYPE_UNSIGNED (type);
}

/* lower-program-ref.cc: a new instruction; valid until the next one.  */
struct esc_pinstr *esc_prog_add (struct writer *w, enum esc_pkind kind);

/* The operand X; ESC_PV_NONE: it is not understood.  */
struct esc_pval esc_prog_operand (struct writer *w, tree x);

/* What the graph calls the pointer PTR, which is operand V; 0: nothing.  */
esc_ref esc_prog_ref (const struct writer *w, tree ptr,
		      const struct esc_pval *v);

/* The memory REF; whether X is memory.  */
struct esc_pplace esc_prog_place (struct writer *w, tree ref);
bool esc_prog_memory_p (tree x);

/* Nothing is known of LHS, an SSA name, or NULL; of the memory REF.  */
void esc_prog_any (struct writer *w, tree lhs);
void esc_prog_clobber (struct writer *w, tree ref);

/* lower-program-expr.cc: what CODE is; an assignment.  */
enum esc_pcode esc_prog_code (enum tree_code code);
void esc_prog_assignment (struct writer *w, gassign *stmt);

/* lower-program-call.cc: a call; the address ARG goes to somebody else.  */
void esc_prog_call (struct writer *w, gcall *stmt);
void esc_prog_give (struct writer *w, tree arg);

/* lower-program.cc: any statement.  */
void esc_prog_statement (struct writer *w, gimple *stmt);

#endif
