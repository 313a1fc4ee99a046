/* fuzz-section.c - records of any content: read, joined, solved, as escape-report
   does it.

   Input:   a byte of options; then raw records (raw.h), units of one program.
   Output:  see fuzz.h.
   Not handled: heads and checksums (fuzz-file.c).  */

#include "testsuite/fuzz/fuzz.h"
#include "testsuite/fuzz/raw.h"

#include "passes/join.h"
#include "passes/judge.h"
#include "passes/run.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_RECORDS = 4 };

static void
solve (struct esc_join *join, uint8_t how)
{
  struct esc_options options;
  struct esc_report report;
  esc_options_init (&options);
  options.promote = &options.limits;
  options.remarks = how & 3;
  options.maybe = how & 4;
  options.hoist = how & 8;
  esc_report_init (&report, join->unit);
  esc_run (join->unit, &options, &report);
  esc_report_free (&report);
}

int
LLVMFuzzerTestOneInput (const uint8_t *p, size_t n)
{
  if (!n)
    return 0;
  uint8_t how = *p++;
  n--;
  struct esc_join *join = esc_join_new ();
  uint8_t *records[MAX_RECORDS];
  unsigned nrecords = 0;
  struct raw_record raw;
  while (nrecords < MAX_RECORDS && raw_take (&raw, &p, &n))
    {
      size_t size, got;
      uint8_t *record = records[nrecords++] = raw_pack (&raw, &size);
      struct esc_section *x
	= esc_section_read (&join->arena, record, size, &got);
      if (!x->error)
	esc_join_add (join, x);
    }
  esc_join_finish (join, how & 16);
  if (join->unit)
    solve (join, how);
  esc_join_free (join);
  while (nrecords)
    free (records[--nrecords]);
  return 0;
}

#ifdef ESC_FUZZING

static uint32_t
draw (uint64_t *state, uint32_t n)
{
  *state = esc_hash_int (*state);
  return (uint32_t) (*state >> 20) % n;
}

/* Change some numbers of the N bytes at P for others as long, so that what
   follows them means the same as before.  */
static void
change_numbers (uint8_t *p, uint32_t n, uint64_t *state)
{
  for (uint32_t i = 1 + draw (state, 3); i--; )
    {
      uint8_t *b = &p[draw (state, n)], more = *b & 0x80;
      uint8_t to[] = { (uint8_t) (*b + 1), (uint8_t) (*b - 1),
		       (uint8_t) (*b + 4), (uint8_t) (*b - 4),
		       (uint8_t) (*b ^ 1 << draw (state, 7)), 0, 1,
		       p[draw (state, n)], (uint8_t) draw (state, 128) };
      *b = (uint8_t) (to[draw (state, sizeof to)] & 0x7f) | more;
    }
}

/* Change one stream of one record, so that the others stay in step; or more
   records, or fewer.  */
size_t
LLVMFuzzerCustomMutator (uint8_t *p, size_t n, size_t most, unsigned seed)
{
  struct raw_record raw[MAX_RECORDS];
  unsigned nrecords = 0;
  uint64_t state = seed;
  if (n < 2 || draw (&state, 32) == 0)
    return LLVMFuzzerMutate (p, n, most);
  uint8_t *copy = malloc (n), *part = malloc (most);
  memcpy (copy, p, n);
  const uint8_t *at = copy + 1;
  size_t left = n - 1;
  while (nrecords < MAX_RECORDS && raw_take (&raw[nrecords], &at, &left))
    nrecords++;
  if (nrecords)
    {
      struct raw_record *r = &raw[draw (&state, nrecords)];
      unsigned which = draw (&state, ESC_S_COUNT);
      for (unsigned i = 0; i < 8 && !r->s[which].n; i++)
	which = draw (&state, ESC_S_COUNT);
      uint32_t len = r->s[which].n;
      size_t room = len + 64u < most ? len + 64u : most;
      if (len)
	memcpy (part, r->s[which].p, len);
      if (len && draw (&state, 4))
	change_numbers (part, len, &state);
      else
	r->s[which].n = (uint32_t) LLVMFuzzerMutate (part, len, room);
      r->s[which].p = part;
      if (nrecords < MAX_RECORDS && draw (&state, 64) == 0)
	raw[nrecords++] = *r;
      n = 1;
      for (unsigned i = 0; i < nrecords; i++)
	n += raw_put (&raw[i], p + n, most - n);
    }
  else
    n = LLVMFuzzerMutate (p, n, most);
  free (part);
  free (copy);
  return n;
}
#endif
