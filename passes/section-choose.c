/* section-choose.c - which functions of a unit are told, and how, within the room
   for the section.  See section.h.

   Input:   an analysed unit; what each form would cost, by trial or by length.
   Output:  for each function its form.
   Not handled: writing (section-write.c).  */

#include "section-writer.h"
#include "program.h"

#include <stdlib.h>
#include <string.h>

/* ---- Room.  ----

   What other units need most comes first: what a function does, as far as this
   unit knows it; then flows, the shortest first, since those are the wrappers,
   the constructors, the setters that everybody calls; then programs.  */

enum { NEEDED, USEFUL, EXTRA };	/* ranks */

/* Bytes of a section up to which there is room for what is EXTRA.  */
enum { EXTRA_ROOM = 1024 };

struct step
{
  uint32_t fn;			/* index in the unit */
  uint8_t form;			/* told like this ... */
  uint8_t rank;			/* smaller ones go first */
  uint64_t cost;		/* ... it takes so many bytes more */
};

static int
by_cost (const void *a, const void *b)
{
  const struct step *x = a, *y = b;
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if (x->cost != y->cost)
    return x->cost < y->cost ? -1 : 1;
  if (x->fn != y->fn)
    return x->fn < y->fn ? -1 : 1;
  return x->form - y->form;
}

/* Packed, bytes are about half of themselves.  */
static uint64_t
size_of (const struct esc_section *x)
{
  uint64_t n = 0;
  for (unsigned i = 0; i < ESC_S_COUNT; i++)
    n += x->codec.s[i].n;
  return n / 2;
}

/* What FN costs under FORM, its name and those that it uses among it.  *STAKES:
   there is a stake in its flows.  */
static uint64_t
cost_of (struct writer *w, struct esc_section *trial, struct esc_fn *fn,
	 uint8_t form, bool *stakes)
{
  uint64_t before = size_of (trial);
  uint32_t n = esc_section_function (trial, fn->index), first = trial->nfns;
  trial->fns[n].told = form;
  *stakes = esc_section_tell (w, trial, n);
  /* Name, parameters and place of each.  */
  return size_of (trial) - before + strlen (fn->name) / 2 + 4
	 + 2 * esc_hidden_params (fn) + 8 * (trial->nfns - first);
}

/* FN may be told with its program, for more than the cost BEFORE.  Returns about
   how much more: a trial would take longer than to write it.  */
static uint64_t
add_program (struct writer *w, struct esc_fn *fn, uint8_t rank, uint64_t before)
{
  const struct esc_program *program = esc_program_of (w->unit, fn);
  if (!program)
    return 0;
  uint64_t more = 16 + fn->nops + 3 * (uint64_t) program->ninstrs;
  struct step s = { fn->index, ESC_TOLD_WHOLE, rank, before + more };
  ESC_PUSH (w->arena, w->steps, w->nsteps, w->steps_cap, s);
  return more;
}

/* FN may be told with its summary.  */
static void
add_summary (struct writer *w, struct esc_section *trial, struct esc_fn *fn)
{
  bool stakes;
  struct step s = { fn->index, ESC_TOLD_SUMMARY, NEEDED,
		    cost_of (w, trial, fn, ESC_TOLD_SUMMARY, &stakes) };
  ESC_PUSH (w->arena, w->steps, w->nsteps, w->steps_cap, s);
}

/* FN, which hangs on another unit, may be told with its flows, and perhaps its
   program.  */
static void
add_flows (struct writer *w, struct esc_section *trial, struct esc_fn *fn)
{
  bool stakes = false;
  struct step s = { fn->index, ESC_TOLD_SLICE, USEFUL, 0 };
  if (w->open[fn->index])
    {
      s.cost = cost_of (w, trial, fn, s.form, &stakes);
      ESC_PUSH (w->arena, w->steps, w->nsteps, w->steps_cap, s);
    }
  if (stakes || esc_section_modes (fn))
    add_program (w, fn, USEFUL, s.cost);
}

/* ---- The order of trials.  ---- */

/* To find out what flows cost takes longer than all the rest of the section: long
   functions are not tried when short ones have used up the room.  */

struct trial
{
  uint32_t fn, length;		/* index; about how much there is to tell */
};

static int
by_length (const void *a, const void *b)
{
  const struct trial *x = a, *y = b;
  if (x->length != y->length)
    return x->length < y->length ? -1 : 1;
  return x->fn < y->fn ? -1 : x->fn > y->fn;
}

/* Whether FN may be told with more than its summary.  */
static bool
has_more (const struct esc_fn *fn)
{
  return !(fn->flags & ESC_FF_IRREGULAR)
	 && !(fn->summary->flags & ESC_SF_OVERFLOW);
}

/* The functions of LIST, N of them, the shortest first.  */
static void
sort_trials (struct writer *w, struct trial *list, uint32_t n)
{
  for (uint32_t i = 0; i < n; i++)
    {
      const struct esc_fn *fn = w->unit->fns[list[i].fn];
      list[i].length = fn->nops + 2 * fn->ncalls;
    }
  if (n)
    qsort (list, n, sizeof *list, by_length);
}

/* Take the steps so far, in their order, while there is ROOM (0: any).  */
static void
take_steps (struct writer *w, uint64_t room)
{
  if (w->nsteps)
    qsort (w->steps, w->nsteps, sizeof *w->steps, by_cost);
  for (uint32_t i = 0; i < w->nsteps; i++)
    {
      const struct step *s = &w->steps[i];
      uint64_t paid = w->paid[s->fn];
      uint64_t more = s->cost > paid ? s->cost - paid : 0;
      if (room && w->used + more > room)
	{
	  w->x->nleft += s->form == ESC_TOLD_SLICE && w->open[s->fn];
	  continue;
	}
      /* A program goes with flows that are told.  */
      if (s->form == ESC_TOLD_WHOLE && w->open[s->fn]
	  && w->told[s->fn] != ESC_TOLD_SLICE)
	continue;
      w->used += more;
      w->paid[s->fn] = s->cost;
      w->told[s->fn] = s->form;
    }
  w->nsteps = 0;
}

/* Whether there is no use in another trial, of what is LENGTH long: those since
   the size FIRST of the trial section used up ROOM (0: any), or this one alone will
   not fit: 99 in 100 take 1.8 bytes for 1 of their length.  */
static bool
spent (const struct esc_section *trial, uint64_t first, uint64_t room,
       uint32_t length)
{
  return room && (size_of (trial) - first > room
		  || length + length / 2 > room);
}

void
esc_section_choose (struct writer *w, uint64_t room)
{
  struct esc_unit *unit = w->unit;
  struct esc_section trial = *w->x;
  struct esc_arena scratch = { 0 };
  esc_section_begin (&trial, &scratch);
  /* Sizes are asked for when they are told: a trial can do without.  */
  const struct esc_host host = unit->host;
  unit->host.range = NULL;
  unit->host.length = NULL;
  struct trial *list = esc_alloc (&scratch, unit->nfns * sizeof *list);
  uint32_t n = 0;
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (unit->fns[i]->flags & ESC_FF_BODY && unit->fns[i]->summary
	&& (w->open[i] || !(unit->fns[i]->flags & ESC_FF_STATIC)))
      {
	add_summary (w, &trial, unit->fns[i]);
	if (has_more (unit->fns[i]))
	  list[n++].fn = i;
      }
  sort_trials (w, list, n);
  uint64_t first = size_of (&trial);
  for (uint32_t i = 0; i < n; i++)
    if (!spent (&trial, first, room, list[i].length))
      add_flows (w, &trial, unit->fns[list[i].fn]);
    else
      w->x->nleft += w->open[list[i].fn];
  take_steps (w, room);
  /* Without stakes a program tells callers what the result may be.  */
  if (!room || w->used < EXTRA_ROOM)
    {
      uint64_t more = 0;
      for (uint32_t i = 0; i < n && (!room || more < EXTRA_ROOM); i++)
	if (w->told[list[i].fn] && w->told[list[i].fn] != ESC_TOLD_WHOLE)
	  more += add_program (w, unit->fns[list[i].fn], EXTRA,
			       w->paid[list[i].fn]);
      take_steps (w, room ? EXTRA_ROOM : 0);
    }
  unit->host = host;
  esc_arena_free (&scratch);
}
