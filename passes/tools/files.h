/* files.h - files and their names, and text that is safe to show.

   Owns:    reading a file whole, writing one, errors of the tool; names made
	    relative; characters that no output may see.
   Input:   names and strings of anybody: of the command line, of object files.
   Output:  strings in an arena.
   Not handled: what is in the files.  */

#ifndef ESC_FILES_H
#define ESC_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "passes/mem.h"

/* One line on stderr, "escape-report: ...", without a newline in FORMAT.  */
void rep_error (const char *format, ...) __attribute__ ((format (printf, 1, 2)));

/* The text of the file NAME ("-": standard input) and a NUL, in ARENA, *LEN
   bytes long.  NULL: it cannot be read, or is larger than LIMIT bytes; *WHY
   says so.  */
char *rep_read_file (struct esc_arena *arena, const char *name, size_t limit,
		     size_t *len, const char **why);

/* Open NAME for writing (NULL or "-": standard output).  NULL: one line on
   stderr.  */
FILE *rep_create (const char *name);

/* Close FILE, that rep_create (NAME) opened.  False: something could not be
   written; one line on stderr.  */
bool rep_close (FILE *file, const char *name);

/* S as text that may go anywhere: valid UTF-8 without control characters, which
   become U+FFFD or, if SPACES, a space; tabs and newlines too.  S itself if there
   is nothing to change, else a copy in ARENA.  NULL becomes "".  */
const char *rep_clean (struct esc_arena *arena, const char *s, bool spaces);

/* The name NAME without "." and "x/.." parts, and relative to the folder ROOT
   (absolute) if it lies there.  */
const char *rep_relative (struct esc_arena *arena, const char *root,
			  const char *name);

/* A name for a file about NAME that no other name gets: letters, digits, `-',
   `_' and dots of the last part of NAME, and a hash of all of it.  */
const char *rep_safe_name (struct esc_arena *arena, const char *name);

#endif
