/* out-html.c - the HTML report: which pages there are, and making them.

   Input:   results.  Output: the folder that html.h describes.
   Not handled: files of an earlier report in that folder that have no page any
   more: they stay.  */

#include "passes/tools/files.h"
#include "passes/tools/html.h"
#include "passes/tools/load.h"
#include "passes/tools/progress.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- The plan.  */

/* The file that POS is in, made if it is new; NULL: POS is nowhere.  */
static struct html_file *
file_at (struct html *h, const struct rep_pos *pos)
{
  const char *name = rep_relative (&h->arena, h->show->root, pos->file);
  if (!*name)
    return NULL;
  uint64_t key = esc_hash_str (name);
  uint32_t i = esc_map_get (&h->by_name, key);
  if (!i)
    {
      struct html_file file = { .name = name };
      file.page = esc_printf (&h->arena, "%s.html",
			      rep_safe_name (&h->arena, name));
      ESC_PUSH (&h->arena, h->files, h->nfiles, h->files_cap, file);
      i = h->nfiles;
      esc_map_put (&h->arena, &h->by_name, key, i);
    }
  return &h->files[i - 1];
}

static struct html_file *
add_mark (struct html *h, const struct rep_pos *pos, enum html_mark_kind kind,
	  uint32_t index, uint32_t step)
{
  struct html_file *file = file_at (h, pos);
  struct html_mark mark = { pos->line, pos->column, kind, index, step };
  if (file)
    ESC_PUSH (&h->arena, file->marks, file->nmarks, file->marks_cap, mark);
  return file;
}

static uint64_t
function_key (uint32_t unit, const char *name)
{
  return esc_hash_int (esc_hash_str (name) + unit);
}

/* The page of the function F, made if it is new.  */
static struct html_function *
function_page (struct html *h, const struct rep_function *f)
{
  uint64_t key = function_key (f->unit, f->name);
  uint32_t i = esc_map_get (&h->by_function, key);
  if (!i)
    {
      const char *name
	= esc_printf (&h->arena, "%u/%s", (unsigned) f->unit, f->name);
      struct html_function one = { .function = f };
      one.page = esc_printf (&h->arena, "%s.html",
			     rep_safe_name (&h->arena, name));
      ESC_PUSH (&h->arena, h->functions, h->nfunctions, h->functions_cap, one);
      i = h->nfunctions;
      esc_map_put (&h->arena, &h->by_function, key, i);
    }
  return &h->functions[i - 1];
}

/* A page for each function that has a finding and a graph.  */
static void
plan_functions (struct html *h)
{
  const struct rep_results *r = h->r;
  struct esc_map graphs = { 0 };	/* key -> number in functions, from 1 */
  for (uint32_t i = 0; i < r->nfunctions; i++)
    {
      const struct rep_function *f = &r->functions[i];
      if (f->name && f->graph && rep_graph_unit (r, f))
	esc_map_put (&h->arena, &graphs, function_key (f->unit, f->name),
		     i + 1);
    }
  for (uint32_t i = 0; i < r->nfindings; i++)
    {
      const struct rep_finding *f = &r->findings[i];
      uint32_t number
	= f->function ? esc_map_get (&graphs, function_key (f->unit,
							    f->function)) : 0;
      if (!number)
	continue;
      struct html_function *page
	= function_page (h, &r->functions[number - 1]);
      ESC_PUSH (&h->arena, page->findings, page->nfindings, page->findings_cap,
		i);
    }
}

static int
compare_marks (const void *va, const void *vb)
{
  const struct html_mark *a = va, *b = vb;
  if (a->line != b->line)
    return a->line < b->line ? -1 : 1;
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  if (a->index != b->index)
    return a->index < b->index ? -1 : 1;
  return (a->step > b->step) - (a->step < b->step);
}

static void
plan (struct html *h)
{
  const struct rep_results *r = h->r;
  for (uint32_t i = 0; i < r->nfindings; i++)
    {
      const struct rep_finding *f = &r->findings[i];
      struct html_file *file = add_mark (h, &f->pos, HTML_FINDING, i, 0);
      if (file)
	file->nfindings++;
      for (uint32_t k = 0; k < f->nsteps; k++)
	add_mark (h, &f->steps[k].pos, HTML_STEP, i, k + 1);
    }
  for (uint32_t i = 0; i < r->nsites; i++)
    {
      struct html_file *file = file_at (h, &r->sites[i].pos);
      if (!file)
	continue;
      file->nsites++;
      file->share[rep_share_of (&r->sites[i])]++;
      add_mark (h, &r->sites[i].pos, HTML_SITE, i, 0);
      if (r->sites[i].blocked.line > 0)
	add_mark (h, &r->sites[i].blocked, HTML_BLOCK, i, 0);
    }
  for (uint32_t i = 0; i < r->nparams; i++)
    add_mark (h, &r->params[i].pos, HTML_PARAM, i, 0);
  for (uint32_t i = 0; i < h->nfiles; i++)
    {
      if (h->files[i].nmarks)
	qsort (h->files[i].marks, h->files[i].nmarks,
	       sizeof *h->files[i].marks, compare_marks);
      html_count_lines (h, &h->files[i]);
    }
  plan_functions (h);
}

/* ---- The folder.  */

static bool
make_folder (const char *name)
{
  struct stat status;
  if (mkdir (name, 0777) == 0)
    return true;
  int error = errno;
  if (error == EEXIST && stat (name, &status) == 0 && S_ISDIR (status.st_mode))
    return true;
  rep_error ("cannot make the folder '%s': %s", name, strerror (error));
  return false;
}

static bool
write_style (struct html *h)
{
  const char *path = esc_printf (&h->arena, "%s/report.css", h->show->target);
  FILE *file = rep_create (path);
  if (!file)
    return false;
  for (const char *const *line = html_style; *line; line++)
    {
      fputs (*line, file);
      putc ('\n', file);
    }
  return rep_close (file, path);
}

bool
rep_out_html (const struct rep_results *r, const struct rep_show *show)
{
  struct html h = { .r = r, .show = show };
  struct esc_arena *arena = &h.arena;
  plan (&h);
  bool good = make_folder (show->target)
	      && make_folder (esc_printf (arena, "%s/files", show->target))
	      && make_folder (esc_printf (arena, "%s/functions", show->target))
	      && write_style (&h) && html_index (&h);
  uint64_t done = 0, total = (uint64_t) h.nfiles + h.nfunctions;
  for (uint32_t i = 0; good && i < h.nfiles; i++)
    {
      rep_progress ("pages", done++, total);
      good = html_source (&h, &h.files[i]);
    }
  for (uint32_t i = 0; good && i < h.nfunctions; i++)
    {
      rep_progress ("pages", done++, total);
      good = html_function_page (&h, &h.functions[i]);
    }
  esc_arena_free (arena);
  return good;
}
