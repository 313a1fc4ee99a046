/* fixit-source.cc - the text of a function as tokens.

   Input:   a function that GCC has read, and its file.
   Output:  its tokens with their brackets matched, and what lies between them:
            comments, directives, joined lines.
   Not handled: macros.  A token is what the user sees; whether one is a macro
            is found by asking GCC where its statements are.  Text that needs
            more is refused: trigraphs, digraphs, #line, preprocessed input.  */

#include "fixit.h"

/* A longer function is not edited, nor is one of longer lines.  */
enum { MAX_LINES = 5000, MAX_COLUMN = 500 };

static bool
name_start_p (char c)
{
  return ISALPHA (c) || c == '_' || c == '$' || (c & 0x80);
}

bool
esc_is (const struct esc_source *src, int i, const char *text)
{
  if (i < 0 || (uint32_t) i >= src->n)
    return false;
  const struct esc_token *t = &src->tokens[i];
  return strncmp (t->s, text, t->len) == 0 && !text[t->len];
}

bool
esc_same_text (const struct esc_source *src, int i, int k)
{
  const struct esc_token *a = &src->tokens[i], *b = &src->tokens[k];
  return a->len == b->len && memcmp (a->s, b->s, a->len) == 0;
}

int
esc_first_on (const struct esc_source *src, int line)
{
  int lo = 0, hi = src->n;
  while (lo < hi)
    {
      int mid = (lo + hi) / 2;
      if (src->tokens[mid].line < line)
	lo = mid + 1;
      else
	hi = mid;
    }
  return lo;
}

int
esc_token_at (const struct esc_source *src, location_t loc)
{
  loc = LOCATION_LOCUS (loc);
  if (loc <= BUILTINS_LOCATION
      || linemap_location_from_macro_expansion_p (line_table, loc))
    return -1;
  expanded_location e = expand_location (loc);
  if (!e.file || strcmp (e.file, src->file) != 0)
    return -1;
  for (uint32_t i = esc_first_on (src, e.line);
       i < src->n && src->tokens[i].line == e.line; i++)
    if (src->tokens[i].column == e.column)
      return i;
  return -1;
}

bool
esc_gap_between (const struct esc_source *src, int i, int k)
{
  const struct esc_token *a = &src->tokens[i], *b = &src->tokens[k];
  for (uint32_t g = 0; g < src->ngaps; g++)
    {
      const struct esc_gap *gap = &src->gaps[g];
      if (gap->line > b->line || gap->end_line < a->line)
	continue;
      if (gap->line > a->line
	  || (gap->line == a->line && gap->column > a->column))
	{
	  /* Behind B on its line it may be a remark on the next statement, if
	     there is one.  */
	  if (gap->line < b->line || gap->column < b->column
	      || (uint32_t) k + 1 >= src->n || b[1].line != b->line
	      || b[1].column > gap->column)
	    return true;
	}
    }
  return false;
}

const struct esc_gap *
esc_gap_on (const struct esc_source *src, int line)
{
  for (uint32_t g = 0; g < src->ngaps; g++)
    if (src->gaps[g].end_line == line)
      return &src->gaps[g];
  return NULL;
}

location_t
esc_source_location (const char *file, int line, int column)
{
  for (unsigned i = 0; i < LINEMAPS_ORDINARY_USED (line_table); i++)
    {
      const line_map_ordinary *map
	= LINEMAPS_ORDINARY_MAP_AT (line_table, i);
      if (ORDINARY_MAP_STARTING_LINE_NUMBER (map) > (unsigned) line
	  || !ORDINARY_MAP_FILE_NAME (map)
	  || strcmp (ORDINARY_MAP_FILE_NAME (map), file) != 0)
	continue;
      location_t loc = linemap_position_for_line_and_column (line_table, map,
							     line, column);
      if (linemap_lookup (line_table, loc) != map)
	continue;
      expanded_location e = expand_location (loc);
      if (e.line == line && e.column == column)
	return loc;
    }
  return UNKNOWN_LOCATION;
}

/* ---- Reading.  ---- */

struct reader
{
  struct esc_source *src;
  int line;
  const char *s;		/* the line */
  int conditional;		/* #if that are open */
  int bracket;			/* the innermost open one, or -1 */
  const char *why;
};

static void
add_gap (struct reader *r, int column, int end_line, char kind)
{
  struct esc_source *src = r->src;
  struct esc_gap gap = { r->line, column, end_line, kind };
  ESC_PUSH (src->arena, src->gaps, src->ngaps, src->gaps_cap, gap);
}

static void
add_token (struct reader *r, const char *s, int len, char kind)
{
  struct esc_source *src = r->src;
  struct esc_token t = { s, len, r->line, (int) (s - r->s) + 1, kind,
			 r->conditional > 0, -1, r->bracket };
  if (kind == ')' || kind == ']' || kind == '}')
    {
      if (r->bracket < 0)
	{
	  r->why = "its brackets do not match";
	  return;
	}
      struct esc_token *open = &src->tokens[r->bracket];
      if (open->kind != (kind == ')' ? '(' : kind == ']' ? '[' : '{'))
	r->why = "its brackets do not match";
      t.match = r->bracket;
      t.up = open->up;
      open->match = src->n;
      r->bracket = open->up;
    }
  ESC_PUSH (src->arena, src->tokens, src->n, src->cap, t);
  if (kind == '(' || kind == '[' || kind == '{')
    r->bracket = src->n - 1;
}

/* Line NUMBER of the source, or NULL.  */
static const char *
line_at (struct esc_source *src, int number)
{
  int i = number - src->first_line;
  return i >= 0 && i < src->nlines ? src->lines[i] : NULL;
}

static bool
next_line (struct reader *r)
{
  r->line++;
  r->s = line_at (r->src, r->line);
  return r->s != NULL;
}

/* Skip the comment at S.  Returns what is behind it; NULL: the text ends.  */
static const char *
skip_comment (struct reader *r, const char *s)
{
  int line = r->line, column = s - r->s + 1;
  s += 2;
  for (;;)
    {
      const char *e = strstr (s, "*/");
      if (e)
	{
	  int end = r->line;
	  r->line = line;
	  add_gap (r, column, end, '*');
	  r->line = end;
	  return e + 2;
	}
      if (!next_line (r))
	{
	  r->why = "its text ends in a comment";
	  return NULL;
	}
      s = r->s;
    }
}

/* A directive, with the lines that it goes on for.  */
static void
skip_directive (struct reader *r, const char *s)
{
  int line = r->line, column = s - r->s + 1;
  const char *word = s + 1;
  while (*word == ' ' || *word == '\t')
    word++;
  if (startswith (word, "if"))
    r->conditional++;
  else if (startswith (word, "endif"))
    r->conditional--;
  else if (startswith (word, "line") || ISDIGIT (*word))
    r->why = "a #line is in the function";
  while (r->s[0] && r->s[strlen (r->s) - 1] == '\\' && next_line (r))
    ;
  int end = r->s ? r->line : r->line - 1;
  r->line = line;
  add_gap (r, column, end, '#');
  r->line = end;
  r->s = line_at (r->src, end);
}

/* The length of the operator at S.  */
static int
operator_length (const char *s)
{
  static const char *const longer[]
    = { "...", "<<=", ">>=", "->", "++", "--", "<<", ">>", "<=", ">=", "==",
	"!=", "&&", "||", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=" };
  for (unsigned i = 0; i < ARRAY_SIZE (longer); i++)
    if (startswith (s, longer[i]))
      return strlen (longer[i]);
  return 1;
}

/* The tokens of one line, from S, until the brace that ends the body.  */
static void
read_line (struct reader *r, const char *s)
{
  struct esc_source *src = r->src;
  bool first = s == r->s;
  while (s && *s && !r->why)
    {
      if (*s == ' ' || *s == '\t' || *s == '\f')
	s++;
      else if (s[0] == '/' && s[1] == '*')
	s = skip_comment (r, s);
      else if (s[0] == '/' && s[1] == '/')
	{
	  add_gap (r, s - r->s + 1, r->line, '*');
	  if (s[strlen (s) - 1] == '\\')
	    r->why = "a comment joins two lines";
	  return;
	}
      else if (*s == '#' && first)
	{
	  skip_directive (r, s);
	  return;
	}
      else if (s[0] == '\\' && !s[1])
	{
	  add_gap (r, s - r->s + 1, r->line + 1, '\\');
	  return;
	}
      else if (*s == '\r')
	{
	  r->why = "its lines end in CR LF";
	  return;
	}
      else
	{
	  const char *e = s;
	  char kind = *s;
	  first = false;
	  if (name_start_p (*s))
	    {
	      while (name_start_p (*e) || ISDIGIT (*e))
		e++;
	      kind = 'a';
	    }
	  else if (ISDIGIT (*s) || (*s == '.' && ISDIGIT (s[1])))
	    {
	      while (ISALNUM (*e) || *e == '.' || *e == '_'
		     || ((*e == '+' || *e == '-')
			 && strchr ("eEpP", e[-1])))
		e++;
	      kind = '0';
	    }
	  if (*e == '"' || *e == '\'')
	    {
	      char quote = *e++;
	      while (*e && *e != quote)
		e += e[0] == '\\' && e[1] ? 2 : 1;
	      if (!*e)
		{
		  r->why = "a string goes over two lines";
		  return;
		}
	      e++;
	      kind = '"';
	    }
	  else if (e == s)
	    e += operator_length (s);
	  add_token (r, s, e - s, kind);
	  if (r->why)
	    return;
	  s = e;
	  if (kind == '}' && r->bracket < 0)
	    {
	      /* A brace on the function's own level ends it; the first one of
		 an old-style definition's parameters would, too.  */
	      src->body = src->tokens[src->n - 1].match;
	      return;
	    }
	}
    }
}

/* Whether the compiler reads what a preprocessor wrote.  */
static bool
preprocessed_p (void)
{
  for (unsigned i = 0; i < save_decoded_options_count; i++)
    if (save_decoded_options[i].opt_index == OPT_fpreprocessed)
      return true;
  const char *dot = main_input_filename ? strrchr (main_input_filename, '.')
					: NULL;
  return dot && strcmp (dot, ".i") == 0;
}

/* Whether FILE was read more than once: what goes well in one reading need not
   in the other.  */
static bool
read_again_p (const char *file)
{
  unsigned times = 0;
  for (unsigned i = 0; i < LINEMAPS_ORDINARY_USED (line_table); i++)
    {
      const line_map_ordinary *map
	= LINEMAPS_ORDINARY_MAP_AT (line_table, i);
      times += map->reason == LC_ENTER && ORDINARY_MAP_FILE_NAME (map)
	       && strcmp (ORDINARY_MAP_FILE_NAME (map), file) == 0;
    }
  return times > 1;
}

static const char *
read_lines (struct esc_source *src, int first, int last)
{
  src->first_line = first;
  src->nlines = last - first + 1;
  if (src->nlines < 1 || src->nlines > MAX_LINES)
    return "the function is too long";
  src->lines = (const char **) esc_alloc (src->arena,
					  src->nlines * sizeof *src->lines);
  for (int i = 0; i < src->nlines; i++)
    {
      size_t len;
      const char *s = esc_gcc_source_line (src->file, first + i, &len);
      if (!s)
	return "its text is not there";
      if (len > MAX_COLUMN)
	return "a line is too long";
      if (memchr (s, '\0', len))
	return "there is a NUL in its text";
      src->lines[i] = esc_strndup (src->arena, s, len);
    }
  return NULL;
}

const char *
esc_source_read (struct esc_source *src, struct esc_arena *arena, tree fndecl)
{
  memset (src, 0, sizeof *src);
  src->arena = arena;
  src->body = -1;
  location_t from = DECL_SOURCE_LOCATION (fndecl);
  location_t to = DECL_STRUCT_FUNCTION (fndecl)->function_end_locus;
  if (linemap_location_from_macro_expansion_p (line_table, from)
      || linemap_location_from_macro_expansion_p (line_table, to))
    return "the function is in a macro";
  expanded_location b = expand_location (from), e = expand_location (to);
  if (!b.file || !e.file || !main_input_filename
      || strcmp (b.file, main_input_filename) != 0
      || strcmp (e.file, main_input_filename) != 0)
    return "it is not in the file that is compiled";
  if (preprocessed_p ())
    return "the source is preprocessed";
  if (read_again_p (b.file))
    return "the file includes itself";
  src->file = b.file;
  const char *why = read_lines (src, b.line, e.line);
  if (why)
    return why;
  struct reader r = { src, b.line, src->lines[0], 0, -1, NULL };
  if (b.column < 1 || (size_t) b.column > strlen (r.s))
    return "its text is not what was compiled";
  read_line (&r, r.s + b.column - 1);
  while (!r.why && next_line (&r))
    read_line (&r, r.s);
  if (r.why)
    return r.why;
  int last = src->n - 1;
  if (r.bracket >= 0 || last < 0 || src->tokens[last].kind != '}'
      || src->body < 0 || src->tokens[src->body].match != last
      || src->tokens[last].line != e.line
      || src->tokens[last].column != e.column
      || !esc_is (src, 0, IDENTIFIER_POINTER (DECL_NAME (fndecl))))
    return "its text is not what was compiled";
  return NULL;
}
