#!/bin/sh
# The section is in every object that the plugin makes, in no other, and nothing else of the object changes.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.section/common"

for level in -O0 -O2; do
  objects $level
  check "it is there, $level" has user.o
  same "both units, $level" all.want user.o owner.o
  same "one unit, $level" user.want user.o
  cp user.o first.o
  objects $level
  check "two builds are the same, $level" cmp user.o first.o
done

# --- Off, and where there is none.
objects "${arg}no-section"
check "no-section" has_not user.o
objects "${arg}section=off"
check "section=off" has_not user.o
objects "${arg}disable"
check "disable" has_not user.o
$ESC_CC -c user.c -o plain.o
check "without the plugin" has_not plain.o
for probe in conftest testCCompiler CMakeCCompilerId; do
  cp user.c $probe.c
  compile $probe.c probe.o
  check "$probe.c" has_not probe.o
done
{ cat user.c; echo 'int bad (void) { return nothing; }'; } >bad.c
rm -f bad.o
compile bad.c bad.o
check "a file with errors" test ! -e bad.o
objects
: >empty.c
compile empty.c empty.o
check "an empty file" test -e empty.o
findings empty.o user.o owner.o
check "an empty file does not hinder the rest" cmp got all.want

# --- Kinds that are not printed are told all the same: the report decides.
objects -w
same "-w" all.want user.o owner.o
objects "${arg}no-dangle" "${arg}no-stackable"
same "no-dangle, no-stackable" all.want user.o owner.o

# --- What else is in the object.
for options in "-O0" "-O2" "-O2 -g -gno-record-gcc-switches" "-O2 -fPIC -ffunction-sections -fdata-sections" "-Os -g3 -gno-record-gcc-switches"; do
  $ESC_CC $options -c user.c -o plain.o
  objects $options
  check "nothing else differs, $options" no_other user.o plain.o
done

# --- Ways to compile.
objects -O2
cp user.o first.o
$ESC_CC $plugin -O2 -w -S user.c -o user.s && $ESC_CC -c user.s -o by-s.o
check "-S, assembled later" same_content first.o by-s.o
check "-S, the rest" no_other first.o by-s.o
mkdir temps && cp user.c temps && (cd temps && $ESC_CC $plugin -O2 -w -save-temps -c user.c -o user.o)
check "-save-temps" same_content first.o temps/user.o
objects -O2 -pipe
check "-pipe" same_content first.o user.o
$ESC_CC $plugin -O2 -w -c -o stdin.o -x c - <user.c
check "standard input" has stdin.o
$ESC_CC $plugin -O2 -w user.c owner.c -o both
same "both units in one command" all.want both
check "the program runs" ${ESC_EMULATOR-} ./both
objects -O2 -g -gsplit-dwarf
check "-gsplit-dwarf" same_content first.o user.o
check "-gsplit-dwarf: it is in the object, not in the .dwo file" has_not user.dwo
objects -O2 -g -gz
check "-gz" same_content first.o user.o
objects -O2 -m32 2>/dev/null
if has user.o; then
  same "-m32" all.want user.o owner.o
else
  echo "UNSUPPORTED: -m32"
fi

# --- make -j.
cat >Makefile <<'END'
objects = 1.o 2.o 3.o 4.o 5.o 6.o 7.o 8.o
all: $(objects)
%.o: user.c
	$(CC) $(CFLAGS) -c -o $@ user.c
END
make -j4 CC="$ESC_CC" CFLAGS="$plugin -O2 -w" >log 2>&1
: >why
for object in 1.o 2.o 3.o 4.o 5.o 6.o 7.o 8.o; do
  cmp first.o $object >>why 2>&1
done
check "make -j: all are the same" test ! -s why
