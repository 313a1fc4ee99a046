/* paths-assume.c - learning what a branch shows.

   Owns:    the facts of the path.
   Input:   what a symbol is said to be, or not to be.
   Output:  facts of it, and of the symbols that it is made of as far as the
            operation can be undone; false if it contradicts what is known.
   Not handled: facts of more than one symbol, like a < b of two unknown ones,
            but for the intervals that follow.  */

#include "paths-state.h"

static bool assume_truth (struct esc_path *p, uint32_t s, bool truth,
			  unsigned depth);

static void
add_fact (struct esc_path *p, struct fact f)
{
  ESC_PUSH (p->arena, p->facts, p->nfacts, p->facts_cap, f);
}

/* S, converted to type T, lies in [LO, HI], keys of that.  */
static bool
assume_converted (struct esc_path *p, uint32_t s, struct type t, int64_t lo,
		  int64_t hi, unsigned depth)
{
  struct type from = type_of (p, s);
  int64_t a = key_of (t, lo), b = key_of (t, hi);
  struct interval of = esc_sym_known (p, s, 0);
  /* Where the number is the same on both sides.  */
  if (!keeps_value (from, t)
      && !(from.bits == t.bits && from.bits && a >= 0 && b >= a
	   && (from.uns || (t.uns && b <= max_key (from)))))
    return true;
  int64_t kl = key_of (from, a), kh = key_of (from, b);
  if (kl < of.lo)
    kl = of.lo;
  if (kh > of.hi)
    kh = of.hi;
  return esc_assume_range (p, s, kl, kh, depth + 1);
}

bool
esc_assume_range (struct esc_path *p, uint32_t s, int64_t lo, int64_t hi,
		  unsigned depth)
{
  struct interval r = esc_sym_known (p, s, 0);
  if (lo < r.lo)
    lo = r.lo;
  if (hi > r.hi)
    hi = r.hi;
  if (lo > hi || (lo == hi && esc_sym_is_not (p, s, lo, 0)))
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
      return assume_converted (p, y.a, t, lo, hi, depth);
    case ESC_P_ADD:
      {
	struct interval r = { lo, hi }, a;
	if (is_const (p, y.b) && p->syms[y.b].k != INT64_MIN
	    && esc_range_moved (t, r, -p->syms[y.b].k, &a))
	  return esc_assume_range (p, y.a, a.lo, a.hi, depth + 1);
      }
      return true;
    case ESC_P_OR:
      if (lo == zero && hi == zero)
	return esc_assume_range (p, y.a, zero, zero, depth + 1)
	       && esc_assume_range (p, y.b, zero, zero, depth + 1);
      if (lo > zero && !biased (t))
	return esc_assume_not (p, s, zero, depth + 1);
      return true;
    case ESC_P_AND:
      if (lo > zero)
	return esc_assume_not (p, y.a, zero, depth + 1)
	       && (is_const (p, y.b) || esc_assume_not (p, y.b, zero, depth + 1));
      if (lo == zero && hi == zero && esc_sym_known (p, y.a, 0).lo == 1
	  && esc_sym_known (p, y.b, 0).hi == 1)
	return esc_assume_range (p, y.b, zero, zero, depth + 1);
      if (lo == zero && hi == zero && esc_sym_known (p, y.b, 0).lo == 1
	  && esc_sym_known (p, y.a, 0).hi == 1)
	return esc_assume_range (p, y.a, zero, zero, depth + 1);
      return true;
    case ESC_P_MUL:
      if (lo == zero && hi == zero && is_const (p, y.b) && p->syms[y.b].k
	  && esc_sym_small (p, &y))
	return esc_assume_range (p, y.a, key_of (from, 0), key_of (from, 0),
				 depth + 1);
      return true;
    case ESC_P_XOR:
      if (lo == hi && is_const (p, y.b) && !biased (t))
	return esc_assume_range (p, y.a, lo ^ p->syms[y.b].k,
				 lo ^ p->syms[y.b].k, depth + 1);
      return true;
    default:
      return true;
    }
}

bool
esc_assume_not (struct esc_path *p, uint32_t s, int64_t k, unsigned depth)
{
  struct interval r = esc_sym_known (p, s, 0);
  if (r.lo == k && r.hi == k)
    return false;
  if (esc_sym_is_not (p, s, k, 0) && p->syms[s].kind != S_OP)
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
	  return esc_assume_not (p, y.a, key_of (from, n), depth + 1);
	/* Not 0 in fewer bits: not 0.  */
	return !zero || esc_assume_not (p, y.a, key_of (from, 0), depth + 1);
      }
    case ESC_P_ADD:
      if (!is_const (p, y.b))
	return true;
      return esc_assume_not (p, y.a,
			     key_of (t, extend (t, (int64_t)
						((uint64_t) key_of (t, k)
						 - (uint64_t) p->syms[y.b].k))),
			     depth + 1);
    case ESC_P_OR:
      if (zero)
	{
	  struct interval a = esc_sym_known (p, y.a, 0),
			  b = esc_sym_known (p, y.b, 0);
	  if (a.lo == k && a.hi == k)
	    return esc_assume_not (p, y.b, k, depth + 1);
	  if (b.lo == k && b.hi == k)
	    return esc_assume_not (p, y.a, k, depth + 1);
	}
      return true;
    case ESC_P_AND:
      if (zero)
	return esc_assume_not (p, y.a, k, depth + 1)
	       && (is_const (p, y.b) || esc_assume_not (p, y.b, k, depth + 1));
      return true;
    case ESC_P_MUL:
      /* No factor of 0 gives something else.  */
      return !zero || esc_assume_not (p, y.a, key_of (type_of (p, y.a), 0),
				      depth + 1);
    case ESC_P_XOR:
      if (is_const (p, y.b) && !biased (t))
	return esc_assume_not (p, y.a, k ^ p->syms[y.b].k, depth + 1);
      return true;
    default:
      return true;
    }
}

/* The comparison S is true, or false.  */
static bool
assume_truth (struct esc_path *p, uint32_t s, bool truth, unsigned depth)
{
  const struct sym y = p->syms[s];
  int d = esc_sym_decided (p, y.code, y.type, y.a, y.b);
  if (d >= 0)
    return d == truth;
  if (!p->syms[s].type.bits || depth > 8)
    return true;
  struct interval a = esc_sym_known (p, y.a, 0), b = esc_sym_known (p, y.b, 0);
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
	return esc_assume_range (p, y.a, b.lo, b.hi, depth + 1)
	       && esc_assume_range (p, y.b, a.lo, a.hi, depth + 1);
      if (b.lo == b.hi)
	return esc_assume_not (p, y.a, b.lo, depth + 1);
      if (a.lo == a.hi)
	return esc_assume_not (p, y.b, a.lo, depth + 1);
      return true;
    case ESC_P_LT:
      if (truth)
	return b.hi > INT64_MIN && a.lo < INT64_MAX
	       && esc_assume_range (p, y.a, INT64_MIN, b.hi - 1, depth + 1)
	       && esc_assume_range (p, y.b, a.lo + 1, INT64_MAX, depth + 1);
      return esc_assume_range (p, y.a, b.lo, INT64_MAX, depth + 1)
	     && esc_assume_range (p, y.b, INT64_MIN, a.hi, depth + 1);
    default:
      if (truth)
	return esc_assume_range (p, y.a, INT64_MIN, b.hi, depth + 1)
	       && esc_assume_range (p, y.b, a.lo, INT64_MAX, depth + 1);
      return b.lo < INT64_MAX && a.hi > INT64_MIN
	     && esc_assume_range (p, y.a, b.lo + 1, INT64_MAX, depth + 1)
	     && esc_assume_range (p, y.b, INT64_MIN, a.hi - 1, depth + 1);
    }
}

bool
esc_assume (struct esc_path *p, uint32_t s, bool truth)
{
  return truth ? esc_assume_not (p, s, key_of (type_of (p, s), 0), 0)
	       : esc_assume_range (p, s, key_of (type_of (p, s), 0),
				   key_of (type_of (p, s), 0), 0);
}
