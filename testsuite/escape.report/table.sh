#!/bin/sh
# The table of heap sites, and the counts of a profile.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.report/common"

cat >wanted <<'END'
function  place        verdict    bytes  loop  reason                         blocked at
sum       points.c:49  stackable     16  loop  never outlives the function    -
first_of  points.c:65  bounded     <=64  -     never outlives the function    -
make      points.c:77  heap          16  -     returned                       points.c:80
half      points.c:86  hoist         16  -     made by 'make' for its caller  -

file      sites  stackable  bounded  hoist  heap  in loops  findings
points.c      4          1        1      1     1         1         5
all           4          1        1      1     1         1         5
END
run --table points.esc
[ $status -eq 1 ] && cmp -s out wanted
result $? "the table"

sed 's/@points\.c/@other.c/g; s/^unit points\.c/unit other.c/' points.esc >other.esc
run --table points.esc other.esc
grep -q '^other.c  *4 .* 5$' out && grep -q '^points.c  *4 .* 5$' out && grep -q '^all  *8  *2  *2  *2  *2  *2  *10$' out
result $? "sums of two files"

cat >counts <<'END'
escape-counts 1
# a comment
1000 16000 points.c:49 sum
200 8192 src/points.c:65
30 480 points.c:77 make

7 70 libc.so:1 fopen
END
run --table --profile=counts points.esc
grep -q '^function .* calls  traffic$' out && grep -q '^sum .* 1000    16000$' out && grep -q '^first_of .* 200     8192$' out \
  && grep -q '^make .* 30      480$' out && grep -q '^half .* 0        0$' out
result $? "counts of a profile"
run --table --profile=counts --profile=counts points.esc
grep -q '^sum .* 2000    32000$' out
result $? "counts of two profiles"

for wrong in 'x' 'escape-counts 2' 'escape-counts 1
1 2' 'escape-counts 1
1 2 points.c' 'escape-counts 1
-1 2 points.c:4' 'escape-counts 1
99999999999999999999 2 points.c:4' 'escape-counts 1
1 2 points.c:0' 'escape-counts 1
1 2 points.c:99999999999' 'escape-counts 1
1 2 :4'; do
  echo "$wrong" >counts
  run --profile=counts points.esc
  [ $status -eq 2 ] && [ "$(wc -l <err)" -eq 1 ] && grep -q '^escape-report: counts:' err || { echo "$wrong"; break; }
  status=ok
done
[ $status = ok ]
result $? "profiles that are none"
run --profile=none points.esc
[ $status -eq 2 ] && [ "$(wc -l <err)" -eq 1 ]
result $? "a profile that is not there"
