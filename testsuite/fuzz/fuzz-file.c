/* fuzz-file.c - files of any content: archives, ELF, records with their heads.

   Input:   a file as on the command line of escape-report.
   Output:  see fuzz.h.
   Not handled: what the records say (fuzz-section.c).  */

#include "testsuite/fuzz/fuzz.h"

#include "passes/section.h"
#include "passes/tools/input.h"
#include "passes/tools/thin.h"

#include <string.h>

/* Read the records of PIECE as load.c does, but for what they mean.  */
static void
read_records (const struct rep_piece *piece)
{
  struct esc_arena arena = { 0 };
  const uint8_t *p = piece->p;
  for (size_t left = piece->n, size; left; p += size, left -= size)
    if (!*p)
      size = 1;
    else
      {
	esc_section_read (&arena, p, left, &size);
	if (!size)
	  break;
      }
  esc_arena_free (&arena);
}

int
LLVMFuzzerTestOneInput (const uint8_t *p, size_t n)
{
  struct rep_results r = { .arena = { 0 } };
  struct rep_options options = { .params = false };
  struct rep_filler filler = { .r = &r, .o = &options };
  struct rep_inputs in = { .npieces = 0 };
  char *copy = esc_alloc (&in.arena, n + 1);
  if (n)
    memcpy (copy, p, n);
  rep_open_memory (&in, &filler, "input", copy, n);
  uint32_t nmembers;
  const char *why;
  if (rep_is_thin (copy, n))
    rep_thin_members (&in.arena, "input", copy, n, &nmembers, &why);
  for (uint32_t i = 0; i < in.npieces; i++)
    if (!in.pieces[i].text)
      read_records (&in.pieces[i]);
  rep_close_inputs (&in);
  esc_arena_free (&r.arena);
  return 0;
}
