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

struct known
{
  const char *name, *text;
  struct esc_summary *summary;	/* once parsed */
};

static struct known builtin[] = {
#define K(name, text) { name, text, NULL },
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
static struct esc_map index_of;	/* hash of a name -> index + 1 in `all' */
static struct known **all;
static uint32_t nall, all_cap;

static void
add_known (struct known *k)
{
  ESC_PUSH (&arena, all, nall, all_cap, k);
  esc_map_put (&arena, &index_of, esc_hash_str (k->name), nall);
}

static void
init (void)
{
  if (!nall)
    for (uint32_t i = 0; i < NBUILTIN; i++)
      add_known (&builtin[i]);
}

const struct esc_summary *
esc_known_find (const char *fname)
{
  init ();
  uint32_t i = esc_map_get (&index_of, esc_hash_str (fname));
  if (!i || strcmp (all[i - 1]->name, fname) != 0)
    return NULL;
  struct known *k = all[i - 1];
  if (!k->summary)
    {
      const char *error;
      k->summary = esc_known_parse (&arena, k->name, k->text, &error);
      /* The table is tested; a broken line must still not be trusted.  */
      if (error)
	k->summary->flags |= ESC_SF_OVERFLOW | ESC_SF_UNKNOWN;
    }
  return k->summary;
}

bool
esc_known (const char *fname)
{
  init ();
  uint32_t i = esc_map_get (&index_of, esc_hash_str (fname));
  return i && strcmp (all[i - 1]->name, fname) == 0;
}

static int
compare_name (const void *name, const void *shape)
{
  return strcmp (name, ((const struct shape *) shape)->name);
}

const char *
esc_known_shape (const char *fname)
{
  init ();
  uint32_t i = esc_map_get (&index_of, esc_hash_str (fname));
  /* The user's own line is about the function that the user has.  */
  if (!i || strcmp (all[i - 1]->name, fname) != 0 || i > NBUILTIN)
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
      k->text = text;
      k->name = esc_known_name (&arena, &k->text, &error);
      if (!error)
	k->summary = esc_known_parse (&arena, k->name, k->text, &error);
      if (error)
	return esc_printf (where, "%u: %s", line, error);
      add_known (k);
    }
  return NULL;
}

const char *
esc_known_line (uint32_t i, const char **text, const char **error)
{
  init ();
  if (i >= nall)
    return NULL;
  *text = all[i]->text;
  esc_known_parse (&arena, all[i]->name, all[i]->text, error);
  return all[i]->name;
}
