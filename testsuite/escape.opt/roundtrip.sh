#!/bin/sh
# The text form of a graph: printed, read again and printed, it stays the same, and so do the findings.
#
# In:  ESC_CC, ESC_PLUGIN, ESC_GRAPH, ESC_SRCDIR (escape.graph, escape.dg); TMPDIR, where it runs.
# Out: PASS and FAIL lines.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}" "${ESC_GRAPH:?}" "${ESC_SRCDIR:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL

# twice FILE: print, read, print.  What people write may come in another order than what is printed, so the numbers in names
# settle with the second print.
twice ()
{
  $ESC_GRAPH --print "$1" 2>/dev/null | sed '/\[escape-[a-z]*\]$/d' >one.esc
  $ESC_GRAPH --print one.esc 2>/dev/null | sed '/\[escape-[a-z]*\]$/d' >two.esc
  $ESC_GRAPH --print two.esc 2>/dev/null | sed '/\[escape-[a-z]*\]$/d' >three.esc
  [ -s one.esc ] && [ -s three.esc ] && cmp -s two.esc three.esc || return 1
  $ESC_GRAPH -2 --maybe --hoist "$1" >one.out 2>&1
  $ESC_GRAPH -2 --maybe --hoist one.esc >two.out 2>&1
  cmp -s one.out two.out
}
many ()
{
  number=0
  wrong=
  for file in "$@"; do
    number=$((number + 1))
    twice "$file" || wrong="$wrong ${file##*/}"
  done
}

set --
for file in "$ESC_SRCDIR"/testsuite/escape.graph/*.esc; do
  case ${file##*/} in malformed-*|invariant-*) ;; *) set -- "$@" "$file" ;; esac
done
many "$@"
if [ -z "$wrong" ] && [ $number -gt 15 ]; then
  echo "PASS: the graphs of escape.graph"
else
  echo "FAIL: the graphs of escape.graph ($number; different:$wrong)"
fi

# Dumps: the same text comes out, and the engine alone finds the same dangles as the plugin did.  Columns count tabs
# otherwise in GCC's diagnostics.  Heap objects are left out: a dump has no range for an argument that is also a value or in
# terms of a parameter.  scope-4.c is left out: the name of its `compound literal' of the file has a space.
number=0
wrong=
differ=
for file in "$ESC_SRCDIR"/testsuite/escape.dg/*.c "$ESC_SRCDIR"/docs/example.c; do
  base=${file##*/}
  case $base in
    attribute-3.c|return-3.c|pragma-*|gcc-*|kinds-*|size-3*|param-*|path-*|library-*|scope-4.c) continue ;;	# GCC's or the options' say, too
  esac
  rm -f d.esc
  $ESC_CC -fplugin="$ESC_PLUGIN" -fplugin-arg-escape-dump=d.esc -fplugin-arg-escape-maybe -fplugin-arg-escape-hoist -w \
    -c "$file" -o d.o >/dev/null 2>&1 || continue
  number=$((number + 1))
  twice d.esc || wrong="$wrong $base"
  $ESC_CC -fplugin="$ESC_PLUGIN" -fplugin-arg-escape-maybe -fplugin-arg-escape-hoist -fno-diagnostics-show-caret \
    -fdiagnostics-path-format=none -c "$file" -o d.o 2>&1 \
    | sed -n 's/^[^ ]*:\([0-9]*\):\([0-9]*\): warning: \(.*\)$/\1: \3/p' | grep 'escape-[dm]' | sort >by-plugin
  $ESC_GRAPH --maybe --hoist d.esc \
    | sed -n 's/^[^ ]*:\([0-9]*\):\([0-9]*\): warning: \(.*\)$/\1: \3/p' | grep 'escape-[dm]' | sort >by-engine
  cmp -s by-plugin by-engine || { diff by-plugin by-engine; differ="$differ $base"; }
done
if [ -z "$wrong" ] && [ $number -gt 30 ]; then
  echo "PASS: dumps of C files"
else
  echo "FAIL: dumps of C files ($number; different:$wrong)"
fi
if [ -z "$differ" ]; then
  echo "PASS: the engine alone finds what the plugin does"
else
  echo "FAIL: the engine alone finds what the plugin does (not in:$differ)"
fi
