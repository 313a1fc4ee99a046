#!/bin/sh
# -flto: the objects have the section, slim and fat; the link makes new objects, without it: the report is made of the objects.
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.section/common"

if ! { $ESC_CC -O2 -flto -c user.c -o user.o && $ESC_CC -O2 -flto -c owner.c -o owner.o \
	&& $ESC_CC -O2 -flto user.o owner.o -o program; } 2>log; then
  echo "UNSUPPORTED: -flto"
  exit 0
fi
for form in "-flto -fno-fat-lto-objects" "-flto -ffat-lto-objects" "-flto -flto-partition=none" "-flto -g"; do
  objects -O2 $form
  check "$form: the objects have it" has user.o
  same "$form: the objects" all.want user.o owner.o
  ar rc lto.a user.o owner.o
  same "$form: an archive" all.want lto.a
  $ESC_CC -O2 $form $plugin user.o owner.o -o program >link 2>&1
  check "$form: the link with the plugin says nothing" test ! -s link
  check "$form: the program runs" ./program
  check "$form: the linked program has it not" has_not program
  findings program
  check "$form: no finding in the program" test ! -s got
  findings --stats program
  check "$form: the remedy is named" grep -q 'give the objects' out
  ld -r user.o owner.o -o whole.o
  if has whole.o; then same "$form: ld -r" all.want whole.o; else echo "FAIL: $form: ld -r"; fi
done
gcc_ar=$($ESC_CC -print-prog-name=gcc-ar)
command -v "$gcc_ar" >/dev/null 2>&1 || gcc_ar=gcc-ar
if command -v $gcc_ar >/dev/null; then
  objects -O2 -flto
  rm -f lto.a
  $gcc_ar rc lto.a user.o owner.o
  same "gcc-ar" all.want lto.a
else
  echo "UNSUPPORTED: gcc-ar"
fi

# Offload of the analysis to a link: an object that is part LTO, part not.
objects -O2
cp owner.o plain-owner.o
objects -O2 -flto
$ESC_CC -O2 -flto user.o plain-owner.o -o mixed 2>log
same "an object without -flto keeps its own in the link" owner.want mixed
