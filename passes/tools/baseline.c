/* baseline.c - which findings are old.  See baseline.h.

   The file is JSON, a finding a line, in the order of file, function, kind and
   fingerprint, so that people can read it and a merge has few conflicts:

     {
     "format": "escape-report baseline",
     "version": 1,
     "findings": [
     {"fingerprint": "...", "kind": "dangle", "file": "x.c", ...}
     ]
     }

   Of a finding only the fingerprint is read.  */

#include "passes/tools/baseline.h"

#include "passes/tools/files.h"
#include "passes/tools/json.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BASELINE ((size_t) 1 << 28)

static const char format[] = "escape-report baseline";
enum { VERSION = 1 };

/* ---- Fingerprints: FNV-1a of 128 bits.  */

typedef unsigned __int128 hash;

static const hash fnv_prime = (hash) 1 << 88 | 0x13b;
static const hash fnv_basis
  = (hash) 0x6c62272e07bb0142 << 64 | 0x62b821756295c58d;

static hash
add_byte (hash h, unsigned char c)
{
  return (h ^ c) * fnv_prime;
}

/* With its end, so that "a" "bc" is not "ab" "c".  */
static hash
add_string (hash h, const char *s)
{
  for (; *s; s++)
    h = add_byte (h, (unsigned char) *s);
  return add_byte (h, 0);
}

/* The same without the 105 of "x.c:105".  */
static hash
add_text (hash h, const char *s)
{
  for (; *s; s++)
    {
      h = add_byte (h, (unsigned char) *s);
      while (*s == ':' && isdigit ((unsigned char) s[1]))
	for (s++; isdigit ((unsigned char) s[1]); s++)
	  ;
    }
  return add_byte (h, 0);
}

void
rep_fingerprints (struct rep_results *r, const char *root)
{
  struct esc_arena arena = { 0 };
  struct esc_map seen = { 0 };
  for (uint32_t i = 0; i < r->nfindings; i++)
    {
      struct rep_finding *f = &r->findings[i];
      hash h = add_string (fnv_basis, esc_kind_name[f->kind]);
      h = add_string (h, f->function ? f->function : "");
      h = add_string (h, rep_relative (&arena, root, f->pos.file));
      h = add_text (h, f->text);
      uint64_t key = (uint64_t) h ? (uint64_t) h : 1;
      uint32_t before = esc_map_get (&seen, key);
      esc_map_put (&arena, &seen, key, before + 1);
      h = add_string (h, esc_printf (&arena, "%u", before));
      snprintf (f->fingerprint, sizeof f->fingerprint, "%016llx%016llx",
		(unsigned long long) (h >> 64), (unsigned long long) h);
    }
  esc_arena_free (&arena);
}

/* ---- Reading.  */

static int
compare_strings (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static bool
is_fingerprint (const char *s)
{
  return s && strlen (s) == 32 && strspn (s, "0123456789abcdef") == 32;
}

/* What is wrong with ROOT as a baseline, or NULL; else *B is filled.  */
static const char *
read_root (struct rep_baseline *b, const json_t *root)
{
  const json_t *findings = json_object_get (root, "findings");
  const char *name = json_string_value (json_object_get (root, "format"));
  const json_t *version = json_object_get (root, "version");
  if (!name || strcmp (name, format))
    return "it is no baseline of escape-report; make one with "
	   "--write-baseline";
  if (!json_is_integer (version) || json_integer_value (version) != VERSION)
    return "its version is not 1; make it anew with --write-baseline";
  if (!json_is_array (findings))
    return "it has no list of findings; make it anew with --write-baseline";
  size_t n = json_array_size (findings);
  b->fingerprints = esc_alloc (&b->arena, (n + 1) * sizeof *b->fingerprints);
  for (size_t i = 0; i < n; i++)
    {
      const json_t *one = json_array_get (findings, i);
      const char *print
	= json_string_value (json_object_get (one, "fingerprint"));
      if (!is_fingerprint (print))
	return esc_printf (&b->arena, "finding %zu has no fingerprint; make it "
			   "anew with --write-baseline", i + 1);
      b->fingerprints[b->n++] = esc_strdup (&b->arena, print);
    }
  return NULL;
}

bool
rep_baseline_read (struct rep_baseline *b, const char *name)
{
  size_t len;
  const char *why = NULL;
  char *text = rep_read_file (&b->arena, name, MAX_BASELINE, &len, &why);
  if (!text)
    {
      rep_error ("cannot read the baseline '%s': %s", name, why);
      return false;
    }
  json_error_t error;
  json_t *root = json_loadb (text, len, JSON_REJECT_DUPLICATES, &error);
  if (root)
    why = read_root (b, root);
  else
    why = esc_printf (&b->arena, "line %d: %s", error.line,
		      rep_clean (&b->arena, error.text, true));
  json_decref (root);
  if (why)
    {
      rep_error ("cannot use the baseline '%s': %s", name, why);
      return false;
    }
  if (b->n)
    qsort (b->fingerprints, b->n, sizeof *b->fingerprints, compare_strings);
  return true;
}

void
rep_baseline_apply (const struct rep_baseline *b, struct rep_results *r)
{
  for (uint32_t i = 0; i < r->nfindings; i++)
    {
      const char *print = r->findings[i].fingerprint;
      r->findings[i].known
	= b->n && bsearch (&print, b->fingerprints, b->n,
			   sizeof *b->fingerprints, compare_strings);
    }
}

/* ---- Writing.  */

static int
compare_findings (const void *va, const void *vb)
{
  const struct rep_finding *a = *(const struct rep_finding *const *) va;
  const struct rep_finding *b = *(const struct rep_finding *const *) vb;
  const char *fa = a->pos.file ? a->pos.file : "";
  const char *fb = b->pos.file ? b->pos.file : "";
  int c = strcmp (fa, fb);
  if (!c)
    c = strcmp (a->function ? a->function : "", b->function ? b->function : "");
  if (!c)
    c = (int) a->kind - (int) b->kind;
  return c ? c : strcmp (a->fingerprint, b->fingerprint);
}

bool
rep_out_baseline (const struct rep_results *r, const struct rep_show *show)
{
  struct esc_arena arena = { 0 };
  const struct rep_finding **order
    = esc_alloc (&arena, (r->nfindings + 1) * sizeof *order);
  for (uint32_t i = 0; i < r->nfindings; i++)
    order[i] = &r->findings[i];
  if (r->nfindings)
    qsort (order, r->nfindings, sizeof *order, compare_findings);
  fprintf (show->file, "{\n\"format\": \"%s\",\n\"version\": %d,\n"
	   "\"findings\": [", format, VERSION);
  bool good = true;
  for (uint32_t i = 0; i < r->nfindings; i++)
    {
      const struct rep_finding *f = order[i];
      json_t *one = json_object ();
      rep_json_text (one, "fingerprint", f->fingerprint);
      rep_json_text (one, "kind", esc_kind_name[f->kind]);
      rep_json_text (one, "file", rep_file (&arena, show, &f->pos));
      rep_json_text (one, "function", f->function);
      rep_json_text (one, "text", f->text);
      fputs (i ? ",\n" : "\n", show->file);
      good &= rep_json_line (one, show->file);
    }
  fputs ("\n]\n}\n", show->file);
  esc_arena_free (&arena);
  return good;
}
