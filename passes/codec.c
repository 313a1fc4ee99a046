/* codec.c - see codec.h.  The bytes are described in docs/section.md.  */

#include "codec.h"

#include <string.h>
#include <zlib.h>

enum
{
  HEAD = 24,			/* bytes before the packed part */
  VERSION = 1,
  MAX_RAW = 1 << 28,		/* bytes of one unit, unpacked */
  PLENTY = 1 << 20		/* so many may be any damage's */
};

static const uint8_t magic[4] = { 'E', 'S', 'C', 0x1a };

void
esc_codec_error (struct esc_codec *c, const char *what)
{
  if (!c->error)
    c->error = what;
}

static void
put (struct esc_codec *c, enum esc_stream s, uint8_t byte)
{
  struct esc_bytes *b = &c->s[s];
  ESC_PUSH (c->arena, b->p, b->n, b->cap, byte);
}

static uint8_t
get (struct esc_codec *c, enum esc_stream s)
{
  struct esc_bytes *b = &c->s[s];
  if (c->error || b->at >= b->n)
    {
      esc_codec_error (c, "it ends too early");
      return 0;
    }
  return b->p[b->at++];
}

/* Seven bits a byte, the lowest first; the highest bit says that more
   follow.  */
void
esc_x_u64 (struct esc_codec *c, enum esc_stream s, uint64_t *v)
{
  if (!c->reading)
    {
      uint64_t left = *v;
      for (; left >= 0x80; left >>= 7)
	put (c, s, (uint8_t) (left | 0x80));
      put (c, s, (uint8_t) left);
      return;
    }
  uint64_t all = 0;
  for (unsigned shift = 0; ; shift += 7)
    {
      uint8_t byte = get (c, s);
      if (shift >= 63 && byte > 1)
	{
	  esc_codec_error (c, "a number is too large");
	  byte = 0;
	}
      all |= (uint64_t) (byte & 0x7f) << shift;
      if (!(byte & 0x80))
	break;
    }
  *v = c->error ? 0 : all;
}

void
esc_x_u32 (struct esc_codec *c, enum esc_stream s, uint32_t *v)
{
  uint64_t wide = *v;
  esc_x_u64 (c, s, &wide);
  if (wide > UINT32_MAX)
    {
      esc_codec_error (c, "a number is too large");
      wide = 0;
    }
  *v = (uint32_t) wide;
}

void
esc_x_u8 (struct esc_codec *c, enum esc_stream s, uint8_t *v)
{
  if (!c->reading)
    put (c, s, *v);
  else
    *v = get (c, s);
}

void
esc_x_bool (struct esc_codec *c, enum esc_stream s, bool *v)
{
  uint8_t byte = *v;
  esc_x_u8 (c, s, &byte);
  *v = byte != 0;
}

void
esc_x_i64 (struct esc_codec *c, enum esc_stream s, int64_t *v)
{
  uint64_t u = esc_fold_sign (*v);
  esc_x_u64 (c, s, &u);
  *v = esc_unfold_sign (u);
}

void
esc_x_count (struct esc_codec *c, enum esc_stream s, uint32_t *n)
{
  esc_x_u32 (c, s, n);
  if (!c->reading)
    return;
  uint64_t left = 0;
  for (unsigned i = 0; i < ESC_S_COUNT; i++)
    left += c->s[i].n - c->s[i].at;
  if (*n > left)
    {
      esc_codec_error (c, "it claims more than it holds");
      *n = 0;
    }
}

/* ---- Strings.  ---- */

static uint32_t
string_number (struct esc_codec *c, const char *s)
{
  uint64_t key = esc_hash_str (s);
  uint32_t i = esc_map_get (&c->string_of, key);
  if (i && strcmp (c->strings[i], s) == 0)
    return i;
  if (!c->nstrings)
    ESC_PUSH (c->arena, c->strings, c->nstrings, c->strings_cap, NULL);
  ESC_PUSH (c->arena, c->strings, c->nstrings, c->strings_cap, s);
  esc_map_put (c->arena, &c->string_of, key, c->nstrings - 1);
  for (size_t k = 0; k <= strlen (s); k++)
    put (c, ESC_S_TEXT, (uint8_t) s[k]);
  return c->nstrings - 1;
}

void
esc_x_str (struct esc_codec *c, const char **s)
{
  uint32_t i = 0;
  if (!c->reading && *s)
    i = string_number (c, *s);
  esc_x_u32 (c, ESC_S_NAME, &i);
  if (!c->reading)
    return;
  if (i >= c->nstrings && i)
    {
      esc_codec_error (c, "a string is not there");
      i = 0;
    }
  *s = i ? c->strings[i] : NULL;
}

static void
find_strings (struct esc_codec *c)
{
  const struct esc_bytes *b = &c->s[ESC_S_TEXT];
  ESC_PUSH (c->arena, c->strings, c->nstrings, c->strings_cap, NULL);
  for (uint32_t at = 0; at < b->n; )
    {
      const uint8_t *end = memchr (b->p + at, '\0', b->n - at);
      if (!end)
	{
	  esc_codec_error (c, "a string has no end");
	  return;
	}
      const char *s = (const char *) b->p + at;
      ESC_PUSH (c->arena, c->strings, c->nstrings, c->strings_cap, s);
      at = (uint32_t) (end - b->p) + 1;
    }
}

/* ---- Positions.  ---- */

static bool
same_file (const char *a, const char *b)
{
  return a == b || (a && b && strcmp (a, b) == 0);
}

/* 0: none.  Else 1 + 2 * the way from the last line; + 1 if another file
   follows.  */
void
esc_x_pos (struct esc_codec *c, struct esc_pos *pos)
{
  bool other = !c->reading && pos->line && !same_file (pos->file, c->last.file);
  int64_t delta = (int64_t) pos->line - c->last.line;
  uint64_t code = esc_fold_sign (delta);
  code = pos->line ? 1 + (code << 1) + other : 0;
  esc_x_u64 (c, ESC_S_LINE, &code);
  if (c->reading)
    {
      *pos = (struct esc_pos) { 0 };
      if (!code || c->error)
	return;
      other = (code - 1) & 1;
      code = (code - 1) >> 1;
      delta = esc_unfold_sign (code);
      /* Lines stay small whatever is claimed.  */
      pos->line = (int) ((c->last.line + (uint64_t) delta) & INT32_MAX);
      pos->file = c->last.file;
    }
  else if (!code)
    return;
  if (other)
    esc_x_str (c, &pos->file);
  uint32_t column = (uint32_t) pos->column;
  if (c->columns)
    esc_x_u32 (c, ESC_S_COLUMN, &column);
  else
    column = 0;
  pos->column = (int) (column & INT32_MAX);
  c->last = *pos;
}

void
esc_x_loc (struct esc_codec *c, esc_loc *loc)
{
  struct esc_pos pos = { 0 };
  if (!c->reading && *loc && c->expand)
    c->expand (c->ctx, *loc, &pos);
  esc_x_pos (c, &pos);
  if (c->reading)
    *loc = pos.line ? c->locate (c->ctx, &pos) : 0;
}

/* ---- Offsets, expressions.  ---- */

/* Twice the offset; + 1 if it has a stride.  */
void
esc_x_off (struct esc_codec *c, struct esc_off *off)
{
  uint64_t code = esc_fold_sign (off->off);
  bool plain = !off->stride && !off->count;
  /* The highest bit would not fit: no offset is that large.  */
  code = (code << 1) | !plain;
  esc_x_u64 (c, ESC_S_NUM, &code);
  if (c->reading)
    {
      plain = !(code & 1);
      code >>= 1;
      *off = (struct esc_off) { 0 };
      off->off = esc_unfold_sign (code);
    }
  if (plain)
    return;
  esc_x_u32 (c, ESC_S_NUM, &off->stride);
  esc_x_u32 (c, ESC_S_NUM, &off->count);
}

void
esc_x_expr (struct esc_codec *c, const struct esc_expr **e)
{
  struct esc_expr own = { 0 };
  if (!c->reading && *e)
    {
      own.n = (*e)->n;
      memcpy (own.nodes, (*e)->nodes, own.n * sizeof *own.nodes);
    }
  uint32_t n = own.n;
  esc_x_u32 (c, ESC_S_NUM, &n);
  if (n > ESC_X_MAX_NODES)
    {
      esc_codec_error (c, "an expression is too long");
      n = 0;
    }
  unsigned depth = 0;
  for (uint32_t i = 0; i < n; i++)
    {
      struct esc_xnode *node = &own.nodes[i];
      uint8_t type = (uint8_t) node->type;
      esc_x_u8 (c, ESC_S_NUM, &node->op);
      esc_x_u8 (c, ESC_S_NUM, &type);
      node->type = (int8_t) type;
      if (node->type < -64 || node->type > 64)
	esc_codec_error (c, "an expression has a type too wide");
      if (node->op == ESC_X_PARAM || node->op == ESC_X_LEN)
	esc_x_u32 (c, ESC_S_NUM, &node->param);
      if (node->op == ESC_X_RANGE || node->op == ESC_X_IN)
	{
	  esc_x_u64 (c, ESC_S_NUM, &node->lo);
	  esc_x_u64 (c, ESC_S_NUM, &node->hi);
	}
      unsigned takes = node->op && node->op < ESC_X_OPS
		       ? esc_expr_operands (node->op) : UINT32_MAX;
      if (takes > depth)
	{
	  esc_codec_error (c, "an expression makes no sense");
	  return;
	}
      depth = depth - takes + 1;
    }
  if (n && depth != 1)
    esc_codec_error (c, "an expression makes no sense");
  own.n = n;
  if (c->reading)
    *e = n && !c->error ? esc_expr_keep (c->arena, &own) : NULL;
}

/* ---- Packing.  ---- */

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

void
esc_codec_front (struct esc_codec *c)
{
  /* Strings have one order, in which they were first needed.  */
  for (unsigned i = 0; i < ESC_S_COUNT; i++)
    if (i != ESC_S_TEXT)
      {
	c->back[i] = c->s[i];
	c->s[i] = (struct esc_bytes) { 0 };
      }
  c->last = (struct esc_pos) { 0 };
}

static uint8_t *
append (uint8_t *to, const struct esc_bytes *b)
{
  if (b->n)
    memcpy (to, b->p, b->n);
  return to + b->n;
}

enum { SHORT = 400 };		/* bytes */

/* Deflate the N bytes at P into Z, which has room: as a block of its own, for its
   numbers are distributed in their own way, unless they are too few to pay for
   the block's tables.  */
static bool
deflate_part (z_stream *z, const uint8_t *p, uint32_t n, bool last)
{
  z->next_in = (Bytef *) p;
  z->avail_in = n;
  int status = deflate (z, last ? Z_FINISH : n < SHORT ? Z_NO_FLUSH : Z_BLOCK);
  return status == (last ? Z_STREAM_END : Z_OK) && !z->avail_in;
}

uint8_t *
esc_codec_pack (struct esc_codec *c, struct esc_arena *arena, size_t *size)
{
  uint8_t lengths[4 * ESC_S_COUNT];
  uint32_t raw = sizeof lengths;
  z_stream z = { 0 };
  for (unsigned i = 0; i < ESC_S_COUNT; i++)
    {
      put32 (lengths + 4 * i, c->s[i].n + c->back[i].n);
      raw += c->s[i].n + c->back[i].n;
    }
  uLong bound = compressBound (raw) + 16 * ESC_S_COUNT;
  uint8_t *record = esc_alloc (arena, HEAD + bound);
  /* A window that holds all, and no larger: to clear its tables takes longer
     than to pack the usual kilobyte.  */
  int window = 9;
  while (window < MAX_WBITS && raw >> window)
    window++;
  if (deflateInit2 (&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -window, window - 6,
		    Z_DEFAULT_STRATEGY) != Z_OK)
    return NULL;
  z.next_out = record + HEAD;
  z.avail_out = (uInt) bound;
  bool good = deflate_part (&z, lengths, sizeof lengths, false);
  for (unsigned i = 0; i < ESC_S_COUNT && good; i++)
    {
      bool last = i + 1 == ESC_S_COUNT;
      uint32_t n = c->s[i].n + c->back[i].n;
      uint8_t *part = esc_alloc (arena, n + 1);
      append (append (part, &c->s[i]), &c->back[i]);
      if (n || last)
	good = deflate_part (&z, part, n, last);
    }
  uint32_t packed = (uint32_t) z.total_out;
  deflateEnd (&z);
  if (!good)
    return NULL;
  memcpy (record, magic, 4);
  put32 (record + 4, VERSION);
  put32 (record + 8, HEAD + packed);
  put32 (record + 12, raw);
  put32 (record + 16, (uint32_t) crc32 (0, record + HEAD, packed));
  put32 (record + 20, 0);
  *size = HEAD + packed;
  return record;
}

size_t
esc_codec_peek (const uint8_t *p, size_t n, const char **error)
{
  *error = NULL;
  if (n < HEAD || memcmp (p, magic, 4) != 0)
    *error = "it does not begin as a section of escape.so";
  else if (get32 (p + 4) != VERSION || get32 (p + 20) != 0)
    *error = "it has the form of another version of escape.so";
  else if (get32 (p + 8) < HEAD || get32 (p + 8) > n)
    *error = "it ends too early";
  return *error ? 0 : get32 (p + 8);
}

static bool
inflate_all (uint8_t *to, uint32_t n, const uint8_t *from, uint32_t packed)
{
  z_stream z = { 0 };
  if (inflateInit2 (&z, -MAX_WBITS) != Z_OK)
    return false;
  z.next_in = (Bytef *) from;
  z.avail_in = packed;
  z.next_out = to;
  z.avail_out = n;
  int status = inflate (&z, Z_FINISH);
  bool good = status == Z_STREAM_END && z.total_out == n && !z.avail_in;
  inflateEnd (&z);
  return good;
}

size_t
esc_codec_open (struct esc_codec *c, const uint8_t *p, size_t n)
{
  c->reading = true;
  size_t size = esc_codec_peek (p, n, &c->error);
  if (!size)
    return 0;
  uint32_t raw = get32 (p + 12);
  uint32_t packed = (uint32_t) size - HEAD;
  /* Deflate may shrink to a thousandth; what we write shrinks to a third.  */
  if (raw < 4 * ESC_S_COUNT || raw > MAX_RAW
      || (raw > PLENTY && raw / 64 > packed))
    esc_codec_error (c, "it claims more than it holds");
  else if ((uint32_t) crc32 (0, p + HEAD, packed) != get32 (p + 16))
    esc_codec_error (c, "its checksum is wrong");
  if (c->error)
    return size;
  uint8_t *all = esc_alloc (c->arena, raw);
  if (!inflate_all (all, raw, p + HEAD, packed))
    {
      esc_codec_error (c, "it cannot be unpacked");
      return size;
    }
  uint64_t left = raw - 4 * ESC_S_COUNT;
  uint8_t *at = all + 4 * ESC_S_COUNT;
  for (unsigned i = 0; i < ESC_S_COUNT; i++)
    {
      uint32_t len = get32 (all + 4 * i);
      if (len > left)
	{
	  esc_codec_error (c, "a part of it is too long");
	  return size;
	}
      c->s[i] = (struct esc_bytes) { .p = at, .n = len, .cap = len };
      at += len;
      left -= len;
    }
  find_strings (c);
  return size;
}
