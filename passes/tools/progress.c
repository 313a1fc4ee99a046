/* progress.c - how far the work is, for somebody who waits.  See
   progress.h.  */

#define _POSIX_C_SOURCE 200809L

#include "passes/tools/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Milliseconds.  */
enum { PATIENCE = 1000, BETWEEN = 100 };

enum { WIDTH = 30 };

/* One process, one screen.  */
static struct
{
  bool on, shown;
  uint64_t begun, drawn;	/* milliseconds */
} bar;

static uint64_t
now (void)
{
  struct timespec t;
  if (clock_gettime (CLOCK_MONOTONIC, &t))
    return 0;
  return (uint64_t) t.tv_sec * 1000 + (uint64_t) t.tv_nsec / 1000000;
}

void
rep_progress_begin (enum rep_progress_mode mode)
{
  const char *term = getenv ("TERM");
  bar.on = mode == REP_PROGRESS_ALWAYS
	   || (mode == REP_PROGRESS_AUTO && isatty (STDERR_FILENO) && term
	       && strcmp (term, "dumb"));
  bar.shown = false;
  bar.begun = bar.drawn = bar.on ? now () : 0;
}

static void
draw (const char *what, uint64_t done, uint64_t total)
{
  char cells[WIDTH + 1];
  if (done > total)
    done = total;
  unsigned full = total ? (unsigned) ((double) done / (double) total * WIDTH)
			: 0;
  memset (cells, '.', WIDTH);
  memset (cells, '#', full);
  cells[WIDTH] = '\0';
  if (total)
    fprintf (stderr, "\r\033[K%-12.40s [%s] %3u%%", what, cells,
	     (unsigned) ((double) done / (double) total * 100));
  else
    fprintf (stderr, "\r\033[K%.40s ...", what);
  fflush (stderr);
  bar.shown = true;
}

void
rep_progress (const char *what, uint64_t done, uint64_t total)
{
  if (!bar.on)
    return;
  uint64_t t = now ();
  if (t - bar.begun < PATIENCE || t - bar.drawn < BETWEEN)
    return;
  bar.drawn = t;
  draw (what, done, total);
}

void
rep_progress_hide (void)
{
  if (!bar.shown)
    return;
  fputs ("\r\033[K", stderr);
  fflush (stderr);
  bar.shown = false;
}

void
rep_progress_end (void)
{
  rep_progress_hide ();
  bar.on = false;
}
