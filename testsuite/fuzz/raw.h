/* raw.h - records as a fuzzer can change them: not packed, without a checksum.

   Owns:    the RAW form of a record: the lengths of its streams, 4 bytes each,
            lowest first, then the streams (docs/section.md: what is in the packed
            part).  A length that is too large is taken for what is left.
   Input:   bytes in that form.  Output: a record with a true head.
   Not handled: what the streams say.  */

#ifndef ESC_FUZZ_RAW_H
#define ESC_FUZZ_RAW_H

#include "passes/codec.h"

struct raw_record
{
  struct { const uint8_t *p; uint32_t n; } s[ESC_S_COUNT];
};

/* Take the first record off the *N bytes at *P; false: they are too few.  */
bool raw_take (struct raw_record *raw, const uint8_t **p, size_t *n);

/* The raw form of RAW at TO, which has room for MOST bytes; what has no room is
   cut off.  Returns the bytes.  */
size_t raw_put (const struct raw_record *raw, uint8_t *to, size_t most);

/* The record that RAW is, *SIZE bytes from malloc.  */
uint8_t *raw_pack (const struct raw_record *raw, size_t *size);

#endif
