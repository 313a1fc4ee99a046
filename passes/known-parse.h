/* known-parse.h - the little language of known.def.  See known-parse.c; included
   by that and known.c only.  */

#ifndef ESC_KNOWN_PARSE_H
#define ESC_KNOWN_PARSE_H

#include "summary.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Parse TEXT, the effects of the function BY.  *ERROR: what is wrong, or NULL.  */
struct esc_summary *esc_known_parse (struct esc_arena *arena, const char *by,
				     const char *text, const char **error);

/* The name at the start of the line *TEXT, which becomes the rest of it.  */
const char *esc_known_name (struct esc_arena *arena, const char **text,
			    const char **error);

#ifdef __cplusplus
}
#endif

#endif
