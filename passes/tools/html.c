/* html.c - the frame of the pages, and links between them.  See html.h.  */

#include "passes/tools/html.h"

#include "passes/tools/files.h"

#include <stdarg.h>
#include <string.h>

/* ---- Text.  */

void
html_text (struct html_page *page, const char *text)
{
  struct esc_arena arena = { 0 };
  for (const char *c = rep_clean (&arena, text, true); *c; c++)
    switch (*c)
      {
      case '&': fputs ("&amp;", page->file); break;
      case '<': fputs ("&lt;", page->file); break;
      case '>': fputs ("&gt;", page->file); break;
      case '"': fputs ("&quot;", page->file); break;
      case '\'': fputs ("&#39;", page->file); break;
      default: putc (*c, page->file); break;
      }
  esc_arena_free (&arena);
}

void
html_put (struct html_page *page, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  vfprintf (page->file, format, args);
  va_end (args);
}

/* ---- The frame.  */

bool
html_begin (struct html_page *page, struct html *h, const char *name,
	    const char *title)
{
  page->h = h;
  page->up = strchr (name, '/') ? "../" : "";
  page->path = esc_printf (&h->arena, "%s/%s", h->show->target, name);
  page->file = rep_create (page->path);
  if (!page->file)
    return false;
  html_put (page, "<!DOCTYPE html>\n"
	    "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n"
	    "<head>\n<meta charset=\"utf-8\"/>\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\"/>\n<title>");
  html_text (page, title);
  html_put (page, "</title>\n<link rel=\"stylesheet\" href=\"%sreport.css\"/>\n"
	    "</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the "
	    "contents</a>\n<header><nav aria-label=\"Report\">"
	    "<a class=\"home\" href=\"%sindex.html\">escape report</a>",
	    page->up, page->up);
  html_put (page, "<a href=\"%sindex.html#findings\">Findings</a>"
	    "<a href=\"%sindex.html#sites\">Heap sites</a>"
	    "<a href=\"%sindex.html#files\">Files</a>"
	    "<a href=\"%sindex.html#gaps\">Not analysed</a>"
	    "</nav></header>\n<main id=\"main\">\n",
	    page->up, page->up, page->up, page->up);
  return true;
}

bool
html_end (struct html_page *page)
{
  html_put (page, "</main>\n<footer>escape-report %s</footer>\n</body>\n"
	    "</html>\n", ESC_VERSION);
  return rep_close (page->file, page->path);
}

/* ---- Links.  */

const struct html_file *
html_file_of (const struct html *h, const struct rep_pos *pos)
{
  struct esc_arena arena = { 0 };
  const char *name = rep_relative (&arena, h->show->root, pos->file);
  uint32_t i = *name ? esc_map_get (&h->by_name, esc_hash_str (name)) : 0;
  esc_arena_free (&arena);
  return i ? &h->files[i - 1] : NULL;
}

const struct html_function *
html_function_of (const struct html *h, uint32_t unit, const char *name)
{
  uint64_t key = name ? esc_hash_int (esc_hash_str (name) + unit) : 0;
  uint32_t i = key ? esc_map_get (&h->by_function, key) : 0;
  return i ? &h->functions[i - 1] : NULL;
}

/* The way from PAGE to a page of the folder files/.  */
static const char *
to_files (const struct html_page *page)
{
  return *page->up ? "../files/" : "files/";
}

void
html_place (struct html_page *page, const struct rep_pos *pos)
{
  const struct html_file *file = html_file_of (page->h, pos);
  if (file && !html_has_line (file, pos->line))
    file = NULL;
  const char *name = rep_file (&page->h->arena, page->h->show, pos);
  if (file)
    html_put (page, "<a class=\"place\" href=\"%s%s#L%d\">", to_files (page),
	      file->page, pos->line);
  html_text (page, *name ? name : "unknown place");
  if (pos->line > 0)
    html_put (page, ":%d", pos->line);
  if (file)
    html_put (page, "</a>");
}

const char *
html_finding_href (struct html_page *page, uint32_t index, uint32_t step)
{
  const struct rep_finding *f = &page->h->r->findings[index];
  const struct rep_pos *pos = step ? &f->steps[step - 1].pos : &f->pos;
  const struct html_file *file = html_file_of (page->h, pos);
  if (!file)
    return NULL;
  struct esc_arena *arena = &page->h->arena;
  if (step)
    return esc_printf (arena, "%s%s#f%u-%u", to_files (page), file->page,
		       index + 1, step);
  return esc_printf (arena, "%s%s#f%u", to_files (page), file->page, index + 1);
}

/* ---- Badges.  */

void
html_kind_badge (struct html_page *page, const struct rep_finding *f)
{
  html_put (page, "<span class=\"badge k-%s\">%s</span>",
	    esc_kind_name[f->kind], esc_kind_name[f->kind]);
  if (f->known)
    html_put (page, " <span class=\"badge old\">in the baseline</span>");
}

void
html_verdict_badge (struct html_page *page, const struct rep_site *s)
{
  html_put (page, "<span class=\"badge k-%s\">%s</span>", rep_verdict (s),
	    rep_verdict (s));
}

const char *
html_share_class (enum rep_share share)
{
  static const char *const classes[REP_SHARE_COUNT]
    = { "k-stackable", "k-bounded", "k-hoist", "k-heap", "k-unseen" };
  return classes[share];
}

const struct rep_finding *
html_site_finding (const struct html *h, const struct rep_site *s)
{
  /* Both lists are sorted by place: find the first finding that is not
     before.  */
  const struct rep_results *r = h->r;
  uint32_t low = 0, high = r->nfindings;
  const char *file = s->pos.file ? s->pos.file : "";
  while (low < high)
    {
      uint32_t middle = low + (high - low) / 2;
      const struct rep_pos *pos = &r->findings[middle].pos;
      int c = strcmp (pos->file ? pos->file : "", file);
      if (c < 0 || (!c && (pos->line < s->pos.line
			   || (pos->line == s->pos.line
			       && pos->column < s->pos.column))))
	low = middle + 1;
      else
	high = middle;
    }
  for (; low < r->nfindings; low++)
    {
      const struct rep_finding *f = &r->findings[low];
      if (strcmp (f->pos.file ? f->pos.file : "", file)
	  || f->pos.line != s->pos.line || f->pos.column != s->pos.column)
	return NULL;
      if (f->kind == ESC_K_STACKABLE || f->kind == ESC_K_BOUNDED
	  || f->kind == ESC_K_HOIST)
	return f;
    }
  return NULL;
}
