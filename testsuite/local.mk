# testsuite/local.mk - make check, check-layering, selfcheck, coverage, installcheck, bench, bench-promote.
#
# In:  the built plugin and tools; DejaGnu (runtest).  RUNTESTFLAGS chooses: make check RUNTESTFLAGS="dg.exp=param-*.c"
# Out: escape.sum and escape.log in the build folder; testsuite/installcheck/escape.sum for installcheck.
# Not: which tests there are: each folder's .exp globs for them, so a new test is a new file and nothing else.
#
# SPDX-License-Identifier: GPL-3.0-or-later

DEJATOOL = escape
AM_RUNTESTFLAGS = --srcdir $(srcdir)/testsuite
EXTRA_DEJAGNU_SITE_CONFIG = testsuite/local.exp

# Folders, not files: they would drift.
EXTRA_DIST += testsuite/bench
EXTRA_DIST += testsuite/escape.caches
EXTRA_DIST += testsuite/config
EXTRA_DIST += testsuite/escape.dg
EXTRA_DIST += testsuite/escape.doc
EXTRA_DIST += testsuite/escape.fuzz
EXTRA_DIST += testsuite/escape.graph
EXTRA_DIST += testsuite/escape.grow
EXTRA_DIST += testsuite/escape.opt
EXTRA_DIST += testsuite/escape.patch
EXTRA_DIST += testsuite/escape.profile
EXTRA_DIST += testsuite/escape.program
EXTRA_DIST += testsuite/escape.promote
EXTRA_DIST += testsuite/escape.report
EXTRA_DIST += testsuite/escape.recipes
EXTRA_DIST += testsuite/escape.run
EXTRA_DIST += testsuite/escape.section
EXTRA_DIST += testsuite/chroots
EXTRA_DIST += testsuite/coverage.sh
EXTRA_DIST += testsuite/fuzz
EXTRA_DIST += testsuite/layering.sh
EXTRA_DIST += testsuite/lib
EXTRA_DIST += testsuite/matrix
EXTRA_DIST += testsuite/selfcheck.sh
EXTRA_DIST += testsuite/torture

# A folder of EXTRA_DIST is taken from the build tree, too, and what `make check' built in it goes with it.
dist-hook:
	cd '$(distdir)' && rm -rf testsuite/work testsuite/installcheck testsuite/*/.deps testsuite/*/work $(check_PROGRAMS)
	find '$(distdir)/testsuite' \( -name '*.o' -o -name .dirstamp \) -exec rm -f {} +

# Automake's rule only warns when runtest is absent, and `make check' would then pass with no test run.
check-local: check-runtest

check-runtest:
	@$(RUNTEST) --version >/dev/null 2>&1 || { \
	  echo "error: $(RUNTEST) does not run, so no test was run: install dejagnu" >&2; exit 1; }

# The same suite with the plugin as it was installed; results apart, so that those of `make check' stay.
installcheck-local: site.exp check-runtest $(check_PROGRAMS)
	@$(MKDIR_P) testsuite/installcheck
	$(RUNTEST) --tool $(DEJATOOL) $(AM_RUNTESTFLAGS) --outdir testsuite/installcheck $(RUNTESTFLAGS) \
	  ESC_PLUGIN=$(DESTDIR)$(plugindir)/escape.so ESC_REPORT=$(DESTDIR)$(bindir)/escape-report

check-layering: all
	@ESC_CC='$(PLUGIN_CC)' ESC_CXX='$(CXX)' ESC_BUILD_CC='$(CC)' ESC_SRCDIR='$(abs_top_srcdir)' \
	  ESC_PLUGIN='$(abs_top_builddir)/plugin/escape.so' \
	  $(SHELL) $(srcdir)/testsuite/layering.sh

# The plugin on our own C: nothing may be found.
selfcheck: all
	@ESC_CC='$(PLUGIN_CC)' ESC_SRCDIR='$(abs_top_srcdir)' ESC_PLUGIN='$(abs_top_builddir)/plugin/escape.so' \
	  ESC_REPORT='$(abs_top_builddir)/passes/tools/escape-report' $(SHELL) $(srcdir)/testsuite/selfcheck.sh

# make coverage [COVERAGE_TESTS="graph.exp dg.exp"] [COVERAGE_LEAST=90]: builds and runs the tests in coverage/, which is used
# again.  COVERAGE_TESTS are RUNTESTFLAGS; those left out here build, or run what is not in passes/.
COVERAGE_TESTS = dg.exp fuzz.exp graph.exp grow.exp opt.exp patch.exp profile.exp program.exp promote.exp report.exp run.exp \
	section.exp
COVERAGE_LEAST = 90
GCOV = gcov
coverage:
	@ESC_SRCDIR='$(abs_top_srcdir)' CC='$(CC)' CXX='$(CXX)' PLUGIN_CC='$(PLUGIN_CC)' MAKE='$(MAKE)' GCOV='$(GCOV)' \
	  COVERAGE_TESTS='$(COVERAGE_TESTS)' COVERAGE_LEAST='$(COVERAGE_LEAST)' $(SHELL) $(abs_top_srcdir)/testsuite/coverage.sh

# make bench [CORPUS=DIR] [PARTS="instructions time tools"] [EVERY=1] [RUNS=3] [JOBS=1] [FILTER=REGEXP] [ANALYZER=clang]
# shows all, the solver last; bench-fast takes one run of each, and no instructions.
PYTHON3 = python3
RUNS = 3
JOBS = 1
EVERY = 1
ANALYZER = clang
PARTS = instructions time tools
bench_units = --cc '$(PLUGIN_CC)' --plugin '$(abs_top_builddir)/plugin/escape.so' --own '$(abs_top_srcdir)' \
	  --filter '$(FILTER)' --corpus '$(CORPUS)'
bench_command = $(PYTHON3) $(srcdir)/testsuite/bench/bench $(bench_units) --jobs '$(JOBS)' --every '$(EVERY)' \
	  --clang '$(ANALYZER)'

bench: all testsuite/bench/solver$(EXEEXT)
	@$(bench_command) --runs '$(RUNS)' --parts '$(PARTS)'
	@echo
	@$(solver_command)

bench-fast: all
	$(bench_command) --runs 1 --parts time

# make bench-solver [CORPUS=DIR] [FILTER=REGEXP] [UNITS=3] [SOLVER="--most=3 --least=50 --seconds=0.2"] [DUMPS=DIR]: graphs
# of the UNITS largest units of each project are written to DUMPS first.
UNITS = 3
SOLVER =
DUMPS = testsuite/bench/work/dumps
testsuite_bench_solver_SOURCES = testsuite/bench/solver.c testsuite/bench/worklist.c testsuite/bench/worklist.h
testsuite_bench_solver_LDADD = passes/libpasses.a $(ESC_ZLIB_LIBS) $(ESC_ARGP_LIBS)
solver_command = dumps=`$(PYTHON3) $(srcdir)/testsuite/bench/dump $(bench_units) --units '$(UNITS)' --out '$(DUMPS)'` && \
	  testsuite/bench/solver$(EXEEXT) $(SOLVER) $$dumps
bench-solver: all testsuite/bench/solver$(EXEEXT)
	@$(solver_command)

# make bench-promote [CORPUS=DIR] [RUNS=5] [FILTER=REGEXP] [CC=gcc] [CLANG=clang-19] [PLUGIN=escape.so] [PROMOTE=OPTIONS]
# [SITES=REGEXP] [JOBS=1]; CC must be the GCC that the plugin is for.
CLANG = clang-19
PLUGIN = $(abs_top_builddir)/plugin/escape.so
PROMOTE =
SITES =
given = $(filter command environment,$(origin $(1)))
bench-promote: all
	$(PYTHON3) $(srcdir)/testsuite/bench/promote --cc '$(if $(call given,CC),$(CC),$(PLUGIN_CC))' \
	  --plugin '$(PLUGIN)' --promote='$(PROMOTE)' --clang '$(CLANG)' --runs '$(if $(call given,RUNS),$(RUNS),5)' \
	  --jobs '$(JOBS)' --filter '$(FILTER)' --corpus '$(CORPUS)' $(if $(SITES),--sites '$(SITES)')

# make fuzz [FUZZ_SECONDS=60] [FUZZ_TARGETS="section file profile"] [CLANG=clang-19]; with FUZZ_KEEP=1 what was found by then
# becomes the corpus of the source tree.
FUZZ_SECONDS = 60
FUZZ_TARGETS = section file profile
FUZZ_KEEP =
fuzz:
	@$(MKDIR_P) testsuite/fuzz/work && cd testsuite/fuzz/work && \
	  ESC_CLANG='$(CLANG)' ESC_SRCDIR='$(abs_top_srcdir)' FUZZ_SECONDS='$(FUZZ_SECONDS)' FUZZ_KEEP='$(FUZZ_KEEP)' \
	  FUZZ_TARGETS='$(FUZZ_TARGETS)' ENGINE='$(filter %.c,$(engine_sources))' TOOLS='$(filter %.c,$(fuzzed_tools))' \
	  $(SHELL) $(abs_top_srcdir)/testsuite/fuzz/fuzz.sh

# The targets with a main of their own, for make check.
fuzzed_tools = $(profile_sources) passes/tools/files.c passes/tools/fill.c passes/tools/input.c passes/tools/progress.c \
	passes/tools/results.c passes/tools/thin.c passes/tools/words.c
check_PROGRAMS = testsuite/fuzz/replay-section testsuite/fuzz/replay-file testsuite/fuzz/replay-profile
replay_sources = testsuite/fuzz/fuzz.h testsuite/fuzz/raw.c testsuite/fuzz/raw.h testsuite/fuzz/replay.c
replay_libraries = $(tools_engine) $(ESC_ZLIB_LIBS) $(ESC_JANSSON_LIBS) $(ESC_LIBELF_LIBS)
testsuite_fuzz_replay_section_SOURCES = testsuite/fuzz/fuzz-section.c $(replay_sources)
testsuite_fuzz_replay_section_CFLAGS = $(AM_CFLAGS) $(ESC_SANITIZE)
testsuite_fuzz_replay_section_LDADD = $(replay_libraries)
testsuite_fuzz_replay_file_SOURCES = testsuite/fuzz/fuzz-file.c $(replay_sources) $(fuzzed_tools)
testsuite_fuzz_replay_file_CFLAGS = $(AM_CFLAGS) $(ESC_SANITIZE)
testsuite_fuzz_replay_file_LDADD = $(replay_libraries)
testsuite_fuzz_replay_profile_SOURCES = testsuite/fuzz/fuzz-profile.c $(replay_sources) $(fuzzed_tools)
testsuite_fuzz_replay_profile_CFLAGS = $(AM_CFLAGS) $(ESC_SANITIZE)
testsuite_fuzz_replay_profile_LDADD = $(replay_libraries)

# The tables of passes/cfg.c against their definitions, on small graphs made at random.
check_PROGRAMS += testsuite/bench/solver testsuite/torture/cfg-test
testsuite_torture_cfg_test_SOURCES = testsuite/torture/cfg-test.c
testsuite_torture_cfg_test_CFLAGS = $(AM_CFLAGS) $(ESC_SANITIZE)
testsuite_torture_cfg_test_LDADD = $(tools_engine)

# make bench-grow [GROW="10000 100000 1000000"] [GROW_DIR=DIR] [GROW_PARTS=16]: DIR needs 60 bytes a function.
check_PROGRAMS += testsuite/bench/generate
testsuite_bench_generate_SOURCES = testsuite/bench/generate.c testsuite/bench/generate-unit.c testsuite/bench/generate.h
testsuite_bench_generate_CFLAGS = $(AM_CFLAGS) $(ESC_SANITIZE)
testsuite_bench_generate_LDADD = $(tools_engine) $(ESC_ZLIB_LIBS)
GROW = 10000 100000 1000000
GROW_DIR = testsuite/bench/work
GROW_PARTS = 16
bench-grow: all testsuite/bench/generate$(EXEEXT)
	@MAKE='$(MAKE)' GENERATE='$(abs_top_builddir)/testsuite/bench/generate' GROW_DIR='$(GROW_DIR)' \
	  REPORT='$(abs_top_builddir)/passes/tools/escape-report' GROW='$(GROW)' GROW_PARTS='$(GROW_PARTS)' \
	  $(PYTHON3) $(srcdir)/testsuite/bench/grow

.PHONY: bench-grow fuzz
.PHONY: bench bench-fast bench-promote bench-solver check-layering check-runtest coverage selfcheck

mostlyclean-local:
	rm -rf testsuite/work testsuite/installcheck testsuite/bench/work coverage
CLEANFILES += escape.log
CLEANFILES += escape.sum
