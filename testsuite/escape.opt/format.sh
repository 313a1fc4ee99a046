#!/bin/sh
# The editors' settings fit our files: clang-format leaves nine lines of ten as they are, and .editorconfig's rules for every
# text hold.
#
# SPDX-License-Identifier: GPL-3.0-or-later

cd "$ESC_SRCDIR" || exit 1
TMPDIR=${TMPDIR:-/tmp}
sources=$(ls passes/*.[ch] passes/tools/*.[ch] plugin/*.cc plugin/*.h)

if command -v clang-format >/dev/null; then
  # One file of six, by name: all of them take a while.
  lines=0
  changed=0
  for file in $(echo "$sources" | awk 'NR % 6 == 1'); do
    clang-format "$file" >"$TMPDIR/formatted" || { echo "FAIL: clang-format reads .clang-format"; exit 0; }
    lines=$((lines + $(wc -l <"$file")))
    changed=$((changed + $(diff "$file" "$TMPDIR/formatted" | grep -c '^<')))
  done
  echo "$changed of $lines lines"
  if [ $((changed * 10)) -le $lines ] && [ $lines -gt 1000 ]; then echo "PASS: clang-format leaves nine lines of ten"
  else echo "FAIL: clang-format leaves nine lines of ten"; fi
else
  echo "UNSUPPORTED: clang-format leaves nine lines of ten"
fi

# No space at the end of a line, a newline at the end of the file.
: >"$TMPDIR/why"
for file in $sources passes/*.def plugin/*.def; do
  grep -n '[[:space:]]$' "$file" | sed "s|^|$file: |" >>"$TMPDIR/why"
  [ -z "$(tail -c 1 "$file")" ] || echo "$file: no newline at the end" >>"$TMPDIR/why"
done
if [ -s "$TMPDIR/why" ]; then cat "$TMPDIR/why"; echo "FAIL: no space at the end of a line"
else echo "PASS: no space at the end of a line"; fi
