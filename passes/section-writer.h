/* section-writer.h - a section while it is written.

   Owns:    what section-write.c and section-choose.c share; everybody else
            includes section.h.
   Not handled: the form of the parts (section.h).  */

#ifndef ESC_SECTION_WRITER_H
#define ESC_SECTION_WRITER_H

#include "section.h"

#ifdef __cplusplus
extern "C" {
#endif

struct step;

struct writer
{
  struct esc_section *x;
  struct esc_unit *unit;
  struct esc_arena *arena;
  bool *open;			/* by function: something hangs on another unit */
  uint8_t *told;		/* by function: enum esc_told */
  struct step *steps;		/* section-choose.c: what may be told next */
  uint32_t nsteps, steps_cap;
  uint64_t *paid, used;		/* bytes: by function; in all */
};

/* section-write.c: start to write X in ARENA, with its tables empty; write what
   X's function N tells: whether there is a stake in its flows.  */
void esc_section_begin (struct esc_section *x, struct esc_arena *arena);
bool esc_section_tell (struct writer *w, struct esc_section *x, uint32_t n);

/* Whether FN keeps something, and a constant may decide whether it does.  */
bool esc_section_modes (const struct esc_fn *fn);

/* section-choose.c: choose how each function is told, in ROOM bytes; 0: any.  */
void esc_section_choose (struct writer *w, uint64_t room);

#ifdef __cplusplus
}
#endif

#endif
