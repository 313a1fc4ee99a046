/* solver.c - how fast passes/solve.h is, next to a plain worklist (worklist.h).

   Owns:    the choice of functions, time, the comparison of both answers.
   Input:   text graphs (-fplugin-arg-escape-dump=FILE); of each the --most
            largest functions with at least --least ops.
   Output:  a table on stdout, a row a function, and the total.  Exit status 1
            if the answers contradict each other, 2 for bad input.
   Not handled: making the dumps (testsuite/bench/dump).

   What is compared: for each value, and for each object all that its memory
   holds, the set of objects pointed to.

     same    both have the same
     more    ours has all of the worklist's and more: it widens a MOVE between
	     many objects and has a limit of objects
     other   ours lacks some, but the worklist took many places of an object
	     for one residue class, at another moment, or for unknown memory
	     what ours has a name for at an overlapping place: both are right
     WRONG   ours lacks some of the least solution: an error in the solver
     over    ours ran out of its budget, so it has no answer
     gave up the worklist ran out of its steps: its time is too small

   The total is that of the functions that both solved.

   Our time is all of esc_solve: it expands the calls, solves up to three times
   when calls through pointers become known, and finds what escapes.  That of the
   worklist is the last solution alone.  */

#define _POSIX_C_SOURCE 200809L

#include "passes/check.h"
#include "passes/graphio.h"
#include "passes/run.h"
#include "testsuite/bench/worklist.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HERE (&(struct esc_off) { 0 })

struct settings
{
  double seconds;		/* for each function and solver */
  unsigned most, least;		/* functions of a file; ops of one */
  uint64_t budget;		/* steps of the worklist */
  char **files;
  int nfiles;
};

/* What is counted of one solver on one function, and the sums.  */
struct speed
{
  double seconds;		/* of one solution */
  uint64_t ops, nodes, targets;	/* targets: of all nodes together */
};

enum answer { SAME, MORE, OTHER, WRONG, OVER, GAVE_UP, ANSWERS };
static const char *const answer_name[] = 
  { "same", "more", "other", "WRONG", "over", "gave up" };

struct row
{
  struct speed ours, worklist;
  enum answer answer;
};

static double
now (void)
{
  struct timespec t;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

/* ---- Are the answers the same?  ---- */

/* By object, in which set it is: bit 0 ours, bit 1 the worklist's.  */
struct sets
{
  uint8_t *of;
  uint32_t n;
};

static void
note_ours (struct sets *sets, const struct esc_solve *s, const uint32_t *pts,
	   uint32_t n)
{
  for (uint32_t i = 0; i < n; i++)
    sets->of[s->targets[pts[i]].obj] |= 1;
}

static void
note_worklist (struct sets *sets, const struct wl *w, uint32_t node)
{
  for (uint32_t i = 0; i < w->nodes[node].npts; i++)
    sets->of[w->places[w->nodes[node].pts[i]].obj] |= 2;
}

/* Compare and empty SETS.  */
static enum answer
judge (struct sets *sets)
{
  enum answer a = SAME;
  for (uint32_t i = 0; i < sets->n; i++)
    if (sets->of[i] == 2)
      a = WRONG;
    else if (sets->of[i] == 1 && a == SAME)
      a = MORE;
  memset (sets->of, 0, sets->n);
  return a;
}

static enum answer
compare (struct esc_solve *s, const struct wl *w)
{
  struct esc_arena arena = { 0 };
  struct sets sets = { esc_alloc (&arena, s->nobjs), s->nobjs };
  enum answer all = SAME;
  const uint32_t *pts;
  if (s->capped || w->capped)
    return s->capped ? OVER : GAVE_UP;
  for (uint32_t v = 1; v <= s->nvalues; v++)
    {
      uint32_t n = esc_targets (s, v, HERE, &pts);
      note_ours (&sets, s, pts, n);
      note_worklist (&sets, w, v);
      enum answer one = judge (&sets);
      all = one > all ? one : all;
    }
  for (uint32_t o = 1; o < s->nobjs; o++)
    {
      for (uint32_t i = 0; i < s->objs[o].ncells; i++)
	{
	  uint32_t n = esc_cell_targets (s, s->objs[o].cells[i], &pts);
	  note_ours (&sets, s, pts, n);
	}
      for (uint32_t i = 0; i < w->objs[o].ncells; i++)
	note_worklist (&sets, w, w->places[w->objs[o].cells[i]].cell);
      enum answer one = judge (&sets);
      all = one > all ? one : all;
    }
  esc_arena_free (&arena);
  return all == WRONG && w->widened ? OTHER : all;
}

/* ---- Time.  ---- */


/* ---- Time.  ---- */

static struct speed
count_ours (struct esc_solve *s)
{
  struct speed speed = { .ops = s->nops, .nodes = s->nnodes };
  const uint32_t *pts;
  for (uint32_t v = 1; v <= s->nvalues; v++)
    speed.targets += esc_targets (s, v, HERE, &pts);
  for (uint32_t o = 1; o < s->nobjs; o++)
    for (uint32_t i = 0; i < s->objs[o].ncells; i++)
      speed.targets += esc_cell_targets (s, s->objs[o].cells[i], &pts);
  return speed;
}

static struct speed
count_worklist (const struct wl *w)
{
  struct speed speed = { .ops = w->s->nops, .nodes = w->nnodes };
  for (uint32_t n = 0; n < w->nnodes; n++)
    speed.targets += w->nodes[n].npts;
  return speed;
}

/* Seconds of one solution, by solving for SETTINGS->seconds, once at least: FN, or
   the ops of S when that is not NULL.  */
static double
time_one (const struct settings *settings, struct esc_unit *unit,
	  struct esc_fn *fn, struct esc_solve *s)
{
  double begin = now (), spent;
  uint64_t runs = 0;
  do
    {
      if (s)
	wl_free (wl_solve (s, settings->budget));
      else
	esc_solve_free (esc_solve (unit, fn, false));
      runs++;
      spent = now () - begin;
    }
  while (spent < settings->seconds);
  return spent / (double) runs;
}

static struct row
measure (const struct settings *settings, struct esc_unit *unit,
	 struct esc_fn *fn)
{
  struct esc_solve *s = esc_solve (unit, fn, false);
  struct wl *w = wl_solve (s, settings->budget);
  struct row row = { count_ours (s), count_worklist (w), compare (s, w) };
  row.ours.seconds = time_one (settings, unit, fn, NULL);
  row.worklist.seconds = time_one (settings, unit, fn, s);
  wl_free (w);
  esc_solve_free (s);
  return row;
}

/* ---- The table.  ---- */

static void
print_speed (const struct speed *speed)
{
  printf (" %8u %9u %10.0f %7.0f %7.0f %7.0f", (unsigned) speed->nodes,
	  (unsigned) speed->targets, speed->seconds * 1e6,
	  (double) speed->ops / speed->seconds / 1e3,
	  (double) speed->nodes / speed->seconds / 1e3,
	  (double) speed->targets / speed->seconds / 1e3);
}

static void
print_row (const char *name, const struct row *row, const char *answer)
{
  printf ("%-28.28s %7u", name, (unsigned) row->ours.ops);
  print_speed (&row->ours);
  print_speed (&row->worklist);
  printf (" %8.2f %s\n", row->worklist.seconds / row->ours.seconds, answer);
  fflush (stdout);
}

static void
print_heading (void)
{
  printf ("%-36s | %-28s| %-22s| %-28s| %s\n", "", "esc_solve",
	  "1000 a second of", "worklist", "1000 a second of");
  printf ("%-28s %7s", "function", "ops");
  for (unsigned i = 0; i < 2; i++)
    printf (" %8s %9s %10s %7s %7s %7s", "nodes", "targets", "us", "ops",
	    "nodes", "targets");
  printf (" %8s %s\n", "faster", "answer");
}

static void
add (struct speed *sum, const struct speed *one)
{
  sum->seconds += one->seconds;
  sum->ops += one->ops;
  sum->nodes += one->nodes;
  sum->targets += one->targets;
}

/* ---- Files.  ---- */

static char *
read_file (const char *name)
{
  FILE *file = fopen (name, "rb");
  char *text = NULL;
  size_t size = 0;
  if (!file)
    return NULL;
  if (getdelim (&text, &size, '\0', file) < 0)
    {
      free (text);
      text = NULL;
    }
  fclose (file);
  return text;
}

static int
by_size (const void *a, const void *b)
{
  const struct esc_fn *x = *(struct esc_fn *const *) a;
  const struct esc_fn *y = *(struct esc_fn *const *) b;
  if (x->nops != y->nops)
    return x->nops < y->nops ? 1 : -1;
  return (x->index > y->index) - (x->index < y->index);
}

/* Measure the largest functions of UNIT, whose summaries are made; TOTAL is added
   to, FOUND counts answers.  */
static void
measure_unit (const struct settings *settings, struct esc_unit *unit,
	      struct row *total, unsigned found[ANSWERS])
{
  struct esc_arena arena = { 0 };
  struct esc_fn **fns = esc_alloc (&arena, unit->nfns * sizeof *fns);
  uint32_t n = 0;
  for (uint32_t i = 1; i < unit->nfns; i++)
    if (unit->fns[i]->flags & ESC_FF_BODY
	&& unit->fns[i]->nops >= settings->least)
      fns[n++] = unit->fns[i];
  qsort (fns, n, sizeof *fns, by_size);
  for (uint32_t i = 0; i < n && i < settings->most; i++)
    {
      struct row row = measure (settings, unit, fns[i]);
      print_row (fns[i]->name, &row, answer_name[row.answer]);
      found[row.answer]++;
      if (row.answer == OVER || row.answer == GAVE_UP)
	continue;
      add (&total->ours, &row.ours);
      add (&total->worklist, &row.worklist);
    }
  esc_arena_free (&arena);
}

/* Returns whether the file NAME could be read.  */
static bool
measure_file (const struct settings *settings, const char *name,
	      struct row *total, unsigned found[ANSWERS])
{
  struct esc_arena arena = { 0 };
  const char *error = "cannot be read";
  char *text = read_file (name);
  struct esc_unit *unit = text ? esc_graph_read (text, name, &arena, &error)
			       : NULL;
  free (text);
  if (unit && !(error = esc_check_unit (unit)))
    {
      /* The summaries of the callees.  */
      struct esc_options options;
      struct esc_report report;
      esc_options_init (&options);
      esc_report_init (&report, unit);
      esc_run (unit, &options, &report);
      measure_unit (settings, unit, total, found);
      esc_report_free (&report);
    }
  if (error)
    fprintf (stderr, "solver: %s: %s\n", name, error);
  if (unit)
    esc_unit_free (unit);
  esc_arena_free (&arena);
  return !error;
}

/* ---- Options.  ---- */

static const struct argp_option argp_options[] = {
  { "seconds", 's', "N", 0, "For each function and solver (default 0.2)", 0 },
  { "most", 'm', "N", 0, "Functions of a file, the largest (default 3)", 0 },
  { "least", 'l', "N", 0, "Ops that a function has at least (default 50)", 0 },
  { "budget", 'b', "N", 0,
    "Steps after which the worklist gives up (default 20000000)", 0 },
  { 0 }
};

static double
number (const char *arg, struct argp_state *state)
{
  char *end;
  double value = strtod (arg, &end);
  if (end == arg || *end || !(value >= 0) || value > 1e15)
    argp_error (state, "'%s' is no number", arg);
  return value;
}

static error_t
parse_option (int key, char *arg, struct argp_state *state)
{
  struct settings *settings = state->input;
  switch (key)
    {
    case 's':
      settings->seconds = number (arg, state);
      return 0;
    case 'm':
      settings->most = (unsigned) number (arg, state);
      return 0;
    case 'l':
      settings->least = (unsigned) number (arg, state);
      return 0;
    case 'b':
      settings->budget = (uint64_t) number (arg, state);
      return 0;
    case ARGP_KEY_ARGS:
      settings->files = state->argv + state->next;
      settings->nfiles = state->argc - state->next;
      return 0;
    case ARGP_KEY_NO_ARGS:
      argp_usage (state);
      return 0;
    default:
      return ARGP_ERR_UNKNOWN;
    }
}

int
main (int argc, char **argv)
{
  static const struct argp argp = {
    .options = argp_options, .parser = parse_option, .args_doc = "DUMP...",
    .doc = "How fast the solver is, next to a plain worklist."
  };
  struct settings settings = { .seconds = 0.2, .most = 3, .least = 50,
			       .budget = 20000000 };
  struct row total = { 0 };
  unsigned found[ANSWERS] = { 0 };
  bool bad = false;
  if (argp_parse (&argp, argc, argv, 0, NULL, &settings))
    return 2;
  print_heading ();
  for (int i = 0; i < settings.nfiles; i++)
    bad |= !measure_file (&settings, settings.files[i], &total, found);
  unsigned n = 0;
  for (int i = 0; i < ANSWERS; i++)
    n += found[i];
  if (!n && !bad)
    fprintf (stderr, "solver: no function has %u ops: give a smaller --least\n",
	     settings.least);
  if (!n)
    return 2;
  if (total.ours.ops)
    print_row ("total", &total, "");
  printf ("%u functions:", n);
  for (int i = 0; i < ANSWERS; i++)
    printf ("%s %u %s", i ? "," : "", found[i], answer_name[i]);
  putchar ('\n');
  return found[WRONG] ? 1 : bad ? 2 : 0;
}
