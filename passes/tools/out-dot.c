/* out-dot.c - graphs for graphviz.

   Input:   results with graphs.
   Output:  with a function the escape graph of each function of that name; without
	    one the calls among all functions, those with findings marked.
   Not handled: functions without a graph.  */

#include "passes/tools/files.h"
#include "passes/tools/flowgraph.h"
#include "passes/tools/load.h"
#include "passes/tools/outputs.h"

#include <string.h>

/* Nodes of an escape graph.  */
enum { MAX_NODES = 200 };

/* TEXT in quotes.  */
static void
put_quoted (FILE *file, const char *text)
{
  struct esc_arena arena = { 0 };
  putc ('"', file);
  for (const char *c = rep_clean (&arena, text, true); *c; c++)
    {
      if (*c == '"' || *c == '\\')
	putc ('\\', file);
      putc (*c, file);
    }
  putc ('"', file);
  esc_arena_free (&arena);
}

/* ---- The escape graph of a function.  */

static const char *
shape_of (enum rep_node_kind kind)
{
  switch (kind)
    {
    case REP_NODE_OBJECT: return "box";
    case REP_NODE_OUTSIDE: return "box, peripheries=2";
    case REP_NODE_CALL: return "component";
    case REP_NODE_RESULT: return "house, orientation=270";
    case REP_NODE_UNKNOWN: return "octagon";
    default: return "ellipse";
    }
}

static void
put_function (const struct rep_results *r, const struct rep_show *show,
	      const struct rep_function *f, uint32_t number)
{
  struct esc_arena arena = { 0 };
  uint32_t nlines, *findings = NULL, nfindings = 0, cap = 0;
  for (uint32_t i = 0; i < r->nfindings; i++)
    if (r->findings[i].unit == f->unit && r->findings[i].function
	&& !strcmp (r->findings[i].function, f->name))
      ESC_PUSH (&arena, findings, nfindings, cap, i);
  struct rep_pos *lines = rep_flow_lines (&arena, r, findings, nfindings,
					  &nlines);
  struct rep_flow flow = rep_flow_make (&arena, rep_graph_unit (r, f), f->graph,
					lines, nlines, MAX_NODES);
  FILE *out = show->file;
  fprintf (out, "  subgraph cluster_%u {\n    label=", number);
  put_quoted (out, esc_printf (&arena, "%s, %s", f->name,
			       rep_place (&arena, show, &f->pos)));
  fputs (";\n", out);
  for (uint32_t i = 0; i < flow.nnodes; i++)
    {
      fprintf (out, "    n%u_%u [shape=%s%s, label=", number, i,
	       shape_of (flow.nodes[i].kind),
	       flow.nodes[i].marked ? ", penwidth=2, color=red3" : "");
      put_quoted (out, flow.nodes[i].label);
      fputs ("];\n", out);
    }
  for (uint32_t i = 0; i < flow.nedges; i++)
    {
      const struct rep_flow_edge *e = &flow.edges[i];
      fprintf (out, "    n%u_%u -> n%u_%u [label=", number, e->from, number,
	       e->to);
      put_quoted (out, e->label);
      fputs (", tooltip=", out);
      put_quoted (out, rep_place (&arena, show, &e->pos));
      fputs (e->marked ? ", color=red3];\n" : "];\n", out);
    }
  fputs ("  }\n", out);
  esc_arena_free (&arena);
}

static bool
put_escape_graphs (const struct rep_results *r, const struct rep_show *show)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < r->nfunctions; i++)
    {
      const struct rep_function *f = &r->functions[i];
      if (!f->name || strcmp (f->name, show->target) || !f->graph
	  || !rep_graph_unit (r, f))
	continue;
      if (!n++)
	fputs ("digraph escape {\n  rankdir=LR;\n  node [fontname=monospace];\n",
	       show->file);
      put_function (r, show, f, n);
    }
  if (n)
    {
      fputs ("}\n", show->file);
      return true;
    }
  rep_error ("--dot=%s: no input has the body of that function; --json lists the "
	     "findings and sites with their functions", show->target);
  return false;
}

/* ---- The calls.  */

/* The number of the function NAME as F's unit sees it, from 1, or 0.  */
static uint32_t
find (const struct rep_function *f, const char *name,
      const struct esc_map *local, const struct esc_map *global)
{
  uint32_t i = esc_map_get (local, esc_hash_int (esc_hash_str (name)
						 + f->unit));
  return i ? i : esc_map_get (global, esc_hash_str (name));
}

static void
put_calls (struct esc_arena *arena, FILE *out, const struct rep_results *r,
	   uint32_t number, const struct esc_map *local,
	   const struct esc_map *global)
{
  const struct rep_function *f = &r->functions[number - 1];
  const struct esc_unit *unit = rep_graph_unit (r, f);
  struct esc_map seen = { 0 };
  for (uint32_t k = 1; f->graph && unit && k < f->graph->ncalls; k++)
    {
      esc_ref ref = f->graph->calls[k].callee;
      uint32_t i = ref & ESC_REF_INDEX;
      if (!ESC_IS_OBJ (ref) || !(ref & ESC_REF_UNIT) || i >= unit->nobjs
	  || !unit->objs[i].name)
	continue;
      uint32_t to = find (f, unit->objs[i].name, local, global);
      if (!to || esc_map_get (&seen, to))
	continue;
      esc_map_put (arena, &seen, to, 1);
      fprintf (out, "  f%u -> f%u;\n", number, to);
    }
}

static bool
put_call_graph (const struct rep_results *r, const struct rep_show *show)
{
  struct esc_arena arena = { 0 };
  struct esc_map local = { 0 }, global = { 0 }, found = { 0 };
  for (uint32_t i = 0; i < r->nfindings; i++)
    if (r->findings[i].function)
      esc_map_put (&arena, &found,
		   esc_hash_int (esc_hash_str (r->findings[i].function)
				 + r->findings[i].unit), 1);
  fputs ("digraph calls {\n  rankdir=LR;\n"
	 "  node [shape=box, fontname=monospace];\n", show->file);
  for (uint32_t i = 0; i < r->nfunctions; i++)
    {
      const struct rep_function *f = &r->functions[i];
      if (!f->name)
	continue;
      uint64_t hash = esc_hash_str (f->name);
      esc_map_put (&arena, &local, esc_hash_int (hash + f->unit), i + 1);
      if (!f->is_static)
	esc_map_put (&arena, &global, hash, i + 1);
      fprintf (show->file, "  f%u [label=", i + 1);
      put_quoted (show->file, f->name);
      fputs (", tooltip=", show->file);
      put_quoted (show->file, rep_place (&arena, show, &f->pos));
      fputs (esc_map_get (&found, esc_hash_int (hash + f->unit))
	     ? ", penwidth=2, color=red3];\n"
	     : "];\n", show->file);
    }
  for (uint32_t i = 0; i < r->nfunctions; i++)
    if (r->functions[i].name)
      put_calls (&arena, show->file, r, i + 1, &local, &global);
  fputs ("}\n", show->file);
  esc_arena_free (&arena);
  return true;
}

bool
rep_out_dot (const struct rep_results *r, const struct rep_show *show)
{
  return show->target ? put_escape_graphs (r, show) : put_call_graph (r, show);
}
