/* profile-share.c - the numbers of a profile: ranking, and shares by fate.

   Input:   rep_results with the counts of profile.c.
   Output:  an order of its sites; struct rep_shares.
   Not handled: words for a person (out-*.c).  */

#include "passes/tools/profile.h"

#include <stdlib.h>
#include <string.h>

const char *const rep_fate_name[REP_F_COUNT]
  = { "stackable", "bounded", "hoistable", "heap", "outside" };

bool
rep_by_bytes (const struct rep_results *r)
{
  return !r->total_calls && r->total_bytes;
}

uint64_t
rep_weight (const struct rep_results *r, uint64_t calls, uint64_t bytes)
{
  return rep_by_bytes (r) ? bytes : calls;
}

enum rep_fate
rep_fate (const struct rep_site *site)
{
  switch (site->verdict)
    {
    case ESC_V_STACKABLE: return REP_F_STACKABLE;
    case ESC_V_BOUNDED: return REP_F_BOUNDED;
    default: return site->hoist ? REP_F_HOIST : REP_F_HEAP;
    }
}

const char *
rep_why (const struct rep_site *site)
{
  if (rep_fate (site) != REP_F_HEAP)
    return NULL;
  if (site->verdict == ESC_V_UNSIZED)
    return "its size has no bound";
  if (site->verdict == ESC_V_GROWING)
    return "realloc enlarges it";
  return site->reason ? site->reason : "the reason is not known";
}

/* --- Ranking ------------------------------------------------------------- */

struct rank
{
  uint64_t weight, other;
  uint32_t site;
};

static int
compare_ranks (const void *x, const void *y)
{
  const struct rank *a = x, *b = y;
  if (a->weight != b->weight)
    return a->weight > b->weight ? -1 : 1;
  if (a->other != b->other)
    return a->other > b->other ? -1 : 1;
  return a->site < b->site ? -1 : a->site > b->site;
}

uint32_t *
rep_ranked (struct esc_arena *arena, const struct rep_results *r, uint32_t *n)
{
  struct rank *ranks = esc_alloc (arena, (size_t) r->nsites * sizeof *ranks);
  *n = 0;
  for (uint32_t i = 0; i < r->nsites; i++)
    {
      const struct rep_site *s = &r->sites[i];
      if (s->calls || s->bytes)
	ranks[(*n)++] = (struct rank) { rep_weight (r, s->calls, s->bytes),
					s->bytes, i };
    }
  qsort (ranks, *n, sizeof *ranks, compare_ranks);
  uint32_t *order = esc_alloc (arena, (size_t) *n * sizeof *order);
  for (uint32_t i = 0; i < *n; i++)
    order[i] = ranks[i].site;
  return order;
}

/* --- Shares -------------------------------------------------------------- */

static void
add (struct rep_amount *amount, uint64_t calls, uint64_t bytes)
{
  /* No sum is above the totals; those stop at UINT64_MAX, and so do these.  */
  amount->calls = amount->calls > UINT64_MAX - calls ? UINT64_MAX
		  : amount->calls + calls;
  amount->bytes = amount->bytes > UINT64_MAX - bytes ? UINT64_MAX
		  : amount->bytes + bytes;
  amount->nsites++;
}

static void
set_part (const struct rep_results *r, struct rep_amount *amount)
{
  uint64_t total = rep_weight (r, r->total_calls, r->total_bytes);
  amount->part = total ? (double) rep_weight (r, amount->calls, amount->bytes)
			 / (double) total
		       : 0;
}

struct causes
{
  struct esc_arena arena;
  struct esc_map by_reason;	/* reason -> cause + 1 */
  struct rep_cause *items;
  uint32_t n, cap;
};

static void
add_cause (struct causes *causes, const struct rep_site *site)
{
  const char *reason = rep_why (site);
  uint64_t key = esc_hash_str (reason);
  uint32_t at = esc_map_get (&causes->by_reason, key);
  if (!at)
    {
      struct rep_cause one = { .reason = reason };
      ESC_PUSH (&causes->arena, causes->items, causes->n, causes->cap, one);
      at = causes->n;
      esc_map_put (&causes->arena, &causes->by_reason, key, at);
    }
  add (&causes->items[at - 1].amount, site->calls, site->bytes);
}

static int
compare_causes (const void *x, const void *y)
{
  const struct rep_cause *a = x, *b = y;
  if (a->amount.part != b->amount.part)
    return a->amount.part > b->amount.part ? -1 : 1;
  return strcmp (a->reason, b->reason);
}

void
rep_shares (const struct rep_results *r, struct rep_shares *share)
{
  struct causes causes = { 0 };
  memset (share, 0, sizeof *share);
  for (uint32_t i = 0; i < r->nsites; i++)
    {
      const struct rep_site *s = &r->sites[i];
      if (!s->calls && !s->bytes)
	continue;
      enum rep_fate fate = rep_fate (s);
      add (&share->of[fate], s->calls, s->bytes);
      if (fate == REP_F_HEAP)
	add_cause (&causes, s);
    }
  for (uint32_t i = 0; i < r->ntraffic; i++)
    add (&share->of[REP_F_OUTSIDE], r->traffic[i].calls, r->traffic[i].bytes);
  for (int i = 0; i < REP_F_COUNT; i++)
    set_part (r, &share->of[i]);
  for (uint32_t i = 0; i < causes.n; i++)
    set_part (r, &causes.items[i].amount);
  if (causes.n)
    qsort (causes.items, causes.n, sizeof *causes.items, compare_causes);
  while (share->ncauses < causes.n && share->ncauses < REP_MAX_CAUSES)
    {
      share->causes[share->ncauses] = causes.items[share->ncauses];
      share->ncauses++;
    }
  esc_arena_free (&causes.arena);
}
