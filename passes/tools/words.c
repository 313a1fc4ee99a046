/* words.c - the words that several outputs use.  See outputs.h.  */

#include "passes/tools/files.h"
#include "passes/tools/outputs.h"

#include <inttypes.h>
#include <string.h>

/* As many words of a reason go into a table.  */
enum { FEW_WORDS = 6 };

const char *const rep_share_name[REP_SHARE_COUNT]
  = { "stackable", "bounded", "hoistable", "stays on the heap",
      "not at a known site" };

enum rep_share
rep_share_of (const struct rep_site *s)
{
  return s->verdict == ESC_V_STACKABLE ? REP_SHARE_STACKABLE
	 : s->verdict == ESC_V_BOUNDED ? REP_SHARE_BOUNDED
	 : s->hoist ? REP_SHARE_HOIST : REP_SHARE_HEAP;
}

const char *
rep_verdict (const struct rep_site *s)
{
  switch (s->verdict)
    {
    case ESC_V_STACKABLE: return "stackable";
    case ESC_V_BOUNDED: return "bounded";
    case ESC_V_UNSIZED: return "unsized";
    case ESC_V_GROWING: return "growing";
    default: return s->hoist ? "hoist" : "heap";
    }
}

const char *
rep_size (struct esc_arena *arena, const struct rep_site *s)
{
  if (s->size > INT64_MAX)
    return "?";
  return esc_printf (arena, s->fixed ? "%" PRIu64 : "<=%" PRIu64, s->size);
}

const char *
rep_short_reason (struct esc_arena *arena, const struct rep_site *s)
{
  const char *reason = rep_clean (arena, s->reason, true);
  if (s->verdict != ESC_V_HEAP)
    return "never outlives the function";
  /* What follows a comma explains.  */
  size_t n = 0;
  for (unsigned words = 0; reason[n] && reason[n] != ','; n++)
    if (reason[n] == ' ' && ++words == FEW_WORDS)
      return esc_printf (arena, "%.*s ...", (int) n, reason);
  return esc_strndup (arena, reason, n);
}

const char *
rep_site_text (struct esc_arena *arena, const struct rep_site *s)
{
  bool one;
  const char *what = esc_report_size (arena, s->size, s->fixed, &one);
  const char *file = s->blocked.file ? s->blocked.file : "";
  const char *slash = strrchr (file, '/');
  const char *text
    = esc_printf (arena, "%s stay%s on the heap: %s", what, one ? "s" : "",
		  s->reason ? s->reason : "the reason is not known");
  if (s->blocked.line)
    text = esc_printf (arena, "%s at %s:%d", text, slash ? slash + 1 : file,
		       s->blocked.line);
  return rep_clean (arena, text, true);
}

const char *
rep_file (struct esc_arena *arena, const struct rep_show *show,
	  const struct rep_pos *pos)
{
  return rep_clean (arena, rep_relative (arena, show->root, pos->file), false);
}

const char *
rep_place (struct esc_arena *arena, const struct rep_show *show,
	   const struct rep_pos *pos)
{
  if (!pos->line)
    return "";
  return esc_printf (arena, "%s:%d", rep_file (arena, show, pos), pos->line);
}

const char *
rep_kind_help (enum esc_kind kind)
{
  switch (kind)
    {
    case ESC_K_DANGLE:
      return "The address of a stack object is in something that lives longer "
	     "when the object dies. Clear the holder before that, copy the "
	     "contents, or give the object a longer life.";
    case ESC_K_MAYBE:
      return "The address of a stack object may still be in something that "
	     "lives longer when the object dies: something on the way may "
	     "overwrite the holder. Make sure that it does.";
    case ESC_K_STACKABLE:
      return "A heap object of known size that nothing outside of the function "
	     "can reach once it has returned. A local variable can take its "
	     "place, without malloc, free and the test for NULL.";
    case ESC_K_BOUNDED:
      return "A heap object that nothing outside of the function can reach "
	     "once it has returned; its size varies and has a bound. A local "
	     "array of that bound can take its place.";
    case ESC_K_HOIST:
      return "A heap object that a constructor makes and its caller never lets "
	     "go of. It could live in the caller's frame: return it by value, "
	     "or fill in one that is passed.";
    case ESC_K_CONTRACT:
      return "The function does with a parameter what its declaration "
	     "excludes. Change the attribute or the body.";
    case ESC_K_UNUSED:
      return "An attribute that silences nothing. Remove it.";
    default:
      return "A remark.";
    }
}

const char *
rep_gap_name (enum rep_gap_kind kind)
{
  switch (kind)
    {
    case REP_NO_SECTION: return "no section";
    case REP_STRIPPED: return "stripped";
    case REP_DAMAGED: return "damaged";
    case REP_DUPLICATE: return "duplicate";
    case REP_NOT_LINKED: return "not linked";
    }
  return "unknown";
}
