/* known-parse.c - the little language in which known.def says what a function
   does.

   Owns:    the language, which users write too (-fplugin-arg-escape-functions=FILE).
   Input:   a line.
   Output:  an esc_summary, or what is wrong.
   Not handled: whether it fits the function (known.c).

   A line of the table is a name and its effects, separated by ';'.  Functions
   that keep nothing, return nothing of theirs and allocate nothing have no
   effects; they are in the table so that they are known.

     effect  =  [N "=" INTEGER ":"] [when] what
		(first: only if argument N is this number)
     when    =  "ok:"                    only if the result is 0
	      | "nz:"                    only if the result is not 0 or NULL
     what    =  "r" "=" value            the result
	      | "*" term "=" value       a store, at the start of the memory
	      | "keep" term "by" term    kept in a hidden place of the second
	      | "drop" term              that place is emptied
	      | "write" term             the memory there is overwritten
	      | "copy" term "from" term [N]   N bytes of memory are copied
	      | "free" term
	      | "realloc" term
	      | "leak" term              kept where nothing is known
	      | "send" term              the bytes there go where nothing is known,
					 and with them any address among them
	      | "call" N "(" [term {"," term}] ")"   a callback
	      | "noreturn" | "unknown"   does not return; runs unknown code
	      | "jumps"                  may leave its caller for good: longjmp,
					 or the thread ends
     value   =  term | "new" size ["zero"] ["align" N]
	      | "moved" size             new, or argument 0 if that is not NULL
	      | "handle"                 not memory of the caller's: a stream
	      | "lasting"                one that nobody needs to hold: a timer, an
					 open stream
	      | "thread"
     size    =  "?" | INTEGER "b" | N | N "*" N | "len" N | "len" N "," N
		("len": of the string, with its NUL)
     term    =  N                        argument, from 0
	      | "*" term                 what is there
	      | "@" NAME                 a static place of the library
	      | "~" NAME                 the same, but being held there is no
					 escape (strtok's position)
	      | "?"                      anything
	      | "r"                      the handle or memory made before
	      | term "+"                 somewhere in that memory
	      | term "+" INTEGER "b"     so many bytes on  */

#include "known-parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct parser
{
  struct esc_arena *arena;	/* for what is made of it */
  const char *at;
  const char *error;		/* the first one; NULL: none */
  const struct esc_summary *sum; /* what has been parsed of it */
};

static void
skip_space (struct parser *p)
{
  while (*p->at == ' ' || *p->at == '\t')
    p->at++;
}

static bool
accept (struct parser *p, const char *word)
{
  skip_space (p);
  size_t n = strlen (word);
  if (strncmp (p->at, word, n) != 0)
    return false;
  if (isalpha ((unsigned char) word[n - 1])
      && (isalnum ((unsigned char) p->at[n]) || p->at[n] == '_')
      && strcmp (word, "len") != 0)
    return false;
  p->at += n;
  return true;
}

static void
fail (struct parser *p, const char *message)
{
  if (!p->error)
    p->error = message;
}

static void
expect (struct parser *p, const char *word, const char *message)
{
  if (!accept (p, word))
    fail (p, message);
}

static uint64_t
number (struct parser *p)
{
  skip_space (p);
  if (!isdigit ((unsigned char) *p->at))
    {
      fail (p, "a number is missing");
      return 0;
    }
  char *end;
  uint64_t n = strtoull (p->at, &end, 10);
  p->at = end;
  return n;
}

/* The number of an argument.  */
static uint8_t
argument (struct parser *p)
{
  uint64_t n = number (p);
  if (n > 31)
    fail (p, "arguments are numbered from 0 to 31");
  return (uint8_t) n;
}

static const char *
name (struct parser *p)
{
  const char *start = p->at;
  while (isalnum ((unsigned char) *p->at) || *p->at == '_')
    p->at++;
  if (p->at == start)
    fail (p, "a name is missing");
  return esc_strndup (p->arena, start, (size_t) (p->at - start));
}

static struct esc_term
term (struct parser *p)
{
  struct esc_term t = { 0 };
  if (accept (p, "*"))
    {
      t = term (p);
      if (t.nderef == ESC_MAX_DEREF)
	fail (p, "too many '*'");
      else
	esc_term_load (p->arena, &t, t.at);
      t.at = (struct esc_off) { 0 };
    }
  else if (accept (p, "@") || accept (p, "~"))
    {
      t.base = ESC_B_STATE;
      t.index = p->at[-1] == '~';
      t.name = name (p);
    }
  else if (accept (p, "?"))
    t.base = ESC_B_UNKNOWN;
  else if (accept (p, "r"))
    {
      t.base = ESC_B_FRESH;
      t.index = p->sum && p->sum->nfresh ? p->sum->nfresh - 1 : 0;
      if (!p->sum || !p->sum->nfresh)
	fail (p, "r means what was made, and nothing has been");
    }
  else
    {
      t.base = ESC_B_PARAM;
      t.index = argument (p);
    }
  if (accept (p, "+"))
    {
      if (isdigit ((unsigned char) *p->at))
	{
	  t.at.off = (int64_t) number (p);
	  expect (p, "b", "a number of bytes ends in 'b'");
	}
      else
	t.at.stride = 1;
    }
  return t;
}

static void
size (struct parser *p, struct esc_fresh *f)
{
  struct esc_expr e = { 0 };
  if (accept (p, "?"))
    return;
  if (accept (p, "len"))
    {
      esc_expr_param (&e, ESC_X_LEN, argument (p), 0);
      if (accept (p, ","))
	{
	  esc_expr_param (&e, ESC_X_PARAM, argument (p), 0);
	  esc_expr_op (&e, ESC_X_MIN, 0);
	}
      esc_expr_range (&e, 1, 1);
      esc_expr_op (&e, ESC_X_ADD, 0);
      f->size = esc_expr_keep (p->arena, &e);
      return;
    }
  uint64_t n = number (p);
  if (accept (p, "b"))
    esc_expr_range (&e, n, n);
  else if (n > 31)
    fail (p, "arguments are numbered from 0 to 31");
  else
    {
      esc_expr_param (&e, ESC_X_PARAM, (uint32_t) n, 0);
      if (accept (p, "*"))
	{
	  esc_expr_param (&e, ESC_X_PARAM, argument (p), 0);
	  esc_expr_op (&e, ESC_X_MUL, 0);
	}
    }
  f->size = esc_expr_keep (p->arena, &e);
}

static struct esc_term
value (struct parser *p, struct esc_summary *s, const char *by)
{
  bool handle = accept (p, "handle");
  bool thread = !handle && accept (p, "thread");
  bool lasting = thread || (!handle && accept (p, "lasting"));
  bool move = !handle && !lasting && accept (p, "moved");
  if (!handle && !lasting && !move && !accept (p, "new"))
    return term (p);
  struct esc_fresh f = { .by = by, .handle = handle || lasting,
			 .outlives = lasting, .thread = thread,
			 .ifnull = move };
  if (!f.handle)
    size (p, &f);
  if (accept (p, "zero"))
    f.zeroed = true;
  if (accept (p, "align"))
    {
      struct esc_expr align = { 0 };
      esc_expr_param (&align, ESC_X_PARAM, argument (p), 0);
      f.align = esc_expr_keep (p->arena, &align);
    }
  struct esc_term t = { .base = ESC_B_FRESH, .index = s->nfresh };
  ESC_PUSH (p->arena, s->fresh, s->nfresh, s->fresh_cap, f);
  return t;
}

static void
callback (struct parser *p, struct esc_effect *e)
{
  struct esc_term args[8];
  e->kind = ESC_E_CALL;
  e->src = (struct esc_term) { .base = ESC_B_PARAM, .index = argument (p) };
  expect (p, "(", "'(' is missing after call");
  while (!accept (p, ")") && !p->error)
    {
      if (e->nargs == 8)
	fail (p, "a callback has at most 8 arguments");
      else if (accept (p, "_"))
	args[e->nargs++] = (struct esc_term) { 0 };
      else
	args[e->nargs++] = term (p);
      if (*p->at != ')')
	expect (p, ",", "',' or ')' is missing");
    }
  e->args = esc_alloc (p->arena, (e->nargs + 1u) * sizeof *e->args);
  memcpy (e->args, args, e->nargs * sizeof *args);
}

/* What is done, from `keep' on in the grammar, into E.  */
static void
what (struct parser *p, struct esc_summary *s, const char *by,
      struct esc_effect *e)
{
  if (accept (p, "keep"))
    {
      e->kind = ESC_E_STORE;
      e->src = term (p);
      expect (p, "by", "'by' is missing after keep");
      e->dst = term (p);
      e->dst.at = (struct esc_off) { .off = ESC_KEEP };
    }
  else if (accept (p, "drop"))
    {
      e->kind = ESC_E_KILL;
      e->flags |= ESC_PF_MUST;
      e->dst = term (p);
      e->dst.at = (struct esc_off) { .off = ESC_KEEP };
      e->len = sizeof (void *);
    }
  else if (accept (p, "write"))
    {
      e->kind = ESC_E_KILL;
      e->dst = term (p);
      e->dst.at.stride = 1;
    }
  else if (accept (p, "copy"))
    {
      e->kind = ESC_E_MOVE;
      e->dst = term (p);
      expect (p, "from", "'from' is missing after copy");
      e->src = term (p);
      skip_space (p);
      e->len = isdigit ((unsigned char) *p->at) ? number (p) : 0;
    }
  else if (accept (p, "free"))
    {
      e->kind = ESC_E_FREE;
      e->flags |= ESC_PF_MUST;
      e->src = term (p);
    }
  else if (accept (p, "realloc"))
    {
      e->kind = ESC_E_REALLOC;
      e->src = term (p);
    }
  else if (accept (p, "leak"))
    {
      e->kind = ESC_E_LEAK;
      e->src = term (p);
      e->name = by;
    }
  else if (accept (p, "send"))
    {
      /* Bytes, which may hold no address: enough to keep an object on the heap,
	 not for a word to the user.  */
      e->kind = ESC_E_LEAK;
      e->flags |= ESC_PF_MAYBE;
      e->src = term (p);
      if (e->src.nderef == ESC_MAX_DEREF)
	fail (p, "too many '*'");
      else
	esc_term_load (p->arena, &e->src, (struct esc_off) { 0, 1, 0 });
      e->src.at = (struct esc_off) { 0 };
      e->name = by;
    }
  else if (accept (p, "call"))
    callback (p, e);
  else if (accept (p, "r"))
    {
      e->kind = ESC_E_RET;
      expect (p, "=", "'=' is missing after r");
      e->src = value (p, s, by);
    }
  else if (accept (p, "*"))
    {
      e->kind = ESC_E_STORE;
      e->dst = term (p);
      expect (p, "=", "'=' is missing");
      e->src = value (p, s, by);
    }
  else
    fail (p, "an effect starts with r, *, keep, drop, write, copy, free, "
	     "realloc, leak, send, call, noreturn, unknown or jumps");
}

/* The flag of S that comes next, or 0.  */
static uint32_t
whole (struct parser *p)
{
  if (accept (p, "noreturn"))
    return ESC_SF_NORETURN;
  if (accept (p, "unknown"))
    return ESC_SF_UNKNOWN;
  return accept (p, "jumps") ? ESC_SF_JUMPS : 0;
}

static void
effect (struct parser *p, struct esc_summary *s, const char *by)
{
  struct esc_effect e = { .flags = 0 };
  skip_space (p);
  if (isdigit ((unsigned char) *p->at))
    {
      e.mode = argument (p) + 1u;
      e.mode_is = true;
      expect (p, "=", "'=' is missing after the argument");
      e.mode_value = number (p);
      expect (p, ":", "':' is missing after the number");
    }
  if (accept (p, "ok:"))
    e.flags |= ESC_PF_OK;
  else if (accept (p, "nz:"))
    e.flags |= ESC_PF_NOTHEN;
  uint32_t flag = whole (p);
  s->flags |= flag;
  if (flag)
    return;
  what (p, s, by, &e);
  if (!p->error)
    ESC_PUSH (p->arena, s->effects, s->neffects, s->effects_cap, e);
}

struct esc_summary *
esc_known_parse (struct esc_arena *arena, const char *by, const char *text,
		 const char **error)
{
  struct esc_summary *s = esc_alloc (arena, sizeof *s);
  struct parser p = { arena, text, NULL, s };
  skip_space (&p);
  while (*p.at && !p.error)
    {
      effect (&p, s, by);
      if (!accept (&p, ";") && *p.at && !p.error)
	fail (&p, "';' is missing between effects");
      skip_space (&p);
    }
  /* A call of something that only frees goes away with the memory.  */
  if (s->neffects == 1 && s->effects[0].kind == ESC_E_FREE)
    s->flags |= ESC_SF_FREES;
  *error = p.error;
  return s;
}

const char *
esc_known_name (struct esc_arena *arena, const char **text, const char **error)
{
  struct parser p = { arena, *text, NULL, NULL };
  const char *n = name (&p);
  if (!p.error && *p.at && *p.at != ' ' && *p.at != '\t' && *p.at != ':')
    fail (&p, "a space is missing after the name");
  if (*p.at == ':')
    p.at++;
  *text = p.at;
  *error = p.error;
  return n;
}
