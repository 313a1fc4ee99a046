# passes/local.mk - the engine (C11, no GCC header) and the tools on top of it.
#
# In:  the lists below, one file a line, sorted: add a new file here and nowhere else.
# Out: passes/libpasses.a (for the plugin), passes/tools/escape-report (installed), passes/tools/escape-graph (not).
# Not: nothing here may depend on plugin/; `make check-layering' tests that.
#
# SPDX-License-Identifier: GPL-3.0-or-later

engine_sources = \
	passes/callgraph.c \
	passes/callgraph.h \
	passes/candidates.c \
	passes/cfg.c \
	passes/cfg.h \
	passes/check.c \
	passes/check.h \
	passes/codec.c \
	passes/codec.h \
	passes/contract.c \
	passes/dangles.c \
	passes/escapes.c \
	passes/expand-site.h \
	passes/expand-terms.c \
	passes/expand.c \
	passes/explain.c \
	passes/expr.c \
	passes/expr.h \
	passes/feasible.c \
	passes/findings.c \
	passes/flow-edges.c \
	passes/flow-ops.c \
	passes/flow-walk.h \
	passes/flow-writes.c \
	passes/flow.c \
	passes/flow.h \
	passes/freed.c \
	passes/freed.h \
	passes/graph.c \
	passes/graph.h \
	passes/graphio-code.c \
	passes/graphio-decl.c \
	passes/graphio-expr.c \
	passes/graphio-line.c \
	passes/graphio-program.c \
	passes/graphio-program.h \
	passes/graphio-read.c \
	passes/graphio-reader.h \
	passes/graphio-words.h \
	passes/graphio-write.c \
	passes/graphio.h \
	passes/holds.c \
	passes/join.c \
	passes/join.h \
	passes/judge.c passes/judge-index.c \
	passes/judge.h \
	passes/known-parse.c \
	passes/known-parse.h \
	passes/known.c \
	passes/known.def \
	passes/known_lib.def \
	passes/known_math.def \
	passes/known_net.def \
	passes/known_shapes.def \
	passes/known_stdio.def \
	passes/known_string.def \
	passes/known_sys.def \
	passes/known_thread.def \
	passes/known_unistd.def \
	passes/mem.c \
	passes/mem.h \
	passes/modes.c \
	passes/modes.h \
	passes/offset.c \
	passes/offset.h \
	passes/paths-assume.c \
	passes/paths-known.c \
	passes/paths-memory.c \
	passes/paths-state.h \
	passes/paths-symbols.c \
	passes/paths.c \
	passes/paths.h \
	passes/program.h \
	passes/report.c \
	passes/report.h \
	passes/results.c \
	passes/run.c \
	passes/run.h \
	passes/section-body.c \
	passes/section-choose.c \
	passes/section-found.c \
	passes/section-program.c \
	passes/section-summary.c \
	passes/section-write.c \
	passes/section-writer.h \
	passes/section.c \
	passes/section.h \
	passes/sites.c \
	passes/slice-mark.c \
	passes/slice-program.c \
	passes/slice-state.h \
	passes/slice.c \
	passes/slice.h \
	passes/solve-cells.c \
	passes/solve-constraints.c \
	passes/solve-nodes.c \
	passes/solve-objects.c \
	passes/solve-order.c \
	passes/solve-state.h \
	passes/solve.c \
	passes/solve.h \
	passes/summarize-leaks.c \
	passes/summarize-maker.h \
	passes/summarize-stores.c \
	passes/summarize-terms.c \
	passes/summarize-whole.c \
	passes/summarize.c \
	passes/summarize.h \
	passes/summary.c \
	passes/summary.h

EXTRA_DIST += passes/known-shapes.sh

# The archive becomes part of escape.so: position independent and hidden, because GCC loads plugins RTLD_GLOBAL.  -O2 even
# where CFLAGS say nothing: the engine runs in every compilation of the user.
noinst_LIBRARIES += passes/libpasses.a
passes_libpasses_a_SOURCES = $(engine_sources)
passes_libpasses_a_CFLAGS = -O2 -fPIC -fvisibility=hidden $(AM_CFLAGS)

# With --enable-sanitize the tools get an engine of their own (m4/options.m4 says why).
if SANITIZE
noinst_LIBRARIES += passes/libpasses-san.a
passes_libpasses_san_a_SOURCES = $(engine_sources)
passes_libpasses_san_a_CFLAGS = $(AM_CFLAGS) $(ESC_SANITIZE)
tools_engine = passes/libpasses-san.a
else
tools_engine = passes/libpasses.a
endif

noinst_PROGRAMS += passes/tools/escape-graph
passes_tools_escape_graph_SOURCES = passes/tools/escape-graph.c
passes_tools_escape_graph_CFLAGS = $(AM_CFLAGS) $(ESC_SANITIZE)
passes_tools_escape_graph_LDADD = $(tools_engine) $(ESC_ZLIB_LIBS)

# Profiles, a part of escape-report; profile-test is for the tests.
profile_sources = \
	passes/tools/out-profile.c \
	passes/tools/profile-counts.c \
	passes/tools/profile-dhat.c \
	passes/tools/profile-heaptrack-text.c \
	passes/tools/profile-heaptrack.c \
	passes/tools/profile-join.c \
	passes/tools/profile-massif.c \
	passes/tools/profile-read.h \
	passes/tools/profile-share.c \
	passes/tools/profile-text.c \
	passes/tools/profile.c \
	passes/tools/profile.h \
	passes/tools/results.h

bin_PROGRAMS += passes/tools/escape-report
passes_tools_escape_report_SOURCES = $(profile_sources) \
	passes/tools/baseline.c \
	passes/tools/baseline.h \
	passes/tools/dump.c \
	passes/tools/escape-report.c \
	passes/tools/files.c \
	passes/tools/files.h \
	passes/tools/flowgraph.c \
	passes/tools/flowgraph.h \
	passes/tools/html-function.c \
	passes/tools/html-index.c \
	passes/tools/html-source.c \
	passes/tools/html.c \
	passes/tools/html.h \
	passes/tools/json.c \
	passes/tools/json.h \
	passes/tools/fill.c \
	passes/tools/fill.h \
	passes/tools/input.c \
	passes/tools/input.h \
	passes/tools/layout.c \
	passes/tools/layout.h \
	passes/tools/load-text.c \
	passes/tools/load.c \
	passes/tools/load.h \
	passes/tools/out-dot.c \
	passes/tools/out-html.c \
	passes/tools/out-json.c \
	passes/tools/out-sarif.c \
	passes/tools/out-table.c \
	passes/tools/out-text.c \
	passes/tools/outputs.h \
	passes/tools/program.c \
	passes/tools/progress.c \
	passes/tools/program.h \
	passes/tools/progress.h \
	passes/tools/results.c \
	passes/tools/results.h \
	passes/tools/stats.c \
	passes/tools/thin.c \
	passes/tools/thin.h \
	passes/tools/words.c
passes_tools_escape_report_CFLAGS = $(AM_CFLAGS) $(ESC_SANITIZE)
passes_tools_escape_report_LDADD = $(tools_engine) $(ESC_ZLIB_LIBS) $(ESC_JANSSON_LIBS) $(ESC_LIBELF_LIBS) $(ESC_ARGP_LIBS)

# The style sheet goes into the program, a string a line.
EXTRA_DIST += passes/tools/report.css
CLEANFILES += passes/tools/html-style.c
nodist_passes_tools_escape_report_SOURCES = passes/tools/html-style.c
passes/tools/html-style.c: passes/tools/report.css
	$(AM_V_GEN)$(MKDIR_P) $(@D) && { \
	  echo '#include "passes/tools/html.h"'; \
	  echo 'const char *const html_style[] = {'; \
	  $(SED) 's/[\\"]/\\&/g; s/^/"/; s/$$/",/' $(srcdir)/passes/tools/report.css; \
	  echo 'NULL };'; } >$@-t && mv $@-t $@

noinst_PROGRAMS += passes/tools/profile-test
passes_tools_profile_test_SOURCES = passes/tools/profile-test.c $(profile_sources)
passes_tools_profile_test_CFLAGS = $(AM_CFLAGS) $(ESC_SANITIZE)
passes_tools_profile_test_LDADD = $(tools_engine) $(ESC_ZLIB_LIBS) $(ESC_JANSSON_LIBS)
