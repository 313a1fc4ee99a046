/* gcc-compat.h - the one place that includes GCC's headers and knows GCC's
   versions.

   Owns:    the #includes in the order that they need, and a small function
            for each thing that is not spelled the same in GCC 11 to 16; those
            about diagnostics are in gcc-compat-diag.h.
   Input:   GCC's plugin headers (found by -isystem).
   Output:  names beginning with esc_gcc_ (ESC_GCC_ for constants).
   Not handled: GCC before 11.  When the support of a version ends, its #if
            branches go.  */

#ifndef ESC_GCC_COMPAT_H
#define ESC_GCC_COMPAT_H

/* GCC 16's diagnostics need them before system.h.  */
#define INCLUDE_VECTOR
#define INCLUDE_STRING
#define INCLUDE_MEMORY

#include "gcc-plugin.h"
#include "plugin-version.h"
#include "bversion.h"
#include "tree.h"
#include "diagnostic-core.h"
/* From GCC 14 on the diagnostic context keeps to itself what the plugin must
   see: which pragmas there were, and how an option is named.  The layout of a
   class does not depend on who may look.  The C++ library's headers are there
   already (system.h).  */
#if BUILDING_GCC_MAJOR >= 14
# define private public
#endif
#include "diagnostic.h"
#if BUILDING_GCC_MAJOR >= 16
# include "diagnostics/changes.h"
# include "diagnostics/file-cache.h"
# include "diagnostics/paths.h"
# include "tree-logical-location.h"
#else
# include "diagnostic-path.h"
# include "edit-context.h"
#endif
#if BUILDING_GCC_MAJOR >= 14
# undef private
#endif
#include "gcc-rich-location.h"
#if BUILDING_GCC_MAJOR >= 15
# include "simple-diagnostic-path.h"
#endif
#include "basic-block.h"
#include "function.h"
#include "gimple.h"
#include "gimple-iterator.h"
#include "ssa.h"
#include "tree-cfg.h"
#include "tree-dfa.h"
#include "tree-pass.h"
#include "tree-cfgcleanup.h"
#include "tree-into-ssa.h"
#include "tree-ssa-alias.h"
#include "tree-inline.h"
#include "cfghooks.h"
#include "cfgloop.h"
#include "predict.h"
#include "tree-ssa-loop.h"
#include "tree-ssa-loop-niter.h"
#include "tree-scalar-evolution.h"
#include "gimple-fold.h"
#include "gimplify.h"
#include "gimplify-me.h"
#include "context.h"
#include "cgraph.h"
#include "alloc-pool.h"
#include "symbol-summary.h"
#include "sreal.h"
#if BUILDING_GCC_MAJOR >= 14
# include "ipa-cp.h"
#endif
#include "ipa-prop.h"
#include "ipa-fnsummary.h"
#include "ipa-inline.h"
#include "cfganal.h"
#include "dominance.h"
#include "attribs.h"
#include "stringpool.h"
#include "builtins.h"
#include "internal-fn.h"
#include "langhooks.h"
#include "output.h"
#include "timevar.h"
#include "options.h"
#include "opts.h"
#include "toplev.h"
#include "file-prefix-map.h"

#if BUILDING_GCC_MAJOR < 12
static inline bool
startswith (const char *s, const char *prefix)
{
  return strncmp (s, prefix, strlen (prefix)) == 0;
}
#endif

/* What GCC calls the option of a dangling pointer; 11 has none.  */
#if BUILDING_GCC_MAJOR >= 12
# define ESC_GCC_OPT_DANGLING OPT_Wdangling_pointer_
# define ESC_GCC_DANGLING_SET (global_options_set.x_warn_dangling_pointer)
# define ESC_GCC_DANGLING_ON (warn_dangling_pointer > 0)
#else
# define ESC_GCC_OPT_DANGLING OPT_Wreturn_local_addr
# define ESC_GCC_DANGLING_SET (global_options_set.x_warn_return_local_addr)
# define ESC_GCC_DANGLING_ON (warn_return_local_addr != 0)
#endif

/* Whether STMT marks the end of its variable's scope.  In GCC 11 clobbers have
   no kind, and in C each one of a user's variable is such a mark.  */
static inline bool
esc_gcc_scope_end_p (const gimple *stmt)
{
#if BUILDING_GCC_MAJOR >= 14
  return gimple_clobber_p (stmt, CLOBBER_STORAGE_END);
#elif BUILDING_GCC_MAJOR >= 12
  return gimple_clobber_p (stmt, CLOBBER_EOL);
#else
  return gimple_clobber_p (stmt);
#endif
}

/* Whether the warning OPT was given or silenced for STMT already.  */
static inline bool
esc_gcc_suppressed_p (const gimple *stmt, int opt)
{
#if BUILDING_GCC_MAJOR >= 12
  return warning_suppressed_p (stmt, (opt_code) opt);
#else
  /* 11 gives none before ours, and the mark, which is one for all warnings,
     may be ours.  */
  (void) stmt;
  (void) opt;
  return false;
#endif
}

static inline void
esc_gcc_suppress (gimple *stmt, int opt)
{
#if BUILDING_GCC_MAJOR >= 12
  suppress_warning (stmt, (opt_code) opt);
#else
  (void) opt;
  gimple_set_no_warning (stmt, true);
#endif
}

/* Whether REF is an array whose last element need not be the last one: it ends
   its structure and the structure may have been allocated larger.  */
static inline bool
esc_gcc_open_array_p (tree ref)
{
#if BUILDING_GCC_MAJOR >= 13
  return array_ref_flexible_size_p (ref);
#else
  return array_at_struct_end_p (ref);
#endif
}

/* Whether DECL is a compound literal: c-tree.h's C_DECL_COMPOUND_LITERAL_P.
   That header needs more of the front end than lto1 has.  */
#define ESC_GCC_COMPOUND_LITERAL_P(decl) DECL_LANG_FLAG_5 (decl)

/* Built-ins that not every version has, as cases of a switch.  */
#if BUILDING_GCC_MAJOR >= 14
# define ESC_GCC_CASE_NESTED_PTR(action)				\
    case BUILT_IN_GCC_NESTED_PTR_CREATED: action; return true;
#else
# define ESC_GCC_CASE_NESTED_PTR(action)
#endif
#if BUILDING_GCC_MAJOR >= 13
# define ESC_GCC_CASE_UNREACHABLE_TRAP case BUILT_IN_UNREACHABLE_TRAP:
#else
# define ESC_GCC_CASE_UNREACHABLE_TRAP
#endif
#if BUILDING_GCC_MAJOR >= 12
# define ESC_GCC_CASE_DYNAMIC_OBJECT_SIZE case BUILT_IN_DYNAMIC_OBJECT_SIZE:
# define ESC_GCC_CASE_DEFERRED_INIT case IFN_DEFERRED_INIT:
#else
# define ESC_GCC_CASE_DYNAMIC_OBJECT_SIZE
# define ESC_GCC_CASE_DEFERRED_INIT
#endif

/* Attributes of another vendor: a table, ended where the version wants it, and
   its registration.  */
#if BUILDING_GCC_MAJOR >= 14
# define ESC_GCC_SCOPED_ATTRIBUTES(table, scope, ...)			\
    static const attribute_spec table##_rows[] = { __VA_ARGS__ };	\
    static const scoped_attribute_specs table = { scope, { table##_rows } }
# define ESC_GCC_REGISTER_SCOPED(table, scope) \
    register_scoped_attributes (table)
#else
# define ESC_GCC_SCOPED_ATTRIBUTES(table, scope, ...)			\
    static struct attribute_spec table[]				\
      = { __VA_ARGS__, { NULL, 0, 0, false, false, false, false, NULL,	\
			 NULL } }
# define ESC_GCC_REGISTER_SCOPED(table, scope) \
    register_scoped_attributes (table, scope)
#endif

/* Line LINE of FILE and its length, not ended by a NUL and valid until the next
   call; NULL: there is none.  */
static inline const char *
esc_gcc_source_line (const char *file, int line, size_t *len)
{
#if BUILDING_GCC_MAJOR >= 14
  auto s = global_dc->get_file_cache ().get_source_line (file, line);
#else
  char_span s = location_get_source_line (file, line);
#endif
  *len = s ? s.length () : 0;
  return s ? s.get_buffer () : NULL;
}

/* Where the macro of MAP is used.  */
static inline location_t
esc_gcc_expansion_point (const line_map_macro *map)
{
#if BUILDING_GCC_MAJOR >= 14
  return map->get_expansion_point_location ();
#else
  return MACRO_MAP_EXPANSION_POINT_LOCATION (map);
#endif
}

/* Symbols of the C front end: absent from lto1, which loads the plugin all the
   same.  Test before a call.  */
struct cpp_reader;
extern "C++" void c_register_pragma (const char *, const char *,
				     void (*) (struct cpp_reader *))
  __attribute__ ((weak));

#include "gcc-compat-diag.h"

#endif
