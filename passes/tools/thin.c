/* thin.c - see thin.h.

   The archive is a row of headers of 60 bytes.  Behind those of the index and of
   the table of long names is what they head, else nothing: the member is a file of
   its own, in a folder that is told from the archive's.  */

#include "passes/tools/thin.h"

#include <ar.h>
#include <string.h>

static const char thin_magic[] = "!<thin>\n";
enum { MAGIC = sizeof thin_magic - 1, MAX_NAME = 4096 };

/* The table of long names.  */
struct names
{
  const char *p;
  size_t n;
};

bool
rep_is_thin (const char *p, size_t n)
{
  return n >= MAGIC && memcmp (p, thin_magic, MAGIC) == 0;
}

/* The decimal number at the begin of the N bytes at P; false: there is none, or it
   is too large.  */
static bool
number (const char *p, size_t n, size_t *value)
{
  size_t i = 0;
  *value = 0;
  for (; i < n && p[i] >= '0' && p[i] <= '9'; i++)
    {
      if (*value > (SIZE_MAX - 9) / 10)
	return false;
      *value = *value * 10 + (size_t) (p[i] - '0');
    }
  return i > 0;
}

/* The bytes at P, less than N, up to the "/" that ends a line; 0: they do not
   end, or are too many.  */
static size_t
length (const char *p, size_t n)
{
  for (size_t i = 0; i + 1 < n && i < MAX_NAME; i++)
    if (p[i] == '/' && p[i + 1] == '\n')
      return i;
  return 0;
}

/* The name in header H, *LEN bytes; NULL: it has none.  */
static const char *
member_name (const struct ar_hdr *h, const struct names *names, size_t *len)
{
  size_t at;
  if (h->ar_name[0] == '/')
    {
      if (!number (h->ar_name + 1, sizeof h->ar_name - 1, &at)
	  || at >= names->n)
	return NULL;
      *len = length (names->p + at, names->n - at);
      return *len ? names->p + at : NULL;
    }
  const char *end = memchr (h->ar_name, '/', sizeof h->ar_name);
  *len = end ? (size_t) (end - h->ar_name) : 0;
  return *len ? h->ar_name : NULL;
}

/* The file FILE, LEN bytes, as the archive NAME means it.  */
static const char *
from_here (struct esc_arena *arena, const char *name, const char *file,
	   size_t len)
{
  const char *slash = strrchr (name, '/');
  int folder = slash && *file != '/' ? (int) (slash + 1 - name) : 0;
  /* "-" would be standard input.  */
  const char *before = folder ? name : *file != '/' ? "./" : "";
  return esc_printf (arena, "%.*s%.*s", folder ? folder : 2, before, (int) len,
		     file);
}

const char **
rep_thin_members (struct esc_arena *arena, const char *name, const char *p,
		  size_t n, uint32_t *count, const char **why)
{
  struct names names = { NULL, 0 };
  const char **members = NULL;
  uint32_t cap = 0;
  *count = 0;
  *why = NULL;
  for (size_t at = MAGIC; at < n; )
    {
      struct ar_hdr h;
      size_t size, len;
      if (n - at < sizeof h)
	{
	  *why = "the archive ends too early";
	  break;
	}
      memcpy (&h, p + at, sizeof h);
      at += sizeof h;
      if (memcmp (h.ar_fmag, ARFMAG, sizeof h.ar_fmag) != 0
	  || !number (h.ar_size, sizeof h.ar_size, &size))
	{
	  *why = "the archive is damaged";
	  break;
	}
      bool table = memcmp (h.ar_name, "// ", 3) == 0;
      bool index = memcmp (h.ar_name, "/ ", 2) == 0
		   || memcmp (h.ar_name, "/SYM64/ ", 8) == 0;
      if (!table && !index)
	{
	  const char *file = member_name (&h, &names, &len);
	  if (!file)
	    {
	      *why = "the archive is damaged";
	      break;
	    }
	  ESC_PUSH (arena, members, *count, cap,
		    from_here (arena, name, file, len));
	  continue;
	}
      if (size > n - at)
	{
	  *why = "the archive ends too early";
	  break;
	}
      if (table)
	names = (struct names) { p + at, size };
      at += size + (size & 1);
    }
  return members;
}
