/* report.c - the list of findings.  See report.h.  */

#include "report.h"

#include <stdlib.h>
#include <string.h>

const char *const esc_kind_name[ESC_K_COUNT] = {
  "dangle", "maybe", "stackable", "bounded", "hoist", "contract", "unused",
  "heap", "param", "limit"
};

void
esc_report_init (struct esc_report *report, const struct esc_unit *unit)
{
  memset (report, 0, sizeof *report);
  report->unit = unit;
}

void
esc_report_free (struct esc_report *report)
{
  esc_arena_free (&report->arena);
}

struct esc_finding *
esc_report_add (struct esc_report *report, enum esc_kind kind,
		const struct esc_fn *fn, esc_loc loc, const char *text)
{
  struct esc_finding f = { .kind = kind, .fn = fn, .loc = loc, .text = text,
			   .serial = report->n };
  f.pos = esc_expand (report->unit, loc);
  ESC_PUSH (&report->arena, report->items, report->n, report->cap, f);
  return &report->items[report->n - 1];
}

void
esc_report_step (struct esc_report *report, struct esc_finding *finding,
		 const struct esc_fn *fn, esc_loc loc, const char *text)
{
  struct esc_step *step = esc_alloc (&report->arena, sizeof *step);
  step->fn = fn;
  step->loc = loc;
  step->text = text;
  struct esc_step **end = &finding->steps;
  while (*end)
    end = &(*end)->next;
  *end = step;
}

static int
order (const void *va, const void *vb)
{
  const struct esc_finding *a = va, *b = vb;
  const char *af = a->pos.file ? a->pos.file : "";
  const char *bf = b->pos.file ? b->pos.file : "";
  int c = strcmp (af, bf);
  if (!c)
    c = (a->pos.line > b->pos.line) - (a->pos.line < b->pos.line);
  if (!c)
    c = (a->pos.column > b->pos.column) - (a->pos.column < b->pos.column);
  if (!c)
    c = (int) a->kind - (int) b->kind;
  if (!c)
    c = strcmp (a->text, b->text);
  if (!c)
    c = (a->serial > b->serial) - (a->serial < b->serial);
  return c;
}

/* Whether B says nothing that A, which comes before it, has not said: of an
   address that one macro puts into several places, one is enough.  */
static bool
same_finding (const struct esc_finding *a, const struct esc_finding *b)
{
  if (a->kind != b->kind || a->fn != b->fn || a->pos.line != b->pos.line
      || a->pos.column != b->pos.column)
    return false;
  if (strcmp (a->text, b->text) == 0)
    return true;
  return (a->kind == ESC_K_DANGLE || a->kind == ESC_K_MAYBE) && a->pos.line
	 && a->which && a->which == b->which;
}

void
esc_report_finish (struct esc_report *report)
{
  if (!report->n)
    return;
  qsort (report->items, report->n, sizeof *report->items, order);
  uint32_t n = 1;
  for (uint32_t i = 1; i < report->n; i++)
    {
      struct esc_finding *a = &report->items[n - 1], *b = &report->items[i];
      if (same_finding (a, b))
	continue;
      report->items[n++] = *b;
    }
  report->n = n;
}

const char *
esc_report_place (struct esc_report *report, esc_loc loc)
{
  struct esc_pos pos = esc_expand (report->unit, loc);
  if (!pos.line)
    return "an unknown place";
  const char *file = pos.file ? pos.file : report->unit->name;
  const char *slash = strrchr (file, '/');
  return esc_printf (&report->arena, "%s:%d", slash ? slash + 1 : file,
		     pos.line);
}

const char *
esc_report_size (struct esc_arena *arena, uint64_t size, bool fixed, bool *one)
{
  *one = size > INT64_MAX || (fixed && size == 1);
  if (size > INT64_MAX)
    return "this object";
  if (!fixed)
    return esc_printf (arena, "these at most %llu bytes",
		       (unsigned long long) size);
  return size == 1 ? "this byte"
	 : esc_printf (arena, "these %llu bytes", (unsigned long long) size);
}

const char *
esc_report_stay (struct esc_report *report, uint64_t size, bool fixed,
		 const char *reason, esc_loc loc, esc_loc call)
{
  struct esc_arena *arena = &report->arena;
  bool one;
  const char *what = esc_report_size (arena, size, fixed, &one);
  const char *at = loc && loc != call ? esc_report_place (report, loc) : NULL;
  return esc_printf (arena, "%s stay%s on the heap: %s%s%s", what,
		     one ? "s" : "", reason, at ? " at " : "", at ? at : "");
}
