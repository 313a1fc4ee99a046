/* join.h - the units of a program as one.

   Owns:    which definition of a name counts, as a linker decides it.
   Input:   sections (section.h), in the order of the command line.
   Output:  a unit that the analysis runs on as on any other; for each function
            where it came from.
   Not handled: where sections come from; the analysis.

   A static function or variable is its unit's own.  Others are joined by their
   symbol: a strong definition counts before a weak one, of weak ones the first.
   Where two strong ones meet, as in two programs that were given at once, nobody
   knows which one a call means: it stays unknown.  */

#ifndef ESC_JOIN_H
#define ESC_JOIN_H

#include "section.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where a function of the joined unit came from.  */
struct esc_origin
{
  uint32_t section;		/* index in the join's sections; of a definition */
  struct esc_section_fn *told;	/* NULL: nobody defines it */
};

struct esc_join
{
  struct esc_arena arena;
  struct esc_unit *unit;
  uint32_t nsections, sections_cap;
  struct esc_section **sections;
  uint32_t norigins, origins_cap;
  struct esc_origin *origins;	/* by function of the unit */
  uint32_t nambiguous;		/* symbols with two strong definitions */
  /* Private.  */
  bool aliases;			/* there are some */
  uint32_t nsymbols, symbols_cap;
  struct esc_symbol *symbols;
  struct esc_map symbol_of, variable_of;
  uint32_t nfiles, files_cap, last_file;
  const char **files;
  struct esc_map file_of;
};

/* An empty join.  Freed by esc_join_free.  */
struct esc_join *esc_join_new (void);
void esc_join_free (struct esc_join *join);

/* Add SECTION, which was read without an error and must stay.  Returns NULL, or
   why it cannot be added.  */
const char *esc_join_add (struct esc_join *join, struct esc_section *section);

/* Read all bodies: afterwards the unit is complete.  A section that turns out to
   be damaged has its `error' set, and lacks what follows the damage.  With LATER
   bodies are only in memory while they are needed (graph.h, esc_body_need).  */
void esc_join_finish (struct esc_join *join, bool later);

#ifdef __cplusplus
}
#endif

#endif
