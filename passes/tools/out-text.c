/* out-text.c - findings as GCC prints them, one line each and a line a step.

   Input:   results.  Output: text, in the order of files and lines; new findings
   only if there is a baseline; with remarks what -fplugin-arg-escape-m says.
   Not handled: colours, pictures of the source.  */

#include "passes/tools/files.h"
#include "passes/tools/load.h"
#include "passes/tools/outputs.h"
#include "passes/tools/profile.h"

struct printer
{
  const struct rep_show *show;
  struct esc_arena arena;
};

static void
line (struct printer *p, const char *indent, const struct rep_pos *pos,
      const char *severity, const char *text)
{
  const char *file = rep_file (&p->arena, p->show, pos);
  FILE *out = p->show->file;
  fprintf (out, "%s%s:", indent, *file ? file : "<unknown>");
  if (pos->line > 0)
    fprintf (out, "%d:", pos->line);
  if (pos->line > 0 && pos->column > 0)
    fprintf (out, "%d:", pos->column);
  fprintf (out, " %s%s", severity, rep_clean (&p->arena, text, true));
}

static void
print_finding (struct printer *p, const struct rep_finding *f)
{
  if (f->known && p->show->baseline)
    return;
  line (p, "", &f->pos, "warning: ", f->text);
  fprintf (p->show->file, " [escape-%s]\n", esc_kind_name[f->kind]);
  for (uint32_t i = 0; i < f->nsteps; i++)
    {
      const char *number = esc_printf (&p->arena, " (%u) ", i + 1);
      line (p, "  ", &f->steps[i].pos, number, f->steps[i].text);
      putc ('\n', p->show->file);
    }
}

static void
print_remark (struct printer *p, const struct rep_pos *pos, const char *text,
	      enum esc_kind kind)
{
  line (p, "", pos, "note: ", text);
  fprintf (p->show->file, " [escape-%s]\n", esc_kind_name[kind]);
}

/* The three lists are sorted: what comes first is printed first.  */
bool
rep_out_text (const struct rep_results *r, const struct rep_show *show)
{
  struct printer p = { .show = show };
  uint32_t f = 0, s = show->remarks ? 0 : r->nsites;
  uint32_t m = show->remarks ? 0 : r->nparams;
  for (;;)
    {
      while (s < r->nsites
	     && (r->sites[s].verdict != ESC_V_HEAP || r->sites[s].hoist))
	s++;
      const struct rep_pos *pf = f < r->nfindings ? &r->findings[f].pos : NULL;
      const struct rep_pos *ps = s < r->nsites ? &r->sites[s].pos : NULL;
      const struct rep_pos *pm = m < r->nparams ? &r->params[m].pos : NULL;
      if (pf && (!ps || rep_pos_compare (pf, ps) <= 0)
	  && (!pm || rep_pos_compare (pf, pm) <= 0))
	print_finding (&p, &r->findings[f++]);
      else if (ps && (!pm || rep_pos_compare (ps, pm) <= 0))
	{
	  print_remark (&p, ps, rep_site_text (&p.arena, &r->sites[s]),
			ESC_K_HEAP);
	  s++;
	}
      else if (pm)
	print_remark (&p, pm, r->params[m++].text, ESC_K_PARAM);
      else
	break;
    }
  esc_arena_free (&p.arena);
  if (r->nprofiles)
    {
      putc ('\n', show->file);
      rep_write_profile (show->file, r);
    }
  return true;
}
