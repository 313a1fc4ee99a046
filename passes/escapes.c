/* escapes.c - which objects the points-to solution lets out of the function, how
   far, and by what.

   Input:   a solution.  Output: life, kept, via and op of its objects.
   Not handled: the order of statements: what is taken back again is out here.  */

#include "solve.h"

static void
mark (struct esc_solve *s, uint32_t t, uint8_t life, bool kept, uint32_t via,
      uint32_t op)
{
  uint32_t obj = s->targets[t].obj;
  struct esc_sobj *o = &s->objs[obj];
  if ((o->life >= life && o->kept >= kept))
    return;
  if (!o->life && !o->kept)
    {
      o->via = via;
      o->op = op;
    }
  if (life > o->life)
    o->life = life;
  if (kept && !o->kept)
    o->sent = op ? (s->ops[op - 1].flags & ESC_PF_MAYBE) != 0
		 : s->objs[via].sent;
  o->kept |= kept;
  if (!esc_outside (o))
    ESC_PUSH (&s->arena, s->work, s->nwork, s->work_cap, obj);
}

static void
mark_cells (struct esc_solve *s, uint32_t obj, uint8_t life, bool kept)
{
  for (uint32_t i = 0; i < s->objs[obj].ncells; i++)
    {
      const uint32_t *pts;
      uint32_t n = esc_cell_targets (s, s->objs[obj].cells[i], &pts);
      for (uint32_t k = 0; k < n; k++)
	mark (s, pts[k], life, kept, obj, 0);
    }
}

static uint8_t
life_of (struct esc_solve *s, uint32_t obj)
{
  switch (s->objs[obj].kind)
    {
    case ESC_O_GLOBAL:
      return ESC_L_STATIC;
    case ESC_O_DEREF:
      while (s->objs[obj].parent)
	obj = s->objs[obj].parent;
      return s->objs[obj].kind == ESC_O_GLOBAL ? ESC_L_STATIC : ESC_L_CALLER;
    default:
      return ESC_L_CALLER;
    }
}

/* What an op lets out: those that send bytes which may hold no address, or (not
   SENT) the others.  */
static void
mark_ops (struct esc_solve *s, bool sent)
{
  for (uint32_t i = 0; i < s->nops; i++)
    if ((s->ops[i].kind == ESC_OP_RET || s->ops[i].kind == ESC_OP_LEAK)
	&& ((s->ops[i].flags & ESC_PF_MAYBE) != 0) == sent)
      {
	const uint32_t *pts;
	uint32_t n = esc_targets (s, s->ops[i].src, &s->ops[i].at, &pts);
	bool leak = s->ops[i].kind == ESC_OP_LEAK;
	for (uint32_t k = 0; k < n; k++)
	  mark (s, pts[k], leak ? ESC_L_NONE : ESC_L_CALLER, leak, 0, i + 1);
      }
}

static void
mark_work (struct esc_solve *s)
{
  while (s->nwork)
    {
      uint32_t obj = s->work[--s->nwork];
      mark_cells (s, obj, s->objs[obj].life, s->objs[obj].kept);
    }
}

void
esc_find_escapes (struct esc_solve *s)
{
  s->nwork = 0;
  mark_ops (s, false);
  for (uint32_t obj = 1; obj < s->nobjs; obj++)
    if (obj == s->unknown)
      mark_cells (s, obj, ESC_L_NONE, true);
    else if (esc_outside (&s->objs[obj]))
      mark_cells (s, obj, life_of (s, obj), false);
  mark_work (s);
  /* Then only what is not kept anyway counts as sent.  */
  mark_ops (s, true);
  mark_work (s);
}
