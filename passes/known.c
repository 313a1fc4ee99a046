/* known.c - what the functions of the C library do, from known.def.

   Owns:    the table of known functions; their shapes.
   Input:   known.def, known_shapes.def, compiled in; more lines from esc_known_add.
   Output:  an esc_summary a function, parsed when it is first asked for.
   Not handled: the language of a line (known-parse.c); checking a line against the
            function's prototype (a test does), and a declaration against the
            shape in known_shapes.def (the host does).  */

#include "known-parse.h"
#include "run.h"

#include <stdlib.h>
#include <string.h>

enum { NBUCKETS = 2048 };	/* about as many as functions */

struct known
{
  const char *name, *text;
  uint32_t length;		/* of the name */
  bool own;			/* the user's line */
  struct esc_summary *summary;	/* once parsed */
  struct known *next;		/* in its bucket */
};

static struct known builtin[] = {
#define K(name, text) { name, text, sizeof name - 1, false, NULL, NULL },
#include "known.def"
#undef K
};
#define NBUILTIN ((uint32_t) (sizeof builtin / sizeof *builtin))

static const struct shape { const char *name, *shape; } shapes[] = {
#define S(name, shape) { name, shape },
#include "known_shapes.def"
#undef S
};

/* Lives as long as the process: one unit a process in GCC.  */
static struct esc_arena arena;
static struct known *buckets[NBUCKETS];

/* Where the function NAME is kept.  Not a hash of the whole name: every compile
   puts all functions in, and looks up few.  */
static struct known **
bucket_of (const char *name, uint32_t length)
{
  uint32_t h = length;
  if (length)
    h += 37u * (uint8_t) name[0] + 149u * (uint8_t) name[length / 2]
	 + 593u * (uint8_t) name[length - 1]
	 + 1187u * (uint8_t) name[3 * length / 4];
  return &buckets[h % NBUCKETS];
}

/* From now on K is what is known of its function.  */
static void
add_known (struct known *k)
{
  struct known **bucket = bucket_of (k->name, k->length);
  k->next = *bucket;
  *bucket = k;
}

static void
init (void)
{
  static bool done;
  for (uint32_t i = 0; i < NBUILTIN && !done; i++)
    add_known (&builtin[i]);
  done = true;
}

static struct known *
find_known (const char *name)
{
  init ();
  struct known *k = *bucket_of (name, (uint32_t) strlen (name));
  while (k && strcmp (k->name, name) != 0)
    k = k->next;
  return k;
}

const struct esc_summary *
esc_known_find (const char *fname)
{
  struct known *k = find_known (fname);
  if (k && !k->summary)
    {
      const char *error;
      k->summary = esc_known_parse (&arena, k->name, k->text, &error);
      /* The table is tested; a broken line must still not be trusted.  */
      if (error)
	k->summary->flags |= ESC_SF_OVERFLOW | ESC_SF_UNKNOWN;
    }
  return k ? k->summary : NULL;
}

bool
esc_known (const char *fname)
{
  return find_known (fname) != NULL;
}

static int
compare_name (const void *name, const void *shape)
{
  return strcmp (name, ((const struct shape *) shape)->name);
}

const char *
esc_known_shape (const char *fname)
{
  const struct known *k = find_known (fname);
  /* The user's own line is about the function that the user has.  */
  if (!k || k->own)
    return NULL;
  const struct shape *s = bsearch (fname, shapes,
				   sizeof shapes / sizeof *shapes,
				   sizeof *shapes, compare_name);
  return s ? s->shape : NULL;
}

const char *
esc_known_add (struct esc_arena *where, const char *table)
{
  init ();
  for (unsigned line = 1; *table; line++)
    {
      size_t n = strcspn (table, "\n");
      char *text = esc_strndup (&arena, table, n);
      table += n + (table[n] == '\n');
      text[strcspn (text, "#\r")] = '\0';
      text += strspn (text, " \t");
      if (!*text)
	continue;
      struct known *k = esc_alloc (&arena, sizeof *k);
      const char *error;
      k->own = true;
      k->text = text;
      k->name = esc_known_name (&arena, &k->text, &error);
      if (!error)
	k->summary = esc_known_parse (&arena, k->name, k->text, &error);
      if (error)
	return esc_printf (where, "%u: %s", line, error);
      k->length = (uint32_t) strlen (k->name);
      add_known (k);
    }
  return NULL;
}

const char *
esc_known_line (uint32_t i, const char **text, const char **error)
{
  if (i >= NBUILTIN)
    return NULL;
  *text = builtin[i].text;
  esc_known_parse (&arena, builtin[i].name, builtin[i].text, error);
  return builtin[i].name;
}
