/* profile.c - read a profile: which format it has, and all or nothing.

   Input:   a file, or its bytes.  Output: the counts of rep_results.
   Not handled: the formats (profile-dhat.c, profile-massif.c,
	    profile-heaptrack.c, profile-heaptrack-text.c,
	    profile-counts.c); what a stack belongs to (profile-join.c).  */

#include "passes/tools/profile-read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a file.  The profile of an hour has a tenth of it.  */
#define MAX_FILE ((size_t) 1 << 30)

static const char give[] = "give dhat.out.PID, massif.out.PID, heaptrack's data "
			   "(zstd -dc heaptrack.NAME.PID.zst >FILE.txt) or the "
			   "text of heaptrack_print";

/* --- Which format -------------------------------------------------------- */

/* LINE is one of a flame graph: "main (a.c);f (a.c); 12".  */
static bool
flame_line_p (struct rep_str line)
{
  size_t i = line.n;
  while (i && line.s[i - 1] >= '0' && line.s[i - 1] <= '9')
    i--;
  return i < line.n && i >= 2 && memcmp (line.s + i - 2, "; ", 2) == 0;
}

/* Lines that may come before the first one that tells: a massif file begins
   with the options and the command, which may have several lines.  */
enum { MAX_HEAD = 1000 };

static bool
read_text (struct rep_prof *p)
{
  struct rep_str rest = p->text, line;
  if (rep_str_starts (rest, "v ") && rep_str_line (&rest, &line))
    return rep_read_heaptrack (p);
  if (rep_str_starts (rest, "escape-counts 1\n"))
    return rep_read_counts (p);
  for (int i = 0; i < MAX_HEAD && rep_str_line (&rest, &line); i++)
    if (rep_str_starts (line, "snapshot="))
      return rep_read_massif (p);
    else if (rep_str_starts (line, "MOST CALLS TO ALLOCATION FUNCTIONS")
	     || rep_str_starts (line, "PEAK MEMORY CONSUMERS")
	     || rep_str_starts (line, "MOST TEMPORARY ALLOCATIONS")
	     || rep_str_starts (line, "total runtime: "))
      return rep_read_heaptrack_text (p);
    else if (i == 0 && flame_line_p (line))
      return rep_read_flamegraph (p);
    else if (rep_str_starts (line, "desc: ") && rep_str_starts (rest, "cmd: ")
	     && !memchr (rest.s, '#', rest.n))
      return rep_prof_fail (p, "massif's file has no snapshot; run valgrind "
			    "--tool=massif again and let it end");
  return rep_prof_fail (p, "no profile that is known; %s", give);
}

static bool
read_any (struct rep_prof *p)
{
  struct rep_str text = p->text;
  if (rep_str_starts (text, "\x28\xb5\x2f\xfd"))
    return rep_prof_fail (p, "compressed; decompress it and give that: zstd "
			  "-dc FILE >FILE.txt");
  if (rep_str_starts (text, "\x1f\x8b"))
    return rep_prof_fail (p, "compressed; decompress it and give that: gzip "
			  "-dc FILE >FILE.txt");
  while (text.n && strchr (" \t\r\n", *text.s) && *text.s)
    text = rep_str_skip (text, 1);
  if (!text.n)
    return rep_prof_fail (p, "it is empty; %s", give);
  return *text.s == '{' ? rep_read_dhat (p) : read_text (p);
}

/* --- All or nothing ------------------------------------------------------ */

bool
rep_profile_read (struct rep_results *r, const char *name, const char *text,
		  size_t n)
{
  struct rep_prof p = { .r = r, .name = name, .text = { text, n } };
  rep_prof_begin (&p);
  bool ok = read_any (&p);
  bool peak = !p.total_calls && p.total_bytes;
  if (ok && (p.total_calls || p.total_bytes)
      && (peak ? r->total_calls != 0 : rep_by_bytes (r)))
    ok = rep_prof_fail (&p, "calls cannot be added to massif's bytes at the "
			"peak; give one of the two kinds of profile");
  if (ok)
    rep_prof_commit (&p);
  esc_arena_free (&p.arena);
  return ok;
}

/* All of FILE, *N bytes, to be freed; NULL: it failed, and TEXT says why.  */
static char *
read_file (FILE *file, size_t *n, const char **why)
{
  size_t cap = 1 << 16;
  char *text = malloc (cap);
  *n = 0;
  *why = "out of memory; give a smaller file";
  while (text)
    {
      errno = 0;
      size_t got = fread (text + *n, 1, cap - *n, file);
      *n += got;
      if (ferror (file))
	*why = errno ? strerror (errno) : "cannot be read";
      else if (*n > MAX_FILE)
	*why = "larger than 1 GB; profile a shorter run";
      else if (!got)
	return text;
      else if (*n < cap)
	continue;
      else
	{
	  char *bigger = realloc (text, cap *= 2);
	  if (!bigger)
	    free (text);
	  text = bigger;
	  continue;
	}
      free (text);
      return NULL;
    }
  return NULL;
}

bool
rep_profile (struct rep_results *r, const char *name)
{
  struct rep_prof p = { .name = name };
  const char *why = NULL;
  size_t n = 0;
  FILE *file = fopen (name, "rb");
  if (!file)
    return rep_prof_fail (&p, "%s; %s", strerror (errno), give);
  char *text = read_file (file, &n, &why);
  fclose (file);
  if (!text)
    return rep_prof_fail (&p, "%s", why);
  bool ok = rep_profile_read (r, name, text, n);
  free (text);
  return ok;
}
