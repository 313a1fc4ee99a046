/* sites.c - heap objects as records, for whoever changes the program.

   Input:   a solved function; the limits under which its objects may move.
   Output:  report->heap: one esc_site for each heap object of the function.
   Not handled: findings for people (findings.c); whether the program's form allows
   the change (the host).  */

#include "judge.h"
#include "freed.h"
#include "summarize.h"

/* Whether objects like O are never allocated: nobody may free one.  */
static bool
never_freed (const struct esc_sobj *o)
{
  switch (o->kind)
    {
    case ESC_O_LOCAL:
    case ESC_O_PARAM:
    case ESC_O_LITERAL:
    case ESC_O_VLA:
    case ESC_O_ALLOCA:
    case ESC_O_FRAME:
    case ESC_O_GLOBAL:
    case ESC_O_STRING:
    case ESC_O_FUNC:
      return true;
    default:
      return false;
    }
}

/* Whether all that OP, a FREE, can get leaves the heap for certain, or never was
   there.  */
static bool
exact (struct esc_solve *s, const struct esc_op *op,
       const struct esc_judgement *v)
{
  const uint32_t *pts;
  uint32_t n = esc_targets (s, op->src, &op->at, &pts);
  for (uint32_t k = 0; k < n; k++)
    {
      uint32_t obj = s->targets[pts[k]].obj;
      if (v[obj].verdict != ESC_V_STACKABLE && v[obj].verdict != ESC_V_BOUNDED
	  && !never_freed (&s->objs[obj]))
	return false;
    }
  return true;
}

/* EXACT_OF is by op: 1 if it is not exact, 2 if it is, 0 if nobody asked.  */
static void
record_releases (struct esc_judge *j, uint32_t obj,
		 const struct esc_judgement *v, uint8_t *exact_of,
		 struct esc_site *site)
{
  struct esc_solve *s = j->s;
  uint32_t cap = 0;
  const struct esc_index *x = esc_judge_index (j);
  for (uint32_t k = 0; k < x->nreleases[obj]; k++)
    if (s->ops[x->releases[obj][k]].kind == ESC_OP_FREE)
      {
	uint32_t i = x->releases[obj][k];
	if (!exact_of[i])
	  exact_of[i] = 1 + exact (s, &s->ops[i], v);
	struct esc_release r = { s->ops[i].host, exact_of[i] == 2 };
	ESC_PUSH (&j->report->arena, site->releases, site->nreleases, cap, r);
      }
}

/* What hands OBJ to realloc.  */
static void
record_moves (struct esc_judge *j, uint32_t obj, struct esc_site *site)
{
  struct esc_solve *s = j->s;
  uint32_t cap = 0;
  const struct esc_index *x = esc_judge_index (j);
  for (uint32_t k = 0; k < x->nreleases[obj]; k++)
    if (s->ops[x->releases[obj][k]].kind == ESC_OP_REALLOC)
      ESC_PUSH (&j->report->arena, site->moves, site->nmoves, cap,
		s->ops[x->releases[obj][k]].host);
}

/* CALL, for as long as the report.  */
static const struct esc_call *
kept_call (struct esc_judge *j, const struct esc_call *call)
{
  if (!j->s->unit->host.body)
    return call;
  struct esc_call *kept = esc_alloc (&j->report->arena, sizeof *kept);
  *kept = *call;
  /* These go with the body.  */
  kept->nargs = 0;
  kept->args = NULL;
  kept->ranges = kept->answers = NULL;
  return kept;
}

void
esc_record_sites (struct esc_judge *j)
{
  struct esc_solve *s = j->s;
  struct esc_report *r = j->report;
  struct esc_judgement *v = NULL;
  uint8_t *exact_of = NULL;
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    {
      const struct esc_sobj *o = &s->objs[obj];
      if (o->kind != ESC_O_HEAP || o->site->handle)
	continue;
      if (!v)
	{
	  v = esc_judge_heap (j, j->options->promote);
	  exact_of = esc_alloc (&s->arena, s->nops + 1);
	}
      const struct esc_call *call = kept_call (j, &s->fn->calls[o->call]);
      struct esc_site site = { .fn = s->fn, .call = call,
			       .verdict = v[obj].verdict, .size = v[obj].size,
			       .fixed = v[obj].fixed,
			       .copies = v[obj].copies,
			       .loop = esc_in_some_loop (j, o->call),
			       .hoist = o->site->made,
			       .held = o->life >= ESC_L_CALLER,
			       .align = esc_alignment_of (j, obj),
			       .by = o->site->loc ? o->site->by : NULL,
			       .reason = v[obj].reason, .loc = v[obj].loc,
			       .group = v[obj].group };
      if (site.verdict != ESC_V_HEAP)
	record_releases (j, obj, v, exact_of, &site);
      if (site.verdict == ESC_V_GROWING)
	record_moves (j, obj, &site);
      ESC_PUSH (&r->arena, r->heap, r->nheap, r->heap_cap, site);
    }
}
