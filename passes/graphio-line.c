/* graphio-line.c - the words of a line of the text form.

   Owns:    what a word, a number, a reference and a position look like.
   Input:   a line (graphio-reader.h).
   Output:  its parts; values, functions and positions that are new in the unit.
   Not handled: what the words mean (graphio-decl.c, graphio-code.c).  */

#include "graphio-reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void
esc_line_wrong (struct reader *r, const char *message)
{
  if (!r->error)
    r->error = esc_printf (r->arena, "%s:%d: %s", r->name, r->line, message);
}

bool
esc_line_accept (struct reader *r, const char *word)
{
  skip (r);
  size_t n = strlen (word);
  if (strncmp (r->at, word, n) != 0)
    return false;
  if (isalpha ((unsigned char) word[n - 1])
      && (isalnum ((unsigned char) r->at[n]) || r->at[n] == '_'))
    return false;
  r->at += n;
  return true;
}

void
esc_line_expect (struct reader *r, const char *word)
{
  if (!esc_line_accept (r, word))
    esc_line_wrong (r, esc_printf (r->arena, "'%s' is missing before '%.20s'",
				   word, r->at));
}

char *
esc_line_word (struct reader *r)
{
  skip (r);
  size_t n = strcspn (r->at, " \t,()=@&+#");
  if (!n)
    esc_line_wrong (r, esc_printf (r->arena, "a name is missing before '%.20s'",
				   r->at));
  char *w = esc_strndup (&r->unit->arena, r->at, n);
  r->at += n;
  return w;
}

int64_t
esc_line_integer (struct reader *r)
{
  skip (r);
  char *end;
  long long n = strtoll (r->at, &end, 10);
  if (end == r->at)
    esc_line_wrong (r, esc_printf (r->arena, "a number is missing before '%.20s'",
				   r->at));
  r->at = end;
  return n;
}

uint64_t
esc_line_natural (struct reader *r)
{
  skip (r);
  char *end;
  unsigned long long n = strtoull (r->at, &end, 10);
  if (end == r->at || *r->at == '-')
    esc_line_wrong (r, esc_printf (r->arena, "a number is missing before '%.20s'",
				   r->at));
  r->at = end;
  return n;
}

void
esc_line_remember (struct reader *r, struct esc_map *map, const char *name,
		   esc_ref ref)
{
  if (named (r, map, name))
    esc_line_wrong (r, esc_printf (r->arena, "'%s' is there already", name));
  esc_map_put (&r->unit->arena, map, esc_hash_str (name), ref);
}

esc_ref
esc_line_ref (struct reader *r)
{
  if (esc_line_accept (r, "&@"))
    {
      const char *n = esc_line_word (r);
      esc_ref ref = named (r, &r->globals, n);
      if (!ref)
	{
	  struct esc_fn *fn = esc_fn_new (r->unit, n);
	  ref = fn->obj;
	}
      return ref;
    }
  if (esc_line_accept (r, "&"))
    {
      const char *n = esc_line_word (r);
      esc_ref ref = named (r, &r->objs, n);
      if (!ref)
	esc_line_wrong (r, esc_printf (r->arena, "there is no object '%s'", n));
      return ref;
    }
  const char *n = esc_line_word (r);
  if (strcmp (n, "0") == 0)
    return 0;
  if (!r->fn)
    {
      esc_line_wrong (r, "a value outside of a body");
      return 0;
    }
  esc_ref ref = named (r, &r->values, n);
  if (!ref)
    {
      ref = esc_add_value (r->unit, r->fn, NULL, ESC_ANON);
      esc_line_remember (r, &r->values, n, ref);
    }
  return ref;
}

struct esc_off
esc_line_offset (struct reader *r)
{
  struct esc_off at = { 0 };
  skip (r);
  if (*r->at != '+' && *r->at != '-')
    return at;
  at.off = esc_line_integer (r);
  if (esc_line_accept (r, "/"))
    at.stride = (uint32_t) esc_line_natural (r);
  if (esc_line_accept (r, "#"))
    at.count = (uint32_t) esc_line_natural (r);
  return at;
}

esc_loc
esc_line_position (struct reader *r)
{
  char *at = strrchr (r->at, '@');
  if (!at || at[1] == '\0' || (at > r->at && at[-1] == '&'))
    return 0;
  struct esc_pos pos = { 0 };
  char *column = strrchr (at, ':');
  if (!column)
    return 0;
  *column = '\0';
  char *line = strrchr (at, ':');
  if (!line)
    {
      esc_line_wrong (r, "a position is @FILE:LINE:COLUMN");
      return 0;
    }
  *line = '\0';
  pos.file = esc_strdup (&r->unit->arena, at + 1);
  pos.line = atoi (line + 1);
  pos.column = atoi (column + 1);
  *at = '\0';
  ESC_PUSH (&r->unit->arena, r->positions->items, r->positions->n,
	    r->positions->cap, pos);
  return r->positions->n;
}

uint32_t
esc_line_flags (struct reader *r, const struct esc_word *table)
{
  uint32_t bits = 0;
  for (bool more = true; more;)
    {
      more = false;
      for (const struct esc_word *f = table; f->name; f++)
	if (esc_line_accept (r, f->name))
	  {
	    bits |= f->bit;
	    more = true;
	  }
    }
  return bits;
}
