#!/bin/sh
# Sections that were damaged: one line each at most, exit status 2, and the rest of the program is still reported.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_SRCDIR:?}" "${ESC_REPORT:?}" "${ESC_CC:?}" "${ESC_PLUGIN:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL

# The sound unit has one finding, and so has the other while it is whole.
cat >sound.c <<'END'
char *kept;
void sound (void) { char text[8]; text[0] = 1; kept = text; }
END
cat >other.c <<'END'
extern void fill (char **p, int n), use (char **);
char *held;
void other (int n)
{
  char *words[4];
  char line[8];
  line[0] = 1;
  for (int i = 0; i < n; i++)
    {
      fill (words, i);
      if (words[0])
        use (words);
    }
  held = line;
}
END
compile () { "$ESC_CC" -fplugin="$ESC_PLUGIN" -c "$@" 2>/dev/null; }
if ! compile sound.c || ! compile other.c; then
  echo "FAIL: the objects cannot be compiled"
  exit 0
fi
take () { objcopy -O binary --only-section=.escape --set-section-flags .escape=alloc "$1" "$2"; }
if ! take sound.o sound.rec || ! take other.o other.rec; then
  echo "FAIL: objcopy does not take the section out"
  exit 0
fi
size=$(wc -c <other.rec)

fault=
# damaged STATUS FILE...: the sound unit is reported; of FILEs there is at most one line each, on standard error; the exit
# status is STATUS.  Sets fault.
damaged ()
{
  want=$1
  shift
  timeout 20 "$ESC_REPORT" "$@" sound.o >out 2>err
  status=$?
  lines=$(grep -c "^escape-report: $1: " err)
  [ $status -eq "$want" ] && grep -q "'kept'" out && [ "$lines" -le 1 ] && return 0
  fault="$fault $1:$status/$lines"
  return 1
}

# result NAME
result ()
{
  if [ -z "$fault" ]; then
    echo "PASS: $1"
  else
    cat err
    echo "FAIL: $1:$fault"
  fi
  fault=
}

damaged 1 other.rec
grep -q "'held'" out || fault="$fault nothing-held"
result "whole"

# byte FILE OFFSET VALUE: set one byte.
byte () { printf "\\$(printf %o "$3")" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null; }

# truncated N: the record without its end.
i=0
while [ $i -lt 50 ]; do
  n=$((1 + i * (size - 1) / 50))
  head -c $n other.rec >"cut-$n.rec"
  # Three bytes are too few even for the name of the thing, and are said to be none.
  damaged 2 "cut-$n.rec"
  grep -q "'held'" out && fault="$fault cut-$n:held"
  i=$((i + 1))
done
result "truncated at 50 places"

i=0
while [ $i -lt 200 ]; do
  at=$((i * size / 200))
  old=$(od -An -tu1 -j $at -N 1 other.rec)
  cp other.rec "bit-$i.rec"
  chmod u+w "bit-$i.rec"
  byte "bit-$i.rec" $at $((old ^ 1 << i % 8))
  damaged 2 "bit-$i.rec"
  i=$((i + 1))
done
result "a bit flipped at 200 places"

# The same in an object, whose other sections are sound.
put () { objcopy --update-section .escape="$1" other.o "$2"; }
i=0
while [ $i -lt 10 ]; do
  put "bit-$((i * 17 + 40)).rec" "bit-$i.o" && damaged 2 "bit-$i.o"
  i=$((i + 1))
done
result "in objects"

cp other.rec version.rec
byte version.rec 4 77
damaged 2 version.rec
grep -q 'another version' err || fault="$fault not-said"
result "another version"

cp other.rec long.rec
for k in 8 9 10 11; do byte long.rec $k 255; done
damaged 2 long.rec
cp other.rec wide.rec
for k in 12 13 14 15; do byte wide.rec $k 255; done
damaged 2 wide.rec
result "4 GB are claimed"

: >empty
objcopy --update-section .escape=empty other.o empty.o && damaged 2 empty.o
result "an empty section"

head -c 512 /dev/zero >zeros
objcopy --update-section .escape=zeros other.o zeros.o && damaged 2 zeros.o
result "a section of zeros"

{ cat other.rec; echo garbage; cat other.rec; } >between.rec
damaged 2 between.rec
grep -q "'held'" out || fault="$fault nothing-held"
result "garbage between two records"

{ cat other.rec; head -c 100 /dev/zero; } >behind.rec
damaged 1 behind.rec
result "zeros behind a record"

head -c 60 other.o >head.o
damaged 2 head.o
head -c 700 other.o >half.o
damaged 2 half.o
ar rc lib.a other.o
head -c 900 lib.a >half.a
damaged 2 half.a
result "truncated ELF and archive"
