/* out-json.c - everything as JSON, an object a line.

   Input:   results.
   Output:  a line with the version of the form and the counts, then a line for
	    each finding, site, parameter, unit, gap and place of traffic, with a
	    field "type" that says which.
   Not handled: functions without anything to say.

   The form is in escape-report(1).  A reader ignores fields that it does not know;
   the version changes when one gets another meaning.  A number that is not known
   is null, a place without a line has none.  */

#include "passes/tools/files.h"
#include "passes/tools/json.h"
#include "passes/tools/outputs.h"

enum { VERSION = 1 };

struct writer
{
  const struct rep_results *r;
  const struct rep_show *show;
  struct esc_arena arena;
  bool good;
};

static json_t *
record (const char *type)
{
  json_t *one = json_object ();
  rep_json_text (one, "type", type);
  return one;
}

static void
finish (struct writer *w, json_t *one)
{
  w->good &= rep_json_line (one, w->show->file);
  putc ('\n', w->show->file);
}

static void
flag (json_t *one, const char *key, bool value)
{
  json_object_set_new (one, key, json_boolean (value));
}

static void
place (struct writer *w, json_t *one, const struct rep_pos *pos)
{
  rep_json_text (one, "file", rep_file (&w->arena, w->show, pos));
  if (pos->line > 0)
    json_object_set_new (one, "line", json_integer (pos->line));
  if (pos->line > 0 && pos->column > 0)
    json_object_set_new (one, "column", json_integer (pos->column));
}

/* The object file of unit number UNIT.  */
static void
object (struct writer *w, json_t *one, uint32_t unit)
{
  if (unit < w->r->nunits)
    rep_json_text (one, "object", w->r->units[unit].object);
}

static void
write_header (struct writer *w)
{
  const struct rep_results *r = w->r;
  json_t *one = record ("header");
  rep_json_text (one, "format", "escape-report");
  json_object_set_new (one, "version", json_integer (VERSION));
  rep_json_text (one, "tool", ESC_VERSION);
  rep_json_number (one, "findings", r->nfindings);
  rep_json_number (one, "sites", r->nsites);
  rep_json_number (one, "params", r->nparams);
  rep_json_number (one, "functions", r->nfunctions);
  rep_json_number (one, "units", r->nunits);
  rep_json_number (one, "gaps", r->ngaps);
  rep_json_number (one, "unknown_calls", r->nunknown_calls);
  rep_json_number (one, "conditional", r->nconditional);
  rep_json_number (one, "settled", r->nsettled);
  rep_json_number (one, "left_out", r->nleft);
  rep_json_number (one, "profiles", r->nprofiles);
  rep_json_number (one, "calls", r->total_calls);
  rep_json_number (one, "bytes", r->total_bytes);
  finish (w, one);
}

static void
write_finding (struct writer *w, const struct rep_finding *f)
{
  json_t *one = record ("finding"), *steps = json_array ();
  rep_json_text (one, "kind", esc_kind_name[f->kind]);
  place (w, one, &f->pos);
  rep_json_text (one, "function", f->function);
  rep_json_text (one, "text", f->text);
  rep_json_text (one, "fingerprint", f->fingerprint);
  flag (one, "across", f->across);
  flag (one, "known", f->known);
  object (w, one, f->unit);
  for (uint32_t i = 0; i < f->nsteps; i++)
    {
      json_t *step = json_object ();
      place (w, step, &f->steps[i].pos);
      rep_json_text (step, "function", f->steps[i].function);
      rep_json_text (step, "text", f->steps[i].text);
      json_array_append_new (steps, step);
    }
  json_object_set_new (one, "steps", steps);
  finish (w, one);
}

static void
write_site (struct writer *w, const struct rep_site *s)
{
  json_t *one = record ("site");
  rep_json_text (one, "verdict", rep_verdict (s));
  place (w, one, &s->pos);
  rep_json_text (one, "function", s->function);
  rep_json_text (one, "allocator", s->allocator);
  rep_json_number (one, "size", s->size);
  flag (one, "fixed", s->fixed);
  flag (one, "loop", s->loop);
  flag (one, "across", s->across);
  if (s->reason)
    rep_json_text (one, "reason", s->reason);
  if (s->blocked.line > 0)
    {
      json_t *blocked = json_object ();
      place (w, blocked, &s->blocked);
      json_object_set_new (one, "blocked", blocked);
    }
  if (w->r->nprofiles)
    {
      rep_json_number (one, "calls", s->calls);
      rep_json_number (one, "bytes", s->bytes);
    }
  object (w, one, s->unit);
  finish (w, one);
}

static void
write_param (struct writer *w, const struct rep_param *p)
{
  json_t *one = record ("param");
  place (w, one, &p->pos);
  rep_json_text (one, "function", p->function);
  rep_json_text (one, "text", p->text);
  object (w, one, p->unit);
  finish (w, one);
}

static void
write_unit (struct writer *w, const struct rep_unit *u)
{
  json_t *one = record ("unit");
  struct rep_pos source = { u->source, 0, 0 };
  rep_json_text (one, "object", u->object);
  rep_json_text (one, "source", rep_file (&w->arena, w->show, &source));
  rep_json_number (one, "functions", u->nfunctions);
  rep_json_number (one, "capped", u->ncapped);
  finish (w, one);
}

static void
write_gap (struct writer *w, const struct rep_gap *g)
{
  json_t *one = record ("gap");
  rep_json_text (one, "kind", rep_gap_name (g->kind));
  rep_json_text (one, "object", g->object);
  rep_json_text (one, "text", g->text);
  finish (w, one);
}

static void
write_traffic (struct writer *w, const struct rep_traffic *t)
{
  json_t *one = record ("traffic");
  rep_json_text (one, "label", t->label);
  rep_json_number (one, "calls", t->calls);
  rep_json_number (one, "bytes", t->bytes);
  finish (w, one);
}

bool
rep_out_json (const struct rep_results *r, const struct rep_show *show)
{
  struct writer w = { .r = r, .show = show, .good = true };
  write_header (&w);
  for (uint32_t i = 0; i < r->nfindings; i++)
    write_finding (&w, &r->findings[i]);
  for (uint32_t i = 0; i < r->nsites; i++)
    write_site (&w, &r->sites[i]);
  for (uint32_t i = 0; i < r->nparams; i++)
    write_param (&w, &r->params[i]);
  for (uint32_t i = 0; i < r->nunits; i++)
    write_unit (&w, &r->units[i]);
  for (uint32_t i = 0; i < r->ngaps; i++)
    write_gap (&w, &r->gaps[i]);
  for (uint32_t i = 0; i < r->ntraffic; i++)
    write_traffic (&w, &r->traffic[i]);
  esc_arena_free (&w.arena);
  return w.good;
}
