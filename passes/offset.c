/* offset.c - arithmetic on offsets with strides.  See offset.h.  */

#include "offset.h"

#include "summary.h"

uint64_t
esc_gcd (uint64_t a, uint64_t b)
{
  while (b)
    {
      uint64_t r = a % b;
      a = b;
      b = r;
    }
  return a;
}

uint64_t
esc_absdiff (int64_t a, int64_t b)
{
  return a > b ? (uint64_t) a - (uint64_t) b : (uint64_t) b - (uint64_t) a;
}

struct esc_off
esc_off_add (struct esc_off a, struct esc_off b, int64_t size)
{
  struct esc_off r = a;
  if (__builtin_add_overflow (a.off, b.off, &r.off))
    return (struct esc_off) { 0, 1, 0 };
  if (!b.stride)
    ;
  else if (!a.stride)
    {
      r.stride = b.stride;
      r.count = b.count;
    }
  else
    {
      r.stride = (uint32_t) esc_gcd (a.stride, b.stride);
      r.count = 0;
    }
  /* In an object of one pointer there is one place.  */
  if (size >= 0 && size <= 8 && r.stride && r.stride > size)
    r.stride = r.count = 0;
  return esc_off_normal (r);
}

/* First byte past A for accesses of LEN bytes; INT64_MAX: open.  */
static int64_t
end_of (const struct esc_off *a, uint64_t len)
{
  if ((a->stride && !a->count) || !len || len > INT32_MAX)
    return INT64_MAX;
  uint64_t span = a->stride ? (uint64_t) a->stride * (a->count - 1) : 0;
  return a->off > INT32_MAX || span > INT32_MAX
    ? INT64_MAX : a->off + (int64_t) (span + len);
}

bool
esc_off_meet_any (const struct esc_off *a, uint64_t alen,
		  const struct esc_off *b, uint64_t blen)
{
  bool akeep = a->off == ESC_KEEP, bkeep = b->off == ESC_KEEP;
  if (akeep || bkeep)
    return akeep && bkeep;
  bool aopen = a->stride && !a->count, bopen = b->stride && !b->count;
  if (!aopen && !bopen)
    {
      if (a->off >= end_of (b, blen) || b->off >= end_of (a, alen))
	return false;
    }
  else if (!aopen && !alen && !a->stride)
    return true;		/* from a->off to the end */
  else if (!bopen && !blen && !b->stride)
    return true;
  if (!a->stride && !b->stride)
    return true;
  if (!alen || !blen)
    return true;
  /* Do residue classes modulo the common stride come closer than a length?  */
  uint64_t g = esc_gcd (a->stride, b->stride);
  uint64_t d = (a->off >= b->off ? esc_absdiff (a->off, b->off) % g
		: (g - esc_absdiff (a->off, b->off) % g) % g);
  /* a lies d bytes after some b, and g - d before the next.  */
  return d < blen || g - d < alen;
}

