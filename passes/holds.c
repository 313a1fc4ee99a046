/* holds.c - sets of holds: the states of the flow-sensitive pass.  See
   flow-walk.h.  Sorted, so that joining two is a merge.  */

#include "flow-walk.h"

#include <string.h>

static int
hold_order (const struct esc_hold *a, const struct esc_hold *b)
{
  if (a->key != b->key)
    return a->key < b->key ? -1 : 1;
  if (a->obj != b->obj)
    return a->obj < b->obj ? -1 : 1;
  if (a->origin != b->origin)
    return a->origin < b->origin ? -1 : 1;
  return (a->flags & ESC_HF_DEAD) - (b->flags & ESC_HF_DEAD);
}

/* Add H to ST; true if that changed it.  */
bool
esc_hold_add (struct esc_arena *arena, struct state *st, const struct esc_hold *h)
{
  uint32_t lo = 0, hi = st->n;
  while (lo < hi)
    {
      uint32_t mid = (lo + hi) / 2;
      int order = hold_order (&st->holds[mid], h);
      if (order == 0)
	{
	  struct esc_hold *old = &st->holds[mid];
	  bool changed = (old->flags | h->flags) != old->flags
			 || h->level > old->level;
	  old->flags |= h->flags;
	  if (h->level > old->level)
	    old->level = h->level;
	  return changed;
	}
      if (order < 0)
	lo = mid + 1;
      else
	hi = mid;
    }
  ESC_PUSH (arena, st->holds, st->n, st->cap, *h);
  memmove (&st->holds[lo + 1], &st->holds[lo],
	   (st->n - 1 - lo) * sizeof *st->holds);
  st->holds[lo] = *h;
  return true;
}

void
esc_state_copy (struct esc_arena *arena, struct state *to, const struct state *from)
{
  if (to->cap < from->n)
    {
      to->cap = from->n + 4;
      to->holds = esc_alloc (arena, to->cap * sizeof *to->holds);
    }
  to->n = from->n;
  if (from->n)
    memcpy (to->holds, from->holds, from->n * sizeof *to->holds);
}

bool
esc_state_merge (struct esc_arena *arena, struct state *to,
	     const struct state *from)
{
  bool changed = false;
  for (uint32_t i = 0; i < from->n; i++)
    changed |= esc_hold_add (arena, to, &from->holds[i]);
  return changed;
}

/* Drop the holds that are marked by level 255.  */
void
esc_state_sweep (struct state *st)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < st->n; i++)
    if (st->holds[i].level != 255)
      st->holds[n++] = st->holds[i];
  st->n = n;
}
