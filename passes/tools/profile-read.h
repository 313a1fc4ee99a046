/* profile-read.h - what the readers of profiles share.

   Owns:    pieces of text, the stack of one allocation, the counts of a file
	    until it is known to be whole.
   Input:   the file's bytes.  Output: rep_results, by rep_prof_commit.
   Not handled: which format a file has (profile.c).  Nobody else includes this.

   Everything a reader sees may be a lie: numbers are checked where they are
   read, indices before they are used, and nothing is allocated by a size that
   the file names.  */

#ifndef ESC_PROFILE_READ_H
#define ESC_PROFILE_READ_H

#include "passes/tools/profile.h"

/* N bytes of the file; no NUL at the end.  N 0: none.  */
struct rep_str
{
  const char *s;
  size_t n;
};

/* One frame of a stack.  What is not known is empty or 0.  */
struct rep_frame
{
  struct rep_str function, file, lib;
  uint32_t line;
};

enum { REP_MAX_FRAMES = 128 };	/* of a stack; the outer ones are left out */

/* Bytes of a name or a frame.  A longer one counts as not known: a table may
   have it once, and refer to it millions of times.  */
enum { REP_MAX_NAME = 8192 };

/* A stack, innermost frame first.  */
struct rep_stack
{
  struct rep_frame frames[REP_MAX_FRAMES];
  uint32_t n;
};

/* A profile that is being read.  */
struct rep_prof
{
  struct rep_results *r;
  const char *name;		/* of the file, for errors */
  struct rep_str text;		/* all of it */
  struct esc_arena arena;	/* of what follows */
  struct rep_join *join;	/* profile-join.c */
  uint64_t total_calls, total_bytes;
  bool failed;			/* the error line was printed */
};

/* --- profile-text.c ------------------------------------------------------ */

/* The next line of *REST without its end, into *LINE; false at the end.  */
bool rep_str_line (struct rep_str *rest, struct rep_str *line);

bool rep_str_starts (struct rep_str s, const char *prefix);
bool rep_str_equal (struct rep_str a, struct rep_str b);
struct rep_str rep_str_trim (struct rep_str s); /* without spaces at both ends */
struct rep_str rep_str_skip (struct rep_str s, size_t n);
struct rep_str rep_str_of (const char *s);

/* A number in BASE (10 or 16) at the start of *S, which then starts behind it.
   False: no digit, or more than 64 bits; *S is as it was.  */
bool rep_str_number (struct rep_str *s, unsigned base, uint64_t *value);

/* FILE:LINE or FILE:LINE:COLUMN, into FRAME; just a file if there is no
   number.  */
void rep_frame_place (struct rep_str s, struct rep_frame *frame);

/* valgrind's "0x1234: function (file.c:12)" or "... (in /lib/x.so)".  */
void rep_frame_valgrind (struct rep_str s, struct rep_frame *frame);

/* A copy of S for a person, at most 200 bytes; what controls a terminal, and
   what is not UTF-8, is '?'.  */
char *rep_str_clean (struct esc_arena *arena, struct rep_str s);

/* A + B, or UINT64_MAX.  */
uint64_t rep_sum (uint64_t a, uint64_t b);

/* Print "escape-report: NAME: TEXT" unless there was an error; false.  */
bool rep_prof_fail (struct rep_prof *p, const char *format, ...)
  __attribute__ ((format (printf, 2, 3)));

/* --- profile-join.c ------------------------------------------------------ */

/* Prepare the join of P->r's sites.  */
void rep_prof_begin (struct rep_prof *p);

/* Add CALLS and BYTES to the site of STACK, or to what met none.  */
void rep_prof_add (struct rep_prof *p, const struct rep_stack *stack,
		   uint64_t calls, uint64_t bytes);

/* The same, with no stack: LABEL says what it is.  */
void rep_prof_add_label (struct rep_prof *p, const char *label, uint64_t calls,
			 uint64_t bytes);

/* Put what was added into P->r.  */
void rep_prof_commit (struct rep_prof *p);

/* --- The readers: true, or false after rep_prof_fail --------------------- */

bool rep_read_dhat (struct rep_prof *p);
bool rep_read_massif (struct rep_prof *p);
bool rep_read_heaptrack (struct rep_prof *p);	    /* the data, decompressed */
bool rep_read_heaptrack_text (struct rep_prof *p);  /* heaptrack_print */
bool rep_read_flamegraph (struct rep_prof *p);	    /* heaptrack_print -F */
bool rep_read_counts (struct rep_prof *p);	    /* escape-counts 1 */

#endif
