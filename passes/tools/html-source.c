/* html-source.c - the page of a source file, annotated.

   Input:   a file with its marks, and the source if it lies in the folder of the
	    sources.
   Output:  a page: a letter in the margin of each line with a finding or a site,
	    below the line what there is to say; each step of a path where it
	    happens, with links to the one before and the next.
   Not handled: sources outside of that folder: an input must not choose which
   files get into a report that others read.

   Of a long file only the surroundings of what is said are shown.  */

#define _XOPEN_SOURCE 700	/* realpath */

#include "passes/tools/files.h"
#include "passes/tools/html.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_SOURCE ((size_t) 1 << 27)

/* Files of more lines are cut down to so many lines around each mark.  */
enum { LONG_FILE = 4000, AROUND = 12 };

enum { TAB = 8 };

struct source
{
  char **lines;			/* from 1 */
  int n, cap;
  const char *why;		/* why there is none, or NULL */
};

/* ---- Reading.  */

/* The real name of FILE if it is a file below ROOT, in ARENA, or NULL with
   *WHY.  */
static const char *
real_name (struct esc_arena *arena, const char *root, const char *file,
	   const char **why)
{
  char real[PATH_MAX];
  struct stat status;
  const char *name = *file == '/' ? file
		     : esc_printf (arena, "%s/%s", root, file);
  size_t n = strlen (root);
  *why = NULL;
  if (!realpath (name, real) || stat (real, &status))
    *why = strerror (errno);
  else if (n > 1 && (strncmp (real, root, n) || real[n] != '/'))
    *why = "it lies outside of --source-dir";
  else if (!S_ISREG (status.st_mode))
    *why = "it is no regular file";
  return *why ? NULL : esc_strdup (arena, real);
}

static void
read_source (struct html *h, struct esc_arena *arena,
	     const struct html_file *file, struct source *s)
{
  size_t len;
  const char *name = real_name (arena, h->show->root, file->name, &s->why);
  char *text = name ? rep_read_file (arena, name, MAX_SOURCE, &len, &s->why)
	       : NULL;
  if (!text)
    return;
  int n = 1;
  for (size_t i = 0; i < len; i++)
    n += text[i] == '\n';
  s->lines = esc_alloc (arena, ((size_t) n + 1) * sizeof *s->lines);
  for (char *end = text + len; text < end;)
    {
      char *newline = memchr (text, '\n', (size_t) (end - text));
      s->lines[++s->n] = text;
      if (!newline)
	break;
      *newline = '\0';
      if (newline > text && newline[-1] == '\r')
	newline[-1] = '\0';
      text = newline + 1;
    }
}

void
html_count_lines (struct html *h, struct html_file *file)
{
  struct source s = { .why = NULL };
  struct esc_arena arena = { 0 };
  read_source (h, &arena, file, &s);
  file->nlines = s.n;
  esc_arena_free (&arena);
}

bool
html_has_line (const struct html_file *file, int line)
{
  if (line < 1)
    return false;
  if (file->nlines <= LONG_FILE && line <= file->nlines)
    return true;
  /* The first mark that is not AROUND lines before.  */
  uint32_t low = 0, high = file->nmarks;
  while (low < high)
    {
      uint32_t middle = low + (high - low) / 2;
      if ((int64_t) file->marks[middle].line + AROUND < line)
	low = middle + 1;
      else
	high = middle;
    }
  if (line <= file->nlines)
    return low < file->nmarks
	   && file->marks[low].line <= (int64_t) line + AROUND;
  while (low < file->nmarks && file->marks[low].line < line)
    low++;
  return low < file->nmarks && file->marks[low].line == line;
}

/* ---- A line.  */

static void
put_code (struct html_page *page, const char *line, int column)
{
  struct esc_arena arena = { 0 };
  size_t len = strlen (line), from = len, to = len;
  if (column > 0 && (size_t) column <= len)
    {
      from = to = (size_t) column - 1;
      while (isalnum ((unsigned char) line[to]) || line[to] == '_')
	to++;
      /* What is no word is one character, or one that has several bytes.  */
      if (to == from)
	for (to++; (line[to] & 0xc0) == 0x80; to++)
	  ;
      if ((line[from] & 0xc0) == 0x80)
	from = to = len;
    }
  unsigned at = 0;
  for (size_t i = 0; i < len;)
    {
      if (i == from && from < to)
	html_put (page, "<mark>");
      size_t n = 1;
      if (line[i] == '\t')
	{
	  html_put (page, "%*s", (int) (TAB - at % TAB), "");
	  at += TAB - at % TAB;
	}
      else
	{
	  while (i + n < len && i + n != from && i + n != to
		 && line[i + n] != '\t')
	    n++;
	  html_text (page, esc_strndup (&arena, line + i, n));
	  at += (unsigned) n;
	}
      i += n;
      if (i == to && from < to)
	html_put (page, "</mark>");
    }
  esc_arena_free (&arena);
}

/* The letter and the class of what matters most among the N MARKS of a line;
   NULL: nothing does.  */
static const char *
letter (const struct html *h, const struct html_mark *marks, uint32_t n,
	const char **class)
{
  static const char *const letters[ESC_K_HEAP]
    = { "D", "M", "S", "B", "C", "!", "!" };
  for (uint32_t i = 0; i < n; i++)
    if (marks[i].kind == HTML_FINDING)
      {
	enum esc_kind kind = h->r->findings[marks[i].index].kind;
	*class = esc_kind_name[kind];
	return letters[kind];
      }
  for (uint32_t i = 0; i < n; i++)
    if (marks[i].kind == HTML_SITE)
      {
	const struct rep_site *s = &h->r->sites[marks[i].index];
	*class = rep_verdict (s);
	return s->hoist ? "C" : s->verdict == ESC_V_STACKABLE ? "S"
	       : s->verdict == ESC_V_BOUNDED ? "B" : "H";
      }
  return NULL;
}

/* ---- What stands below a line.  */

/* Whether step STEP (from 1) of F is where F is reported: then it is shown in the
   list of steps there, and not once more.  */
static bool
at_finding (const struct rep_finding *f, uint32_t step)
{
  const struct rep_pos *pos = &f->steps[step - 1].pos;
  return pos->line == f->pos.line
	 && strcmp (pos->file ? pos->file : "",
		    f->pos.file ? f->pos.file : "") == 0;
}

static void
put_finding (struct html_page *page, uint32_t index)
{
  const struct rep_finding *f = &page->h->r->findings[index];
  const struct html_function *function
    = html_function_of (page->h, f->unit, f->function);
  html_put (page, "<div class=\"note\" id=\"f%u\">", index + 1);
  html_kind_badge (page, f);
  html_put (page, " <span class=\"text\">");
  html_text (page, f->text);
  html_put (page, "</span>");
  if (f->nsteps)
    html_put (page, "<ol class=\"path\">");
  for (uint32_t k = 0; k < f->nsteps; k++)
    {
      const char *href = html_finding_href (page, index, k + 1);
      const char *place = rep_place (&page->h->arena, page->h->show,
				     &f->steps[k].pos);
      if (at_finding (f, k + 1))
	html_put (page, "<li id=\"f%u-%u\">", index + 1, k + 1);
      else
	html_put (page, "<li>");
      if (href)
	html_put (page, "<a href=\"%s\">", href);
      html_text (page, f->steps[k].text);
      if (href)
	html_put (page, "</a>");
      html_put (page, " <span class=\"dim\">");
      html_text (page, place);
      html_put (page, "</span></li>");
    }
  if (f->nsteps)
    html_put (page, "</ol>");
  if (function)
    html_put (page, "<p class=\"more\"><a href=\"../functions/%s\">Picture of "
	      "the function's flows</a></p>", function->page);
  html_put (page, "</div>\n");
}

static void
put_step (struct html_page *page, const struct html_mark *m)
{
  const struct rep_finding *f = &page->h->r->findings[m->index];
  const char *whole = html_finding_href (page, m->index, 0);
  const char *back = m->step > 1
		     ? html_finding_href (page, m->index, m->step - 1) : NULL;
  const char *next = m->step < f->nsteps
		     ? html_finding_href (page, m->index, m->step + 1) : NULL;
  if (at_finding (f, m->step))
    return;
  html_put (page, "<div class=\"step\" id=\"f%u-%u\"><span class=\"number "
	    "k-%s\">%u</span> ", m->index + 1, m->step,
	    esc_kind_name[f->kind], m->step);
  html_text (page, f->steps[m->step - 1].text);
  html_put (page, " <span class=\"walk\">");
  if (back)
    html_put (page, "<a href=\"%s\" rel=\"prev\">previous</a> ", back);
  if (next)
    html_put (page, "<a href=\"%s\" rel=\"next\">next</a> ", next);
  if (whole)
    html_put (page, "<a href=\"%s\">%s</a>", whole, esc_kind_name[f->kind]);
  html_put (page, "</span></div>\n");
}

static void
put_site (struct html_page *page, uint32_t index)
{
  const struct rep_results *r = page->h->r;
  const struct rep_site *s = &r->sites[index];
  struct esc_arena *arena = &page->h->arena;
  bool said = html_site_finding (page->h, s) != NULL;
  if (said && !s->calls)
    return;
  html_put (page, "<div class=\"note site\" id=\"s%u\">", index + 1);
  if (!said)
    {
      html_verdict_badge (page, s);
      html_put (page, " ");
      if (s->verdict == ESC_V_HEAP && !s->hoist)
	html_text (page, rep_site_text (arena, s));
      else
	{
	  html_put (page, "%s bytes: ", rep_size (arena, s)[0] == '<'
		    ? "a bounded number of" : rep_size (arena, s));
	  html_text (page, rep_short_reason (arena, s));
	}
      if (s->blocked.line > 0)
	{
	  html_put (page, " <span class=\"walk\">");
	  html_place (page, &s->blocked);
	  html_put (page, "</span>");
	}
    }
  if (s->calls)
    html_put (page, " <span class=\"dim\">%llu calls, %llu bytes in the "
	      "profile</span>", (unsigned long long) s->calls,
	      (unsigned long long) s->bytes);
  html_put (page, "</div>\n");
}

static void
put_mark (struct html_page *page, const struct html_mark *m)
{
  switch (m->kind)
    {
    case HTML_FINDING: put_finding (page, m->index); break;
    case HTML_STEP: put_step (page, m); break;
    case HTML_SITE: put_site (page, m->index); break;
    case HTML_BLOCK:
      html_put (page, "<div class=\"note param\">This keeps the object of ");
      html_place (page, &page->h->r->sites[m->index].pos);
      html_put (page, " on the heap.</div>\n");
      break;
    case HTML_PARAM:
      html_put (page, "<div class=\"note param\">");
      html_text (page, page->h->r->params[m->index].text);
      html_put (page, "</div>\n");
      break;
    }
}

/* ---- The page.  */

/* Line NUMBER of S (0: what has no line; no text, if there is no source) with its
   N MARKS.  */
static void
put_line (struct html_page *page, const struct source *s, int number,
	  const struct html_mark *marks, uint32_t n)
{
  const char *class = NULL;
  const char *mark = letter (page->h, marks, n, &class);
  int column = n && marks[0].kind < HTML_PARAM ? marks[0].column : 0;
  html_put (page, "<tr id=\"L%d\"%s><td class=\"m\">", number,
	    n ? " class=\"said\"" : "");
  if (mark)
    html_put (page, "<span class=\"letter k-%s\" title=\"%s\">%s</span>", class,
	      class, mark);
  html_put (page, "</td><td class=\"n\">");
  if (number)
    html_put (page, "<a href=\"#L%d\">%d</a>", number, number);
  html_put (page, "</td><td class=\"c\"><code>");
  if (number > 0 && number <= s->n)
    put_code (page, s->lines[number], column);
  html_put (page, "</code></td></tr>\n");
  if (!n)
    return;
  html_put (page, "<tr class=\"notes\"><td></td><td></td><td>");
  for (uint32_t i = 0; i < n; i++)
    put_mark (page, &marks[i]);
  html_put (page, "</td></tr>\n");
}

static void
put_lines (struct html_page *page, const struct html_file *file,
	   const struct source *s)
{
  uint32_t m = 0;
  int hidden = 0;
  html_put (page, "<table class=\"source\"><tbody>\n");
  /* What has no line stands at the top.  */
  while (m < file->nmarks && file->marks[m].line < 1)
    m++;
  if (m)
    put_line (page, s, 0, file->marks, m);
  for (int64_t line = 1; line <= s->n || m < file->nmarks; line++)
    {
      /* Beyond the end of the source, or without one, only what is said.  */
      if (line > s->n)
	line = file->marks[m].line;
      uint32_t n = 0;
      while (m + n < file->nmarks && file->marks[m + n].line == line)
	n++;
      if (!n && !html_has_line (file, (int) line))
	{
	  hidden++;
	  continue;
	}
      if (hidden)
	html_put (page, "<tr class=\"hidden\"><td></td><td></td><td>%d lines "
		  "without a finding</td></tr>\n", hidden);
      hidden = 0;
      put_line (page, s, (int) line, file->marks + m, n);
      m += n;
    }
  if (hidden)
    html_put (page, "<tr class=\"hidden\"><td></td><td></td><td>%d lines "
	      "without a finding</td></tr>\n", hidden);
  html_put (page, "</tbody></table>\n");
}

static void
put_head (struct html_page *page, const struct html_file *file,
	  const struct source *s)
{
  static const struct { const char *letter, *class, *text; } legend[]
    = { { "D", "dangle", "an address outlives its object" },
	{ "S", "stackable", "could live on the stack" },
	{ "B", "bounded", "the same, with a bound" },
	{ "C", "hoist", "could live in the caller's frame" },
	{ "H", "heap", "stays on the heap" } };
  html_put (page, "<h1 class=\"file\">");
  html_text (page, file->name);
  html_put (page, "</h1>\n<p class=\"dim\">%u finding%s, %u heap site%s</p>\n"
	    "<ul class=\"legend\">", file->nfindings,
	    file->nfindings == 1 ? "" : "s", file->nsites,
	    file->nsites == 1 ? "" : "s");
  for (size_t i = 0; i < sizeof legend / sizeof *legend; i++)
    html_put (page, "<li><span class=\"letter k-%s\">%s</span> %s</li>",
	      legend[i].class, legend[i].letter, legend[i].text);
  html_put (page, "</ul>\n");
  if (s->why)
    {
      html_put (page, "<p class=\"warn\">The source is not shown: ");
      html_text (page, s->why);
      html_put (page, ". What was found in it stands below; --source-dir names "
		"the folder of the sources.</p>\n");
    }
  else if (s->n > LONG_FILE)
    html_put (page, "<p class=\"dim\">Of its %d lines those around a finding "
	      "are shown.</p>\n", s->n);
}

bool
html_source (struct html *h, const struct html_file *file)
{
  struct html_page page;
  struct source s = { .why = NULL };
  struct esc_arena arena = { 0 };
  const char *name = esc_printf (&arena, "files/%s", file->page);
  if (!html_begin (&page, h, name, file->name))
    {
      esc_arena_free (&arena);
      return false;
    }
  read_source (h, &arena, file, &s);
  put_head (&page, file, &s);
  put_lines (&page, file, &s);
  esc_arena_free (&arena);
  return html_end (&page);
}
