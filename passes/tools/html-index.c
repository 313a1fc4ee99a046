/* html-index.c - the overview: what matters first.

   Input:   results and the plan of the pages.
   Output:  index.html: counts; traffic of the profiles, if there are any; the
	    findings; the heap sites; the files; what was not analysed.
   Not handled: more findings and sites than somebody reads: the pages of the
   files have all.

   Mistakes come before what could be better.  Sites come in the order of their
   calls, if there is a profile, else those in a loop and the large ones first.  */

#include "passes/tools/files.h"
#include "passes/tools/html.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FINDINGS = 300, MAX_SITES = 200, MAX_REASONS = 8, MAX_TRAFFIC = 10,
       MAX_GAPS = 500 };

/* "s" unless N is 1.  */
static const char *
plural (uint64_t n)
{
  return n == 1 ? "" : "s";
}

static double
percent (uint64_t part, uint64_t whole)
{
  return whole ? 100.0 * (double) part / (double) whole : 0;
}

/* ---- Counts.  */

static void
tile (struct html_page *page, const char *class, uint64_t n, const char *what)
{
  html_put (page, "<li class=\"%s\"><b>%" PRIu64 "</b> %s</li>\n", class, n,
	    what);
}

static void
put_counts (struct html_page *page)
{
  static const char *const names[ESC_K_HEAP]
    = { "dangling addresses", "possibly dangling", "stackable", "bounded",
	"hoistable", "broken contracts", "unused attributes" };
  const struct rep_results *r = page->h->r;
  uint64_t kinds[ESC_K_COUNT] = { 0 }, known = 0, functions = 0;
  uint64_t shares[REP_SHARE_COUNT] = { 0 };
  for (uint32_t i = 0; i < r->nfindings; i++)
    {
      kinds[r->findings[i].kind]++;
      known += r->findings[i].known;
    }
  for (uint32_t i = 0; i < r->nsites; i++)
    shares[rep_share_of (&r->sites[i])]++;
  for (uint32_t i = 0; i < r->nunits; i++)
    functions += r->units[i].nfunctions;
  html_put (page, "<h1>What escapes, and what need not</h1>\n<p class=\"lead\">%"
	    PRIu32 " finding%s in %" PRIu64 " function%s of %" PRIu32 " unit%s",
	    r->nfindings, plural (r->nfindings), functions, plural (functions),
	    r->nunits, plural (r->nunits));
  if (page->h->show->baseline)
    html_put (page, "; %" PRIu64 " of them new", r->nfindings - known);
  html_put (page, ".</p>\n<div class=\"counts\"><section><h2>Findings</h2>"
	    "<ul class=\"tiles\">\n");
  for (int k = 0; k < ESC_K_HEAP; k++)
    if (kinds[k] || k == ESC_K_DANGLE || k == ESC_K_STACKABLE)
      tile (page, esc_printf (&page->h->arena, "k-%s", esc_kind_name[k]),
	    kinds[k], names[k]);
  html_put (page, "</ul></section>\n<section><h2>Heap sites</h2>"
	    "<ul class=\"tiles\">\n");
  for (int i = 0; i < REP_SHARE_UNSEEN; i++)
    tile (page, html_share_class (i), shares[i], rep_share_name[i]);
  html_put (page, "</ul></section></div>\n");
}

static uint64_t
count_capped (const struct rep_results *r)
{
  uint64_t n = 0;
  for (uint32_t i = 0; i < r->nunits; i++)
    n += r->units[i].ncapped;
  return n;
}

static void
put_warning (struct html_page *page)
{
  const struct rep_results *r = page->h->r;
  uint64_t capped = count_capped (r);
  if (r->ngaps || capped || r->nleft)
    html_put (page, "<p class=\"warn\"><a href=\"#gaps\">Not all was "
	      "analysed</a>: %" PRIu32 " input%s left out, %" PRIu64
	      " function%s over budget, %" PRIu64 " without room in their "
	      "section.</p>\n", r->ngaps, plural (r->ngaps), capped,
	      plural (capped), r->nleft);
}

/* ---- Traffic.  */

static void
put_bar (struct html_page *page, const char *what, const uint64_t *shares,
	 uint64_t total)
{
  html_put (page, "<div class=\"row\"><span class=\"what\">%s</span>"
	    "<span class=\"bar\" role=\"img\" aria-label=\"", what);
  for (int i = 0; i < REP_SHARE_COUNT; i++)
    html_put (page, "%s%s %.1f %%", i ? ", " : "", rep_share_name[i],
	      percent (shares[i], total));
  html_put (page, "\">");
  for (int i = 0; i < REP_SHARE_COUNT; i++)
    if (shares[i])
      html_put (page, "<span class=\"%s\" style=\"width:%.3f%%\" title=\"%s: "
		"%.1f %%\"></span>", html_share_class (i),
		percent (shares[i], total), rep_share_name[i],
		percent (shares[i], total));
  html_put (page, "</span></div>\n");
}

struct reason
{
  const char *text;
  uint64_t calls;
};

static int
compare_reasons (const void *va, const void *vb)
{
  const struct reason *a = va, *b = vb;
  int c = (a->calls < b->calls) - (a->calls > b->calls);
  return c ? c : strcmp (a->text, b->text);
}

/* Why what is called stays on the heap: the reasons with most calls.  */
static void
put_reasons (struct html_page *page)
{
  const struct rep_results *r = page->h->r;
  struct esc_arena arena = { 0 };
  struct esc_map index = { 0 };
  struct reason *reasons = NULL;
  uint32_t n = 0, cap = 0;
  for (uint32_t i = 0; i < r->nsites; i++)
    {
      const struct rep_site *s = &r->sites[i];
      if (!s->calls || rep_share_of (s) != REP_SHARE_HEAP)
	continue;
      const char *text = rep_short_reason (&arena, s);
      uint32_t at = esc_map_get (&index, esc_hash_str (text));
      if (!at)
	{
	  struct reason one = { text, 0 };
	  ESC_PUSH (&arena, reasons, n, cap, one);
	  esc_map_put (&arena, &index, esc_hash_str (text), at = n);
	}
      reasons[at - 1].calls += s->calls;
    }
  if (n)
    {
      qsort (reasons, n, sizeof *reasons, compare_reasons);
      html_put (page, "<section><h3>Why the rest stays</h3><table class=\"list\">"
		"<thead><tr><th>Reason</th><th class=\"num\">Calls</th>"
		"<th class=\"num\">Share</th></tr></thead><tbody>\n");
    }
  for (uint32_t i = 0; i < n && i < MAX_REASONS; i++)
    {
      html_put (page, "<tr><td>");
      html_text (page, reasons[i].text);
      html_put (page, "</td><td class=\"num\">%" PRIu64
		"</td><td class=\"num\">%.1f %%</td></tr>\n", reasons[i].calls,
		percent (reasons[i].calls, r->total_calls));
    }
  if (n)
    html_put (page, "</tbody></table></section>\n");
  esc_arena_free (&arena);
}

static void
put_unseen (struct html_page *page)
{
  const struct rep_results *r = page->h->r;
  if (!r->ntraffic)
    return;
  html_put (page, "<section><h3>Not at a known site</h3><table class=\"list\">"
	    "<thead><tr><th>Place</th><th class=\"num\">Calls</th>"
	    "<th class=\"num\">Share</th></tr></thead><tbody>\n");
  for (uint32_t i = 0; i < r->ntraffic && i < MAX_TRAFFIC; i++)
    {
      html_put (page, "<tr><td>");
      html_text (page, r->traffic[i].label);
      html_put (page, "</td><td class=\"num\">%" PRIu64
		"</td><td class=\"num\">%.1f %%</td></tr>\n",
		r->traffic[i].calls,
		percent (r->traffic[i].calls, r->total_calls));
    }
  html_put (page, "</tbody></table></section>\n");
}

static void
put_traffic (struct html_page *page)
{
  const struct rep_results *r = page->h->r;
  uint64_t calls[REP_SHARE_COUNT] = { 0 }, bytes[REP_SHARE_COUNT] = { 0 };
  if (!r->nprofiles)
    return;
  for (uint32_t i = 0; i < r->nsites; i++)
    {
      calls[rep_share_of (&r->sites[i])] += r->sites[i].calls;
      bytes[rep_share_of (&r->sites[i])] += r->sites[i].bytes;
    }
  for (uint32_t i = 0; i < r->ntraffic; i++)
    {
      calls[REP_SHARE_UNSEEN] += r->traffic[i].calls;
      bytes[REP_SHARE_UNSEEN] += r->traffic[i].bytes;
    }
  html_put (page, "<h2 id=\"traffic\">Allocator traffic</h2>\n<p class=\"dim\">%"
	    PRIu64 " calls and %" PRIu64 " bytes in %" PRIu32
	    " profile%s.</p>\n", r->total_calls, r->total_bytes, r->nprofiles,
	    plural (r->nprofiles));
  put_bar (page, "calls", calls, r->total_calls);
  put_bar (page, "bytes", bytes, r->total_bytes);
  html_put (page, "<ul class=\"legend\">");
  for (int i = 0; i < REP_SHARE_COUNT; i++)
    html_put (page, "<li><span class=\"swatch %s\"></span> %s <b>%.1f %%</b> of "
	      "calls</li>", html_share_class (i), rep_share_name[i],
	      percent (calls[i], r->total_calls));
  html_put (page, "</ul>\n<div class=\"counts\">\n");
  put_reasons (page);
  put_unseen (page);
  html_put (page, "</div>\n");
}

/* ---- Findings.  */

/* Mistakes, then what may be one, then what could be better; old ones last.  */
static unsigned
finding_rank (const struct rep_finding *f)
{
  static const unsigned char rank[ESC_K_COUNT]
    = { 0, 2, 3, 4, 5, 1, 6, 7, 7 };
  return (f->known ? 8u : 0u) + rank[f->kind];
}

static int
compare_findings (const void *va, const void *vb)
{
  const struct rep_finding *a = *(const struct rep_finding *const *) va;
  const struct rep_finding *b = *(const struct rep_finding *const *) vb;
  int c = (int) finding_rank (a) - (int) finding_rank (b);
  /* The list is sorted by place.  */
  return c ? c : (a > b) - (a < b);
}

static void
put_finding (struct html_page *page, const struct rep_finding *f)
{
  struct html *h = page->h;
  const struct html_function *function
    = html_function_of (h, f->unit, f->function);
  const char *href
    = html_finding_href (page, (uint32_t) (f - h->r->findings), 0);
  html_put (page, "<tr><td>");
  html_kind_badge (page, f);
  html_put (page, "</td><td>");
  if (href)
    html_put (page, "<a href=\"%s\">", href);
  html_text (page, f->text);
  if (href)
    html_put (page, "</a>");
  if (f->across)
    html_put (page, " <span class=\"badge\">across units</span>");
  html_put (page, "</td><td class=\"nowrap\">");
  html_place (page, &f->pos);
  html_put (page, "</td><td>");
  if (function)
    html_put (page, "<a href=\"functions/%s\">picture</a>", function->page);
  html_put (page, "</td></tr>\n");
}

static void
put_findings (struct html_page *page)
{
  const struct rep_results *r = page->h->r;
  struct esc_arena arena = { 0 };
  html_put (page, "<h2 id=\"findings\">Findings</h2>\n");
  if (!r->nfindings)
    {
      html_put (page, "<p>None.</p>\n");
      return;
    }
  const struct rep_finding **order
    = esc_alloc (&arena, r->nfindings * sizeof *order);
  for (uint32_t i = 0; i < r->nfindings; i++)
    order[i] = &r->findings[i];
  qsort (order, r->nfindings, sizeof *order, compare_findings);
  html_put (page, "<table class=\"list\"><thead><tr><th>Kind</th><th>Finding"
	    "</th><th>Place</th><th><span class=\"hide\">Picture</span></th>"
	    "</tr></thead><tbody>\n");
  for (uint32_t i = 0; i < r->nfindings && i < MAX_FINDINGS; i++)
    put_finding (page, order[i]);
  html_put (page, "</tbody></table>\n");
  if (r->nfindings > MAX_FINDINGS)
    html_put (page, "<p class=\"dim\">The first %d of %" PRIu32 "; the pages of "
	      "the files have all.</p>\n", MAX_FINDINGS, r->nfindings);
  esc_arena_free (&arena);
}

/* ---- Sites.  */

static int
compare_sites (const void *va, const void *vb)
{
  const struct rep_site *a = *(const struct rep_site *const *) va;
  const struct rep_site *b = *(const struct rep_site *const *) vb;
  int c = (a->calls < b->calls) - (a->calls > b->calls);
  if (!c)
    c = (int) b->loop - (int) a->loop;
  if (!c)
    c = (int) rep_share_of (a) - (int) rep_share_of (b);
  /* The size that is not known is no large one.  */
  uint64_t sa = a->size > INT64_MAX ? 0 : a->size;
  uint64_t sb = b->size > INT64_MAX ? 0 : b->size;
  if (!c)
    c = (sa < sb) - (sa > sb);
  return c ? c : (a > b) - (a < b);
}

static void
put_site (struct html_page *page, const struct rep_site *s)
{
  const struct rep_results *r = page->h->r;
  html_put (page, "<tr><td>");
  html_verdict_badge (page, s);
  html_put (page, "</td><td><code>");
  html_text (page, s->function);
  html_put (page, "</code></td><td class=\"nowrap\">");
  html_place (page, &s->pos);
  html_put (page, "</td><td class=\"num\">");
  html_text (page, rep_size (&page->h->arena, s));
  html_put (page, "</td><td>%s</td><td>", s->loop ? "loop" : "");
  html_text (page, rep_short_reason (&page->h->arena, s));
  html_put (page, "</td><td class=\"nowrap\">");
  if (s->blocked.line > 0)
    html_place (page, &s->blocked);
  html_put (page, "</td>");
  if (r->nprofiles)
    html_put (page, "<td class=\"num\">%" PRIu64 "</td><td class=\"share\">"
	      "<span class=\"bar\"><span class=\"%s\" style=\"width:%.3f%%\">"
	      "</span></span></td>", s->calls,
	      html_share_class (rep_share_of (s)),
	      percent (s->calls, r->total_calls));
  html_put (page, "</tr>\n");
}

static void
put_sites (struct html_page *page)
{
  const struct rep_results *r = page->h->r;
  struct esc_arena arena = { 0 };
  html_put (page, "<h2 id=\"sites\">Heap sites</h2>\n");
  if (!r->nsites)
    {
      html_put (page, "<p>None.</p>\n");
      return;
    }
  const struct rep_site **order = esc_alloc (&arena,
					     r->nsites * sizeof *order);
  for (uint32_t i = 0; i < r->nsites; i++)
    order[i] = &r->sites[i];
  qsort (order, r->nsites, sizeof *order, compare_sites);
  html_put (page, "<table class=\"list\"><thead><tr><th>Verdict</th><th>Function"
	    "</th><th>Place</th><th class=\"num\">Bytes</th><th>Loop</th>"
	    "<th>Reason</th><th>Blocked at</th>%s</tr></thead><tbody>\n",
	    r->nprofiles ? "<th class=\"num\">Calls</th><th>Share</th>" : "");
  for (uint32_t i = 0; i < r->nsites && i < MAX_SITES; i++)
    put_site (page, order[i]);
  html_put (page, "</tbody></table>\n");
  if (r->nsites > MAX_SITES)
    html_put (page, "<p class=\"dim\">The first %d of %" PRIu32 ", %s first; the "
	      "pages of the files have all.</p>\n", MAX_SITES, r->nsites,
	      r->nprofiles ? "the most called" : "those in loops");
  esc_arena_free (&arena);
}

/* ---- Files, and what is missing.  */

static int
compare_files (const void *va, const void *vb)
{
  return strcmp ((*(const struct html_file *const *) va)->name,
		 (*(const struct html_file *const *) vb)->name);
}

static void
put_files (struct html_page *page)
{
  struct html *h = page->h;
  html_put (page, "<h2 id=\"files\">Files</h2>\n<table class=\"list\"><thead><tr>"
	    "<th>File</th><th class=\"num\">Findings</th>"
	    "<th class=\"num\">Sites</th>");
  for (int i = 0; i < REP_SHARE_UNSEEN; i++)
    html_put (page, "<th class=\"num\">%s</th>", rep_share_name[i]);
  html_put (page, "</tr></thead><tbody>\n");
  const struct html_file **order = esc_alloc (&h->arena, (h->nfiles + 1)
					      * sizeof *order);
  for (uint32_t i = 0; i < h->nfiles; i++)
    order[i] = &h->files[i];
  if (h->nfiles)
    qsort (order, h->nfiles, sizeof *order, compare_files);
  for (uint32_t i = 0; i < h->nfiles; i++)
    {
      const struct html_file *f = order[i];
      html_put (page, "<tr><td><a href=\"files/%s\">", f->page);
      html_text (page, f->name);
      html_put (page, "</a></td><td class=\"num\">%" PRIu32
		"</td><td class=\"num\">%" PRIu32 "</td>", f->nfindings,
		f->nsites);
      for (int k = 0; k < REP_SHARE_UNSEEN; k++)
	html_put (page, "<td class=\"num\">%" PRIu32 "</td>", f->share[k]);
      html_put (page, "</tr>\n");
    }
  html_put (page, "</tbody></table>\n");
}

static void
put_gaps (struct html_page *page)
{
  const struct rep_results *r = page->h->r;
  uint64_t capped = count_capped (r);
  html_put (page, "<h2 id=\"gaps\">Not analysed</h2>\n<ul class=\"gaps\">\n");
  for (uint32_t i = 0; i < r->ngaps && i < MAX_GAPS; i++)
    {
      html_put (page, "<li><code>");
      html_text (page, r->gaps[i].object);
      html_put (page, "</code> <span class=\"badge\">%s</span> ",
		rep_gap_name (r->gaps[i].kind));
      html_text (page, r->gaps[i].text);
      html_put (page, "</li>\n");
    }
  if (r->ngaps > MAX_GAPS)
    html_put (page, "<li>and %" PRIu32 " more</li>\n", r->ngaps - MAX_GAPS);
  if (capped)
    html_put (page, "<li>%" PRIu64 " function%s over the budget of the "
	      "analysis: nothing is said of them.</li>\n", capped,
	      plural (capped));
  if (r->nunknown_calls)
    html_put (page, "<li>%" PRIu64 " call%s to functions that no input has and "
	      "nobody knows: they may do anything with what they are given."
	      "</li>\n", r->nunknown_calls, plural (r->nunknown_calls));
  if (!r->ngaps && !capped && !r->nunknown_calls)
    html_put (page, "<li>Nothing: all of the inputs was analysed.</li>\n");
  html_put (page, "</ul>\n");
}

bool
html_index (struct html *h)
{
  struct html_page page;
  if (!html_begin (&page, h, "index.html", "escape report"))
    return false;
  put_counts (&page);
  put_warning (&page);
  put_traffic (&page);
  put_findings (&page);
  put_sites (&page);
  put_files (&page);
  put_gaps (&page);
  return html_end (&page);
}
