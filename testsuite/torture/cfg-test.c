/* cfg-test.c - the tables of passes/cfg.c, held against their definitions.

   Owns:    small graphs made at random, irreducible ones too, and the slow
            answers.
   Input:   nothing; the graphs are the same each time.
   Output:  one line: what was compared, or the first difference.  Exit status 1
            for a difference.
   Not handled: time; functions with ops.  */

#include "passes/cfg.h"

#include <stdio.h>
#include <stdlib.h>

enum
{
  ROUNDS = 20000,
  MOST = 14,			/* blocks of one graph */
  NONE = MOST			/* no block */
};

static uint64_t seed;

static uint32_t
some (uint32_t n)
{
  seed = esc_hash_int (seed);
  return (uint32_t) (seed % n);
}

/* Whether a way leads from FROM to TO that does not touch WITHOUT.  */
static bool
leads (const struct esc_fn *fn, uint32_t from, uint32_t to, uint32_t without)
{
  bool seen[MOST] = { 0 };
  uint32_t work[MOST], n = 0;
  if (from == without)
    return false;
  seen[from] = true;
  work[n++] = from;
  while (n)
    {
      uint32_t b = work[--n];
      if (b == to)
	return true;
      for (uint32_t e = 0; e < fn->blocks[b].nsucc; e++)
	{
	  uint32_t next = fn->blocks[b].succ[e];
	  if (next == without || seen[next])
	    continue;
	  seen[next] = true;
	  work[n++] = next;
	}
    }
  return false;
}

static bool
reached (const struct esc_fn *fn, uint32_t b)
{
  return leads (fn, 0, b, NONE);
}

static bool
dominates (const struct esc_fn *fn, uint32_t a, uint32_t b)
{
  return reached (fn, a) && reached (fn, b) && (a == b || !leads (fn, 0, b, a));
}

/* Whether B is in the natural loop of header H.  */
static bool
in_loop (const struct esc_fn *fn, uint32_t h, uint32_t b)
{
  for (uint32_t p = 0; p < fn->nblocks; p++)
    for (uint32_t e = 0; e < fn->blocks[p].nsucc; e++)
      if (fn->blocks[p].succ[e] == h && dominates (fn, h, p)
	  && (b == h || (reached (fn, b) && leads (fn, b, p, h))))
	return true;
  return false;
}

static bool
in_cycle (const struct esc_fn *fn, uint32_t b)
{
  for (uint32_t e = 0; e < fn->blocks[b].nsucc; e++)
    if (leads (fn, fn->blocks[b].succ[e], b, NONE))
      return true;
  return false;
}

static bool
on_all_paths (const struct esc_fn *fn, const struct esc_cfg *cfg, uint32_t b)
{
  bool any = false;
  for (uint32_t e = 0; e < fn->nblocks; e++)
    if (cfg->exit[e])
      {
	any = true;
	if (!dominates (fn, b, e))
	  return false;
      }
  return any;
}

/* What is wrong with CFG, or NULL.  *NLOOPS counts the loops.  */
static const char *
compare (const struct esc_fn *fn, const struct esc_cfg *cfg, uint32_t *nloops)
{
  uint32_t found = 0;
  for (uint32_t a = 0; a < fn->nblocks; a++)
    {
      for (uint32_t b = 0; b < fn->nblocks; b++)
	if (esc_dominates (cfg, a, b) != dominates (fn, a, b))
	  return "dominators";
      if (reached (fn, a) && cfg->cyclic[a] != in_cycle (fn, a))
	return "cycles";
      if (esc_on_all_paths (cfg, a) != on_all_paths (fn, cfg, a))
	return "what lies on all paths";
      if (!in_loop (fn, a, a))
	continue;
      found++;
      uint32_t l = 0;
      while (l < cfg->nloops && cfg->loops[l].header != a)
	l++;
      if (l == cfg->nloops)
	return "a loop is missing";
      for (uint32_t b = 0; b < fn->nblocks; b++)
	if (esc_in_loop (cfg, l, b) != in_loop (fn, a, b))
	  return "blocks of a loop";
    }
  *nloops += found;
  return found == cfg->nloops ? NULL : "loops that are none";
}

int
main (void)
{
  uint32_t nloops = 0;
  for (uint32_t round = 0; round < ROUNDS; round++)
    {
      struct esc_arena arena = { 0 };
      struct esc_fn fn = { .nblocks = 1 + some (MOST) };
      fn.blocks = esc_alloc (&arena, fn.nblocks * sizeof *fn.blocks);
      for (uint32_t b = 0; b < fn.nblocks; b++)
	{
	  fn.blocks[b].nsucc = some (4) ? 1 + some (3) : 0;
	  fn.blocks[b].succ = esc_alloc (&arena, 3 * sizeof (uint32_t));
	  for (unsigned k = 0; k < 3; k++)
	    fn.blocks[b].succ[k] = (some (3) ? b + 1 + some (2) : some (MOST))
				   % fn.nblocks;
	}
      const char *wrong = compare (&fn, esc_cfg_build (&arena, &fn), &nloops);
      esc_arena_free (&arena);
      if (wrong)
	{
	  printf ("graph %u: %s\n", round, wrong);
	  return 1;
	}
    }
  printf ("%d graphs, %u loops\n", ROUNDS, nloops);
  return 0;
}
