/* plugin.h - what the parts of the plugin share.

   Owns:    the options as they were given, and the state of lowering a unit
            and a function.
   Not handled: anything that passes/ owns.  */

#ifndef ESC_PLUGIN_H
#define ESC_PLUGIN_H

#include "gcc-compat.h"

#include "passes/graph.h"
#include "passes/graphio.h"
#include "passes/report.h"
#include "passes/run.h"

/* options.cc: what the user asked for.  */

enum esc_promote
{
  ESC_PROMOTE_OFF,
  ESC_PROMOTE_ON,
  ESC_PROMOTE_ALWAYS		/* also where a sanitizer watches the heap */
};

enum esc_section_size
{
  ESC_SECTION_OFF,
  ESC_SECTION_ON,		/* within a tenth of the code */
  ESC_SECTION_FULL
};

struct esc_plugin_options
{
  struct esc_options run;	/* what the engine needs to know */
  enum esc_promote promote;	/* move heap objects to the stack ... */
  struct esc_limits limits;	/* ... within these */
  bool kind[ESC_K_COUNT];	/* print this kind */
  bool error[ESC_K_COUNT];	/* it is an error */
  enum esc_section_size section; /* write the section */
  bool stats;
  bool disable;			/* do nothing at all */
  bool dump;			/* write the graph ... */
  const char *dump_file;	/* ... there; NULL: stderr */
};

extern struct esc_plugin_options esc_opts;

/* Read the ARGC arguments ARGV of the plugin into esc_opts.  False after an
   error, which was printed.  */
bool esc_read_options (int argc, struct plugin_argument *argv);

/* gcc-passes.cc: put our pass into GCC's list.  */
void esc_register_passes (const char *plugin_name);

/* resident.cc: the program's tables of symbols, which the loader read for the
   plugin, need not stay in memory.  */
void esc_drop_symbol_pages (void);

/* promote.cc: move heap objects of the unit's functions to the stack.  */
void esc_promote_unit (void);

/* folded.cc: `return &x;', which GCC's front end warns of and folds.  */

void esc_watch_returns (const char *plugin_name);

/* The variable whose address FNDECL returned at LOC before that was folded, or
   NULL_TREE.  */
tree esc_folded_return (const_tree fndecl, location_t loc);

/* attributes.cc: what the source says.  */

/* Let GCC know our attributes; before the source is read.  */
void esc_register_attributes (const char *plugin_name);

/* What the declarations of FNDECL promise of its parameters.  */
struct esc_promise esc_promises (tree fndecl);

/* Take out of REPORT what attributes in the source silence.  Those that silence
   nothing become findings themselves, if the user wants that kind.  */
void esc_silence (struct esc_report *report);

/* Whether an attribute of DECL silences what is found of it.  */
bool esc_silenced_p (const_tree decl);

/* Whether attributes silence F.  */
bool esc_silenced_finding_p (const struct esc_finding *f);

/* section.cc: what the object file keeps for the whole program.  */

void esc_register_section (const char *plugin_name);

/* Remember UNIT as it is told by REPORT, which has the records of its heap
   sites, for the end of the compilation.  */
void esc_keep_section (struct esc_unit *unit, const struct esc_report *report);

/* lower.cc: a unit while it is lowered.  */

struct esc_lowering
{
  struct esc_unit *unit;
  struct esc_arena arena;	/* scratch, freed with this */
  struct esc_map fns;		/* FUNCTION_DECL -> index in unit->fns */
  struct esc_map objs;		/* VAR_DECL, STRING_CST -> esc_ref */
  tree *pending;		/* variables whose initialiser was not read */
  uint32_t npending, pending_cap;
};

/* A VLA of the function being lowered.  */
struct esc_vla
{
  gimple *call;			/* its __builtin_alloca_with_align */
  esc_ref obj;
};

/* A variable of variable length, and the pointer that GCC made for it.  */
struct esc_vla_name
{
  tree pointer, var;
};

/* A place where the function's result is decided, before block BB ends.  */
struct esc_ret
{
  uint32_t next;		/* of the same block; 0: none */
  int bb;
  tree value;
  location_t loc;
  gimple *stmt;
};

/* A function while it is lowered.  */
struct esc_body
{
  struct esc_lowering *lw;
  struct esc_unit *unit;
  struct esc_fn *fn;
  struct function *fun;
  tree decl;
  struct esc_arena arena;	/* scratch, freed with this */

  esc_ref *values;		/* by SSA version; 0: not made yet */
  uint8_t *carrier;		/* by SSA version: a wide integer that may
				   hold an address */
  uint32_t *used;		/* by SSA version: 2 * epoch of the last use, + 1
				   if it was a write */
  uint32_t epoch;		/* new with each block, call and death */
  uint32_t *ret_of;		/* by block: first esc_ret */
  int *index_of;		/* by GCC's block number: ours */
  struct esc_map objs;		/* VAR_DECL, PARM_DECL, RESULT_DECL ->
				   esc_ref */
  struct esc_map wide;		/* SSA_NAME -> esc_ref, for lower-wide.cc */
  struct esc_map scopes;	/* BLOCK, VAR_DECL of one -> scope + 1 */
  struct esc_vla *vlas;
  uint32_t nvlas, vlas_cap;
  struct esc_vla_name *vla_names;
  uint32_t nvla_names, vla_names_cap;
  struct esc_ret *rets;		/* from 1 */
  uint32_t nrets, rets_cap;
  esc_ref unknown;		/* the ESC_O_UNKNOWN object; 0: not made */
  esc_ref varargs;		/* the hidden parameter; 0: none */
  tree result_alias;		/* a temporary that stands for the result */
  bool own_entry;		/* block 0 is not one of GCC's */

  uint32_t element;		/* of the store being emitted: esc_element_of */
  int64_t element_bytes;
  gimple *stmt;			/* being lowered */
  esc_loc loc;			/* its place */
};

/* Where an access goes.  */
struct esc_place
{
  esc_ref base;			/* a value, or an object; 0: a constant
				   address */
  struct esc_off at;
};

static inline uint64_t
esc_key (const void *p)
{
  return (uint64_t) (uintptr_t) p;
}

/* Lower all of the unit that GCC is compiling.  The result's host pointers
   are valid while the function bodies are.  */
struct esc_unit *esc_lower_unit (void);

/* lower-fn.cc */

/* The engine's function for FNDECL, made when it is new.  */
struct esc_fn *esc_lower_fndecl (struct esc_lowering *lw, tree fndecl);

/* Whether FNDECL has a body that is to be lowered.  */
bool esc_lowered_p (tree fndecl);

/* The arguments in calls of FNDECL that the plain form of that library function
   does not have, bit 0 the first: __printf_chk (flag, format, ...).  */
unsigned esc_dropped_args (tree fndecl);

/* lower-body.cc: fill BODY, of which lw, unit, fn, fun and decl are set; leaves
   block 0 open.  */
void esc_begin_body (struct esc_body *body);

/* lower-decl.cc: values and objects.  */

/* A name for DECL as the user wrote it; NULL: none.  */
const char *esc_decl_name (tree decl);

/* Whether a value of TYPE can be an address or carry one.  */
bool esc_value_type_p (tree type);

/* The value of SSA; 0 if it holds no address.  */
esc_ref esc_lower_ssa (struct esc_body *body, tree ssa);

/* The value of SSA, a call's result: also for narrow integers.  */
esc_ref esc_lower_result (struct esc_body *body, tree ssa);

/* The value that was made for SSA, or 0.  */
esc_ref esc_known_ssa (struct esc_body *body, tree ssa);

/* A new value that stands for nothing of the user's.  */
esc_ref esc_temp (struct esc_body *body);

/* The object that stands for anything at all.  */
esc_ref esc_unknown (struct esc_body *body);

/* The object that DECL or the string DECL is; 0 for none (labels).  */
esc_ref esc_lower_decl (struct esc_body *body, tree decl);
esc_ref esc_lower_global (struct esc_lowering *lw, tree decl);

/* lower-ref.cc: operands.  */

/* The bytes of TYPE; 0: not known.  */
uint64_t esc_type_size (tree type);

/* Whether REF is memory and not an SSA name, a constant or an address.  */
bool esc_memory_p (tree ref);

/* A + B.  */
struct esc_off esc_off_add (struct esc_off a, struct esc_off b);

/* Which element of an array REF is, if its index is a variable: a number that is
   equal for the same variable and array, and in *BYTES what a constant adds to
   it; 0: none.  */
uint32_t esc_element_of (tree ref, int64_t *bytes);

/* What adding the integer X to an address does.  */
struct esc_off esc_lower_offset (tree x);

/* What the outermost component of REF adds to the place of the rest.  */
struct esc_off esc_component_offset (tree ref);

/* Find out where the memory reference REF goes.  */
struct esc_place esc_lower_place (struct esc_body *body, tree ref);

/* The address that operand OP is: a reference, and what is added to it.
   ref 0: no address.  */
struct esc_place esc_lower_operand (struct esc_body *body, tree op);

/* The same as one reference; emits a COPY when something is added.  */
esc_ref esc_lower_address (struct esc_body *body, tree op);
esc_ref esc_place_ref (struct esc_body *body, struct esc_place place);

/* lower-wide.cc: values of several words.  */

/* The memory that stands for SSA, which was read from memory and is wider than an
   address; 0: it is no such value.  */
esc_ref esc_wide_memory (struct esc_body *body, tree ssa);

/* The place REF + AT of LEN bytes as one that may be any of its words.  */
struct esc_place esc_any_word (struct esc_place place, uint64_t len);

/* lower-init.cc: read the initialisers of the globals that were met.  */
void esc_lower_initializers (struct esc_lowering *lw);

/* lower-emit.cc: flows.  They belong to body->stmt.  */
void esc_emit (struct esc_body *body, struct esc_op op);
void esc_emit_copy (struct esc_body *body, esc_ref dst,
		    struct esc_place from);
void esc_emit_load (struct esc_body *body, esc_ref dst,
		    struct esc_place from, uint64_t len);
void esc_emit_store (struct esc_body *body, struct esc_place to, esc_ref src,
		     uint64_t len, unsigned flags);
void esc_emit_move (struct esc_body *body, struct esc_place to,
		    struct esc_place from, uint64_t len);
/* Memory REF is read, or written, in a way that moves no address.  */
void esc_emit_use (struct esc_body *body, tree ref, bool write);
void esc_emit_leak (struct esc_body *body, esc_ref src);
void esc_emit_unknown (struct esc_body *body, esc_ref dst);

/* lower-assign.cc: an assignment; REF = OP.  */
void esc_lower_assign (struct esc_body *body, gassign *stmt);
void esc_lower_store (struct esc_body *body, tree ref, tree op);

/* lower-expr.cc: LHS, an SSA name, is set by STMT, an expression that reads no
   memory.  */
void esc_lower_expression (struct esc_body *body, gassign *stmt, tree lhs);

/* lower.cc: the statement is not understood: everything it names leaks,
   everything it sets is unknown.  Counted.  */
void esc_lower_default (struct esc_body *body, gimple *stmt);

/* lower-call.cc */
void esc_lower_call (struct esc_body *body, gcall *call);

/* lower-builtin.cc.  The first is true if CALL, of FNDECL, is done with.  */
bool esc_lower_builtin (struct esc_body *body, gcall *call, tree fndecl);
void esc_lower_internal (struct esc_body *body, gcall *call);

/* lower-asm.cc */
void esc_lower_asm (struct esc_body *body, gasm *stmt);

/* lower-cfg.cc: how block INDEX ends, which is GCC's BB.  */
void esc_lower_successors (struct esc_body *body, basic_block bb,
			   uint32_t index);

/* Give compound literals their scope; after the statements.  */
void esc_scope_literals (struct esc_body *body);

/* Argument ARG of the graph's form of CALL.  */
tree esc_call_argument (gcall *call, uint32_t arg);

/* lower-program.cc: host.program of graph.h.  */
struct esc_program *esc_lower_program (void *ctx, struct esc_unit *unit,
				       const struct esc_fn *fn);

/* bounds.cc, params.cc: host.range and host.length of graph.h.  */
struct esc_range esc_bound_argument (void *ctx, const struct esc_fn *fn,
				     const struct esc_call *call,
				     uint32_t arg);
struct esc_range esc_bound_length (void *ctx, const struct esc_fn *fn,
				   const struct esc_call *call, uint32_t arg);

/* The range of the integer X, and of the length of the string at X (false: not
   known), in block AT of FUN.  */
struct esc_range esc_bound_integer (struct function *fun, tree x,
				    basic_block at);
bool esc_bound_string (tree x, basic_block at, struct esc_range *r);

/* What LOAD reads, if it was just stored there; else NULL.  */
tree esc_stored_value (gassign *load);

/* The same of REF when the state of memory is VUSE.  Sets *MERGE if that comes
   from where several ways meet, else to NULL.  */
tree esc_stored_at (tree ref, tree vuse, gphi **merge);

/* The operation, on ARGS, whose result and overflow the complex number X is;
   ERROR_MARK: it is none.  */
enum tree_code esc_overflow_op (tree x, tree *args);

/* Compute FUN's dominators until esc_bounds_done.  */
void esc_need_dominators (struct function *fun);

/* words.cc: X, an integer in block AT of FUN, in words of FUN's parameters.
   False: it does not depend on them, or there is no way to say it.  */
bool esc_in_words (struct function *fun, tree x, basic_block at,
		   struct esc_expr *e);

/* 1 + the number of FUN's parameter whose value at entry SSA is; 0: none.  */
uint32_t esc_parameter_number (struct function *fun, tree ssa);

/* The integer that FNDECL, a function of the unit, returns, in words of its
   parameters; NULL: not known.  */
const struct esc_expr *esc_result_expr (tree fndecl);
void esc_results_done (void);

/* Forget what was computed for the answers: before the bodies change.  */
void esc_bounds_done (void);

/* fixit.cc: edits for findings.  */

/* Find the edits for the findings of REPORT; before one is printed.  */
void esc_fixits_begin (const struct esc_report *report);

/* Add the edits for F to RICH, or what there is to say instead when F has been
   printed.  */
void esc_fixit_add (const struct esc_finding *f, rich_location *rich);
void esc_fixit_printed (const struct esc_finding *f);
void esc_fixits_end (void);

/* fixit-patch.cc: print the patch when the compilation is over.  */
void esc_register_patch (const char *plugin_name);

/* diag.cc */

/* Where the user wrote LOC: the outermost macro use, not the inside of a list
   header's macro.  */
location_t esc_user_location (location_t loc);

/* Note what the command line says of warnings; before the source is read.  */
void esc_diag_init (void);

void esc_expand_location (void *ctx, esc_loc loc, struct esc_pos *pos);
void esc_print_report (struct esc_report *report);
void esc_print_stats (const struct esc_report *report);

#endif
