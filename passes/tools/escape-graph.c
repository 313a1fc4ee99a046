/* escape-graph.c - run the analysis on the text form of a unit, without GCC.

   Input:   files in the form of graphio-read.c ("-": standard input).
   Output:  the findings, one line each, as the plugin would print them.
   Not handled: C.  Not installed: it is the tests' way into the engine.

   Exit status: 0; 1 when the graph breaks an invariant; 2 for bad input.  */

#include "passes/check.h"
#include "passes/graphio.h"
#include "passes/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
  "usage: escape-graph [-m] [-2] [--maybe] [--hoist] [--print] [--stats]\n"
  "                    [--stack-limit N] [--frame-limit N] FILE...\n";

static char *
read_file (const char *name)
{
  FILE *file = strcmp (name, "-") ? fopen (name, "rb") : stdin;
  if (!file)
    return NULL;
  size_t n = 0, cap = 1 << 16;
  char *text = malloc (cap);
  while (text)
    {
      size_t got = fread (text + n, 1, cap - n - 1, file);
      n += got;
      if (!got)
	break;
      if (n + 1 == cap)
	{
	  char *bigger = realloc (text, cap *= 2);
	  if (!bigger)
	    free (text);
	  text = bigger;
	}
    }
  if (file != stdin)
    fclose (file);
  if (text)
    text[n] = '\0';
  return text;
}

static void
print_report (const struct esc_unit *unit, const struct esc_report *report,
	      bool steps)
{
  for (uint32_t i = 0; i < report->n; i++)
    {
      const struct esc_finding *f = &report->items[i];
      const char *file = f->pos.file ? f->pos.file : unit->name;
      printf ("%s:%d:%d: %s: %s [escape-%s]\n", file, f->pos.line,
	      f->pos.column, f->kind >= ESC_K_HEAP ? "note" : "warning",
	      f->text, esc_kind_name[f->kind]);
      for (const struct esc_step *s = f->steps; s && steps; s = s->next)
	{
	  struct esc_pos pos = esc_expand (unit, s->loc);
	  printf ("%s:%d:%d:   %s\n", pos.file ? pos.file : file, pos.line,
		  pos.column, s->text);
	}
    }
}

static int
run_file (const char *name, const struct esc_options *options, bool print,
	  bool stats)
{
  struct esc_arena arena = { 0 };
  const char *error = NULL;
  char *text = read_file (name);
  if (!text)
    {
      fprintf (stderr, "escape-graph: cannot read '%s'\n", name);
      return 2;
    }
  struct esc_unit *unit = esc_graph_read (text, name, &arena, &error);
  free (text);
  int status = 0;
  if (!unit)
    {
      fprintf (stderr, "escape-graph: %s\n", error);
      status = 2;
    }
  else if ((error = esc_check_unit (unit)))
    {
      fprintf (stderr, "escape-graph: %s: %s\n", name, error);
      status = 1;
    }
  else
    {
      struct esc_report report;
      if (print)
	esc_graph_write (stdout, unit);
      esc_report_init (&report, unit);
      esc_run (unit, options, &report);
      print_report (unit, &report, options->remarks > 1);
      if (stats)
	printf ("functions %u, capped %u, confirmed %u, sites %u, stackable "
		"%u\n", report.nfunctions, report.ncapped, report.nconfirmed,
		report.nsites, report.nstackable);
      esc_report_free (&report);
    }
  if (unit)
    esc_unit_free (unit);
  esc_arena_free (&arena);
  return status;
}

int
main (int argc, char **argv)
{
  struct esc_options options;
  bool print = false, stats = false;
  int status = 0, i;
  esc_options_init (&options);
  for (i = 1; i < argc && argv[i][0] == '-' && argv[i][1]; i++)
    if (strcmp (argv[i], "-m") == 0)
      options.remarks = 1;
    else if (strcmp (argv[i], "-2") == 0)
      options.remarks = 2;
    else if (strcmp (argv[i], "--maybe") == 0)
      options.maybe = true;
    else if (strcmp (argv[i], "--hoist") == 0)
      options.hoist = true;
    else if (strcmp (argv[i], "--print") == 0)
      print = true;
    else if (strcmp (argv[i], "--stats") == 0)
      stats = true;
    else if (strcmp (argv[i], "--stack-limit") == 0 && i + 1 < argc)
      options.limits.object = strtoull (argv[++i], NULL, 10);
    else if (strcmp (argv[i], "--frame-limit") == 0 && i + 1 < argc)
      options.limits.frame = strtoull (argv[++i], NULL, 10);
    else
      break;
  if (i >= argc || (argv[i][0] == '-' && argv[i][1]))
    {
      fputs (usage, stderr);
      return 2;
    }
  for (; i < argc; i++)
    {
      int one = run_file (argv[i], &options, print, stats);
      if (one > status)
	status = one;
    }
  return status;
}
