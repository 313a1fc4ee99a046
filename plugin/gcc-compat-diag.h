/* gcc-compat-diag.h - GCC's diagnostics in its versions: part of gcc-compat.h.

   Owns:    a small function for each thing about diagnostics that is not
            spelled the same in GCC 11 to 16.
   Input:   the headers that gcc-compat.h includes.
   Output:  names beginning with esc_gcc_ (ESC_GCC_ for constants).
   Not handled: what is printed (diag.cc).  */

#ifndef ESC_GCC_COMPAT_DIAG_H
#define ESC_GCC_COMPAT_DIAG_H

/* Whether -w was given.  */
static inline bool
esc_gcc_no_warnings_p (void)
{
#if BUILDING_GCC_MAJOR >= 14
  return global_dc->m_inhibit_warnings;
#else
  return global_dc->dc_inhibit_warnings;
#endif
}

/* The edits that -fdiagnostics-generate-patch is to print when the compilation
   is over; NULL: they are not wanted.  */
#if BUILDING_GCC_MAJOR >= 16
typedef diagnostics::changes::change_set esc_gcc_edits;
#else
typedef edit_context esc_gcc_edits;
#endif

static inline esc_gcc_edits *
esc_gcc_edits_now (void)
{
#if BUILDING_GCC_MAJOR >= 16
  return global_dc->get_fixits_change_set ();
#elif BUILDING_GCC_MAJOR >= 14
  return global_dc->get_edit_context ();
#else
  return global_dc->edit_context_ptr;
#endif
}

/* Print none of them.  */
static inline void
esc_gcc_edits_drop (void)
{
#if BUILDING_GCC_MAJOR >= 16
  global_dc->initialize_fixits_change_set ();
#elif BUILDING_GCC_MAJOR >= 14
  global_dc->create_edit_context ();
#else
  global_dc->edit_context_ptr = new edit_context ();
#endif
}

#if BUILDING_GCC_MAJOR >= 16
typedef enum diagnostics::kind esc_gcc_kind;
typedef diagnostics::diagnostic_info esc_gcc_diagnostic;
# define ESC_GCC_NOTE diagnostics::kind::note
# define ESC_GCC_WARNING diagnostics::kind::warning
# define ESC_GCC_IGNORED diagnostics::kind::ignored
# define ESC_GCC_POP diagnostics::kind::pop
#else
typedef diagnostic_t esc_gcc_kind;
typedef diagnostic_info esc_gcc_diagnostic;
# define ESC_GCC_NOTE DK_NOTE
# define ESC_GCC_WARNING DK_WARNING
# define ESC_GCC_IGNORED DK_IGNORED
# define ESC_GCC_POP DK_POP
#endif

/* What the command line makes of warnings of OPT.  */
static inline esc_gcc_kind *
esc_gcc_class (int opt)
{
#if BUILDING_GCC_MAJOR >= 14
  return &global_dc->m_option_classifier.m_classify_diagnostic[opt];
#else
  return &global_dc->classify_diagnostic[opt];
#endif
}

/* Whether a pragma around LOC turns OPT off.  */
static inline bool
esc_gcc_ignored_p (location_t loc, int opt)
{
#if BUILDING_GCC_MAJOR >= 15
  const auto &history = global_dc->m_option_classifier.m_classification_history;
  int n = history.length ();
#elif BUILDING_GCC_MAJOR >= 14
  const auto *history = global_dc->m_option_classifier.m_classification_history;
  int n = global_dc->m_option_classifier.m_n_classification_history;
#else
  const auto *history = global_dc->classification_history;
  int n = global_dc->n_classification_history;
#endif
  for (int i = n; i-- > 0; )
    {
      const auto *c = &history[i];
      if (!linemap_location_before_p (line_table, c->location, loc))
	continue;
      if (c->kind == ESC_GCC_POP)
	i = c->option;
      else if (c->option == 0 || c->option == opt)
	return c->kind == ESC_GCC_IGNORED;
    }
  return false;
}

/* A hook that sees each diagnostic before it is decided whether to print it; 11
   has none.  */
#if BUILDING_GCC_MAJOR >= 12
# define ESC_GCC_HAS_HOOK 1
# if BUILDING_GCC_MAJOR >= 16
typedef const diagnostics::context &esc_gcc_hook_context;
# else
typedef diagnostic_context *esc_gcc_hook_context;
# endif
typedef void (*esc_gcc_hook) (esc_gcc_hook_context, esc_gcc_diagnostic *);

/* Install HOOK.  Returns the one that was there, which HOOK is to call, or
   NULL.  */
static inline esc_gcc_hook
esc_gcc_set_hook (esc_gcc_hook hook)
{
# if BUILDING_GCC_MAJOR >= 14
  esc_gcc_hook old = global_dc->m_set_locations_cb;
  global_dc->m_set_locations_cb = hook;
# else
  esc_gcc_hook old = global_dc->set_locations_cb;
  global_dc->set_locations_cb = hook;
# endif
  return old;
}

static inline esc_gcc_kind *
esc_gcc_diagnostic_kind (esc_gcc_diagnostic *d)
{
# if BUILDING_GCC_MAJOR >= 16
  return &d->m_kind;
# else
  return &d->kind;
# endif
}

static inline int
esc_gcc_diagnostic_option (const esc_gcc_diagnostic *d)
{
# if BUILDING_GCC_MAJOR >= 16
  return d->m_option_id.m_idx;
# elif BUILDING_GCC_MAJOR >= 15
  return d->option_id.m_idx;
# else
  return d->option_index;
# endif
}
#else
# define ESC_GCC_HAS_HOOK 0
#endif

/* While a diagnostic of ours is printed: every option counts as on, and what
   stands in brackets behind a message of KIND is what esc_option_name says
   (diag.cc; allocated, NULL: nothing).  */
char *esc_option_name (esc_gcc_kind kind);

#if BUILDING_GCC_MAJOR >= 15
# if BUILDING_GCC_MAJOR >= 16
typedef diagnostics::option_id_manager esc_gcc_options;
typedef diagnostics::option_id esc_gcc_option_id;
#  define ESC_GCC_OPTIONS m_option_id_mgr
# else
typedef diagnostic_option_manager esc_gcc_options;
typedef diagnostic_option_id esc_gcc_option_id;
#  define ESC_GCC_OPTIONS m_option_mgr
# endif
class esc_options_taken : public esc_gcc_options
{
public:
  int option_enabled_p (esc_gcc_option_id) const final override { return 1; }
  char *make_option_url (esc_gcc_option_id) const final override
  {
    return NULL;
  }
  char *make_option_name (esc_gcc_option_id, esc_gcc_kind kind,
			  esc_gcc_kind) const final override
  {
    return esc_option_name (kind);
  }
};
#else
# if BUILDING_GCC_MAJOR >= 14
typedef const diagnostic_context *esc_gcc_name_context;
#  define ESC_GCC_OPTIONS(name) m_option_callbacks.m_##name##_cb
#  define ESC_GCC_MAKE_NAME ESC_GCC_OPTIONS (make_option_name)
#  define ESC_GCC_MAKE_URL ESC_GCC_OPTIONS (make_option_url)
#  define ESC_GCC_ENABLED ESC_GCC_OPTIONS (option_enabled)
# else
typedef diagnostic_context *esc_gcc_name_context;
#  define ESC_GCC_MAKE_NAME option_name
#  define ESC_GCC_MAKE_URL get_option_url
#  define ESC_GCC_ENABLED option_enabled
# endif
static inline char *
esc_gcc_make_name (esc_gcc_name_context, int, esc_gcc_kind kind, esc_gcc_kind)
{
  return esc_option_name (kind);
}

static inline int
esc_gcc_always (int, unsigned, void *)
{
  return 1;
}
#endif

/* What must be given back afterwards.  */
struct esc_gcc_taken
{
#if BUILDING_GCC_MAJOR >= 15
  esc_gcc_options *options;
  esc_options_taken ours;
#else
  decltype (global_dc->ESC_GCC_MAKE_NAME) name;
  decltype (global_dc->ESC_GCC_MAKE_URL) url;
  decltype (global_dc->ESC_GCC_ENABLED) enabled;
#endif
  bool werror;
};

static inline bool *
esc_gcc_werror (void)
{
#if BUILDING_GCC_MAJOR >= 14
  return &global_dc->m_warning_as_error_requested;
#else
  return &global_dc->warning_as_error_requested;
#endif
}

/* Take the options over; a warning is an error if AS_ERROR.  */
static inline void
esc_gcc_take_options (struct esc_gcc_taken *t, bool as_error)
{
#if BUILDING_GCC_MAJOR >= 15
  t->options = global_dc->ESC_GCC_OPTIONS;
  global_dc->ESC_GCC_OPTIONS = &t->ours;
#else
  t->name = global_dc->ESC_GCC_MAKE_NAME;
  t->url = global_dc->ESC_GCC_MAKE_URL;
  t->enabled = global_dc->ESC_GCC_ENABLED;
  global_dc->ESC_GCC_MAKE_NAME = esc_gcc_make_name;
  global_dc->ESC_GCC_MAKE_URL = NULL;
  global_dc->ESC_GCC_ENABLED = esc_gcc_always;
#endif
  t->werror = *esc_gcc_werror ();
  *esc_gcc_werror () = as_error;
}

static inline void
esc_gcc_give_options_back (const struct esc_gcc_taken *t)
{
#if BUILDING_GCC_MAJOR >= 15
  global_dc->ESC_GCC_OPTIONS = t->options;
#else
  global_dc->ESC_GCC_MAKE_NAME = t->name;
  global_dc->ESC_GCC_MAKE_URL = t->url;
  global_dc->ESC_GCC_ENABLED = t->enabled;
#endif
  *esc_gcc_werror () = t->werror;
}

/* A path without steps; to be freed with esc_gcc_path_free.  PP is the printer
   of the steps' texts; its prefix would be that of the last diagnostic.  */
static inline simple_diagnostic_path *
esc_gcc_path_new (pretty_printer **pp)
{
#if BUILDING_GCC_MAJOR >= 15
  *pp = global_dc->clone_printer ().release ();
#else
  *pp = global_dc->printer->clone ();
#endif
  pp_set_prefix (*pp, NULL);
#if BUILDING_GCC_MAJOR >= 16
  static tree_logical_location_manager locations;
  return new simple_diagnostic_path (locations, *pp);
#else
  return new simple_diagnostic_path (*pp);
#endif
}

static inline void
esc_gcc_path_free (simple_diagnostic_path *path, pretty_printer *pp)
{
  delete path;
  delete pp;
}

#endif
