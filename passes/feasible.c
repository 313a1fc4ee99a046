/* feasible.c - is there a path on which it happens?  Asked for one finding at a
   time, by walking with its state along paths that take no condition both
   ways.

   Input:   an event of the flow-sensitive pass.  Output: yes, also when the
   budget runs out.
   Not handled: conditions on memory, arithmetic between conditions.  */

#include "flow-walk.h"

#include <string.h>

enum
{
  MAX_PATH_STEPS = 3000,	/* blocks walked to find one feasible path */
  MAX_ASSUMED = 64
};

struct assumption
{
  uint32_t key;
  bool truth;
};

struct search
{
  struct walk w;
  uint32_t steps;
  uint8_t *visits;		/* by block, on the current path */
  uint32_t nassumed;
  struct assumption assumed[MAX_ASSUMED];
};

/* Whether taking EDGE of block B contradicts what is assumed; if not, it is
   assumed from now on.  */
static bool
assume (struct search *q, uint32_t b, uint32_t edge)
{
  const struct esc_block *block = &q->w.f->s->fn->blocks[b];
  if (!block->key || block->nsucc != 2 || block->succ[0] == block->succ[1])
    return true;
  bool truth = (edge == 0) != block->negated;
  for (uint32_t i = 0; i < q->nassumed; i++)
    if (q->assumed[i].key == block->key)
      return q->assumed[i].truth == truth;
  if (q->nassumed < MAX_ASSUMED)
    {
      q->assumed[q->nassumed].key = block->key;
      q->assumed[q->nassumed].truth = truth;
      q->nassumed++;
    }
  return true;
}

static struct assumption *
assumed_about (struct search *q, uint32_t key)
{
  for (uint32_t i = 0; i < q->nassumed; i++)
    if (q->assumed[i].key == key)
      return &q->assumed[i];
  return NULL;
}

/* Go along the edge FROM -> TO: variables that get values there settle
   conditions, and once round a loop the other ones are asked anew.  */
static void
learn (struct search *q, uint32_t from, uint32_t to)
{
  const struct esc_fn *fn = q->w.f->s->fn;
  struct assumption news[16];
  uint32_t n = 0;
  for (uint32_t f = 0; f < fn->nfacts && n < 16; f++)
    {
      const struct esc_fact *fact = &fn->facts[f];
      if (fact->block != to || fact->from != from)
	continue;
      const struct assumption *like
	= fact->like ? assumed_about (q, fact->like) : NULL;
      if (fact->like && !like)
	continue;
      news[n].key = fact->key;
      news[n++].truth = like ? like->truth == fact->truth : fact->truth;
    }
  if (q->visits[to])
    q->nassumed = 0;
  for (uint32_t i = 0; i < n; i++)
    {
      struct assumption *old = assumed_about (q, news[i].key);
      if (old)
	*old = news[i];
      else if (q->nassumed < MAX_ASSUMED)
	q->assumed[q->nassumed++] = news[i];
    }
}

static void
search_from (struct search *q, uint32_t b, const struct state *in)
{
  struct esc_solve *s = q->w.f->s;
  if (q->w.found || ++q->steps > MAX_PATH_STEPS || q->visits[b] >= 2)
    return;
  struct state st = { 0 }, next = { 0 };
  struct walk w = q->w;
  esc_state_copy (w.arena, &st, in);
  w.st = &st;
  for (uint32_t i = s->first[b]; i < s->first[b + 1] && !w.found; i++)
    esc_flow_step (&w, i);
  if (w.f->cfg->exit[b])
    esc_flow_exit (&w);
  q->w.found = w.found;
  /* With no hold left there is nothing to find.  */
  if (q->w.found || !st.n)
    return;
  q->visits[b]++;
  uint32_t nassumed = q->nassumed;
  struct assumption *before
    = esc_alloc (q->w.arena, (nassumed + 1) * sizeof *before);
  memcpy (before, q->assumed, nassumed * sizeof *before);
  for (uint32_t e = 0; e < s->fn->blocks[b].nsucc && !q->w.found; e++)
    {
      uint32_t to = s->fn->blocks[b].succ[e];
      memcpy (q->assumed, before, nassumed * sizeof *before);
      q->nassumed = nassumed;
      if (!assume (q, b, e))
	continue;
      learn (q, b, to);
      esc_state_copy (w.arena, &next, &st);
      w.st = &next;
      esc_flow_edge (&w, b, e);
      search_from (q, to, &next);
    }
  memcpy (q->assumed, before, nassumed * sizeof *before);
  q->nassumed = nassumed;
  q->visits[b]--;
}

bool
esc_flow_feasible (struct esc_flow *f, const struct esc_event *event)
{
  struct run *r = esc_flow_facts_of (f);
  struct esc_solve *s = f->s;
  struct esc_arena scratch = { 0 };
  struct search *q = esc_alloc (&scratch, sizeof *q);
  uint32_t b = esc_block_of (s->fn, s->first, event->hold.origin - 1);
  q->w.f = f;
  q->w.arena = &scratch;
  q->w.want = event;
  q->visits = esc_alloc (&scratch, f->cfg->n + 1);
  /* The branches that lead here were taken.  */
  for (uint32_t at = b; at && f->cfg->order[at] != UINT32_MAX;)
    {
      uint32_t up = f->cfg->idom[at];
      const struct esc_block *block = &s->fn->blocks[up];
      if (f->cfg->npred[at] == 1 && block->nsucc == 2)
	assume (q, up, block->succ[0] == at ? 0 : 1);
      at = up;
    }
  /* The hold that is asked for starts here, not in an earlier round of a
     loop.  */
  struct state in = { 0 };
  for (uint32_t i = 0; i < r->in[b].n; i++)
    if (r->in[b].holds[i].origin != event->hold.origin)
      esc_hold_add (&scratch, &in, &r->in[b].holds[i]);
  if (!in.n)
    /* An empty state still has to be walked: the origin is ahead.  */
    esc_hold_add (&scratch, &in, &(struct esc_hold) { .key = ESC_KEY_RESULT - 1 });
  search_from (q, b, &in);
  bool yes = q->w.found || q->steps > MAX_PATH_STEPS;
  esc_arena_free (&scratch);
  return yes;
}
