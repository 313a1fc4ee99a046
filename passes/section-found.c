/* section-found.c - what was found in a unit, for its section.

   Input:   the report, with the records of heap sites.
   Output:  stored findings, heap sites and silenced places.
   Not handled: their bytes (section.c).  */

#include "section.h"

static void
store_findings (struct esc_section *x, const struct esc_report *report)
{
  for (uint32_t i = 0; i < report->n; i++)
    {
      const struct esc_finding *from = &report->items[i];
      uint32_t cap = 0;
      if (from->kind >= ESC_K_HEAP)
	continue;
      if (x->host && x->host->silenced_finding
	  && x->host->silenced_finding (from))
	{
	  struct esc_muted m = { from->pos, (uint8_t) from->kind };
	  ESC_PUSH (x->codec.arena, x->muted, x->nmuted, x->muted_cap, m);
	  continue;
	}
      struct esc_stored_finding f = { .kind = (uint8_t) from->kind,
				      .fn = from->fn ? from->fn->name : NULL,
				      .text = from->text, .pos = from->pos };
      for (const struct esc_step *s = from->steps; s; s = s->next)
	{
	  struct esc_stored_step step = { esc_expand (x->unit, s->loc),
					  s->fn ? s->fn->name : NULL, s->text };
	  ESC_PUSH (x->codec.arena, f.steps, f.nsteps, cap, step);
	}
      ESC_PUSH (x->codec.arena, x->findings, x->nfindings, x->findings_cap, f);
    }
}

static void
store_sites (struct esc_section *x, const struct esc_report *report)
{
  for (uint32_t i = 0; i < report->nheap; i++)
    {
      const struct esc_site *from = &report->heap[i];
      const struct esc_call *call = from->call;
      struct esc_stored_site s = { .fn = from->fn->name,
				   .pos = esc_expand (x->unit, call->loc),
				   .blocked = esc_expand (x->unit, from->loc),
				   .verdict = (uint8_t) from->verdict,
				   .size = from->size, .fixed = from->fixed,
				   .loop = from->loop, .hoist = from->hoist,
				   .reason = from->reason,
				   .allocator = from->by };
      if (ESC_IS_OBJ (call->callee))
	s.allocator = esc_object (x->unit, (struct esc_fn *) from->fn,
				  call->callee)->name;
      ESC_PUSH (x->codec.arena, x->sites, x->nsites, x->sites_cap, s);
    }
}

void
esc_section_found (struct esc_section *x, const struct esc_report *report)
{
  store_findings (x, report);
  store_sites (x, report);
}
