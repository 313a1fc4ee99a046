/* files.c - files and their names, and text that is safe to show.  See
   files.h.  */

#include "passes/tools/files.h"

#include "passes/tools/progress.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void
rep_error (const char *format, ...)
{
  va_list args;
  rep_progress_hide ();
  fputs ("escape-report: ", stderr);
  va_start (args, format);
  vfprintf (stderr, format, args);
  va_end (args);
  putc ('\n', stderr);
}

/* All of FILE, in memory of malloc's, or NULL with *WHY.  */
static char *
read_stream (FILE *file, size_t limit, size_t *len, const char **why)
{
  size_t n = 0, cap = 1 << 16;
  char *text = malloc (cap);
  for (;;)
    {
      if (!text)
	{
	  *why = "out of memory";
	  return NULL;
	}
      size_t got = fread (text + n, 1, cap - n, file);
      n += got;
      if (!got)
	break;
      if (n > limit)
	{
	  *why = "the file is too large";
	  free (text);
	  return NULL;
	}
      if (n == cap)
	{
	  char *bigger = realloc (text, cap *= 2);
	  if (!bigger)
	    free (text);
	  text = bigger;
	}
    }
  if (ferror (file))
    {
      *why = strerror (errno);
      free (text);
      return NULL;
    }
  *len = n;
  return text;
}

char *
rep_read_file (struct esc_arena *arena, const char *name, size_t limit,
	       size_t *len, const char **why)
{
  FILE *file = strcmp (name, "-") ? fopen (name, "rb") : stdin;
  if (!file)
    {
      *why = strerror (errno);
      return NULL;
    }
  char *text = read_stream (file, limit, len, why);
  if (file != stdin)
    fclose (file);
  if (!text)
    return NULL;
  char *copy = esc_alloc (arena, *len + 1);
  memcpy (copy, text, *len);
  free (text);
  return copy;
}

static bool
is_stdout (const char *name)
{
  return !name || strcmp (name, "-") == 0;
}

FILE *
rep_create (const char *name)
{
  FILE *file = is_stdout (name) ? stdout : fopen (name, "w");
  if (!file)
    rep_error ("cannot write '%s': %s", name, strerror (errno));
  return file;
}

bool
rep_close (FILE *file, const char *name)
{
  bool failed = fflush (file) || ferror (file);
  int error = errno;
  if (!is_stdout (name) && fclose (file) && !failed)
    {
      failed = true;
      error = errno;
    }
  if (failed)
    rep_error ("cannot write %s%s%s: %s", is_stdout (name) ? "" : "'",
	       is_stdout (name) ? "standard output" : name,
	       is_stdout (name) ? "" : "'", strerror (error));
  return !failed;
}

/* The length of the character at S if it is one that XML, JSON and a terminal
   take: 1 to 4; 0: it is none.  */
static unsigned
character (const unsigned char *s)
{
  if (*s < 0x80)
    return *s >= 0x20 && *s != 0x7f;
  unsigned n = *s >= 0xf0 ? 4 : *s >= 0xe0 ? 3 : 2;
  uint32_t c = *s & (0xff >> (n + 1));
  if (*s < 0xc2 || *s > 0xf4)
    return 0;
  for (unsigned i = 1; i < n; i++)
    {
      if ((s[i] & 0xc0) != 0x80)
	return 0;
      c = c << 6 | (s[i] & 0x3f);
    }
  /* Too long a form, surrogates, what is no character, what turns the order of
     the text that follows, and the control characters of Latin 1.  */
  if (c < (n == 4 ? 0x10000u : n == 3 ? 0x800u : 0xa0u) || c > 0x10ffff
      || (c >= 0xd800 && c <= 0xdfff) || (c & 0xfffe) == 0xfffe
      || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
    return 0;
  return n;
}

const char *
rep_clean (struct esc_arena *arena, const char *s, bool spaces)
{
  if (!s)
    return "";
  const unsigned char *p = (const unsigned char *) s;
  unsigned n = 1;
  while (*p && (n = character (p)))
    p += n;
  if (n)
    return s;
  char *copy = esc_alloc (arena, 3 * strlen (s) + 1), *to = copy;
  for (p = (const unsigned char *) s; *p; p += n ? n : 1)
    {
      n = character (p);
      if (n)
	to = (char *) memcpy (to, p, n) + n;
      else if (spaces && *p < 0x20)
	*to++ = ' ';
      else
	to = (char *) memcpy (to, "\xef\xbf\xbd", 3) + 3;
    }
  return copy;
}

/* NAME without empty parts, "." and "x/..".  */
static char *
tidy (struct esc_arena *arena, const char *name)
{
  char *copy = esc_alloc (arena, strlen (name) + 2);
  size_t n = 0;
  if (*name == '/')
    copy[n++] = '/';
  size_t root = n;
  while (*name)
    {
      size_t len = strcspn (name, "/");
      bool up = len == 2 && !memcmp (name, "..", 2);
      /* Where the last part of the copy begins.  */
      size_t last = n > root ? n - 1 : root;
      while (last > root && copy[last - 1] != '/')
	last--;
      if (up && n > root && strncmp (copy + last, "../", 3))
	n = last;
      else if (up && root)
	;
      else if (len && !(len == 1 && *name == '.'))
	{
	  memcpy (copy + n, name, len);
	  n += len;
	  copy[n++] = '/';
	}
      name += len + (name[len] == '/');
    }
  if (n > root)
    n--;
  copy[n] = '\0';
  return copy;
}

const char *
rep_relative (struct esc_arena *arena, const char *root, const char *name)
{
  if (!name)
    return "";
  char *tidied = tidy (arena, name);
  size_t n = root ? strlen (root) : 0;
  while (n > 1 && root[n - 1] == '/')
    n--;
  if (*tidied != '/' || n < 2 || strncmp (tidied, root, n) || tidied[n] != '/')
    return tidied;
  return tidied + n + 1;
}

/* Characters of a name's last part that are kept.  */
enum { MAX_SAFE = 60 };

const char *
rep_safe_name (struct esc_arena *arena, const char *name)
{
  static const char fine[] = "abcdefghijklmnopqrstuvwxyz"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  const char *slash = strrchr (name, '/');
  const char *last = slash ? slash + 1 : name;
  size_t len = strlen (last), n = 0;
  char *safe = esc_strndup (arena, last, len < MAX_SAFE ? len : MAX_SAFE);
  for (char *c = safe; *c; c++)
    if (strchr (fine, *c) && (n || *c != '.'))
      safe[n++] = *c;
  safe[n] = '\0';
  return esc_printf (arena, "%s-%016llx", safe,
		     (unsigned long long) esc_hash_str (name));
}
