/* codec.h - numbers and strings to bytes and back, for the section `.escape'.

   Owns:    the streams of a section and their packing; strings and positions.
   Input:   one description for both directions: a function esc_x_THING writes
            what it is given, or fills it in, as `reading' says.
   Output:  a record (docs/section.md), or the values.
   Not handled: what the values mean (section*.c).

   Reading checks every byte: the first thing that is wrong is kept in `error',
   after which everything reads as 0.  The caller looks at the end, and wherever
   a number decides how much memory is taken.

   Values of one sort lie together in a stream of their own, because so they
   pack better.  */

#ifndef ESC_CODEC_H
#define ESC_CODEC_H

#include "summary.h"

#ifdef __cplusplus
extern "C" {
#endif

enum esc_stream
{
  ESC_S_HEAD,			/* of the unit, and how many of what */
  ESC_S_TEXT,			/* strings, each with its NUL */
  ESC_S_FN,			/* functions and their parameters */
  ESC_S_OBJ,			/* objects */
  ESC_S_OP,			/* kinds of ops, shapes of blocks */
  ESC_S_REF,			/* operands */
  ESC_S_NUM,			/* offsets, lengths, ranges */
  ESC_S_NAME,			/* numbers of strings */
  ESC_S_LINE,
  ESC_S_COLUMN,
  ESC_S_SUM,			/* summaries */
  ESC_S_PROG,			/* programs */
  ESC_S_FIND,			/* findings and heap sites */
  ESC_S_COUNT
};

struct esc_bytes
{
  uint8_t *p;
  uint32_t n, cap, at;
};

struct esc_codec
{
  bool reading;
  const char *error;		/* reading: the first thing that was wrong */
  struct esc_arena *arena;	/* of what is made */
  struct esc_bytes s[ESC_S_COUNT];
  struct esc_bytes back[ESC_S_COUNT]; /* writing: what comes behind them */
  /* Strings by number from 1; 0 is NULL.  */
  const char **strings;
  uint32_t nstrings, strings_cap;
  struct esc_map string_of;	/* writing: by hash */
  /* Positions: of the last one in this function.  */
  struct esc_pos last;
  void (*expand) (void *ctx, esc_loc loc, struct esc_pos *pos); /* writing */
  esc_loc (*locate) (void *ctx, const struct esc_pos *pos);	/* reading */
  void *ctx;
  bool columns;			/* positions have a column */
};

/* 0, -1, 1, -2, ... as 0, 1, 2, 3, ...; and back.  */
static inline uint64_t
esc_fold_sign (int64_t v)
{
  return ((uint64_t) v << 1) ^ (v < 0 ? UINT64_MAX : 0);
}

static inline int64_t
esc_unfold_sign (uint64_t u)
{
  return (int64_t) (u >> 1) ^ -(int64_t) (u & 1);
}

void esc_codec_error (struct esc_codec *c, const char *what);

void esc_x_u64 (struct esc_codec *c, enum esc_stream s, uint64_t *v);
void esc_x_u32 (struct esc_codec *c, enum esc_stream s, uint32_t *v);
void esc_x_u8 (struct esc_codec *c, enum esc_stream s, uint8_t *v);
void esc_x_bool (struct esc_codec *c, enum esc_stream s, bool *v);
void esc_x_i64 (struct esc_codec *c, enum esc_stream s, int64_t *v);

/* A number of things of which each takes at least one byte of some stream: more
   than there are bytes is an error.  */
void esc_x_count (struct esc_codec *c, enum esc_stream s, uint32_t *n);

/* A string or NULL.  When reading it lives as long as the codec's arena.  */
void esc_x_str (struct esc_codec *c, const char **s);

/* A position or 0.  */
void esc_x_loc (struct esc_codec *c, esc_loc *loc);
void esc_x_pos (struct esc_codec *c, struct esc_pos *pos);

void esc_x_off (struct esc_codec *c, struct esc_off *off);

/* An expression or NULL.  */
void esc_x_expr (struct esc_codec *c, const struct esc_expr **e);

/* Writing: what is written from now on comes in front of what was written so far.
   To be called once.  */
void esc_codec_front (struct esc_codec *c);

/* The record of what was written: *SIZE bytes in ARENA.  */
uint8_t *esc_codec_pack (struct esc_codec *c, struct esc_arena *arena,
			 size_t *size);

/* Start to read the record at P, which has N bytes behind it.  Returns the
   bytes of the record (to the next one), or 0 with c->error set.  */
size_t esc_codec_open (struct esc_codec *c, const uint8_t *p, size_t n);

/* The bytes of the record at P, if its head is whole; else 0 and *ERROR.  */
size_t esc_codec_peek (const uint8_t *p, size_t n, const char **error);

#ifdef __cplusplus
}
#endif

#endif
