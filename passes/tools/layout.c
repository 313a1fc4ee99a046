/* layout.c - where the nodes and edges of a picture stand.  See layout.h.

   In this order: edges that close a cycle are turned round; each node gets a
   layer, to the right of all that lead to it; an edge over several layers gets a
   knot in each that it crosses; each layer is sorted by where its neighbours
   stand, there and back; nodes move towards their neighbours as far as the order
   allows.  */

#include "passes/tools/layout.h"

#include <stdlib.h>
#include <string.h>

enum { SWEEPS = 12, MOVES = 24 };

/* Pixels: between layers, between nodes of a layer, around it all.  */
enum { BETWEEN_LAYERS = 72, BETWEEN_NODES = 22, MARGIN = 16 };

/* A box, or a knot of a line.  */
struct place
{
  double width, height, x, y;
  uint32_t layer, at;		/* its rank in its layer */
  double wish;			/* where its neighbours are */
};

/* A part of a line, from one layer to the next.  */
struct part
{
  uint32_t from, to;		/* places */
};

struct layout
{
  struct esc_arena *arena;
  struct rep_picture *p;
  struct place *places;		/* the boxes, then knots */
  struct part *parts;
  uint32_t nplaces, places_cap, nparts, parts_cap, nlayers;
  uint32_t **layers, *counts;	/* places by layer */
};

/* The ends of a line, after it was turned.  */
static uint32_t
tail_of (const struct rep_line *l)
{
  return l->back ? l->to : l->from;
}

static uint32_t
head_of (const struct rep_line *l)
{
  return l->back ? l->from : l->to;
}

/* ---- Layers.  */

/* Visit BOX: STATE is 1 on the way to it, 2 when it is done.  */
static void
turn_from (struct layout *l, uint32_t box, unsigned char *state)
{
  /* No recursion: a chain may be long.  */
  struct rep_picture *p = l->p;
  uint32_t *stack = esc_alloc (l->arena, (p->nboxes + 1) * sizeof *stack);
  uint32_t *next = esc_alloc (l->arena, (p->nboxes + 1) * sizeof *next);
  uint32_t depth = 0;
  stack[depth++] = box;
  state[box] = 1;
  while (depth)
    {
      uint32_t at = stack[depth - 1];
      if (next[at] == p->nlines)
	{
	  state[at] = 2;
	  depth--;
	  continue;
	}
      struct rep_line *line = &p->lines[next[at]++];
      if (line->from != at)
	continue;
      if (state[line->to] == 1)
	line->back = true;
      else if (!state[line->to])
	{
	  state[line->to] = 1;
	  stack[depth++] = line->to;
	}
    }
}

static void
turn_cycles (struct layout *l)
{
  struct rep_picture *p = l->p;
  unsigned char *state = esc_alloc (l->arena, p->nboxes + 1);
  bool *reached = esc_alloc (l->arena, p->nboxes + 1);
  for (uint32_t i = 0; i < p->nlines; i++)
    reached[p->lines[i].to] = true;
  /* Begin where things begin.  */
  for (uint32_t i = 0; i < p->nboxes; i++)
    if (!reached[i] && !state[i])
      turn_from (l, i, state);
  for (uint32_t i = 0; i < p->nboxes; i++)
    if (!state[i])
      turn_from (l, i, state);
}

static void
choose_layers (struct layout *l)
{
  struct rep_picture *p = l->p;
  bool changed = true;
  while (changed)
    {
      changed = false;
      for (uint32_t i = 0; i < p->nlines; i++)
	{
	  uint32_t from = l->places[tail_of (&p->lines[i])].layer;
	  struct place *to = &l->places[head_of (&p->lines[i])];
	  if (to->layer <= from)
	    {
	      to->layer = from + 1;
	      changed = true;
	    }
	}
    }
  /* What nothing leads to stands next to what it leads to.  */
  for (uint32_t b = 0; b < p->nboxes; b++)
    {
      uint32_t least = UINT32_MAX;
      for (uint32_t i = 0; i < p->nlines; i++)
	{
	  if (head_of (&p->lines[i]) == b)
	    {
	      least = UINT32_MAX;
	      break;
	    }
	  if (tail_of (&p->lines[i]) == b
	      && l->places[head_of (&p->lines[i])].layer < least)
	    least = l->places[head_of (&p->lines[i])].layer;
	}
      if (least != UINT32_MAX && least)
	l->places[b].layer = least - 1;
    }
}

/* Cut the lines into parts, with knots where they cross a layer.  */
static void
make_parts (struct layout *l)
{
  for (uint32_t i = 0; i < l->p->nlines; i++)
    {
      const struct rep_line *line = &l->p->lines[i];
      uint32_t at = tail_of (line), head = head_of (line);
      for (uint32_t layer = l->places[at].layer + 1;
	   layer < l->places[head].layer; layer++)
	{
	  struct place knot = { .height = 2, .layer = layer };
	  struct part part = { at, l->nplaces };
	  ESC_PUSH (l->arena, l->places, l->nplaces, l->places_cap, knot);
	  ESC_PUSH (l->arena, l->parts, l->nparts, l->parts_cap, part);
	  at = part.to;
	}
      struct part last = { at, head };
      ESC_PUSH (l->arena, l->parts, l->nparts, l->parts_cap, last);
    }
}

static void
fill_layers (struct layout *l)
{
  for (uint32_t i = 0; i < l->nplaces; i++)
    if (l->places[i].layer >= l->nlayers)
      l->nlayers = l->places[i].layer + 1;
  l->layers = esc_alloc (l->arena, (l->nlayers + 1) * sizeof *l->layers);
  l->counts = esc_alloc (l->arena, (l->nlayers + 1) * sizeof *l->counts);
  for (uint32_t i = 0; i < l->nplaces; i++)
    l->counts[l->places[i].layer]++;
  for (uint32_t k = 0; k < l->nlayers; k++)
    {
      l->layers[k] = esc_alloc (l->arena, (l->counts[k] + 1)
				* sizeof **l->layers);
      l->counts[k] = 0;
    }
  for (uint32_t i = 0; i < l->nplaces; i++)
    {
      struct place *place = &l->places[i];
      place->at = l->counts[place->layer]++;
      l->layers[place->layer][place->at] = i;
    }
}

/* ---- Order.  */

/* The mean of VALUE over what I is joined to on one side (BEFORE: the left), or
   on both; its own if there is nothing.  */
static double
mean (const struct layout *l, uint32_t i, bool before, bool after,
      double (*value) (const struct place *))
{
  double sum = 0;
  uint32_t n = 0;
  for (uint32_t k = 0; k < l->nparts; k++)
    {
      const struct part *part = &l->parts[k];
      if (before && part->to == i)
	{
	  sum += value (&l->places[part->from]);
	  n++;
	}
      if (after && part->from == i)
	{
	  sum += value (&l->places[part->to]);
	  n++;
	}
    }
  return n ? sum / n : value (&l->places[i]);
}

static double
rank_of (const struct place *place)
{
  return place->at;
}

static double
height_of (const struct place *place)
{
  return place->y;
}

/* Sort LAYER by wish; few elements, and equal ones stay as they are.  */
static void
sort_layer (struct layout *l, uint32_t layer)
{
  uint32_t *order = l->layers[layer];
  for (uint32_t i = 1; i < l->counts[layer]; i++)
    for (uint32_t k = i; k && l->places[order[k]].wish
			      < l->places[order[k - 1]].wish; k--)
      {
	uint32_t other = order[k];
	order[k] = order[k - 1];
	order[k - 1] = other;
      }
  for (uint32_t i = 0; i < l->counts[layer]; i++)
    l->places[order[i]].at = i;
}

static void
sort_layers (struct layout *l)
{
  for (unsigned sweep = 0; sweep < SWEEPS; sweep++)
    for (uint32_t k = 0; k < l->nlayers; k++)
      {
	bool right = sweep % 2 == 0;
	uint32_t layer = right ? k : l->nlayers - 1 - k;
	for (uint32_t i = 0; i < l->counts[layer]; i++)
	  l->places[l->layers[layer][i]].wish
	    = mean (l, l->layers[layer][i], right, !right, rank_of);
	sort_layer (l, layer);
      }
}

/* ---- Coordinates.  */

static double
least_distance (const struct place *a, const struct place *b)
{
  return (a->height + b->height) / 2 + BETWEEN_NODES;
}

/* Move the places of LAYER towards their neighbours, the order kept.  */
static void
move_layer (struct layout *l, uint32_t layer)
{
  uint32_t n = l->counts[layer], *order = l->layers[layer];
  double shift = 0;
  for (uint32_t i = 0; i < n; i++)
    l->places[order[i]].wish = mean (l, order[i], true, true, height_of);
  /* First as high as the one above allows, then all back by what that moved
     them on the whole.  */
  for (uint32_t i = 0; i < n; i++)
    {
      struct place *p = &l->places[order[i]];
      p->y = p->wish;
      if (!i)
	continue;
      const struct place *above = &l->places[order[i - 1]];
      double least = above->y + least_distance (above, p);
      if (p->y < least)
	p->y = least;
    }
  for (uint32_t i = 0; i < n; i++)
    shift += l->places[order[i]].y - l->places[order[i]].wish;
  for (uint32_t i = 0; i < n; i++)
    l->places[order[i]].y -= shift / n;
}

static void
choose_heights (struct layout *l)
{
  for (uint32_t k = 0; k < l->nlayers; k++)
    {
      double y = 0;
      for (uint32_t i = 0; i < l->counts[k]; i++)
	{
	  struct place *p = &l->places[l->layers[k][i]];
	  p->y = y + p->height / 2;
	  y += p->height + BETWEEN_NODES;
	}
    }
  for (unsigned move = 0; move < MOVES; move++)
    for (uint32_t k = 0; k < l->nlayers; k++)
      move_layer (l, move % 2 ? l->nlayers - 1 - k : k);
}

/* Columns from the left, and nothing above the margin.  */
static void
choose_columns (struct layout *l)
{
  double x = MARGIN, top = 0, bottom = 0;
  for (uint32_t k = 0; k < l->nlayers; k++)
    {
      double width = 0;
      for (uint32_t i = 0; i < l->counts[k]; i++)
	if (l->places[l->layers[k][i]].width > width)
	  width = l->places[l->layers[k][i]].width;
      for (uint32_t i = 0; i < l->counts[k]; i++)
	l->places[l->layers[k][i]].x = x + width / 2;
      x += width + BETWEEN_LAYERS;
    }
  for (uint32_t i = 0; i < l->nplaces; i++)
    {
      const struct place *p = &l->places[i];
      if (!i || p->y - p->height / 2 < top)
	top = p->y - p->height / 2;
      if (!i || p->y + p->height / 2 > bottom)
	bottom = p->y + p->height / 2;
    }
  for (uint32_t i = 0; i < l->nplaces; i++)
    l->places[i].y += MARGIN - top;
  l->p->width = l->nlayers ? x - BETWEEN_LAYERS + MARGIN : 2 * MARGIN;
  l->p->height = bottom - top + 2 * MARGIN;
}

/* ---- What comes out.  */

/* The points of LINE, whose first part is number FIRST.  Returns the number of
   its parts.  */
static uint32_t
make_points (struct layout *l, struct rep_line *line, uint32_t first)
{
  uint32_t n = l->places[head_of (line)].layer
	       - l->places[tail_of (line)].layer;
  const struct place *tail = &l->places[tail_of (line)];
  const struct place *head = &l->places[head_of (line)];
  line->npoints = n + 1;
  line->x = esc_alloc (l->arena, (n + 1) * sizeof *line->x);
  line->y = esc_alloc (l->arena, (n + 1) * sizeof *line->y);
  for (uint32_t i = 0; i <= n; i++)
    {
      const struct place *p
	= &l->places[i < n ? l->parts[first + i].from : head_of (line)];
      uint32_t at = line->back ? n - i : i;
      line->x[at] = !i ? tail->x + tail->width / 2
		    : i == n ? head->x - head->width / 2 : p->x;
      line->y[at] = p->y;
    }
  return n;
}

void
rep_layout (struct esc_arena *arena, struct rep_picture *p)
{
  struct layout l = { .arena = arena, .p = p };
  for (uint32_t i = 0; i < p->nlines; i++)
    p->lines[i].back = false;
  for (uint32_t i = 0; i < p->nboxes; i++)
    {
      struct place place = { .width = p->boxes[i].width,
			     .height = p->boxes[i].height };
      ESC_PUSH (arena, l.places, l.nplaces, l.places_cap, place);
    }
  turn_cycles (&l);
  choose_layers (&l);
  make_parts (&l);
  fill_layers (&l);
  sort_layers (&l);
  choose_heights (&l);
  choose_columns (&l);
  for (uint32_t i = 0; i < p->nboxes; i++)
    {
      p->boxes[i].x = l.places[i].x;
      p->boxes[i].y = l.places[i].y;
    }
  for (uint32_t i = 0, part = 0; i < p->nlines; i++)
    part += make_points (&l, &p->lines[i], part);
}
