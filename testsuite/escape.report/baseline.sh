#!/bin/sh
# Baselines: the exit status, lines that move, new findings, files that are none.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.report/common"

run --write-baseline=base.json points.esc
[ $status -eq 0 ] && [ -s base.json ]
result $? "a baseline is written"
[ "$(grep -c '"fingerprint"' base.json)" -eq 5 ] && grep -q '"version": 1,' base.json && ! grep -q ':27\|"line"' base.json
result $? "a finding a line, without lines of the source"
cp base.json first.json
run --write-baseline=base.json points.esc
cmp -s base.json first.json
result $? "the same again"

run --baseline=base.json points.esc
[ $status -eq 0 ] && [ ! -s out ] && grep -q '5 findings in the baseline not shown' err
result $? "nothing new"
moved 100
run --baseline=base.json moved.esc
[ $status -eq 0 ] && [ ! -s out ]
result $? "nothing new when all lines moved"
run --baseline=base.json --hoist points.esc
[ $status -eq 1 ] && [ "$(grep -c warning: out)" -eq 1 ] && grep -q escape-hoist out
result $? "a new kind is new, and alone is shown"

# Another function with the same mistake; the same function in another file; the second of two that are alike.
sed 's/\badd_origin\b/add_other/g' points.esc >new.esc
run --baseline=base.json new.esc
[ $status -eq 1 ] && [ "$(grep -c warning: out)" -eq 1 ] && grep -q "points.c:27:3: .*'add_other' returns" out
result $? "a finding in another function"
sed 's/@points\.c/@other.c/' points.esc >new.esc
run --baseline=base.json new.esc
[ $status -eq 1 ] && [ "$(grep -c warning: out)" -eq 5 ]
result $? "findings in another file"
moved 300
run --baseline=base.json points.esc moved.esc
[ $status -eq 1 ] && [ "$(grep -c warning: out)" -eq 5 ] && grep -q '^points.c:327:3: ' out && ! grep -q '^points.c:27:' out
result $? "a second finding of the same words"

run --baseline=base.json --write-baseline=more.json --hoist points.esc
[ $status -eq 1 ] && [ "$(grep -c '"fingerprint"' more.json)" -eq 6 ]
result $? "an old baseline and a new one"
run --baseline=more.json --hoist points.esc
[ $status -eq 0 ]
result $? "the new one"

mkdir -p tree/src && cp points.c tree/src
for root in tree other; do
  mkdir -p $root
  sed "s|@points\.c|@$(pwd -P)/$root/src/points.c|" points.esc >$root/x.esc
done
run --source-dir=tree --write-baseline=base.json tree/x.esc
run --source-dir=other --baseline=base.json other/x.esc
[ $status -eq 0 ] && ! grep -q "$(pwd -P)" base.json
result $? "the same sources in another folder"

# bad NAME TEXT: a baseline with that text is one line of error.
bad ()
{
  printf '%s' "$2" >bad.json
  run --baseline=bad.json points.esc
  [ $status -eq 2 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] && grep -q "baseline 'bad.json'" err
  result $? "$1"
}
bad "an empty file" ''
bad "no JSON" 'points.c: warning'
bad "a part of a file" "$(head -c 200 first.json)"
bad "another format" '{"format": "x", "version": 1, "findings": []}'
bad "an array" '[1, 2]'
bad "another version" '{"format": "escape-report baseline", "version": 2, "findings": []}'
bad "no findings" '{"format": "escape-report baseline", "version": 1}'
bad "a finding that is none" '{"format": "escape-report baseline", "version": 1, "findings": [3]}'
bad "a fingerprint that is none" '{"format": "escape-report baseline", "version": 1, "findings": [{"fingerprint": "12"}]}'
bad "deep nesting" "$(head -c 100000 /dev/zero | tr '\0' '[')"
run --baseline=none.json points.esc
[ $status -eq 2 ] && [ "$(wc -l <err)" -eq 1 ]
result $? "a baseline that is not there"
