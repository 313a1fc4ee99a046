/* dump.c - what the inputs hold, in words.  See load.h.

   Input:   sections, each by itself; text graphs.
   Output:  a text: comments for what is no graph, and the flows in the text form
            of graphio-read.c.
   Not handled: joining, solving.  */

#include "passes/graphio.h"
#include "passes/join.h"
#include "passes/tools/files.h"
#include "passes/tools/input.h"

#include <inttypes.h>
#include <string.h>

/* S without what a terminal should not see.  */
static const char *
clean (const struct esc_unit *unit, const char *s)
{
  return rep_clean ((struct esc_arena *) &unit->arena, s, true);
}

/* ---- Summaries.  ---- */

static void
write_off (FILE *f, const struct esc_off *off)
{
  if (off->off || off->stride)
    fprintf (f, " %s %" PRId64, off->off < 0 ? "-" : "+",
	     off->off < 0 ? -off->off : off->off);
  if (off->stride)
    fprintf (f, " + i * %" PRIu32, off->stride);
}

static void
write_base (FILE *f, const struct esc_unit *unit, const struct esc_term *t)
{
  switch (t->base)
    {
    case ESC_B_PARAM:
      fprintf (f, "param %" PRIu32, t->index);
      break;
    case ESC_B_RESMEM:
      fputs ("the returned structure", f);
      break;
    case ESC_B_OBJ:
      {
	const char *name = unit->objs[t->index & ESC_REF_INDEX].name;
	fprintf (f, "&%s", name ? clean (unit, name) : "a string");
	break;
      }
    case ESC_B_FRESH:
      fprintf (f, "fresh object %" PRIu32, t->index);
      break;
    case ESC_B_STATE:
      fprintf (f, "state '%s'", clean (unit, t->name));
      break;
    default:
      fputs ("anything", f);
    }
}

/* "*(param 0 + 8) + 4".  */
static void
write_term (FILE *f, const struct esc_unit *unit, const struct esc_term *t)
{
  for (unsigned i = 0; i < t->nderef; i++)
    fputs ("*(", f);
  write_base (f, unit, t);
  for (unsigned i = 0; i < t->nderef; i++)
    {
      write_off (f, &t->path[i]);
      putc (')', f);
    }
  write_off (f, &t->at);
  if (t->star)
    fputs (" (or further along the list)", f);
}

static void
write_effect (FILE *f, const struct esc_unit *unit,
	      const struct esc_effect *e)
{
  static const char *const before[]
    = { [ESC_E_STORE] = "stores ", [ESC_E_MOVE] = "copies what is at ",
	[ESC_E_RET] = "returns ", [ESC_E_FREE] = "frees ",
	[ESC_E_REALLOC] = "reallocates ", [ESC_E_LEAK] = "lets out ",
	[ESC_E_USE] = "follows ", [ESC_E_CALL] = "calls " };
  fputs ("#     ", f);
  if (e->kind == ESC_E_KILL)
    {
      fputs (e->flags & ESC_PF_MUST ? "overwrites " : "may overwrite ", f);
      write_term (f, unit, &e->dst);
    }
  else
    {
      fputs (before[e->kind], f);
      write_term (f, unit, &e->src);
    }
  if (e->kind == ESC_E_STORE || e->kind == ESC_E_MOVE)
    {
      fputs (" at ", f);
      write_term (f, unit, &e->dst);
    }
  if (e->len)
    fprintf (f, ", %" PRIu64 " bytes", e->len);
  for (unsigned i = 0; i < e->nargs; i++)
    {
      fputs (i ? ", " : " with ", f);
      write_term (f, unit, &e->args[i]);
    }
  if (e->mode)
    fprintf (f, ", if param %" PRIu32 " is %s%" PRIu64, e->mode - 1,
	     e->mode_is ? "" : "not ", e->mode_value);
  if (e->flags & ESC_PF_MAYBE)
    fputs (", perhaps", f);
  putc ('\n', f);
}

static void
write_summary (FILE *f, const struct esc_unit *unit,
	       const struct esc_summary *sum)
{
  static const struct { uint32_t flag; const char *text; } words[]
    = { { ESC_SF_NORETURN, "does not return" },
	{ ESC_SF_JUMPS, "may leave its caller" },
	{ ESC_SF_UNKNOWN, "runs unknown code" },
	{ ESC_SF_OVERFLOW, "was too large to analyse: may do anything" },
	{ ESC_SF_FREES, "does nothing but free" },
	{ ESC_SF_READS, "writes to nothing that its caller can see" } };
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
    if (sum->flags & words[i].flag)
      fprintf (f, "#     %s\n", words[i].text);
  for (uint32_t i = 0; i < sum->nfresh; i++)
    fprintf (f, "#     fresh object %" PRIu32 ": of %s\n", i,
	     sum->fresh[i].by ? clean (unit, sum->fresh[i].by) : "the library");
  for (uint32_t i = 0; i < sum->neffects; i++)
    write_effect (f, unit, &sum->effects[i]);
}

/* ---- Sections.  ---- */

static const char *const told_words[ESC_TOLD_COUNT]
  = { "by its name", "by its summary", "by its flows",
      "by its flows and conditions" };

static void
write_place (FILE *f, const struct esc_unit *unit, const struct esc_pos *pos)
{
  if (pos->line)
    fprintf (f, " at %s:%d:%d", clean (unit, pos->file), pos->line,
	     pos->column);
}

static void
write_functions (FILE *f, const struct esc_section *x,
		 const struct esc_unit *unit)
{
  for (uint32_t i = 1; i < x->nfns; i++)
    {
      const struct esc_section_fn *fn = &x->fns[i];
      fprintf (f, "# %s function %s, told %s",
	       fn->told == ESC_TOLD_NAME ? "extern"
	       : fn->flags & ESC_FF_STATIC ? "static"
	       : fn->weak ? "weak" : "global", clean (unit, fn->name),
	       told_words[fn->told]);
      if (fn->symbol)
	fprintf (f, ", symbol %s", clean (unit, fn->symbol));
      write_place (f, unit, &fn->pos);
      putc ('\n', f);
      if (fn->told == ESC_TOLD_SUMMARY && fn->fn->declared)
	write_summary (f, unit, fn->fn->declared);
    }
}

static void
write_found (FILE *f, const struct esc_section *x,
	     const struct esc_unit *unit)
{
  for (uint32_t i = 0; i < x->nfindings; i++)
    {
      const struct esc_stored_finding *one = &x->findings[i];
      fprintf (f, "# certain: %s [escape-%s]", clean (unit, one->text),
	       esc_kind_name[one->kind]);
      write_place (f, unit, &one->pos);
      putc ('\n', f);
    }
  for (uint32_t i = 0; i < x->nsites; i++)
    {
      const struct esc_stored_site *s = &x->sites[i];
      fprintf (f, "# heap site in %s: %s", clean (unit, s->fn),
	       s->verdict != ESC_V_HEAP ? "can leave the heap"
	       : s->reason ? clean (unit, s->reason) : "stays");
      write_place (f, unit, &s->pos);
      putc ('\n', f);
    }
  for (uint32_t i = 0; i < x->nmuted; i++)
    {
      fputs ("# silenced by the author", f);
      write_place (f, unit, &x->muted[i].pos);
      putc ('\n', f);
    }
}

static bool
dump_record (FILE *f, const struct rep_piece *piece, const uint8_t *p,
	     size_t left, size_t *size)
{
  struct esc_join *join = esc_join_new ();
  struct esc_section *x = esc_section_read (&join->arena, p, left, size);
  const char *why = x->error ? x->error : esc_join_add (join, x);
  if (!why)
    {
      esc_join_finish (join, false);
      why = x->error;
    }
  if (!why)
    {
      fprintf (f, "# %s: a section of %zu bytes, of %s\n"
	       "# %" PRIu32 " functions analysed, %" PRIu32 " of them over "
	       "budget; the flows of %" PRIu32 " left out for want of room\n",
	       piece->name, *size, clean (join->unit, x->name), x->nfunctions, x->ncapped,
	       x->nleft);
      write_found (f, x, join->unit);
      write_functions (f, x, join->unit);
      esc_graph_write (f, join->unit);
    }
  else
    rep_error ("%s: the section .escape is of no use: %s; compile again with "
	       "this version", piece->name, why);
  esc_join_free (join);
  return !why;
}

static bool
dump_piece (FILE *f, struct rep_filler *l, const struct rep_piece *piece)
{
  bool good = true;
  if (piece->text)
    {
      const char *error = NULL;
      struct esc_unit *unit
	= rep_read_text (&l->r->arena, piece->name, (const char *) piece->p,
			 piece->n, &error);
      if (!unit)
	{
	  rep_error ("%s", error);
	  return false;
	}
      esc_graph_write (f, unit);
      esc_unit_free (unit);
      return true;
    }
  for (size_t at = 0, size; at < piece->n; at += size)
    {
      size = 1;			/* what a linker fills up with */
      if (piece->p[at])
	good &= dump_record (f, piece, piece->p + at, piece->n - at, &size);
      if (!size)
	break;
    }
  return good;
}

bool
rep_dump (FILE *file, char **inputs, int n)
{
  struct rep_results r = { 0 };
  struct rep_options o;
  struct rep_inputs in = { 0 };
  rep_options_init (&o);
  struct rep_filler l = { .r = &r, .o = &o };
  rep_open (&in, &l, inputs, n);
  bool good = !in.unreadable;
  for (uint32_t i = 0; i < in.npieces; i++)
    good &= dump_piece (file, &l, &in.pieces[i]);
  for (uint32_t i = 0; i < r.ngaps; i++)
    if (r.gaps[i].kind != REP_DAMAGED)
      fprintf (file, "# %s: %s\n", r.gaps[i].object, r.gaps[i].text);
  rep_close_inputs (&in);
  esc_arena_free (&r.arena);
  return good;
}
