/* counts.c - counts of allocator calls, a place a line.

   Input:   a text.  Its first line is `escape-counts 1'; then a line
	      CALLS BYTES FILE:LINE [FUNCTION]
	    for each place that allocated.  A # starts a comment.
   Output:  calls and bytes of the sites that lie there; what lies at no site is
	    traffic of its own.
   Not handled: the formats of profilers.

   A name in a profile often lacks folders: it is that of a site if one of the two
   ends with the other, at a slash.  */

#include "passes/tools/files.h"
#include "passes/tools/load.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PROFILE ((size_t) 1 << 30)

struct count
{
  uint64_t calls, bytes;
  const char *file, *function;	/* FUNCTION may be "" */
  int line;
};

static bool
same_file (const char *a, const char *b)
{
  size_t na = strlen (a), nb = strlen (b);
  if (na < nb)
    return same_file (b, a);
  return nb && strcmp (a + na - nb, b) == 0
	 && (na == nb || a[na - nb - 1] == '/');
}

/* A number and the space after it.  */
static bool
number (char **at, uint64_t *value)
{
  if (!isdigit ((unsigned char) **at))
    return false;
  errno = 0;
  *value = strtoull (*at, at, 10);
  return !errno && *(*at)++ == ' ';
}

/* LINE, which is changed, as a count.  False: it is none.  */
static bool
parse (char *line, struct count *c)
{
  uint64_t at_line;
  if (!number (&line, &c->calls) || !number (&line, &c->bytes))
    return false;
  c->file = line;
  line += strcspn (line, " ");
  c->function = *line ? line + 1 : line;
  *line = '\0';
  char *colon = strrchr (c->file, ':');
  if (!colon || colon == c->file || !isdigit ((unsigned char) colon[1]))
    return false;
  char *end;
  errno = 0;
  at_line = strtoull (colon + 1, &end, 10);
  *colon = '\0';
  c->line = (int) at_line;
  return !*end && !errno && at_line > 0 && at_line <= INT32_MAX;
}

/* The sites by the last part of their file's name, and their line.  */
struct index
{
  struct esc_map first;		/* key -> the last such site, from 1 */
  uint32_t *next;		/* the one before it; 0: none */
};

static uint64_t
key_of (const char *file, int line)
{
  const char *slash = strrchr (file, '/');
  uint64_t key = esc_hash_int (esc_hash_str (slash ? slash + 1 : file)
			       + (uint64_t) line);
  return key ? key : 1;
}

static void
make_index (struct esc_arena *arena, const struct rep_results *r,
	    struct index *index)
{
  index->next = esc_alloc (arena, (r->nsites + 1) * sizeof *index->next);
  for (uint32_t i = 0; i < r->nsites; i++)
    if (r->sites[i].pos.file)
      {
	uint64_t key = key_of (r->sites[i].pos.file, r->sites[i].pos.line);
	index->next[i + 1] = esc_map_get (&index->first, key);
	esc_map_put (arena, &index->first, key, i + 1);
      }
}

/* The site at C, or NULL: the first of the function if it is named, else the first
   of the line.  */
static struct rep_site *
find (struct rep_results *r, const struct index *index, const struct count *c)
{
  struct rep_site *found = NULL, *named = NULL;
  for (uint32_t i = esc_map_get (&index->first, key_of (c->file, c->line)); i;
       i = index->next[i])
    {
      struct rep_site *s = &r->sites[i - 1];
      if (s->pos.line != c->line || !same_file (s->pos.file, c->file))
	continue;
      found = s;
      if (strcmp (s->function, c->function) == 0)
	named = s;
    }
  return named ? named : found;
}

static int
compare_traffic (const void *va, const void *vb)
{
  const struct rep_traffic *a = va, *b = vb;
  int c = (a->calls < b->calls) - (a->calls > b->calls);
  return c ? c : strcmp (a->label, b->label);
}

static void
add (struct rep_results *r, const struct index *index, const struct count *c,
     uint32_t *cap)
{
  struct rep_site *site = find (r, index, c);
  r->total_calls += c->calls;
  r->total_bytes += c->bytes;
  if (site)
    {
      site->calls += c->calls;
      site->bytes += c->bytes;
      return;
    }
  struct rep_traffic one = { esc_printf (&r->arena, "%s:%d%s%s", c->file,
					 c->line, *c->function ? " " : "",
					 c->function), c->calls, c->bytes };
  ESC_PUSH (&r->arena, r->traffic, r->ntraffic, *cap, one);
}

static const char form[] = "CALLS BYTES FILE:LINE FUNCTION";

bool
rep_counts (struct rep_results *r, const char *name)
{
  size_t len;
  const char *why = NULL;
  char *text = rep_read_file (&r->arena, name, MAX_PROFILE, &len, &why);
  if (!text)
    {
      rep_error ("cannot read the profile '%s': %s", name, why);
      return false;
    }
  uint32_t cap = r->ntraffic;
  struct index index = { 0 };
  make_index (&r->arena, r, &index);
  for (int line = 1; *text; line++)
    {
      size_t n = strcspn (text, "\n");
      char *next = text + n + (text[n] == '\n');
      text[n] = '\0';
      struct count c;
      if (line == 1 && strcmp (text, "escape-counts 1"))
	{
	  rep_error ("%s:1: not a profile that is understood: the first line "
		     "must be 'escape-counts 1'", name);
	  return false;
	}
      if (line > 1 && *text && *text != '#')
	{
	  if (!parse (text, &c))
	    {
	      rep_error ("%s:%d: not understood: the form is '%s'", name, line,
			 form);
	      return false;
	    }
	  add (r, &index, &c, &cap);
	}
      text = next;
    }
  if (r->ntraffic)
    qsort (r->traffic, r->ntraffic, sizeof *r->traffic, compare_traffic);
  r->nprofiles++;
  return true;
}
