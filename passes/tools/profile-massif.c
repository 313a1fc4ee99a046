/* profile-massif.c - read massif.out.PID, what valgrind --tool=massif writes.

   Input:   snapshots; one with "heap_tree=detailed" or "peak" is followed by
	    a tree, a line a node, a space for each level:

	      n2: BYTES (heap allocation functions) malloc/new/new[], ...
	       n1: BYTES 0x1234: f (file.c:12)
		n0: BYTES 0x1240: main (file.c:31)
	       n0: BYTES in 3 places, all below massif's threshold (1.00%)

	    A child is the caller of its parent; the bytes of the children add up
	    to the parent's.
   Output:  rep_prof_add for each leaf of the peak's tree, with bytes and
	    no calls: massif counts what is alive.
   Not handled: the other snapshots.  The peak is the one marked so, else the
	    tree with the most bytes.  heaptrack_print -M writes this format, too,
	    but leaves nodes out (1.4 does): such a tree is an error.  */

#include "passes/tools/profile-read.h"

#include <string.h>

static const char again[] = "run valgrind --tool=massif again and let it end";

/* A line of a tree.  */
struct node
{
  uint64_t level, children, bytes;
  bool places;			/* "in 3 places", a sum without a stack */
  struct rep_frame frame;
};

static bool
read_node (struct rep_str line, struct node *node)
{
  size_t level = 0;
  while (level < line.n && line.s[level] == ' ')
    level++;
  memset (node, 0, sizeof *node);
  node->level = level;
  line = rep_str_skip (line, level);
  if (!rep_str_starts (line, "n"))
    return false;
  line = rep_str_skip (line, 1);
  if (!rep_str_number (&line, 10, &node->children)
      || !rep_str_starts (line, ": "))
    return false;
  line = rep_str_skip (line, 2);
  if (!rep_str_number (&line, 10, &node->bytes) || !rep_str_starts (line, " "))
    return false;
  line = rep_str_skip (line, 1);
  node->places = rep_str_starts (line, "in ") && !node->children;
  if (level && !node->places)
    rep_frame_valgrind (line, &node->frame);
  return true;
}

/* The tree that REST begins with, nodes of level 0 to the first line that is
   none.  */
static bool
read_tree (struct rep_prof *p, struct rep_str rest)
{
  struct rep_stack *stack = esc_alloc (&p->arena, sizeof *stack);
  /* Children that a node of this level still has to get.  */
  uint64_t *missing = NULL;
  uint32_t depth = 0, cap = 0;
  struct rep_str line;
  do
    {
      struct node node;
      if (!rep_str_line (&rest, &line) || !read_node (line, &node)
	  || node.level != depth)
	return rep_prof_fail (p, "the tree of the peak is cut off or "
			      "damaged; %s (of heaptrack, give its data)",
			      again);
      /* Level 0 is a headline, so a node's frame is at its level - 1.  */
      stack->n = depth ? depth - 1 : 0;
      if (depth && !node.places)
	{
	  if (stack->n < REP_MAX_FRAMES)
	    stack->frames[stack->n] = node.frame;
	  stack->n++;
	}
      if (stack->n > REP_MAX_FRAMES)
	stack->n = REP_MAX_FRAMES;
      if (node.children)
	ESC_PUSH (&p->arena, missing, depth, cap, node.children);
      else if (node.bytes && stack->n)
	rep_prof_add (p, stack, 0, node.bytes);
      else if (node.bytes)
	rep_prof_add_label (p, "places below massif's threshold", 0,
			    node.bytes);
      while (!node.children && depth && !--missing[depth - 1])
	depth--;
    }
  while (depth);
  return true;
}

bool
rep_read_massif (struct rep_prof *p)
{
  struct rep_str rest = p->text, line, tree = { 0 };
  uint64_t bytes = 0, most = 0;
  bool peak = false, snapshots = false;
  while (!peak && rep_str_line (&rest, &line))
    if (rep_str_starts (line, "mem_heap_B="))
      {
	struct rep_str number = rep_str_skip (line, strlen ("mem_heap_B="));
	snapshots = true;
	if (!rep_str_number (&number, 10, &bytes))
	  return rep_prof_fail (p, "a snapshot has no number at mem_heap_B; "
				"%s", again);
      }
    else if (rep_str_starts (line, "heap_tree="))
      {
	struct rep_str kind = rep_str_skip (line, strlen ("heap_tree="));
	bool detailed = rep_str_starts (kind, "detailed");
	peak = rep_str_starts (kind, "peak");
	if (peak || (detailed && (bytes > most || !tree.s)))
	  {
	    tree = rest;
	    most = bytes;
	  }
      }
  if (!snapshots)
    return rep_prof_fail (p, "there is no snapshot in it; %s", again);
  if (!tree.s)
    return rep_prof_fail (p, "no snapshot of it has a tree; run valgrind "
			  "--tool=massif with --detailed-freq=1");
  return read_tree (p, tree);
}
