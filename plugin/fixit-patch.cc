/* fixit-patch.cc - -fdiagnostics-generate-patch without empty lines.

   Owns:    the lines that hints of ours empty.
   Input:   GCC's edits of the file that is compiled, ours among them.
   Output:  the patch that GCC would print, to the same place, but that these
            lines are gone.
   Not handled: other files' edits, which are printed as GCC has them.

   A hint of GCC can neither remove a line nor go over two.  So ours empty
   the lines, which is what an editor that applies them gets.  In a patch they
   go: before GCC prints it, a marker is put before each such line, the edited
   text is taken from GCC, and the difference to the file is printed here.  */

#include "fixit.h"

static const char marker[] = "\001escape: remove the next line\001";

/* More differences than this are printed as one.  */
enum { MAX_EDITS = 2000, CONTEXT = 3 };

static struct
{
  struct esc_arena arena;
  const char *file;
  int *lines;
  uint32_t n, cap;
} gone;

void
esc_patch_remove_line (const char *file, int line)
{
  if (!esc_gcc_edits_now ())
    return;
  gone.file = file;
  ESC_PUSH (&gone.arena, gone.lines, gone.n, gone.cap, line);
}

/* ---- Texts as lines.  ---- */

struct line
{
  const char *s;
  size_t len;			/* with the newline, if it has one */
};

struct text
{
  struct line *lines;
  uint32_t n, cap;
};

static struct text
split (const char *s, size_t len)
{
  struct text text = { NULL, 0, 0 };
  while (len)
    {
      const char *e = (const char *) memchr (s, '\n', len);
      size_t n = e ? e + 1 - s : len;
      struct line line = { s, n };
      ESC_PUSH (&gone.arena, text.lines, text.n, text.cap, line);
      s += n;
      len -= n;
    }
  return text;
}

static bool
same_line_p (const struct line *a, const struct line *b)
{
  return a->len == b->len && memcmp (a->s, b->s, a->len) == 0;
}

static bool
blank_p (const struct line *l)
{
  return strspn (l->s, " \t") + 1 >= l->len;
}

/* Whether the first (LAST: the last) character that is no space is C.  */
static bool
begins_p (const struct line *l, char c)
{
  return l->s[strspn (l->s, " \t")] == c;
}

static bool
ends_p (const struct line *l, char c)
{
  size_t n = l->len;
  while (n && ISSPACE (l->s[n - 1]))
    n--;
  return n && l->s[n - 1] == c;
}

/* TEXT without what is marked; and where that leaves a blank line too many,
   without it.  */
static struct text
without_marked (const struct text *text)
{
  struct text out = { NULL, 0, 0 };
  bool cut = false;
  for (uint32_t i = 0; i < text->n; i++)
    {
      struct line *l = &text->lines[i];
      if (l->len == sizeof marker
	  && memcmp (l->s, marker, sizeof marker - 1) == 0)
	{
	  /* Not empty: another edit put something there.  */
	  if (i + 1 < text->n && blank_p (l + 1))
	    i++, cut = true;
	  continue;
	}
      if (cut && out.n)
	{
	  const struct line *last = &out.lines[out.n - 1];
	  if (blank_p (last) && begins_p (l, '}'))
	    out.n--;
	  else if (blank_p (l) && (blank_p (last) || ends_p (last, '{')))
	    continue;
	}
      cut = false;
      ESC_PUSH (&gone.arena, out.lines, out.n, out.cap, *l);
    }
  return out;
}

/* ---- The difference.  ---- */

struct diff
{
  const struct text *a, *b;
  bool *gone_a, *new_b;		/* by line */
};

/* Mark what differs between lines A0 .. A1 of a and B0 .. B1 of b, with the
   fewest edits (Myers 1986, with the whole trace).  */
static void
compare (struct diff *d, int a0, int a1, int b0, int b1)
{
  struct line *a = d->a->lines, *b = d->b->lines;
  while (a0 < a1 && b0 < b1 && same_line_p (&a[a0], &b[b0]))
    a0++, b0++;
  while (a0 < a1 && b0 < b1 && same_line_p (&a[a1 - 1], &b[b1 - 1]))
    a1--, b1--;
  int n = a1 - a0, m = b1 - b0, limit = MIN (n + m, MAX_EDITS);
  int width = 2 * limit + 3, mid = limit + 1;
  int *v = (int *) esc_alloc (&gone.arena, width * sizeof *v);
  int **trace = (int **) esc_alloc (&gone.arena,
				    (limit + 1) * sizeof *trace);
  int edits;
  for (edits = 0; edits <= limit; edits++)
    {
      bool end = false;
      int *old = (int *) esc_alloc (&gone.arena,
				    (2 * edits + 3) * sizeof *old);
      memcpy (old, v + mid - edits - 1, (2 * edits + 3) * sizeof *old);
      trace[edits] = old + edits + 1;
      for (int k = -edits; k <= edits && !end; k += 2)
	{
	  int x = k == -edits || (k != edits && v[mid + k - 1] < v[mid + k + 1])
		  ? v[mid + k + 1] : v[mid + k - 1] + 1;
	  while (x < n && x - k < m && x - k >= 0
		 && same_line_p (&a[a0 + x], &b[b0 + x - k]))
	    x++;
	  v[mid + k] = x;
	  end = x >= n && x - k >= m;
	}
      if (end)
	break;
    }
  if (edits > limit)
    {
      memset (d->gone_a + a0, true, n);
      memset (d->new_b + b0, true, m);
      return;
    }
  for (int x = n, y = m; edits > 0; edits--)
    {
      int *old = trace[edits], k = x - y;
      int from = k == -edits || (k != edits && old[k - 1] < old[k + 1])
		 ? k + 1 : k - 1;
      int px = old[from], py = px - from;
      if (from == k + 1)
	d->new_b[b0 + py] = true;
      else
	d->gone_a[a0 + px] = true;
      x = px;
      y = py;
    }
}

static void
print_line (FILE *out, char sign, const struct line *l)
{
  fputc (sign, out);
  fwrite (l->s, 1, l->len, out);
  if (!l->len || l->s[l->len - 1] != '\n')
    fputs ("\n\\ No newline at end of file\n", out);
}

/* Print the difference of D as a unified diff of FILE.  */
static void
print_diff (FILE *out, const struct diff *d, const char *file)
{
  uint32_t na = d->a->n, nb = d->b->n, ia = 0, ib = 0;
  bool header = false;
  for (;;)
    {
      while (ia < na && ib < nb && !d->gone_a[ia] && !d->new_b[ib])
	ia++, ib++;
      if (ia >= na && ib >= nb)
	break;
      uint32_t before = MIN (ia, (uint32_t) CONTEXT);
      uint32_t a0 = ia - before, b0 = ib - before;
      /* To the last change that is near, and what follows it.  */
      uint32_t a1 = ia, b1 = ib;
      for (uint32_t same = 0; same <= 2 * CONTEXT && (ia < na || ib < nb); )
	if ((ia < na && d->gone_a[ia]) || (ib < nb && d->new_b[ib]))
	  {
	    while (ia < na && d->gone_a[ia])
	      ia++;
	    while (ib < nb && d->new_b[ib])
	      ib++;
	    a1 = ia;
	    b1 = ib;
	    same = 0;
	  }
	else
	  ia++, ib++, same++;
      uint32_t behind = MIN (na - a1, (uint32_t) CONTEXT);
      a1 += behind;
      b1 += behind;
      if (!header)
	fprintf (out, "--- %s\n+++ %s\n", file, file);
      header = true;
      fprintf (out, "@@ -%u,%u +%u,%u @@\n", a1 > a0 ? a0 + 1 : a0, a1 - a0,
	       b1 > b0 ? b0 + 1 : b0, b1 - b0);
      for (ia = a0, ib = b0; ia < a1 || ib < b1; )
	if (ia < a1 && d->gone_a[ia])
	  print_line (out, '-', &d->a->lines[ia++]);
	else if (ib < b1 && d->new_b[ib])
	  print_line (out, '+', &d->b->lines[ib++]);
	else
	  {
	    print_line (out, ' ', &d->a->lines[ia++]);
	    ib++;
	  }
    }
}

/* Print GCC's DIFF but for what it says of FILE.  */
static void
print_others (FILE *out, const char *diff, const char *file)
{
  size_t len = strlen (file);
  bool ours = false;
  for (const char *s = diff; *s; )
    {
      const char *e = strchr (s, '\n');
      e = e ? e + 1 : s + strlen (s);
      /* A removed line "-- x" looks the same; then "+++" does not follow.  */
      if (startswith (s, "--- ") && startswith (e, "+++ "))
	ours = strncmp (s + 4, file, len) == 0 && s[4 + len] == '\n';
      if (!ours)
	fwrite (s, 1, e - s, out);
      s = e;
    }
}

/* ---- The end of a compilation.  ---- */

/* The bytes of FILE, or NULL.  */
static char *
read_file (const char *file, size_t *len)
{
  FILE *in = fopen (file, "rb");
  if (!in)
    return NULL;
  char *s = NULL;
  size_t cap = 0, n;
  *len = 0;
  do
    {
      if (cap - *len < 4096)
	{
	  char *more = (char *) esc_alloc (&gone.arena, cap = 2 * cap + 8192);
	  if (*len)
	    memcpy (more, s, *len);
	  s = more;
	}
      n = fread (s + *len, 1, cap - *len, in);
      *len += n;
    }
  while (n);
  fclose (in);
  return s;
}

static void
print_patch (void *, void *)
{
  esc_gcc_edits *edits = esc_gcc_edits_now ();
  if (!gone.n || !edits)
    return;
  size_t len;
  char *old = read_file (gone.file, &len);
  rich_location rich (line_table, UNKNOWN_LOCATION);
  for (uint32_t i = 0; i < gone.n; i++)
    {
      location_t at = esc_source_location (gone.file, gone.lines[i], 1);
      rich.add_fixit_insert_before (at, esc_printf (&gone.arena, "%s\n",
						    marker));
    }
  char *others = old ? edits->generate_diff (true) : NULL;
  if (!others || !*others || rich.seen_impossible_fixit_p ())
    return;
  edits->add_fixits (&rich);
  char *edited = edits->get_content (gone.file);
  if (!edited)
    return;
  struct text a = split (old, len);
  struct text marked = split (edited, strlen (edited));
  struct text b = without_marked (&marked);
  struct diff d = { &a, &b, (bool *) esc_alloc (&gone.arena, a.n + 1),
		    (bool *) esc_alloc (&gone.arena, b.n + 1) };
  compare (&d, 0, a.n, 0, b.n);
  /* One write: other compilations may print to the same file.  */
  char *text;
  size_t size;
  FILE *out = open_memstream (&text, &size);
  if (!out)
    return;
  print_others (out, others, gone.file);
  print_diff (out, &d, gone.file);
  if (fclose (out) == 0)
    {
      fwrite (text, 1, size, stderr);
      esc_gcc_edits_drop ();
    }
}

void
esc_register_patch (const char *plugin_name)
{
  register_callback (plugin_name, PLUGIN_FINISH, print_patch, NULL);
}
