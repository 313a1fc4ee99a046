/* paths-known.c - what is known of a symbol.

   Owns:    nothing: it asks.
   Input:   the symbols of the path and the facts learned of them.
   Output:  the numbers that a symbol can be, whether two are the same, whether a
            comparison is decided.  What it does not know is possible.
   Not handled: learning more (paths-assume.c).  */

#include "paths-state.h"

/* ---- Intervals.  ---- */

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

bool
esc_range_moved (struct type t, struct interval r, int64_t k,
		 struct interval *out)
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
      return converted (type_of (p, y->a), esc_sym_known (p, y->a, depth + 1), t);
    case ESC_P_ADD:
      if (!is_const (p, y->b)
	  || !esc_range_moved (t, esc_sym_known (p, y->a, depth + 1),
			       p->syms[y->b].k, &a))
	return all;
      return a;
    case ESC_P_AND:
      if (is_const (p, y->b) && masked (p, y, &a.lo))
	return (struct interval) { key_of (t, a.lo), key_of (t, a.lo) };
      if (is_const (p, y->b) && p->syms[y->b].k >= 0)
	return (struct interval) { key_of (t, 0), key_of (t, p->syms[y->b].k) };
      a = esc_sym_known (p, y->a, depth + 1);
      b = esc_sym_known (p, y->b, depth + 1);
      if (biased (t) || a.lo < 0 || b.lo < 0)
	return all;
      /* Of truth values.  */
      if (a.lo == 1 && a.hi == 1 && b.lo == 1 && b.hi == 1)
	return (struct interval) { 1, 1 };
      return (struct interval) { 0, a.hi < b.hi ? a.hi : b.hi };
    case ESC_P_OR:
      a = esc_sym_known (p, y->a, depth + 1);
      b = esc_sym_known (p, y->b, depth + 1);
      if (biased (t) || a.lo < 0 || b.lo < 0)
	return all;
      all.lo = a.lo > b.lo ? a.lo : b.lo;
      if (a.hi <= 1 && b.hi <= 1)
	all.hi = a.hi > b.hi ? a.hi : b.hi;
      return all;
    case ESC_P_XOR:
      a = esc_sym_known (p, y->a, depth + 1);
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

struct interval
esc_sym_known (const struct esc_path *p, uint32_t s, unsigned depth)
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
  bool again = false;
  for (uint32_t i = 0; i < p->nfacts; i++)
    {
      const struct fact *f = &p->facts[i];
      if (f->sym != s)
	continue;
      if (f->differs)
	again = true;
      else
	{
	  if (f->lo > r.lo)
	    r.lo = f->lo;
	  if (f->hi < r.hi)
	    r.hi = f->hi;
	}
    }
  while (again && r.lo <= r.hi)
    {
      struct interval was = r;
      for (uint32_t i = 0; i < p->nfacts; i++)
	if (p->facts[i].sym == s && p->facts[i].differs)
	  cut (&r, p->facts[i].lo);
      again = was.lo != r.lo || was.hi != r.hi;
    }
  return r;
}

bool
esc_sym_small (const struct esc_path *p, const struct sym *y)
{
  struct interval a = esc_sym_known (p, y->a, 0);
  int64_t k = p->syms[y->b].k, top;
  return !biased (y->type) && k > 0 && a.lo >= 0
	 && !__builtin_mul_overflow (a.hi, k, &top)
	 && top <= max_key (y->type);
}

bool
esc_sym_is_not (const struct esc_path *p, uint32_t s, int64_t k, unsigned depth)
{
  struct interval r = esc_sym_known (p, s, 0);
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
	  return esc_sym_is_not (p, y->a,
				 key_of (from, extend (from, key_of (t, k))),
				 depth + 1);
	/* Of equal width: the same bits.  */
	return from.bits == t.bits && from.bits
	       && esc_sym_is_not (p, y->a,
				  key_of (from, extend (from, key_of (t, k))),
				  depth + 1);
      }
    case ESC_P_ADD:
      if (!is_const (p, y->b))
	return false;
      /* `&p->member' is no NULL.  */
      if (zero && t.uns && t.bits == 64 && p->syms[y->a].type.bits == 64
	  && p->syms[y->b].k > 0 && p->syms[y->b].k < 65536 && y->k)
	return true;
      return esc_sym_is_not (p, y->a,
			     key_of (t, extend (t, (int64_t)
						((uint64_t) key_of (t, k)
						 - (uint64_t) p->syms[y->b].k))),
			     depth + 1);
    case ESC_P_MUL:
      return zero && is_const (p, y->b) && p->syms[y->b].k
	     && type_of (p, y->a).bits >= t.bits && esc_sym_small (p, y)
	     && esc_sym_is_not (p, y->a, k, depth + 1);
    case ESC_P_OR:
      return zero && (esc_sym_is_not (p, y->a, k, depth + 1)
		      || esc_sym_is_not (p, y->b, k, depth + 1));
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

/* ---- Addresses of the function's own variables.  ---- */

uint32_t
esc_sym_own (const struct esc_path *p, uint32_t s)
{
  for (unsigned i = 0; i < 8 && p->syms[s].kind == S_OP
		       && (p->syms[s].code == ESC_P_ADD
			   || p->syms[s].code == ESC_P_CONVERT
			   || p->syms[s].code == ESC_P_OR); i++)
    s = p->syms[s].a;
  return p->syms[s].kind == S_ADDR && p->syms[s].b ? p->syms[s].a : 0;
}

bool
esc_sym_leads_to (const struct esc_path *p, uint32_t pointer, uint32_t local)
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

int
esc_sym_decided (const struct esc_path *p, enum esc_pcode code, struct type t,
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
      && ((x->kind == S_ADDR && x->b && !esc_sym_leads_to (p, b, a))
	  || (y->kind == S_ADDR && y->b && !esc_sym_leads_to (p, a, b))))
    return 0;
  if (!t.bits)
    return -1;
  struct interval r = esc_sym_known (p, a, 0), q = esc_sym_known (p, b, 0);
  switch (code)
    {
    case ESC_P_EQ:
      if (r.lo == r.hi && q.lo == q.hi && r.lo == q.lo)
	return 1;
      if (r.hi < q.lo || q.hi < r.lo)
	return 0;
      if ((q.lo == q.hi && esc_sym_is_not (p, a, q.lo, 0))
	  || (r.lo == r.hi && esc_sym_is_not (p, b, r.lo, 0)))
	return 0;
      return -1;
    case ESC_P_LT:
      return r.hi < q.lo ? 1 : r.lo >= q.hi ? 0 : -1;
    default:
      return r.hi <= q.lo ? 1 : r.lo > q.hi ? 0 : -1;
    }
}
