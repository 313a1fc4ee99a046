/* profile-join.c - from the stack of an allocation to the site that made it.

   Input:   the sites of rep_results; stacks, innermost frame first.
   Output:  calls and bytes by site, and by label for what met no site.
   Not handled: the formats; whether a file is whole (the counts reach
	    rep_results only when rep_prof_commit says so).

   1. The allocator's own frames at the inner end are skipped.
   2. Outwards, the first frame that is a site: at its file and line, or, where
      the line has moved or is not known, by function and allocator.
   3. If that site stays on the heap, and the next frame is a site that calls
      this function as its allocator and decides something else, it is that
      site, and so on: xmalloc's malloc counts for the caller of xmalloc.  */

#include "passes/tools/profile-read.h"

#include <stdlib.h>
#include <string.h>

/* Sites that are looked at for one frame: a macro may put thousands into a
   line, and a profile may ask millions of times.  */
enum { MAX_CANDIDATES = 256 };

/* Places that met no site; the rest share a label.  */
enum { MAX_LABELS = 100000 };

struct rep_join
{
  struct esc_map by_line;	/* file and line -> site + 1, the first one */
  struct esc_map by_function;	/* function -> site + 1 */
  uint32_t *next_on_line, *next_in_function; /* by site: site + 1 */
  struct esc_map files;		/* base names of the program's files */
  struct rep_amount *counts;	/* by site */
  struct esc_map labels;	/* label -> traffic + 1 */
  struct rep_traffic *traffic;
  uint32_t ntraffic, cap;
};

/* --- Names --------------------------------------------------------------- */

static struct rep_str
base_name (struct rep_str path)
{
  size_t i = path.n;
  while (i && path.s[i - 1] != '/')
    i--;
  return rep_str_skip (path, i);
}

/* The hash of S; 0, which is no key, if it is empty or no sane name.  */
static uint64_t
key_of (struct rep_str s)
{
  char name[512];
  if (!s.n || s.n >= sizeof name)
    return 0;
  memcpy (name, s.s, s.n);
  name[s.n] = '\0';
  return esc_hash_str (name);
}

static uint64_t
line_key (struct rep_str file, uint32_t line)
{
  uint64_t key = key_of (base_name (file));
  return key && line ? esc_hash_int (key ^ ((uint64_t) line << 32)) : 0;
}

/* A function without what GCC adds to a clone: "f.isra.0".  */
static struct rep_str
plain_name (struct rep_str s)
{
  const char *dot = s.n > 1 ? memchr (s.s + 1, '.', s.n - 1) : NULL;
  if (dot)
    s.n = dot - s.s;
  return s;
}

/* An allocator by its public name: "__GI___strdup", "__builtin_malloc".  */
static struct rep_str
public_name (struct rep_str s)
{
  static const char *const prefixes[]
    = { "__builtin_", "__GI_", "__libc_", "__interceptor_" };
  s = plain_name (s);
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
    if (rep_str_starts (s, prefixes[i]))
      s = rep_str_skip (s, strlen (prefixes[i]));
  while (s.n > 1 && *s.s == '_')
    s = rep_str_skip (s, 1);
  return s;
}

static bool
same_function (struct rep_str a, const char *b)
{
  return b && a.n && rep_str_equal (plain_name (a), plain_name (rep_str_of (b)));
}

static bool
same_allocator (struct rep_str a, const char *b)
{
  return b && a.n
	 && rep_str_equal (public_name (a), public_name (rep_str_of (b)));
}

/* Take the last component off *PATH; "." and "//" do not count.  */
static struct rep_str
last_component (struct rep_str *path)
{
  struct rep_str last;
  do
    {
      while (path->n && path->s[path->n - 1] == '/')
	path->n--;
      last = base_name (*path);
      path->n -= last.n;
    }
  while (rep_str_equal (last, rep_str_of (".")));
  return last;
}

/* How many components the ends of two paths share.  *CONFLICT: they differ
   before one of them ends, so they are two files unless a path was mapped.  */
static unsigned
common_end (struct rep_str a, struct rep_str b, bool *conflict)
{
  unsigned n = 0;
  *conflict = false;
  for (;; n++)
    {
      struct rep_str x = last_component (&a), y = last_component (&b);
      struct rep_str up = rep_str_of ("..");
      if (!x.n || !y.n || rep_str_equal (x, up) || rep_str_equal (y, up))
	return n;
      if (!rep_str_equal (x, y))
	{
	  *conflict = true;
	  return n;
	}
    }
}

/* The frame is inside an allocator or a profiler.  */
static bool
allocator_frame (const struct rep_frame *frame)
{
  static const char *const names[]
    = { "malloc", "calloc", "realloc", "reallocarray", "memalign",
	"posix_memalign", "aligned_alloc", "valloc", "pvalloc" };
  struct rep_str lib = base_name (frame->lib);
  if (rep_str_starts (lib, "vgpreload_") || rep_str_starts (lib, "libheaptrack"))
    return true;
  if (rep_str_starts (frame->function, "operator new"))
    return true;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (same_allocator (frame->function, names[i]))
      return true;
  return false;
}

/* --- Sites --------------------------------------------------------------- */

static void
add_file (struct rep_prof *p, const char *file)
{
  uint64_t key = key_of (base_name (rep_str_of (file)));
  if (key)
    esc_map_put (&p->arena, &p->join->files, key, 1);
}

void
rep_prof_begin (struct rep_prof *p)
{
  const struct rep_results *r = p->r;
  struct rep_join *j = p->join = esc_alloc (&p->arena, sizeof *j);
  size_t n = r->nsites;
  j->next_on_line = esc_alloc (&p->arena, n * sizeof *j->next_on_line);
  j->next_in_function = esc_alloc (&p->arena, n * sizeof *j->next_in_function);
  j->counts = esc_alloc (&p->arena, n * sizeof *j->counts);
  /* From the last, so that each chain begins with the first.  */
  for (uint32_t i = r->nsites; i--;)
    {
      const struct rep_site *site = &r->sites[i];
      struct rep_str file = rep_str_of (site->pos.file);
      uint64_t key = line_key (file, site->pos.line);
      if (key)
	{
	  j->next_on_line[i] = esc_map_get (&j->by_line, key);
	  esc_map_put (&p->arena, &j->by_line, key, i + 1);
	}
      key = key_of (plain_name (rep_str_of (site->function)));
      if (key)
	{
	  j->next_in_function[i] = esc_map_get (&j->by_function, key);
	  esc_map_put (&p->arena, &j->by_function, key, i + 1);
	}
      add_file (p, site->pos.file);
    }
  for (uint32_t i = 0; i < r->nfunctions; i++)
    add_file (p, r->functions[i].pos.file);
  for (uint32_t i = 0; i < r->nunits; i++)
    add_file (p, r->units[i].source);
}

/* The site at the frame's line that fits best, + 1, or 0: the longest common
   path, then the same function, then the same allocator, CALLEE.  */
static uint32_t
site_on_line (const struct rep_prof *p, const struct rep_frame *frame,
	      struct rep_str callee)
{
  uint64_t key = line_key (frame->file, frame->line);
  uint32_t best = 0, best_score = 0, at = 0;
  if (key)
    at = esc_map_get (&p->join->by_line, key);
  for (int i = 0; at && i < MAX_CANDIDATES; i++)
    {
      const struct rep_site *site = &p->r->sites[at - 1];
      bool conflict, same = same_function (frame->function, site->function);
      unsigned common
	= common_end (frame->file, rep_str_of (site->pos.file), &conflict);
      /* Two folders may have a file of one name; they hardly have the same
	 function on the same line of it.  */
      if (common && (uint32_t) site->pos.line == frame->line
	  && (!conflict || same))
	{
	  uint32_t score = (conflict ? 0 : 1u << 20)
			   + (common < 1000 ? common : 1000) * 4 + same * 2
			   + same_allocator (callee, site->allocator);
	  if (score > best_score)
	    {
	      best = at;
	      best_score = score;
	    }
	}
      at = p->join->next_on_line[at - 1];
    }
  return best;
}

/* The site of the frame's function, + 1, if only one can be meant: the function
   has one and it does not name another allocator; or the frame has no line
   and just one names CALLEE.  */
static uint32_t
site_in_function (const struct rep_prof *p, const struct rep_frame *frame,
		  struct rep_str callee)
{
  uint64_t key = key_of (plain_name (frame->function));
  uint32_t all = 0, named = 0, one = 0, one_named = 0, at = 0;
  if (key)
    at = esc_map_get (&p->join->by_function, key);
  for (int i = 0; at; i++)
    {
      const struct rep_site *site = &p->r->sites[at - 1];
      bool conflict;
      if (i == MAX_CANDIDATES)
	return 0;
      if (same_function (frame->function, site->function)
	  && (!frame->file.n
	      || common_end (frame->file, rep_str_of (site->pos.file),
			     &conflict)))
	{
	  all++;
	  one = at;
	  if (same_allocator (callee, site->allocator))
	    {
	      named++;
	      one_named = at;
	    }
	}
      at = p->join->next_in_function[at - 1];
    }
  if (all == 1 && (named || !callee.n))
    return one;
  return named == 1 && !frame->line ? one_named : 0;
}

static uint32_t
site_at (const struct rep_prof *p, const struct rep_frame *frame,
	 struct rep_str callee)
{
  uint32_t site = site_on_line (p, frame, callee);
  return site ? site : site_in_function (p, frame, callee);
}

/* What INNER makes is decided by its caller, at OUTER: it is handed there, and
   not kept on the way for a reason that OUTER only repeats.  */
static bool
decided_by_caller (const struct rep_site *inner, const struct rep_site *outer)
{
  const char *why = inner->reason ? inner->reason : "";
  return inner->verdict == ESC_V_HEAP
	 && same_allocator (rep_str_of (inner->function), outer->allocator)
	 && (outer->verdict != ESC_V_HEAP || inner->hoist
	     || rep_str_starts (rep_str_of (why), "returned")
	     || strcmp (why, outer->reason ? outer->reason : "") != 0);
}

/* The site of STACK, + 1, or 0.  FIRST: the innermost frame that is not the
   allocator's.  */
static uint32_t
site_of (const struct rep_prof *p, const struct rep_stack *stack,
	 uint32_t first)
{
  struct rep_str callee = { 0 };
  uint32_t i = first, found = 0;
  if (first)
    callee = stack->frames[first - 1].function;
  for (; i < stack->n && !found; i++)
    {
      found = site_at (p, &stack->frames[i], callee);
      callee = stack->frames[i].function;
    }
  for (; found && i < stack->n; i++)
    {
      const struct rep_site *inner = &p->r->sites[found - 1];
      uint32_t outer = site_at (p, &stack->frames[i],
				rep_str_of (inner->function));
      if (!outer || !decided_by_caller (inner, &p->r->sites[outer - 1]))
	break;
      found = outer;
    }
  return found;
}

/* --- Counts -------------------------------------------------------------- */

static void
add_traffic (struct esc_arena *arena, struct rep_join *j, const char *label,
	     uint64_t calls, uint64_t bytes)
{
  uint64_t key = esc_hash_str (label);
  uint32_t at = esc_map_get (&j->labels, key);
  if (!at && j->ntraffic >= MAX_LABELS)
    {
      label = "other places";
      key = esc_hash_str (label);
      at = esc_map_get (&j->labels, key);
    }
  if (!at)
    {
      struct rep_traffic one = { .label = esc_strdup (arena, label) };
      ESC_PUSH (arena, j->traffic, j->ntraffic, j->cap, one);
      at = j->ntraffic;
      esc_map_put (arena, &j->labels, key, at);
    }
  struct rep_traffic *t = &j->traffic[at - 1];
  t->calls = rep_sum (t->calls, calls);
  t->bytes = rep_sum (t->bytes, bytes);
}

/* What STACK is called if it has no site: where the program's own files are
   left, else the innermost frame of which something is known.  */
static void
label_of (const struct rep_prof *p, const struct rep_stack *stack,
	  uint32_t first, char *label, size_t size)
{
  const struct rep_frame *frame = NULL;
  for (uint32_t i = first; i < stack->n && !frame; i++)
    {
      uint64_t key = key_of (base_name (stack->frames[i].file));
      if (key && esc_map_get (&p->join->files, key))
	frame = &stack->frames[i];
    }
  for (uint32_t i = first; i < stack->n && !frame; i++)
    if (stack->frames[i].file.n || stack->frames[i].lib.n
	|| stack->frames[i].function.n)
      frame = &stack->frames[i];
  struct rep_str none = { 0 };
  struct rep_str file = frame ? frame->file : none;
  struct rep_str function = frame ? frame->function : none;
  struct rep_str lib = frame ? base_name (frame->lib) : none;
  struct esc_arena arena = { 0 };
  if (file.n && frame->line)
    snprintf (label, size, "%s:%u %s", rep_str_clean (&arena, file), frame->line,
	      rep_str_clean (&arena, function));
  else if (file.n)
    snprintf (label, size, "%s %s", rep_str_clean (&arena, file),
	      rep_str_clean (&arena, function));
  else
    snprintf (label, size, "%s",
	      lib.n ? rep_str_clean (&arena, lib)
	      : function.n ? rep_str_clean (&arena, function)
	      : "unknown place");
  esc_arena_free (&arena);
}

void
rep_prof_add (struct rep_prof *p, const struct rep_stack *stack,
	      uint64_t calls, uint64_t bytes)
{
  uint32_t first = 0;
  while (first < stack->n && allocator_frame (&stack->frames[first]))
    first++;
  uint32_t found = site_of (p, stack, first);
  p->total_calls = rep_sum (p->total_calls, calls);
  p->total_bytes = rep_sum (p->total_bytes, bytes);
  if (found)
    {
      struct rep_amount *count = &p->join->counts[found - 1];
      count->calls = rep_sum (count->calls, calls);
      count->bytes = rep_sum (count->bytes, bytes);
      return;
    }
  char label[512];
  label_of (p, stack, first, label, sizeof label);
  add_traffic (&p->arena, p->join, label, calls, bytes);
}

void
rep_prof_add_label (struct rep_prof *p, const char *label, uint64_t calls,
		    uint64_t bytes)
{
  p->total_calls = rep_sum (p->total_calls, calls);
  p->total_bytes = rep_sum (p->total_bytes, bytes);
  add_traffic (&p->arena, p->join, label, calls, bytes);
}

static int
compare_traffic (const void *x, const void *y)
{
  const struct rep_traffic *a = x, *b = y;
  if (a->calls != b->calls)
    return a->calls > b->calls ? -1 : 1;
  if (a->bytes != b->bytes)
    return a->bytes > b->bytes ? -1 : 1;
  return strcmp (a->label, b->label);
}

void
rep_prof_commit (struct rep_prof *p)
{
  struct rep_results *r = p->r;
  struct rep_join *j = p->join, sum = { 0 };
  for (uint32_t i = 0; i < r->nsites; i++)
    {
      r->sites[i].calls = rep_sum (r->sites[i].calls, j->counts[i].calls);
      r->sites[i].bytes = rep_sum (r->sites[i].bytes, j->counts[i].bytes);
    }
  for (uint32_t i = 0; i < r->ntraffic; i++)
    add_traffic (&r->arena, &sum, r->traffic[i].label, r->traffic[i].calls,
		 r->traffic[i].bytes);
  for (uint32_t i = 0; i < j->ntraffic; i++)
    add_traffic (&r->arena, &sum, j->traffic[i].label, j->traffic[i].calls,
		 j->traffic[i].bytes);
  if (sum.ntraffic)
    qsort (sum.traffic, sum.ntraffic, sizeof *sum.traffic, compare_traffic);
  r->traffic = sum.traffic;
  r->ntraffic = sum.ntraffic;
  r->total_calls = rep_sum (r->total_calls, p->total_calls);
  r->total_bytes = rep_sum (r->total_bytes, p->total_bytes);
  r->nprofiles++;
}
