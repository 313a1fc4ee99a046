/* html-function.c - the page of a function: a picture of what flows where.

   Input:   a function's graph, its findings.
   Output:  a page with the findings, an SVG picture, and the same flows as a table
	    for who does not see it.
   Not handled: callees: they are one node each.  */

#include "passes/tools/files.h"
#include "passes/tools/flowgraph.h"
#include "passes/tools/html.h"
#include "passes/tools/layout.h"
#include "passes/tools/load.h"

/* Nodes of a picture that one can still read.  */
enum { MAX_NODES = 36 };

/* Pixels: a character, a node.  */
enum { CHARACTER = 8, PADDING = 22, HEIGHT = 30 };

static double
width_of (const char *label)
{
  unsigned n = 0;
  for (; *label; label++)
    n += (*label & 0xc0) != 0x80;
  return n * CHARACTER + PADDING;
}

static struct rep_picture
place_all (struct esc_arena *arena, const struct rep_flow *f)
{
  struct rep_picture p = { .nboxes = f->nnodes, .nlines = f->nedges };
  p.boxes = esc_alloc (arena, (f->nnodes + 1) * sizeof *p.boxes);
  p.lines = esc_alloc (arena, (f->nedges + 1) * sizeof *p.lines);
  for (uint32_t i = 0; i < f->nnodes; i++)
    {
      /* A temporary that was not led past is a dot.  */
      bool dot = !*f->nodes[i].label;
      p.boxes[i].width = dot ? 10 : width_of (f->nodes[i].label);
      p.boxes[i].height = dot ? 10 : HEIGHT;
    }
  for (uint32_t i = 0; i < f->nedges; i++)
    {
      p.lines[i].from = f->edges[i].from;
      p.lines[i].to = f->edges[i].to;
    }
  rep_layout (arena, &p);
  return p;
}

/* ---- The picture.  */

static void
put_node (struct html_page *page, const struct rep_node *n,
	  const struct rep_box *b)
{
  double round = n->kind == REP_NODE_VALUE || n->kind == REP_NODE_PARAM
		 ? b->height / 2 : n->kind == REP_NODE_CALL ? 8 : 2;
  html_put (page, "<g class=\"node %s%s\"><rect x=\"%.1f\" y=\"%.1f\" "
	    "width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\"/>",
	    rep_node_class (n->kind), n->marked ? " marked" : "",
	    b->x - b->width / 2, b->y - b->height / 2, b->width, b->height,
	    round);
  if (*n->label)
    {
      html_put (page, "<text x=\"%.1f\" y=\"%.1f\">", b->x, b->y + 4.5);
      html_text (page, n->label);
      html_put (page, "</text>");
    }
  html_put (page, "</g>\n");
}

static void
put_edge (struct html_page *page, const struct rep_flow_edge *e,
	  const struct rep_line *l)
{
  const char *mark = e->marked ? " marked" : "";
  /* The arrow's head is as long as the last piece is short.  */
  html_put (page, "<path class=\"flow%s\" marker-end=\"url(#%s)\" d=\"M%.1f "
	    "%.1f", mark, e->marked ? "head-marked" : "head", l->x[0], l->y[0]);
  for (uint32_t i = 1; i < l->npoints; i++)
    {
      double middle = (l->x[i - 1] + l->x[i]) / 2;
      html_put (page, " C%.1f %.1f %.1f %.1f %.1f %.1f", middle, l->y[i - 1],
		middle, l->y[i], l->x[i], l->y[i]);
    }
  html_put (page, "\"/>\n");
}

/* Labels stand above all lines.  */
static void
put_label (struct html_page *page, const struct rep_flow_edge *e,
	   const struct rep_line *l)
{
  if (!*e->label)
    return;
  html_put (page, "<text class=\"by%s\" x=\"%.1f\" y=\"%.1f\">",
	    e->marked ? " marked" : "", (l->x[0] + l->x[1]) / 2,
	    (l->y[0] + l->y[1]) / 2 - 5);
  html_text (page, e->label);
  html_put (page, "</text>\n");
}

static void
put_picture (struct html_page *page, const struct rep_flow *f,
	     const struct rep_picture *p, const char *name)
{
  html_put (page, "<div class=\"picture\" tabindex=\"0\">"
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
	    "width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">\n"
	    "<title>Flows in ", p->width, p->height, p->width, p->height);
  html_text (page, name);
  html_put (page, "; the table below has the same</title>\n<defs>");
  for (int marked = 0; marked < 2; marked++)
    html_put (page, "<marker id=\"head%s\" class=\"head%s\" viewBox=\"0 0 8 8\" "
	      "refX=\"7.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" "
	      "orient=\"auto\" markerUnits=\"userSpaceOnUse\">"
	      "<path d=\"M0 0L8 4L0 8z\"/></marker>",
	      marked ? "-marked" : "", marked ? " marked" : "");
  html_put (page, "</defs>\n");
  for (uint32_t i = 0; i < f->nedges; i++)
    if (!f->edges[i].marked)
      put_edge (page, &f->edges[i], &p->lines[i]);
  for (uint32_t i = 0; i < f->nedges; i++)
    if (f->edges[i].marked)
      put_edge (page, &f->edges[i], &p->lines[i]);
  for (uint32_t i = 0; i < f->nnodes; i++)
    put_node (page, &f->nodes[i], &p->boxes[i]);
  for (uint32_t i = 0; i < f->nedges; i++)
    put_label (page, &f->edges[i], &p->lines[i]);
  html_put (page, "</svg></div>\n");
}

static void
put_legend (struct html_page *page, const struct rep_flow *f)
{
  static const struct { enum rep_node_kind kind; const char *text; } nodes[]
    = { { REP_NODE_OBJECT, "object that dies with the function" },
	{ REP_NODE_VALUE, "variable" }, { REP_NODE_PARAM, "parameter" },
	{ REP_NODE_OUTSIDE, "object outside" }, { REP_NODE_CALL, "callee" },
	{ REP_NODE_RESULT, "result" }, { REP_NODE_UNKNOWN, "unknown code" } };
  html_put (page, "<ul class=\"legend\">");
  for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
    {
      bool used = false;
      for (uint32_t k = 0; k < f->nnodes; k++)
	used |= f->nodes[k].kind == nodes[i].kind;
      if (used)
	html_put (page, "<li><span class=\"key %s\"></span> %s</li>",
		  rep_node_class (nodes[i].kind), nodes[i].text);
    }
  html_put (page, "<li><code>&amp;</code> its address</li><li><code>*</code> what "
	    "it points to</li><li><code>=</code> into what that points to</li>"
	    "<li><span class=\"key flow\"></span> at a line of a finding</li>"
	    "</ul>\n");
}

/* ---- The page.  */

static void
put_table (struct html_page *page, const struct rep_flow *f)
{
  html_put (page, "<details><summary>The flows as a table</summary>\n"
	    "<table class=\"list\"><thead><tr><th>From</th><th></th><th>To</th>"
	    "<th>Place</th></tr></thead><tbody>\n");
  for (uint32_t i = 0; i < f->nedges; i++)
    {
      const struct rep_flow_edge *e = &f->edges[i];
      const char *from = f->nodes[e->from].label, *to = f->nodes[e->to].label;
      html_put (page, "<tr><td><code>");
      html_text (page, *from ? from : "a temporary");
      html_put (page, "</code></td><td><code>");
      html_text (page, e->label);
      html_put (page, "</code></td><td><code>");
      html_text (page, *to ? to : "a temporary");
      html_put (page, "</code></td><td>");
      if (e->pos.line > 0)
	html_place (page, &e->pos);
      html_put (page, "</td></tr>\n");
    }
  html_put (page, "</tbody></table></details>\n");
}

static void
put_findings (struct html_page *page, const struct html_function *f)
{
  const struct rep_results *r = page->h->r;
  html_put (page, "<ul class=\"plain\">\n");
  for (uint32_t i = 0; i < f->nfindings; i++)
    {
      const struct rep_finding *one = &r->findings[f->findings[i]];
      const char *href = html_finding_href (page, f->findings[i], 0);
      html_put (page, "<li>");
      html_kind_badge (page, one);
      html_put (page, " ");
      if (href)
	html_put (page, "<a href=\"%s\">", href);
      html_text (page, one->text);
      html_put (page, href ? "</a></li>\n" : "</li>\n");
    }
  html_put (page, "</ul>\n");
}

bool
html_function_page (struct html *h, const struct html_function *function)
{
  const struct rep_function *f = function->function;
  struct html_page page;
  struct esc_arena arena = { 0 };
  uint32_t nlines;
  if (!html_begin (&page, h, esc_printf (&h->arena, "functions/%s",
					 function->page), f->name))
    return false;
  struct rep_pos *lines = rep_flow_lines (&arena, h->r, function->findings,
					  function->nfindings, &nlines);
  struct rep_flow flow = rep_flow_make (&arena, rep_graph_unit (h->r, f),
					f->graph, lines, nlines, MAX_NODES);
  struct rep_picture picture = place_all (&arena, &flow);
  html_put (&page, "<h1 class=\"file\">");
  html_text (&page, f->name);
  html_put (&page, "</h1>\n<p class=\"dim\">");
  html_place (&page, &f->pos);
  html_put (&page, "</p>\n");
  put_findings (&page, function);
  if (flow.nedges)
    {
      put_picture (&page, &flow, &picture, f->name);
      put_legend (&page, &flow);
    }
  else
    html_put (&page, "<p>Nothing flows in this function.</p>\n");
  if (flow.left_out)
    html_put (&page, "<p class=\"dim\">%u more nodes do not fit; those near the "
	      "findings are shown.</p>\n", flow.left_out);
  if (flow.nedges)
    put_table (&page, &flow);
  esc_arena_free (&arena);
  return html_end (&page);
}
