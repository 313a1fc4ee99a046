/* plugin.cc - where GCC enters the plugin.

   Owns:    plugin_init: may this GCC run us, for this language, with these
            options.
   Input:   what GCC says of itself and the plugin's arguments.
   Output:  our pass is registered, or not; nothing is printed but errors.
   Not handled: languages other than C; link time (what was compiled was
            analysed when it was compiled).  */

#include "plugin.h"

#define EXPORT __attribute__ ((visibility ("default")))

extern "C"
{
EXPORT int plugin_is_GPL_compatible;
EXPORT int plugin_init (struct plugin_name_args *,
			struct plugin_gcc_version *);
}

static struct plugin_info info =
{
  NULL,
  "Escape analysis for C: which addresses of stack objects outlive them, and "
  "which heap objects could live on the stack.\n"
  "-fplugin-arg-escape-help prints the options.\n"
};

/* The target in the text that GCC was configured with, or NULL.  */
static const char *
configured_target (const char *arguments, size_t *len)
{
  const char *s = arguments ? strstr (arguments, "--target=") : NULL;
  if (!s)
    return NULL;
  s += strlen ("--target=");
  *len = strcspn (s, " '\"");
  return s;
}

/* Whether VERSION, which runs us, is one that we were built for.  Another
   minor version is: GCC keeps its interfaces within a major one.  */
static bool
version_ok (const struct plugin_gcc_version *version, const char *path)
{
  if (atoi (version->basever) != BUILDING_GCC_MAJOR)
    {
      error ("%s was built for GCC %d and cannot run in GCC %s: "
	     "build it again with %<./configure PLUGIN_CC=gcc-%d%>, or compile "
	     "with %<gcc-%d%>", path, BUILDING_GCC_MAJOR, version->basever,
	     atoi (version->basever), BUILDING_GCC_MAJOR);
      return false;
    }
#ifdef ESC_PLUGIN_TARGET
  size_t len;
  const char *target
    = configured_target (version->configuration_arguments, &len);
  if (target && (strlen (ESC_PLUGIN_TARGET) != len
		 || strncmp (target, ESC_PLUGIN_TARGET, len) != 0))
    {
      error ("%s was built for target %s and cannot run in a GCC for %.*s: "
	     "build it again with %<./configure PLUGIN_CC=%.*s-gcc%>", path,
	     ESC_PLUGIN_TARGET, (int) len, target, (int) len, target);
      return false;
    }
#endif
  return true;
}

/* Whether the language is C.  lto1 calls itself "GNU GIMPLE".  */
static bool
language_c_p (void)
{
  const char *name = lang_hooks.name;
  return startswith (name, "GNU C") && (!name[5] || ISDIGIT (name[5]));
}

int
plugin_init (struct plugin_name_args *args, struct plugin_gcc_version *version)
{
  /* The error ends the compilation; a result other than 0 would add a second
     one that says less.  */
  if (!version_ok (version, args->full_name))
    return 0;
  register_callback (args->base_name, PLUGIN_INFO, NULL, &info);
  if (in_lto_p || !language_c_p ())
    return 0;
  /* A mistake in the options is an error, and the compilation goes on to find
     the others.  */
  if (!esc_read_options (args->argc, args->argv) || esc_opts.disable)
    return 0;
  esc_diag_init ();
  esc_register_attributes (args->base_name);
  esc_watch_returns (args->base_name);
  esc_register_passes (args->base_name);
  esc_register_patch (args->base_name);
  esc_register_section (args->base_name);
  esc_drop_symbol_pages ();
  return 0;
}
