#!/bin/sh
# README: where the plugin says nothing and breaks nothing.
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.doc/common"
flag=-fplugin=build/plugin/escape.so

cat >m.c <<'END'
#include <stdlib.h>
char *g;
static int unused (void) { int *p = malloc (4); if (p) *p = 1; free (p); return 1; }
int main (void) { char x[4]; x[0] = 0; g = x; return x[0]; }
END
echo 'char *g; int f () { char x[4]; x[0] = 0; g = x; return x[0]; }' >m.cc
echo '.globl a' >m.S
{ cat m.c; echo 'int bad (void) { return nothing; }'; } >bad.c

plugin m.c
says "the plugin runs at all" 'escape-dangle'

# quiet NAME COMMAND...: succeeds and prints nothing on stderr.
quiet ()
{
  name=$1
  shift
  if "$@" >stdout 2>out && [ ! -s out ]; then echo "PASS: $name"; else cat out; echo "FAIL: $name"; fi
}
quiet "-E" gcc $flag -E m.c
quiet "-M" gcc $flag -M m.c
quiet "-fsyntax-only" gcc $flag -fsyntax-only m.c
quiet "assembler" gcc $flag -c m.S -o /dev/null
printf '' | gcc -x c++ -E - >/dev/null 2>&1 && quiet "C++" gcc $flag -O2 -c m.cc -o /dev/null
for name in conftest testCCompiler CMakeCCompilerId; do
  cp m.c $name.c
  quiet "$name.c" gcc $flag -c $name.c -o /dev/null
done

if gcc -O2 -flto -c m.c -o lto.o 2>/dev/null && gcc -O2 -flto lto.o -o lto 2>/dev/null; then
  gcc -O2 -flto $flag $plain -c m.c -o lto.o >out 2>&1
  says "-flto, compile" 'escape-dangle'
  quiet "-flto, link" gcc -O2 -flto $flag lto.o -o lto
  check "-flto, run" ./lto
else
  echo "UNSUPPORTED: -flto"
fi

plugin bad.c
silent "a file with errors" 'escape-'
says "a file with errors, its error" 'bad.c:5:.*undeclared'

# Debug information names the options of the command, unless it is told not to.  The section is all that is more.
for level in -O0 -O2; do
  gcc $level -g -gno-record-gcc-switches -c m.c -o plain.o
  gcc $level -g -gno-record-gcc-switches $flag -c m.c -o with.o 2>/dev/null
  objcopy --remove-section=.escape with.o without.o
  objcopy plain.o
  check "the same object code at $level" cmp plain.o without.o
done
plugin m.c -O2
silent "unused static functions, which GCC drops first" 'unused'

if gcc -fplugin=build/plugin/escape.so -S -o with.s docs/example.c 2>/dev/null; then
  cp "$ESC_PLUGIN" escape.so
  if gcc -fplugin=build/plugin/escape.so -fplugin="$PWD/escape.so" -c m.c -o /dev/null >out 2>&1; then :; fi
  says "two paths to one plugin are refused" 'error'
fi
plugin "$PWD/m.c" -fplugin-arg-escape-stats
says "stats" '^escape: .*m.c: 2 functions, .* 0 not understood'
