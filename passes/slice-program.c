/* slice-program.c - a program without what its branches do not depend on.  See
   slice.h.

   Input:   a program.
   Output:  a copy whose variables and addresses are numbered anew.
   Not handled: operands of the graph (slice.c renames them).

   Branches, and the result, need variables; these others; a load needs the stores
   that may meet it.  */

#include "slice.h"

#include <string.h>

struct cutter
{
  struct esc_arena *arena;
  const struct esc_program *from;
  struct esc_program *to;
  bool *keep;			/* by instruction */
  uint32_t *def;		/* by variable: its instruction + 1; PHIs: the
				   first */
  bool *live;			/* by variable */
  uint32_t *work, nwork, work_cap;
  bool loads;			/* a kept load may meet any store */
  struct esc_map types;		/* types of kept loads */
  uint32_t *var;		/* new numbers */
  uint32_t nvars;
  struct esc_map address;
  uint32_t naddresses;
};

static void
need (struct cutter *c, const struct esc_pval *v)
{
  if (v->kind != ESC_PV_VAR || v->n >= c->from->nvars || c->live[v->n])
    return;
  c->live[v->n] = true;
  ESC_PUSH (c->arena, c->work, c->nwork, c->work_cap, v->n);
}

static void
keep (struct cutter *c, uint32_t i)
{
  const struct esc_pinstr *in = &c->from->instrs[i];
  if (c->keep[i])
    return;
  c->keep[i] = true;
  need (c, &in->a);
  need (c, &in->b);
  need (c, &in->place.ptr);
  if (in->kind != ESC_PK_LOAD)
    return;
  if (!in->place.type)
    c->loads = true;
  else
    esc_map_put (c->arena, &c->types, in->place.type, 1);
}

/* Whether a kept load may meet what IN writes.  */
static bool
may_be_read (const struct cutter *c, const struct esc_pinstr *in)
{
  if (c->loads)
    return true;
  return in->place.type ? esc_map_get (&c->types, in->place.type) != 0
	 : c->types.n != 0;
}

static void
mark_memory (struct cutter *c)
{
  for (uint32_t i = 0; i < c->from->ninstrs; i++)
    {
      const struct esc_pinstr *in = &c->from->instrs[i];
      /* An element that a counter leads to is told by the counter.  */
      bool counted = in->kind == ESC_PK_STORE && !in->place.len
		     && in->b.kind == ESC_PV_VAR;
      if (counted
	  || ((in->kind == ESC_PK_STORE || in->kind == ESC_PK_CLOBBER)
	      && may_be_read (c, in))
	  || (in->kind == ESC_PK_GIVE && (c->loads || c->types.n)))
	keep (c, i);
    }
}

static void
mark_variables (struct cutter *c)
{
  const struct esc_program *p = c->from;
  while (c->nwork)
    {
      uint32_t v = c->work[--c->nwork];
      for (uint32_t i = c->def[v]; i && i <= p->ninstrs; i++)
	{
	  if (p->instrs[i - 1].dst != v)
	    break;
	  keep (c, i - 1);
	}
    }
}

static void
mark (struct cutter *c, uint32_t nblocks)
{
  const struct esc_program *p = c->from;
  for (uint32_t i = p->ninstrs; i-- > 0; )
    if (p->instrs[i].dst && p->instrs[i].dst < p->nvars)
      c->def[p->instrs[i].dst] = i + 1;
  for (uint32_t i = 0; i < p->ninstrs; i++)
    if (p->instrs[i].kind == ESC_PK_CALL)
      c->keep[i] = true;
  for (uint32_t b = 0; b < nblocks; b++)
    {
      need (c, &p->blocks[b].a);
      need (c, &p->blocks[b].b);
    }
  do
    {
      mark_variables (c);
      mark_memory (c);
    }
  while (c->nwork);
}

/* ---- The copy.  ---- */

static uint32_t
number (struct cutter *c, uint32_t v)
{
  if (v && v < c->from->nvars && !c->var[v])
    c->var[v] = ++c->nvars;
  return v < c->from->nvars ? c->var[v] : 0;
}

static void
rename_value (struct cutter *c, struct esc_pval *v)
{
  if (v->kind == ESC_PV_VAR)
    {
      v->n = number (c, v->n);
      if (!v->n)
	v->kind = ESC_PV_NONE;
    }
  else if (v->kind == ESC_PV_ADDR || v->kind == ESC_PV_LOCAL)
    {
      uint64_t key = 1 + 2 * (uint64_t) v->n + (v->kind == ESC_PV_LOCAL);
      uint32_t n = esc_map_get (&c->address, key);
      if (!n)
	esc_map_put (c->arena, &c->address, key, n = ++c->naddresses);
      v->n = n;
    }
}

static void
copy (struct cutter *c, uint32_t nblocks)
{
  const struct esc_program *p = c->from;
  struct esc_program *to = c->to;
  uint32_t at = 0;
  to->instrs = esc_alloc (c->arena, (p->ninstrs + 1) * sizeof *to->instrs);
  to->blocks = esc_alloc (c->arena, (nblocks + 1) * sizeof *to->blocks);
  for (uint32_t b = 0; b < nblocks; b++)
    {
      struct esc_pblock *block = &to->blocks[b];
      *block = p->blocks[b];
      block->first = at;
      for (uint32_t i = 0; i < p->blocks[b].n; i++)
	{
	  uint32_t from = p->blocks[b].first + i;
	  if (!c->keep[from])
	    continue;
	  struct esc_pinstr *in = &to->instrs[at++];
	  *in = p->instrs[from];
	  in->dst = in->dst && (c->live[in->dst] || in->kind != ESC_PK_CALL)
		    ? number (c, in->dst) : 0;
	  rename_value (c, &in->a);
	  rename_value (c, &in->b);
	  rename_value (c, &in->place.ptr);
	}
      block->n = at - block->first;
      rename_value (c, &block->a);
      rename_value (c, &block->b);
    }
  to->ninstrs = at;
  to->nparams = p->nparams;
  to->params = esc_alloc (c->arena, (p->nparams + 1) * sizeof *to->params);
  for (uint32_t i = 0; i < p->nparams; i++)
    {
      to->params[i] = p->params[i];
      to->params[i].var = c->live[p->params[i].var]
			  ? number (c, p->params[i].var) : 0;
    }
  to->locals = esc_alloc (c->arena, (p->nlocals + 1) * sizeof *to->locals);
  to->nlocals = 0;
  for (uint32_t i = 0; i < p->nlocals; i++)
    {
      uint32_t n = esc_map_get (&c->address,
				1 + 2 * (uint64_t) p->locals[i].n + 1);
      if (n)
	to->locals[to->nlocals++] = (struct esc_plocal) { n,
							  p->locals[i].ref };
    }
  to->nvars = c->nvars + 1;
}

struct esc_program *
esc_slice_program (struct esc_arena *arena, const struct esc_program *program,
		   uint32_t nblocks)
{
  struct cutter c = { .arena = arena, .from = program };
  c.to = esc_alloc (arena, sizeof *c.to);
  c.keep = esc_alloc (arena, program->ninstrs + 1);
  c.def = esc_alloc (arena, (program->nvars + 1) * sizeof *c.def);
  c.live = esc_alloc (arena, program->nvars + 1);
  c.var = esc_alloc (arena, (program->nvars + 1) * sizeof *c.var);
  mark (&c, nblocks);
  copy (&c, nblocks);
  return c.to;
}
