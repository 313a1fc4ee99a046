/* graph.c - make and look up the parts of an escape graph.  See graph.h.  */

#include "graph.h"
#include "program.h"

#include <stdlib.h>
#include <string.h>

struct esc_unit *
esc_unit_new (const char *name, unsigned pointer_size)
{
  struct esc_arena arena = { 0 };
  struct esc_unit *unit = esc_alloc (&arena, sizeof *unit);
  unit->name = esc_strdup (&arena, name);
  unit->pointer_size = pointer_size;
  unit->arena = arena;
  struct esc_obj none = { 0 };
  ESC_PUSH (&unit->arena, unit->objs, unit->nobjs, unit->objs_cap, none);
  ESC_PUSH (&unit->arena, unit->fns, unit->nfns, unit->fns_cap, NULL);
  return unit;
}

void
esc_unit_free (struct esc_unit *unit)
{
  /* The unit lies in its own arena.  */
  struct esc_arena arena = unit->arena;
  esc_arena_free (&unit->bodies);
  esc_arena_free (&arena);
}

void
esc_body_need (struct esc_unit *unit, struct esc_fn *fn)
{
  if (!unit->host.body || fn->nblocks || !(fn->flags & ESC_FF_BODY))
    return;
  unit->host.body (unit->host.ctx, fn, &unit->bodies);
  ESC_PUSH (&unit->bodies, unit->with_body, unit->nbodies, unit->bodies_cap,
	    fn);
}

void
esc_bodies_drop (struct esc_unit *unit)
{
  for (uint32_t i = 0; i < unit->nbodies; i++)
    {
      struct esc_fn *fn = unit->with_body[i];
      fn->nvalues = fn->nobjs = fn->nops = fn->ncalls = fn->nblocks = 0;
      fn->nscopes = 0;
      fn->program = NULL;
    }
  unit->nbodies = unit->bodies_cap = 0;
  unit->with_body = NULL;
  esc_arena_reset (&unit->bodies);
}

struct esc_fn *
esc_fn_find (const struct esc_unit *unit, const char *name)
{
  uint32_t i = esc_map_get (&unit->by_name, esc_hash_str (name));
  return i && strcmp (unit->fns[i]->name, name) == 0 ? unit->fns[i] : NULL;
}

struct esc_fn *
esc_fn_add (struct esc_unit *unit, const char *name)
{
  struct esc_fn *fn = esc_alloc (&unit->arena, sizeof *fn);
  fn->name = esc_strdup (&unit->arena, name);
  fn->index = unit->nfns;
  ESC_PUSH (&unit->arena, unit->fns, unit->nfns, unit->fns_cap, fn);
  struct esc_obj obj = { .kind = ESC_O_FUNC, .name = fn->name, .size = -1,
			 .fn = fn->index };
  fn->obj = esc_add_object (unit, NULL, &obj);
  return fn;
}

struct esc_fn *
esc_fn_new (struct esc_unit *unit, const char *name)
{
  struct esc_fn *fn = esc_fn_find (unit, name);
  if (fn)
    return fn;
  fn = esc_fn_add (unit, name);
  esc_map_put (&unit->arena, &unit->by_name, esc_hash_str (name), fn->index);
  return fn;
}

void
esc_fn_body (struct esc_unit *unit, struct esc_fn *fn)
{
  struct esc_arena *arena = &unit->arena;
  fn->flags |= ESC_FF_BODY;
  ESC_PUSH (arena, fn->values, fn->nvalues, fn->values_cap,
	    (struct esc_value) { 0 });
  ESC_PUSH (arena, fn->objs, fn->nobjs, fn->objs_cap, (struct esc_obj) { 0 });
  ESC_PUSH (arena, fn->calls, fn->ncalls, fn->calls_cap,
	    (struct esc_call) { 0 });
  ESC_PUSH (arena, fn->scopes, fn->nscopes, fn->scopes_cap, 0);
}

esc_ref
esc_add_value (struct esc_unit *unit, struct esc_fn *fn, const char *name,
	       uint32_t scope)
{
  struct esc_value value = { .name = name, .scope = scope };
  ESC_PUSH (&unit->arena, fn->values, fn->nvalues, fn->values_cap, value);
  return fn->nvalues - 1;
}

esc_ref
esc_add_object (struct esc_unit *unit, struct esc_fn *fn,
		const struct esc_obj *obj)
{
  if (!fn)
    {
      ESC_PUSH (&unit->arena, unit->objs, unit->nobjs, unit->objs_cap, *obj);
      return ESC_REF_OBJ | ESC_REF_UNIT | (unit->nobjs - 1);
    }
  ESC_PUSH (&unit->arena, fn->objs, fn->nobjs, fn->objs_cap, *obj);
  return ESC_REF_OBJ | (fn->nobjs - 1);
}

uint32_t
esc_add_call (struct esc_unit *unit, struct esc_fn *fn,
	      const struct esc_call *call)
{
  ESC_PUSH (&unit->arena, fn->calls, fn->ncalls, fn->calls_cap, *call);
  return fn->ncalls - 1;
}

uint32_t
esc_add_scope (struct esc_unit *unit, struct esc_fn *fn, uint32_t parent)
{
  ESC_PUSH (&unit->arena, fn->scopes, fn->nscopes, fn->scopes_cap, parent);
  return fn->nscopes - 1;
}

struct esc_op *
esc_add_op (struct esc_unit *unit, struct esc_fn *fn, const struct esc_op *op)
{
  ESC_PUSH (&unit->arena, fn->ops, fn->nops, fn->ops_cap, *op);
  fn->blocks[fn->nblocks - 1].n++;
  return &fn->ops[fn->nops - 1];
}

uint32_t
esc_add_block (struct esc_unit *unit, struct esc_fn *fn)
{
  struct esc_block block = { .first = fn->nops };
  ESC_PUSH (&unit->arena, fn->blocks, fn->nblocks, fn->blocks_cap, block);
  return fn->nblocks - 1;
}

struct esc_obj *
esc_object (struct esc_unit *unit, struct esc_fn *fn, esc_ref ref)
{
  uint32_t i = ref & ESC_REF_INDEX;
  return ref & ESC_REF_UNIT ? &unit->objs[i] : &fn->objs[i];
}

bool
esc_scope_encloses (const struct esc_fn *fn, uint32_t outer, uint32_t inner)
{
  /* Scopes are numbered outside in: a parent has the smaller number.  */
  while (inner > outer)
    inner = fn->scopes[inner];
  return inner == outer;
}

uint32_t *
esc_calls_by_result (struct esc_arena *arena, const struct esc_fn *fn)
{
  uint32_t *by_result = esc_alloc (arena, (fn->nvalues + 1)
				   * sizeof *by_result);
  for (uint32_t i = fn->ncalls; i-- > 1;)
    if (fn->calls[i].result)
      by_result[fn->calls[i].result] = i;
  return by_result;
}

uint32_t
esc_branch_call (const uint32_t *by_result, const struct esc_block *block)
{
  if (block->cmp != ESC_CMP_EQ || !ESC_IS_VAL (block->lhs) || block->rhs)
    return 0;
  return by_result[block->lhs];
}

uint32_t
esc_hidden_params (const struct esc_fn *fn)
{
  return fn->nparams + !!(fn->flags & ESC_FF_NESTED)
	 + !!(fn->flags & ESC_FF_VARIADIC);
}

const struct esc_program *
esc_program_of (struct esc_unit *unit, struct esc_fn *fn)
{
  if (!fn->program && unit->host.program)
    fn->program = unit->host.program (unit->host.ctx, unit, fn);
  return fn->program;
}

struct esc_range
esc_argument_range (const struct esc_unit *unit, const struct esc_fn *fn,
		    const struct esc_call *call, uint32_t arg)
{
  struct esc_range r = { .hi = UINT64_MAX };
  if (arg >= call->nargs || !call->ranges)
    return r;
  if (!call->ranges[arg].string)
    r = call->ranges[arg];
  if (r.hi != UINT64_MAX || r.lo == r.hi || !unit->host.range)
    return r;
  if (arg >= 32)
    return unit->host.range (unit->host.ctx, fn, call, arg);
  /* Asked once: the answers are the graph's, which is otherwise finished.  */
  struct esc_call *known = (struct esc_call *) call;
  if (!(known->asked >> arg & 1))
    {
      if (!known->answers)
	known->answers = esc_alloc ((struct esc_arena *) &unit->arena,
				    (call->nargs + 1)
				    * sizeof *known->answers);
      known->answers[arg] = unit->host.range (unit->host.ctx, fn, call, arg);
      known->asked |= 1u << arg;
    }
  return known->answers[arg];
}

struct esc_range
esc_string_range (const struct esc_unit *unit, const struct esc_fn *fn,
		  const struct esc_call *call, uint32_t arg)
{
  struct esc_range r = { .hi = UINT64_MAX };
  if (arg < call->nargs && unit->host.length)
    r = unit->host.length (unit->host.ctx, fn, call, arg);
  return r;
}

struct esc_range
esc_recorded_length (void *ctx, const struct esc_fn *fn,
		     const struct esc_call *call, uint32_t arg)
{
  (void) ctx;
  (void) fn;
  return call->ranges && call->ranges[arg].string
	 ? call->ranges[arg] : (struct esc_range) { .hi = UINT64_MAX };
}

struct esc_pos
esc_expand (const struct esc_unit *unit, esc_loc loc)
{
  struct esc_pos pos = { 0 };
  if (loc && unit->host.expand)
    unit->host.expand (unit->host.ctx, loc, &pos);
  return pos;
}
