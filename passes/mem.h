/* mem.h - arenas, growable arrays and interned strings for the analysis.

   Owns:    every byte that passes/ allocates.  One arena per lifetime (unit,
            one function's solve), freed at one place; nothing inside an arena
            is freed by itself.
   Input:   sizes.  Output: zeroed memory; running out of memory ends the
            process with one line, as it does in GCC itself.
   Not handled: threads (cc1 has one), objects larger than SIZE_MAX / 2.

   Nothing here is inline: GCC's headers poison malloc.  */

#ifndef ESC_MEM_H
#define ESC_MEM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct esc_chunk;

/* A bump allocator.  All zero is a valid empty arena.  */
struct esc_arena
{
  struct esc_chunk *chunks;	/* newest first */
  char *next, *end;		/* free room in the newest chunk */
  size_t total;			/* bytes asked from malloc, for statistics */
};

/* SIZE zeroed bytes, aligned for any type, valid until the arena is freed.  */
void *esc_alloc (struct esc_arena *arena, size_t size);

/* A copy of the string S (LEN bytes, a NUL is added).  */
char *esc_strndup (struct esc_arena *arena, const char *s, size_t len);
char *esc_strdup (struct esc_arena *arena, const char *s);

/* A formatted string.  */
char *esc_printf (struct esc_arena *arena, const char *format, ...)
  __attribute__ ((format (printf, 2, 3)));

/* Free all of ARENA; it is empty and usable afterwards.  The second keeps a chunk
   for what comes next: for arenas that live shortly, one after the other.  */
void esc_arena_free (struct esc_arena *arena);
void esc_arena_reset (struct esc_arena *arena);

/* Room for one more element of SIZE bytes in an array that lives in ARENA:
   ITEMS holds N elements and has room for *CAP.  Returns the array, moved and
   doubled when it was full; what is past element N of a new copy is not cleared.
   The old copy stays in the arena, so the total is at most twice the final
   size.  */
void *esc_grow (struct esc_arena *arena, void *items, uint32_t n,
		uint32_t *cap, size_t size);

/* Append ITEM to the array ITEMS[N], capacity CAP, in ARENA.  */
#define ESC_PUSH(arena, items, n, cap, item)				\
  do									\
    {									\
      if ((n) == (cap))							\
	(items) = (__typeof__ (items)) esc_grow ((arena), (items), (n),	\
						 &(cap), sizeof *(items)); \
      (items)[(n)++] = (item);						\
    }									\
  while (0)

/* A map from 64-bit keys (not 0) to 32-bit values (0: absent).  */
struct esc_map
{
  uint64_t *keys;
  uint32_t *vals;
  uint32_t n, cap;		/* entries; slots, a power of two */
};

uint32_t esc_map_get (const struct esc_map *map, uint64_t key);
void esc_map_put (struct esc_arena *arena, struct esc_map *map, uint64_t key,
		  uint32_t val);

/* A well-mixed hash of the NUL-terminated S or of an integer; never 0.  */
uint64_t esc_hash_str (const char *s);
uint64_t esc_hash_int (uint64_t x);

#ifdef __cplusplus
}
#endif

#endif
