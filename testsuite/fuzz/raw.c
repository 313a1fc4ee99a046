/* raw.c - see raw.h.  The record is not really packed: deflate can store.  */

#include "testsuite/fuzz/raw.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum
{
  HEAD = 24, VERSION = 1,
  LENGTHS = 4 * ESC_S_COUNT,
  STORED = 65535,		/* bytes of a stored block of deflate */
  MOST = 1 << 24		/* bytes of one raw record */
};

static void
put32 (uint8_t *p, uint32_t v)
{
  for (unsigned i = 0; i < 4; i++)
    p[i] = (uint8_t) (v >> 8 * i);
}

static uint32_t
get32 (const uint8_t *p)
{
  return p[0] | (uint32_t) p[1] << 8 | (uint32_t) p[2] << 16
	 | (uint32_t) p[3] << 24;
}

bool
raw_take (struct raw_record *raw, const uint8_t **p, size_t *n)
{
  if (*n < LENGTHS || *n > MOST)
    return false;
  const uint8_t *lengths = *p, *at = lengths + LENGTHS;
  size_t left = *n - LENGTHS;
  for (unsigned i = 0; i < ESC_S_COUNT; i++)
    {
      uint32_t len = get32 (lengths + 4 * i);
      raw->s[i].p = at;
      raw->s[i].n = len < left ? len : (uint32_t) left;
      at += raw->s[i].n;
      left -= raw->s[i].n;
    }
  *p = at;
  *n = left;
  return true;
}

size_t
raw_put (const struct raw_record *raw, uint8_t *to, size_t most)
{
  if (most < LENGTHS)
    return 0;
  size_t at = LENGTHS;
  for (unsigned i = 0; i < ESC_S_COUNT; i++)
    {
      uint32_t len = raw->s[i].n < most - at ? raw->s[i].n
		     : (uint32_t) (most - at);
      put32 (to + 4 * i, len);
      if (len)
	memmove (to + at, raw->s[i].p, len);
      at += len;
    }
  return at;
}

uint8_t *
raw_pack (const struct raw_record *raw, size_t *size)
{
  size_t n = LENGTHS;
  for (unsigned i = 0; i < ESC_S_COUNT; i++)
    n += raw->s[i].n;
  size_t blocks = 1 + n / STORED, total = HEAD + n + 5 * blocks;
  uint8_t *all = malloc (n), *record = malloc (total), *to = record + HEAD;
  if (!all || !record)
    abort ();
  raw_put (raw, all, n);
  for (size_t at = 0, left = n; blocks--; at += STORED, left -= STORED)
    {
      uint16_t len = (uint16_t) (left < STORED ? left : STORED);
      *to++ = !blocks;
      *to++ = (uint8_t) len;
      *to++ = (uint8_t) (len >> 8);
      *to++ = (uint8_t) ~len;
      *to++ = (uint8_t) (~len >> 8);
      memcpy (to, all + at, len);
      to += len;
      if (left < STORED)
	break;
    }
  free (all);
  *size = (size_t) (to - record);
  memcpy (record, "ESC\032", 4);
  put32 (record + 4, VERSION);
  put32 (record + 8, (uint32_t) *size);
  put32 (record + 12, (uint32_t) n);
  put32 (record + 16, (uint32_t) crc32 (0, record + HEAD,
					(uInt) (*size - HEAD)));
  put32 (record + 20, 0);
  return record;
}
