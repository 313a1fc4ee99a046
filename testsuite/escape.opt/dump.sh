#!/bin/sh
# -fplugin-arg-escape-dump, stats: where they go, and a file that cannot be written.
#
# In:  ESC_CC, ESC_PLUGIN, ESC_GRAPH; TMPDIR, where it runs.
# Out: PASS and FAIL lines.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}" "${ESC_GRAPH:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
arg=-fplugin-arg-escape-
cat >t.c <<'EOF'
#include <stdlib.h>
static int *slot;
void f1 (int k) { slot = &k; }
int f3 (void) { int *p = malloc (8); int r = p != NULL; free (p); return r; }
EOF
status=0
run () { rm -f t.o; $ESC_CC -c t.c -o t.o -fplugin="$ESC_PLUGIN" "$@" >out 2>err; status=$?; }
result () { if [ "$1" -eq 0 ]; then echo "PASS: $2"; else cat out err; echo "FAIL: $2 (exit status $status)"; fi; }

run ${arg}dump=t.esc
[ $status -eq 0 ] && [ -s t.esc ] && [ ! -s out ] && grep -q escape-dangle err && head -n 1 t.esc | grep -q '^unit t.c pointer'
result $? "the graph goes to the file"
$ESC_GRAPH t.esc >graph.out 2>&1 && grep -q "^t.c:3:.*'k' is still held by 'slot'.*\[escape-dangle\]$" graph.out \
  && grep -q "^t.c:4:.*8 bytes.*\[escape-stackable\]$" graph.out
result $? "escape-graph finds the same in it"
run ${arg}dump
[ $status -eq 0 ] && [ ! -s out ] && grep -q '^body f1' err && grep -q '^end$' err
result $? "the graph goes to stderr"
sed -n '/^unit/,/escape-dangle/p' err | grep -q '^body'
result $? "the graph comes before the warnings"

run ${arg}dump=no/such/folder/t.esc
[ $status -eq 1 ] && [ "$(grep -c error: err)" = 1 ] && grep -q "dump=no/such/folder/t.esc.*cannot write the file: No such file or directory; name one" err
result $? "a file that cannot be made"
if [ -w /dev/full ]; then
  run ${arg}dump=/dev/full
  [ $status -eq 1 ] && [ "$(grep -c error: err)" = 1 ] && grep -q "cannot write the file: No space left on device" err
  result $? "a disk that is full"
fi

run ${arg}stats
[ $status -eq 0 ] && [ "$(grep -c '^escape: t.c: ' err)" = 1 ] \
  && grep -qE '^escape: t.c: 2 functions, [0-9]+ statements, 0 not understood, 0 over budget, 1 heap sites, 1 stackable, 2 findings$' err
result $? "stats are one line"
run ${arg}stats -w
grep -q '^escape: t.c: 2 functions' err && ! grep -q warning err
result $? "stats with -w"
echo >e.c
$ESC_CC -c e.c -o e.o -fplugin="$ESC_PLUGIN" ${arg}stats >out 2>err
status=$?
[ $status -eq 0 ] && grep -q '^escape: e.c: 0 functions, 0 statements' err
result $? "stats of an empty file"
$ESC_CC -c e.c -o e.o -fplugin="$ESC_PLUGIN" ${arg}dump >out 2>err
status=$?
[ $status -eq 0 ] && [ "$(cat err)" = "unit e.c pointer 8" -o "$(cat err)" = "unit e.c pointer 4" ]
result $? "the graph of an empty file"
