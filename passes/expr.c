/* expr.c - integers in words of a function's parameters.  See expr.h.  */

#include "expr.h"

#include <string.h>

static const struct
{
  const char *name;
  unsigned operands;
} ops[ESC_X_OPS] = {
  [ESC_X_RANGE] = { "range", 0 }, [ESC_X_PARAM] = { "p", 0 },
  [ESC_X_LEN] = { "len", 0 }, [ESC_X_FIT] = { "fit", 1 },
  [ESC_X_IN] = { "in", 1 }, [ESC_X_NOT] = { "not", 1 },
  [ESC_X_ADD] = { "add", 2 }, [ESC_X_SUB] = { "sub", 2 },
  [ESC_X_MUL] = { "mul", 2 }, [ESC_X_DIV] = { "div", 2 },
  [ESC_X_REM] = { "rem", 2 }, [ESC_X_AND] = { "and", 2 },
  [ESC_X_OR] = { "or", 2 }, [ESC_X_SHL] = { "shl", 2 },
  [ESC_X_SHR] = { "shr", 2 }, [ESC_X_MIN] = { "min", 2 },
  [ESC_X_MAX] = { "max", 2 }, [ESC_X_EQ] = { "eq", 2 },
  [ESC_X_LT] = { "lt", 2 }, [ESC_X_LE] = { "le", 2 },
  [ESC_X_IF] = { "if", 3 }
};

const char *
esc_expr_name (unsigned op)
{
  return op < ESC_X_OPS ? ops[op].name : NULL;
}

unsigned
esc_expr_operands (unsigned op)
{
  return op < ESC_X_OPS ? ops[op].operands : 0;
}

/* ---- Making.  ---- */

void
esc_expr_push (struct esc_expr *e, struct esc_xnode node)
{
  if (e->n < ESC_X_MAX_NODES)
    e->nodes[e->n] = node;
  if (e->n <= ESC_X_MAX_NODES)
    e->n++;
}

void
esc_expr_op (struct esc_expr *e, enum esc_xop op, int type)
{
  esc_expr_push (e, (struct esc_xnode) { .op = (uint8_t) op,
					 .type = (int8_t) type });
}

void
esc_expr_range (struct esc_expr *e, uint64_t lo, uint64_t hi)
{
  esc_expr_push (e, (struct esc_xnode) { .op = ESC_X_RANGE, .lo = lo,
					 .hi = hi });
}

void
esc_expr_param (struct esc_expr *e, enum esc_xop leaf, uint32_t param,
		int type)
{
  esc_expr_push (e, (struct esc_xnode) { .op = (uint8_t) leaf,
					 .type = (int8_t) type,
					 .param = param });
}

const struct esc_expr *
esc_expr_keep (struct esc_arena *arena, const struct esc_expr *e)
{
  if (!e->n || e->n > ESC_X_MAX_NODES)
    return NULL;
  /* Most are short.  */
  size_t size = offsetof (struct esc_expr, nodes) + e->n * sizeof *e->nodes;
  struct esc_expr *kept = esc_alloc (arena, size);
  memcpy (kept, e, size);
  return kept;
}

bool
esc_xnode_equal (const struct esc_xnode *a, const struct esc_xnode *b)
{
  return a->op == b->op && a->type == b->type && a->param == b->param
	 && a->lo == b->lo && a->hi == b->hi;
}

bool
esc_expr_equal (const struct esc_expr *a, const struct esc_expr *b)
{
  if (!a || !b || a->n != b->n || a->n > ESC_X_MAX_NODES)
    return a == b;
  for (uint32_t i = 0; i < a->n; i++)
    if (!esc_xnode_equal (&a->nodes[i], &b->nodes[i]))
      return false;
  return true;
}

uint32_t
esc_expr_plain (const struct esc_expr *e)
{
  return e && e->n == 1 && e->nodes[0].op == ESC_X_PARAM
	 ? e->nodes[0].param + 1 : 0;
}

bool
esc_expr_depends (const struct esc_expr *e)
{
  for (uint32_t i = 0; e && i < e->n && i < ESC_X_MAX_NODES; i++)
    if (e->nodes[i].op == ESC_X_PARAM || e->nodes[i].op == ESC_X_LEN)
      return true;
  return false;
}

/* ---- Intervals.  ---- */

static struct esc_range
interval (uint64_t lo, uint64_t hi)
{
  return (struct esc_range) { .lo = lo, .hi = hi };
}

static struct esc_range
anything (void)
{
  return interval (0, UINT64_MAX);
}

static bool
known (struct esc_range a)
{
  return a.hi != UINT64_MAX;
}

static bool
exact (struct esc_range a)
{
  return a.lo == a.hi;
}

static uint64_t
smaller (uint64_t a, uint64_t b)
{
  return a < b ? a : b;
}

static uint64_t
larger (uint64_t a, uint64_t b)
{
  return a > b ? a : b;
}

/* The largest number of TYPE.  */
static uint64_t
largest (int type)
{
  unsigned bits = type < 0 ? (unsigned) -type - 1 : (unsigned) type;
  return bits == 0 || bits >= 64 ? UINT64_MAX
				 : ((uint64_t) 1 << bits) - 1;
}

/* A, once it is a number of TYPE.  */
static struct esc_range
fit (struct esc_range a, int type)
{
  if (a.hi <= largest (type))
    return a;
  return type < 0 ? anything () : interval (0, largest (type));
}

/* A as the operand of something that needs to know that it is not negative.  */
static struct esc_range
not_negative (struct esc_range a, int type)
{
  if (!known (a) && type >= 0)
    a.hi = largest (type);
  return a;
}

static uint64_t
saturating_add (uint64_t a, uint64_t b)
{
  uint64_t r;
  return __builtin_add_overflow (a, b, &r) ? UINT64_MAX : r;
}

static uint64_t
saturating_mul (uint64_t a, uint64_t b)
{
  uint64_t r;
  return __builtin_mul_overflow (a, b, &r) ? UINT64_MAX : r;
}

/* From LO to HI, which saturate.  What has a type may have wrapped around
   instead.  */
static struct esc_range
saturated (uint64_t lo, uint64_t hi, int type)
{
  return hi == UINT64_MAX && type ? anything () : interval (lo, hi);
}

static struct esc_range
sum (struct esc_range a, struct esc_range b, int type)
{
  return saturated (saturating_add (a.lo, b.lo), saturating_add (a.hi, b.hi),
		    type);
}

static struct esc_range
difference (struct esc_range a, struct esc_range b)
{
  if (!known (b) || a.lo < b.hi)
    return anything ();
  return interval (a.lo - b.hi, known (a) ? a.hi - b.lo : UINT64_MAX);
}

static struct esc_range
product (struct esc_range a, struct esc_range b, int type)
{
  /* Nothing is known of 0 * UINT64_MAX either, which is no number here.  */
  return saturated (saturating_mul (a.lo, b.lo),
		    known (a) && known (b) ? saturating_mul (a.hi, b.hi)
					   : UINT64_MAX, type);
}

static struct esc_range
quotient (struct esc_range a, struct esc_range b, int type)
{
  a = not_negative (a, type);
  if (!b.lo || (!known (a) && type < 0))
    return anything ();
  return interval (a.lo / b.hi, a.hi / b.lo);
}

static struct esc_range
rest (struct esc_range a, struct esc_range b, int type)
{
  a = not_negative (a, type);
  if (!b.lo || (!known (a) && type < 0))
    return anything ();
  if (exact (a) && exact (b))
    return interval (a.lo % b.lo, a.lo % b.lo);
  return interval (0, smaller (a.hi, b.hi - 1));
}

/* All bits up to the highest of N.  */
static uint64_t
up_to (uint64_t n)
{
  for (unsigned i = 1; i < 64; i *= 2)
    n |= n >> i;
  return n;
}

/* Bits that both have.  All bits of a negative number may be set, so that
   nothing needs to be known of one of them.  */
static struct esc_range
common_bits (struct esc_range a, struct esc_range b)
{
  if (exact (a) && !exact (b))
    return common_bits (b, a);
  if (exact (a))
    return interval (a.lo & b.lo, a.lo & b.lo);
  /* All bits that A may have, but for the lowest: that rounds down.  */
  uint64_t low = exact (b) ? ~b.lo & up_to (a.hi) : 0;
  if (exact (b) && known (a) && !(low & (low + 1)))
    return interval (a.lo & b.lo, a.hi & b.lo);
  return interval (0, smaller (a.hi, b.hi));
}

static struct esc_range
all_bits (struct esc_range a, struct esc_range b)
{
  if (exact (a) && exact (b))
    return interval (a.lo | b.lo, a.lo | b.lo);
  if (!known (a) || !known (b))
    return anything ();
  return interval (larger (a.lo, b.lo), up_to (a.hi | b.hi));
}

/* 2 to the power of A.  */
static struct esc_range
power (struct esc_range a)
{
  return a.hi > 63 ? anything ()
		   : interval ((uint64_t) 1 << a.lo, (uint64_t) 1 << a.hi);
}

static struct esc_range
join (struct esc_range a, struct esc_range b)
{
  return interval (smaller (a.lo, b.lo), larger (a.hi, b.hi));
}

/* A, which is known to be in what NODE says.  If it is not, the function does
   not get there.  */
static struct esc_range
meet (struct esc_range a, const struct esc_xnode *node)
{
  a = interval (larger (a.lo, node->lo), smaller (a.hi, node->hi));
  return a.lo <= a.hi ? a : anything ();
}

static struct esc_range
minimum (struct esc_range a, struct esc_range b, int type)
{
  if (type < 0 && (!known (a) || !known (b)))
    return anything ();
  return interval (smaller (a.lo, b.lo), smaller (a.hi, b.hi));
}

/* The truth of a comparison that is true if YES and false if NO.  */
static struct esc_range
truth (bool yes, bool no)
{
  return interval (yes, !no);
}

static struct esc_range
compare (enum esc_xop op, struct esc_range a, struct esc_range b, int type)
{
  if (type < 0 && (!known (a) || !known (b)))
    return truth (false, false);
  if (op == ESC_X_EQ)
    return truth (exact (a) && exact (b) && a.lo == b.lo,
		  a.hi < b.lo || b.hi < a.lo);
  if (op == ESC_X_LT)
    return truth (a.hi < b.lo, a.lo >= b.hi);
  return truth (a.hi <= b.lo, a.lo > b.hi);
}

static struct esc_range
choose (struct esc_range c, struct esc_range yes, struct esc_range no)
{
  return c.lo ? yes : !c.hi ? no : join (yes, no);
}

/* NODE of the operands X.  */
static struct esc_range
apply (const struct esc_xnode *node, const struct esc_range *x)
{
  enum esc_xop op = (enum esc_xop) node->op;
  int type = node->type;
  switch (op)
    {
    case ESC_X_RANGE: return interval (node->lo, node->hi);
    case ESC_X_FIT: return fit (x[0], type);
    case ESC_X_IN: return meet (x[0], node);
    case ESC_X_NOT: return truth (!x[0].hi, x[0].lo > 0);
    case ESC_X_ADD: return fit (sum (x[0], x[1], type), type);
    case ESC_X_SUB: return fit (difference (x[0], x[1]), type);
    case ESC_X_MUL: return fit (product (x[0], x[1], type), type);
    case ESC_X_DIV: return fit (quotient (x[0], x[1], type), type);
    case ESC_X_REM: return fit (rest (x[0], x[1], type), type);
    case ESC_X_AND: return fit (common_bits (x[0], x[1]), type);
    case ESC_X_OR: return fit (all_bits (x[0], x[1]), type);
    case ESC_X_SHL: return fit (product (x[0], power (x[1]), type), type);
    case ESC_X_SHR:
      return fit (quotient (x[0], power (x[1]), type), type);
    case ESC_X_MIN: return minimum (x[0], x[1], type);
    case ESC_X_MAX:
      return interval (larger (x[0].lo, x[1].lo), larger (x[0].hi, x[1].hi));
    case ESC_X_EQ:
    case ESC_X_LT:
    case ESC_X_LE: return compare (op, x[0], x[1], type);
    case ESC_X_IF: return choose (x[0], x[1], x[2]);
    default: return anything ();
    }
}

struct esc_range
esc_expr_eval (const struct esc_expr *e, esc_leaf_fn leaf, void *ctx)
{
  struct esc_range stack[ESC_X_MAX_NODES];
  uint32_t top = 0;
  if (!e || !e->n || e->n > ESC_X_MAX_NODES)
    return anything ();
  for (uint32_t i = 0; i < e->n; i++)
    {
      const struct esc_xnode *node = &e->nodes[i];
      uint32_t operands = esc_expr_operands (node->op);
      struct esc_range r = anything ();
      if (operands > top)
	return anything ();	/* it is broken */
      top -= operands;
      if (node->op == ESC_X_PARAM || node->op == ESC_X_LEN)
	r = fit (leaf ? leaf (ctx, node) : r, node->type);
      else
	r = apply (node, &stack[top]);
      stack[top++] = interval (r.lo, r.hi);
    }
  return top == 1 ? stack[0] : anything ();
}

/* ---- Substitution.  ---- */

static void
append (struct esc_expr *out, const struct esc_expr *e)
{
  for (uint32_t i = 0; i < e->n && i < ESC_X_MAX_NODES; i++)
    esc_expr_push (out, e->nodes[i]);
}

/* Append what is known of a leaf of TYPE.  */
static void
append_known (struct esc_expr *out, struct esc_range r, int type)
{
  struct esc_range type_only = fit (anything (), type);
  if (!r.expr || r.lo == r.hi)
    {
      r = fit (r, type);
      esc_expr_range (out, r.lo, r.hi);
      return;
    }
  append (out, r.expr);
  struct esc_range alone = esc_expr_eval (r.expr, NULL, NULL);
  if (r.lo > alone.lo || r.hi < alone.hi)
    esc_expr_push (out, (struct esc_xnode) { .op = ESC_X_IN, .lo = r.lo,
					     .hi = r.hi });
  if (smaller (r.hi, alone.hi) > type_only.hi)
    esc_expr_op (out, ESC_X_FIT, type);
}

bool
esc_expr_subst (struct esc_expr *out, const struct esc_expr *e,
		esc_leaf_fn leaf, void *ctx)
{
  out->n = 0;
  for (uint32_t i = 0; i < e->n && i < ESC_X_MAX_NODES; i++)
    {
      const struct esc_xnode *node = &e->nodes[i];
      if (node->op == ESC_X_PARAM || node->op == ESC_X_LEN)
	append_known (out, leaf (ctx, node), node->type);
      else
	esc_expr_push (out, *node);
    }
  if (out->n > ESC_X_MAX_NODES)
    return false;
  struct esc_range r = esc_expr_eval (out, NULL, NULL);
  if (exact (r))
    {
      out->n = 0;
      esc_expr_range (out, r.lo, r.hi);
    }
  return true;
}
