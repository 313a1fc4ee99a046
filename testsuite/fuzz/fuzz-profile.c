/* fuzz-profile.c - profiles of any content.

   Input:   a file as for --profile.
   Output:  see fuzz.h.
   Not handled: what is shown of the counts.  */

#include "testsuite/fuzz/fuzz.h"

#include "passes/tools/profile.h"

int
LLVMFuzzerTestOneInput (const uint8_t *p, size_t n)
{
  /* Places as profiles name them.  */
  struct rep_site sites[] = {
    { .function = "make", .pos = { "src/a.c", 10, 3 }, .allocator = "malloc" },
    { .function = "make", .pos = { "src/a.c", 12, 3 }, .allocator = "malloc" },
    { .function = "main", .pos = { "b.c", 7, 0 }, .allocator = "xmalloc" }
  };
  struct rep_unit unit = { .source = "src/a.c", .object = "a.o" };
  struct rep_results r = { .sites = sites, .nunits = 1, .units = &unit,
			   .nsites = sizeof sites / sizeof *sites };
  rep_profile_read (&r, "profile", (const char *) p, n);
  esc_arena_free (&r.arena);
  return 0;
}
