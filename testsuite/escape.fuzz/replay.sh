#!/bin/sh
# All inputs that libFuzzer found worth keeping (make fuzz), without libFuzzer: nothing crashes, nothing takes long.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_SRCDIR:?}" "${ESC_BUILDDIR:?}"
cd "${TMPDIR:-.}" || exit 1
for target in section file profile; do
  mkdir $target
  if ! tar -C $target -xf "$ESC_SRCDIR/testsuite/fuzz/corpus/$target.tar"; then
    echo "FAIL: the inputs of $target cannot be unpacked"
    continue
  fi
  many=$(ls $target | wc -l)
  told=$(timeout 120 "$ESC_BUILDDIR/testsuite/fuzz/replay-$target" $target/* 2>err)
  status=$?
  if [ $status -eq 0 ] && [ "$many" -gt 5 ] && [ "$told" -eq "$many" ]; then
    echo "PASS: $target"
  else
    tail -n 5 err
    for input in $target/*; do
      timeout 10 "$ESC_BUILDDIR/testsuite/fuzz/replay-$target" "$input" >/dev/null 2>&1 || echo "broken: $input"
    done
    echo "FAIL: $target (exit status $status, $told of $many)"
  fi
done
