#!/bin/sh
# coverage.sh - which lines of passes/ the tests run (make coverage).
#
# In:  the environment: ESC_SRCDIR, CC, CXX, PLUGIN_CC, MAKE, GCOV, COVERAGE_TESTS (RUNTESTFLAGS; empty for all tests),
#      COVERAGE_LEAST (percent).  The current folder is a build tree.
# Out: coverage/, a build tree of its own with counters in passes/; a line a file, the least covered first, and their sum;
#      exit status 1 if tests failed or the sum is below COVERAGE_LEAST.
# Not: plugin/, whose code only runs inside GCC; branches.
#
# The engine counts in escape.so, too: cc1 writes the counters when it exits.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_SRCDIR:?}" "${CC:?}" "${CXX:?}" "${PLUGIN_CC:?}"
MAKE=${MAKE:-make}
GCOV=${GCOV:-gcov}
least=${COVERAGE_LEAST:-90}
LC_ALL=C
export LC_ALL

die ()
{
  echo "coverage: error: $*" >&2
  exit 1
}

command -v "$GCOV" >/dev/null || die "$GCOV is not there: set GCOV to the gcov of $CC"
mkdir -p coverage && cd coverage || exit 1
# -O0, so that a line is a line.  The C++ of plugin/ is not counted, but linked with what is.
[ -f Makefile ] \
  || "$ESC_SRCDIR/configure" -q --enable-checking CC="$CC" CXX="$CXX" PLUGIN_CC="$PLUGIN_CC" CFLAGS='-O0 -g --coverage' \
       CXXFLAGS=-O1 LDFLAGS='--coverage -Wl,--exclude-libs,libgcov.a' || die "configure failed (above)"
find . -name '*.gcda' -exec rm -f {} +
$MAKE -s all || die "make failed (above)"
tests=0
$MAKE -s check RUNTESTFLAGS="$COVERAGE_TESTS" >check.out 2>&1 || tests=1
grep '^# of ' escape.sum

# One run for all: then gcov adds what the objects made of one source have counted.
find passes \( -name 'libpasses_a-*.gcno' -o -path '*/tools/*.gcno' \) | sort >notes
[ -s notes ] || die "there are no counters in passes/: is $CC a GCC?"
xargs "$GCOV" -n <notes >gcov.out 2>gcov.err || die "$GCOV failed: $(head -n 1 gcov.err)"
grep -q 'no functions\|version' gcov.err && die "$GCOV is of another version than $CC: set GCOV"

echo
awk -v least="$least" '
  # By whatever way the build names its sources.
  /^File / { file = $0; gsub (/^File .|.$/, "", file); sub (/^.*\/passes\//, "passes/", file); next }
  /^Lines executed:/ && file ~ /^passes\/.*\.c$/ {
    split ($0, part, /[:% ]+/)
    n = part[5]; run = int (n * part[3] / 100 + 0.5)
    lines += n; covered += run
    printf "%6.2f %%  %5d of %5d  %s\n", part[3], run, n, file | "sort -n"
  }
  { file = "" }
  END {
    close ("sort -n")
    percent = lines ? 100 * covered / lines : 0
    printf "coverage: %.2f %% of the lines of passes/ (%d of %d); the least is %s %%\n", percent, covered, lines, least
    exit !lines || percent < least
  }' gcov.out || exit 1
[ $tests -eq 0 ] || die "tests failed (above, and coverage/escape.log)"
