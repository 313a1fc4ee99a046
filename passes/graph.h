/* graph.h - the escape graph of one translation unit: what every other part
   of the analysis reads.

   Owns:    the representation of functions, values, objects, flows and
            control flow.  The plugin's lowering and the text form make it, the
            passes read it.
   Input:   calls to esc_unit_new, esc_fn_new and the esc_add_* functions.
   Not handled: what a flow means (solve.c, flow.c), and what callees do
            (summary.c).

   Words (docs/design.md, section 1): an OBJECT is storage with a lifetime; a
   VALUE is an SSA name or a temporary, it has no address; a CELL is an object
   and a byte offset in it; a FLOW is one of the four forms

       p = &x + off      COPY  with an object as source
       p = q + off       COPY
       p = *(q + off)    LOAD
       *(q + off) = p    STORE

   and MOVE, which is a LOAD and STORE of a whole range of memory.  Flows stand
   in the order of execution in basic blocks: the flow-insensitive solver
   ignores the order, the flow-sensitive confirmation needs it.  */

#ifndef ESC_GRAPH_H
#define ESC_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A source position.  The number means something to the host only (GCC's
   location_t; an index in the text form); 0 is "none".  esc_host.expand turns
   it into a file, a line and a column.  */
typedef uint64_t esc_loc;

struct esc_pos
{
  const char *file;
  int line, column;		/* 1-based; line 0: unknown */
};

/* An operand: 0 (nothing, or nothing that is an address), a value of the
   function, an object of the function, or an object of the unit.  Where an
   operand is read, an object stands for its address.  */
typedef uint32_t esc_ref;
#define ESC_REF_OBJ	0x80000000u	/* an object, else a value */
#define ESC_REF_UNIT	0x40000000u	/* with ESC_REF_OBJ: of the unit */
#define ESC_REF_INDEX	0x3fffffffu	/* index in the table, from 1 */
#define ESC_IS_OBJ(ref) (((ref) & ESC_REF_OBJ) != 0)
#define ESC_IS_VAL(ref) ((ref) != 0 && !ESC_IS_OBJ (ref))

/* Kinds of object.  */
enum esc_okind
{
  ESC_O_LOCAL = 1,	/* a variable of the function that lives in memory */
  ESC_O_PARAM,		/* a parameter that lives in memory, or is a structure
			   passed by value; `param' is its index */
  ESC_O_LITERAL,	/* a compound literal in a function */
  ESC_O_VLA,
  ESC_O_ALLOCA,
  ESC_O_FRAME,		/* variables that nested functions capture */
  ESC_O_RESULT,		/* the memory of a structure that is returned */
  ESC_O_TEMP,		/* compiler-made; never reported by name */
  /* Of the unit: */
  ESC_O_GLOBAL,		/* static, extern or thread-local variable */
  ESC_O_STRING,		/* string literal: holds no address */
  ESC_O_FUNC,		/* a function; `fn' is its index in the unit */
  /* Made while solving (solve.h), never lowered: */
  ESC_O_HEAP,		/* an allocation, one object a site */
  ESC_O_DEREF,		/* what a cell of the caller's memory pointed to when
			   the function began */
  ESC_O_UNKNOWN		/* anything at all */
};

/* Flags of an object.  */
#define ESC_OF_EXTERNAL	 1u	/* other units can name it */
#define ESC_OF_READONLY	 2u	/* never written */
#define ESC_OF_THREAD	 4u	/* one a thread */
#define ESC_OF_VOLATILE	 8u
#define ESC_OF_QUIET	16u	/* an address held here is no escape: hidden
				   state of the C library such as strtok's */
#define ESC_OF_TOUCHED	64u	/* read or written by name, too narrow for a flow */
#define ESC_OF_SCALAR  128u	/* a number or a pointer */
#define ESC_OF_INIT	32u	/* ESC_O_GLOBAL: `init' holds all its addresses
				   as long as the unit writes none */

/* An address in a static initialiser: at byte `off' of the object, that of
   `ref' + `addend'.  */
struct esc_init
{
  int64_t off, addend;
  esc_ref ref;
};

struct esc_obj
{
  uint8_t kind;			/* enum esc_okind */
  uint8_t flags;		/* ESC_OF_* */
  uint16_t param;		/* ESC_O_PARAM: index */
  uint32_t scope;		/* scope whose end is its death; 0: function */
  uint32_t fn;			/* ESC_O_FUNC: index in the unit's functions */
  uint32_t ninit;
  const char *name;		/* as the user wrote it; NULL: none */
  int64_t size;			/* bytes; -1: not known */
  esc_loc loc;			/* of the declaration */
  struct esc_init *init;	/* ESC_O_GLOBAL with ESC_OF_INIT */
  const void *host;		/* the host's object; not read here */
};

/* A value's scope when the value stands for no variable of the user: then it
   holds an address on behalf of whatever it is copied to.  */
#define ESC_ANON UINT32_MAX

struct esc_value
{
  const char *name;		/* of its variable; NULL: none */
  const void *host;		/* the host's value; not read here */
  uint32_t scope;		/* of its variable; ESC_ANON: none */
  bool integer;			/* of an integer type: handing it on is no use of
				   what it points to */
};

/* Where an access goes, relative to a pointer: the bytes
   off + i * stride for i in [0, count).  stride 0: just off.  count 0 with a
   stride: any i, also negative (pointer arithmetic in a loop, an index of
   unknown range).  stride 1 and count 0: anywhere in the object.  */
struct esc_off
{
  int64_t off;
  uint32_t stride, count;
};

enum esc_opkind
{
  ESC_OP_COPY = 1,	/* dst = src + at                         */
  ESC_OP_LOAD,		/* dst = *(src + at)           len bytes  */
  ESC_OP_STORE,		/* *(dst + at) = src           len bytes  */
  ESC_OP_MOVE,		/* *(dst + at) = *(src + soff) len bytes, 0: not
			   known; src 0: bytes that are no address */
  ESC_OP_PHI,		/* dst = src, when entered from block `soff' */
  ESC_OP_CALL,		/* call number `call'                     */
  ESC_OP_DIE,		/* object src dies                        */
  ESC_OP_RET,		/* the function's result is src           */
  ESC_OP_LEAK,		/* src goes where nothing is known (asm)  */
  /* Made by expanding calls (summary.c), never lowered: */
  ESC_OP_KILL,		/* *(dst + at) .. len bytes may be overwritten by a
			   callee; ESC_PF_MUST: are */
  ESC_OP_FREE,		/* src is freed; ESC_PF_MUST: on every path */
  ESC_OP_REALLOC,	/* src is handed to realloc               */
  ESC_OP_USE,		/* a callee follows src                   */
  ESC_OP_UNKNOWN,	/* an unknown callee runs: it may write whatever it
			   can reach, and need not return */
  ESC_OP_JUMP		/* a callee may leave this function for good, for one
			   of its callers: longjmp */
};

/* Flags of an op.  */
#define ESC_PF_MUST	1u	/* see above */
#define ESC_PF_WEAK	2u	/* STORE: adds, does not overwrite (the callee's
				   KILL says what is overwritten) */
#define ESC_PF_MAYBE	4u	/* the flow may not have happened: never enough
				   for a warning.  LEAK: of bytes that may be no
				   address */
#define ESC_PF_OK	8u	/* happens only if the call's result is 0 */
#define ESC_PF_NOFOLD  16u	/* FREE by a callee that does more than free, or
				   whose call must stay */
#define ESC_PF_MODE    16u	/* STORE: in a mode that this function's caller
				   chooses */
#define ESC_PF_NOTHEN  32u	/* happens only if the result is not 0 */
#define ESC_PF_ICALL   64u	/* made by a call through a pointer that the caller
				   of this function may know */
#define ESC_PF_WRITE  128u	/* USE: a store goes through it */
#define ESC_PF_CLEARS 128u	/* FREE: the callee also sets the variable that
				   the pointer came from to NULL */

struct esc_op
{
  uint8_t kind;			/* enum esc_opkind */
  uint8_t flags;		/* ESC_PF_* */
  uint32_t call;		/* CALL, and what its expansion made: its number
				   in fn->calls, from 1; else 0 */
  esc_ref dst, src;
  struct esc_off at;
  int64_t soff;
  uint64_t len;
  uint32_t element;		/* STORE: equal for equal arrays and variables as
				   index, to which `soff' bytes are added; 0 */
  esc_loc loc;
  esc_loc inner;		/* expanded: the place in the callee, or 0 */
  void *host;			/* the host's statement; not read here */
};

/* How a block ends, as far as it matters: two operands are compared.  */
enum esc_cmp
{
  ESC_CMP_NONE = 0,		/* nothing is known of the branch */
  ESC_CMP_EQ			/* succ[0] if lhs == rhs, else succ[1] */
};

struct esc_block
{
  uint32_t first, n;		/* its ops: fn->ops[first .. first + n) */
  uint32_t nsucc, *succ;	/* blocks, by index */
  uint8_t cmp;			/* enum esc_cmp; needs nsucc == 2 */
  esc_ref lhs, rhs;		/* ESC_CMP_EQ of addresses; rhs 0: NULL or 0.
				   lhs is a value.  Both 0 when the operands are
				   no addresses */
  bool steady;			/* what it asks depends on parameters alone */
  uint32_t mode;		/* not 0: succ[0] is taken if and only if parameter
				   mode - 1, a number or a pointer, is mode_value
				   (never NULL): the caller may choose by a
				   constant */
  uint64_t mode_value;
};

struct esc_expr;

/* What is known of an integer argument.  */
struct esc_range
{
  uint64_t lo, hi;		/* hi UINT64_MAX: no bound is known */
  const struct esc_expr *expr;	/* it in words of this function's parameters
				   (expr.h); NULL: there is no way to say it */
  bool string;			/* it is the length of the string there, not the
				   argument (text form only) */
};

#define ESC_CF_NORETURN	1u	/* the call does not return */

struct esc_call
{
  esc_ref callee;		/* an ESC_O_FUNC object, or a value */
  esc_ref result;		/* the value it defines, or 0 */
  esc_ref retmem;		/* address of the memory that a returned
				   structure is written to, or 0 */
  esc_ref chain;		/* the static chain of a nested function, or 0 */
  uint32_t nargs;
  esc_ref *args;		/* addresses; for a structure passed by value
				   that of its memory; 0 for other arguments */
  struct esc_range *ranges;	/* of the integer arguments */
  uint8_t flags;		/* ESC_CF_* */
  esc_loc loc;
  void *host;			/* the host's statement */
  uint32_t asked;		/* arguments about which the host was asked */
  struct esc_range *answers;	/* what it said; see esc_argument_range */
};

struct esc_param
{
  const char *name;		/* NULL: none */
  esc_ref value;		/* the value at entry, or 0 */
  esc_ref obj;			/* its memory, if it lives there, or 0 */
  bool pointer;			/* the user sees a pointer, or a structure that
				   holds one: remarks speak of it */
  bool byvalue;			/* a structure; args[] holds its address */
};

#define ESC_FF_BODY	  1u	/* lowered; else only declared */
#define ESC_FF_STATIC	  2u	/* no other unit can call it by name */
#define ESC_FF_INTERPOSE  4u	/* the body may be replaced at link time: its
				   summary must not be used */
#define ESC_FF_NOINLINE	  8u	/* its calls stay: the author says so */
#define ESC_FF_NORETURN	 16u
#define ESC_FF_PURE	 32u	/* reads memory, keeps nothing */
#define ESC_FF_MALLOC	 64u	/* the result is fresh memory */
#define ESC_FF_SETJMP	128u	/* calls setjmp or the like */
#define ESC_FF_CONST	256u	/* does not even read memory */
#define ESC_FF_NONNULL	512u	/* never returns NULL */
#define ESC_FF_FOREIGN 1024u	/* has the name of a library function, and another
				   prototype: it is none */
#define ESC_FF_IRREGULAR 2048u	/* capped or not understood: no findings */
#define ESC_FF_VARIADIC 4096u	/* takes more arguments than it names */
#define ESC_FF_NESTED  8192u	/* has a static chain */
#define ESC_FF_ACTS    65536u	/* does what is no flow and no call here: atomics,
				   volatile, asm, built-ins */
#define ESC_FF_TOLD   131072u	/* `declared' is the summary of its body, which is
				   not here (join.c) */
#define ESC_FF_SLICED 262144u	/* nobody knows which of its paths are possible */
#define ESC_FF_MODES  524288u	/* with TOLD: what it does hangs on the values of
				   its parameters */
#define ESC_FF_WRITES 1048576u	/* with SLICED or a program: `nother' is not 0 */
#define ESC_FF_OURS   (ESC_FF_BODY | ESC_FF_TOLD)
#define ESC_FF_RECURSIVE 32768u	/* calls itself, perhaps through others: set while
				   the unit is analysed */

/* What a declaration says is done with the parameters: sets of parameters, bit
   0 is the first.  Of a parameter in one of the first five sets that is all
   that is done with it.  */
struct esc_promise
{
  uint64_t kept;		/* held where it outlives the call */
  uint64_t borrowed;		/* neither held, returned nor freed */
  uint64_t returned;		/* the result points into it */
  uint64_t freed;
  uint64_t noescape;		/* clang's: neither held nor returned */
  uint64_t lifetimebound;	/* clang's: the result may point into it */
};

struct esc_summary;
struct esc_program;

struct esc_fn
{
  const char *name;
  uint32_t index;		/* in the unit, from 1 */
  uint32_t flags;		/* ESC_FF_* */
  uint32_t obj;			/* its ESC_O_FUNC object in the unit */
  esc_loc loc;
  uint8_t alloc_size[2];	/* 1-based arguments whose product is the size
				   of the result; 0: none */
  uint8_t dealloc;		/* 1-based argument that it releases; 0: none */
  struct esc_promise promise;

  uint32_t nparams;		/* named ones */
  struct esc_param *params;	/* with a body: esc_hidden_params of them */

  /* With ESC_FF_BODY.  Tables are filled from 1, entry 0 is unused; blocks
     from 0, block 0 is the entry.  */
  uint32_t nvalues, nobjs, nops, ncalls, nblocks, nscopes;
  uint32_t values_cap, objs_cap, ops_cap, calls_cap, blocks_cap, scopes_cap;
  struct esc_value *values;
  struct esc_obj *objs;
  struct esc_op *ops;
  struct esc_call *calls;
  struct esc_block *blocks;
  uint32_t *scopes;		/* scopes[i]: the scope around scope i; 0 is the
				   function itself */
  struct esc_summary *summary;	/* once summarized */
  struct esc_program *program;	/* once asked for (program.h) */
  struct esc_summary *declared;	/* what callers of another unit's may rely on */
  uint32_t ndefault;		/* statements the lowering did not understand */
  uint32_t nstmts;		/* statements lowered */
  uint32_t nother;		/* of these, stores that made no flow, to memory
				   that may not be the function's own */
  const void *host;
};

struct esc_unit;

/* What the analysis asks of its host.  All may be NULL.  */
struct esc_host
{
  void *ctx;
  /* Where LOC is.  */
  void (*expand) (void *ctx, esc_loc loc, struct esc_pos *pos);
  /* What is known of integer argument ARG (0-based) of CALL of FN, asked when
     it matters, since it may be costly.  Returns {0, UINT64_MAX} for nothing.
     The range holds where the call is made.  */
  struct esc_range (*range) (void *ctx, const struct esc_fn *fn,
			     const struct esc_call *call, uint32_t arg);
  /* The same for the length of the string that pointer argument ARG points
     to, without its NUL.  */
  struct esc_range (*length) (void *ctx, const struct esc_fn *fn,
			      const struct esc_call *call, uint32_t arg);
  /* How often CALL of FN runs, in any unit: when not all objects have room in a
     frame, those go first that are made most often.  */
  uint64_t (*weight) (void *ctx, const struct esc_fn *fn,
		      const struct esc_call *call);
  /* How often CALL runs at most in one run of FN; 0: not known.  */
  uint64_t (*times) (void *ctx, const struct esc_fn *fn,
		     const struct esc_call *call);
  /* Make the body of FN again, which has ESC_FF_BODY and no body, in ROOM: a whole
     program's do not all lie in memory.  NULL: none is ever without it.  */
  void (*body) (void *ctx, struct esc_fn *fn, struct esc_arena *room);
  /* The program of FN (program.h), in the unit's arena.  */
  struct esc_program *(*program) (void *ctx, struct esc_unit *unit,
				  const struct esc_fn *fn);
};

struct esc_unit
{
  struct esc_arena arena;	/* holds the whole graph */
  const char *name;		/* of the source file */
  unsigned pointer_size;	/* bytes: 8, or 4 */
  struct esc_host host;
  uint32_t nfns, fns_cap, nobjs, objs_cap;
  struct esc_fn **fns;		/* from 1 */
  struct esc_obj *objs;		/* from 1 */
  struct esc_map by_name;	/* hash of a name -> function index */
  struct esc_map modes;		/* answers of modes.c */
  struct esc_map host_objs;	/* for the host: where it finds those of objs, of
				   which it has put the first NHOST_OBJS there */
  uint32_t nhost_objs;
  unsigned nested;		/* callees that are being asked there */
  struct esc_arena bodies;	/* what host.body made ... */
  uint32_t nbodies, bodies_cap;
  struct esc_fn **with_body;	/* ... of these functions; lies there, too */
};

/* An empty unit.  Freed by esc_unit_free.  */
struct esc_unit *esc_unit_new (const char *name, unsigned pointer_size);
void esc_unit_free (struct esc_unit *unit);

/* A new function named NAME with its ESC_O_FUNC object, or the one of this
   name that is there already.  The pointer stays valid.  */
struct esc_fn *esc_fn_new (struct esc_unit *unit, const char *name);
struct esc_fn *esc_fn_find (const struct esc_unit *unit, const char *name);

/* A new function named NAME that is not found by its name.  */
struct esc_fn *esc_fn_add (struct esc_unit *unit, const char *name);

/* Give FN a body that is empty: tables with their unused entry 0.  */
void esc_fn_body (struct esc_unit *unit, struct esc_fn *fn);

/* Whoever reads the ops, blocks, calls, values, objects, scopes or the program of
   FN, which has ESC_FF_BODY, asks for its body first, and all bodies may be
   dropped when nobody reads one.  Without host.body both do nothing.  */
void esc_body_need (struct esc_unit *unit, struct esc_fn *fn);
void esc_bodies_drop (struct esc_unit *unit);

/* Each adds one entry; the result is its number or operand.  The table may
   move: keep numbers, not pointers.  */
esc_ref esc_add_value (struct esc_unit *unit, struct esc_fn *fn,
		       const char *name, uint32_t scope);
esc_ref esc_add_object (struct esc_unit *unit, struct esc_fn *fn,
			const struct esc_obj *obj);	/* FN NULL: unit */
uint32_t esc_add_call (struct esc_unit *unit, struct esc_fn *fn,
		       const struct esc_call *call);
uint32_t esc_add_scope (struct esc_unit *unit, struct esc_fn *fn,
			uint32_t parent);
/* Ops go to the block that was added last.  */
struct esc_op *esc_add_op (struct esc_unit *unit, struct esc_fn *fn,
			   const struct esc_op *op);
uint32_t esc_add_block (struct esc_unit *unit, struct esc_fn *fn);

/* The object that REF names in FN.  */
struct esc_obj *esc_object (struct esc_unit *unit, struct esc_fn *fn,
			    esc_ref ref);

/* Whether scope OUTER is scope INNER or lies around it.  */
bool esc_scope_encloses (const struct esc_fn *fn, uint32_t outer,
			 uint32_t inner);

/* By value of FN: the call whose result it is, or 0; in ARENA.  */
uint32_t *esc_calls_by_result (struct esc_arena *arena,
			       const struct esc_fn *fn);

/* The call whose result BLOCK's branch compares with 0 or NULL; 0: none.
   BY_RESULT is the table of the block's function.  */
uint32_t esc_branch_call (const uint32_t *by_result,
			  const struct esc_block *block);

/* The number of FN's parameters with the hidden ones: the static chain of a
   nested function, then the memory of the arguments that a variadic function
   does not name.  */
uint32_t esc_hidden_params (const struct esc_fn *fn);

/* What is known of integer argument ARG (0-based) of CALL in FN, and of the
   length of the string that pointer argument ARG points to: what the graph
   says, else what the host does.  */
struct esc_range esc_argument_range (const struct esc_unit *unit,
				     const struct esc_fn *fn,
				     const struct esc_call *call,
				     uint32_t arg);
struct esc_range esc_string_range (const struct esc_unit *unit,
				   const struct esc_fn *fn,
				   const struct esc_call *call, uint32_t arg);

/* The `length' of a host whose unit was read, not lowered: it is kept in the range
   of the argument.  */
struct esc_range esc_recorded_length (void *ctx, const struct esc_fn *fn,
				      const struct esc_call *call,
				      uint32_t arg);

/* Where LOC is; all zero without a host.  */
struct esc_pos esc_expand (const struct esc_unit *unit, esc_loc loc);

#ifdef __cplusplus
}
#endif

#endif
