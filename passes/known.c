/* known.c - what the functions of the C library do, from known.def.

   Owns:    the table of known functions; their shapes.
   Input:   known.def, known_shapes.def, compiled in; more lines from esc_known_add.
   Output:  an esc_summary a function, parsed when it is first asked for.
   Not handled: the language of a line (known-parse.c); checking a line against the
            function's prototype (a test does), and a declaration against the
            shape in known_shapes.def (the host does).  */

#include "known-parse.h"
#include "run.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* ---- The tables.  ----

   Strings one after the other, and not pointers to them, which the loader would
   have to set in each compile.  */

static const char names[] =
#define K(name, text) name "\0"
#include "known.def"
#undef K
  ;
static const char texts[] =
#define K(name, text) text "\0"
#include "known.def"
#undef K
  ;

/* Where a function is kept: a constant for a literal, which C compilers take,
   since every compile puts all functions in, and looks up few.  Not a hash of the
   whole name for the same reason.  LENGTH is not 0.  */
enum { NBUCKETS = 2048 };	/* about as many as functions */
#define AT(name, i) ((uint8_t) (name)[i])
#define BUCKET(name, length) \
  (((length) + 37u * AT (name, 0) + 149u * AT (name, (length) / 2) \
    + 593u * AT (name, (length) - 1) \
    + 1187u * AT (name, 3 * (length) / 4)) % NBUCKETS)

static const struct { uint8_t name; uint16_t text, bucket; } sizes[] = {
#define K(name, text) \
  { sizeof name, sizeof text, BUCKET (name, sizeof name - 1) },
#include "known.def"
#undef K
};
enum { NBUILTIN = sizeof sizes / sizeof *sizes };

/* Name and shape, each with its NUL, sorted by name.  */
#define PASTE(a, b) a##b
#define FIELD(line) PASTE (at_, line)
static const struct shapes
{
#define S(name, shape) char FIELD (__LINE__)[sizeof name + sizeof shape];
#include "known_shapes.def"
#undef S
} shapes = {
#define S(name, shape) name "\0" shape,
#include "known_shapes.def"
#undef S
};
static const uint16_t shape_at[] = {
#define S(name, shape) offsetof (struct shapes, FIELD (__LINE__)),
#include "known_shapes.def"
#undef S
};
_Static_assert (sizeof shapes <= UINT16_MAX, "the offsets of shapes fit");

/* ---- Functions by name.  ---- */

/* A line of the user's.  */
struct own
{
  const char *name;
  struct esc_summary *summary;
};

/* These live as long as the process: one unit a process in GCC.  */
static struct esc_arena arena;
static struct own *own;
static uint32_t nown, own_cap;
static struct esc_map own_index; /* hash of a name -> index + 1 of the last line */
static uint32_t name_at[NBUILTIN], text_at[NBUILTIN];
static uint16_t buckets[NBUCKETS], next[NBUILTIN]; /* + 1 */
static struct esc_map parsed;	/* index + 1 of a function -> summary + 1 */
static struct esc_summary **summaries;
static uint32_t nsummaries, summaries_cap;

static void
init (void)
{
  static bool done;
  uint32_t name = 0, text = 0;
  for (uint32_t i = 0; i < NBUILTIN && !done; i++)
    {
      name_at[i] = name;
      text_at[i] = text;
      next[i] = buckets[sizes[i].bucket];
      buckets[sizes[i].bucket] = (uint16_t) (i + 1);
      name += sizes[i].name;
      text += sizes[i].text;
    }
  done = true;
}

static const struct own *
find_own (const char *name)
{
  uint32_t i = nown ? esc_map_get (&own_index, esc_hash_str (name)) : 0;
  return i && strcmp (own[i - 1].name, name) == 0 ? &own[i - 1] : NULL;
}

/* The index + 1 of NAME in the tables; 0: it is not there.  */
static uint32_t
find_builtin (const char *name)
{
  init ();
  size_t length = strlen (name);
  uint32_t i = length ? buckets[BUCKET (name, length)] : 0;
  while (i && strcmp (names + name_at[i - 1], name) != 0)
    i = next[i - 1];
  return i;
}

const struct esc_summary *
esc_known_find (const char *fname)
{
  const struct own *o = find_own (fname);
  uint32_t i = o ? 0 : find_builtin (fname);
  if (!i)
    return o ? o->summary : NULL;
  uint32_t n = esc_map_get (&parsed, i);
  if (!n)
    {
      const char *error;
      struct esc_summary *sum
	= esc_known_parse (&arena, names + name_at[i - 1],
			   texts + text_at[i - 1], &error);
      /* The table is tested; a broken line must still not be trusted.  */
      if (error)
	sum->flags |= ESC_SF_OVERFLOW | ESC_SF_UNKNOWN;
      ESC_PUSH (&arena, summaries, nsummaries, summaries_cap, sum);
      n = nsummaries;
      esc_map_put (&arena, &parsed, i, n);
    }
  return summaries[n - 1];
}

bool
esc_known (const char *fname)
{
  return find_own (fname) || find_builtin (fname);
}

static int
compare_name (const void *name, const void *at)
{
  return strcmp (name, (const char *) &shapes + *(const uint16_t *) at);
}

const char *
esc_known_shape (const char *fname)
{
  /* The user's own line is about the function that the user has.  */
  if (find_own (fname) || !find_builtin (fname))
    return NULL;
  const uint16_t *at = bsearch (fname, shape_at,
				sizeof shape_at / sizeof *shape_at,
				sizeof *shape_at, compare_name);
  return at ? (const char *) &shapes + *at + strlen (fname) + 1 : NULL;
}

const char *
esc_known_add (struct esc_arena *where, const char *table)
{
  for (unsigned line = 1; *table; line++)
    {
      size_t n = strcspn (table, "\n");
      char *text = esc_strndup (&arena, table, n);
      table += n + (table[n] == '\n');
      text[strcspn (text, "#\r")] = '\0';
      text += strspn (text, " \t");
      if (!*text)
	continue;
      struct own o = { 0 };
      const char *effects = text, *error;
      o.name = esc_known_name (&arena, &effects, &error);
      if (!error)
	o.summary = esc_known_parse (&arena, o.name, effects, &error);
      if (error)
	return esc_printf (where, "%u: %s", line, error);
      ESC_PUSH (&arena, own, nown, own_cap, o);
      esc_map_put (&arena, &own_index, esc_hash_str (o.name), nown);
    }
  return NULL;
}

const char *
esc_known_line (uint32_t i, const char **text, const char **error)
{
  init ();
  if (i >= NBUILTIN)
    return NULL;
  *text = texts + text_at[i];
  esc_known_parse (&arena, names + name_at[i], *text, error);
  return names + name_at[i];
}
