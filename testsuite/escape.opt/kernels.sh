#!/bin/sh
# The kernels that `make bench-promote' measures: both versions of each print the same, the one written with the heap
# allocates, and the one written by hand does not.
#
# In:  ESC_CC, ESC_BUILD_CC, ESC_SRCDIR (testsuite/bench/kernels, testsuite/lib/count-alloc.c); TMPDIR, where it runs.
# Out: a PASS or FAIL line a kernel.
# Not: time, and what the plugin makes of them.
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_SRCDIR:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
ESC_CC="$ESC_CC ${ESC_SAME-}"
kernels=$ESC_SRCDIR/testsuite/bench/kernels
n=256	# a multiple of the periods of the kernels

if ! ${ESC_BUILD_CC:-$ESC_CC} -shared -fPIC -O2 "$ESC_SRCDIR/testsuite/lib/count-alloc.c" -o count-alloc.so \
   || ! $ESC_CC -O1 -c "$kernels/extern.c" -o extern.o; then
  echo "FAIL: the counter and the helpers can be built"
  exit 0
fi

# calls PROGRAM N: what N iterations allocate; the output is in PROGRAM.N.
calls ()
{
  rm -f count
  LD_PRELOAD=./count-alloc.so ESC_COUNT_FILE=count ./"$1" "$2" >"$1.$2" || return 1
  sed -n 's/.* calls=\([0-9]*\)$/\1/p' count
}

# what KERNEL: why it is wrong, or nothing.
what ()
{
  $ESC_CC -O1 -w "$kernels/$1.c" extern.o -o plain || return
  $ESC_CC -O1 -w -DHAND "$kernels/$1.c" extern.o -o hand || return
  none=$(calls plain 0) && some=$(calls plain $n) && by_hand_none=$(calls hand 0) && by_hand=$(calls hand $n) \
    || echo "it does not run"
  cmp -s plain.$n hand.$n || echo "$(cat plain.$n) is printed, by hand $(cat hand.$n)"
  [ "$some" -ge $((none + n / 4)) ] || echo "$((some - none)) calls in $n iterations"
  case $1 in
    # When it grows beyond its first room, the hand version allocates, too.
    grow-1) most=$((n / 8)) ;;
    *) most=0 ;;
  esac
  [ $((by_hand - by_hand_none)) -le $most ] || echo "$((by_hand - by_hand_none)) calls by hand"
}

number=0
for file in "$kernels"/*-*.c; do
  name=${file##*/}
  name=${name%.c}
  number=$((number + 1))
  what "$name" >why 2>&1
  if [ -s why ]; then
    cat why
    echo "FAIL: $name"
  else
    echo "PASS: $name"
  fi
done
if [ $number -ge 32 ]; then echo "PASS: there are kernels"; else echo "FAIL: there are kernels ($number)"; fi
