/* generate.c - write a made-up program as records, as its compilation would.

   Input:   how many functions and units, and a seed, which decide everything.
   Output:  DIR/PART/unit_N.escape, a record (docs/section.md) a unit.
   Not handled: what the functions are (generate-unit.c).

   Not installed: for tests and benchmarks.  Exit status: 0; 2 for wrong usage or
   a file that cannot be written.  */

#define _XOPEN_SOURCE 700

#include "testsuite/bench/generate.h"

#include "passes/check.h"
#include "passes/run.h"
#include "passes/section.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] =
  "usage: generate [-n FUNCTIONS] [-u UNITS] [-p PARTS] [-s SEED] DIR\n"
  "Writes a made-up program, one record a unit, in PARTS folders of DIR.\n";

enum { FUNCTIONS_A_UNIT = 50, MAX_FUNCTIONS = 100000000 };

static bool
write_record (const char *name, const uint8_t *p, size_t n)
{
  FILE *file = fopen (name, "wb");
  bool good = file && fwrite (p, 1, n, file) == n;
  if (file && fclose (file) != 0)
    good = false;
  if (!good)
    fprintf (stderr, "generate: cannot write '%s': %s\n", name,
	     strerror (errno));
  return good;
}

/* Make unit NUMBER, analyse it alone as the plugin does, and write its
   record.  */
static bool
write_unit (const struct gen_program *program, uint32_t number,
	    const char *folder)
{
  struct esc_unit *unit = gen_unit (program, number);
  struct esc_arena arena = { 0 };
  struct esc_options options;
  struct esc_report report;
  size_t size;
  esc_check_fail (unit, esc_check_unit (unit));
  esc_options_init (&options);
  options.promote = &options.limits;
  options.hoist = true;
  esc_report_init (&report, unit);
  esc_run (unit, &options, &report);
  uint8_t *record = esc_section_write (unit, &report, NULL, 0, &arena, &size);
  const char *name = esc_printf (&arena, "%s/unit_%06u.escape", folder, number);
  bool good = record && write_record (name, record, size);
  esc_report_free (&report);
  esc_arena_free (&arena);
  esc_unit_free (unit);
  return good;
}

static bool
make_folder (const char *name)
{
  if (mkdir (name, 0777) == 0 || errno == EEXIST)
    return true;
  fprintf (stderr, "generate: cannot make the folder '%s': %s\n", name,
	   strerror (errno));
  return false;
}

static bool
write_program (const struct gen_program *program, uint32_t nparts,
	       const char *dir)
{
  char folder[4096];
  if (!make_folder (dir))
    return false;
  for (uint32_t i = 0, part = UINT32_MAX; i < program->nunits; i++)
    {
      uint32_t now = (uint32_t) ((uint64_t) i * nparts / program->nunits);
      if (now != part)
	{
	  int len = snprintf (folder, sizeof folder, "%s/part_%02u", dir, now);
	  if (len >= (int) sizeof folder || !make_folder (folder))
	    return false;
	}
      part = now;
      if (!write_unit (program, i, folder))
	return false;
    }
  return true;
}

/* A number from 1 to MOST, or 0.  */
static uint32_t
number (const char *text, unsigned long most)
{
  char *end;
  errno = 0;
  unsigned long n = strtoul (text, &end, 10);
  return errno || *end || n > most ? 0 : (uint32_t) n;
}

int
main (int argc, char **argv)
{
  struct gen_program program = { 1, 1000, 0 };
  uint32_t nparts = 1;
  int c;
  bool good = true;
  while ((c = getopt (argc, argv, "n:u:p:s:")) != -1)
    if (c == 'n')
      good &= (program.nfns = number (optarg, MAX_FUNCTIONS)) != 0;
    else if (c == 'u')
      good &= (program.nunits = number (optarg, MAX_FUNCTIONS)) != 0;
    else if (c == 'p')
      good &= (nparts = number (optarg, 99)) != 0;
    else if (c == 's')
      program.seed = strtoull (optarg, NULL, 10);
    else
      good = false;
  if (!program.nunits)
    program.nunits = 1 + (program.nfns - 1) / FUNCTIONS_A_UNIT;
  if (!good || optind + 1 != argc || program.nunits > program.nfns)
    {
      fputs (usage, stderr);
      return 2;
    }
  return write_program (&program, nparts, argv[optind]) ? 0 : 2;
}
