/* profile-test.c - join profiles with a list of sites: the tests' way to
   profile*.c, without a program.

   Input:   a list, a line a site: FILE:LINE FUNCTION ALLOCATOR VERDICT [REASON]
	    with VERDICT heap, stackable, bounded, unsized, growing or hoist; in
	    REASON " @ FILE:LINE" is the blocking place.  "#" starts a comment.
	    Then profiles.
   Output:  what escape-report prints of them.
   Not handled: checking the list; it is part of a test.  Not installed.

   Exit status: 0; 2 when a file cannot be used.  */

#include "passes/tools/profile.h"

#include <stdlib.h>
#include <string.h>

static void
parse_place (struct esc_arena *arena, const char *text, struct rep_pos *pos)
{
  const char *colon = strrchr (text, ':');
  pos->file = esc_strndup (arena, text,
			   colon ? (size_t) (colon - text) : strlen (text));
  pos->line = colon ? atoi (colon + 1) : 0;
}

static void
parse_verdict (const char *word, struct rep_site *site)
{
  static const char *const words[]
    = { "heap", "stackable", "bounded", "unsized", "growing" };
  for (int i = 0; i < 5; i++)
    if (strcmp (word, words[i]) == 0)
      site->verdict = (enum esc_verdict) i;
  site->hoist = strcmp (word, "hoist") == 0;
}

static bool
parse_site (struct esc_arena *arena, char *line, struct rep_site *site)
{
  const char *words[4];
  for (int i = 0; i < 4; i++)
    if (!(words[i] = strtok (i ? NULL : line, " \n")))
      return false;
  memset (site, 0, sizeof *site);
  site->size = UINT64_MAX;
  parse_place (arena, words[0], &site->pos);
  site->function = esc_strdup (arena, words[1]);
  site->allocator = esc_strdup (arena, words[2]);
  parse_verdict (words[3], site);
  char *reason = strtok (NULL, "\n");
  if (reason)
    {
      char *at = strstr (reason, " @ ");
      if (at)
	{
	  parse_place (arena, at + 3, &site->blocked);
	  *at = '\0';
	}
      site->reason = esc_strdup (arena, reason);
    }
  return true;
}

static bool
read_sites (struct rep_results *r, const char *name)
{
  char line[1024];
  uint32_t cap = 0;
  FILE *file = fopen (name, "r");
  if (!file)
    return false;
  while (fgets (line, sizeof line, file))
    {
      struct rep_site site;
      if (*line != '#' && parse_site (&r->arena, line, &site))
	ESC_PUSH (&r->arena, r->sites, r->nsites, cap, site);
    }
  fclose (file);
  return true;
}

int
main (int argc, char **argv)
{
  struct rep_results r = { 0 };
  int status = 0;
  if (argc < 3)
    {
      fputs ("usage: profile-test SITES PROFILE...\n", stderr);
      return 2;
    }
  if (!read_sites (&r, argv[1]))
    {
      fprintf (stderr, "profile-test: cannot read '%s'\n", argv[1]);
      return 2;
    }
  for (int i = 2; i < argc; i++)
    if (!rep_profile (&r, argv[i]))
      status = 2;
  rep_write_profile (stdout, &r);
  esc_arena_free (&r.arena);
  return status;
}
