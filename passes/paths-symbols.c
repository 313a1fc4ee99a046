/* paths-symbols.c - the symbols of a path.

   Owns:    which symbol a value is: equal operations on equal symbols are one.
   Input:   instructions of the function's program, and what is known already
            (paths-known.c), for the comparisons that it decides.
   Output:  symbols, in the path's table; one that is made stays.
   Not handled: memory (paths-memory.c).  */

#include "paths-state.h"

uint32_t
esc_sym (struct esc_path *p, struct sym sym)
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

uint32_t
esc_sym_constant (struct esc_path *p, struct type t, int64_t k)
{
  return esc_sym (p, (struct sym) { .kind = S_CONST, .type = t,
				    .k = extend (t, k) });
}

uint32_t
esc_sym_fresh (struct esc_path *p, struct type t)
{
  return esc_sym (p, (struct sym) { .kind = S_FRESH, .type = t,
				    .k = p->nsyms });
}

uint32_t
esc_sym_operation (struct esc_path *p, enum esc_pcode code, struct type t,
		   uint32_t a, uint32_t b, int64_t k)
{
  return esc_sym (p, (struct sym) { .kind = S_OP, .code = (uint8_t) code,
				    .type = t, .a = a, .b = b, .k = k });
}

uint32_t
esc_sym_value (struct esc_path *p, const struct esc_pval *v, struct type t)
{
  switch (v->kind)
    {
    case ESC_PV_VAR:
      if (v->n >= p->prog->nvars)
	return esc_sym_fresh (p, t);
      if (!p->var[v->n])
	{
	  /* Set before the function began: a parameter.  It stays the same, so it
	     is on no trail.  */
	  p->var[v->n] = esc_sym_fresh (p, t);
	}
      return p->var[v->n];
    case ESC_PV_CONST:
      return esc_sym_constant (p, t, v->k);
    case ESC_PV_ADDR:
    case ESC_PV_LOCAL:
      return esc_sym (p, (struct sym) { .kind = S_ADDR, .type = pointer_type,
					.a = v->n, .b = v->kind == ESC_PV_LOCAL,
					.k = v->k });
    case ESC_PV_OPAQUE:
      return esc_sym (p, (struct sym) { .kind = S_OPAQUE, .k = v->k });
    default:
      return esc_sym_fresh (p, t);
    }
}

/* ---- Computing.  ---- */

uint32_t
esc_sym_truth (struct esc_path *p, enum esc_pcode code, struct type t, uint32_t a,
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
  int d = esc_sym_decided (p, code, t, a, b);
  if (d >= 0)
    return esc_sym_constant (p, boolean, d != negate);
  uint32_t s = esc_sym_operation (p, code, t, a, b, 0);
  return negate ? esc_sym_operation (p, ESC_P_XOR, boolean, s,
				     esc_sym_constant (p, boolean, 1), 0) : s;
}

/* X CODE Y of two constants; 0: not folded.  */
static uint32_t
folded (struct esc_path *p, enum esc_pcode code, struct type t, uint64_t x,
	uint64_t y)
{
  switch (code)
    {
    case ESC_P_ADD: return esc_sym_constant (p, t, (int64_t) (x + y));
    case ESC_P_SUB: return esc_sym_constant (p, t, (int64_t) (x - y));
    case ESC_P_MUL: return esc_sym_constant (p, t, (int64_t) (x * y));
    case ESC_P_AND: return esc_sym_constant (p, t, (int64_t) (x & y));
    case ESC_P_OR: return esc_sym_constant (p, t, (int64_t) (x | y));
    case ESC_P_XOR: return esc_sym_constant (p, t, (int64_t) (x ^ y));
    default: return 0;
    }
}

/* A CODE B, where B is a constant, if there is a simpler symbol for it, or 0.
   WHICH is the instruction's.  */
static uint32_t
simplified (struct esc_path *p, enum esc_pcode code, struct type t, uint32_t a,
	    uint32_t b, uint32_t which)
{
  uint64_t y = (uint64_t) p->syms[b].k;
  if (y == 0)
    switch (code)
      {
      case ESC_P_ADD: case ESC_P_OR: case ESC_P_XOR: return a;
      case ESC_P_MUL: case ESC_P_AND: return b;
      default: break;
      }
  const struct sym sa = p->syms[a];
  /* The address of a member of a known object.  */
  if (code == ESC_P_ADD && sa.kind == S_ADDR)
    return esc_sym (p, (struct sym) { .kind = S_ADDR, .type = sa.type,
				      .a = sa.a, .b = sa.b,
				      .k = sa.k + (int64_t) y });
  if (sa.kind != S_OP || !is_const (p, sa.b))
    return 0;
  uint64_t z = (uint64_t) p->syms[sa.b].k;
  /* The same with constants twice.  */
  if (code == ESC_P_ADD && sa.code == code)
    {
      uint32_t sum = esc_sym_constant (p, t, (int64_t) (z + y));
      return p->syms[sum].k
	     ? esc_sym_operation (p, code, t, sa.a, sum, sa.k | which) : sa.a;
    }
  if (code == ESC_P_AND && sa.code == code)
    {
      uint32_t m = esc_sym_constant (p, t, (int64_t) (z & y));
      return p->syms[m].k ? esc_sym_operation (p, code, t, sa.a, m, 0) : m;
    }
  if (code == ESC_P_AND && sa.code == ESC_P_OR)
    {
      z &= y;
      uint32_t rest = esc_sym_operation (p, ESC_P_AND, t, sa.a, b, 0);
      return z ? esc_sym_operation (p, ESC_P_OR, t, rest,
				    esc_sym_constant (p, t, (int64_t) z), 0)
	       : rest;
    }
  return 0;
}

/* A converted to type T.  */
static uint32_t
conversion (struct esc_path *p, struct type t, uint32_t a)
{
  struct type from = type_of (p, a);
  if (is_const (p, a))
    return esc_sym_constant (p, t, p->syms[a].k);
  if (from.bits == t.bits && from.uns == t.uns)
    return a;
  return esc_sym_operation (p, ESC_P_CONVERT, t, a, 0, 0);
}

uint32_t
esc_sym_compute (struct esc_path *p, const struct esc_pinstr *in)
{
  struct type t = { in->bits, in->uns };
  enum esc_pcode code = in->code;
  uint32_t a = esc_sym_value (p, &in->a, t);
  if (code == ESC_P_COPY)
    return a;
  if (code == ESC_P_CONVERT)
    return conversion (p, t, a);
  uint32_t b = esc_sym_value (p, &in->b, t);
  if (code >= ESC_P_EQ && code <= ESC_P_GE)
    return esc_sym_truth (p, code, t, a, b);
  if (code == ESC_P_OTHER)
    return esc_sym_operation (p, code, t, a, b, in->which);
  if (is_const (p, a) && !is_const (p, b) && code != ESC_P_SUB)
    {
      uint32_t c = a;
      a = b;
      b = c;
    }
  bool ka = is_const (p, a), kb = is_const (p, b);
  if (code == ESC_P_SUB && kb)
    {
      code = ESC_P_ADD;
      b = esc_sym_constant (p, t, (int64_t) -(uint64_t) p->syms[b].k);
    }
  uint32_t s = 0;
  if (ka && kb)
    s = folded (p, code, t, (uint64_t) p->syms[a].k, (uint64_t) p->syms[b].k);
  if (kb && !s)
    s = simplified (p, code, t, a, b, in->which);
  return s ? s : esc_sym_operation (p, code, t, a, b,
				    code == ESC_P_ADD ? in->which : 0);
}
