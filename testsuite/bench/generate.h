/* generate.h - a made-up program, function by function.

   Owns:    what function number I of a program is: its kind, what it calls.
   Input:   a seed, a number of functions and of units: they decide everything.
   Output:  one unit of it as an escape graph.
   Not handled: running the analysis, writing files (generate.c).

   Functions are numbered from the leaves up: most calls go to a lower number.
   A unit is a range of numbers.  Half of the calls stay in it; the others go to
   any lower number, the lowest most often, so that the number of callers of a
   function follows a power law.  Of each program one component of the calls has
   a hundredth of its functions, but at most 1,000; some have 1 to 10.  */

#ifndef ESC_GENERATE_H
#define ESC_GENERATE_H

#include "passes/graph.h"

struct gen_program
{
  uint64_t seed;
  uint32_t nfns, nunits;
};

/* Unit NUMBER, from 0, of PROGRAM; freed by esc_unit_free.  */
struct esc_unit *gen_unit (const struct gen_program *program, uint32_t number);

#endif
