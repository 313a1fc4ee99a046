#!/bin/sh
# The recipes of README for make, configure, CMake, Meson and Kbuild, taken from README and run on a project of two files.
#
# Not: the kernel's own Kbuild; a makefile with its variables stands for it.
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.doc/common"

# recipe TEXT: the line of README that begins with it, the plugin's path filled in.
recipe ()
{
  grep -F -m 1 "    $1" "$readme" | sed "s|^ *||; s|ESCAPE|$ESC_PLUGIN|"
}

mkdir src
cat >src/a.c <<'END'
char *held;
static void set (char *p) { held = p; }
int f (void) { char x[4]; x[0] = 0; set (x); return x[0]; }
END
echo 'int f (void); int main (void) { return f (); }' >src/b.c

# project NAME: a copy of the two files to work in.
project ()
{
  rm -rf "$1"
  cp -R src "$1" && cd "$1" || exit 1
}

# built NAME STATUS: the log has the one finding, nothing else went wrong, and the program runs.
built ()
{
  : >why
  [ "$2" -eq 0 ] || echo "status $2" >>why
  [ "$(grep -c 'warning: .*\[escape-' log)" -eq 1 ] || echo "not one finding" >>why
  grep -q 'a\.c:3:.*\[escape-dangle\]' log || echo "not the right finding" >>why
  program=$(find . -name prog -type f | head -n 1)
  { [ -n "$program" ] && "$program"; } || echo "no program" >>why
  [ ! -s why ] || cat log
  result "$1" why
}

# --- make, and -j.
project make
printf 'prog: a.o b.o\n\t$(CC) $(CFLAGS) -o $@ a.o b.o\n' >Makefile
eval "$(recipe 'make CFLAGS=') CC=gcc -j2" >log 2>&1
built make $?
cd ..

# --- GNU configure.
if command -v autoconf >/dev/null; then
  project configure
  printf 'AC_INIT([prog],[1])\nAC_PROG_CC\nAC_CHECK_FUNCS([strdup])\nAC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n' >configure.ac
  printf 'CC = @CC@\nCFLAGS = @CFLAGS@\nprog: a.o b.o\n\t$(CC) $(CFLAGS) -o $@ a.o b.o\n' >Makefile.in
  { autoconf && eval "$(recipe './configure CFLAGS=') CC=gcc" && make; } >log 2>&1
  built configure $?
  : >why
  ! grep 'escape-dangle\|escape-stackable' config.log >>why
  result "configure's own tests are left alone" why
  cd ..
else
  echo "UNSUPPORTED: configure"
fi

# --- CMake, both ways.
if command -v cmake >/dev/null; then
  cmake_file='cmake_minimum_required (VERSION 3.5)\nproject (two C)\n%s\nadd_executable (prog a.c b.c)\n'
  project cmake-option
  printf "$cmake_file" '' >CMakeLists.txt
  mkdir build && cd build || exit 1
  { eval "$(recipe 'cmake -DCMAKE_C_FLAGS') -DCMAKE_C_COMPILER=gcc" && cmake --build .; } >log 2>&1
  built "CMake, on the command line" $?
  cd ../..
  project cmake-file
  printf "$cmake_file" "$(recipe 'add_compile_options')" >CMakeLists.txt
  mkdir build && cd build || exit 1
  { cmake -DCMAKE_C_COMPILER=gcc .. && cmake --build .; } >log 2>&1
  built "CMake, in CMakeLists.txt" $?
  cd ../..
else
  echo "UNSUPPORTED: CMake"
fi

# --- Meson, both ways.
if command -v meson >/dev/null && command -v ninja >/dev/null; then
  project meson-option
  printf "project ('two', 'c')\nexecutable ('prog', 'a.c', 'b.c')\n" >meson.build
  { CC=gcc && export CC && eval "$(recipe 'meson setup')" && ninja -C build; } >log 2>&1
  built "Meson, on the command line" $?
  cd ..
  project meson-file
  printf "project ('two', 'c')\n%s\nexecutable ('prog', 'a.c', 'b.c')\n" "$(recipe 'add_project_arguments')" >meson.build
  { CC=gcc meson setup build && ninja -C build; } >log 2>&1
  built "Meson, in meson.build" $?
  cd ..
else
  echo "UNSUPPORTED: Meson"
fi

# --- Kbuild: the variables of its top makefile, and of one folder's.
if [ "${ESC_GCC_MAJOR:-12}" -le 11 ]; then
  echo "UNSUPPORTED: Kbuild (GCC 11 has no -Wdangling-pointer)"
  exit 0
fi
kbuild='KBUILD_CFLAGS := -O2 -Wall -Wno-dangling-pointer\nKBUILD_CFLAGS += $(KCFLAGS)\n-include sub.mk\n
%%.o: %%.c\n\tgcc $(KBUILD_CFLAGS) $(subdir-ccflags-y) -c -o $@ $<\nprog: a.o b.o\n\tgcc -o $@ a.o b.o\n.DEFAULT_GOAL := prog\n'
project kbuild-tree
printf "$kbuild" >Makefile
eval "$(recipe 'make KCFLAGS')" >log 2>&1
built "Kbuild, KCFLAGS" $?
cd ..
project kbuild-folder
printf "$kbuild" >Makefile
recipe 'subdir-ccflags-y' >sub.mk
make >log 2>&1
built "Kbuild, subdir-ccflags-y" $?
make clean >/dev/null 2>&1
rm -f *.o prog
sed -i 's/ -Wdangling-pointer//' sub.mk
make >log 2>&1
grep 'escape-dangle' log >why
result "Kbuild, -Wno-dangling-pointer turns a dangle off" why
