/* flowgraph.c - the escape graph of a function, small enough to look at.  See
   flowgraph.h.  */

#include "passes/tools/flowgraph.h"

#include "passes/tools/files.h"

#include <stdlib.h>
#include <string.h>

/* Characters of a label.  */
enum { MAX_LABEL = 28 };

/* A temporary with more ways through it stays.  */
enum { MAX_WAYS = 6 };

/* More flows than that are not looked at.  */
enum { MAX_EDGES = 20000 };

/* Keys of nodes that are no operands.  */
#define KEY_RESULT ((uint64_t) 1 << 32)
#define KEY_UNKNOWN ((uint64_t) 2 << 32)
#define KEY_NAME ((uint64_t) 1 << 63)	/* with the hash of a variable's name */

/* Statements of a callee that are looked at.  */
enum { MAX_CALLEE = 2000 };

/* A node while it is made; an edge is dead when its `from' is NONE.  */
struct draft
{
  struct rep_node node;
  bool temporary, gone;
};

#define NONE UINT32_MAX

struct maker
{
  struct esc_arena *arena;
  const struct esc_unit *unit;
  const struct esc_fn *fn;
  const struct rep_pos *lines;
  uint32_t nlines;
  struct esc_map by_key;	/* -> node + 1 */
  struct draft *nodes;
  struct rep_flow_edge *edges;
  uint32_t nnodes, nodes_cap, nedges, edges_cap;
};

const char *
rep_node_class (enum rep_node_kind kind)
{
  static const char *const names[]
    = { "object", "value", "param", "outside", "call", "result", "unknown" };
  return names[kind];
}

/* ---- Nodes.  */

/* NAME, clean and short.  */
static const char *
short_label (struct esc_arena *arena, const char *name, const char *after)
{
  const char *clean = rep_clean (arena, name, true);
  size_t n = strlen (clean);
  if (n <= MAX_LABEL)
    return *after ? esc_printf (arena, "%s%s", clean, after) : clean;
  n = MAX_LABEL - 1;
  while (n && (clean[n] & 0xc0) == 0x80)
    n--;
  return esc_printf (arena, "%.*s\xe2\x80\xa6%s", (int) n, clean, after);
}

static uint32_t
add_node (struct maker *m, uint64_t key, enum rep_node_kind kind,
	  const char *label, bool temporary)
{
  uint32_t i = esc_map_get (&m->by_key, key);
  if (i)
    return i - 1;
  struct draft one = { { kind, label, false }, temporary, false };
  ESC_PUSH (m->arena, m->nodes, m->nnodes, m->nodes_cap, one);
  esc_map_put (m->arena, &m->by_key, key, m->nnodes);
  return m->nnodes - 1;
}

static uint32_t
object_node (struct maker *m, esc_ref ref)
{
  bool outside = ref & ESC_REF_UNIT;
  uint32_t i = ref & ESC_REF_INDEX;
  if (i >= (outside ? m->unit->nobjs : m->fn->nobjs))
    return NONE;
  const struct esc_obj *o = outside ? &m->unit->objs[i] : &m->fn->objs[i];
  const char *name = o->name ? o->name
		     : o->kind == ESC_O_RESULT ? "the result"
		     : "unnamed object";
  /* A string holds nothing and lives for ever.  */
  if (o->kind == ESC_O_STRING)
    return NONE;
  if (o->kind == ESC_O_FUNC)
    return add_node (m, ref, REP_NODE_CALL, short_label (m->arena, name, "()"),
		     false);
  return add_node (m, ref, outside ? REP_NODE_OUTSIDE
		   : o->kind == ESC_O_PARAM ? REP_NODE_PARAM : REP_NODE_OBJECT,
		   short_label (m->arena, name, ""), false);
}

static bool
is_param (const struct esc_fn *fn, esc_ref ref)
{
  for (uint32_t i = 0; i < fn->nparams; i++)
    if (fn->params[i].value == ref)
      return true;
  return false;
}

/* The node of REF; NONE: it is no address.  All values of a variable are one
   node.  */
static uint32_t
node_of (struct maker *m, esc_ref ref)
{
  if (!ref)
    return NONE;
  if (ESC_IS_OBJ (ref))
    return object_node (m, ref);
  if (ref >= m->fn->nvalues)
    return NONE;
  const char *name = m->fn->values[ref].name;
  bool param = is_param (m->fn, ref);
  return add_node (m, name ? esc_hash_str (name) | KEY_NAME : ref, param ? REP_NODE_PARAM : REP_NODE_VALUE,
		   short_label (m->arena, name ? name : "", ""),
		   !name && !param);
}

/* ---- Edges.  */

static bool
is_marked (const struct maker *m, const struct rep_pos *pos)
{
  for (uint32_t i = 0; i < m->nlines; i++)
    if (m->lines[i].line == pos->line && pos->line > 0
	&& !strcmp (m->lines[i].file ? m->lines[i].file : "",
		    pos->file ? pos->file : ""))
      return true;
  return false;
}

static void
add_edge (struct maker *m, uint32_t from, uint32_t to, const char *label,
	  struct rep_pos pos, bool marked)
{
  if (from == NONE || to == NONE || m->nedges >= MAX_EDGES)
    return;
  struct rep_flow_edge one = { from, to, label, pos, marked };
  ESC_PUSH (m->arena, m->edges, m->nedges, m->edges_cap, one);
}

/* A flow from SRC to DST at LOC.  An object as a source is its address.  */
static void
flow (struct maker *m, esc_ref src, uint32_t dst, const char *label,
      esc_loc loc)
{
  struct esc_pos at = esc_expand (m->unit, loc);
  struct rep_pos pos = { at.file ? at.file : m->unit->name, at.line,
			 at.column };
  bool function = ESC_IS_OBJ (src) && src & ESC_REF_UNIT
		  && (src & ESC_REF_INDEX) < m->unit->nobjs
		  && m->unit->objs[src & ESC_REF_INDEX].kind == ESC_O_FUNC;
  uint32_t from = node_of (m, src);
  /* Loading from an object by name takes what it holds.  */
  if (ESC_IS_OBJ (src) && !function)
    label = *label == '*' ? label + 1
	    : esc_printf (m->arena, "&%s", label);
  add_edge (m, from, dst, label, pos, is_marked (m, &pos));
}

/* What the callee FN, which is node NODE, puts into objects of the unit.  */
static void
add_callee (struct maker *m, const struct esc_fn *fn, uint32_t node)
{
  if (!(fn->flags & ESC_FF_BODY) || fn->nops > MAX_CALLEE || fn == m->fn)
    return;
  for (uint32_t i = 1; i < fn->nops; i++)
    {
      const struct esc_op *op = &fn->ops[i];
      if (op->kind != ESC_OP_STORE || !op->src || !ESC_IS_OBJ (op->dst)
	  || !(op->dst & ESC_REF_UNIT))
	continue;
      struct esc_pos at = esc_expand (m->unit, op->loc);
      struct rep_pos pos = { at.file ? at.file : m->unit->name, at.line,
			     at.column };
      add_edge (m, node, object_node (m, op->dst), "", pos,
		is_marked (m, &pos));
    }
}

static void
add_call (struct maker *m, const struct esc_op *op)
{
  if (op->call >= m->fn->ncalls)
    return;
  const struct esc_call *call = &m->fn->calls[op->call];
  uint32_t callee = node_of (m, call->callee);
  if (callee == NONE)
    return;
  for (uint32_t i = 0; i < call->nargs; i++)
    if (call->args[i])
      flow (m, call->args[i], callee, "", op->loc);
  if (call->result)
    flow (m, call->callee, node_of (m, call->result), "", op->loc);
  if (call->retmem)
    flow (m, call->callee, node_of (m, call->retmem), "", op->loc);
  uint32_t i = call->callee & ESC_REF_INDEX;
  if (m->nodes[callee].node.kind == REP_NODE_CALL
      && m->unit->objs[i].fn && m->unit->objs[i].fn < m->unit->nfns)
    add_callee (m, m->unit->fns[m->unit->objs[i].fn], callee);
}

static void
add_op (struct maker *m, const struct esc_op *op)
{
  const char *into = ESC_IS_OBJ (op->dst) ? "" : "=";
  switch (op->kind)
    {
    case ESC_OP_COPY:
    case ESC_OP_PHI:
      flow (m, op->src, node_of (m, op->dst), "", op->loc);
      break;
    case ESC_OP_LOAD:
      flow (m, op->src, node_of (m, op->dst), "*", op->loc);
      break;
    case ESC_OP_STORE:
      if (op->src)
	flow (m, op->src, node_of (m, op->dst), into, op->loc);
      break;
    case ESC_OP_MOVE:
      if (op->src)
	flow (m, op->src, node_of (m, op->dst), *into ? "*=" : "*", op->loc);
      break;
    case ESC_OP_CALL:
      add_call (m, op);
      break;
    case ESC_OP_RET:
      if (op->src)
	flow (m, op->src, add_node (m, KEY_RESULT, REP_NODE_RESULT,
				    "the result", false), "", op->loc);
      break;
    case ESC_OP_LEAK:
      if (op->src)
	flow (m, op->src, add_node (m, KEY_UNKNOWN, REP_NODE_UNKNOWN,
				    "unknown code", false), "", op->loc);
      break;
    default:
      break;
    }
}

/* ---- Temporaries.  */

/* What A and then B do: of "&" and "*" nothing is left.  */
static const char *
join_labels (struct esc_arena *arena, const char *a, const char *b)
{
  size_t n = strlen (a);
  if (n && a[n - 1] == '&' && *b == '*')
    return esc_printf (arena, "%.*s%s", (int) (n - 1), a, b + 1);
  if (!*a || !*b)
    return *a ? a : b;
  return n + strlen (b) > 4 ? "\xe2\x80\xa6" : esc_printf (arena, "%s%s", a, b);
}

/* Lead the flows through the temporary NODE past it, if they are few.  */
static void
remove_temporary (struct maker *m, uint32_t node)
{
  uint32_t in[MAX_WAYS], out[MAX_WAYS], nin = 0, nout = 0;
  for (uint32_t i = 0; i < m->nedges; i++)
    {
      struct rep_flow_edge *e = &m->edges[i];
      if (e->from == NONE || (e->from != node && e->to != node))
	continue;
      if (e->from == e->to)
	e->from = NONE;
      else if (e->to == node ? nin == MAX_WAYS : nout == MAX_WAYS)
	return;
      else if (e->to == node)
	in[nin++] = i;
      else
	out[nout++] = i;
    }
  if (nin * nout > MAX_WAYS)
    return;
  for (uint32_t i = 0; i < nin; i++)
    for (uint32_t k = 0; k < nout; k++)
      {
	const struct rep_flow_edge a = m->edges[in[i]], b = m->edges[out[k]];
	add_edge (m, a.from, b.to, join_labels (m->arena, a.label, b.label),
		  b.pos, a.marked || b.marked);
      }
  for (uint32_t i = 0; i < nin; i++)
    m->edges[in[i]].from = NONE;
  for (uint32_t i = 0; i < nout; i++)
    m->edges[out[i]].from = NONE;
  m->nodes[node].gone = true;
}

static int
compare_edges (const void *va, const void *vb)
{
  const struct rep_flow_edge *a = va, *b = vb;
  if (a->from != b->from)
    return a->from < b->from ? -1 : 1;
  if (a->to != b->to)
    return a->to < b->to ? -1 : 1;
  int c = strcmp (a->label, b->label);
  if (!c)
    c = (int) b->marked - (int) a->marked;
  return c ? c : (a->pos.line > b->pos.line) - (a->pos.line < b->pos.line);
}

/* Drop dead edges, loops and what is there twice.  */
static void
tidy_edges (struct maker *m)
{
  uint32_t n = 0;
  if (m->nedges)
    qsort (m->edges, m->nedges, sizeof *m->edges, compare_edges);
  for (uint32_t i = 0; i < m->nedges; i++)
    {
      const struct rep_flow_edge *e = &m->edges[i];
      if (e->from == NONE || e->from == e->to)
	continue;
      if (n && m->edges[n - 1].from == e->from && m->edges[n - 1].to == e->to
	  && !strcmp (m->edges[n - 1].label, e->label))
	continue;
      m->edges[n++] = *e;
    }
  m->nedges = n;
}

/* ---- What is shown.  */

/* The numbers of the nodes that are shown, by node; NONE: it is not.  What is
   marked first, then what touches it, and so on.  */
static uint32_t *
choose (struct maker *m, uint32_t limit, struct rep_flow *f)
{
  uint32_t *number = esc_alloc (m->arena, (m->nnodes + 1) * sizeof *number);
  bool *touched = esc_alloc (m->arena, m->nnodes + 1);
  uint32_t wanted = 0;
  memset (number, 0xff, (m->nnodes + 1) * sizeof *number);
  for (uint32_t i = 0; i < m->nedges; i++)
    {
      const struct rep_flow_edge *e = &m->edges[i];
      wanted += !touched[e->from];
      touched[e->from] = true;
      wanted += !touched[e->to];
      touched[e->to] = true;
      m->nodes[e->from].node.marked |= e->marked;
      m->nodes[e->to].node.marked |= e->marked;
    }
  for (uint32_t i = 0; i < m->nnodes; i++)
    if (m->nodes[i].node.marked && f->nnodes < limit)
      number[i] = f->nnodes++;
  for (bool more = true; more && f->nnodes < limit;)
    {
      more = false;
      for (uint32_t i = 0; i < m->nedges && f->nnodes < limit; i++)
	{
	  const struct rep_flow_edge *e = &m->edges[i];
	  if ((number[e->from] == NONE) == (number[e->to] == NONE))
	    continue;
	  number[number[e->from] == NONE ? e->from : e->to] = f->nnodes++;
	  more = true;
	}
    }
  /* What hangs together with nothing of interest.  */
  for (uint32_t i = 0; i < m->nnodes && f->nnodes < limit; i++)
    if (touched[i] && number[i] == NONE)
      number[i] = f->nnodes++;
  f->left_out = wanted - f->nnodes;
  return number;
}

struct rep_flow
rep_flow_make (struct esc_arena *arena, const struct esc_unit *unit,
	       const struct esc_fn *fn, const struct rep_pos *lines,
	       uint32_t nlines, uint32_t limit)
{
  struct maker m = { .arena = arena, .unit = unit, .fn = fn, .lines = lines,
		     .nlines = nlines };
  struct rep_flow f = { 0 };
  for (uint32_t b = 0; b < fn->nblocks; b++)
    for (uint32_t i = 0; i < fn->blocks[b].n; i++)
      add_op (&m, &fn->ops[fn->blocks[b].first + i]);
  for (uint32_t i = 0; i < m.nnodes; i++)
    if (m.nodes[i].temporary && (uint64_t) m.nedges * m.nnodes < 20000000)
      remove_temporary (&m, i);
  tidy_edges (&m);
  uint32_t *number = choose (&m, limit, &f);
  f.nodes = esc_alloc (arena, (f.nnodes + 1) * sizeof *f.nodes);
  f.edges = esc_alloc (arena, (m.nedges + 1) * sizeof *f.edges);
  for (uint32_t i = 0; i < m.nnodes; i++)
    if (number[i] != NONE)
      f.nodes[number[i]] = m.nodes[i].node;
  for (uint32_t i = 0; i < m.nedges; i++)
    {
      struct rep_flow_edge e = m.edges[i];
      if (number[e.from] == NONE || number[e.to] == NONE)
	continue;
      e.from = number[e.from];
      e.to = number[e.to];
      f.edges[f.nedges++] = e;
    }
  return f;
}

struct rep_pos *
rep_flow_lines (struct esc_arena *arena, const struct rep_results *r,
		const uint32_t *findings, uint32_t nfindings, uint32_t *n)
{
  struct rep_pos *lines = NULL;
  uint32_t cap = 0;
  *n = 0;
  for (uint32_t i = 0; i < nfindings; i++)
    {
      const struct rep_finding *one = &r->findings[findings[i]];
      ESC_PUSH (arena, lines, *n, cap, one->pos);
      for (uint32_t k = 0; k < one->nsteps; k++)
	ESC_PUSH (arena, lines, *n, cap, one->steps[k].pos);
    }
  return lines;
}
