#!/bin/sh
# docs/hacking.md: dump and replay, a line of the table; docs/walkthrough.md, command by command on a copy of the sources that is
# built in another folder: an option, a known function, a case of the lowering, a test.  With that build: make install, and
# what a plugin built for another GCC says.
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.doc/common"
arg=-fplugin-arg-escape-

# --- Dump and replay: the same findings.
for options in "" "m" "m maybe hoist" "no-stackable"; do
  set --
  replay=
  for option in $options; do
    set -- "$@" "$arg$option"
    case $option in m) replay="$replay -m" ;; no-*) ;; *) replay="$replay --$option" ;; esac
  done
  plugin "$@" ${arg}dump=example.esc docs/example.c
  grep -v 'In function' out | sort >plugin.out
  build/passes/tools/escape-graph $replay example.esc | sort >graph.out
  case $options in *no-stackable*) grep -v 'escape-stackable' graph.out >x; mv x graph.out ;; esac
  diff plugin.out graph.out >why
  result "dump and replay: ${options:-no option}" why
done
build/passes/tools/escape-graph --print example.esc | grep -v '^docs/.*\[escape-' >again.esc
build/passes/tools/escape-graph -m again.esc | sort >again.out
build/passes/tools/escape-graph -m example.esc | sort | diff - again.out >why
result "--print: what it writes gives the same" why
echo 'nonsense' >bad.esc
build/passes/tools/escape-graph bad.esc >out 2>&1
check "escape-graph: bad input is status 2" [ $? -eq 2 ]

# --- A line of the table in a file.
printf 'int f (const char *);\nchar *copy (const char *);\nchar *g;\n%s\n' \
  'void h (void) { char *p = copy ("abc"); if (p) f (p); __builtin_free (p); }' >f.c
{ echo "# ours"; sed -n 's/^    K ("strdup", "\(.*\)")$/copy \1/p' "$hacking"; echo "f"; } >f.tab
plugin ${arg}functions=f.tab f.c
says "a known function" 'f.c:4:.*these 4 bytes never outlive'

# --- The copy.
if ! command -v runtest >/dev/null || ! command -v make >/dev/null; then
  echo "UNSUPPORTED: a build of a copy"
  exit 0
fi
mkdir -p copy
# By name: a build folder may lie in the source tree, and this one in it.
(cd "$ESC_SRCDIR" && tar cf - --exclude=testsuite/work --exclude=testsuite/installcheck --exclude='*.[oa]' --exclude='*.so' \
  --exclude=.deps --exclude=.dirstamp .ci .clang-format .dir-locals.el .editorconfig COPYING Makefile.am Makefile.in README aclocal.m4 \
  bootstrap build-aux configure configure.ac docs escape-config.h.in m4 passes plugin testsuite) | (cd copy && tar xf -)
chmod -R u+w copy

# The commands name no compiler but gcc, and make must not wait for the jobs of the make that runs this.
unset MAKEFLAGS MFLAGS MAKELEVEL
CC=${ESC_BUILD_CC:-cc} CXX=${ESC_CXX:-c++} PLUGIN_CC=gcc
export CC CXX PLUGIN_CC
cd copy || exit 1
transcript walkthrough "$ESC_SRCDIR/docs/walkthrough.md"
cd ..
new=-fplugin=copy/build/plugin/escape.so

# --- The test of section 7 of hacking.md.
sed -n '/^    \/\* { dg-do compile } \*\//,/^    }/p' "$hacking" | sed 's/^    //' >copy/testsuite/escape.dg/theme-1.c
make -s -C copy/build check RUNTESTFLAGS=dg.exp=theme-1.c >out 2>&1
says "a test: it passes" 'expected passes.*[1-9]'
silent "a test: it does not fail" 'unexpected failures\|unresolved'

# --- Installation.
check "make install" make -s -C copy/build install DESTDIR="$PWD/root" prefix=/nowhere
: >why
[ -n "$(find root/nowhere -name escape.so)" ] || echo "no escape.so" >>why
[ -n "$(find root/nowhere -name 'escape.1*')" ] || echo "no escape.1" >>why
[ -n "$(find root/nowhere/include -name escape.h)" ] || echo "no escape.h" >>why
[ "$(find root/nowhere/share/escape -name '*.functions' | wc -l)" -eq 2 ] || echo "no tables" >>why
[ -x root/nowhere/bin/escape-report ] || echo "no escape-report" >>why
[ -n "$(find root/nowhere -name 'escape-report.1*')" ] || echo "no escape-report.1" >>why
[ "$(find root/nowhere/share -name '*escape-report' | wc -l)" -eq 2 ] || echo "no completions" >>why
[ -n "$(find root/nowhere -path '*/pkgconfig/escape.pc')" ] || echo "no escape.pc" >>why
[ "$(find root -type f | wc -l)" -eq 10 ] || find root -type f >>why
result "make install: the plugin, the tool, their pages, its header, its tables, completions, escape.pc" why

# --- A plugin for another major version.
sed -i 's/BUILDING_GCC_MAJOR/99/' copy/plugin/plugin.cc
make -s -C copy/build >log 2>&1
if gcc $new -c -o /dev/null docs/example.c >out 2>&1; then echo "FAIL: another version: no error"
else says "another version: what to do" 'was built for GCC .* and cannot run in GCC .*PLUGIN_CC=gcc-'; fi
check "another version: one line of ours" [ "$(grep -c 'was built for GCC' out)" -eq 1 ]
cat out
