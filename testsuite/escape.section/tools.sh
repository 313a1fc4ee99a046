#!/bin/sh
# Linkers, ar, strip and objcopy: the section lives, or it is said what to do.
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.section/common"

objects -O2 -g
cp user.o user.first
cp owner.o owner.first
# again: the objects as they were.
again ()
{
  cp user.first user.o
  cp owner.first owner.o
}

# --- Archives.
ar rc plain.a user.o owner.o
same "ar" all.want plain.a
ar rcT thin.a user.o owner.o
same "thin ar" all.want thin.a
ar rcS no-index.a owner.o
same "ar without an index" all.want user.o no-index.a
ar rc long.a user.o
cp owner.o an-object-whose-name-is-longer-than-a-header-has-room-for.o
ar rc long.a an-object-whose-name-is-longer-than-a-header-has-room-for.o
same "a long name in an archive" all.want long.a
same "an object in an archive and beside it is read once" all.want plain.a user.o owner.o
same "the other order" all.want owner.o plain.a user.o
"$ESC_REPORT" --json plain.a user.o owner.o >json 2>&1
check "the object beside is counted once" test "$(grep -c '"type":"unit"' json)" -eq 2
mkdir folder
cp plain.a user.o folder
same "a folder" all.want folder
mkdir below
ar rcT below/thin.a user.o owner.o
same "thin ar, its members in another folder" all.want below/thin.a
mv owner.o away.o
findings thin.a
check "thin ar, a member is gone: that is said" grep -q "owner.o: no such file, but the thin archive 'thin.a' names it" out
check "thin ar, a member is gone: status 2" test $status -eq 2
check "thin ar, a member is gone: the rest" cmp got user.want
mv away.o owner.o
head -c 100 thin.a >cut.a
findings cut.a owner.o
check "thin ar, cut off: that is said" grep -q 'cut.a: the archive ends too early' out
check "thin ar, cut off: the rest" cmp got owner.want
head -c 1700 plain.a >cut.a
findings cut.a owner.o
check "ar, cut off: no crash" test $status -le 2
check "ar, cut off: the rest" cmp got owner.want
rm thin.a

# --- Linkers.
ld -r user.o owner.o -o whole.o
same "ld -r" all.want whole.o
ld -r whole.o -o again.o
same "ld -r twice" all.want again.o
check "ld -r: one section" test "$(readelf -SW whole.o | grep -c ' \.escape ')" -eq 1
for linker in bfd gold lld; do
  if ! command -v ld.$linker >/dev/null || ! $ESC_CC -fuse-ld=$linker user.o owner.o -o plain.$linker 2>log; then
    echo "UNSUPPORTED: ld.$linker"
    continue
  fi
  same "ld.$linker" all.want plain.$linker
  check "ld.$linker: no memory for it" has plain.$linker
  check "ld.$linker: the program runs" ./plain.$linker
  $ESC_CC -fuse-ld=$linker -Wl,--gc-sections user.o owner.o -o gc
  same "ld.$linker --gc-sections" all.want gc
  $ESC_CC -fuse-ld=$linker user.o plain.a -o from-archive 2>/dev/null || ar rc owner.a owner.o
  ar rc owner.a owner.o
  $ESC_CC -fuse-ld=$linker user.o owner.a -o from-archive
  same "ld.$linker, a member of an archive" all.want from-archive
  $ESC_CC -fuse-ld=$linker -Wl,-s user.o owner.o -o gone
  same "ld.$linker -s" all.want gone
  $ESC_CC -fuse-ld=$linker -Wl,-S user.o owner.o -o debug-gone
  same "ld.$linker -S" all.want debug-gone
done
if $ESC_CC -static user.o owner.o -o static 2>/dev/null; then
  same "-static" all.want static
else
  echo "UNSUPPORTED: -static"
fi

# --- Shared library and executable.
objects -O2 -fPIC
$ESC_CC -shared owner.o -o libowner.so
$ESC_CC user.o -L. -lowner -o with-shared
same "-shared, the library alone" owner.want libowner.so
same "a program and its shared library" all.want with-shared libowner.so
same "a program without its shared library" user.want with-shared
again

# --- strip and objcopy, on objects and on a program.
for how in -g --strip-unneeded --strip-debug -x -X; do
  again
  strip $how user.o owner.o
  same "strip $how, objects" all.want user.o owner.o
done
again
$ESC_CC user.o owner.o -o program
for how in "" -s -g --strip-unneeded --strip-all; do
  cp program stripped
  strip $how stripped
  same "strip $how, a program" all.want stripped
done
cp program stripped
strip --remove-section=.escape stripped
findings stripped
check "strip --remove-section: no finding" test ! -s got
check "strip --remove-section: the remedy" grep -q 'objects' out
strip stripped
findings --stats stripped
check "no section and no symbols: the remedy" grep -q 'before it was stripped\|give the objects' out
again
objcopy --remove-section=.escape user.o without.o
findings without.o owner.o
check "one object without the section: the rest is reported" cmp got owner.want
check "one object without the section: that is said" grep -q 'not all was analysed' out
objcopy --strip-debug program copied
same "objcopy --strip-debug" all.want copied
objcopy --only-keep-debug program program.debug
same "objcopy --only-keep-debug" all.want program.debug
objcopy --add-gnu-debuglink=program.debug copied
same "objcopy --add-gnu-debuglink" all.want copied
objcopy -O binary --only-section=.escape --set-section-flags .escape=alloc whole.o bytes.escape
same "objcopy -O binary --only-section" all.want bytes.escape
objcopy --compress-debug-sections program compressed
same "objcopy --compress-debug-sections" all.want compressed
cat bytes.escape bytes.escape >twice.escape
same "the bytes twice" all.want twice.escape
# llvm-strip takes away all that is not loaded, unless it is told what to keep.
if command -v llvm-strip >/dev/null; then
  cp program stripped
  llvm-strip stripped
  findings stripped
  check "llvm-strip: the section is lost, and the remedy named" grep -q 'give the objects' out
  for how in --keep-section=.escape --strip-debug --strip-unneeded; do
    cp program stripped
    llvm-strip $how stripped
    same "llvm-strip $how" all.want stripped
  done
else
  echo "UNSUPPORTED: llvm-strip"
fi
if command -v llvm-objcopy >/dev/null; then
  llvm-objcopy --strip-debug program stripped && same "llvm-objcopy --strip-debug" all.want stripped
else
  echo "UNSUPPORTED: llvm-objcopy"
fi
if command -v eu-strip >/dev/null; then
  cp program stripped && eu-strip stripped && same "eu-strip" all.want stripped
else
  echo "UNSUPPORTED: eu-strip"
fi
if command -v dwz >/dev/null && cp program small && dwz small 2>/dev/null; then
  same "dwz" all.want small
else
  echo "UNSUPPORTED: dwz"
fi
