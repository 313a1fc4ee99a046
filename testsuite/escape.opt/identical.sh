#!/bin/sh
# The code that GCC makes is the same with the plugin and without it, byte for byte.
#
# In:  ESC_CC, ESC_PLUGIN, ESC_SRCDIR (its C: escape.dg, passes); TMPDIR, where it runs.
# Out: one PASS or FAIL line a set of options.
# Not: sections that the plugin itself adds, which objcopy takes away first.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}" "${ESC_SRCDIR:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL

dg=$ESC_SRCDIR/testsuite/escape.dg
files=
for theme in return store list setter struct memcpy integer atomic varargs callback nested thread library scope safe size \
	     null free loop alloc hoist recursion handed macro setjmp asm; do
  for file in "$dg/$theme"-*.c; do
    [ -f "$file" ] && files="$files $file"
  done
done
files="$files $ESC_SRCDIR/passes/solve.c $ESC_SRCDIR/passes/graphio-read.c $ESC_SRCDIR/docs/example.c"

for options in "-O0" "-O2 -g" "-Os" "-O3 -fPIC" \
	       "-O0 -g -fplugin-arg-escape-m=2 -fplugin-arg-escape-maybe -fplugin-arg-escape-hoist"; do
  plain=$(printf '%s\n' $options | grep -v -e -fplugin-arg- | tr '\n' ' ')
  number=0
  wrong=
  for file in $files; do
    $ESC_CC $plain -w -gno-record-gcc-switches -I"$ESC_SRCDIR" -c "$file" -o a.o 2>/dev/null || continue
    cp a.o a.first
    $ESC_CC -fplugin="$ESC_PLUGIN" $options -gno-record-gcc-switches -I"$ESC_SRCDIR" -c "$file" -o a.o >out 2>&1 \
      || { wrong="$wrong ${file##*/}"; continue; }
    number=$((number + 1))
    cmp -s a.o a.first && continue
    objcopy -R .escape a.o b.o 2>/dev/null && objcopy -R .escape a.first b.first && cmp -s b.o b.first && continue
    wrong="$wrong ${file##*/}"
  done
  if [ -z "$wrong" ] && [ $number -gt 30 ]; then
    echo "PASS: $options"
  else
    echo "FAIL: $options ($number files; different:$wrong)"
  fi
done
