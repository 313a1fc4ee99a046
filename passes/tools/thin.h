/* thin.h - what a thin archive names.

   Owns:    nothing.
   Input:   the bytes of an archive that `ar T' made; libelf does not read them.
   Output:  names of files.
   Not handled: reading those; other archives (libelf).  */

#ifndef REP_THIN_H
#define REP_THIN_H

#include "passes/mem.h"

#include <stdbool.h>

/* Whether the N bytes at P begin as a thin archive.  */
bool rep_is_thin (const char *p, size_t n);

/* The *COUNT members of the thin archive NAME, whose N bytes are at P, as names
   that can be opened from here, in ARENA.  *WHY: NULL, or what is wrong with the
   archive; the members before that are there.  */
const char **rep_thin_members (struct esc_arena *arena, const char *name,
			       const char *p, size_t n, uint32_t *count,
			       const char **why);

#endif
