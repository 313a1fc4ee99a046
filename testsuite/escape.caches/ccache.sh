#!/bin/sh
# ccache: a hit is the same object with the same section and the same messages; what makes it a miss, and what does not.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.caches/common"

for variable in CCACHE_EXTRAFILES CCACHE_RECACHE; do
  check "docs/builds.md names $variable" grep -q "$variable" "$ESC_SRCDIR/docs/builds.md"
done

if ! command -v ccache >/dev/null || ! ccache --print-stats >/dev/null 2>&1; then
  echo "UNSUPPORTED: ccache (there is none that has --print-stats)"
  exit 0
fi
unset CCACHE_DISABLE CCACHE_EXTRAFILES CCACHE_COMPILERCHECK
CCACHE_DIR=$PWD/cache
CCACHE_CONFIGPATH=$PWD/ccache.conf
CCACHE_NODIRECT=1
export CCACHE_DIR CCACHE_CONFIGPATH CCACHE_NODIRECT
: >ccache.conf

count ()
{
  ccache --print-stats | awk -v what="$1" '$1 ~ what { n += $2 } END { print n + 0 }'
}

# by_ccache WHAT NAME OPTION...: compile unit.c to got.o, messages to log; WHAT it must be for the cache: hit or miss.
by_ccache ()
{
  what=$1
  name=$2
  shift 2
  rm -f got.o
  hits=$(count cache_hit)
  misses=$(count '^cache_miss')
  ccache $compiler -O2 "$@" -c unit.c -o got.o 2>log
  hits=$(($(count cache_hit) - hits))
  misses=$(($(count '^cache_miss') - misses))
  : >why
  case $what$hits$misses in
    hit10|miss01) ;;
    *) echo "$hits hits, $misses misses" >why ;;
  esac
  result "$name: a $what" why
}

for mode in preprocessor direct; do
  [ $mode = preprocessor ] || unset CCACHE_NODIRECT
  ccache --clear >/dev/null
  by_ccache miss "$mode, the first time" "$plugin"
  check "$mode, the first time: the object" cmp got.o want.o
  check "$mode, the first time: the messages" cmp log want.log
  by_ccache hit "$mode, the second time" "$plugin"
  check "$mode, the second time: the same object" cmp got.o want.o
  check "$mode, the second time: the same messages" cmp log want.log
  check "$mode, the second time: the section" has_section got.o
  by_ccache miss "$mode, without the plugin"
  check "$mode, without the plugin: nothing is said" test ! -s log
  by_ccache miss "$mode, another option" "$plugin" ${arg}no-dangle
  check "$mode, another option: nothing is said" test ! -s log
  by_ccache hit "$mode, another option again" "$plugin" ${arg}no-dangle
  by_ccache miss "$mode, no-section" "$plugin" ${arg}no-section
done

# --- Debug information and maps of names.
by_ccache miss "-g and a map" "$plugin" -g -ffile-prefix-map="$PWD"=/project
cp got.o first.o
by_ccache hit "-g and a map again" "$plugin" -g -ffile-prefix-map="$PWD"=/project
check "-g and a map: the same object" cmp first.o got.o

# --- The table of functions is no argument, but a file that one names.
sed 's/^  slot = local;/  { extern void hook (char *); hook (local); }/' unit.c >hook.c
mv hook.c unit.c
by_ccache miss "functions=FILE" "$plugin" ${arg}functions=our.functions
check "functions=FILE: it is used" grep -q "$finding" log
printf 'hook\n' >our.functions
by_ccache hit "a changed table is not noticed" "$plugin" ${arg}functions=our.functions
check "a changed table is not noticed: yesterday's message" grep -q "$finding" log
CCACHE_EXTRAFILES=$PWD/our.functions
export CCACHE_EXTRAFILES
by_ccache miss "CCACHE_EXTRAFILES" "$plugin" ${arg}functions=our.functions
check "CCACHE_EXTRAFILES: today's message" test ! -s log
by_ccache hit "CCACHE_EXTRAFILES, not changed" "$plugin" ${arg}functions=our.functions
printf 'hook keep 0 by @hook\n' >our.functions
by_ccache miss "CCACHE_EXTRAFILES, changed back" "$plugin" ${arg}functions=our.functions
check "CCACHE_EXTRAFILES, changed back: the message is there" grep -q "$finding" log
unset CCACHE_EXTRAFILES

# --- A new build of the plugin: the same code, and bytes behind it.
mkdir plugins
cp "$ESC_PLUGIN" plugins/escape.so
chmod u+w plugins/escape.so
by_ccache miss "a full path" -fplugin="$PWD/plugins/escape.so"
by_ccache hit "a full path again" -fplugin="$PWD/plugins/escape.so"
echo rebuilt >>plugins/escape.so
by_ccache miss "a full path, the plugin rebuilt" -fplugin="$PWD/plugins/escape.so"
by_ccache miss "a short name" -iplugindir="$PWD/plugins" -fplugin=escape
echo rebuilt >>plugins/escape.so
by_ccache hit "a short name: a rebuilt plugin is not noticed" -iplugindir="$PWD/plugins" -fplugin=escape
CCACHE_EXTRAFILES=$PWD/plugins/escape.so
export CCACHE_EXTRAFILES
by_ccache miss "a short name and CCACHE_EXTRAFILES" -iplugindir="$PWD/plugins" -fplugin=escape
echo rebuilt >>plugins/escape.so
by_ccache miss "a short name and CCACHE_EXTRAFILES: rebuilt" -iplugindir="$PWD/plugins" -fplugin=escape
unset CCACHE_EXTRAFILES

# --- Where the plugin makes errors or files.
sed 's/^  { extern.*/  slot = local;/' unit.c >plain.c
mv plain.c unit.c
for time in first second; do
  rm -f got.o
  ccache $compiler "$plugin" ${arg}error=dangle -c unit.c -o got.o 2>log
  check "error=dangle, the $time time: it fails" test $? -ne 0 -a ! -e got.o
  check "error=dangle, the $time time: it is said" grep -q 'error: .*\[escape-dangle\]' log
done
by_ccache miss "dump=FILE" "$plugin" ${arg}dump=unit.esc
check "dump=FILE: it is written" test -s unit.esc
rm -f unit.esc
by_ccache hit "dump=FILE again" "$plugin" ${arg}dump=unit.esc
check "dump=FILE again: a hit does not write it" test ! -e unit.esc
CCACHE_RECACHE=1 ccache $compiler "$plugin" -O2 ${arg}dump=unit.esc -c unit.c -o got.o 2>log
check "dump=FILE: CCACHE_RECACHE does" test -s unit.esc
