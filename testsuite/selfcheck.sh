#!/bin/sh
# selfcheck.sh - escape.so on its own C (make selfcheck): neither the plugin nor GCC has anything to say.
#
# In:  the environment: ESC_SRCDIR, ESC_PLUGIN, ESC_REPORT, ESC_CC (the GCC that loads the plugin).
# Out: what was found, then one line of what was checked; exit status 1 if anything was found or a file does not compile.
# Not: plugin/, which is C++.
#
# Each file is compiled at -O0 and -O2, and escape-report reads the objects of a level as one program.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_SRCDIR:?}" "${ESC_PLUGIN:?}" "${ESC_REPORT:?}"
ESC_CC=${ESC_CC:-gcc}
LC_ALL=C
export LC_ALL
warnings='-Wall -Wextra -Wstrict-prototypes -Wmissing-prototypes'
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$ESC_SRCDIR" || exit 1

files=0
failed=0
: >"$work/out"
for level in -O0 -O2; do
  rm -f "$work"/*.o
  for file in passes/*.c passes/tools/*.c; do
    files=$((files + 1))
    # shellcheck disable=SC2086  # a list of words
    $ESC_CC -fplugin="$ESC_PLUGIN" -fplugin-arg-escape-section=full -std=c11 $level $warnings -I. '-DESC_VERSION="self"' \
      -c -o "$work/$(echo "$file" | tr / _).o" "$file" >>"$work/out" 2>&1 || failed=$((failed + 1))
  done
  # Two mains, of the tools that share files: the engine and escape-report are one program, the others repeat parts of it.
  rm -f "$work"/*escape-graph.c.o "$work"/*profile-test.c.o
  # Its standard error says how much was over budget: that is no finding.
  "$ESC_REPORT" "$work"/*.o >>"$work/out" 2>"$work/err"
  [ $? -le 1 ] || { cat "$work/err"; failed=$((failed + 1)); }
done
cat "$work/out"
found=$(grep -c 'warning: ' "$work/out")
# Whatever else was said counts, too.
[ "$found" -gt 0 ] || [ ! -s "$work/out" ] || found=1
echo "selfcheck: $((files / 2)) C files of passes/, each at -O0 and -O2, and as one program: $found findings, $failed failures"
[ "$found" -eq 0 ] && [ $failed -eq 0 ] && [ "$files" -gt 0 ]
