/* mem.c - arenas, growable arrays, a hash map.  See mem.h for the contract.  */

#include "mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct esc_chunk
{
  struct esc_chunk *older;
  size_t size;
};

/* A power of two: most functions need one chunk.  */
#define CHUNK_SIZE ((size_t) 32 * 1024)
#define ALIGN ((size_t) 16)
#define SMALL ((size_t) 64)
#define HEAD ((sizeof (struct esc_chunk) + ALIGN - 1) / ALIGN * ALIGN)

static void
die_no_memory (void)
{
  fputs ("escape: out of memory\n", stderr);
  exit (1);
}

static void
new_chunk (struct esc_arena *arena, size_t size)
{
  /* Grow geometrically, so that a huge function needs few chunks.  */
  size_t room = arena->total > CHUNK_SIZE ? arena->total / 2 : CHUNK_SIZE;
  if (room < size)
    room = size;
  if (room > SIZE_MAX / 2)
    die_no_memory ();
  struct esc_chunk *chunk = malloc (HEAD + room);
  if (!chunk)
    die_no_memory ();
  chunk->older = arena->chunks;
  chunk->size = room;
  arena->chunks = chunk;
  arena->next = (char *) chunk + HEAD;
  arena->end = arena->next + room;
  arena->total += room;
}

static size_t
rounded (size_t size)
{
  return (size + ALIGN - 1) / ALIGN * ALIGN;
}

/* SIZE bytes with anything in them.  */
static void *
raw_alloc (struct esc_arena *arena, size_t size)
{
  if (size > SIZE_MAX / 2)
    die_no_memory ();
  size = rounded (size);
  if ((size_t) (arena->end - arena->next) < size)
    new_chunk (arena, size);
  void *p = arena->next;
  arena->next += size;
  return p;
}

void *
esc_alloc (struct esc_arena *arena, size_t size)
{
  void *all = raw_alloc (arena, size);
  if (size > SMALL)
    return memset (all, 0, size);
  /* Most pieces are so small that a call would cost more.  */
  uint64_t *p = all;
  for (size_t i = 0; i < size; i += ALIGN, p += 2)
    p[0] = p[1] = 0;
  return all;
}

char *
esc_strndup (struct esc_arena *arena, const char *s, size_t len)
{
  char *copy = raw_alloc (arena, len + 1);
  memcpy (copy, s, len);
  copy[len] = 0;
  return copy;
}

char *
esc_strdup (struct esc_arena *arena, const char *s)
{
  return esc_strndup (arena, s, strlen (s));
}

char *
esc_printf (struct esc_arena *arena, const char *format, ...)
{
  va_list ap;
  va_start (ap, format);
  char none[1];
  int len = vsnprintf (none, sizeof none, format, ap);
  va_end (ap);
  if (len < 0)
    return esc_strdup (arena, "?");
  char *s = raw_alloc (arena, (size_t) len + 1);
  va_start (ap, format);
  vsnprintf (s, (size_t) len + 1, format, ap);
  va_end (ap);
  return s;
}

void
esc_arena_free (struct esc_arena *arena)
{
  for (struct esc_chunk *c = arena->chunks, *older; c; c = older)
    {
      older = c->older;
      free (c);
    }
  memset (arena, 0, sizeof *arena);
}

void
esc_arena_reset (struct esc_arena *arena)
{
  struct esc_chunk *c = arena->chunks;
  if (!c || c->older || c->size > CHUNK_SIZE)
    {
      esc_arena_free (arena);
      return;
    }
  arena->next = (char *) c + HEAD;
}

void *
esc_grow (struct esc_arena *arena, void *items, uint32_t n, uint32_t *cap,
	  size_t size)
{
  if (n < *cap)
    return items;
  if (*cap > UINT32_MAX / 4)
    die_no_memory ();
  uint32_t bigger = *cap ? *cap * 2 : 4;
  size_t had = rounded (*cap * size), wanted = rounded (bigger * size);
  if (had && (char *) items + had == arena->next
      && (size_t) (arena->end - arena->next) >= wanted - had)
    {
      /* The last piece of its chunk: it may just get longer.  */
      arena->next += wanted - had;
      *cap = bigger;
      return items;
    }
  char *copy = raw_alloc (arena, bigger * size);
  if (n)
    memcpy (copy, items, n * size);
  *cap = bigger;
  return copy;
}

uint64_t
esc_hash_int (uint64_t x)
{
  /* The finaliser of splitmix64 (Steele, Lea, Flood, OOPSLA 2014).  */
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  x ^= x >> 31;
  return x ? x : 1;
}

uint64_t
esc_hash_str (const char *s)
{
  uint64_t h = 0xcbf29ce484222325u;
  for (; *s; s++)
    h = (h ^ (unsigned char) *s) * 0x100000001b3u;
  return esc_hash_int (h);
}

/* The slot of KEY in MAP: where it is, or where it would go.  */
static uint32_t
slot_of (const struct esc_map *map, uint64_t key)
{
  uint32_t mask = map->cap - 1, i = (uint32_t) esc_hash_int (key) & mask;
  while (map->keys[i] && map->keys[i] != key)
    i = (i + 1) & mask;
  return i;
}

uint32_t
esc_map_get (const struct esc_map *map, uint64_t key)
{
  return map->n ? map->vals[slot_of (map, key)] : 0;
}

void
esc_map_put (struct esc_arena *arena, struct esc_map *map, uint64_t key,
	     uint32_t val)
{
  if (4 * map->n >= 3 * map->cap)
    {
      struct esc_map old = *map;
      map->cap = old.cap ? old.cap * 2 : 16;
      map->keys = esc_alloc (arena, map->cap * sizeof *map->keys);
      map->vals = esc_alloc (arena, map->cap * sizeof *map->vals);
      for (uint32_t i = 0; i < old.cap; i++)
	if (old.keys[i])
	  {
	    uint32_t to = slot_of (map, old.keys[i]);
	    map->keys[to] = old.keys[i];
	    map->vals[to] = old.vals[i];
	  }
    }
  uint32_t i = slot_of (map, key);
  if (!map->keys[i])
    {
      map->keys[i] = key;
      map->n++;
    }
  map->vals[i] = val;
}
