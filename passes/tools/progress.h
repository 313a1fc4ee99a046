/* progress.h - how far the work is, for somebody who waits.

   Owns:    one line on stderr.
   Input:   calls from wherever work is done.
   Output:  a bar, on a terminal, once the work has taken a second; nothing of it
	    stays.
   Not handled: several bars; threads.  */

#ifndef ESC_PROGRESS_H
#define ESC_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

enum rep_progress_mode
{
  REP_PROGRESS_AUTO,		/* if stderr is a terminal */
  REP_PROGRESS_ALWAYS,
  REP_PROGRESS_NEVER
};

/* The clock starts here.  Without this call there is no bar.  */
void rep_progress_begin (enum rep_progress_mode mode);

/* DONE of TOTAL (0: not known) pieces of WHAT are done.  Cheap: may be called
   for each piece.  */
void rep_progress (const char *what, uint64_t done, uint64_t total);

/* Take the bar off the screen; the next rep_progress shows it again.  Whoever
   prints calls it first.  */
void rep_progress_hide (void);

/* No more bar.  */
void rep_progress_end (void);

#endif
