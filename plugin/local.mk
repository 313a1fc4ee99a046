# plugin/local.mk - the plugin: the only folder that includes GCC's headers, C++ because they are.
#
# In:  the list below, one file a line, sorted: add a new file here and nowhere else; passes/libpasses.a.
# Out: plugin/escape.so, and plugin/escape.h as it is.  The base name before the first dash is the prefix of its options: it must stay "escape".
# Not: libtool; see configure.ac.
#
# SPDX-License-Identifier: GPL-3.0-or-later

plugin_PROGRAMS += plugin/escape.so
plugin_escape_so_SOURCES = \
	plugin/attributes.cc \
	plugin/bounds-calls.cc \
	plugin/bounds-conditions.cc \
	plugin/bounds-memory.cc \
	plugin/bounds.cc \
	plugin/bounds.h \
	plugin/diag.cc \
	plugin/fixit-facts.cc \
	plugin/fixit-leaves.cc \
	plugin/fixit-object.cc \
	plugin/fixit-patch.cc \
	plugin/fixit-plan.cc \
	plugin/fixit-source.cc \
	plugin/fixit.cc \
	plugin/fixit.h \
	plugin/folded.cc \
	plugin/gcc-compat-diag.h \
	plugin/gcc-compat.h \
	plugin/gcc-passes.cc \
	plugin/lower-asm.cc \
	plugin/lower-assign.cc \
	plugin/lower-body.cc \
	plugin/lower-builtin.cc \
	plugin/lower-call.cc \
	plugin/lower-cfg.cc \
	plugin/lower-decl.cc \
	plugin/lower-emit.cc \
	plugin/lower-expr.cc \
	plugin/lower-fn.cc \
	plugin/lower-init.cc \
	plugin/lower-program-call.cc \
	plugin/lower-program-expr.cc \
	plugin/lower-program-ref.cc \
	plugin/lower-program.cc \
	plugin/lower-program.h \
	plugin/lower-ref.cc \
	plugin/lower-wide.cc \
	plugin/lower.cc \
	plugin/options.cc \
	plugin/options.def \
	plugin/params.cc \
	plugin/plugin.cc \
	plugin/plugin.h \
	plugin/promote-change.cc \
	plugin/promote-emit.cc \
	plugin/promote-grow.cc \
	plugin/promote-inline.cc \
	plugin/promote-slot.cc \
	plugin/promote-type.cc \
	plugin/promote.cc \
	plugin/promote.h \
	plugin/resident.cc \
	plugin/section.cc \
	plugin/words.cc

# For users' sources: macros for the plugin's attributes.
include_HEADERS = plugin/escape.h

plugin_escape_so_CPPFLAGS = $(AM_CPPFLAGS) -DESC_PLUGIN_TARGET='"$(ESC_PLUGIN_TARGET)"' $(ESC_PLUGIN_CPPFLAGS)

# -fno-rtti is not taste: GCC is built without it, and a class derived from one of GCC's would need a typeinfo that GCC
# does not have.
# -std: GCC 16's headers need C++14 at least, those of 12 bear C++17 at most.
plugin_escape_so_CXXFLAGS = -std=gnu++17 -fPIC -fvisibility=hidden -fno-rtti -fno-exceptions $(AM_CXXFLAGS)
plugin_escape_so_LDADD = passes/libpasses.a $(ESC_ZLIB_LIBS) $(ESC_ZLIB)

# Linked by the C compiler, without libstdc++: cc1 has what little is needed of it (operator new and delete), and loading
# one more shared library costs in every compilation.  check-layering proves that nothing is missing.
EXTRA_DIST += plugin/link.sh
EXTRA_plugin_escape_so_DEPENDENCIES = $(srcdir)/plugin/link.sh
plugin_escape_so_LDFLAGS = -shared
plugin_escape_so_LINK = NM='$(NM)' OBJCOPY='$(OBJCOPY)' $(SHELL) $(srcdir)/plugin/link.sh \
	$(CC) $(plugin_escape_so_CXXFLAGS) $(CXXFLAGS) $(plugin_escape_so_LDFLAGS) $(LDFLAGS) -o $@
CLEANFILES += plugin/escape.so.all.o plugin/escape.so.weak
