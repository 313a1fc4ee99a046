/* paths-memory.c - memory along a path.

   Owns:    the cells that were stored and loaded, the addresses that were given
            out, and stacks: arrays with a counter in memory.
   Input:   loads, stores and calls in the order of the path; the solution, for
            what a pointer may lead to.
   Output:  the symbol that a load yields.
   Not handled: copies of whole memory; what lies there is not known then.  */

#include "paths-state.h"

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
  c->base = found (p, esc_sym_value (p, &place->ptr, pointer_type));
  c->bit = place->bit;
  c->len = place->len;
  c->type = place->type;
  c->ref = place->ref;
  const struct sym *y = &p->syms[c->base];
  if (y->kind == S_ADDR && y->k)
    {
      c->bit += y->k * 8;
      c->base = esc_sym (p, (struct sym) { .kind = S_ADDR, .type = y->type,
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
	  c->base = esc_sym (p, (struct sym) { .kind = S_ADDR, .type = y->type,
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

void
esc_path_give (struct esc_path *p, uint32_t s, uint32_t base)
{
  uint32_t var = esc_sym_own (p, s);
  if (base && esc_sym_own (p, base) == var)
    return;
  for (uint32_t i = 0; i < p->nout; i++)
    if (p->out[i].var == var)
      return;
  if (var)
    ESC_PUSH (p->arena, p->out, p->nout, p->out_cap,
	      ((__typeof__ (*p->out)) { var, p->nsyms }));
}

/* ---- Which cells meet.  ---- */

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
  if ((la && p->syms[a->base].b && !esc_sym_leads_to (p, b->base, a->base))
      || (lb && p->syms[b->base].b && !esc_sym_leads_to (p, a->base, b->base)))
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
      && !esc_assume_not (p, c->base, key_of (pointer_type, 0), 0))
    p->impossible = true;
}

uint32_t
esc_path_load (struct esc_path *p, const struct esc_pinstr *in)
{
  struct type t = { in->bits, in->uns };
  struct cell c = { .write = false };
  locate (p, &in->place, &c);
  followed (p, &c);
  if (in->is_volatile || !c.len)
    return esc_sym_fresh (p, t);
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
	    return esc_sym_constant (p, t, p->syms[o->value].k);
	  return esc_sym_operation (p, ESC_P_CONVERT, t, o->value, 0, 0);
	}
      if (o->write && may_meet (p, o, &c))
	break;
    }
  c.value = esc_sym_fresh (p, t);
  ESC_PUSH (p->arena, p->cells, p->ncells, p->cells_cap, c);
  return c.value;
}

/* ---- Stacks.  ---- */

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
  struct pushed d = { .var = esc_sym_own (p, v) };
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

void
esc_path_store (struct esc_path *p, const struct esc_pinstr *in)
{
  struct cell c = { .write = true };
  locate (p, &in->place, &c);
  if (in->kind == ESC_PK_STORE)
    followed (p, &c);
  if (in->kind == ESC_PK_STORE && in->a.kind != ESC_PV_NONE && c.len)
    {
      c.value = esc_sym_value (p, &in->a, (struct type) { in->bits, in->uns });
      esc_path_give (p, c.value, c.base);
    }
  if (in->kind == ESC_PK_STORE && !c.len && in->b.kind == ESC_PV_VAR)
    {
      uint32_t v = esc_sym_value (p, &in->a, (struct type) { in->bits, in->uns });
      esc_path_give (p, v, c.base);
      push (p, v, esc_sym_value (p, &in->b, (struct type) { 32, false }));
    }
  pop (p, &c);
  ESC_PUSH (p->arena, p->cells, p->ncells, p->cells_cap, c);
  p->version = ++p->versions;
}

/* ---- Calls.  ---- */

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
  if (!sum || fn->flags & ESC_FF_OURS
      || sum->flags & (ESC_SF_UNKNOWN | ESC_SF_OVERFLOW | ESC_SF_PARTIAL))
    return W_ANYTHING;
  /* A library function, but for those that call back.  */
  for (uint32_t i = 0; i < sum->neffects; i++)
    if (sum->effects[i].kind == ESC_E_CALL)
      return W_ANYTHING;
  return W_ARGUMENTS;
}

void
esc_path_call (struct esc_path *p, uint32_t number)
{
  enum writes writes = call_writes (p, number);
  if (writes == W_NOTHING)
    return;
  struct cell c = { .all = true, .call = number,
		    .args = writes == W_ARGUMENTS };
  ESC_PUSH (p->arena, p->cells, p->ncells, p->cells_cap, c);
  p->version = ++p->versions;
}
