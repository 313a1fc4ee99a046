/* profile-text.c - lines, numbers, places: the text of profiles.

   Input:   bytes of a file.  Output: pieces of them, see profile-read.h.
   Not handled: what they mean.  */

#include "passes/tools/profile-read.h"

#include <jansson.h>
#include <stdarg.h>
#include <string.h>

bool
rep_str_line (struct rep_str *rest, struct rep_str *line)
{
  if (!rest->n)
    return false;
  const char *end = memchr (rest->s, '\n', rest->n);
  size_t n = end ? (size_t) (end - rest->s) : rest->n;
  *line = (struct rep_str) { rest->s, n };
  *rest = rep_str_skip (*rest, end ? n + 1 : n);
  if (line->n && line->s[line->n - 1] == '\r')
    line->n--;
  return true;
}

struct rep_str
rep_str_of (const char *s)
{
  return (struct rep_str) { s, s ? strlen (s) : 0 };
}

bool
rep_str_starts (struct rep_str s, const char *prefix)
{
  size_t n = strlen (prefix);
  return s.n >= n && memcmp (s.s, prefix, n) == 0;
}

bool
rep_str_equal (struct rep_str a, struct rep_str b)
{
  return a.n == b.n && (!a.n || memcmp (a.s, b.s, a.n) == 0);
}

struct rep_str
rep_str_skip (struct rep_str s, size_t n)
{
  if (n > s.n)
    n = s.n;
  return n ? (struct rep_str) { s.s + n, s.n - n } : s;
}

struct rep_str
rep_str_trim (struct rep_str s)
{
  while (s.n && (*s.s == ' ' || *s.s == '\t'))
    s = rep_str_skip (s, 1);
  while (s.n && (s.s[s.n - 1] == ' ' || s.s[s.n - 1] == '\t'))
    s.n--;
  return s;
}

/* The value of the digit C, or 16.  */
static unsigned
digit (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return 16;
}

bool
rep_str_number (struct rep_str *s, unsigned base, uint64_t *value)
{
  uint64_t v = 0;
  size_t i = 0;
  for (; i < s->n && digit (s->s[i]) < base; i++)
    {
      unsigned d = digit (s->s[i]);
      if (v > (UINT64_MAX - d) / base)
	return false;
      v = v * base + d;
    }
  if (!i)
    return false;
  *value = v;
  *s = rep_str_skip (*s, i);
  return true;
}

/* Take ":NUMBER" off the end of *S; false if there is none.  */
static bool
take_number (struct rep_str *s, uint64_t *value)
{
  size_t i = s->n;
  while (i && digit (s->s[i - 1]) < 10)
    i--;
  struct rep_str digits = rep_str_skip (*s, i);
  if (i < 2 || s->s[i - 1] != ':' || !rep_str_number (&digits, 10, value))
    return false;
  s->n = i - 1;
  return true;
}

void
rep_frame_place (struct rep_str s, struct rep_frame *frame)
{
  uint64_t line = 0, column;
  if (take_number (&s, &line))
    {
      /* FILE:LINE:COLUMN: the number that was taken first is the column.  */
      struct rep_str shorter = s;
      if (take_number (&shorter, &column))
	{
	  line = column;
	  s = shorter;
	}
    }
  frame->file = s;
  frame->line = line <= INT32_MAX ? (uint32_t) line : 0;
}

void
rep_frame_valgrind (struct rep_str s, struct rep_frame *frame)
{
  memset (frame, 0, sizeof *frame);
  if (s.n > REP_MAX_NAME)
    return;
  s = rep_str_trim (s);
  if (rep_str_starts (s, "0x"))
    {
      const char *colon = memchr (s.s, ':', s.n);
      if (colon)
	s = rep_str_trim (rep_str_skip (s, colon - s.s + 1));
    }
  /* The last " (" opens the place: a C++ function has parentheses, too.  */
  size_t i = s.n;
  if (i && s.s[i - 1] == ')')
    while (i >= 2 && !(s.s[i - 2] == ' ' && s.s[i - 1] == '('))
      i--;
  if (i >= 2 && i < s.n)
    {
      struct rep_str place = { s.s + i, s.n - i - 1 };
      if (rep_str_starts (place, "in "))
	frame->lib = rep_str_skip (place, 3);
      else
	rep_frame_place (place, frame);
      s.n = i - 2;
    }
  if (!rep_str_equal (s, rep_str_of ("???")))
    frame->function = s;
}

char *
rep_str_clean (struct esc_arena *arena, struct rep_str s)
{
  char *text = esc_strndup (arena, s.n ? s.s : "", s.n < 200 ? s.n : 200);
  size_t n = s.n < 200 ? s.n : 200;
  for (size_t i = 0; i < n; i++)
    if ((unsigned char) text[i] < 0x20 || text[i] == 0x7f)
      text[i] = '?';
    else if (text[i] == '\xc2' && (unsigned char) text[i + 1] < 0xa0)
      text[i] = '?';		/* U+0080 to U+009F; what is left of it follows */
  /* JSON wants UTF-8, and so do terminals.  */
  json_t *valid = json_string (text);
  if (!valid)
    for (size_t i = 0; i < n; i++)
      if ((unsigned char) text[i] >= 0x80)
	text[i] = '?';
  json_decref (valid);
  return text;
}

uint64_t
rep_sum (uint64_t a, uint64_t b)
{
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

bool
rep_prof_fail (struct rep_prof *p, const char *format, ...)
{
  if (p->failed)
    return false;
  p->failed = true;
  char text[512];
  va_list args;
  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  struct esc_arena arena = { 0 };
  /* The text may quote the file, and the name is the user's.  */
  for (char *c = text; *c; c++)
    if ((unsigned char) *c < 0x20 || *c == 0x7f)
      *c = '?';
  fprintf (stderr, "escape-report: %s: %s\n",
	   rep_str_clean (&arena, rep_str_of (p->name)), text);
  esc_arena_free (&arena);
  return false;
}
