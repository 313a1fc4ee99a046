/* out-sarif.c - findings as SARIF 2.1.0, for code scanning.

   Input:   results.
   Output:  one run: a rule for each kind, a result for each finding with its
	    path as a code flow, a notification for each gap.
   Not handled: heap sites without a finding (out-json.c, out-html.c).

   Names are relative to %SRCROOT%, which is whatever the reader takes it for, so
   the file does not depend on where it was made.  GitHub's limits are kept; what
   is left out for them is said on stderr.  */

#define _POSIX_C_SOURCE 200809L	/* stpcpy */

#include "passes/tools/files.h"
#include "passes/tools/json.h"
#include "passes/tools/outputs.h"

#include <ctype.h>
#include <string.h>

/* What GitHub takes: results in a run, locations of a result.  A result's flows
   may have 10,000 steps, but each step is a location, too.  */
enum { MAX_RESULTS = 25000, MAX_LOCATIONS = 1000 };

struct writer
{
  const struct rep_results *r;
  const struct rep_show *show;
  struct esc_arena arena;
  uint32_t cut_results, cut_flows;
};

static json_t *
message (const char *text)
{
  json_t *one = json_object ();
  rep_json_text (one, "text", text);
  return one;
}

/* ---- Places.  */

/* The file name NAME as a URI reference.  */
static const char *
uri (struct esc_arena *arena, const char *name)
{
  static const char digits[] = "0123456789ABCDEF";
  char *out = esc_alloc (arena, 3 * strlen (name) + 8);
  /* A first part with a colon would be a scheme; it is escaped.  */
  char *to = stpcpy (out, *name == '/' ? "file://" : "");
  for (const unsigned char *c = (const unsigned char *) name; *c; c++)
    if (isalnum (*c) || strchr ("-._~/+,@", *c))
      *to++ = (char) *c;
    else
      {
	*to++ = '%';
	*to++ = digits[*c >> 4];
	*to++ = digits[*c & 15];
      }
  *to = '\0';
  return out;
}

static json_t *
location (struct writer *w, const struct rep_pos *pos, const char *function,
	  const char *text)
{
  json_t *one = json_object (), *physical = json_object ();
  json_t *artifact = json_object ();
  const char *name = rep_relative (&w->arena, w->show->root, pos->file);
  rep_json_text (artifact, "uri", uri (&w->arena, *name ? name : "unknown"));
  if (*name != '/')
    rep_json_text (artifact, "uriBaseId", "%SRCROOT%");
  json_object_set_new (physical, "artifactLocation", artifact);
  if (pos->line > 0)
    {
      json_t *region = json_object ();
      json_object_set_new (region, "startLine", json_integer (pos->line));
      if (pos->column > 0)
	json_object_set_new (region, "startColumn",
			     json_integer (pos->column));
      json_object_set_new (physical, "region", region);
    }
  json_object_set_new (one, "physicalLocation", physical);
  if (function && *function)
    {
      json_t *logical = json_object (), *list = json_array ();
      rep_json_text (logical, "name", function);
      rep_json_text (logical, "kind", "function");
      json_array_append_new (list, logical);
      json_object_set_new (one, "logicalLocations", list);
    }
  if (text)
    json_object_set_new (one, "message", message (text));
  return one;
}

/* ---- Rules.  */

static bool
is_bug (enum esc_kind kind)
{
  return kind == ESC_K_DANGLE || kind == ESC_K_MAYBE || kind == ESC_K_CONTRACT;
}

static json_t *
rule (enum esc_kind kind)
{
  static const char *const name[ESC_K_HEAP]
    = { "DanglingStackAddress", "PossiblyDanglingStackAddress",
	"StackableAllocation", "BoundedAllocation", "HoistableAllocation",
	"BrokenContract", "UnusedAttribute" };
  static const char *const brief[ESC_K_HEAP]
    = { "Address of a stack object outlives the object",
	"Address of a stack object may outlive the object",
	"Heap object could live on the stack",
	"Heap object of bounded size could live on the stack",
	"Heap object could live in the caller's frame",
	"Function does more with a parameter than declared",
	"Attribute silences nothing" };
  json_t *one = json_object (), *level = json_object ();
  json_t *properties = json_object (), *tags = json_array ();
  struct esc_arena arena = { 0 };
  const char *help = rep_kind_help (kind);
  rep_json_text (one, "id", esc_printf (&arena, "escape-%s",
					esc_kind_name[kind]));
  rep_json_text (one, "name", name[kind]);
  json_object_set_new (one, "shortDescription", message (brief[kind]));
  json_object_set_new (one, "fullDescription", message (help));
  json_object_set_new (one, "help", message (help));
  rep_json_text (level, "level", is_bug (kind) ? "warning" : "note");
  json_object_set_new (one, "defaultConfiguration", level);
  json_array_append_new (tags, json_string (is_bug (kind) ? "correctness"
					    : "performance"));
  json_object_set_new (properties, "tags", tags);
  rep_json_text (properties, "precision",
		 kind == ESC_K_MAYBE ? "medium" : "high");
  rep_json_text (properties, "problem.severity",
		 is_bug (kind) ? "warning" : "recommendation");
  json_object_set_new (one, "properties", properties);
  esc_arena_free (&arena);
  return one;
}

static json_t *
driver (void)
{
  json_t *one = json_object (), *rules = json_array ();
  rep_json_text (one, "name", "escape-report");
  rep_json_text (one, "version", ESC_VERSION);
  rep_json_text (one, "semanticVersion", ESC_VERSION);
  for (int kind = 0; kind < ESC_K_HEAP; kind++)
    json_array_append_new (rules, rule (kind));
  json_object_set_new (one, "rules", rules);
  return one;
}

/* ---- Results.  */

static json_t *
code_flows (struct writer *w, const struct rep_finding *f)
{
  json_t *steps = json_array ();
  /* The finding's own location counts, too.  */
  uint32_t n = f->nsteps, most = MAX_LOCATIONS - 1;
  if (n > most)
    {
      w->cut_flows++;
      n = most;
    }
  for (uint32_t i = 0; i < n; i++)
    {
      const struct rep_step *s = &f->steps[i];
      json_t *step = json_object ();
      json_object_set_new (step, "location",
			   location (w, &s->pos, s->function, s->text));
      json_object_set_new (step, "executionOrder", json_integer (i + 1));
      json_array_append_new (steps, step);
    }
  json_t *thread = json_object (), *threads = json_array ();
  json_object_set_new (thread, "locations", steps);
  json_array_append_new (threads, thread);
  json_t *flow = json_object (), *flows = json_array ();
  json_object_set_new (flow, "threadFlows", threads);
  json_array_append_new (flows, flow);
  return flows;
}

static json_t *
result (struct writer *w, const struct rep_finding *f)
{
  json_t *one = json_object (), *places = json_array ();
  json_t *prints = json_object ();
  rep_json_text (one, "ruleId", esc_printf (&w->arena, "escape-%s",
					    esc_kind_name[f->kind]));
  json_object_set_new (one, "ruleIndex", json_integer (f->kind));
  rep_json_text (one, "level", is_bug (f->kind) ? "warning" : "note");
  json_object_set_new (one, "message", message (f->text));
  json_array_append_new (places, location (w, &f->pos, f->function, NULL));
  json_object_set_new (one, "locations", places);
  rep_json_text (prints, "escapeFingerprint/v1", f->fingerprint);
  json_object_set_new (one, "partialFingerprints", prints);
  if (w->show->baseline)
    rep_json_text (one, "baselineState", f->known ? "unchanged" : "new");
  if (f->nsteps)
    json_object_set_new (one, "codeFlows", code_flows (w, f));
  return one;
}

/* Findings of rank 0 are the last to be left out.  */
static unsigned
rank (const struct rep_finding *f)
{
  return (f->known ? 2 : 0) + (is_bug (f->kind) ? 0 : 1);
}

static json_t *
results (struct writer *w)
{
  const struct rep_results *r = w->r;
  uint32_t room[4] = { 0 }, left = MAX_RESULTS;
  for (uint32_t i = 0; i < r->nfindings; i++)
    room[rank (&r->findings[i])]++;
  for (unsigned i = 0; i < 4; i++)
    {
      if (room[i] > left)
	room[i] = left;
      left -= room[i];
    }
  json_t *list = json_array ();
  for (uint32_t i = 0; i < r->nfindings; i++)
    {
      uint32_t *mine = &room[rank (&r->findings[i])];
      if (*mine)
	json_array_append_new (list, result (w, &r->findings[i]));
      else
	w->cut_results++;
      *mine -= *mine != 0;
    }
  return list;
}

/* ---- The run.  */

static json_t *
invocations (struct writer *w)
{
  const struct rep_results *r = w->r;
  json_t *one = json_object (), *list = json_array (), *notes = json_array ();
  for (uint32_t i = 0; i < r->ngaps && i < MAX_LOCATIONS; i++)
    {
      const struct rep_gap *g = &r->gaps[i];
      json_t *note = json_object ();
      rep_json_text (note, "level", g->kind == REP_DAMAGED ? "error" : "note");
      json_object_set_new (note, "message",
			   message (esc_printf (&w->arena, "%s was not analysed "
						"(%s): %s", g->object,
						rep_gap_name (g->kind),
						g->text)));
      json_array_append_new (notes, note);
    }
  json_object_set_new (one, "executionSuccessful", json_true ());
  if (r->ngaps)
    json_object_set_new (one, "toolExecutionNotifications", notes);
  else
    json_decref (notes);
  json_array_append_new (list, one);
  return list;
}

static json_t *
run (struct writer *w)
{
  json_t *one = json_object (), *tool = json_object ();
  json_t *bases = json_object (), *base = json_object ();
  json_object_set_new (tool, "driver", driver ());
  json_object_set_new (one, "tool", tool);
  json_object_set_new (base, "description",
		       message ("The folder of the sources."));
  json_object_set_new (bases, "%SRCROOT%", base);
  json_object_set_new (one, "originalUriBaseIds", bases);
  json_object_set_new (one, "columnKind", json_string ("unicodeCodePoints"));
  json_object_set_new (one, "invocations", invocations (w));
  json_object_set_new (one, "results", results (w));
  return one;
}

bool
rep_out_sarif (const struct rep_results *r, const struct rep_show *show)
{
  struct writer w = { .r = r, .show = show };
  json_t *log = json_object (), *runs = json_array ();
  rep_json_text (log, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  rep_json_text (log, "version", "2.1.0");
  json_array_append_new (runs, run (&w));
  json_object_set_new (log, "runs", runs);
  bool good = json_dumpf (log, show->file, JSON_INDENT (1)) == 0;
  putc ('\n', show->file);
  json_decref (log);
  if (w.cut_results)
    rep_error ("SARIF: %u findings are left out: GitHub takes %d of a run",
	       w.cut_results, MAX_RESULTS);
  if (w.cut_flows)
    rep_error ("SARIF: the paths of %u findings are cut: GitHub takes %d places "
	       "of a finding", w.cut_flows, MAX_LOCATIONS);
  esc_arena_free (&w.arena);
  return good;
}
