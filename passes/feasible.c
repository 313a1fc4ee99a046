/* feasible.c - is there a path on which it happens?  Asked for one finding at a
   time, by walking with its state along paths that the function's conditions
   allow.

   Input:   an event of the flow-sensitive pass; the function's program.
   Output:  yes; or no, also when the budget runs out before a path is found:
            what cannot be shown to happen is not said.
   Not handled: what conditions mean (paths.h).

   A few walks that choose at random find most of what is there; one that goes
   back on each choice shows that there is nothing.  */

#include "flow-walk.h"
#include "modes.h"
#include "paths.h"

#include <string.h>

enum
{
  MAX_STEPS = 8000,		/* blocks entered by the walk that goes back */
  MAX_TRIES = 12,		/* random walks */
  MAX_TRY_STEPS = 400,		/* blocks entered by one of them */
  MAX_ROUNDS = 2,		/* times that a path enters a block by choice */
  MAX_TRY_ROUNDS = 6
};

struct search
{
  struct walk w;
  struct esc_path *path;	/* NULL: the function has no program */
  uint32_t steps, limit;
  uint8_t rounds;
  bool widen;			/* loops have gone round any number of times */
  bool cut;			/* a loop was left for having gone round too often */
  uint64_t random;		/* 0: successors in order */
  uint32_t origin;		/* block of the event's origin */
  bool *leads;			/* by block: the origin can be reached from it */
  uint8_t *visits;		/* by block, on the current path */
};

/* Whether the walk at block B with state ST can still find the event.  */
static bool
hopeful (const struct search *q, uint32_t b, const struct state *st)
{
  if (q->leads[b])
    return true;
  for (uint32_t i = 0; i < st->n; i++)
    if (st->holds[i].obj == q->w.want->hold.obj
	&& st->holds[i].origin == q->w.want->hold.origin
	&& st->holds[i].flags & ESC_HF_CERTAIN)
      return true;
  /* A use finds what no variable has taken out: its origin is the use.  */
  return false;
}

/* An address that is compared with a pointer that does not hold it.  */
static bool
equal_is_impossible (struct search *q, uint32_t b, uint32_t edge,
		     struct state *st)
{
  struct esc_solve *s = q->w.f->s;
  const struct esc_block *block = &s->fn->blocks[b];
  if (edge || block->cmp != ESC_CMP_EQ || !ESC_IS_VAL (block->lhs)
      || !ESC_IS_OBJ (block->rhs) || block->succ[0] == block->succ[1])
    return false;
  uint32_t obj = esc_object_here (s, block->rhs);
  if (!q->w.f->track[obj])
    return false;
  for (uint32_t i = 0; i < st->n; i++)
    if (st->holds[i].key == block->lhs && st->holds[i].obj == obj)
      return false;
  return true;
}

/* The origin is a call that did it only with a certain result: that was its
   result.  */
static bool
origin_happened (struct search *q, uint32_t b)
{
  const struct esc_op *op = &q->w.f->s->ops[q->w.want->hold.origin - 1];
  if (b != q->origin || !op->call || !(op->flags & (ESC_PF_OK | ESC_PF_NOTHEN)))
    return true;
  return esc_path_result (q->path, op->call, (op->flags & ESC_PF_OK) != 0);
}

static uint32_t
choose (struct search *q, uint32_t n)
{
  if (!q->random)
    return 0;
  q->random = esc_hash_int (q->random);
  return (uint32_t) (q->random % n);
}

static bool
leave (struct search *q, uint32_t b, uint32_t edge)
{
  uint32_t to = q->w.f->s->fn->blocks[b].succ[edge];
  return esc_path_edge (q->path, b, edge,
			q->widen && esc_dominates (q->w.f->cfg, to, b));
}

/* The edges that the path may leave block B by, a bit each; edges past the 64th
   count as possible.  */
static uint64_t
possible_edges (struct search *q, uint32_t b, struct state *st)
{
  uint64_t set = 0;
  for (uint32_t e = 0; e < q->w.f->s->fn->blocks[b].nsucc && e < 64; e++)
    {
      if (equal_is_impossible (q, b, e, st))
	continue;
      bool possible = true;
      if (q->path)
	{
	  struct esc_path_mark mark = esc_path_here (q->path);
	  possible = leave (q, b, e);
	  esc_path_back (q->path, mark);
	}
      if (possible)
	set |= (uint64_t) 1 << e;
    }
  return set;
}

bool
esc_flow_spent (const struct esc_flow *f)
{
  return f->steps > 2 * f->budget;
}

/* Walk on from block B, entered with state IN; CHOSEN: by choice, not because
   there was no other way.  */
static void
search_from (struct search *q, uint32_t b, const struct state *in,
	     bool chosen)
{
  struct esc_solve *s = q->w.f->s;
  if (q->w.found || q->steps >= q->limit || esc_flow_spent (q->w.f)
      || !hopeful (q, b, in))
    return;
  if (chosen && q->visits[b] >= q->rounds)
    {
      q->cut = true;
      return;
    }
  q->steps++;
  q->w.f->steps += s->first[b + 1] - s->first[b];
  struct esc_path_mark entry = { 0 };
  if (q->path)
    {
      entry = esc_path_here (q->path);
      if (!esc_path_block (q->path, b) || !origin_happened (q, b))
	{
	  esc_path_back (q->path, entry);
	  return;
	}
    }
  struct state st = { 0 }, next = { 0 };
  struct walk w = q->w;
  esc_state_copy (w.arena, &st, in);
  w.st = &st;
  for (uint32_t i = s->first[b]; i < s->first[b + 1] && !w.found; i++)
    esc_flow_step (&w, i);
  if (w.f->cfg->exit[b]
      && !(q->path && esc_path_popped (q->path, s->objs[q->w.want->hold.obj].ref)))
    esc_flow_exit (&w);
  q->w.found = w.found;
  q->visits[b] += chosen;
  uint32_t n = s->fn->blocks[b].nsucc, first = n > 1 ? choose (q, n) : 0;
  uint64_t edges = possible_edges (q, b, &st);
  bool one = !(edges & (edges - 1));
  for (uint32_t k = 0; k < n && !q->w.found && q->steps < q->limit; k++)
    {
      uint32_t e = (first + k) % n;
      struct esc_path_mark mark = { 0 };
      if (e < 64 && !(edges >> e & 1))
	continue;
      if (q->path)
	{
	  mark = esc_path_here (q->path);
	  leave (q, b, e);
	}
      esc_state_copy (w.arena, &next, &st);
      w.st = &next;
      esc_flow_edge (&w, b, e);
      search_from (q, s->fn->blocks[b].succ[e], &next,
		   n == 1 ? chosen : !one);
      if (q->path)
	esc_path_back (q->path, mark);
    }
  q->visits[b] -= chosen;
  if (q->path)
    esc_path_back (q->path, entry);
}

/* From which blocks block TO can be reached.  */
static bool *
leading_to (struct esc_arena *arena, const struct esc_cfg *cfg, uint32_t to)
{
  bool *leads = esc_alloc (arena, cfg->n + 1);
  uint32_t *work = esc_alloc (arena, (cfg->n + 1) * sizeof *work), n = 0;
  leads[to] = true;
  work[n++] = to;
  while (n)
    {
      uint32_t b = work[--n];
      for (uint32_t i = 0; i < cfg->npred[b]; i++)
	if (!leads[cfg->pred[b][i]])
	  {
	    leads[cfg->pred[b][i]] = true;
	    work[n++] = cfg->pred[b][i];
	  }
    }
  return leads;
}

static void
try_all (struct search *q, const struct state *entry)
{
  for (unsigned i = 1; i <= MAX_TRIES + 1 && !q->w.found; i++)
    {
      q->random = i <= MAX_TRIES ? i : 0;
      q->limit = i <= MAX_TRIES ? MAX_TRY_STEPS : MAX_STEPS;
      q->rounds = i <= MAX_TRIES ? MAX_TRY_ROUNDS : MAX_ROUNDS;
      q->steps = 0;
      search_from (q, 0, entry, true);
      /* All there is has been looked at.  */
      if (q->steps < q->limit)
	return;
    }
}

bool
esc_flow_feasible (struct esc_flow *f, const struct esc_event *event,
		   const struct esc_constants *known)
{
  struct run *r = esc_flow_facts_of (f);
  struct esc_solve *s = f->s;
  struct esc_arena scratch = { 0 };
  f->steps += f->cfg->n;
  if (esc_flow_spent (f)
      || !esc_call_does (s, &s->ops[event->hold.origin - 1], known))
    return false;
  struct search *q = esc_alloc (&scratch, sizeof *q);
  const struct esc_program *program = esc_program_of (s->unit, s->fn);
  q->w.f = f;
  q->w.arena = &scratch;
  q->w.want = event;
  q->origin = esc_block_of (s->fn, s->first, event->hold.origin - 1);
  q->leads = leading_to (&scratch, f->cfg, q->origin);
  q->visits = esc_alloc (&scratch, f->cfg->n + 1);
  if (program)
    q->path = esc_path_new (&scratch, s, program);
  for (uint32_t i = 0; q->path && known && i < known->n; i++)
    esc_path_param (q->path, known->param[i], known->value[i]);
  try_all (q, &r->entry);
  if (!q->w.found && q->cut && q->path)
    {
      q->widen = true;
      try_all (q, &r->entry);
    }
  bool found = q->w.found;
  esc_arena_free (&scratch);
  return found;
}
