/* paths-state.h - the parts of a path: its symbols, what was learned of them, and
   its memory.

   Owns:    the state of the path that is being walked, and what its parts know of
            each other.  Used by paths.c and paths-*.c only; everybody else
            includes paths.h.
   Not handled: the walk (paths.c).  */

#ifndef ESC_PATHS_STATE_H
#define ESC_PATHS_STATE_H

#include "paths.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Numbers are compared as int64_t; those of unsigned 64 bits are moved down by
   2^63 for that, so that their order is kept.  */
struct type
{
  uint8_t bits;			/* 0: no number */
  bool uns;
};

enum sym_kind { S_CONST, S_ADDR, S_OPAQUE, S_FRESH, S_OP };

struct sym
{
  uint8_t kind, code;
  struct type type;		/* of the symbol; for comparisons of operands */
  uint32_t a, b;		/* S_OP: symbols; S_ADDR: which, and 1 if it is the
				   function's own */
  int64_t k;			/* S_CONST: the number's bits, extended */
};

/* Something that was learned of a symbol.  */
struct fact
{
  uint32_t sym;
  bool differs;			/* it is not lo, else it lies in [lo, hi] */
  int64_t lo, hi;		/* keys */
};

/* What was stored or loaded, and calls in between.  */
struct cell
{
  bool write;			/* else it is known from a load */
  bool all;			/* a call: anything outside may have changed ... */
  bool args;			/* ... or only what its arguments lead to */
  uint32_t call;		/* with all: its number */
  uint32_t base;		/* symbol of the pointer */
  esc_ref ref;
  int64_t bit;
  uint32_t len;
  uint16_t type;
  uint32_t value;		/* symbol; 0: not known */
};

/* An address that was stored into an element of an array, with its counter.  */
struct pushed
{
  uint32_t var;			/* S_ADDR's a */
  uint32_t index;		/* symbol that the counter had */
  uint32_t base;		/* the counter's place */
  int64_t bit;
  uint32_t len;
};

struct esc_path
{
  struct esc_arena *arena;
  struct esc_solve *s;
  const struct esc_program *prog;
  uint32_t nsyms, syms_cap;
  struct sym *syms;		/* from 1 */
  struct esc_map sym_of;
  uint32_t *var;		/* by variable: symbol, or 0 */
  uint32_t *call_result;	/* by call: variable */
  uint32_t *def;		/* by variable: its instruction, + 1 */
  uint32_t ntrail, trail_cap;
  struct { uint32_t var, old; } *trail;
  uint32_t ncells, cells_cap;
  struct cell *cells;		/* oldest first */
  uint32_t nfacts, facts_cap;
  struct fact *facts;
  uint32_t version;		/* of memory */
  uint32_t versions;		/* given out */
  /* Addresses in elements of arrays whose index is a counter in memory, and
     those whose counter was lowered since.  */
  uint32_t npushed, pushed_cap, npopped, popped_cap;
  struct pushed *pushed;
  uint32_t *popped;		/* S_ADDR's a */
  uint32_t nsame, same_cap;	/* symbols that were found equal */
  struct { uint32_t sym, to; } *same;
  bool impossible;		/* the path that is being walked */
  /* The addresses of the function's variables that were stored on the path: a
     pointer that was there before leads to none of the others.  */
  uint32_t nout, out_cap;
  struct { uint32_t var, when; } *out;	/* S_ADDR's a; number of symbols then */
};

/* ---- Numbers.  ---- */

static inline int64_t
extend (struct type t, int64_t x)
{
  if (!t.bits || t.bits >= 64)
    return x;
  uint64_t u = (uint64_t) x & ((UINT64_C (1) << t.bits) - 1);
  if (!t.uns && u >> (t.bits - 1))
    u |= ~((UINT64_C (1) << t.bits) - 1);
  return (int64_t) u;
}

static inline bool
biased (struct type t)
{
  return t.uns && t.bits == 64;
}

/* The key of number X, by which it is ordered, and back.  */
static inline int64_t
key_of (struct type t, int64_t x)
{
  return biased (t) ? (int64_t) ((uint64_t) x ^ UINT64_C (1) << 63) : x;
}

static inline int64_t
min_key (struct type t)
{
  if (t.bits >= 64 || !t.bits)
    return INT64_MIN;
  return t.uns ? 0 : -(INT64_C (1) << (t.bits - 1));
}

static inline int64_t
max_key (struct type t)
{
  if (t.bits >= 64 || !t.bits)
    return INT64_MAX;
  return t.uns ? (int64_t) ((UINT64_C (1) << t.bits) - 1)
	       : (INT64_C (1) << (t.bits - 1)) - 1;
}

/* A conversion that keeps the number: from FROM to TO.  */
static inline bool
keeps_value (struct type from, struct type to)
{
  if (!from.bits || !to.bits)
    return false;
  return to.bits > from.bits ? !to.uns || from.uns
	 : to.bits == from.bits && to.uns == from.uns;
}

/* ---- Symbols: paths-symbols.c.  ---- */

static const struct type pointer_type = { 64, true };

/* The symbol that is SYM: the same for the same.  */
uint32_t esc_sym (struct esc_path *p, struct sym sym);

/* The number K of type T.  */
uint32_t esc_sym_constant (struct esc_path *p, struct type t, int64_t k);

/* A symbol of which nothing is known.  */
uint32_t esc_sym_fresh (struct esc_path *p, struct type t);

/* A CODE B; K tells operations apart that CODE does not.  */
uint32_t esc_sym_operation (struct esc_path *p, enum esc_pcode code,
			    struct type t, uint32_t a, uint32_t b, int64_t k);

/* What operand V of type T is.  */
uint32_t esc_sym_value (struct esc_path *p, const struct esc_pval *v,
			struct type t);

/* What IN computes.  */
uint32_t esc_sym_compute (struct esc_path *p, const struct esc_pinstr *in);

/* The symbol for A CODE B, in terms of EQ, LT and LE and of XOR 1.  */
uint32_t esc_sym_truth (struct esc_path *p, enum esc_pcode code, struct type t,
			uint32_t a, uint32_t b);

static inline bool
is_const (const struct esc_path *p, uint32_t s)
{
  return p->syms[s].kind == S_CONST;
}

static inline bool
is_op (const struct esc_path *p, uint32_t s, enum esc_pcode code)
{
  return p->syms[s].kind == S_OP && p->syms[s].code == code;
}

static inline bool
is_truth (const struct esc_path *p, uint32_t s)
{
  return p->syms[s].kind == S_OP && p->syms[s].code >= ESC_P_EQ
	 && p->syms[s].code <= ESC_P_GE;
}

/* The type of what symbol S yields.  */
static inline struct type
type_of (const struct esc_path *p, uint32_t s)
{
  return is_truth (p, s) ? (struct type) { 1, true } : p->syms[s].type;
}

/* ---- What is known of a symbol: paths-known.c.  ---- */

struct interval
{
  int64_t lo, hi;		/* keys; empty if lo > hi */
};

/* The numbers that S can be.  DEPTH: of the question, 0 for a new one.  */
struct interval esc_sym_known (const struct esc_path *p, uint32_t s,
			       unsigned depth);

/* Whether S cannot be the number of key K.  */
bool esc_sym_is_not (const struct esc_path *p, uint32_t s, int64_t k,
		     unsigned depth);

/* Whether the product Y, of something and a constant, does not wrap.  */
bool esc_sym_small (const struct esc_path *p, const struct sym *y);

/* R, keys of type T, with K added modulo T's width; false if some of it wraps and
   some does not.  Unsigned numbers of 64 bits move as their keys do.  */
bool esc_range_moved (struct type t, struct interval r, int64_t k,
		      struct interval *out);

/* The variable whose address symbol S is, with something added, or 0.  */
uint32_t esc_sym_own (const struct esc_path *p, uint32_t s);

/* Whether pointer POINTER, not an address of the function's own, can lead to its
   variable LOCAL.  */
bool esc_sym_leads_to (const struct esc_path *p, uint32_t pointer,
		       uint32_t local);

/* Whether A CODE B holds: 1 yes, 0 no, -1 not known.  CODE is EQ, LT or LE.  */
int esc_sym_decided (const struct esc_path *p, enum esc_pcode code,
		     struct type t, uint32_t a, uint32_t b);

/* ---- Learning: paths-assume.c.  False: it is impossible.  ---- */

/* S lies in [LO, HI], keys of its type.  */
bool esc_assume_range (struct esc_path *p, uint32_t s, int64_t lo, int64_t hi,
		       unsigned depth);

/* S is not the number of key K.  */
bool esc_assume_not (struct esc_path *p, uint32_t s, int64_t k, unsigned depth);

/* The truth value S is TRUTH.  */
bool esc_assume (struct esc_path *p, uint32_t s, bool truth);

/* ---- Memory: paths-memory.c.  ---- */

/* The address S goes into memory at BASE (0: anywhere): others may find it, but
   not in the variable itself.  */
void esc_path_give (struct esc_path *p, uint32_t s, uint32_t base);

/* The load IN happens: what it yields.  */
uint32_t esc_path_load (struct esc_path *p, const struct esc_pinstr *in);

/* A store happens; call NUMBER does.  */
void esc_path_store (struct esc_path *p, const struct esc_pinstr *in);

void esc_path_call (struct esc_path *p, uint32_t number);

#ifdef __cplusplus
}
#endif

#endif
