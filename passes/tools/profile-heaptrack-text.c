/* profile-heaptrack-text.c - read what heaptrack_print writes.

   Input:   its text, the section MOST CALLS TO ALLOCATION FUNCTIONS: stacks
	    under their innermost frame, or with "-m 0" each by itself

	      1000 calls to allocation functions with 0B peak consumption from
	      xmalloc
		at /src/prog.c:8
		in /src/prog
	      990 calls with 0B peak consumption from:
		  scratch
		    at /src/prog.c:24
		    in /src/prog
		and 10 from 3 other places

	    or its flame graph, -F: "main (prog.c);push (prog.c); 30".
   Output:  rep_prof_add with calls; the text has no sum of bytes.  What the text
	    leaves out (-n, -s) is one entry, so that the shares are right.
   Not handled: the other sections; flame graphs of another cost than the
	    number of allocations, which look the same.  */

#include "passes/tools/profile-read.h"

#include <string.h>

struct reader
{
  struct rep_prof *p;
  struct rep_stack head;	/* frames of the group */
  struct rep_stack stack;	/* head and the frames of one of its stacks */
  bool open, inner;		/* in a group; in one of its stacks */
  uint64_t group, calls;	/* of the group; of the stack */
  uint64_t sum;			/* of the group's stacks */
  uint64_t groups;		/* of all groups */
};

/* Close the stack that is being read.  */
static void
end_stack (struct reader *r)
{
  if (r->inner && r->calls)
    rep_prof_add (r->p, &r->stack, r->calls, 0);
  if (r->inner)
    r->sum = rep_sum (r->sum, r->calls);
  r->inner = false;
}

/* Close the group: what its stacks do not have is known by the head alone.  */
static void
end_group (struct reader *r)
{
  end_stack (r);
  if (r->open && r->group > r->sum)
    rep_prof_add (r->p, &r->head, r->group - r->sum, 0);
  r->open = false;
}

/* "N calls ..." begins a group or a stack; false if LINE does not.  */
static bool
read_count (struct reader *r, struct rep_str line)
{
  uint64_t n;
  if (!rep_str_number (&line, 10, &n) || !rep_str_starts (line, " calls "))
    return false;
  if (rep_str_starts (line, " calls to allocation functions with "))
    {
      end_group (r);
      r->open = true;
      r->group = n;
      r->sum = 0;
      r->head.n = 0;
      r->groups = rep_sum (r->groups, n);
      return true;
    }
  if (!rep_str_starts (line, " calls with ") || !r->open)
    return false;
  end_stack (r);
  r->inner = true;
  r->calls = n;
  r->stack = r->head;
  return true;
}

static void
read_frame (struct reader *r, struct rep_str line)
{
  struct rep_stack *stack = r->inner ? &r->stack : &r->head;
  struct rep_frame *last = stack->n ? &stack->frames[stack->n - 1] : NULL;
  if (rep_str_starts (line, "at ") && last)
    rep_frame_place (rep_str_skip (line, 3), last);
  else if (rep_str_starts (line, "in ") && last)
    last->lib = rep_str_skip (line, 3);
  else if (stack->n < REP_MAX_FRAMES)
    {
      struct rep_frame frame = { 0 };
      /* An address is no name.  */
      if (!rep_str_starts (line, "0x"))
	frame.function = line;
      stack->frames[stack->n++] = frame;
    }
}

/* "and 10 from 3 other places", at the end of a group.  */
static bool
others_p (struct rep_str line)
{
  static const char end[] = " other places";
  size_t n = sizeof end - 1;
  return rep_str_starts (line, "and ") && line.n > n
	 && memcmp (line.s + line.n - n, end, n) == 0;
}

/* The section; *REST starts behind its headline and ends at the next one.  */
static bool
read_section (struct reader *r, struct rep_str *rest)
{
  struct rep_str line;
  struct rep_str before = *rest;
  for (; rep_str_line (rest, &line); before = *rest)
    {
      struct rep_str text = rep_str_trim (line);
      if (rep_str_starts (line, "PEAK MEMORY") || rep_str_starts (line, "MOST ")
	  || rep_str_starts (line, "MEMORY LEAKS")
	  || rep_str_starts (line, "total runtime"))
	{
	  *rest = before;
	  break;
	}
      if (!text.n || others_p (text))
	end_stack (r);
      else if (rep_str_starts (line, "-"))
	return rep_prof_fail (r->p, "the difference of two runs; give the text "
			      "of one, without -d");
      else if (!read_count (r, line) && r->open)
	read_frame (r, text);
      if (!text.n)
	end_group (r);
    }
  end_group (r);
  return true;
}

bool
rep_read_heaptrack_text (struct rep_prof *p)
{
  struct reader *r = esc_alloc (&p->arena, sizeof *r);
  struct rep_str rest = p->text, line;
  static const char sum[] = "calls to allocation functions: ";
  bool section = false, end = false;
  uint64_t total = 0;
  r->p = p;
  while (rep_str_line (&rest, &line))
    if (rep_str_starts (line, "MOST CALLS TO ALLOCATION FUNCTIONS"))
      {
	section = true;
	if (!read_section (r, &rest))
	  return false;
      }
    else if (rep_str_starts (line, sum))
      {
	line = rep_str_skip (line, sizeof sum - 1);
	end = rep_str_number (&line, 10, &total);
      }
  if (!section)
    return rep_prof_fail (p, "the text of heaptrack_print lacks its section "
			  "MOST CALLS TO ALLOCATION FUNCTIONS; run "
			  "heaptrack_print without -a 0");
  if (!end)
    return rep_prof_fail (p, "the text of heaptrack_print is cut off: its sum "
			  "of calls is not there; run it again");
  if (total > r->groups)
    rep_prof_add_label (p, "not in the text; heaptrack_print -n 1000000 has "
			"more", total - r->groups, 0);
  return true;
}

/* "main (prog.c)", "0x1234 (rtld.c)" or "main".  */
static struct rep_frame
flame_frame (struct rep_str s)
{
  struct rep_frame frame = { 0 };
  rep_frame_valgrind (s, &frame);
  if (rep_str_starts (frame.function, "0x"))
    frame.function.n = 0;
  return frame;
}

bool
rep_read_flamegraph (struct rep_prof *p)
{
  struct rep_stack *stack = esc_alloc (&p->arena, sizeof *stack);
  struct rep_str rest = p->text, line;
  for (uint64_t number = 1; rep_str_line (&rest, &line); number++)
    {
      line = rep_str_trim (line);
      if (!line.n)
	continue;
      size_t i = line.n;
      while (i && line.s[i - 1] != ' ')
	i--;
      struct rep_str count = rep_str_skip (line, i);
      uint64_t calls;
      if (!i || !rep_str_number (&count, 10, &calls) || count.n)
	return rep_prof_fail (p, "line %llu of the flame graph does not end in "
			      "a number; run heaptrack_print -F again",
			      (unsigned long long) number);
      line.n = i - 1;
      /* The innermost frame is the last one.  */
      stack->n = 0;
      while (line.n && stack->n < REP_MAX_FRAMES)
	{
	  size_t from = line.n;
	  while (from && line.s[from - 1] != ';')
	    from--;
	  struct rep_str one = rep_str_trim (rep_str_skip (line, from));
	  if (one.n)
	    stack->frames[stack->n++] = flame_frame (one);
	  line.n = from ? from - 1 : 0;
	}
      rep_prof_add (p, stack, calls, 0);
    }
  return true;
}
