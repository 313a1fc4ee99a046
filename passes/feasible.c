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
  MAX_TRY_ROUNDS = 6,
  BUDGET_TIMES = 8		/* what the flow-sensitive pass may take, for all
				   events of a function */
};

struct step;

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
  struct step *way;		/* the current path */
  uint32_t room;		/* steps that WAY has room for */
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
  return f->steps > BUDGET_TIMES * f->budget;
}

/* A block on the current path.  */
struct step
{
  uint32_t b;
  bool chosen;			/* entered by choice, not because there was no
				   other way */
  bool one;			/* there is one way on */
  uint32_t n, first, k;		/* edges, the one to begin with, those tried */
  uint64_t edges;		/* see possible_edges */
  struct state st, next;	/* at its end; behind the edge that is tried */
  struct esc_path_mark entry, mark;
};

/* Walk through the block of T, entered with state IN.  False: the path ends
   before it.  */
static bool
enter_block (struct search *q, struct step *t, const struct state *in)
{
  struct esc_solve *s = q->w.f->s;
  uint32_t b = t->b;
  if (q->w.found || q->steps >= q->limit || esc_flow_spent (q->w.f)
      || !hopeful (q, b, in))
    return false;
  if (t->chosen && q->visits[b] >= q->rounds)
    {
      q->cut = true;
      return false;
    }
  q->steps++;
  q->w.f->steps += s->first[b + 1] - s->first[b];
  if (q->path)
    {
      t->entry = esc_path_here (q->path);
      if (!esc_path_block (q->path, b) || !origin_happened (q, b))
	{
	  esc_path_back (q->path, t->entry);
	  return false;
	}
    }
  struct walk w = q->w;
  esc_state_copy (w.arena, &t->st, in);
  w.st = &t->st;
  for (uint32_t i = s->first[b]; i < s->first[b + 1] && !w.found; i++)
    esc_flow_step (&w, i);
  if (w.f->cfg->exit[b]
      && !(q->path && esc_path_popped (q->path, s->objs[q->w.want->hold.obj].ref)))
    esc_flow_exit (&w);
  q->w.found = w.found;
  q->visits[b] += t->chosen;
  t->n = s->fn->blocks[b].nsucc;
  t->first = t->n > 1 ? choose (q, t->n) : 0;
  t->edges = possible_edges (q, b, &t->st);
  t->one = !(t->edges & (t->edges - 1));
  return true;
}

/* Take the next edge out of the block of T, to *TO; false: there is none.  */
static bool
next_edge (struct search *q, struct step *t, uint32_t *to)
{
  for (; t->k < t->n && !q->w.found && q->steps < q->limit; t->k++)
    {
      uint32_t e = (t->first + t->k) % t->n;
      if (e < 64 && !(t->edges >> e & 1))
	continue;
      if (q->path)
	{
	  t->mark = esc_path_here (q->path);
	  leave (q, t->b, e);
	}
      struct walk w = q->w;
      esc_state_copy (w.arena, &t->next, &t->st);
      w.st = &t->next;
      esc_flow_edge (&w, t->b, e);
      *to = w.f->s->fn->blocks[t->b].succ[e];
      t->k++;
      return true;
    }
  return false;
}

/* Walk on from the entry with state IN, a path at a time.  */
static void
search_paths (struct search *q, const struct state *in)
{
  uint32_t depth = 0, to = 0;
  bool chosen = true;
  for (;;)
    {
      uint32_t had = q->room;
      q->way = esc_grow (q->w.arena, q->way, depth, &q->room, sizeof *q->way);
      memset (q->way + had, 0, (q->room - had) * sizeof *q->way);
      struct step *t = &q->way[depth], *from = depth ? t - 1 : NULL;
      /* The room of its states serves again.  */
      t->b = to;
      t->chosen = chosen;
      t->k = 0;
      if (enter_block (q, t, from ? &from->next : in))
	depth++;
      else if (from && q->path)
	esc_path_back (q->path, from->mark);
      while (depth && !next_edge (q, &q->way[depth - 1], &to))
	{
	  t = &q->way[--depth];
	  q->visits[t->b] -= t->chosen;
	  if (q->path)
	    esc_path_back (q->path, depth ? t[-1].mark : t->entry);
	}
      if (!depth)
	return;
      t = &q->way[depth - 1];
      chosen = t->n == 1 ? t->chosen : !t->one;
    }
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
      search_paths (q, entry);
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
