#!/bin/sh
# A made-up program gives one answer: made twice, read in any order, reduced in parts, with its bodies in memory or not.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_REPORT:?}" "${ESC_BUILDDIR:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
generate=$ESC_BUILDDIR/testsuite/bench/generate

what='1d; /^{"type":"unit"/d; s/,"object":"[^"]*"//'

result ()
{
  if [ "$1" -eq 0 ]; then echo "PASS: $2"; else echo "FAIL: $2"; fi
}

# answer FILE INPUT...: what is found, without what depends on where the inputs lie and on their order.
answer ()
{
  to=$1
  shift
  "$ESC_REPORT" --json --kinds=all -m "$@" 2>err | sed "$what" >"$to"
}

"$generate" -n 1000 -p 4 -s 7 one && "$generate" -n 1000 -p 4 -s 7 two && diff -r one two >/dev/null
result $? "the generator is deterministic"
[ "$(ls one/*/*.escape | wc -l)" -eq 20 ]
result $? "a record a unit"
"$generate" -n 1000 -s 8 other && ! cmp -s one/part_00/unit_000001.escape other/part_00/unit_000001.escape
result $? "another seed is another program"

answer first one
[ "$(grep -c '"type":"finding"' first)" -gt 10 ] && [ "$(grep -c '"type":"site"' first)" -gt 50 ]
result $? "there is something to find"
answer again two
cmp -s first again
result $? "the report is deterministic"

answer backwards $(ls -r one/*/*.escape)
cmp -s first backwards
result $? "backwards"
answer mixed $(ls one/*/*.escape | awk '{ print NR * 7 % 20, $0 }' | sort -n | cut -d ' ' -f 2)
cmp -s first mixed
result $? "in another order"

for part in one/part_*; do
  "$ESC_REPORT" --merge -o "$(basename "$part").escape" "$part" || echo "FAIL: --merge of $part"
done
answer merged part_*.escape
cmp -s first merged
result $? "reduced in four parts"

"$ESC_REPORT" --json=held --kinds=all -m --dot -o graph.dot one 2>err
sed "$what" held >held.json
cmp -s first held.json
result $? "with all bodies in memory"
