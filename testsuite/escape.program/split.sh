#!/bin/sh
# Each C test of escape.dg as two units, callers and callees apart: escape-report finds in them what it finds in one.
#
# In:  escape.dg/*.c, lib/split.py; split.known: the differences that are known, each with its reason.
# Out: a result a file and level.  A known difference that is none any more is a FAIL, too: take it out of the list.
# Not: other kinds than dangle, stackable and bounded; what has no room in a section of the usual size.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}" "${ESC_REPORT:?}" "${ESC_SRCDIR:?}"
LC_ALL=C
export LC_ALL
dg=$ESC_SRCDIR/testsuite/escape.dg
known=$ESC_SRCDIR/testsuite/escape.program/split.known

if ! python3 -c 'import re' 2>/dev/null; then
  echo "UNSUPPORTED: files in two units (there is no python3)"
  exit 0
fi

# options FILE: those of its dg-options.
options ()
{
  sed -n 's/.*{ dg-\(additional-\)*options "\([^"]*\)".*/\2/p' "$1" | tr '\n' ' '
}

# compile LEVEL FILE OBJECT: as the test of FILE name does.
compile ()
{
  $ESC_CC "$1" ${ESC_SAME-} -fplugin="$ESC_PLUGIN" -fplugin-arg-escape-section=full $flags -I"$dg" -fno-diagnostics-show-caret -c "$2" -o "$3" >>log 2>&1
}

# findings OBJECT...: LINE KIND, sorted; once, because a K&R definition is in both units.
findings ()
{
  "$ESC_REPORT" --kinds=dangle,stackable,bounded "$@" 2>>log | tee -a log \
    | sed -n 's/^[^ ][^:]*:\([0-9]*\):.*\[escape-\([a-z]*\)\]$/\1 \2/p' | sort -u
}

# known WHAT: the lines of split.known about this file and level, LINE KIND.
known ()
{
  awk -v name="$name" -v level="$level" -v what="$1" \
    '$1 == name && ($2 == "any" || $2 == level) && $5 == what { print $3, $4 }' "$known" | sort -u
}

# expect FILE FROM TEXT: what FILE (found) and FROM (known) do not share is said in why.
expect ()
{
  comm -23 "$1" "$2" | sed "s/^/$3: /" >>why
  comm -13 "$1" "$2" | sed "s/^/not $3 any more, take it out of split.known: /" >>why
}

files=0
for file in "$dg"/*.c; do
  name=$(basename "$file" .c)
  reason=$(sed -n "s/^$name  *-  *-  *-  *whole  *//p" "$known")
  if [ -n "$reason" ]; then
    echo "UNSUPPORTED: $name ($reason)"
    continue
  fi
  require=$(sed -n 's/.*{ dg-require { gcc-\([0-9]*\)+ } }.*/\1/p' "$file")
  if [ "${ESC_GCC_MAJOR:-12}" -lt "${require:-0}" ]; then
    echo "UNSUPPORTED: $name (GCC $require and newer)"
    continue
  fi
  flags=$(options "$file")
  files=$((files + 1))
  if ! python3 "$ESC_SRCDIR/testsuite/lib/split.py" "$file" a.c b.c 2>why; then
    cat why
    echo "FAIL: $name (it cannot be split)"
    continue
  fi
  for level in -O0 -O2; do
    : >log
    : >why
    if compile $level "$file" one.o && compile $level a.c a.o && compile $level b.c b.o; then
      findings one.o >one
      findings a.o b.o >two
      comm -23 one two >lost
      comm -13 one two >new
      known lost >known.lost
      known new >known.new
      expect lost known.lost lost
      expect new known.new new
    else
      echo "the compiler failed" >why
    fi
    if [ -s why ]; then
      cat log why
      echo "FAIL: $name $level ($(head -n 1 why))"
    else
      echo "PASS: $name $level"
    fi
  done
done
if [ $files -ge 80 ]; then echo "PASS: some files are split"; else echo "FAIL: some files are split ($files)"; fi

# Every line of the list is about a file that is there.
: >why
sed 's/ *#.*//' "$known" | while read -r name rest; do
  [ -z "$name" ] || [ -f "$dg/$name.c" ] || echo "$name $rest" >>why
done
if [ -s why ]; then cat why; echo "FAIL: split.known names files"; else echo "PASS: split.known names files"; fi
