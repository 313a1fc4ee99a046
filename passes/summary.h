/* summary.h - what a function does to the memory of its caller.

   Owns:    the summary of a function: a small graph over its interface, as a
            list of effects on TERMS.  One form for functions of the unit
            (summarize.c makes it), for library functions (known.c reads it from
            known.def) and for functions with attributes.
   Input:   see there.  Output: expand.c turns a summary into flows at a call.
   Not handled: the order of effects inside the callee.  At a call all terms
            are read first, then what may be overwritten is, then effects
            store.

   A TERM is an address in the words of the interface: start at a parameter's
   value (or the address of something both sides know), then load NDEREF times,
   each time at path[i], then add AT.  `*(p + 8) + 4' is base PARAM p,
   nderef 1, path {8}, at 4.  In a list or a tree loads at LOOP may be done any
   number of times after the first STAR of the loads; STAR is 0 elsewhere.  */

#ifndef ESC_SUMMARY_H
#define ESC_SUMMARY_H

#include "expr.h"
#include "graph.h"

#ifdef __cplusplus
extern "C" {
#endif

enum esc_base
{
  ESC_B_NONE = 0,		/* nothing that is an address */
  ESC_B_PARAM,			/* value of parameter `index' from 0; nparams is
				   the static chain or the variable arguments */
  ESC_B_RESMEM,			/* address of the returned structure */
  ESC_B_OBJ,			/* address of unit object `index' */
  ESC_B_FRESH,			/* address of fresh object `index' */
  ESC_B_STATE,			/* address of the library's state `name' */
  ESC_B_UNKNOWN			/* anything */
};

#define ESC_MAX_LOOP 4		/* ways to the next of a list or a tree; more:
				   anywhere */
#define ESC_MAX_DEREF 4		/* deeper chains are folded (solve.c) */

/* Of one summary; more: everything leaks.  */
#define ESC_MAX_EFFECTS 40
#define ESC_MAX_FRESH 60
#define ESC_MAX_CALL_ARGS 8	/* of an ESC_E_CALL; further ones are not said */

/* The hidden cell in which a library object (a stream, a thread) keeps what it
   was handed.  No field of a structure lies there.  */
#define ESC_KEEP ((int64_t) -0x100000)

struct esc_term
{
  uint8_t base, nderef, star;	/* enum esc_base */
  uint8_t nloop;
  uint32_t index;		/* ESC_B_OBJ: an esc_ref */
  const char *name;		/* ESC_B_STATE */
  struct esc_off at;
  const struct esc_off *path, *loop; /* nderef and nloop of them; terms share
				   them */
};

enum esc_ekind
{
  ESC_E_STORE = 1,		/* *dst = src                               */
  ESC_E_MOVE,			/* *dst = *src, len bytes (0: not known)    */
  ESC_E_KILL,			/* *dst .. len bytes may be overwritten     */
  ESC_E_RET,			/* result = src                             */
  ESC_E_FREE,			/* free (src)                               */
  ESC_E_REALLOC,		/* realloc (src)                            */
  ESC_E_LEAK,			/* src goes to where nothing is known       */
  ESC_E_USE,			/* src is followed                          */
  ESC_E_CALL			/* (*src) (args): a callback                */
};

struct esc_effect
{
  uint8_t kind;			/* enum esc_ekind */
  uint8_t flags;		/* ESC_PF_* of graph.h */
  uint8_t nargs;
  struct esc_term dst, src;
  uint64_t len;
  uint32_t mode;		/* not 0: happens only if parameter mode - 1 is (or
				   not MODE_IS: is not) mode_value */
  bool mode_is;
  uint64_t mode_value;
  esc_loc loc;			/* in the callee; 0 for a library function */
  const char *name;		/* LEAK: who may keep it; else NULL */
  struct esc_term *args;	/* CALL */
  uint32_t key;			/* esc_summary_add's: most others have another */
};

struct esc_fresh
{
  const struct esc_expr *size;	/* in words of the call; NULL: not known */
  const struct esc_expr *align;	/* the same; NULL: that of malloc */
  bool zeroed;
  bool handle;			/* not memory of the caller's: a stream, a
				   thread; never judged as a heap object */
  bool outlives;		/* lives on when the function returns and nobody
				   holds it: a thread, an open stream */
  bool thread;			/* for messages */
  bool ifnull;			/* realloc: fresh only if argument 0 is NULL,
				   else the object moves */
  bool remade;			/* it may be what realloc made of another one */
  bool made;			/* its maker fills it in: a constructor */
  esc_loc loc;			/* of the allocation; 0: the call itself */
  const char *by;		/* name of the function that allocates */
};

#define ESC_SF_NORETURN	1u
#define ESC_SF_JUMPS   64u	/* may leave its caller for good: longjmp, or the
				   thread ends */
#define ESC_SF_UNKNOWN	2u	/* runs unknown code: it need not return */
#define ESC_SF_OVERFLOW	4u	/* capped: every argument leaks */
#define ESC_SF_FREES	8u	/* does nothing but free: its call can go with
				   the memory */
#define ESC_SF_PARTIAL 16u	/* of arguments that are not in `told' nothing
				   is known: they leak */
#define ESC_SF_CLEARS 128u	/* with FREES: and sets the variable that the
				   pointer came from to NULL */
#define ESC_SF_READS  32u	/* writes to nothing that its caller can see */

struct esc_summary
{
  uint32_t flags;		/* ESC_SF_* */
  uint64_t told;		/* ESC_SF_PARTIAL: a set of parameters */
  uint32_t neffects, effects_cap;
  struct esc_effect *effects;
  uint64_t keys;		/* a bit for each key; 0: not known */
  uint32_t nfresh, fresh_cap;
  struct esc_fresh *fresh;
};

/* T loads once more, at AT: its new path lies in ARENA.  */
void esc_term_load (struct esc_arena *arena, struct esc_term *t,
		    struct esc_off at);

/* N offsets at P, and AT behind them, in ARENA.  */
struct esc_off *esc_offs_add (struct esc_arena *arena, const struct esc_off *p,
			      uint32_t n, struct esc_off at);

/* Whether A and B name the same address.  */
bool esc_term_equal (const struct esc_term *a, const struct esc_term *b);

/* Add EFFECT to SUMMARY unless it is there; false when it was.  */
bool esc_summary_add (struct esc_arena *arena, struct esc_summary *summary,
		      const struct esc_effect *effect);

/* The summary of library function NAME, or NULL.  Lives as long as the
   process.  */
const struct esc_summary *esc_known_find (const char *name);

/* For tests of the table: the name of line I of known.def (from 0; NULL past the
   end), its text, and in *ERROR what is wrong with it or NULL.  */
const char *esc_known_line (uint32_t i, const char **text,
			    const char **error);

/* The parameters of FN of which its declaration says all that is done with
   them.  */
uint64_t esc_promised (const struct esc_fn *fn);

/* The summary to use for a call of FN: its own, the library's, one made from
   its attributes; NULL when nothing is known.  */
const struct esc_summary *esc_summary_of (struct esc_unit *unit,
					  struct esc_fn *fn);

#ifdef __cplusplus
}
#endif

#endif
