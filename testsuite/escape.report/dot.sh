#!/bin/sh
# Graphs for graphviz: of a function, and the calls.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.report/common"

run --dot=add_origin points.esc
[ $status -eq 1 ] && grep -q 'label="origin"' out && grep -q 'label="push()"' out && grep -q 'label="points"' out \
  && grep -q 'label="&".*red3' out && ! grep -q 'label="copy"' out
result $? "the escape graph of a function"
cp out one.dot
run --dot points.esc
grep -q 'label="sum", tooltip="points.c:' out && grep -q 'label="add_origin".*red3' out
result $? "the calls"
cp out calls.dot
from=$(sed -n 's/^  \(f[0-9]*\) \[label="add_origin".*/\1/p' out)
to=$(sed -n 's/^  \(f[0-9]*\) \[label="push".*/\1/p' out)
grep -qx "  $from -> $to;" out
result $? "an edge of the calls"
run --dot=nobody points.esc
[ $status -eq 2 ] && [ "$(wc -l <err)" -eq 1 ] && grep -q 'no input has the body' err
result $? "a function that is not there"
sed 's/name origin/name o"\\/' points.esc >odd.esc
run --dot=add_origin odd.esc
grep -qF 'label="o\"\\"' out
result $? "quotes"
cp out odd.dot
if command -v dot >/dev/null; then
  for file in one calls odd; do
    dot -Tsvg $file.dot >out 2>err && [ ! -s err ]
    result $? "graphviz takes $file.dot"
  done
else
  echo "UNSUPPORTED: graphviz takes it (there is no dot)"
fi
