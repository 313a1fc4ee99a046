#!/bin/sh
# Every "$ command" of README and hacking.md runs, and prints what stands below it.
#
# A command is an indented line that begins with "$ "; the indented lines after it are its output, stdout and stderr.  Lines
# "..." stand for any lines.  One without output only has to succeed, the others may fail.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.doc/common"

# same WANTED OUTPUT: says where they differ.  README shows GCC 12; others draw a path with other lines around it.
cat >same.awk <<'END'
ENVIRON["ESC_GCC_MAJOR"] != 12 { sub (/^[ |]+/, ""); if ($0 == "") next }
FILENAME == ARGV[1] { want[++n] = $0; next }
{ got[++m] = $0 }
END {
  j = 1
  for (i = 1; i <= n; i++) {
    if (want[i] == "...") { any = 1; continue }
    while (any && j <= m && got[j] != want[i]) j++
    if (j > m) { print "missing: " want[i]; exit }
    if (got[j] != want[i]) { print "wanted: " want[i]; print "got:    " got[j]; exit }
    any = 0
    j++
  }
  if (!any && j <= m) print "more: " got[j]
}
END

for document in "$readme" "$hacking"; do
  base=$(basename "$document" .md)
  rm -f command.* wanted.*
  # An empty or unindented line ends a command's output.
  awk '/^    \$ / { n++; file = "wanted." n; print substr ($0, 7) >("command." n); printf "" >file; next }
       /^    /   { if (file) print substr ($0, 5) >file; next }
	         { file = "" }' "$document"
  number=0
  while [ -f command.$((number + 1)) ]; do
    number=$((number + 1))
    command=$(cat command.$number)
    sh -c "$command" >got 2>&1 </dev/null
    status=$?
    : >why
    if [ -s wanted.$number ]; then
      awk -f same.awk wanted.$number got >why
    elif [ $status -ne 0 ]; then
      { echo "status $status"; cat got; } >why
    fi
    result "$base, command $number: $command" why
  done
  [ $number -gt 0 ] || echo "FAIL: $base has no command"
done
