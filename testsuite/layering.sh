#!/bin/sh
# testsuite/layering.sh - the direction plugin/*.cc -> plugin/*.h -> passes/*.h -> libc, tested (make check-layering).
#
# In:  ESC_SRCDIR, ESC_PLUGIN, ESC_CC (the GCC that loads the plugin), ESC_CXX and ESC_BUILD_CC (those that build).
# Out: a line "PASS: RULE" or "FAIL: RULE WHY" for each rule; exit status 1 if one failed.
# Not: the order of the passes among themselves, but for cycles.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_SRCDIR:?}" "${ESC_PLUGIN:?}"
ESC_CC=${ESC_CC:-gcc}
ESC_CXX=${ESC_CXX:-g++}
ESC_BUILD_CC=${ESC_BUILD_CC:-$ESC_CC}
LC_ALL=C
export LC_ALL

# What the engine may include of the C library.  Its headers also meet GCC's, which poison the allocator and redefine much:
# they get what is free of that.
c_headers='assert ctype errno inttypes limits setjmp stdalign stdarg stdbool stddef stdint stdio stdlib stdnoreturn string'
h_headers='stdarg stdbool stddef stdint stdio'
# The codec packs with zlib; nobody else knows.
c_headers="$c_headers zlib"

failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$ESC_SRCDIR" || exit 1

# result RULE FILE: the rule failed if the file says why.
result ()
{
  if [ -s "$2" ]; then
    echo "FAIL: $1 $(tr '\n' ';' <"$2" | cut -c1-600)"
    failed=1
  else
    echo "PASS: $1"
  fi
}

# includes FILE...: "FILE HEADER", the header as written, with its < or ".
includes ()
{
  for file; do
    sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*\([<"][^>"]*\)[>"].*/\1/p' "$file" | sed "s|^|$file |"
  done
}

# --- 1. Only plugin/ includes GCC's headers, and there only gcc-compat.h does -----------------------------------------

plugin_include=$($ESC_CC -print-file-name=plugin)/include
includes passes/*.[ch] passes/*.def passes/tools/*.c 2>/dev/null | while read -r file header; do
  name=${header#?}
  case $header in
    \"*) # Ours: it must be there, and in passes/.
         case $name in ../*|plugin/*) echo "$file includes $name"; continue ;; esac
         [ -f "passes/${name#passes/}" ] || [ "$name" = escape-config.h ] || echo "$file includes $name" ;;
    \<*) if [ ! -f "/usr/include/$name" ] && [ -f "$plugin_include/$name" ]; then
           case " $c_headers " in *" ${name%.h} "*) ;; *) echo "$file includes $name" ;; esac
         fi ;;
  esac
done >"$work/gcc"
result "no GCC header in passes/" "$work/gcc"

includes plugin/*.cc plugin/*.h 2>/dev/null | grep -v '^plugin/gcc-compat\.h ' | while read -r file header; do
  name=${header#?}
  case $header in
    \"*) [ -f "$name" ] || [ -f "plugin/$name" ] || [ -f "passes/$name" ] || echo "$file includes $name" ;;
    \<*) ! [ -f "$plugin_include/$name" ] || echo "$file includes $name" ;;
  esac
done >"$work/compat"
result "GCC headers in gcc-compat.h only" "$work/compat"

# --- 2. passes/ includes the C library and itself, without a cycle ----------------------------------------------------

{
  includes passes/*.c | while read -r file header; do
    case $header in \<*) case " $c_headers " in *" $(echo "$header" | sed 's/^<//; s/\.h$//') "*) ;;
                         *) echo "$file includes $header>" ;; esac ;; esac
  done
  includes passes/*.h | while read -r file header; do
    case $header in \<*) case " $h_headers " in *" $(echo "$header" | sed 's/^<//; s/\.h$//') "*) ;;
                         *) echo "$file includes $header>" ;; esac ;; esac
  done
} >"$work/allowed"
result "passes/ includes only what it may" "$work/allowed"

# tsort names the members of a cycle on stderr.
includes passes/*.h | sed -n 's|^passes/\([^ ]*\) "|\1 |p' | sed 's| passes/| |' | tsort 2>"$work/cycle" >/dev/null
result "no cycle among passes/*.h" "$work/cycle"

# --- 3. Each header of passes/ stands alone, in C and among GCC's -----------------------------------------------------

for header in passes/*.h; do
  echo "#include \"$header\"" >"$work/t.c"
  $ESC_BUILD_CC -std=c11 -Wall -Wextra -Werror -I. -fsyntax-only "$work/t.c" 2>&1 | grep -m1 'error:'
done >"$work/c"
result "passes/*.h compile alone as C" "$work/c"

# All of them in one file: parsing GCC's headers is what takes the time.
{
  printf '#include <gcc-plugin.h>\n#include <tree.h>\n#include <gimple.h>\n'
  for header in passes/*.h; do
    echo "#include \"$header\""
  done
} >"$work/t.cc"
$ESC_CXX -fno-rtti -fno-exceptions -Wall -Wextra -Werror -isystem "$plugin_include" -I. -fsyntax-only "$work/t.cc" 2>&1 \
  | grep 'error:' >"$work/cxx"
result "passes/*.h compile after GCC's headers as C++" "$work/cxx"

# --- 4. The plugin's symbols ------------------------------------------------------------------------------------------

nm -D --defined-only "$ESC_PLUGIN" | awk '{ print $NF }' | sort >"$work/exports"
printf 'plugin_init\nplugin_is_GPL_compatible\n' | diff - "$work/exports" | sed -n 's/^> /also exports /p; s/^< /lacks /p' \
  >"$work/two"
result "escape.so exports plugin_init and plugin_is_GPL_compatible only" "$work/two"

# All of them are weak (plugin/link.sh): one that the right GCC lacks would not be missed before it is called.  What the C
# compiler's own start files ask for may be absent, and of the C front end lto1 has nothing: plugin_init returns there.
nm -D --undefined-only "$ESC_PLUGIN" | awk '{ sub (/@.*/, "", $NF); print $NF }' \
  | grep -vE '^(__gmon_start__|_ITM_.*|__cxa_finalize|c_register_pragma)$' | sort -u >"$work/wanted"
[ -s "$work/wanted" ] || echo "escape.so wants no symbol at all" >"$work/none"
touch "$work/none"
result "escape.so wants symbols of GCC" "$work/none"
for library in $(ldd "$ESC_PLUGIN" | awk '/=> \// { print $3 } /^[[:space:]]*\// { print $1 }'); do
  nm -D --defined-only "$library"
done | awk '{ sub (/@.*/, "", $NF); print $NF }' | sort -u >"$work/libraries"
for program in cc1 lto1; do
  path=$($ESC_CC -print-prog-name=$program)
  if [ ! -x "$path" ]; then
    echo "UNSUPPORTED: every symbol that escape.so needs is in $program (there is no $program)"
    continue
  fi
  nm -D --defined-only "$path" | awk '{ sub (/@.*/, "", $NF); print $NF }' | sort -u - "$work/libraries" >"$work/has"
  comm -23 "$work/wanted" "$work/has" >"$work/missing"
  result "every symbol that escape.so needs is in $program" "$work/missing"
done

exit $failed
