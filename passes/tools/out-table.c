/* out-table.c - heap sites as a table, a line a site, and sums by file.

   Input:   results.  Output: text in columns as wide as their longest cell.
   Not handled: order by traffic (out-html.c).  */

#include "passes/tools/files.h"
#include "passes/tools/outputs.h"

#include <inttypes.h>
#include <string.h>

enum { MAX_COLUMNS = 10 };

/* A cell longer than this makes its line longer, not its column wider.  */
enum { MAX_WIDTH = 48 };

struct table
{
  struct esc_arena arena;
  unsigned ncolumns;
  bool right[MAX_COLUMNS];	/* numbers */
  unsigned width[MAX_COLUMNS];
  const char **cells;		/* by row */
  uint32_t ncells, cap;
};

/* Characters, not bytes.  */
static unsigned
width_of (const char *s)
{
  unsigned n = 0;
  for (; *s; s++)
    n += (*s & 0xc0) != 0x80;
  return n;
}

static void
cell (struct table *t, const char *text)
{
  unsigned column = t->ncells % t->ncolumns, width = width_of (text);
  ESC_PUSH (&t->arena, t->cells, t->ncells, t->cap, text);
  if (width <= MAX_WIDTH && width > t->width[column])
    t->width[column] = width;
}

static void
count (struct table *t, uint64_t n)
{
  cell (t, esc_printf (&t->arena, "%" PRIu64, n));
}

static void
print_table (struct table *t, FILE *out)
{
  for (uint32_t i = 0; i < t->ncells; i++)
    {
      unsigned column = i % t->ncolumns, have = width_of (t->cells[i]);
      bool last = column + 1 == t->ncolumns;
      int pad = have < t->width[column] ? (int) (t->width[column] - have) : 0;
      fprintf (out, "%*s%s%*s%s", t->right[column] ? pad : 0, "", t->cells[i],
	       t->right[column] || last ? 0 : pad, "", last ? "\n" : "  ");
    }
  esc_arena_free (&t->arena);
}

static void
print_sites (const struct rep_results *r, const struct rep_show *show)
{
  struct table t = { .ncolumns = r->nprofiles ? 9 : 7 };
  static const char *const heads[]
    = { "function", "place", "verdict", "bytes", "loop", "reason", "blocked at",
	"calls", "traffic" };
  t.right[3] = t.right[7] = t.right[8] = true;
  for (unsigned i = 0; i < t.ncolumns; i++)
    cell (&t, heads[i]);
  for (uint32_t i = 0; i < r->nsites; i++)
    {
      const struct rep_site *s = &r->sites[i];
      const char *blocked = rep_place (&t.arena, show, &s->blocked);
      cell (&t, rep_clean (&t.arena, s->function, true));
      cell (&t, rep_place (&t.arena, show, &s->pos));
      cell (&t, rep_verdict (s));
      cell (&t, rep_size (&t.arena, s));
      cell (&t, s->loop ? "loop" : "-");
      cell (&t, rep_short_reason (&t.arena, s));
      cell (&t, *blocked ? blocked : "-");
      if (!r->nprofiles)
	continue;
      count (&t, s->calls);
      count (&t, s->bytes);
    }
  print_table (&t, show->file);
}

struct sums
{
  uint64_t sites, share[REP_SHARE_COUNT], loops, findings;
};

static void
print_sum (struct table *t, const char *file, const struct sums *s)
{
  cell (t, file);
  count (t, s->sites);
  for (unsigned i = 0; i < REP_SHARE_UNSEEN; i++)
    count (t, s->share[i]);
  count (t, s->loops);
  count (t, s->findings);
}

static const char *
name_of (const struct rep_pos *pos)
{
  return pos->file ? pos->file : "";
}

/* Findings and sites are sorted by file: the two lists are walked together.  */
static void
print_files (const struct rep_results *r, const struct rep_show *show)
{
  struct table t = { .ncolumns = 8 };
  struct sums all = { 0 };
  uint32_t f = 0, s = 0;
  static const char *const heads[]
    = { "file", "sites", "stackable", "bounded", "hoist", "heap", "in loops",
	"findings" };
  for (unsigned i = 0; i < t.ncolumns; i++)
    cell (&t, heads[i]);
  memset (t.right + 1, true, 7);
  while (f < r->nfindings || s < r->nsites)
    {
      const char *ff = f < r->nfindings ? name_of (&r->findings[f].pos) : NULL;
      const char *fs = s < r->nsites ? name_of (&r->sites[s].pos) : NULL;
      const char *file = !ff || (fs && strcmp (fs, ff) < 0) ? fs : ff;
      struct sums one = { 0 };
      for (; s < r->nsites && !strcmp (name_of (&r->sites[s].pos), file); s++)
	{
	  one.sites++;
	  one.share[rep_share_of (&r->sites[s])]++;
	  one.loops += r->sites[s].loop;
	}
      for (; f < r->nfindings && !strcmp (name_of (&r->findings[f].pos), file);
	   f++)
	one.findings++;
      const char *name = rep_file (&t.arena, show,
				   &(struct rep_pos) { file, 0, 0 });
      print_sum (&t, *name ? name : "<unknown>", &one);
      all.sites += one.sites;
      all.loops += one.loops;
      all.findings += one.findings;
      for (unsigned i = 0; i < REP_SHARE_COUNT; i++)
	all.share[i] += one.share[i];
    }
  print_sum (&t, "all", &all);
  print_table (&t, show->file);
}

bool
rep_out_table (const struct rep_results *r, const struct rep_show *show)
{
  print_sites (r, show);
  putc ('\n', show->file);
  print_files (r, show);
  return true;
}
