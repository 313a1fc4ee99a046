/* layout.h - where the nodes and edges of a picture stand.

   Owns:    a layered drawing, from left to right (Sugiyama, Tagawa and Toda).
   Input:   nodes with their width and height, edges between them.
   Output:  centres of nodes, points of edges, the size of the picture; pixels.
   Not handled: labels of edges; what anything looks like.

   Small graphs only: the work grows with the square of the nodes.  */

#ifndef ESC_LAYOUT_H
#define ESC_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "passes/mem.h"

struct rep_box
{
  double width, height;		/* in */
  double x, y;			/* out: the centre */
};

struct rep_line
{
  uint32_t from, to;		/* in: boxes; not the same */
  double *x, *y;		/* out: npoints, from `from' to `to' */
  uint32_t npoints;
  bool back;			/* out: it goes from right to left */
};

struct rep_picture
{
  struct rep_box *boxes;
  struct rep_line *lines;
  uint32_t nboxes, nlines;
  double width, height;		/* out */
};

/* Place the boxes and lines of P; points are in ARENA.  */
void rep_layout (struct esc_arena *arena, struct rep_picture *p);

#endif
