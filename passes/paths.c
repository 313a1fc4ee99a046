/* paths.c - what is known along one path.  See paths.h.  */

#include "paths.h"

#include <string.h>

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

static int64_t
extend (struct type t, int64_t x)
{
  if (!t.bits || t.bits >= 64)
    return x;
  uint64_t u = (uint64_t) x & ((UINT64_C (1) << t.bits) - 1);
  if (!t.uns && u >> (t.bits - 1))
    u |= ~((UINT64_C (1) << t.bits) - 1);
  return (int64_t) u;
}

static bool
biased (struct type t)
{
  return t.uns && t.bits == 64;
}

/* The key of number X, by which it is ordered, and back.  */
static int64_t
key_of (struct type t, int64_t x)
{
  return biased (t) ? (int64_t) ((uint64_t) x ^ UINT64_C (1) << 63) : x;
}

static int64_t
min_key (struct type t)
{
  if (t.bits >= 64 || !t.bits)
    return INT64_MIN;
  return t.uns ? 0 : -(INT64_C (1) << (t.bits - 1));
}

static int64_t
max_key (struct type t)
{
  if (t.bits >= 64 || !t.bits)
    return INT64_MAX;
  return t.uns ? (int64_t) ((UINT64_C (1) << t.bits) - 1)
	       : (INT64_C (1) << (t.bits - 1)) - 1;
}

/* ---- Symbols.  ---- */

static uint32_t
symbol (struct esc_path *p, struct sym sym)
{
  uint64_t h = esc_hash_int ((uint64_t) sym.kind << 56 | (uint64_t) sym.code << 48
			     | (uint64_t) sym.type.bits << 40
			     | (uint64_t) sym.type.uns << 39 | sym.a);
  h = esc_hash_int (h ^ ((uint64_t) sym.b << 32) ^ esc_hash_int ((uint64_t) sym.k + 1));
  uint32_t i = esc_map_get (&p->sym_of, h);
  if (i)
    return i;
  ESC_PUSH (p->arena, p->syms, p->nsyms, p->syms_cap, sym);
  esc_map_put (p->arena, &p->sym_of, h, p->nsyms - 1);
  return p->nsyms - 1;
}

static uint32_t
constant (struct esc_path *p, struct type t, int64_t k)
{
  return symbol (p, (struct sym) { .kind = S_CONST, .type = t,
				   .k = extend (t, k) });
}

/* A symbol of which nothing is known.  */
static uint32_t
fresh (struct esc_path *p, struct type t)
{
  return symbol (p, (struct sym) { .kind = S_FRESH, .type = t,
				   .k = p->nsyms });
}

static uint32_t
operation (struct esc_path *p, enum esc_pcode code, struct type t, uint32_t a,
	   uint32_t b, int64_t k)
{
  return symbol (p, (struct sym) { .kind = S_OP, .code = (uint8_t) code,
				   .type = t, .a = a, .b = b, .k = k });
}

static const struct type pointer_type = { 64, true };

static uint32_t
value (struct esc_path *p, const struct esc_pval *v, struct type t)
{
  switch (v->kind)
    {
    case ESC_PV_VAR:
      if (v->n >= p->prog->nvars)
	return fresh (p, t);
      if (!p->var[v->n])
	{
	  /* Set before the function began: a parameter.  It stays the same, so it
	     is on no trail.  */
	  p->var[v->n] = fresh (p, t);
	}
      return p->var[v->n];
    case ESC_PV_CONST:
      return constant (p, t, v->k);
    case ESC_PV_ADDR:
    case ESC_PV_LOCAL:
      return symbol (p, (struct sym) { .kind = S_ADDR, .type = pointer_type,
				       .a = v->n, .b = v->kind == ESC_PV_LOCAL,
				       .k = v->k });
    case ESC_PV_OPAQUE:
      return symbol (p, (struct sym) { .kind = S_OPAQUE, .k = v->k });
    default:
      return fresh (p, t);
    }
}

static bool
is_const (const struct esc_path *p, uint32_t s)
{
  return p->syms[s].kind == S_CONST;
}

static bool
is_op (const struct esc_path *p, uint32_t s, enum esc_pcode code)
{
  return p->syms[s].kind == S_OP && p->syms[s].code == code;
}

static bool
is_truth (const struct esc_path *p, uint32_t s)
{
  return p->syms[s].kind == S_OP && p->syms[s].code >= ESC_P_EQ
	 && p->syms[s].code <= ESC_P_GE;
}

/* ---- What is known of a symbol.  ---- */

struct interval
{
  int64_t lo, hi;		/* keys; empty if lo > hi */
};

static struct interval known (const struct esc_path *p, uint32_t s,
			      unsigned depth);

/* A conversion that keeps the number: from FROM to TO.  */
static bool
keeps_value (struct type from, struct type to)
{
  if (!from.bits || !to.bits)
    return false;
  return to.bits > from.bits ? !to.uns || from.uns
	 : to.bits == from.bits && to.uns == from.uns;
}

/* The type of what symbol S yields.  */
static struct type
type_of (const struct esc_path *p, uint32_t s)
{
  return is_truth (p, s) ? (struct type) { 1, true } : p->syms[s].type;
}

/* The interval of a conversion to type T of what lies in R of type FROM.  */
static struct interval
converted (struct type from, struct interval r, struct type t)
{
  struct interval all = { min_key (t), max_key (t) };
  if (keeps_value (from, t))
    return (struct interval) { key_of (t, key_of (from, r.lo)),
			       key_of (t, key_of (from, r.hi)) };
  /* The same where it is not negative and fits.  */
  int64_t lo = key_of (from, r.lo), hi = key_of (from, r.hi);
  if (from.bits && lo >= 0 && hi >= lo
      && (t.bits >= 64 || hi <= max_key (t)))
    return (struct interval) { key_of (t, lo), key_of (t, hi) };
  return all;
}

/* Whether Y, a number and a mask, is known because more of the number's bits are:
   *VALUE.  */
static bool
masked (const struct esc_path *p, const struct sym *y, int64_t *value)
{
  int64_t mask = p->syms[y->b].k;
  for (uint32_t i = 0; i < p->nfacts; i++)
    {
      const struct fact *f = &p->facts[i];
      const struct sym *o = &p->syms[f->sym];
      if (f->differs || f->lo != f->hi || o->kind != S_OP
	  || o->code != ESC_P_AND || o->a != y->a || !is_const (p, o->b)
	  || mask & ~p->syms[o->b].k)
	continue;
      *value = key_of (o->type, f->lo) & mask;
      return true;
    }
  return false;
}

/* R, keys of type T, with K added modulo T's width; false if some of it wraps and
   some does not.  Unsigned numbers of 64 bits move as their keys do.  */
static bool
moved (struct type t, struct interval r, int64_t k, struct interval *out)
{
  int64_t turn = t.bits && t.bits < 63 ? INT64_C (1) << t.bits : 0;
  for (int i = -1; i <= 1; i++)
    {
      int64_t by;
      if ((i && !turn) || (i && !t.uns)
	  || __builtin_add_overflow (k, i * turn, &by)
	  || __builtin_add_overflow (r.lo, by, &out->lo)
	  || __builtin_add_overflow (r.hi, by, &out->hi))
	continue;
      if (out->lo >= min_key (t) && out->hi <= max_key (t))
	return true;
    }
  return false;
}

static struct interval
of_operation (const struct esc_path *p, uint32_t s, unsigned depth)
{
  const struct sym *y = &p->syms[s];
  struct type t = type_of (p, s);
  struct interval all = { min_key (t), max_key (t) }, a, b;
  if (depth > 8)
    return all;
  switch (y->code)
    {
    case ESC_P_CONVERT:
      return converted (type_of (p, y->a), known (p, y->a, depth + 1), t);
    case ESC_P_ADD:
      if (!is_const (p, y->b) || !moved (t, known (p, y->a, depth + 1),
					 p->syms[y->b].k, &a))
	return all;
      return a;
    case ESC_P_AND:
      if (is_const (p, y->b) && masked (p, y, &a.lo))
	return (struct interval) { key_of (t, a.lo), key_of (t, a.lo) };
      if (is_const (p, y->b) && p->syms[y->b].k >= 0)
	return (struct interval) { key_of (t, 0), key_of (t, p->syms[y->b].k) };
      a = known (p, y->a, depth + 1);
      b = known (p, y->b, depth + 1);
      if (biased (t) || a.lo < 0 || b.lo < 0)
	return all;
      /* Of truth values.  */
      if (a.lo == 1 && a.hi == 1 && b.lo == 1 && b.hi == 1)
	return (struct interval) { 1, 1 };
      return (struct interval) { 0, a.hi < b.hi ? a.hi : b.hi };
    case ESC_P_OR:
      a = known (p, y->a, depth + 1);
      b = known (p, y->b, depth + 1);
      if (biased (t) || a.lo < 0 || b.lo < 0)
	return all;
      all.lo = a.lo > b.lo ? a.lo : b.lo;
      if (a.hi <= 1 && b.hi <= 1)
	all.hi = a.hi > b.hi ? a.hi : b.hi;
      return all;
    case ESC_P_XOR:
      a = known (p, y->a, depth + 1);
      if (is_const (p, y->b) && p->syms[y->b].k == 1 && a.lo >= 0 && a.hi <= 1
	  && !biased (t))
	return (struct interval) { 1 - a.hi, 1 - a.lo };
      return all;
    default:
      return all;
    }
}

/* Cut K off the ends of R, which is empty afterwards if there was nothing
   else.  */
static void
cut (struct interval *r, int64_t k)
{
  if (r->lo == k && r->hi == k)
    *r = (struct interval) { INT64_MAX, INT64_MIN };
  else if (r->lo == k && r->lo < INT64_MAX)
    r->lo++;
  else if (r->hi == k && r->hi > INT64_MIN)
    r->hi--;
}

static struct interval
known (const struct esc_path *p, uint32_t s, unsigned depth)
{
  const struct sym *y = &p->syms[s];
  struct type t = type_of (p, s);
  struct interval r = { min_key (t), max_key (t) };
  if (y->kind == S_CONST)
    return (struct interval) { key_of (t, y->k), key_of (t, y->k) };
  if (y->kind == S_ADDR)
    r.lo = key_of (t, 1);	/* never NULL */
  if (y->kind == S_OP)
    r = of_operation (p, s, depth);
  for (uint32_t i = 0; i < p->nfacts; i++)
    {
      const struct fact *f = &p->facts[i];
      if (f->sym != s || f->differs)
	continue;
      if (f->lo > r.lo)
	r.lo = f->lo;
      if (f->hi < r.hi)
	r.hi = f->hi;
    }
  for (bool again = true; again && r.lo <= r.hi;)
    {
      struct interval was = r;
      for (uint32_t i = 0; i < p->nfacts; i++)
	if (p->facts[i].sym == s && p->facts[i].differs)
	  cut (&r, p->facts[i].lo);
      again = was.lo != r.lo || was.hi != r.hi;
    }
  return r;
}

/* Whether the product Y, of something and a constant, does not wrap.  */
static bool
small_product (const struct esc_path *p, const struct sym *y)
{
  struct interval a = known (p, y->a, 0);
  int64_t k = p->syms[y->b].k, top;
  return !biased (y->type) && k > 0 && a.lo >= 0
	 && !__builtin_mul_overflow (a.hi, k, &top)
	 && top <= max_key (y->type);
}

/* Whether S cannot be the number of key K.  */
static bool
is_not (const struct esc_path *p, uint32_t s, int64_t k, unsigned depth)
{
  struct interval r = known (p, s, 0);
  if (k < r.lo || k > r.hi)
    return true;
  for (uint32_t i = 0; i < p->nfacts; i++)
    if (p->facts[i].sym == s && p->facts[i].differs && p->facts[i].lo == k)
      return true;
  const struct sym *y = &p->syms[s];
  if (y->kind != S_OP || depth > 8)
    return false;
  struct type t = type_of (p, s);
  bool zero = k == key_of (t, 0);
  switch (y->code)
    {
    case ESC_P_CONVERT:
      {
	struct type from = type_of (p, y->a);
	if (keeps_value (from, t))
	  return is_not (p, y->a, key_of (from, extend (from, key_of (t, k))),
			 depth + 1);
	/* Of equal width: the same bits.  */
	return from.bits == t.bits && from.bits
	       && is_not (p, y->a, key_of (from, extend (from, key_of (t, k))),
			  depth + 1);
      }
    case ESC_P_ADD:
      if (!is_const (p, y->b))
	return false;
      /* `&p->member' is no NULL.  */
      if (zero && t.uns && t.bits == 64 && p->syms[y->a].type.bits == 64
	  && p->syms[y->b].k > 0 && p->syms[y->b].k < 65536 && y->k)
	return true;
      return is_not (p, y->a,
		     key_of (t, extend (t, (int64_t)
					((uint64_t) key_of (t, k)
					 - (uint64_t) p->syms[y->b].k))),
		     depth + 1);
    case ESC_P_MUL:
      return zero && is_const (p, y->b) && p->syms[y->b].k
	     && type_of (p, y->a).bits >= t.bits && small_product (p, y)
	     && is_not (p, y->a, k, depth + 1);
    case ESC_P_OR:
      return zero && (is_not (p, y->a, k, depth + 1)
		      || is_not (p, y->b, k, depth + 1));
    case ESC_P_AND:
      /* A mask of more bits than one that is known not to be 0.  */
      for (uint32_t i = 0; zero && is_const (p, y->b) && i < p->nfacts; i++)
	{
	  const struct sym *o = &p->syms[p->facts[i].sym];
	  if (o->kind == S_OP && o->code == ESC_P_AND && o->a == y->a
	      && is_const (p, o->b)
	      && !(p->syms[o->b].k & ~p->syms[y->b].k)
	      && p->facts[i].differs && p->facts[i].lo == k)
	    return true;
	}
      return false;
    default:
      return false;
    }
}

/* ---- Learning.  ---- */

static bool assume_range (struct esc_path *p, uint32_t s, int64_t lo,
			  int64_t hi, unsigned depth);
static bool assume_not (struct esc_path *p, uint32_t s, int64_t k,
			unsigned depth);
static bool assume_truth (struct esc_path *p, uint32_t s, bool truth,
			  unsigned depth);

static void
add_fact (struct esc_path *p, struct fact f)
{
  ESC_PUSH (p->arena, p->facts, p->nfacts, p->facts_cap, f);
}

/* S lies in [LO, HI], keys of its type.  */
static bool
assume_range (struct esc_path *p, uint32_t s, int64_t lo, int64_t hi,
	      unsigned depth)
{
  struct interval r = known (p, s, 0);
  if (lo < r.lo)
    lo = r.lo;
  if (hi > r.hi)
    hi = r.hi;
  if (lo > hi || (lo == hi && is_not (p, s, lo, 0)))
    return false;
  if (p->syms[s].kind == S_CONST || (lo == r.lo && hi == r.hi))
    return true;
  add_fact (p, (struct fact) { s, false, lo, hi });
  const struct sym y = p->syms[s];
  struct type t = type_of (p, s);
  if (y.kind != S_OP || depth > 8)
    return true;
  if (is_truth (p, s))
    return assume_truth (p, s, lo > 0, depth + 1);
  struct type from = y.a ? type_of (p, y.a) : t;
  int64_t zero = key_of (t, 0);
  switch (y.code)
    {
    case ESC_P_CONVERT:
      {
	int64_t a = key_of (t, lo), b = key_of (t, hi);
	struct interval of = known (p, y.a, 0);
	/* Where the number is the same on both sides.  */
	if (keeps_value (from, t)
	    || (from.bits == t.bits && from.bits && a >= 0 && b >= a
		&& (from.uns || (t.uns && b <= max_key (from)))))
	  {
	    int64_t kl = key_of (from, a), kh = key_of (from, b);
	    if (kl < of.lo)
	      kl = of.lo;
	    if (kh > of.hi)
	      kh = of.hi;
	    return assume_range (p, y.a, kl, kh, depth + 1);
	  }
	return true;
      }
    case ESC_P_ADD:
      {
	struct interval r = { lo, hi }, a;
	if (is_const (p, y.b) && p->syms[y.b].k != INT64_MIN
	    && moved (t, r, -p->syms[y.b].k, &a))
	  return assume_range (p, y.a, a.lo, a.hi, depth + 1);
      }
      return true;
    case ESC_P_OR:
      if (lo == zero && hi == zero)
	return assume_range (p, y.a, zero, zero, depth + 1)
	       && assume_range (p, y.b, zero, zero, depth + 1);
      if (lo > zero && !biased (t))
	return assume_not (p, s, zero, depth + 1);
      return true;
    case ESC_P_AND:
      if (lo > zero)
	return assume_not (p, y.a, zero, depth + 1)
	       && (is_const (p, y.b) || assume_not (p, y.b, zero, depth + 1));
      if (lo == zero && hi == zero && known (p, y.a, 0).lo == 1
	  && known (p, y.b, 0).hi == 1)
	return assume_range (p, y.b, zero, zero, depth + 1);
      if (lo == zero && hi == zero && known (p, y.b, 0).lo == 1
	  && known (p, y.a, 0).hi == 1)
	return assume_range (p, y.a, zero, zero, depth + 1);
      return true;
    case ESC_P_MUL:
      if (lo == zero && hi == zero && is_const (p, y.b) && p->syms[y.b].k
	  && small_product (p, &y))
	return assume_range (p, y.a, key_of (from, 0), key_of (from, 0),
			     depth + 1);
      return true;
    case ESC_P_XOR:
      if (lo == hi && is_const (p, y.b) && !biased (t))
	return assume_range (p, y.a, lo ^ p->syms[y.b].k,
			     lo ^ p->syms[y.b].k, depth + 1);
      return true;
    default:
      return true;
    }
}

/* S is not the number of key K.  */
static bool
assume_not (struct esc_path *p, uint32_t s, int64_t k, unsigned depth)
{
  struct interval r = known (p, s, 0);
  if (r.lo == k && r.hi == k)
    return false;
  if (is_not (p, s, k, 0) && p->syms[s].kind != S_OP)
    return true;
  add_fact (p, (struct fact) { s, true, k, k });
  const struct sym y = p->syms[s];
  struct type t = type_of (p, s);
  bool zero = k == key_of (t, 0);
  if (y.kind != S_OP || depth > 8)
    return true;
  if (is_truth (p, s))
    return assume_truth (p, s, zero, depth + 1);
  switch (y.code)
    {
    case ESC_P_CONVERT:
      {
	struct type from = type_of (p, y.a);
	int64_t n = extend (from, key_of (t, k));
	if (keeps_value (from, t) && n != key_of (t, k))
	  return true;		/* it could not be anyway */
	if (keeps_value (from, t) || (from.bits == t.bits && from.bits))
	  return assume_not (p, y.a, key_of (from, n), depth + 1);
	/* Not 0 in fewer bits: not 0.  */
	return !zero || assume_not (p, y.a, key_of (from, 0), depth + 1);
      }
    case ESC_P_ADD:
      if (!is_const (p, y.b))
	return true;
      return assume_not (p, y.a,
			 key_of (t, extend (t, (int64_t)
					    ((uint64_t) key_of (t, k)
					     - (uint64_t) p->syms[y.b].k))),
			 depth + 1);
    case ESC_P_OR:
      if (zero)
	{
	  struct interval a = known (p, y.a, 0), b = known (p, y.b, 0);
	  if (a.lo == k && a.hi == k)
	    return assume_not (p, y.b, k, depth + 1);
	  if (b.lo == k && b.hi == k)
	    return assume_not (p, y.a, k, depth + 1);
	}
      return true;
    case ESC_P_AND:
      if (zero)
	return assume_not (p, y.a, k, depth + 1)
	       && (is_const (p, y.b) || assume_not (p, y.b, k, depth + 1));
      return true;
    case ESC_P_MUL:
      /* No factor of 0 gives something else.  */
      return !zero || assume_not (p, y.a, key_of (type_of (p, y.a), 0),
				  depth + 1);
    case ESC_P_XOR:
      if (is_const (p, y.b) && !biased (t))
	return assume_not (p, y.a, k ^ p->syms[y.b].k, depth + 1);
      return true;
    default:
      return true;
    }
}

/* ---- Addresses of the function's own variables.  ---- */

/* The variable whose address symbol S is, with something added, or 0.  */
static uint32_t
own_variable (const struct esc_path *p, uint32_t s)
{
  for (unsigned i = 0; i < 8 && p->syms[s].kind == S_OP
		       && (p->syms[s].code == ESC_P_ADD
			   || p->syms[s].code == ESC_P_CONVERT
			   || p->syms[s].code == ESC_P_OR); i++)
    s = p->syms[s].a;
  return p->syms[s].kind == S_ADDR && p->syms[s].b ? p->syms[s].a : 0;
}

/* Whether pointer POINTER, not an address of the function's own, can lead to its
   variable LOCAL.  */
static bool
leads_to_own (const struct esc_path *p, uint32_t pointer, uint32_t local)
{
  uint32_t s = pointer;
  while (p->syms[s].kind == S_OP && p->syms[s].a)
    s = p->syms[s].a;
  if (p->syms[s].kind != S_FRESH)
    return true;
  for (uint32_t i = 0; i < p->nout; i++)
    if (p->out[i].var == p->syms[local].a)
      return (uint32_t) p->syms[s].k >= p->out[i].when;
  return false;
}

/* ---- Comparisons.  ---- */

/* Whether A CODE B holds: 1 yes, 0 no, -1 not known.  CODE is EQ, LT or LE.  */
static int
decided (const struct esc_path *p, enum esc_pcode code, struct type t,
	 uint32_t a, uint32_t b)
{
  if (a == b && t.bits)
    return code != ESC_P_LT;
  const struct sym *x = &p->syms[a], *y = &p->syms[b];
  if (code == ESC_P_EQ && x->kind == S_ADDR && y->kind == S_ADDR)
    return x->a == y->a && x->k == y->k ? 1 : x->a != y->a ? 0 : -1;
  /* Places in one object are in order.  */
  if (x->kind == S_ADDR && y->kind == S_ADDR && x->a == y->a)
    return code == ESC_P_LT ? x->k < y->k : x->k <= y->k;
  if (code == ESC_P_EQ
      && ((x->kind == S_ADDR && x->b && !leads_to_own (p, b, a))
	  || (y->kind == S_ADDR && y->b && !leads_to_own (p, a, b))))
    return 0;
  if (!t.bits)
    return -1;
  struct interval r = known (p, a, 0), q = known (p, b, 0);
  switch (code)
    {
    case ESC_P_EQ:
      if (r.lo == r.hi && q.lo == q.hi && r.lo == q.lo)
	return 1;
      if (r.hi < q.lo || q.hi < r.lo)
	return 0;
      if ((q.lo == q.hi && is_not (p, a, q.lo, 0))
	  || (r.lo == r.hi && is_not (p, b, r.lo, 0)))
	return 0;
      return -1;
    case ESC_P_LT:
      return r.hi < q.lo ? 1 : r.lo >= q.hi ? 0 : -1;
    default:
      return r.hi <= q.lo ? 1 : r.lo > q.hi ? 0 : -1;
    }
}

/* The symbol for A CODE B, in terms of EQ, LT and LE and of XOR 1.  */
static uint32_t
truth (struct esc_path *p, enum esc_pcode code, struct type t, uint32_t a,
       uint32_t b)
{
  bool negate = code == ESC_P_NE;
  if (code == ESC_P_NE)
    code = ESC_P_EQ;
  if (code == ESC_P_GT || code == ESC_P_GE)
    {
      uint32_t c = a;
      a = b;
      b = c;
      code = code == ESC_P_GT ? ESC_P_LT : ESC_P_LE;
    }
  if (code == ESC_P_EQ && (is_const (p, a) || (!is_const (p, b) && a > b)))
    {
      uint32_t c = a;
      a = b;
      b = c;
    }
  struct type boolean = { 1, true };
  int d = decided (p, code, t, a, b);
  if (d >= 0)
    return constant (p, boolean, d != negate);
  uint32_t s = operation (p, code, t, a, b, 0);
  return negate ? operation (p, ESC_P_XOR, boolean, s,
			     constant (p, boolean, 1), 0) : s;
}

/* The comparison S is true, or false.  */
static bool
assume_truth (struct esc_path *p, uint32_t s, bool truth, unsigned depth)
{
  const struct sym y = p->syms[s];
  int d = decided (p, y.code, y.type, y.a, y.b);
  if (d >= 0)
    return d == truth;
  if (!p->syms[s].type.bits || depth > 8)
    return true;
  struct interval a = known (p, y.a, 0), b = known (p, y.b, 0);
  switch (y.code)
    {
    case ESC_P_EQ:
      if (truth && (p->syms[y.a].kind == S_ADDR) != (p->syms[y.b].kind == S_ADDR))
	{
	  /* From now on the pointer is that address.  */
	  bool first = p->syms[y.a].kind == S_ADDR;
	  ESC_PUSH (p->arena, p->same, p->nsame, p->same_cap,
		    ((__typeof__ (*p->same)) { first ? y.b : y.a,
					       first ? y.a : y.b }));
	}
      if (truth)
	return assume_range (p, y.a, b.lo, b.hi, depth + 1)
	       && assume_range (p, y.b, a.lo, a.hi, depth + 1);
      if (b.lo == b.hi)
	return assume_not (p, y.a, b.lo, depth + 1);
      if (a.lo == a.hi)
	return assume_not (p, y.b, a.lo, depth + 1);
      return true;
    case ESC_P_LT:
      if (truth)
	return b.hi > INT64_MIN && a.lo < INT64_MAX
	       && assume_range (p, y.a, INT64_MIN, b.hi - 1, depth + 1)
	       && assume_range (p, y.b, a.lo + 1, INT64_MAX, depth + 1);
      return assume_range (p, y.a, b.lo, INT64_MAX, depth + 1)
	     && assume_range (p, y.b, INT64_MIN, a.hi, depth + 1);
    default:
      if (truth)
	return assume_range (p, y.a, INT64_MIN, b.hi, depth + 1)
	       && assume_range (p, y.b, a.lo, INT64_MAX, depth + 1);
      return b.lo < INT64_MAX && a.hi > INT64_MIN
	     && assume_range (p, y.a, b.lo + 1, INT64_MAX, depth + 1)
	     && assume_range (p, y.b, INT64_MIN, a.hi - 1, depth + 1);
    }
}

/* The truth value S is TRUTH.  */
static bool
assume (struct esc_path *p, uint32_t s, bool truth)
{
  return truth ? assume_not (p, s, key_of (type_of (p, s), 0), 0)
	       : assume_range (p, s, key_of (type_of (p, s), 0),
			       key_of (type_of (p, s), 0), 0);
}

/* ---- Computing.  ---- */

static uint32_t
compute (struct esc_path *p, const struct esc_pinstr *in)
{
  struct type t = { in->bits, in->uns };
  enum esc_pcode code = in->code;
  uint32_t a = value (p, &in->a, t);
  if (code == ESC_P_COPY)
    return a;
  if (code == ESC_P_CONVERT)
    {
      struct type from = type_of (p, a);
      if (is_const (p, a))
	return constant (p, t, p->syms[a].k);
      if (from.bits == t.bits && from.uns == t.uns)
	return a;
      return operation (p, code, t, a, 0, 0);
    }
  uint32_t b = value (p, &in->b, t);
  if (code >= ESC_P_EQ && code <= ESC_P_GE)
    return truth (p, code, t, a, b);
  if (code == ESC_P_OTHER)
    return operation (p, code, t, a, b, in->which);
  if (is_const (p, a) && !is_const (p, b) && code != ESC_P_SUB)
    {
      uint32_t c = a;
      a = b;
      b = c;
    }
  bool ka = is_const (p, a), kb = is_const (p, b);
  uint64_t x = (uint64_t) p->syms[a].k, y = (uint64_t) p->syms[b].k;
  if (code == ESC_P_SUB && kb)
    {
      code = ESC_P_ADD;
      y = -y;
      b = constant (p, t, (int64_t) y);
      y = (uint64_t) p->syms[b].k;
    }
  if (ka && kb)
    switch (code)
      {
      case ESC_P_ADD: return constant (p, t, (int64_t) (x + y));
      case ESC_P_SUB: return constant (p, t, (int64_t) (x - y));
      case ESC_P_MUL: return constant (p, t, (int64_t) (x * y));
      case ESC_P_AND: return constant (p, t, (int64_t) (x & y));
      case ESC_P_OR: return constant (p, t, (int64_t) (x | y));
      case ESC_P_XOR: return constant (p, t, (int64_t) (x ^ y));
      default: break;
      }
  if (kb && y == 0)
    switch (code)
      {
      case ESC_P_ADD: case ESC_P_OR: case ESC_P_XOR: return a;
      case ESC_P_MUL: case ESC_P_AND: return b;
      default: break;
      }
  const struct sym sa = p->syms[a];
  /* The address of a member of a known object.  */
  if (code == ESC_P_ADD && kb && sa.kind == S_ADDR)
    return symbol (p, (struct sym) { .kind = S_ADDR, .type = sa.type,
				     .a = sa.a, .b = sa.b,
				     .k = sa.k + (int64_t) y });
  if (kb && sa.kind == S_OP && sa.code == code && is_const (p, sa.b))
    {
      /* The same with constants twice.  */
      uint64_t z = (uint64_t) p->syms[sa.b].k;
      if (code == ESC_P_ADD)
	{
	  uint32_t sum = constant (p, t, (int64_t) (z + y));
	  return p->syms[sum].k ? operation (p, code, t, sa.a, sum, sa.k | in->which)
				: sa.a;
	}
      if (code == ESC_P_AND)
	{
	  uint32_t m = constant (p, t, (int64_t) (z & y));
	  return p->syms[m].k ? operation (p, code, t, sa.a, m, 0) : m;
	}
    }
  if (code == ESC_P_AND && kb && sa.kind == S_OP && sa.code == ESC_P_OR
      && is_const (p, sa.b))
    {
      uint64_t z = (uint64_t) p->syms[sa.b].k & y;
      uint32_t rest = operation (p, ESC_P_AND, t, sa.a, b, 0);
      return z ? operation (p, ESC_P_OR, t, rest,
			    constant (p, t, (int64_t) z), 0) : rest;
    }
  return operation (p, code, t, a, b, code == ESC_P_ADD ? in->which : 0);
}

/* ---- Memory.  ---- */

/* What S was found to be.  */
static uint32_t
found (const struct esc_path *p, uint32_t s)
{
  for (uint32_t i = 0; i < p->nsame; i++)
    if (p->same[i].sym == s)
      return p->same[i].to;
  return s;
}

/* Where PLACE is: its base as a symbol and its bits from there.  */
static void
locate (struct esc_path *p, const struct esc_pplace *place, struct cell *c)
{
  c->base = found (p, value (p, &place->ptr, pointer_type));
  c->bit = place->bit;
  c->len = place->len;
  c->type = place->type;
  c->ref = place->ref;
  const struct sym *y = &p->syms[c->base];
  if (y->kind == S_ADDR && y->k)
    {
      c->bit += y->k * 8;
      c->base = symbol (p, (struct sym) { .kind = S_ADDR, .type = y->type,
					  .a = y->a, .b = y->b });
    }
  else if (is_op (p, c->base, ESC_P_ADD) && is_const (p, y->b))
    {
      c->bit += p->syms[y->b].k * 8;
      c->base = found (p, y->a);
      y = &p->syms[c->base];
      if (y->kind == S_ADDR && y->k)
	{
	  c->bit += y->k * 8;
	  c->base = symbol (p, (struct sym) { .kind = S_ADDR, .type = y->type,
					      .a = y->a, .b = y->b });
	}
    }
}

static bool
overlap (const struct cell *a, const struct cell *b)
{
  return !a->len || !b->len
	 || (a->bit < b->bit + b->len && b->bit < a->bit + a->len);
}

/* The address S goes into memory at BASE (0: anywhere): others may find it, but
   not in the variable itself.  */
static void
give_out (struct esc_path *p, uint32_t s, uint32_t base)
{
  uint32_t var = own_variable (p, s);
  if (base && own_variable (p, base) == var)
    return;
  for (uint32_t i = 0; i < p->nout; i++)
    if (p->out[i].var == var)
      return;
  if (var)
    ESC_PUSH (p->arena, p->out, p->nout, p->out_cap,
	      ((__typeof__ (*p->out)) { var, p->nsyms }));
}

/* Whether what A and B point to may be the same object.  */
static bool
same_object (struct esc_path *p, const struct cell *a, const struct cell *b)
{
  if (!a->ref || !b->ref)
    /* No pointer leads to a variable without a place in the graph.  */
    return !((!a->ref && p->syms[a->base].kind == S_ADDR)
	     || (!b->ref && p->syms[b->base].kind == S_ADDR));
  struct esc_solve *s = p->s;
  const uint32_t *pts;
  const struct esc_off none = { 0 };
  uint32_t n = esc_targets (s, a->ref, &none, &pts);
  uint32_t objs[8];
  if (n > 8)
    return true;
  for (uint32_t i = 0; i < n; i++)
    objs[i] = s->targets[pts[i]].obj;
  for (uint32_t i = 0; i < n; i++)
    if (objs[i] == s->unknown || esc_points_to (s, b->ref, &none, objs[i])
	|| esc_points_to (s, b->ref, &none, s->unknown))
      return true;
  return false;
}

static bool
may_meet (struct esc_path *p, const struct cell *a, const struct cell *b)
{
  if (a->type && b->type && a->type != b->type)
    return false;
  if (a->base == b->base)
    return overlap (a, b);
  bool la = p->syms[a->base].kind == S_ADDR;
  bool lb = p->syms[b->base].kind == S_ADDR;
  if (la && lb)
    return false;
  if ((la && p->syms[a->base].b && !leads_to_own (p, b->base, a->base))
      || (lb && p->syms[b->base].b && !leads_to_own (p, a->base, b->base)))
    return false;
  return same_object (p, a, b);
}

/* Whether CALL may change memory at C.  */
static bool
call_changes (struct esc_path *p, const struct cell *by, const struct cell *c)
{
  struct esc_solve *s = p->s;
  const uint32_t *pts;
  const struct esc_off none = { 0 };
  if (!c->ref)
    return p->syms[c->base].kind != S_ADDR;
  uint32_t n = esc_targets (s, c->ref, &none, &pts);
  uint32_t objs[8];
  if (n > 8)
    return true;
  for (uint32_t i = 0; i < n; i++)
    objs[i] = s->targets[pts[i]].obj;
  for (uint32_t i = 0; i < n; i++)
    {
      const struct esc_sobj *o = &s->objs[objs[i]];
      if (o->ref && o->ref & ESC_REF_UNIT
	  && esc_object (s->unit, s->fn, o->ref)->flags & ESC_OF_READONLY)
	continue;
      if (!by->args && (esc_outside (o) || o->kept || o->life >= ESC_L_CALLER
			|| objs[i] == s->unknown))
	return true;
      const struct esc_call *call = &s->fn->calls[by->call];
      for (uint32_t k = 0; k < call->nargs; k++)
	if (call->args[k]
	    && esc_points_to (s, call->args[k], &none, objs[i]))
	  return true;
    }
  return false;
}

/* Memory at C is accessed: the pointer is not NULL.  */
static void
followed (struct esc_path *p, const struct cell *c)
{
  if (p->syms[c->base].kind != S_ADDR
      && !assume_not (p, c->base, key_of (pointer_type, 0), 0))
    p->impossible = true;
}

static uint32_t
load (struct esc_path *p, const struct esc_pinstr *in)
{
  struct type t = { in->bits, in->uns };
  struct cell c = { .write = false };
  locate (p, &in->place, &c);
  followed (p, &c);
  if (in->is_volatile || !c.len)
    return fresh (p, t);
  for (uint32_t i = p->ncells; i-- > 0;)
    {
      const struct cell *o = &p->cells[i];
      if (o->all)
	{
	  if (call_changes (p, o, &c))
	    break;
	  continue;
	}
      bool same = o->base == c.base && o->bit == c.bit && o->len == c.len;
      if (same && o->value)
	{
	  struct type was = type_of (p, o->value);
	  if (was.bits == t.bits && was.uns == t.uns)
	    return o->value;
	  if (is_const (p, o->value))
	    return constant (p, t, p->syms[o->value].k);
	  return operation (p, ESC_P_CONVERT, t, o->value, 0, 0);
	}
      if (o->write && may_meet (p, o, &c))
	break;
    }
  c.value = fresh (p, t);
  ESC_PUSH (p->arena, p->cells, p->ncells, p->cells_cap, c);
  return c.value;
}

/* S without what was added to it; *ADDED: that, as a signed number.  */
static uint32_t
without_sum (const struct esc_path *p, uint32_t s, int64_t *added)
{
  *added = 0;
  for (unsigned i = 0; i < 8 && p->syms[s].kind == S_OP; i++)
    {
      const struct sym *y = &p->syms[s];
      if (y->code == ESC_P_ADD && is_const (p, y->b))
	{
	  int64_t k = p->syms[y->b].k;
	  if (y->type.uns && y->type.bits < 64 && y->type.bits
	      && k >> (y->type.bits - 1))
	    k -= INT64_C (1) << y->type.bits;
	  *added += k;
	}
      else if (y->code != ESC_P_CONVERT)
	break;
      s = y->a;
    }
  return s;
}

/* Address V goes into an element of an array with index INDEX.  */
static void
push (struct esc_path *p, uint32_t v, uint32_t index)
{
  int64_t added;
  struct pushed d = { .var = own_variable (p, v) };
  d.index = without_sum (p, index, &added);
  for (uint32_t i = p->ncells; d.var && i-- > 0;)
    if (p->cells[i].value == d.index && p->cells[i].len)
      {
	d.base = p->cells[i].base;
	d.bit = p->cells[i].bit;
	d.len = p->cells[i].len;
	ESC_PUSH (p->arena, p->pushed, p->npushed, p->pushed_cap, d);
	return;
      }
}

/* C is stored: perhaps a counter that goes down, or back.  */
static void
pop (struct esc_path *p, const struct cell *c)
{
  int64_t added;
  uint32_t s = c->value ? without_sum (p, c->value, &added) : 0;
  for (uint32_t i = 0; s && i < p->npushed; i++)
    {
      const struct pushed *d = &p->pushed[i];
      if (d->base == c->base && d->bit == c->bit && d->len == c->len
	  && (added < 0 || (s == d->index && !added)))
	ESC_PUSH (p->arena, p->popped, p->npopped, p->popped_cap, d->var);
    }
}

bool
esc_path_popped (const struct esc_path *p, esc_ref ref)
{
  for (uint32_t i = 0; i < p->prog->nlocals; i++)
    if (p->prog->locals[i].ref == ref)
      for (uint32_t k = 0; k < p->npopped; k++)
	if (p->popped[k] == p->prog->locals[i].n)
	  return true;
  return false;
}

static void
store (struct esc_path *p, const struct esc_pinstr *in)
{
  struct cell c = { .write = true };
  locate (p, &in->place, &c);
  if (in->kind == ESC_PK_STORE)
    followed (p, &c);
  if (in->kind == ESC_PK_STORE && in->a.kind != ESC_PV_NONE && c.len)
    {
      c.value = value (p, &in->a, (struct type) { in->bits, in->uns });
      give_out (p, c.value, c.base);
    }
  if (in->kind == ESC_PK_STORE && !c.len && in->b.kind == ESC_PV_VAR)
    {
      uint32_t v = value (p, &in->a, (struct type) { in->bits, in->uns });
      give_out (p, v, c.base);
      push (p, v, value (p, &in->b, (struct type) { 32, false }));
    }
  pop (p, &c);
  ESC_PUSH (p->arena, p->cells, p->ncells, p->cells_cap, c);
  p->version = ++p->versions;
}

/* ---- The path.  ---- */

static void
set (struct esc_path *p, uint32_t v, uint32_t s)
{
  if (v >= p->prog->nvars)
    return;
  ESC_PUSH (p->arena, p->trail, p->ntrail, p->trail_cap,
	    ((__typeof__ (*p->trail)) { v, p->var[v] }));
  p->var[v] = s;
}

struct esc_path *
esc_path_new (struct esc_arena *arena, struct esc_solve *s,
	      const struct esc_program *program)
{
  struct esc_path *p = esc_alloc (arena, sizeof *p);
  p->arena = arena;
  p->s = s;
  p->prog = program;
  p->var = esc_alloc (arena, (program->nvars + 1) * sizeof *p->var);
  p->call_result = esc_alloc (arena, (s->fn->ncalls + 1)
			      * sizeof *p->call_result);
  p->def = esc_alloc (arena, (program->nvars + 1) * sizeof *p->def);
  for (uint32_t i = 0; i < program->ninstrs; i++)
    {
      const struct esc_pinstr *in = &program->instrs[i];
      if (in->kind == ESC_PK_CALL && in->which < s->fn->ncalls)
	p->call_result[in->which] = in->dst;
      if (in->dst < program->nvars)
	p->def[in->dst] = i + 1;
    }
  struct sym none = { 0 };
  ESC_PUSH (arena, p->syms, p->nsyms, p->syms_cap, none);
  return p;
}

void
esc_path_param (struct esc_path *p, uint32_t param, int64_t value)
{
  if (param >= p->prog->nparams || !p->prog->params[param].var)
    return;
  const struct esc_pparam *q = &p->prog->params[param];
  p->var[q->var] = constant (p, (struct type) { q->bits, q->uns }, value);
}

struct esc_path_mark
esc_path_here (const struct esc_path *p)
{
  return (struct esc_path_mark) { p->ntrail, p->ncells, p->nfacts,
				  p->nout, p->nsame, p->npushed, p->npopped,
				  p->version };
}

void
esc_path_back (struct esc_path *p, struct esc_path_mark mark)
{
  while (p->ntrail > mark.trail)
    {
      p->ntrail--;
      p->var[p->trail[p->ntrail].var] = p->trail[p->ntrail].old;
    }
  p->ncells = mark.memory;
  p->nfacts = mark.facts;
  p->nout = mark.out;
  p->nsame = mark.same;
  p->npushed = mark.pushed;
  p->npopped = mark.popped;
  p->version = mark.version;
}

/* Call NUMBER happens: what may it change?  */
enum writes { W_NOTHING, W_ARGUMENTS, W_ANYTHING };

static enum writes
call_writes (struct esc_path *p, uint32_t number)
{
  struct esc_solve *s = p->s;
  esc_ref callee = s->fn->calls[number].callee;
  if (!number || !ESC_IS_OBJ (callee))
    return W_ANYTHING;
  const struct esc_obj *o = esc_object (s->unit, s->fn, callee);
  if (o->kind != ESC_O_FUNC)
    return W_ANYTHING;
  struct esc_fn *fn = s->unit->fns[o->fn];
  const struct esc_summary *sum = esc_summary_of (s->unit, fn);
  if (fn->flags & (ESC_FF_PURE | ESC_FF_CONST)
      || (sum && sum->flags & ESC_SF_READS))
    return W_NOTHING;
  if (!sum || fn->flags & ESC_FF_BODY
      || sum->flags & (ESC_SF_UNKNOWN | ESC_SF_OVERFLOW | ESC_SF_PARTIAL))
    return W_ANYTHING;
  /* A library function, but for those that call back.  */
  for (uint32_t i = 0; i < sum->neffects; i++)
    if (sum->effects[i].kind == ESC_E_CALL)
      return W_ANYTHING;
  return W_ARGUMENTS;
}

bool
esc_path_block (struct esc_path *p, uint32_t b)
{
  const struct esc_pblock *block = &p->prog->blocks[b];
  p->impossible = false;
  for (uint32_t i = block->first; i < block->first + block->n; i++)
    {
      const struct esc_pinstr *in = &p->prog->instrs[i];
      struct type t = { in->bits, in->uns };
      switch (in->kind)
	{
	case ESC_PK_SET:
	  set (p, in->dst, compute (p, in));
	  break;
	case ESC_PK_LOAD:
	  set (p, in->dst, load (p, in));
	  break;
	case ESC_PK_STORE:
	case ESC_PK_CLOBBER:
	  store (p, in);
	  break;
	case ESC_PK_CALL:
	  {
	    uint32_t number = in->which < p->s->fn->ncalls ? in->which : 0;
	    enum writes writes = call_writes (p, number);
	    if (writes != W_NOTHING)
	      {
		struct cell c = { .all = true, .call = number,
				  .args = writes == W_ARGUMENTS };
		ESC_PUSH (p->arena, p->cells, p->ncells, p->cells_cap, c);
		p->version = ++p->versions;
	      }
	    if (in->dst)
	      set (p, in->dst, fresh (p, t));
	    break;
	  }
	case ESC_PK_PURE:
	  {
	    uint32_t x = value (p, &in->a, t), y = value (p, &in->b, t);
	    uint32_t args = operation (p, ESC_P_OTHER, t, x, y, in->which);
	    set (p, in->dst, operation (p, ESC_P_OTHER, t, args, 0,
					((int64_t) p->version + 1) << 32));
	    break;
	  }
	case ESC_PK_GIVE:
	  give_out (p, value (p, &in->a, pointer_type), 0);
	  break;
	case ESC_PK_ANY:
	  set (p, in->dst, fresh (p, t));
	  break;
	default:
	  break;
	}
    }
  return !p->impossible;
}

enum { MAX_EXCLUDED = 32 };	/* numbers that are ruled out one by one */

/* S is not in [LO, HI].  */
static bool
exclude (struct esc_path *p, uint32_t s, int64_t lo, int64_t hi)
{
  if ((uint64_t) hi - (uint64_t) lo > MAX_EXCLUDED)
    return true;
  for (int64_t k = lo;; k++)
    {
      if (!assume_not (p, s, k, 0))
	return false;
      if (k == hi)
	return true;
    }
}

/* Whether the switch at the end of BLOCK can take EDGE.  */
static bool
take_case (struct esc_path *p, const struct esc_pblock *block, uint32_t edge)
{
  struct type t = { block->bits, block->uns };
  uint32_t x = value (p, &block->a, t);
  struct interval r = known (p, x, 0), hull = { INT64_MAX, INT64_MIN };
  if (edge == block->otherwise)
    {
      for (uint32_t i = 0; i < block->ncases; i++)
	{
	  const struct esc_pcase *c = &block->cases[i];
	  int64_t lo = key_of (t, c->lo), hi = key_of (t, c->hi);
	  if (c->succ == edge)
	    continue;
	  if (lo <= r.lo && r.hi <= hi)
	    return false;
	  if (!exclude (p, x, lo, hi))
	    return false;
	}
      return true;
    }
  for (uint32_t i = 0; i < block->ncases; i++)
    {
      const struct esc_pcase *c = &block->cases[i];
      int64_t lo = key_of (t, c->lo), hi = key_of (t, c->hi);
      if (c->succ != edge || hi < r.lo || lo > r.hi
	  || (lo == hi && is_not (p, x, lo, 0)))
	continue;
      if (lo < hull.lo)
	hull.lo = lo;
      if (hi > hull.hi)
	hull.hi = hi;
    }
  if (hull.lo > hull.hi || !assume_range (p, x, hull.lo, hull.hi, 0))
    return false;
  /* The gaps between the cases that lead there.  */
  if ((uint64_t) hull.hi - (uint64_t) hull.lo > MAX_EXCLUDED)
    return true;
  for (int64_t k = hull.lo; k < hull.hi; k++)
    {
      bool there = false;
      for (uint32_t i = 0; i < block->ncases; i++)
	there |= block->cases[i].succ == edge
		 && key_of (t, block->cases[i].lo) <= k
		 && k <= key_of (t, block->cases[i].hi);
      if (!there && !assume_not (p, x, k, 0))
	return false;
    }
  return true;
}

/* Whether variable V is computed from variable PHI by arithmetic: a counter.  */
static bool
counts (const struct esc_path *p, const struct esc_pval *v, uint32_t phi,
	unsigned depth)
{
  if (v->kind != ESC_PV_VAR || v->n >= p->prog->nvars || !p->def[v->n]
      || depth > 4)
    return false;
  const struct esc_pinstr *in = &p->prog->instrs[p->def[v->n] - 1];
  if (in->kind != ESC_PK_SET)
    return false;
  bool same = (in->a.kind == ESC_PV_VAR && in->a.n == phi)
	      || (in->b.kind == ESC_PV_VAR && in->b.n == phi);
  if (same && in->code != ESC_P_COPY && in->code != ESC_P_CONVERT)
    return true;
  return counts (p, &in->a, phi, depth + 1)
	 || counts (p, &in->b, phi, depth + 1);
}

bool
esc_path_edge (struct esc_path *p, uint32_t b, uint32_t edge, bool widen)
{
  const struct esc_pblock *block = &p->prog->blocks[b];
  const struct esc_block *g = &p->s->fn->blocks[b];
  if (block->ncases)
    {
      if (!take_case (p, block, edge))
	return false;
    }
  else if (block->code && g->nsucc == 2 && g->succ[0] != g->succ[1])
    {
      struct type t = { block->bits, block->uns };
      uint32_t x = value (p, &block->a, t), y = value (p, &block->b, t);
      uint32_t c = truth (p, block->code, t, x, y);
      if (!assume (p, c, edge == 0))
	return false;
    }
  /* All arguments are read before any result is written.  */
  uint32_t to = g->succ[edge];
  const struct esc_pblock *next = &p->prog->blocks[to];
  uint32_t n = 0;
  while (n < next->n
	 && p->prog->instrs[next->first + n].kind == ESC_PK_PHI)
    n++;
  uint32_t *values = esc_alloc (p->arena, (n + 1) * sizeof *values);
  for (uint32_t i = 0; i < n; i++)
    {
      const struct esc_pinstr *in = &p->prog->instrs[next->first + i];
      struct type t = { in->bits, in->uns };
      if (in->from != b)
	continue;
      values[i] = widen && counts (p, &in->a, in->dst, 0)
		  ? fresh (p, t) : value (p, &in->a, t);
    }
  for (uint32_t i = 0; i < n; i++)
    if (values[i])
      set (p, p->prog->instrs[next->first + i].dst, values[i]);
  return true;
}

bool
esc_path_result (struct esc_path *p, uint32_t number, bool zero)
{
  uint32_t v = number < p->s->fn->ncalls ? p->call_result[number] : 0;
  if (!v || !p->var[v])
    return true;
  uint32_t s = p->var[v];
  int64_t k = key_of (type_of (p, s), 0);
  return zero ? assume_range (p, s, k, k, 0) : assume_not (p, s, k, 0);
}
