/* json.c - jansson for strings of strangers.  See json.h.  */

#include "passes/tools/json.h"

#include "passes/tools/files.h"

#include <stdlib.h>

static void *
allocate (size_t size)
{
  void *p = malloc (size ? size : 1);
  if (p)
    return p;
  rep_error ("out of memory");
  exit (2);
}

void
rep_json_init (void)
{
  json_set_alloc_funcs (allocate, free);
}

json_t *
rep_json_string (const char *s)
{
  struct esc_arena arena = { 0 };
  json_t *string = json_string (rep_clean (&arena, s, true));
  esc_arena_free (&arena);
  return string;
}

void
rep_json_text (json_t *object, const char *key, const char *s)
{
  json_object_set_new (object, key, rep_json_string (s));
}

void
rep_json_number (json_t *object, const char *key, uint64_t n)
{
  json_object_set_new (object, key, n > INT64_MAX ? json_null ()
		       : json_integer ((json_int_t) n));
}

bool
rep_json_line (json_t *one, FILE *file)
{
  bool good = json_dumpf (one, file, JSON_COMPACT) == 0;
  json_decref (one);
  return good;
}
