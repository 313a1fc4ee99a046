#!/bin/sh
# The findings do not depend on -O, and two runs say the same.
#
# In:  ESC_CC, ESC_PLUGIN, ESC_SRCDIR (its C: escape.dg, passes, docs); TMPDIR, where it runs.
# Out: one PASS or FAIL line a level, over all files.
# Not: nested functions, to which GCC gives another form without optimisation; files that ask for a level themselves.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}" "${ESC_SRCDIR:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL

# findings FILE OPTION...: what the plugin says of it.
findings ()
{
  file=$1
  shift
  $ESC_CC -I"$ESC_SRCDIR" -fplugin="$ESC_PLUGIN" -fplugin-arg-escape-m -fplugin-arg-escape-maybe -fplugin-arg-escape-hoist \
    -fno-diagnostics-show-caret -fdiagnostics-path-format=none -S "$file" -o x.s "$@" 2>&1 | grep '\[escape-' || :
}

files=
for file in "$ESC_SRCDIR"/testsuite/escape.dg/*.c "$ESC_SRCDIR"/passes/solve.c "$ESC_SRCDIR"/passes/graphio-read.c \
	    "$ESC_SRCDIR"/docs/example.c; do
  case ${file##*/} in
    nested-*|reason-*) continue ;;
  esac
  files="$files $file"
done
for file in $files; do
  findings "$file" -O0
done >first
if [ "$(wc -l <first)" -gt 300 ]; then
  echo "PASS: there are findings"
else
  echo "FAIL: there are findings ($(wc -l <first) lines)"
fi
for options in -O0 -O1 "-O2 -g" -O3 -Os; do
  for file in $files; do
    findings "$file" $options
  done >next
  if cmp -s first next; then
    echo "PASS: the same with $options"
  else
    diff first next | head -n 20
    echo "FAIL: the same with $options ($(diff first next | grep -c '^[<>]') lines differ)"
  fi
done
