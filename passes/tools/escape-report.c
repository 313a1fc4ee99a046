/* escape-report.c - one answer for a whole program: the command line.

   Owns:    the options, which output goes where, the exit status.
   Input:   the inputs that load.h reads.
   Output:  see outputs.h.
   Not handled: reading and solving (load.h); how anything looks (out-*.c).

   Exit status: 0 nothing new; 1 findings, or with a baseline new ones; 2 an input
   that is unusable, or wrong usage.  */

#define _XOPEN_SOURCE 700	/* realpath */

#include "passes/tools/baseline.h"
#include "passes/tools/files.h"
#include "passes/tools/json.h"
#include "passes/tools/load.h"
#include "passes/tools/outputs.h"
#include "passes/tools/progress.h"

#include <argp.h>
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { NEW_FINDINGS = 1, UNUSABLE = 2 };

#define MAX_TABLE ((size_t) 1 << 26)

const char *argp_program_version = "escape-report " ESC_VERSION;

/* ---- The options.  */

enum output_number
{
  OUT_TEXT, OUT_TABLE, OUT_JSON, OUT_SARIF, OUT_HTML, OUT_DOT, OUT_COUNT
};

enum key
{
  KEY_OUTPUT = 256,		/* + enum output_number */
  KEY_KIND = 300,		/* + enum esc_kind */
  KEY_NO_KIND = 350,		/* + enum esc_kind */
  KEY_KINDS = 400,
  KEY_BASELINE,
  KEY_WRITE_BASELINE,
  KEY_FUNCTIONS,
  KEY_PROFILE,
  KEY_STATS,
  KEY_DUMP,
  KEY_MERGE,
  KEY_PROGRESS,
  KEY_SOURCE_DIR,
  KEY_STACK_LIMIT,
  KEY_FRAME_LIMIT,
  KEY_RECURSION_LIMIT
};

static const struct argp_option options[] =
{
  { NULL, 0, NULL, 0, "What to print (default: --text):", 1 },
  { "text", KEY_OUTPUT + OUT_TEXT, "FILE", OPTION_ARG_OPTIONAL,
    "Findings as GCC prints them, with their paths", 0 },
  { "table", KEY_OUTPUT + OUT_TABLE, "FILE", OPTION_ARG_OPTIONAL,
    "Heap sites by function and by file", 0 },
  { "json", KEY_OUTPUT + OUT_JSON, "FILE", OPTION_ARG_OPTIONAL,
    "Everything, a JSON object a line", 0 },
  { "sarif", KEY_OUTPUT + OUT_SARIF, "FILE", OPTION_ARG_OPTIONAL,
    "Findings as SARIF 2.1.0", 0 },
  { "html", KEY_OUTPUT + OUT_HTML, "DIR", 0,
    "Pages to read in a browser, from index.html", 0 },
  { "dot", KEY_OUTPUT + OUT_DOT, "FUNCTION", OPTION_ARG_OPTIONAL,
    "The escape graph of FUNCTION for graphviz; without one, the calls", 0 },
  { "output", 'o', "FILE", 0,
    "Write here what has no file of its own (default: standard output)", 0 },
  { "stats", KEY_STATS, NULL, 0,
    "Also say on standard error how much was analysed, and what was not", 0 },
  { "dump", KEY_DUMP, NULL, 0, "Print what the inputs hold, in words", 0 },
  { "merge", KEY_MERGE, NULL, 0,
    "Reduce the inputs to one, the file of -o, with the same answer", 0 },

  { NULL, 0, NULL, 0, "What to report:", 2 },
  { NULL, 'm', NULL, 0,
    "A remark for each pointer parameter and each site that stays on the heap",
    0 },
  { "kinds", KEY_KINDS, "LIST", 0,
    "These kinds alone: dangle, maybe, stackable, bounded, hoist, contract, "
    "unused, with commas; or all (default: "
    "dangle,stackable,bounded,contract)", 0 },
#define KIND(name, kind, help)						\
  { name, KEY_KIND + kind, NULL, 0, help, 0 },				\
  { "no-" name, KEY_NO_KIND + kind, NULL, OPTION_HIDDEN, NULL, 0 },
  KIND ("dangle", ESC_K_DANGLE,
	"Addresses of stack objects that are held when the object dies; "
	"--no-KIND turns a kind off")
  KIND ("maybe", ESC_K_MAYBE, "Those that may be overwritten before, too")
  KIND ("stackable", ESC_K_STACKABLE,
	"Heap objects that could live on the stack")
  KIND ("bounded", ESC_K_BOUNDED,
	"Such objects whose size varies but has a bound")
  KIND ("hoist", ESC_K_HOIST,
	"Heap objects that could live in the caller's frame")
  KIND ("contract", ESC_K_CONTRACT,
	"Functions that do more with a parameter than declared")
  KIND ("unused", ESC_K_UNUSED, "Attributes that silence nothing")
  { "baseline", KEY_BASELINE, "FILE", 0,
    "Findings that FILE has are old: text leaves them out, and they do not "
    "count for the exit status", 0 },
  { "write-baseline", KEY_WRITE_BASELINE, "FILE", 0,
    "Write all findings to FILE", 0 },

  { NULL, 0, NULL, 0, "What to go by:", 3 },
  { "functions", KEY_FUNCTIONS, "FILE", 0,
    "Read what more functions do from this table", 0 },
  { "profile", KEY_PROFILE, "FILE", 0,
    "Join counts of allocator calls with the sites; may be given often", 0 },
  { "source-dir", KEY_SOURCE_DIR, "DIR", 0,
    "The sources lie here, and names are relative to it (default: the current "
    "folder)", 0 },
  { "stack-limit", KEY_STACK_LIMIT, "BYTES", 0,
    "Bytes of one object that may be on the stack (65536)", 0 },
  { "frame-limit", KEY_FRAME_LIMIT, "BYTES", 0,
    "Bytes of all such objects of one function (262144)", 0 },
  { "recursion-limit", KEY_RECURSION_LIMIT, "BYTES", 0,
    "Bytes of one object where the function is recursive (1024)", 0 },

  { NULL, 0, NULL, 0, "Other options:", -1 },
  { "progress", KEY_PROGRESS, "WHEN", 0,
    "Show a bar on standard error: auto, always or never (default: auto)", 0 },
  { 0 }
};

static const char doc[] =
  "Says for a whole program which addresses of stack objects are still held "
  "when the object dies, and which heap objects could live on the stack."
  "\v"
  "BYTES takes K and M.  Exit status: 0 nothing new; 1 findings, or with "
  "--baseline new ones; 2 an input that is unusable, or wrong usage.";

struct arguments
{
  struct esc_arena arena;
  struct rep_options load;
  bool wanted[OUT_COUNT];
  const char *target[OUT_COUNT]; /* FILE, DIR or FUNCTION, or NULL */
  const char *output, *baseline, *write_baseline, *source_dir;
  const char **functions, **profiles;
  uint32_t nfunctions, functions_cap, profiles_cap;
  bool stats, dump, merge, remarks;
  enum rep_progress_mode progress;
  char **inputs;
  int ninputs;
};

/* VALUE of the option NAME in bytes.  */
static uint64_t
parse_size (struct argp_state *state, const char *name, const char *value)
{
  char *end;
  errno = 0;
  unsigned long long n = strtoull (value, &end, 10);
  unsigned shift = *end == 'K' || *end == 'k' ? 10
		   : *end == 'M' || *end == 'm' ? 20 : 0;
  end += shift != 0;
  if (errno || *end || !isdigit ((unsigned char) *value)
      || n > (unsigned long long) INT64_MAX >> shift)
    argp_error (state, "--%s=%s: the value must be a number of bytes such as "
		"4096, 64K or 1M", name, value);
  return (uint64_t) n << shift;
}

/* Turn on the kinds of LIST alone.  */
static void
parse_kinds (struct argp_state *state, struct arguments *a, const char *list)
{
  memset (a->load.kind, 0, sizeof a->load.kind);
  size_t n;
  for (const char *at = list; ; at += n + 1)
    {
      n = strcspn (at, ",");
      bool found = false;
      for (int k = 0; k < ESC_K_HEAP; k++)
	{
	  const char *name = esc_kind_name[k];
	  if ((strlen (name) == n && !memcmp (at, name, n))
	      || (n == 3 && !memcmp (at, "all", n)))
	    found = a->load.kind[k] = true;
	}
      if (!found)
	argp_error (state, "--kinds=%s: '%.*s' is none of dangle, maybe, "
		    "stackable, bounded, hoist, contract, unused, all", list,
		    (int) n, at);
      if (!at[n])
	break;
    }
}

static enum rep_progress_mode
parse_when (struct argp_state *state, const char *value)
{
  if (strcmp (value, "always") == 0)
    return REP_PROGRESS_ALWAYS;
  if (strcmp (value, "never") == 0)
    return REP_PROGRESS_NEVER;
  if (strcmp (value, "auto"))
    argp_error (state, "--progress=%s: the value must be auto, always or never",
		value);
  return REP_PROGRESS_AUTO;
}

/* What the options together must be.  */
static void
check_arguments (struct argp_state *state, const struct arguments *a)
{
  unsigned nshown = 0, nstdin = 0;
  for (int i = 0; i < OUT_COUNT; i++)
    nshown += a->wanted[i] && (i == OUT_DOT || !a->target[i]);
  if (nshown > 1)
    argp_error (state, "two outputs would go to one place: give all but one a "
		"file, as in --sarif=FILE");
  if (a->merge && !a->output)
    argp_error (state, "--merge needs the name of the result: -o FILE");
  for (int i = 0; i < a->ninputs; i++)
    nstdin += strcmp (a->inputs[i], "-") == 0;
  if (nstdin > 1)
    argp_error (state, "standard input ('-') can be read once");
}

static error_t
parse (int key, char *value, struct argp_state *state)
{
  struct arguments *a = state->input;
  if (key >= KEY_OUTPUT && key < KEY_OUTPUT + OUT_COUNT)
    {
      a->wanted[key - KEY_OUTPUT] = true;
      a->target[key - KEY_OUTPUT] = value;
      return 0;
    }
  if (key >= KEY_KIND && key < KEY_KIND + ESC_K_HEAP)
    a->load.kind[key - KEY_KIND] = true;
  else if (key >= KEY_NO_KIND && key < KEY_NO_KIND + ESC_K_HEAP)
    a->load.kind[key - KEY_NO_KIND] = false;
  else
    switch (key)
      {
      case 'm': a->remarks = a->load.params = true; break;
      case 'o': a->output = value; break;
      case KEY_KINDS: parse_kinds (state, a, value); break;
      case KEY_BASELINE: a->baseline = value; break;
      case KEY_WRITE_BASELINE: a->write_baseline = value; break;
      case KEY_FUNCTIONS:
	ESC_PUSH (&a->arena, a->functions, a->nfunctions, a->functions_cap,
		  value);
	break;
      case KEY_PROFILE:
	ESC_PUSH (&a->arena, a->profiles, a->load.nprofiles, a->profiles_cap,
		  value);
	break;
      case KEY_STATS: a->stats = true; break;
      case KEY_DUMP: a->dump = true; break;
      case KEY_MERGE: a->merge = true; break;
      case KEY_PROGRESS: a->progress = parse_when (state, value); break;
      case KEY_SOURCE_DIR: a->source_dir = value; break;
      case KEY_STACK_LIMIT:
	a->load.limits.object = parse_size (state, "stack-limit", value);
	break;
      case KEY_FRAME_LIMIT:
	a->load.limits.frame = parse_size (state, "frame-limit", value);
	break;
      case KEY_RECURSION_LIMIT:
	a->load.limits.recursive
	  = parse_size (state, "recursion-limit", value);
	break;
      case ARGP_KEY_ARGS:
	a->inputs = state->argv + state->next;
	a->ninputs = state->argc - state->next;
	break;
      case ARGP_KEY_NO_ARGS:
	argp_error (state, "no input; give the objects, archives or programs "
		    "to report on");
	break;
      case ARGP_KEY_SUCCESS: check_arguments (state, a); break;
      default: return ARGP_ERR_UNKNOWN;
      }
  return 0;
}

static const struct argp parser
  = { options, parse, "INPUT...", doc, NULL, NULL, NULL };

/* ---- The work.  */

/* Make known what the file NAME says of functions.  */
static bool
read_functions (struct esc_arena *arena, const char *name)
{
  size_t len;
  const char *why = NULL;
  const char *table = rep_read_file (arena, name, MAX_TABLE, &len, &why);
  if (!table)
    {
      rep_error ("cannot read the table '%s': %s", name, why);
      return false;
    }
  if (strlen (table) != len)
    {
      rep_error ("%s: not a table of functions: it has a NUL byte", name);
      return false;
    }
  why = esc_known_add (arena, table);
  if (why)
    rep_error ("%s:%s", name, why);
  return !why;
}

/* Write what FUNCTION makes of R to the file NAME.  */
static bool
write_file (rep_output *function, const struct rep_results *r,
	    struct rep_show *show, const char *name)
{
  show->file = rep_create (name);
  if (!show->file)
    return false;
  bool good = function (r, show);
  return rep_close (show->file, name) && good;
}

static bool
write_outputs (const struct arguments *a, const struct rep_results *r,
	       struct rep_show *show)
{
  static rep_output *const functions[OUT_COUNT]
    = { rep_out_text, rep_out_table, rep_out_json, rep_out_sarif, rep_out_html,
	rep_out_dot };
  bool good = true;
  for (int i = 0; i < OUT_COUNT; i++)
    {
      if (!a->wanted[i])
	continue;
      const char *file = i == OUT_DOT || !a->target[i] ? a->output
			 : a->target[i];
      show->target = a->target[i];
      good &= i == OUT_HTML ? functions[i] (r, show)
	      : write_file (functions[i], r, show, file);
    }
  if (a->write_baseline)
    good &= write_file (rep_out_baseline, r, show, a->write_baseline);
  show->file = stderr;
  if (a->stats)
    good &= rep_out_stats (r, show);
  return good;
}

/* What nobody asked for and must not go unsaid.  */
static void
say_rest (const struct arguments *a, const struct rep_results *r)
{
  uint32_t known = 0, capped = 0, gaps = 0;
  for (uint32_t i = 0; i < r->nfindings; i++)
    known += r->findings[i].known;
  for (uint32_t i = 0; i < r->nunits; i++)
    capped += r->units[i].ncapped;
  if (known && a->wanted[OUT_TEXT])
    rep_error ("%u finding%s in the baseline not shown", known,
	       known == 1 ? "" : "s");
  for (uint32_t i = 0; i < r->ngaps; i++)
    gaps += r->gaps[i].kind != REP_DUPLICATE;
  if ((gaps || capped || r->nleft) && !a->stats)
    rep_error ("not all was analysed (%u input%s, %u function%s over budget, "
	       "%" PRIu64 " without room in the section): see --stats", gaps,
	       gaps == 1 ? "" : "s", capped, capped == 1 ? "" : "s",
	       r->nleft);
}

static int
exit_status (const struct arguments *a, const struct rep_results *r)
{
  for (uint32_t i = 0; i < r->ngaps; i++)
    if (r->gaps[i].kind == REP_DAMAGED)
      return UNUSABLE;
  /* Who writes a baseline alone takes all findings for old.  */
  if (a->write_baseline && !a->baseline)
    return 0;
  for (uint32_t i = 0; i < r->nfindings; i++)
    if (!r->findings[i].known)
      return NEW_FINDINGS;
  return 0;
}

/* Read, solve and show.  Returns the exit status.  */
static int
report (struct arguments *a, const char *root)
{
  struct rep_results r = { 0 };
  struct rep_baseline old = { 0 };
  struct rep_show show = { .root = root, .remarks = a->remarks,
			   .baseline = a->baseline };
  int status = UNUSABLE;
  a->load.profiles = a->profiles;
  a->load.graphs = a->wanted[OUT_HTML] || a->wanted[OUT_DOT];
  rep_progress_begin (a->progress);
  if ((!a->baseline || rep_baseline_read (&old, a->baseline))
      && rep_load (&r, &a->load, a->inputs, a->ninputs))
    {
      rep_fingerprints (&r, root);
      rep_baseline_apply (&old, &r);
      if (write_outputs (a, &r, &show))
	status = exit_status (a, &r);
      rep_progress_end ();
      say_rest (a, &r);
    }
  rep_progress_end ();
  esc_arena_free (&old.arena);
  rep_free (&r);
  return status;
}

static int
run (struct arguments *a)
{
  char root[PATH_MAX];
  const char *folder = a->source_dir ? a->source_dir : ".";
  if (!realpath (folder, root))
    {
      rep_error ("cannot use the folder '%s': %s", folder, strerror (errno));
      return UNUSABLE;
    }
  for (uint32_t i = 0; i < a->nfunctions; i++)
    if (!read_functions (&a->arena, a->functions[i]))
      return UNUSABLE;
  if (a->dump)
    {
      FILE *file = rep_create (a->output);
      if (!file)
	return UNUSABLE;
      bool good = rep_dump (file, a->inputs, a->ninputs);
      return rep_close (file, a->output) && good ? 0 : UNUSABLE;
    }
  if (a->merge)
    return rep_merge (a->output, &a->load, a->inputs, a->ninputs) ? 0
	   : UNUSABLE;
  return report (a, root);
}

int
main (int argc, char **argv)
{
  struct arguments a = { .inputs = NULL };
  rep_options_init (&a.load);
  rep_json_init ();
  argp_err_exit_status = UNUSABLE;
  argp_parse (&parser, argc, argv, 0, NULL, &a);
  bool any = false;
  for (int i = 0; i < OUT_COUNT; i++)
    any |= a.wanted[i];
  a.wanted[OUT_TEXT] |= !any;
  int status = run (&a);
  esc_arena_free (&a.arena);
  return status;
}
