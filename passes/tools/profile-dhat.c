/* profile-dhat.c - read dhat.out.PID, what valgrind --tool=dhat writes.

   Input:   JSON, dhatFileVersion 2.  "pps" has an object for each stack: "tbk"
	    blocks and "tb" bytes in all, "fs" indices of its frames, innermost
	    first, in "ftbl".
   Output:  rep_prof_add for each.
   Not handled: --mode=copy and --mode=ad-hoc, which count no allocations.

   Blocks are what was allocated; a realloc adds bytes to the block's own place,
   as DHAT does it.  */

#include "passes/tools/profile-read.h"

#include <jansson.h>
#include <string.h>

/* Values in the file.  jansson takes about 80 bytes for one, and more for an
   object, so this bounds its memory at 1.5 GB.  */
enum { MAX_VALUES = 16 * 1024 * 1024, OBJECT_VALUES = 8 };

static const char again[] = "run valgrind --tool=dhat again and let it end";

/* An upper bound of the values in TEXT, without parsing it.  */
static uint64_t
count_values (struct rep_str text)
{
  uint64_t n = 0;
  for (size_t i = 0; i < text.n; i++)
    if (text.s[i] == ',' || text.s[i] == '[')
      n++;
    else if (text.s[i] == '{')
      n += OBJECT_VALUES;
  return n;
}

/* The string KEY of OBJECT, or "".  */
static const char *
string_of (const json_t *object, const char *key)
{
  const char *s = json_string_value (json_object_get (object, key));
  return s ? s : "";
}

/* The number KEY of OBJECT, 0 or more.  */
static bool
count_of (const json_t *object, const char *key, uint64_t *value)
{
  const json_t *number = json_object_get (object, key);
  json_int_t n = json_integer_value (number);
  *value = n;
  return json_is_integer (number) && n >= 0;
}

static bool
read_stack (struct rep_prof *p, const json_t *frames, const json_t *table,
	    struct rep_stack *stack)
{
  size_t n = json_array_size (frames);
  stack->n = 0;
  for (size_t i = 0; i < n && stack->n < REP_MAX_FRAMES; i++)
    {
      const json_t *index = json_array_get (frames, i);
      json_int_t at = json_integer_value (index);
      const json_t *name
	= at >= 0 ? json_array_get (table, (size_t) at) : NULL;
      if (!json_is_integer (index) || !json_is_string (name))
	return rep_prof_fail (p, "a frame in \"fs\" is not in \"ftbl\"; %s",
			      again);
      struct rep_str text
	= { json_string_value (name), json_string_length (name) };
      rep_frame_valgrind (text, &stack->frames[stack->n++]);
    }
  return true;
}

static bool
read_points (struct rep_prof *p, const json_t *root)
{
  const json_t *points = json_object_get (root, "pps");
  const json_t *table = json_object_get (root, "ftbl");
  if (!json_is_array (points) || !json_is_array (table))
    return rep_prof_fail (p, "\"pps\" or \"ftbl\" is not an array; %s", again);
  struct rep_stack *stack = esc_alloc (&p->arena, sizeof *stack);
  for (size_t i = 0; i < json_array_size (points); i++)
    {
      const json_t *point = json_array_get (points, i);
      const json_t *frames = json_object_get (point, "fs");
      uint64_t calls, bytes;
      if (!count_of (point, "tbk", &calls) || !count_of (point, "tb", &bytes)
	  || !json_is_array (frames))
	return rep_prof_fail (p, "element %zu of \"pps\" lacks \"tbk\", \"tb\" "
			      "or \"fs\", or one is of a wrong type; %s", i,
			      again);
      if (!read_stack (p, frames, table, stack))
	return false;
      rep_prof_add (p, stack, calls, bytes);
    }
  return true;
}

static bool
read_root (struct rep_prof *p, const json_t *root)
{
  uint64_t version;
  if (!count_of (root, "dhatFileVersion", &version))
    return rep_prof_fail (p, "JSON, but not of DHAT: there is no "
			  "\"dhatFileVersion\"; give the file that valgrind "
			  "--tool=dhat wrote, dhat.out.PID");
  if (version != 2)
    return rep_prof_fail (p, "version %llu of DHAT's format, and not 2; use "
			  "valgrind 3.17 or later",
			  (unsigned long long) version);
  /* "rust-heap" is what the DHAT for Rust writes.  */
  const char *mode = string_of (root, "mode");
  if (!strstr (mode, "heap"))
    return rep_prof_fail (p, "DHAT's mode is '%.40s', which does not count "
			  "allocations; run valgrind --tool=dhat --mode=heap",
			  mode);
  return read_points (p, root);
}

bool
rep_read_dhat (struct rep_prof *p)
{
  if (count_values (p->text) > MAX_VALUES)
    return rep_prof_fail (p, "more than %d million values; profile a shorter "
			  "run, or one with a smaller --num-callers",
			  MAX_VALUES >> 20);
  json_error_t error;
  json_t *root = json_loadb (p->text.s, p->text.n, 0, &error);
  if (!root)
    return rep_prof_fail (p, "not the JSON of DHAT, line %d: %.150s; %s",
			  error.line, error.text, again);
  bool ok = read_root (p, root);
  json_decref (root);
  return ok;
}
