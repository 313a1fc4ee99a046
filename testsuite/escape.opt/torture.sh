#!/bin/sh
# A small sample of testsuite/torture (docs/hacking.md): that the scripts run, and that nothing grows out of hand.
#
# In:  ESC_CC, ESC_PLUGIN, ESC_SRCDIR, ESC_BUILDDIR; python3; csmith and valgrind if they are installed; TMPDIR, where it runs.
# Out: PASS, FAIL and UNSUPPORTED lines.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}" "${ESC_SRCDIR:?}" "${ESC_BUILDDIR:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
torture=$ESC_SRCDIR/testsuite/torture
result () { if [ "$1" -eq 0 ]; then echo "PASS: $2"; else cat out; echo "FAIL: $2"; fi; }

"$ESC_BUILDDIR/testsuite/torture/cfg-test" >out 2>&1 && grep -q '20000 graphs, [0-9][0-9][0-9]' out
result $? "dominators and loops are what their definitions say"

if ! python3 -c 'import argparse' 2>/dev/null; then
  echo "UNSUPPORTED: torture: no python3"
  exit 0
fi

# sample NAME LAST-LINE COMMAND...
sample () {
  name=$1 last=$2
  shift 2
  "$@" >out 2>&1 && tail -n 1 out | grep -q "$last"
  result $? "$name"
}

# Memory and time that grew with the square before: loops in loops, frees of many objects, branches.
sample "monsters" '^sum: [1-9][0-9]* rows, .* 0 broken' \
  "$torture/monsters" --plugin "$ESC_PLUGIN" --cc "$ESC_CC" --scale 0.05 --levels=-O0 --only '^(ifs|loops|pairs|alive|locals|phi|path)$'
sample "monsters with little stack" '^sum: [1-9][0-9]* rows, .* 0 broken' \
  "$torture/monsters" --plugin "$ESC_PLUGIN" --cc "$ESC_CC" --scale 0.02 --levels=-O0 --stack 1024 \
  --only '^(blocks|path|expression|types|nested-structs|loops)$'
mkdir -p tree/gcc/testsuite/gcc.dg
cp "$ESC_SRCDIR"/testsuite/escape.dg/return-*.c "$ESC_SRCDIR"/testsuite/escape.dg/forever-*.c tree/gcc/testsuite/gcc.dg
sample "GCC's tests" '^sum: [1-9][0-9]* compared, [1-9][0-9]* compile, 0 different' \
  "$torture/gcc" --plugin "$ESC_PLUGIN" --cc "$ESC_CC" --gcc tree --folders gcc.dg
mkdir project
cat >project/compile_commands.json <<E
[ { "directory": "$ESC_SRCDIR", "file": "docs/example.c", "arguments": ["cc", "-O2", "-c", "docs/example.c", "-o", "x.o"] } ]
E
sample "corpus" '^sum: 2 compared, 2 compile, [1-9][0-9]* messages of the plugin, 0 different' \
  "$torture/corpus" --plugin "$ESC_PLUGIN" --cc "$ESC_CC" --corpus project --against "$ESC_PLUGIN"
if command -v csmith >/dev/null && ls /usr/include/csmith* >/dev/null 2>&1; then
  sample "csmith" '^sum: 2 programs, [1-9] compile, .* 0 different' \
    "$torture/csmith" --plugin "$ESC_PLUGIN" --cc "$ESC_CC" 2 11 --run 0
else
  echo "UNSUPPORTED: csmith"
fi
if command -v valgrind >/dev/null; then
  sample "memcheck" '^sum: 2 runs, 0 broken, 0 errors' \
    "$torture/memcheck" --plugin "$ESC_PLUGIN" --cc "$ESC_CC" --every 1 "$ESC_SRCDIR/docs/example.c"
else
  echo "UNSUPPORTED: memcheck"
fi

# A mistake is one line that says what to do.
"$torture/gcc" --plugin "$ESC_PLUGIN" --cc "$ESC_CC" --gcc /nonexistent >out 2>&1
[ $? -ne 0 ] && [ "$(wc -l <out)" = 1 ] && grep -q -e '--gcc names' out
result $? "a wrong folder is one line"
"$torture/monsters" --plugin ./none.so >out 2>&1
[ $? -ne 0 ] && [ "$(wc -l <out)" = 1 ] && grep -q 'build the plugin first' out
result $? "no plugin is one line"
