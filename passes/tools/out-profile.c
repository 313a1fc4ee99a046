/* out-profile.c - what a profile says, as text for a terminal.

   Input:   rep_results with the counts of profile.c.
   Output:  the sites by rank, a line of sums, what met no site.
   Not handled: the numbers (profile-share.c); JSON and HTML.  */

#include "passes/tools/profile.h"

#include <inttypes.h>
#include <string.h>

/* S without what controls a terminal.  */
static const char *
clean (struct esc_arena *arena, const char *s)
{
  char *text = esc_strdup (arena, s ? s : "?");
  for (char *c = text; *c; c++)
    if ((unsigned char) *c < 0x20 || *c == 0x7f)
      *c = '?';
  return text;
}

/* "31 %": of the whole, tenths.  */
static const char *
percent (struct esc_arena *arena, double part)
{
  return esc_printf (arena, "%.1f %%", part * 100);
}

static double
part_of (const struct rep_results *r, uint64_t calls, uint64_t bytes)
{
  uint64_t total = rep_weight (r, r->total_calls, r->total_bytes);
  return total ? (double) rep_weight (r, calls, bytes) / (double) total : 0;
}

/* A number, or "-" where the profiles have none of its kind.  */
static const char *
number (struct esc_arena *arena, uint64_t n, uint64_t total)
{
  return total ? esc_printf (arena, "%" PRIu64, n) : "-";
}

/* "stackable", or "heap: returned at list.c:20".  */
static const char *
verdict (struct esc_arena *arena, const struct rep_site *s)
{
  const char *name = rep_fate_name[rep_fate (s)], *why = rep_why (s);
  if (!why)
    return name;
  if (s->verdict != ESC_V_HEAP || s->blocked.line <= 0 || !s->blocked.file)
    return esc_printf (arena, "%s: %s", name, clean (arena, why));
  return esc_printf (arena, "%s: %s at %s:%d", name, clean (arena, why),
		     clean (arena, s->blocked.file), s->blocked.line);
}

static void
write_row (FILE *out, const struct rep_results *r, const char *rank,
	   uint64_t calls, uint64_t bytes, const char *what)
{
  struct esc_arena arena = { 0 };
  fprintf (out, "%4s %12s %8s %14s  %s\n", rank,
	   number (&arena, calls, r->total_calls),
	   percent (&arena, part_of (r, calls, bytes)),
	   number (&arena, bytes, r->total_bytes), what);
  esc_arena_free (&arena);
}

static void
write_sites (FILE *out, const struct rep_results *r)
{
  struct esc_arena arena = { 0 };
  uint32_t n;
  const uint32_t *order = rep_ranked (&arena, r, &n);
  if (n)
    fprintf (out, "%4s %12s %8s %14s  %s\n", "rank", "calls", "share",
	     rep_by_bytes (r) ? "bytes at peak" : "bytes", "allocated at");
  else
    fputs ("No call of the profile meets an allocation site: was it made by "
	   "this program, built with -g?\n", out);
  for (uint32_t i = 0; i < n; i++)
    {
      const struct rep_site *s = &r->sites[order[i]];
      struct esc_arena row = { 0 };
      const char *what
	= esc_printf (&row, "%s:%d %s: %s", clean (&row, s->pos.file),
		      s->pos.line, clean (&row, s->function),
		      verdict (&row, s));
      write_row (out, r, esc_printf (&row, "%" PRIu32, i + 1), s->calls,
		 s->bytes, what);
      esc_arena_free (&row);
    }
  esc_arena_free (&arena);
}

/* "Of 1433 calls of allocators 70.0 % are stackable, ..."  */
static void
write_sums (FILE *out, const struct rep_results *r)
{
  struct esc_arena arena = { 0 };
  struct rep_shares share;
  rep_shares (r, &share);
  if (rep_by_bytes (r))
    fprintf (out, "Of %" PRIu64 " bytes at the peak", r->total_bytes);
  else
    fprintf (out, "Of %" PRIu64 " calls of allocators", r->total_calls);
  for (int i = 0; i < REP_F_OUTSIDE; i++)
    fprintf (out, "%s %s %s", i ? "," : "",
	     percent (&arena, share.of[i].part),
	     i == REP_F_HEAP ? "stay on the heap" : rep_fate_name[i]);
  fprintf (out, "; %s met no site.\n",
	   percent (&arena, share.of[REP_F_OUTSIDE].part));
  for (uint32_t i = 0; i < share.ncauses; i++)
    fprintf (out, "%s %s %s", i ? "," : "On the heap:",
	     clean (&arena, share.causes[i].reason),
	     percent (&arena, share.causes[i].amount.part));
  if (share.ncauses)
    fputs (".\n", out);
  esc_arena_free (&arena);
}

void
rep_write_profile (FILE *out, const struct rep_results *r)
{
  enum { MAX_TRAFFIC = 20 };
  if (!r->nprofiles)
    return;
  if (!r->total_calls && !r->total_bytes)
    {
      fputs ("The profile has no call of an allocator.\n", out);
      return;
    }
  write_sites (out, r);
  write_sums (out, r);
  if (r->ntraffic)
    fputs ("Met no site:\n", out);
  uint64_t calls = 0, bytes = 0;
  for (uint32_t i = 0; i < r->ntraffic; i++)
    if (i < MAX_TRAFFIC)
      {
	struct esc_arena arena = { 0 };
	write_row (out, r, "", r->traffic[i].calls, r->traffic[i].bytes,
		   clean (&arena, r->traffic[i].label));
	esc_arena_free (&arena);
      }
    else
      {
	calls += r->traffic[i].calls;
	bytes += r->traffic[i].bytes;
      }
  if (r->ntraffic > MAX_TRAFFIC)
    {
      struct esc_arena arena = { 0 };
      write_row (out, r, "", calls, bytes,
		 esc_printf (&arena, "%" PRIu32 " other places",
			     r->ntraffic - MAX_TRAFFIC));
      esc_arena_free (&arena);
    }
}
