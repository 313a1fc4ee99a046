#!/bin/sh
# The builds of docs/recipes, with the plugin: make, autoconf, CMake, Meson, Kbuild-style; then the report of each.
#
# In:  ESC_REPORT, the escape-report to run, or "no".  What the objects carry is asked of the plugin: if it writes no section,
#      or there is no escape-report, those steps are UNSUPPORTED.
# Not: the flag on the command line of a build that knows nothing of it (escape.doc/builds.sh).
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_SRCDIR:?}" "${ESC_PLUGIN:?}" "${ESC_REPORT:?}"
ESC_CC=${ESC_CC:-gcc}
recipes=$ESC_SRCDIR/docs/recipes
top=$PWD
LC_ALL=C
CC=$ESC_CC
export LC_ALL CC
unset CFLAGS MAKEFLAGS MAKELEVEL KCFLAGS DESTDIR

report=$ESC_REPORT
[ -x "$report" ] || report=

# has_section FILE: the plugin has put its section into that object.
has_section ()
{
  readelf -SW "$1" 2>/dev/null | grep -q ' \.escape  *[A-Z]'
}

echo 'int f (void) { return 0; }' >probe.c
"$ESC_CC" -fplugin="$ESC_PLUGIN" -c probe.c -o probe.o
if has_section probe.o; then section=yes; else section=; report=; fi

# The line of the finding that no unit alone can make.
line=$(grep -n 'set_current (name)' "$recipes/two/main.c" | cut -d: -f1)

# result NAME FILE: it failed if the file says why.
result ()
{
  if [ -s "$2" ]; then cat "$2" log; echo "FAIL: $1"; else echo "PASS: $1"; fi
}

# project NAME: a copy of that recipe and of the program, to work in.
project ()
{
  cd "$top" && cp -R "$recipes/$1" "$1" && chmod -R u+w "$1" && cd "$1" || exit 1
  [ "$1" = kbuild ] || cp "$recipes"/two/* .
}

# built NAME STATUS FOLDER: the build went well, without a word of the plugin, and the program in FOLDER runs.
built ()
{
  : >why
  [ "$2" -eq 0 ] || echo "status $2" >>why
  ! grep '\[escape-' log >>why
  program=$(find "$3" -name prog -type f | head -n 1)
  [ "$("${program:-false}")" = "hello guest 1" ] || echo "the program does not run" >>why
  result "$1" why
}

# sections NAME FOLDER [no]: the two objects in FOLDER have the section, or have it not.
sections ()
{
  if [ -z "$section" ]; then
    echo "UNSUPPORTED: $1, the section (the plugin writes none)"
    return
  fi
  : >why
  find "$2" -name '*.o' >objects
  [ "$(wc -l <objects)" -eq 2 ] || echo "not two objects" >>why
  while read -r object; do
    if has_section "$object"; then echo yes; else echo no; fi
  done <objects | sort -u >have
  [ "$(cat have)" = "${3:-yes}" ] || echo "section: $(cat have)" >>why
  result "$1, the section" why
}

# reported NAME SOURCES FOLDER COMMAND...: the recipe's own command finds the one thing that two units make, and fails; once
# the baseline has it, it does not.
reported ()
{
  name=$1 sources=$2 folder=$3
  shift 3
  if [ -z "$report" ]; then
    echo "UNSUPPORTED: $name, the report (there is no escape-report for it)"
    echo "UNSUPPORTED: $name, the baseline (there is no escape-report for it)"
    return
  fi
  : >why
  if (eval "$*") >log 2>&1; then echo "the report did not fail" >>why; fi
  [ "$(grep -c '\[escape-' log)" -eq 1 ] || echo "not one finding" >>why
  grep -q "main\.c:$line:.*\[escape-dangle\]" log || echo "not the right finding" >>why
  result "$name, the report" why
  : >why
  "$report" --source-dir="$sources" --write-baseline="$sources/escape.baseline" "$folder" >log 2>&1 ||
    echo "no baseline: status $?" >>why
  (eval "$again" && eval "$*") >>log 2>&1 || echo "it fails with a baseline" >>why
  result "$name, the baseline" why
}
# What a build does to see a new baseline.
again=:

# --- make.
project make
make prog >log 2>&1
built "make, without the plugin" $? .
sections "make, without the plugin" . no
make escape-objects ESCAPE="$ESC_PLUGIN" >log 2>&1
built "make" $? escape.build
sections "make" escape.build
reported "make" . escape.build "make escape ESCAPE='$ESC_PLUGIN' ESCAPE_REPORT='$report'"
if [ -n "$report" ]; then
  rm -f escape.baseline
  : >why
  make escape-baseline ESCAPE="$ESC_PLUGIN" ESCAPE_REPORT="$report" >log 2>&1 || echo "status $?" >>why
  [ -s escape.baseline ] || echo "no baseline" >>why
  make escape ESCAPE="$ESC_PLUGIN" ESCAPE_REPORT="$report" >>log 2>&1 || echo "something new" >>why
  result "make escape-baseline" why
else
  echo "UNSUPPORTED: make escape-baseline (there is no escape-report for it)"
fi

# --- autoconf, in a folder apart.
if command -v autoconf >/dev/null; then
  project autoconf
  { autoconf && mkdir build && cd build && ESCAPE_REPORT=${report:-no} ../configure --with-escape="$ESC_PLUGIN" && make; } \
    >log 2>&1
  status=$?
  [ -f build/Makefile ] && cd build || :
  mv ../log . 2>/dev/null
  built "autoconf" $status .
  sections "autoconf" .
  reported "autoconf" .. . "make escape"
  cd "$top/autoconf" && mkdir -p wrong && cd wrong || exit 1
  : >why
  ! ../configure --with-escape=/there/is/none.so >log 2>&1 || echo "configure takes a plugin that is not there" >>why
  grep -q 'give the path of escape.so' log || echo "no advice" >>why
  result "autoconf, a plugin that is not there" why
else
  echo "UNSUPPORTED: autoconf (it is not installed)"
fi

# --- CMake, in a folder apart.
if command -v cmake >/dev/null; then
  project cmake
  again="cmake -S . -B build"
  { cmake -S . -B build -DCMAKE_C_COMPILER="$ESC_CC" -DESCAPE="$ESC_PLUGIN" -DESCAPE_REPORT="${report:-no}" &&
    cmake --build build; } >log 2>&1
  built "CMake" $? build
  sections "CMake" build/CMakeFiles/prog.dir
  reported "CMake" . build "cmake --build build --target escape"
  again=:
else
  echo "UNSUPPORTED: CMake (it is not installed)"
fi

# --- Meson, in a folder apart.
if command -v meson >/dev/null && command -v ninja >/dev/null; then
  project meson
  again="meson setup --reconfigure build"
  { meson setup -Descape="$ESC_PLUGIN" -Descape-report="${report:-true}" build && ninja -C build; } >log 2>&1
  built "Meson" $? build
  sections "Meson" build
  reported "Meson" . build "ninja -C build escape"
  again=:
else
  echo "UNSUPPORTED: Meson (meson or ninja is not installed)"
fi

# --- Kbuild-style: two folders, thin archives.
project kbuild
cp "$recipes"/two/registry.* lib
cp "$recipes"/two/main.c app
# GCC 11 has no such option, and needs none.
dangling=-Wdangling-pointer
[ "${ESC_GCC_MAJOR:-12}" -gt 11 ] || dangling=
make KCFLAGS="-fplugin='$ESC_PLUGIN' $dangling" >log 2>&1
built "Kbuild" $? .
sections "Kbuild" .
reported "Kbuild" . . "make escape KCFLAGS=\"-fplugin='$ESC_PLUGIN' $dangling\" ESCAPE_REPORT='$report'"
