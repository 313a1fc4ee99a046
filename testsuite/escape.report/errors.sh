#!/bin/sh
# Wrong usage and unusable input: one clear line, exit status 2, and the rest of the program is still reported.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.report/common"

# wrong NAME REGEXP OPTION...: status 2, a line that says so, nothing on standard output.
wrong ()
{
  name=$1
  regexp=$2
  shift 2
  run "$@"
  [ $status -eq 2 ] && [ ! -s out ] && head -n 1 err | grep -q -e "^escape-report: .*$regexp\|^[^ ]*escape-report: .*$regexp"
  result $? "$name"
}
wrong "no input" "no input"
wrong "an unknown option" "unrecognized option" --nothing points.esc
wrong "an unknown kind" "'dangel' is none of" --kinds=dangel points.esc
wrong "an empty kind" "'' is none of" --kinds=dangle, points.esc
wrong "a size that is none" "a number of bytes" --stack-limit=big points.esc
wrong "a negative size" "a number of bytes" --stack-limit=-1 points.esc
wrong "a size that is too large" "a number of bytes" --frame-limit=99999999999999M points.esc
wrong "a time that is none" "auto, always or never" --progress=soon points.esc
wrong "two outputs to one place" "two outputs" --table --json points.esc
wrong "standard input twice" "can be read once" - -
wrong "merge without a name" "needs the name" --merge points.esc
wrong "a folder that is not there" "cannot use the folder" --source-dir=nowhere points.esc
wrong "an output that cannot be written" "cannot write" -o nowhere/x points.esc
wrong "a table that is not there" "cannot read the table" --functions=nowhere points.esc
wrong "an input that is not there" "nowhere: No such file" nowhere
mkdir empty
wrong "a folder without anything" "nothing to report on" empty
wrong "text graphs do not merge" "cannot be merged" --merge -o x points.esc
echo 'f r = nonsense' >bad.tab
wrong "a table that is none" "bad.tab:1" --functions=bad.tab points.esc
printf 'strlen\0' >bad.tab
wrong "a table with a NUL byte" "NUL" --functions=bad.tab points.esc
if [ -w /dev/full ]; then
  "$ESC_REPORT" points.esc >/dev/full 2>err
  status=$?
  [ $status -eq 2 ] && grep -q 'cannot write standard output' err
  result $? "a full disk"
fi

for option in --help --usage --version; do
  run $option
  [ $status -eq 0 ] && [ -s out ] && [ ! -s err ]
  result $? "$option"
done

# What cannot be read is said, and the rest reported.
head -c 2000 points.esc >half.esc
head -c 3000 /dev/urandom >noise.esc
printf 'unit x pointer 8\n\0' >nul.esc
: >empty.esc
for bad in half noise nul; do
  run $bad.esc points.esc
  [ $status -eq 2 ] && [ "$(grep -c "$bad.esc" err)" -eq 1 ] && grep -q 'not all was analysed (1 input,' err \
    && [ "$(grep -c warning: out)" -eq 5 ]
  result $? "the rest of the program with a file of $bad"
  run --stats $bad.esc points.esc
  grep -qx 'not analysed: 1' err && grep -q "^not analysed: $bad.esc: damaged: " err
  result $? "--stats names a file of $bad"
done
number=0
failed=
for file in "$ESC_SRCDIR"/testsuite/escape.graph/malformed-*.esc "$ESC_SRCDIR"/testsuite/escape.graph/invariant-*.esc; do
  number=$((number + 1))
  run --json=j --sarif=s --html=h --table "$file"
  [ $status -eq 2 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] || failed="$failed ${file##*/}"
done
[ -z "$failed" ] && [ $number -gt 30 ]
result $? "graphs that are none ($number)$failed"
number=0
for file in "$ESC_SRCDIR"/testsuite/escape.graph/[a-hj-ln-z]*.esc; do
  number=$((number + 1))
  rm -rf h
  run --json=j --sarif=s --html=h --table=t --dot --hoist --maybe -m "$file"
  [ $status -le 1 ] && [ -s h/index.html ] && ! grep -qv 'functions\{0,1\} over budget' err || failed="$failed ${file##*/}"
done
[ -z "$failed" ] && [ $number -gt 15 ]
result $? "all outputs of all graphs ($number)$failed"
