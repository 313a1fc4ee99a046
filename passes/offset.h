/* offset.h - where in an object: arithmetic on struct esc_off.

   Owns:    residue classes of offsets: off + i * stride.  Values only.  */

#ifndef ESC_OFFSET_H
#define ESC_OFFSET_H

#include "graph.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether accesses of ALEN bytes at A and BLEN bytes at B of one object may
   meet; a length of 0 is "to the end".  */
bool esc_off_meet_any (const struct esc_off *a, uint64_t alen,
		       const struct esc_off *b, uint64_t blen);

/* The same: most are plain.  */
static inline bool
esc_off_meet (const struct esc_off *a, uint64_t alen, const struct esc_off *b,
	      uint64_t blen)
{
  if (a->stride || b->stride || !alen || !blen || a->off < 0 || b->off < 0)
    return esc_off_meet_any (a, alen, b, blen);
  return a->off < b->off ? (uint64_t) (b->off - a->off) < alen
			 : (uint64_t) (a->off - b->off) < blen;
}

/* Where a pointer at A points after B is added, in an object of SIZE (-1: not
   known).  */
struct esc_off esc_off_add (struct esc_off a, struct esc_off b, int64_t size);

/* Whether A and B are the same places.  */
static inline bool
esc_off_equal (const struct esc_off *a, const struct esc_off *b)
{
  return a->off == b->off && a->stride == b->stride && a->count == b->count;
}

/* A with its offset reduced modulo its stride where it has no bounds.  */
static inline struct esc_off
esc_off_normal (struct esc_off a)
{
  if (a.stride && !a.count)
    {
      a.off %= (int64_t) a.stride;
      if (a.off < 0)
	a.off += a.stride;
    }
  return a;
}

uint64_t esc_gcd (uint64_t a, uint64_t b);
uint64_t esc_absdiff (int64_t a, int64_t b);

#ifdef __cplusplus
}
#endif

#endif
