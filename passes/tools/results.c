/* results.c - order among results, and the graphs behind them.  See results.h and
   load.h.  */

#include "passes/tools/load.h"

#include <stdlib.h>
#include <string.h>

static int
compare_text (const char *a, const char *b)
{
  return strcmp (a ? a : "", b ? b : "");
}

int
rep_pos_compare (const struct rep_pos *a, const struct rep_pos *b)
{
  int c = compare_text (a->file, b->file);
  if (!c)
    c = (a->line > b->line) - (a->line < b->line);
  if (!c)
    c = (a->column > b->column) - (a->column < b->column);
  return c;
}

static int
compare_findings (const void *va, const void *vb)
{
  const struct rep_finding *a = va, *b = vb;
  int c = rep_pos_compare (&a->pos, &b->pos);
  if (!c)
    c = (int) a->kind - (int) b->kind;
  if (!c)
    c = compare_text (a->text, b->text);
  return c ? c : compare_text (a->function, b->function);
}

static int
compare_sites (const void *va, const void *vb)
{
  const struct rep_site *a = va, *b = vb;
  int c = rep_pos_compare (&a->pos, &b->pos);
  if (!c)
    c = compare_text (a->function, b->function);
  if (!c)
    c = (int) a->verdict - (int) b->verdict;
  return c ? c : (a->size > b->size) - (a->size < b->size);
}

static int
compare_params (const void *va, const void *vb)
{
  const struct rep_param *a = va, *b = vb;
  int c = rep_pos_compare (&a->pos, &b->pos);
  return c ? c : compare_text (a->text, b->text);
}

static int
compare_functions (const void *va, const void *vb)
{
  const struct rep_function *a = va, *b = vb;
  int c = rep_pos_compare (&a->pos, &b->pos);
  return c ? c : compare_text (a->name, b->name);
}

#define SORT(array, n, compare)						\
  do									\
    {									\
      if (n)								\
	qsort ((array), (n), sizeof *(array), (compare));		\
    }									\
  while (0)

void
rep_sort (struct rep_results *r)
{
  SORT (r->findings, r->nfindings, compare_findings);
  SORT (r->sites, r->nsites, compare_sites);
  SORT (r->params, r->nparams, compare_params);
  SORT (r->functions, r->nfunctions, compare_functions);
}

struct esc_unit *
rep_graph_unit (const struct rep_results *r, const struct rep_function *f)
{
  struct esc_unit *own = f->unit < r->nunits ? r->units[f->unit].graph : NULL;
  /* Outputs read it; the engine's readers take it without const.  */
  return own ? own : (struct esc_unit *) r->unit;
}
