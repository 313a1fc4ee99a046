/* profile-heaptrack.c - read the data of heaptrack, decompressed.

   Input:   lines of a letter and hexadecimal numbers (versions 1 to 3 of the
	    format, heaptrack 1.0 to 1.5):

	      v HEAPTRACK FORMAT
	      s LENGTH TEXT	    string 1, 2, ...; no LENGTH before format 3
	      i IP MODULE [FUNCTION FILE LINE]...   address 1, 2, ...: strings
	      t ADDRESS PARENT	    stack 1, 2, ...: PARENT is a stack or 0
	      a SIZE STACK	    allocation 0, 1, ...
	      + ALLOCATION	    it is made once; "- ALLOCATION": freed

   Output:  rep_prof_add for each allocation: calls and their bytes.
   Not handled: time, the peak, frees.  "heaptrack --raw" has no names; the
	    error line says how it gets them.  A realloc counts as a call, as
	    in heaptrack.  */

#include "passes/tools/profile-read.h"

#include <string.h>

/* Entries of one table.  */
enum { MAX_ENTRIES = 8 * 1024 * 1024 };

struct trace
{
  uint32_t address, parent;
};

struct allocation
{
  uint64_t size, calls;
  uint32_t trace;
};

struct reader
{
  struct rep_prof *p;
  uint64_t format;
  uint64_t number;		/* of the line */
  struct rep_str *strings;
  struct rep_str *addresses;	/* what follows "i IP " */
  struct trace *traces;
  struct allocation *allocations;
  uint32_t nstrings, naddresses, ntraces, nallocations;
  uint32_t strings_cap, addresses_cap, traces_cap, allocations_cap;
};

static bool
bad (struct reader *r, const char *what)
{
  return rep_prof_fail (r->p, "line %llu of heaptrack's data: %s; decompress "
			"it again, or record it again",
			(unsigned long long) r->number, what);
}

/* The next number of LINE, which blanks separate.  */
static bool
next (struct rep_str *line, uint64_t *value)
{
  *line = rep_str_trim (*line);
  return rep_str_number (line, 16, value);
}

/* The string INDEX, from 1; empty for 0 or one that is not there.  */
static struct rep_str
string_at (const struct reader *r, uint64_t index)
{
  struct rep_str none = { 0 };
  return index && index <= r->nstrings ? r->strings[index - 1] : none;
}

/* A string may have line ends in it, so its length counts, and *REST goes
   behind it.  */
static bool
read_string (struct reader *r, struct rep_str line, struct rep_str *rest)
{
  struct rep_str s = rep_str_skip (line, 2);
  uint64_t length;
  if (r->format >= 3)
    {
      const char *end = rest->s + rest->n;
      if (!rep_str_number (&s, 16, &length) || !rep_str_starts (s, " ")
	  || length > (size_t) (end - s.s) - 1)
	return bad (r, "a string without its length");
      s = (struct rep_str) { s.s + 1, length };
      if (s.s + s.n > rest->s)
	*rest = (struct rep_str) { s.s + s.n, end - (s.s + s.n) };
    }
  if (s.n > REP_MAX_NAME)
    s.n = 0;
  ESC_PUSH (&r->p->arena, r->strings, r->nstrings, r->strings_cap, s);
  return true;
}

static bool
read_address (struct reader *r, struct rep_str line)
{
  uint64_t ip;
  line = rep_str_skip (line, 1);
  if (!next (&line, &ip))
    return bad (r, "an address without a number");
  ESC_PUSH (&r->p->arena, r->addresses, r->naddresses, r->addresses_cap, line);
  return true;
}

static bool
read_trace (struct reader *r, struct rep_str line)
{
  uint64_t address, parent;
  line = rep_str_skip (line, 1);
  /* A parent comes first, so there is no cycle.  */
  if (!next (&line, &address) || !next (&line, &parent)
      || address > r->naddresses || parent > r->ntraces)
    return bad (r, "a stack whose parts are not there");
  struct trace trace = { (uint32_t) address, (uint32_t) parent };
  ESC_PUSH (&r->p->arena, r->traces, r->ntraces, r->traces_cap, trace);
  return true;
}

static bool
read_allocation (struct reader *r, struct rep_str line)
{
  uint64_t size, trace;
  line = rep_str_skip (line, 1);
  if (!next (&line, &size) || !next (&line, &trace) || trace > r->ntraces)
    return bad (r, "an allocation whose stack is not there");
  struct allocation one = { .size = size, .trace = (uint32_t) trace };
  ESC_PUSH (&r->p->arena, r->allocations, r->nallocations, r->allocations_cap,
	    one);
  return true;
}

static bool
read_call (struct reader *r, struct rep_str line)
{
  uint64_t index;
  line = rep_str_skip (line, 1);
  if (!next (&line, &index) || index >= r->nallocations)
    return bad (r, "a call of an allocation that is not there");
  r->allocations[index].calls++;
  return true;
}

/* The line's letter must be followed by a space: it is checked here, where all
   tables are bounded, too.  */
static bool
read_entry (struct reader *r, struct rep_str line, struct rep_str *rest)
{
  if (line.n < 2 || line.s[1] != ' ')
    return true;
  if (r->nstrings >= MAX_ENTRIES || r->naddresses >= MAX_ENTRIES
      || r->ntraces >= MAX_ENTRIES || r->nallocations >= MAX_ENTRIES)
    return rep_prof_fail (r->p, "a table of more than %d million entries; "
			  "record a shorter run", MAX_ENTRIES >> 20);
  switch (*line.s)
    {
    case 's': return read_string (r, line, rest);
    case 'i': return read_address (r, line);
    case 't': return read_trace (r, line);
    case 'a': return read_allocation (r, line);
    case '+': return read_call (r, line);
    case 'm': case 'x':
      return rep_prof_fail (r->p, "heaptrack's raw data, without names; run "
			    "heaptrack_interpret <FILE >FILE.txt (it is in "
			    "heaptrack's libexec folder) and give FILE.txt");
    default: return true;	/* time, memory, frees */
    }
}

static bool
read_version (struct reader *r, struct rep_str line)
{
  uint64_t heaptrack;
  line = rep_str_skip (line, 1);
  if (!next (&line, &heaptrack))
    return bad (r, "no version");
  if (!next (&line, &r->format))
    r->format = heaptrack == 0x10200; /* that one did not write it */
  if (r->format < 1 || r->format > 3)
    return rep_prof_fail (r->p, "version %llu of heaptrack's format, and not 1 "
			  "to 3; give the text that heaptrack_print writes",
			  (unsigned long long) r->format);
  return true;
}

/* Append the frames of an address to STACK: the function itself and what it was
   inlined into, innermost first.  */
static void
push_address (const struct reader *r, struct rep_str line,
	      struct rep_stack *stack)
{
  uint64_t module = 0, function, file, number;
  next (&line, &module);
  bool any = false;
  while (stack->n < REP_MAX_FRAMES && next (&line, &function))
    {
      struct rep_frame frame = { .function = string_at (r, function) };
      frame.lib = string_at (r, module);
      if (next (&line, &file) && next (&line, &number))
	{
	  frame.file = string_at (r, file);
	  frame.line = number <= INT32_MAX ? (uint32_t) number : 0;
	}
      stack->frames[stack->n++] = frame;
      any = true;
    }
  if (!any && stack->n < REP_MAX_FRAMES)
    stack->frames[stack->n++]
      = (struct rep_frame) { .lib = string_at (r, module) };
}

static void
add_calls (struct reader *r)
{
  struct rep_stack *stack = esc_alloc (&r->p->arena, sizeof *stack);
  for (uint32_t i = 0; i < r->nallocations; i++)
    {
      const struct allocation *a = &r->allocations[i];
      if (!a->calls)
	continue;
      stack->n = 0;
      for (uint32_t t = a->trace; t && stack->n < REP_MAX_FRAMES;
	   t = r->traces[t - 1].parent)
	if (r->traces[t - 1].address)
	  push_address (r, r->addresses[r->traces[t - 1].address - 1], stack);
      uint64_t bytes = a->size && a->calls > UINT64_MAX / a->size
		       ? UINT64_MAX : a->calls * a->size;
      rep_prof_add (r->p, stack, a->calls, bytes);
    }
}

bool
rep_read_heaptrack (struct rep_prof *p)
{
  struct reader reader = { .p = p };
  struct rep_str rest = p->text, line;
  if (!rep_str_line (&rest, &line))
    return rep_prof_fail (p, "it is empty; record it again");
  reader.number = 1;
  if (!read_version (&reader, line))
    return false;
  while (rep_str_line (&rest, &line))
    {
      reader.number++;
      if (!read_entry (&reader, line, &rest))
	return false;
    }
  if (!reader.nallocations)
    return rep_prof_fail (p, "heaptrack's data end before the first "
			  "allocation; let the program run longer");
  add_calls (&reader);
  return true;
}
