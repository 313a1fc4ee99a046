#!/bin/sh
# link.sh - link escape.so so that any GCC can load it and be told which GCC it is for.
#
# In:  the command that links: compiler, flags, -o FILE, objects, archives; $NM and $OBJCOPY.
# Out: FILE.
# Not: which symbols the right GCC lacks: `make check-layering' tests that.
#
# GCC loads a plugin with all its symbols bound.  What another GCC lacks would end the compilation with the name of a symbol,
# before plugin_init can say what is wrong.  A weak symbol may be absent.  So all objects become one, in which what is not
# defined is weak, and that one is linked.  The code in it is the same.  That goes for the C library's symbols, too: one
# that is too old for the plugin belongs to another GCC.
#
# SPDX-License-Identifier: GPL-3.0-or-later

set -e
objects= flags= libraries= out= next=
for argument; do
  if [ "$next" = o ]; then
    out=$argument next=
    continue
  fi
  case $argument in
    -o)      next=o ;;
    *.o|*.a) objects="$objects $argument" ;;
    -l*)     libraries="$libraries $argument" ;;
    *)       flags="$flags $argument" ;;
  esac
done

# Of the flags the first link takes those that generate code: the machine, and with -flto all of it happens here.
first=
for flag in $flags; do
  case $flag in
    -shared|-Wl,*|-L*) ;;
    -flto*) first="$first $flag -flinker-output=nolto-rel" ;;
    *)      first="$first $flag" ;;
  esac
done
$first -r -nostdlib -o "$out.all.o" $objects
# What the static part of libgcc has must be linked in, so it is not among these: it takes a link to know.
$flags -o "$out" "$out.all.o" $libraries
${NM:-nm} -D --undefined-only "$out" | awk '{ sub (/@.*/, "", $NF); print $NF }' >"$out.weak"
${OBJCOPY:-objcopy} --weaken-symbols="$out.weak" "$out.all.o"
# Weak symbols alone need no library, a linker may think.
$flags -Wl,--no-as-needed -o "$out" "$out.all.o" $libraries
rm -f "$out.weak" "$out.all.o"
