/* options.cc - the options of the plugin.

   Owns:    esc_opts.
   Input:   options.def, the arguments as GCC split them.
   Output:  esc_opts filled; on a mistake one error line that names it, which
            makes the compilation fail.
   Not handled: what an option does.  */

#include "plugin.h"

#ifndef ESC_VERSION
# define ESC_VERSION "unknown"
#endif

/* The kinds that can be turned on and off.  */
#define ALL_KINDS \
  "dangle, maybe, stackable, bounded, hoist, contract, unused"

struct esc_plugin_options esc_opts;

enum otype
{
  LEVEL, SWITCH, SIZE, KINDS, FLAG, OUTPUT, INPUT, IGNORE, PROMOTE, SECTION,
  VERSION,
  HELP
};

struct option_row
{
  const char *key;
  enum otype type;
  void *field;
  const char *value;		/* the default, for people */
  const char *help;
};

static const struct option_row table[] =
{
#define O(key, type, field, value, help) \
  { #key, type, &esc_opts.field, value, help },
#include "options.def"
#undef O
};

/* Owned by the process: names and tables live as long as the compilation.  */
static struct esc_arena arena;

static void
set_defaults (struct esc_plugin_options *o)
{
  *o = esc_plugin_options ();
  esc_options_init (&o->run);
  o->section = ESC_SECTION_ON;
  o->kind[ESC_K_DANGLE] = true;
  o->kind[ESC_K_STACKABLE] = true;
  o->kind[ESC_K_BOUNDED] = true;
  o->kind[ESC_K_CONTRACT] = true;
  /* What people chose who moved objects to the stack by hand.  */
  o->limits.object = 1024;
  o->limits.frame = 8192;
}

static void
print_help (void)
{
  static const char *const form[]
    = { "[=0|1|2]", "[=on|off]", "=BYTES", "=KIND[,KIND...]", "", "[=FILE]",
	"=FILE", "=ANY", "[=on|off|always]",
	"[=on|off|full]", "", "" };
  printf ("Options of the escape plugin, each given as "
	  "-fplugin-arg-escape-OPTION:\n");
  struct esc_plugin_options defaults;
  set_defaults (&defaults);
  for (unsigned i = 0; i < ARRAY_SIZE (table); i++)
    {
      const struct option_row *o = &table[i];
      char *left = esc_printf (&arena, "%s%s", o->key, form[o->type]);
      printf ("  %-24s %s", left, o->help);
      if (o->type == SIZE)
	printf (" [%llu]", (unsigned long long)
		*(uint64_t *) ((char *) &defaults
			       + ((char *) o->field - (char *) &esc_opts)));
      else if (*o->value)
	printf (" [%s]", o->value);
      printf ("\n");
    }
  printf ("KIND is one of " ALL_KINDS ".\n");
  fflush (stdout);
}

static const struct option_row *
find (const char *key)
{
  for (unsigned i = 0; i < ARRAY_SIZE (table); i++)
    if (strcmp (table[i].key, key) == 0)
      return &table[i];
  return NULL;
}

/* KEY was given with a VALUE (NULL: none) that it does not take.  */
static bool
bad_value (const char *key, const char *value, const char *wanted)
{
  if (value)
    error ("%<-fplugin-arg-escape-%s=%s%>: the value must be %s; "
	   "see %<-fplugin-arg-escape-help%>", key, value, wanted);
  else
    error ("%<-fplugin-arg-escape-%s%> needs a value: %s; "
	   "see %<-fplugin-arg-escape-help%>", key, wanted);
  return false;
}

static bool
read_size (const char *key, const char *value, uint64_t *field)
{
  static const char wanted[] = "a number of bytes such as 4096, 64K or 1M";
  if (!value || !ISDIGIT (*value))
    return bad_value (key, value, wanted);
  char *end;
  errno = 0;
  unsigned long long n = strtoull (value, &end, 10);
  unsigned shift = 0;
  if (*end == 'K' || *end == 'k')
    shift = 10;
  else if (*end == 'M' || *end == 'm')
    shift = 20;
  if (shift)
    end++;
  if (*end || errno || n > (UINT64_MAX >> 1 >> shift))
    return bad_value (key, value, wanted);
  *field = (uint64_t) n << shift;
  return true;
}

static bool
read_kinds (const char *key, const char *value, bool *field)
{
  static const char wanted[]
    = "kinds from " ALL_KINDS ", separated by commas";
  if (!value || !*value)
    return bad_value (key, value, wanted);
  for (const char *s = value; s; )
    {
      const char *comma = strchr (s, ',');
      size_t len = comma ? (size_t) (comma - s) : strlen (s);
      int k;
      for (k = 0; k < ESC_K_HEAP; k++)
	if (strlen (esc_kind_name[k]) == len
	    && strncmp (esc_kind_name[k], s, len) == 0)
	  break;
      if (k == ESC_K_HEAP)
	return bad_value (key, value, wanted);
      field[k] = true;
      s = comma ? comma + 1 : NULL;
    }
  return true;
}

/* The table of functions in the file NAME.  */
static bool
read_functions (const char *key, const char *name)
{
  if (!name || !*name)
    return bad_value (key, name, "the name of a file");
  FILE *file = fopen (name, "r");
  char *text = NULL;
  size_t size = 0, room = 0;
  int problem = file ? 0 : errno;
  while (file && !problem)
    {
      if (size + 1 >= room)
	{
	  char *bigger = (char *) esc_alloc (&arena, room = room * 2 + 4096);
	  if (size)
	    memcpy (bigger, text, size);
	  text = bigger;
	}
      size_t n = fread (text + size, 1, room - size - 1, file);
      if (n == 0)
	{
	  problem = ferror (file) ? (errno ? errno : EIO) : 0;
	  break;
	}
      size += n;
    }
  if (file)
    fclose (file);
  if (problem)
    {
      error ("%<-fplugin-arg-escape-functions=%s%>: cannot read the file: %s; "
	     "name a readable one or drop the option", name,
	     xstrerror (problem));
      return false;
    }
  text[size] = 0;
  if (strlen (text) != size)
    {
      error ("%<-fplugin-arg-escape-functions=%s%>: the file is no text, it has "
	     "a NUL byte; name a table of functions or drop the option", name);
      return false;
    }
  const char *wrong = esc_known_add (&arena, text);
  if (wrong)
    error ("%s:%s; correct that line or drop "
	   "%<-fplugin-arg-escape-functions%>", name, wrong);
  return !wrong;
}

static bool
read_switch (const struct option_row *o, const char *value)
{
  bool on = !value || strcmp (value, "on") == 0;
  if (!on && strcmp (value, "off") != 0)
    return bad_value (o->key, value, "on or off");
  *(bool *) o->field = on;
  return true;
}

static bool
read_option (const struct option_row *o, const char *value)
{
  switch (o->type)
    {
    case LEVEL:
      if (value && (value[0] < '0' || value[0] > '2' || value[1]))
	return bad_value (o->key, value, "0, 1 or 2");
      *(int *) o->field = value ? value[0] - '0' : 1;
      return true;
    case SWITCH:
      return read_switch (o, value);
    case SIZE:
      return read_size (o->key, value, (uint64_t *) o->field);
    case KINDS:
      return read_kinds (o->key, value, (bool *) o->field);
    case OUTPUT:
      if (value && !*value)
	return bad_value (o->key, value, "the name of a file");
      esc_opts.dump = true;
      esc_opts.dump_file = value;
      return true;
    case INPUT:
      return read_functions (o->key, value);
    case IGNORE:
      return true;
    case PROMOTE:
      if (value && strcmp (value, "always") == 0)
	esc_opts.promote = ESC_PROMOTE_ALWAYS;
      else if (!value || strcmp (value, "on") == 0)
	esc_opts.promote = ESC_PROMOTE_ON;
      else if (strcmp (value, "off") == 0)
	esc_opts.promote = ESC_PROMOTE_OFF;
      else
	return bad_value (o->key, value, "on, off or always");
      return true;
    case SECTION:
      if (value && strcmp (value, "full") == 0)
	esc_opts.section = ESC_SECTION_FULL;
      else if (!value || strcmp (value, "on") == 0)
	esc_opts.section = ESC_SECTION_ON;
      else if (strcmp (value, "off") == 0)
	esc_opts.section = ESC_SECTION_OFF;
      else
	return bad_value (o->key, value, "on, off or full");
      return true;
    case FLAG:
    case VERSION:
    case HELP:
      if (value)
	{
	  error ("%<-fplugin-arg-escape-%s=%s%>: %qs takes no value; "
		 "see %<-fplugin-arg-escape-help%>", o->key, value, o->key);
	  return false;
	}
      if (o->type == FLAG)
	*(bool *) o->field = true;
      else if (o->type == HELP)
	print_help ();
      else
	{
	  printf ("escape " ESC_VERSION " for GCC %s\n", gcc_version.basever);
	  fflush (stdout);
	}
      return true;
    }
  return true;
}

bool
esc_read_options (int argc, struct plugin_argument *argv)
{
  set_defaults (&esc_opts);
  for (int i = 0; i < argc; i++)
    {
      const char *key = argv[i].key, *value = argv[i].value;
      const struct option_row *o = find (key);
      if (!o && startswith (key, "no-"))
	{
	  o = find (key + 3);
	  if (o && (o->type == SWITCH || o->type == PROMOTE
		|| o->type == SECTION) && !value)
	    value = "off";
	  else
	    o = NULL;
	}
      if (!o)
	{
	  error ("%<-fplugin-arg-escape-%s%>: the escape plugin has no option "
		 "%qs; see %<-fplugin-arg-escape-help%>", key, key);
	  return false;
	}
      if (!read_option (o, value))
	return false;
      if (o->field == &esc_opts.run.limits.frame)
	esc_opts.limits.frame = esc_opts.run.limits.frame;
    }
  for (int kind = ESC_K_HEAP; kind < ESC_K_COUNT; kind++)
    esc_opts.kind[kind] = esc_opts.run.remarks > 0;
  esc_opts.run.maybe = esc_opts.kind[ESC_K_MAYBE];
  esc_opts.run.hoist = esc_opts.kind[ESC_K_HOIST];
  esc_opts.run.contract = esc_opts.kind[ESC_K_CONTRACT];
  return true;
}
