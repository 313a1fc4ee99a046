/* load.c - everything from the names on the command line to the results.  See
   load.h.  */

#include "passes/tools/files.h"
#include "passes/tools/input.h"
#include "passes/tools/profile.h"
#include "passes/tools/program.h"
#include "passes/tools/progress.h"

#include <string.h>

/* The sections of all inputs.  */
struct sections
{
  struct esc_join *join;
  const char **objects;		/* by section: its file */
  uint32_t nobjects, cap;
  struct esc_map seen;		/* records, by their bytes */
  uint32_t nseen, seen_cap;
  struct rep_piece *records;	/* from 1 */
};

/* Whether the record P was there before: an object beside the archive or the
   program that it is in.  */
static bool
is_again (struct sections *s, struct esc_arena *arena,
	  const struct rep_piece *record)
{
  uint64_t key = record->n;
  for (size_t i = 0; i < record->n; i++)
    key = (key ^ record->p[i]) * UINT64_C (0x100000001b3);
  key = esc_hash_int (key);
  uint32_t i = esc_map_get (&s->seen, key);
  if (i && s->records[i].n == record->n
      && memcmp (s->records[i].p, record->p, record->n) == 0)
    return true;
  if (!s->nseen)
    ESC_PUSH (arena, s->records, s->nseen, s->seen_cap,
	      (struct rep_piece) { 0 });
  ESC_PUSH (arena, s->records, s->nseen, s->seen_cap, *record);
  esc_map_put (arena, &s->seen, key, s->nseen - 1);
  return false;
}

static void
add_record (struct rep_filler *l, struct sections *s,
	    const struct rep_piece *piece, struct esc_section *x)
{
  const char *why = x->error ? x->error : esc_join_add (s->join, x);
  if (why)
    {
      rep_add_gap (l, REP_DAMAGED, piece->name,
		   esc_printf (&l->r->arena, "the section .escape is of no use: "
			       "%s; compile again with this version", why),
		   true);
      return;
    }
  ESC_PUSH (&l->r->arena, s->objects, s->nobjects, s->cap, piece->name);
}

/* The records of PIECE, one behind the other.  */
static void
add_piece (struct rep_filler *l, struct sections *s, struct rep_inputs *in,
	   const struct rep_piece *piece)
{
  const uint8_t *p = piece->p;
  size_t left = piece->n;
  while (left)
    {
      size_t size;
      /* A linker may fill up.  */
      if (!*p)
	{
	  p++;
	  left--;
	  continue;
	}
      struct rep_piece record = { piece->name, p, left, false };
      const char *error;
      record.n = esc_codec_peek (p, left, &error);
      if (record.n && is_again (s, &in->arena, &record))
	{
	  rep_add_gap (l, REP_DUPLICATE, piece->name,
		       "one of its units was read before", false);
	  size = record.n;
	}
      else
	add_record (l, s, piece,
		    esc_section_read (&s->join->arena, p, left, &size));
      if (!size)
	return;			/* where the next one begins is not known */
      p += size;
      left -= size;
    }
}

bool
rep_load (struct rep_results *r, const struct rep_options *o, char **inputs,
	  int n)
{
  struct rep_filler l = { .r = r, .o = o };
  struct rep_inputs in = { 0 };
  struct sections s = { .join = esc_join_new () };
  rep_open (&in, &l, inputs, n);
  for (uint32_t i = 0; i < in.npieces; i++)
    {
      const struct rep_piece *piece = &in.pieces[i];
      rep_progress ("reading", i, in.npieces);
      if (piece->text)
	rep_load_text (&l, piece->name, (const char *) piece->p, piece->n);
      else
	add_piece (&l, &s, &in, piece);
    }
  r->join = s.join;
  if (s.join->nsections)
    rep_solve_program (&l, s.join, s.objects);
  rep_close_inputs (&in);
  rep_sort (r);
  bool damaged = in.unreadable;
  for (uint32_t i = 0; i < r->ngaps; i++)
    damaged |= r->gaps[i].kind == REP_DAMAGED;
  if (!r->nunits && !damaged)
    rep_error ("nothing to report on: no input has a section .escape; compile "
	       "with -fplugin=escape.so, and give the objects");
  for (uint32_t i = 0; i < o->nprofiles; i++)
    if (!rep_profile (r, o->profiles[i]))
      return false;
  return r->nunits > 0;
}

void
rep_free (struct rep_results *r)
{
  for (uint32_t i = 0; i < r->nunits; i++)
    if (r->units[i].graph)
      esc_unit_free (r->units[i].graph);
  if (r->join)
    esc_join_free (r->join);
  esc_arena_free (&r->arena);
}

/* ---- Many inputs as one.  ---- */

/* Write the records of IN, each once.  They stay whole: who reads them finds what
   it would have found in the inputs.  */
static bool
write_records (struct rep_filler *l, struct rep_inputs *in, FILE *file)
{
  struct sections s = { 0 };
  bool good = true;
  for (uint32_t i = 0; i < in->npieces; i++)
    {
      const struct rep_piece *piece = &in->pieces[i];
      if (piece->text)
	{
	  rep_error ("%s: a text graph cannot be merged; give object files",
		     piece->name);
	  good = false;
	  continue;
	}
      for (size_t at = 0, size; at < piece->n; at += size)
	{
	  struct rep_piece record = *piece;
	  size = 1;
	  if (!piece->p[at])
	    continue;
	  record.p += at;
	  record.n -= at;
	  struct esc_section *x
	    = esc_section_read (&in->arena, record.p, record.n, &size);
	  if (x->error)
	    {
	      rep_add_gap (l, REP_DAMAGED, piece->name,
			   esc_printf (&l->r->arena, "the section .escape is of "
				       "no use: %s; compile again with this "
				       "version", x->error), true);
	      good = false;
	    }
	  if (!size)
	    break;
	  record.n = size;
	  if (!x->error && !is_again (&s, &in->arena, &record))
	    good &= fwrite (record.p, record.n, 1, file) == 1;
	}
    }
  return good;
}

bool
rep_merge (const char *name, const struct rep_options *o, char **inputs, int n)
{
  struct rep_results r = { 0 };
  struct rep_filler l = { .r = &r, .o = o };
  struct rep_inputs in = { 0 };
  rep_open (&in, &l, inputs, n);
  FILE *file = rep_create (name);
  bool good = file && write_records (&l, &in, file);
  if (file)
    good &= rep_close (file, name);
  for (uint32_t i = 0; i < r.ngaps; i++)
    if (r.gaps[i].kind != REP_DAMAGED && r.gaps[i].kind != REP_DUPLICATE)
      rep_error ("%s: %s", r.gaps[i].object, r.gaps[i].text);
  good &= !in.unreadable;
  rep_close_inputs (&in);
  esc_arena_free (&r.arena);
  return good;
}
