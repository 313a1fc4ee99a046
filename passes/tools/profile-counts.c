/* profile-counts.c - read counts that another tool made, a place a line.

   Input:   a text.  Its first line is "escape-counts 1"; then

	      CALLS BYTES FILE:LINE [FUNCTION]

	    for each place that allocated.  A # starts a comment.
   Output:  rep_prof_add for each.
   Not handled: stacks: the place is the one that calls the allocator.  */

#include "passes/tools/profile-read.h"

/* The number at the start of *LINE and the space behind it.  */
static bool
take_number (struct rep_str *line, uint64_t *value)
{
  if (!rep_str_number (line, 10, value) || !rep_str_starts (*line, " "))
    return false;
  *line = rep_str_trim (*line);
  return true;
}

static bool
read_count (struct rep_prof *p, struct rep_str line, struct rep_stack *stack)
{
  uint64_t calls, bytes;
  struct rep_frame *frame = &stack->frames[0];
  if (!take_number (&line, &calls) || !take_number (&line, &bytes))
    return false;
  struct rep_str place = line;
  for (place.n = 0; place.n < line.n && place.s[place.n] != ' ';)
    place.n++;
  *frame = (struct rep_frame) { 0 };
  rep_frame_place (place, frame);
  frame->function = rep_str_trim (rep_str_skip (line, place.n));
  if (!frame->line || !frame->file.n)
    return false;
  stack->n = 1;
  rep_prof_add (p, stack, calls, bytes);
  return true;
}

bool
rep_read_counts (struct rep_prof *p)
{
  struct rep_stack *stack = esc_alloc (&p->arena, sizeof *stack);
  struct rep_str rest = p->text, line;
  rep_str_line (&rest, &line);
  for (uint64_t number = 2; rep_str_line (&rest, &line); number++)
    {
      line = rep_str_trim (line);
      if (line.n && *line.s != '#' && !read_count (p, line, stack))
	return rep_prof_fail (p, "line %llu of the counts is not understood; "
			      "write 'CALLS BYTES FILE:LINE FUNCTION'",
			      (unsigned long long) number);
    }
  return true;
}
