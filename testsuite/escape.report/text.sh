#!/bin/sh
# Text: GCC's one-line form with the paths, remarks, kinds, limits, tables of functions, where output goes.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.report/common"

cat >wanted <<'END'
points.c:27:3: warning: address of local variable 'origin' is still held by 'points' when 'add_origin' returns [escape-dangle]
  points.c:26:16:  (1) local variable 'origin' is declared here
  points.c:27:3:  (2) its address is passed to 'push'
  points.c:20:10:  (3) and stored here
END
run points.esc
[ $status -eq 1 ] && [ ! -s err ] && head -n 4 out | cmp -s - wanted
result $? "a finding and its path"
[ "$(grep -c 'warning: .*\[escape-[a-z]*\]$' out)" -eq 5 ] && ! grep -q 'escape-hoist\|note:' out
result $? "no more findings than wanted"
run --text points.esc
[ $status -eq 1 ] && head -n 4 out | cmp -s - wanted
result $? "text is the default"

run -m points.esc
grep -qx "points.c:77:21: note: these 16 bytes stay on the heap: returned at points.c:80 \[escape-heap\]" out \
  && grep -q "points.c:17:1: note: leaking param: p \[escape-param\]" out
result $? "remarks"
grep '^points' out | sed 's/^points.c:\([0-9]*\):.*/\1/' >lines
sort -n lines | cmp -s lines -
result $? "remarks and findings in the order of lines"

run --hoist --no-dangle points.esc
grep -q 'escape-hoist' out && ! grep -q 'escape-dangle' out && grep -q 'escape-stackable' out
result $? "a kind turned on, and one off"
run --kinds=bounded,hoist points.esc
[ "$(grep -c warning: out)" -eq 2 ] && grep -q 'escape-bounded' out && grep -q 'escape-hoist' out
result $? "--kinds"
run --kinds=all points.esc
[ "$(grep -c warning: out)" -eq 6 ]
result $? "--kinds=all"
run --kinds=contract points.esc
[ $status -eq 0 ] && [ ! -s out ]
result $? "without findings the status is 0"

run --stack-limit=8 points.esc
! grep -q 'escape-stackable' out && grep -q 'escape-dangle' out
result $? "--stack-limit"
run --stack-limit=1K points.esc
grep -q 'escape-stackable' out && grep -q 'escape-bounded' out
result $? "a limit with K"
echo 'make free 0' >free.tab
run --functions=free.tab points.esc
[ $status -eq 1 ] && grep -q 'escape-dangle' out
result $? "--functions"

run -o file points.esc
[ $status -eq 1 ] && [ ! -s out ] && head -n 4 file | cmp -s - wanted
result $? "-o"
run --text=one --table=two points.esc
[ $status -eq 1 ] && [ ! -s out ] && head -n 4 one | cmp -s - wanted && grep -q '^sum ' two
result $? "two outputs with files"
"$ESC_REPORT" - <points.esc >out 2>err
status=$?
[ $status -eq 1 ] && head -n 4 out | cmp -s - wanted
result $? "standard input"
run --source-dir=/ points.esc
head -n 4 out | cmp -s - wanted
result $? "a relative name stays as it is"
sed "s|@points.c|@$(pwd -P)/points.c|" points.esc >absolute.esc
run absolute.esc
head -n 4 out | cmp -s - wanted
result $? "an absolute name is shown relative to the sources"

run --stats points.esc
grep -qx 'units: 1' err && grep -qx 'functions: 7' err && grep -qx 'findings: 5' err && grep -qx 'heap sites: 4' err \
  && grep -qx 'not analysed: 0' err
result $? "--stats"
run --dump points.esc
cp out dumped.esc
[ $status -eq 0 ] && run dumped.esc && [ $status -eq 1 ] && head -n 4 out | cmp -s - wanted
result $? "what --dump prints is an input"
run --progress=never points.esc
[ $status -eq 1 ] && [ ! -s err ]
result $? "no bar"
