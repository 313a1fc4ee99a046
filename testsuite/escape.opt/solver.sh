#!/bin/sh
# The solver against the plain worklist (testsuite/bench/solver.c), on graphs of our own C: no target of the least solution is lacking.
#
# In:  ESC_CC, ESC_PLUGIN, ESC_SRCDIR, ESC_BUILDDIR; TMPDIR, where it runs.
# Out: PASS and FAIL lines.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}" "${ESC_SRCDIR:?}" "${ESC_BUILDDIR:?}"
cd "${TMPDIR:-.}" || exit 1
solver=$ESC_BUILDDIR/testsuite/bench/solver
result () { if [ "$1" -eq 0 ]; then echo "PASS: $2"; else cat out; echo "FAIL: $2"; fi; }

for file in expand graphio-line section-write; do
  # shellcheck disable=SC2086 # a command and its options
  $ESC_CC -std=c11 -O2 -w -I"$ESC_SRCDIR" -S -o /dev/null -fplugin="$ESC_PLUGIN" -fplugin-arg-escape-dump="$file.esc" \
    "$ESC_SRCDIR/passes/$file.c" >out 2>&1
  result $? "the graph of $file.c is written"
done
"$solver" --seconds=0 --most=1000 --least=1 expand.esc graphio-line.esc section-write.esc >out 2>&1
result $? "the solver lacks nothing that the worklist has"
# Most are equal, and each function was solved by both.
grep -q '^[1-9][0-9]* functions: [1-9][0-9]* same, [0-9]* more, [0-9]* other, 0 WRONG, 0 over, 0 gave up$' out
result $? "both solved every function"

printf 'no graph\n' >bad.esc
"$solver" bad.esc >/dev/null 2>out
[ $? -eq 2 ] && grep -q '^solver: bad.esc: ' out && [ "$(wc -l <out)" -eq 1 ]
result $? "a file that is no graph is an error of one line"
