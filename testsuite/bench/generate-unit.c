/* generate-unit.c - the functions of a made-up program.  See generate.h.

   Words: a function is made of STEPS, each a call or a flow; the POOL is the
   pointers that it has at hand, OWNED those among them that it allocated.  */

#include "testsuite/bench/generate.h"

#include <stdio.h>

/* What a function is for.  */
enum kind
{
  GET, SET, NEW, DELETE, INSERT, REMOVE, OUT, WRAP, KEEP, APPLY, WORK, KINDS
};

/* Name, parameters, and how many of 100 functions are of the kind.  */
static const struct
{
  const char *name;
  uint8_t nparams, share;
} kinds[KINDS] = {
  [GET] = { "get", 1, 14 }, [SET] = { "set", 2, 8 }, [NEW] = { "new", 1, 8 },
  [DELETE] = { "delete", 1, 6 }, [INSERT] = { "insert", 2, 4 },
  [REMOVE] = { "remove", 1, 3 }, [OUT] = { "out", 2, 8 },
  [WRAP] = { "wrap", 1, 12 }, [KEEP] = { "keep", 1, 1 },
  [APPLY] = { "apply", 2, 2 }, [WORK] = { "work", 2, 34 }
};

enum
{
  POOL = 16,			/* pointers at hand; more are forgotten */
  TRIES = 12,			/* to find a callee that fits */
  RING = 1000,			/* functions of the largest component */
  GROUP = 16,			/* functions among which a small one is */
  PTR = 8
};

struct gen
{
  const struct gen_program *program;
  struct esc_unit *unit;
  uint32_t first, end;		/* functions of the unit */
  esc_loc line;			/* of the unit's file */
  /* Of the function being made.  */
  struct esc_fn *fn;
  uint32_t number;
  uint64_t state;
  esc_ref pool[POOL], owned[POOL];
  uint32_t npool, nowned;
  bool certain;			/* what is made now is made on every way */
};

/* ---- What is decided by numbers alone.  ---- */

static uint64_t
hash (const struct gen_program *p, uint32_t i, uint32_t salt)
{
  return esc_hash_int (p->seed ^ esc_hash_int ((uint64_t) i << 8 | salt));
}

static uint32_t
draw (struct gen *g, uint32_t n)
{
  g->state = esc_hash_int (g->state);
  return (uint32_t) ((g->state >> 16) % n);
}

/* Whether function I is in a component of *SIZE functions from *START on, which
   call each other around.  */
static bool
find_ring (const struct gen_program *p, uint32_t i, uint32_t *start,
	   uint32_t *size)
{
  *size = p->nfns / 100 < RING ? p->nfns / 100 : RING;
  *start = p->nfns / 2;
  if (i >= *start && i < *start + *size)
    return true;
  uint32_t group = i / GROUP;
  uint64_t h = hash (p, group, 3);
  *start = group * GROUP;
  *size = h % 25 ? 0 : 1 + (uint32_t) (h >> 32) % 10;
  return i < *start + *size && *start + *size <= p->nfns;
}

static bool
in_ring (const struct gen_program *p, uint32_t i)
{
  uint32_t start, size;
  return find_ring (p, i, &start, &size);
}

static enum kind
kind_of (const struct gen_program *p, uint32_t i)
{
  uint32_t at = hash (p, i, 1) % 100;
  /* A function over its budget is in no component: these stay small.  */
  if (in_ring (p, i))
    return WRAP;
  for (int k = 0; k < WORK; k++)
    {
      if (at < kinds[k].share)
	return (enum kind) k;
      at -= kinds[k].share;
    }
  return WORK;
}

static bool
is_static (const struct gen_program *p, uint32_t i)
{
  return !in_ring (p, i) && hash (p, i, 2) % 100 < 35;
}

/* Functions of unit NUMBER begin here.  */
static uint32_t
unit_start (const struct gen_program *p, uint32_t number)
{
  return (uint32_t) ((uint64_t) p->nfns * number / p->nunits);
}

/* A function that the one being made may call; its own number: none.  */
static uint32_t
some_callee (struct gen *g)
{
  /* The way around is all that closes a component.  */
  uint32_t i = g->number, start, size;
  if (find_ring (g->program, i, &start, &size))
    i = start;
  if (draw (g, 2) && i > g->first)
    return g->first + draw (g, i - g->first);
  double u = draw (g, 1 << 24) / (double) (1 << 24);
  uint32_t to = (uint32_t) (i * u * u * u * u);
  bool hidden = (to < g->first || to >= g->end) && is_static (g->program, to);
  return hidden || !i ? g->number : to;
}

/* The same, of kind K.  */
static uint32_t
callee_of_kind (struct gen *g, enum kind k)
{
  for (unsigned i = 0; i < TRIES; i++)
    {
      uint32_t to = some_callee (g);
      if (to != g->number && kind_of (g->program, to) == k)
	return to;
    }
  return g->number;
}

/* ---- Pieces of graph.  ---- */

static esc_loc
next_line (struct gen *g)
{
  return ++g->line;
}

static struct esc_fn *
declare (struct gen *g, uint32_t i)
{
  enum kind k = kind_of (g->program, i);
  char name[40];
  snprintf (name, sizeof name, "%s_%u", kinds[k].name, i);
  struct esc_fn *fn = esc_fn_new (g->unit, name);
  fn->nparams = kinds[k].nparams;
  if (is_static (g->program, i))
    fn->flags |= ESC_FF_STATIC;
  return fn;
}

static esc_ref
value (struct gen *g)
{
  return esc_add_value (g->unit, g->fn, NULL, ESC_ANON);
}

static void
flow (struct gen *g, enum esc_opkind kind, esc_ref dst, esc_ref src,
      int64_t off)
{
  struct esc_op op = { .kind = (uint8_t) kind, .dst = dst, .src = src,
		       .at.off = off, .loc = next_line (g) };
  if (kind == ESC_OP_LOAD || kind == ESC_OP_STORE)
    op.len = PTR;
  esc_add_op (g->unit, g->fn, &op);
}

static esc_ref
load (struct gen *g, esc_ref from, int64_t off)
{
  esc_ref v = value (g);
  flow (g, ESC_OP_LOAD, v, from, off);
  return v;
}

/* Call CALLEE with N arguments; SIZE is that of an argument 0.  */
static esc_ref
call (struct gen *g, esc_ref callee, const esc_ref *args, uint32_t n,
      uint64_t size)
{
  struct esc_arena *arena = &g->unit->arena;
  struct esc_call c = { .callee = callee, .nargs = n, .result = value (g),
			.loc = next_line (g) };
  c.args = esc_alloc (arena, n * sizeof *c.args);
  c.ranges = esc_alloc (arena, n * sizeof *c.ranges);
  for (uint32_t i = 0; i < n; i++)
    {
      c.args[i] = args[i];
      c.ranges[i] = (struct esc_range) { .hi = UINT64_MAX };
      if (!args[i] && size)
	c.ranges[i].lo = c.ranges[i].hi = size;
    }
  struct esc_op op = { .kind = ESC_OP_CALL, .loc = c.loc };
  op.call = esc_add_call (g->unit, g->fn, &c);
  esc_add_op (g->unit, g->fn, &op);
  return c.result;
}

static esc_ref
call_number (struct gen *g, uint32_t i, esc_ref a, esc_ref b)
{
  struct esc_fn *fn = declare (g, i);
  return call (g, ESC_REF_OBJ | ESC_REF_UNIT | fn->obj,
	       (esc_ref[]) { a, b }, fn->nparams, 0);
}

static esc_ref
call_named (struct gen *g, const char *name, esc_ref a, uint64_t size)
{
  struct esc_fn *fn = esc_fn_new (g->unit, name);
  fn->nparams = 1;
  return call (g, ESC_REF_OBJ | ESC_REF_UNIT | fn->obj, &a, 1, size);
}

/* End the block with N ways, and begin the next.  */
static void
end_block (struct gen *g, uint32_t n, uint32_t a, uint32_t b, esc_ref null)
{
  struct esc_block *block = &g->fn->blocks[g->fn->nblocks - 1];
  block->nsucc = n;
  block->succ = esc_alloc (&g->unit->arena, 2 * sizeof *block->succ);
  block->succ[0] = a;
  block->succ[1] = b;
  if (null)
    {
      block->cmp = ESC_CMP_EQ;
      block->lhs = null;
    }
  esc_add_block (g->unit, g->fn);
}

static uint32_t
here (const struct gen *g)
{
  return g->fn->nblocks - 1;
}

static esc_ref
param (const struct gen *g, uint32_t i)
{
  return g->fn->params[i].value;
}

static void
remember (struct gen *g, esc_ref ref)
{
  if (g->npool < POOL && g->certain)
    g->pool[g->npool++] = ref;
}

static esc_ref
some_pointer (struct gen *g)
{
  return g->npool ? g->pool[draw (g, g->npool)] : 0;
}

static int64_t
some_field (struct gen *g)
{
  return PTR * (int64_t) draw (g, 4);
}

/* ---- Functions, by kind.  ---- */

/* Calls the next function of the component, and sometimes a later one: the way
   around goes through all units of it.  */
static void
make_ring (struct gen *g, esc_ref p)
{
  uint32_t start, size;
  if (!find_ring (g->program, g->number, &start, &size))
    return;
  uint32_t next = g->number + 1 < start + size ? g->number + 1 : start;
  end_block (g, 2, here (g) + 1, here (g) + 2, 0);
  call_number (g, next, p, p);
  if (draw (g, 4) == 0)
    call_number (g, next + draw (g, start + size - next), p, p);
  end_block (g, 1, here (g) + 1, 0, 0);
}

static void
make_get (struct gen *g, esc_ref p)
{
  esc_ref v = load (g, p, some_field (g));
  if (draw (g, 3) == 0)
    {
      /* To the end of a list.  */
      end_block (g, 1, 1, 0, 0);
      esc_ref at = value (g), next;
      struct esc_op phi = { .kind = ESC_OP_PHI, .dst = at, .src = v };
      esc_add_op (g->unit, g->fn, &phi);
      next = value (g);
      phi.src = next;
      phi.soff = 2;
      esc_add_op (g->unit, g->fn, &phi);
      end_block (g, 2, 3, 2, at);
      flow (g, ESC_OP_LOAD, next, at, 0);
      end_block (g, 1, 1, 0, 0);
      v = at;
    }
  flow (g, ESC_OP_RET, 0, v, 0);
}

static void
make_new (struct gen *g)
{
  uint64_t size = 16 + 8 * (uint64_t) draw (g, 12);
  uint32_t to = draw (g, 3) ? g->number : callee_of_kind (g, NEW);
  esc_ref r = to == g->number ? call_named (g, "malloc", 0, size)
	      : call_number (g, to, 0, 0);
  end_block (g, 2, 2, 1, r);
  flow (g, ESC_OP_STORE, r, 0, 0);
  flow (g, ESC_OP_STORE, r, 0, PTR);
  to = draw (g, 3) ? g->number : callee_of_kind (g, NEW);
  if (to != g->number)
    flow (g, ESC_OP_STORE, r, call_number (g, to, 0, 0), 2 * PTR);
  to = draw (g, 3) ? g->number : callee_of_kind (g, WRAP);
  if (to != g->number)
    call_number (g, to, r, 0);
  end_block (g, 1, 2, 0, 0);
  flow (g, ESC_OP_RET, 0, r, 0);
}

static void
make_delete (struct gen *g, esc_ref p)
{
  end_block (g, 2, 2, 1, p);
  uint32_t to = callee_of_kind (g, DELETE);
  if (to != g->number)
    call_number (g, to, load (g, p, 2 * PTR), 0);
  call_named (g, "free", p, 0);
  end_block (g, 1, 2, 0, 0);
  flow (g, ESC_OP_RET, 0, 0, 0);
}

static void
make_insert (struct gen *g, esc_ref list, esc_ref node)
{
  esc_ref first = load (g, list, 0);
  flow (g, ESC_OP_STORE, node, first, 0);
  flow (g, ESC_OP_STORE, list, node, 0);
  end_block (g, 2, 2, 1, first);
  flow (g, ESC_OP_STORE, first, node, PTR);
  end_block (g, 1, 2, 0, 0);
  flow (g, ESC_OP_RET, 0, 0, 0);
}

static void
make_remove (struct gen *g, esc_ref node)
{
  esc_ref next = load (g, node, 0), back = load (g, node, PTR);
  flow (g, ESC_OP_STORE, back, next, 0);
  flow (g, ESC_OP_STORE, next, back, PTR);
  flow (g, ESC_OP_RET, 0, 0, 0);
}

static void
make_out (struct gen *g, esc_ref p, esc_ref out)
{
  uint32_t to = draw (g, 2) ? callee_of_kind (g, GET) : g->number;
  esc_ref v = to == g->number ? load (g, p, some_field (g))
	      : call_number (g, to, p, 0);
  flow (g, ESC_OP_STORE, out, v, 0);
  flow (g, ESC_OP_RET, 0, 0, 0);
}

static void
make_keep (struct gen *g, esc_ref p)
{
  struct esc_obj o = { .kind = ESC_O_GLOBAL, .name = "kept", .size = PTR,
		       .loc = next_line (g) };
  esc_ref kept = esc_add_object (g->unit, NULL, &o);
  flow (g, ESC_OP_STORE, kept, p, 0);
  flow (g, ESC_OP_RET, 0, 0, 0);
}

/* ---- Functions that do the work.  ---- */

/* A call of function TO with what is at hand.  */
static void
step_call (struct gen *g, uint32_t to)
{
  enum kind k = kind_of (g->program, to);
  esc_ref a = some_pointer (g), b = some_pointer (g), r;
  switch (k)
    {
    case NEW:
      if (!g->certain || g->nowned == POOL)
	return;
      r = draw (g, 3) ? call_number (g, to, 0, 0)
	  : call_named (g, "malloc", 0, 8 + 8 * (uint64_t) draw (g, 16));
      end_block (g, 2, here (g) + 2, here (g) + 1, r);
      flow (g, ESC_OP_STORE, r, a, some_field (g));
      end_block (g, 1, here (g) + 1, 0, 0);
      g->owned[g->nowned++] = r;
      remember (g, r);
      return;
    case DELETE:
      if (g->nowned && g->certain)
	call_number (g, to, g->owned[--g->nowned], 0);
      return;
    case INSERT:
      /* Into a list of the caller's, what was allocated.  */
      if (g->nowned && g->certain)
	b = g->owned[--g->nowned];
      else if (draw (g, 8))
	return;
      call_number (g, to, param (g, 0), b);
      return;
    case KEEP:
      if (g->nowned || draw (g, 8) == 0)
	call_number (g, to, g->nowned ? g->owned[g->nowned - 1] : a, 0);
      return;
    case APPLY:
      r = ESC_REF_OBJ | ESC_REF_UNIT | declare (g, to)->obj;
      to = callee_of_kind (g, WRAP);
      if (to != g->number)
	call (g, r, (esc_ref[]) { ESC_REF_OBJ | ESC_REF_UNIT
				  | declare (g, to)->obj, a }, 2, 0);
      return;
    default:
      remember (g, call_number (g, to, a, b));
    }
}

/* A call on each element of the list at hand.  */
static void
step_loop (struct gen *g, uint32_t to)
{
  esc_ref list = load (g, some_pointer (g), 0);
  uint32_t head = here (g) + 1;
  end_block (g, 1, head, 0, 0);
  esc_ref at = value (g), next = value (g);
  struct esc_op phi = { .kind = ESC_OP_PHI, .dst = at, .src = list,
			.soff = head - 1 };
  esc_add_op (g->unit, g->fn, &phi);
  phi.src = next;
  phi.soff = head + 1;
  esc_add_op (g->unit, g->fn, &phi);
  end_block (g, 2, head + 2, head + 1, at);
  flow (g, ESC_OP_LOAD, next, at, 0);
  call_number (g, to, at, some_pointer (g));
  end_block (g, 1, head, 0, 0);
}

/* What stands between the calls: fields are read, tested and set.  */
static void
step_fields (struct gen *g)
{
  esc_ref v = load (g, some_pointer (g), some_field (g));
  if (draw (g, 2))
    {
      end_block (g, 2, here (g) + 2, here (g) + 1, v);
      load (g, v, some_field (g));
      if (draw (g, 3) == 0)
	flow (g, ESC_OP_STORE, v, some_pointer (g), some_field (g));
      end_block (g, 1, here (g) + 1, 0, 0);
    }
  remember (g, v);
}

static void
step (struct gen *g)
{
  if (draw (g, 4))
    step_fields (g);
  uint32_t to = some_callee (g);
  if (to == g->number)
    return;
  enum kind k = kind_of (g->program, to);
  bool plain = k == GET || k == WRAP || k == WORK || k == SET;
  if (plain && draw (g, 6) == 0)
    step_loop (g, to);
  else if (plain && draw (g, 3) == 0)
    {
      g->certain = false;
      end_block (g, 2, here (g) + 1, here (g) + 2, 0);
      step_call (g, to);
      end_block (g, 1, here (g) + 1, 0, 0);
      g->certain = true;
    }
  else
    step_call (g, to);
}

static void
make_work (struct gen *g)
{
  uint32_t nlocals = draw (g, 3), nsteps = 3 + draw (g, 8);
  esc_ref locals[2];
  for (uint32_t i = 0; i < nlocals; i++)
    {
      struct esc_obj o = { .kind = ESC_O_LOCAL, .name = i ? "item" : "list",
			   .size = 16 << draw (g, 3), .loc = next_line (g) };
      locals[i] = esc_add_object (g->unit, g->fn, &o);
      flow (g, ESC_OP_STORE, locals[i], 0, 0);
      remember (g, locals[i]);
    }
  for (uint32_t i = 0; i < nsteps; i++)
    step (g);
  for (uint32_t i = 0; i < nlocals; i++)
    if (draw (g, 3) == 0)
      remember (g, load (g, locals[i], 0));
  while (g->nowned && draw (g, 4))
    call_named (g, "free", g->owned[--g->nowned], 0);
  for (uint32_t i = 0; i < nlocals; i++)
    flow (g, ESC_OP_DIE, 0, locals[i], 0);
  flow (g, ESC_OP_RET, 0, g->nowned && draw (g, 2) ? g->owned[0] : 0, 0);
}

static void
make_wrap (struct gen *g, esc_ref p)
{
  for (unsigned i = 0, n = 1 + draw (g, 2); i < n; i++)
    {
      uint32_t to = some_callee (g);
      enum kind k = kind_of (g->program, to);
      bool small = k == GET || k == WRAP;
      if (to != g->number
	  && (small || (k == WORK && !in_ring (g->program, g->number))))
	remember (g, call_number (g, to, p, p));
    }
  flow (g, ESC_OP_RET, 0, draw (g, 2) ? some_pointer (g) : 0, 0);
}

/* ---- A function, a unit.  ---- */

static void
begin_function (struct gen *g, uint32_t number)
{
  struct esc_fn *fn = declare (g, number);
  g->fn = fn;
  g->number = number;
  g->state = hash (g->program, number, 4);
  g->npool = g->nowned = 0;
  g->certain = true;
  esc_fn_body (g->unit, fn);
  fn->loc = next_line (g);
  fn->params = esc_alloc (&g->unit->arena, fn->nparams * sizeof *fn->params);
  for (uint32_t i = 0; i < fn->nparams; i++)
    {
      bool pointer = kind_of (g->program, number) != NEW;
      fn->params[i] = (struct esc_param) { .name = i ? "q" : "p",
					   .pointer = pointer };
      if (!pointer)
	continue;
      fn->params[i].value = esc_add_value (g->unit, fn, fn->params[i].name, 0);
      remember (g, fn->params[i].value);
    }
  esc_add_block (g->unit, fn);
}

static void
make_function (struct gen *g, uint32_t number)
{
  enum kind k = kind_of (g->program, number);
  begin_function (g, number);
  esc_ref p = param (g, 0), q = g->fn->nparams > 1 ? param (g, 1) : 0;
  make_ring (g, p);
  switch (k)
    {
    case GET: make_get (g, p); break;
    case SET:
      flow (g, ESC_OP_STORE, p, q, some_field (g));
      flow (g, ESC_OP_RET, 0, 0, 0);
      break;
    case NEW: make_new (g); break;
    case DELETE: make_delete (g, p); break;
    case INSERT: make_insert (g, p, q); break;
    case REMOVE: make_remove (g, p); break;
    case OUT: make_out (g, p, q); break;
    case WRAP: make_wrap (g, p); break;
    case KEEP: make_keep (g, p); break;
    case APPLY:
      flow (g, ESC_OP_RET, 0, call (g, p, &q, 1, 0), 0);
      break;
    default: make_work (g);
    }
}

static void
expand (void *ctx, esc_loc loc, struct esc_pos *pos)
{
  const struct esc_unit *unit = ctx;
  *pos = (struct esc_pos) { unit->name, (int) loc, 3 };
}

struct esc_unit *
gen_unit (const struct gen_program *program, uint32_t number)
{
  char name[40];
  snprintf (name, sizeof name, "src/unit_%06u.c", number);
  struct gen g = { .program = program, .unit = esc_unit_new (name, 8),
		   .first = unit_start (program, number),
		   .end = unit_start (program, number + 1) };
  g.unit->host.ctx = g.unit;
  g.unit->host.expand = expand;
  for (uint32_t i = g.first; i < g.end; i++)
    make_function (&g, i);
  return g.unit;
}
