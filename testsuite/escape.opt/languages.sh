#!/bin/sh
# Other front ends, other plugins, and what else changes how GCC is run: languages other than C are left alone, silently, and
# the code of C is the same.
#
# In:  ESC_CC, ESC_CXX, ESC_PLUGIN; TMPDIR, where it runs.  Front ends of the same version: g++, gfortran, gnat, gccgo, gdc, gobjc.
# Out: PASS, FAIL and UNSUPPORTED lines; UNSUPPORTED where a front end or a library is not installed.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
plugin=-fplugin=$ESC_PLUGIN
version=$($ESC_CC -dumpversion)
version=${version%%.*}
result () { if [ "$1" -eq 0 ]; then echo "PASS: $2"; else cat out; echo "FAIL: $2"; fi; }

# alone NAME COMMAND...: the command compiles to out.s; with the plugin it writes the same, and says the same.
alone () {
  name=$1
  shift
  for level in -O0 "-O2 -g"; do
    rm -f out.s plain.s
    if ! "$@" $level -gno-record-gcc-switches -S -o out.s >plain 2>&1; then
      cat plain
      echo "UNSUPPORTED: $name is left alone, $level"
      continue
    fi
    mv out.s plain.s
    "$@" $plugin -fplugin-arg-escape-m -fplugin-arg-escape-promote $level -gno-record-gcc-switches -S -o out.s >out 2>&1 \
      && cmp plain out && cmp plain.s out.s
    result $? "$name is left alone, $level"
  done
}

cat >t.cc <<'E'
#include <cstdlib>
static int *slot;
void f (int k) { slot = &k; }
int g () { int *p = (int *) std::malloc (8); int r = p == 0; std::free (p); return r + *slot; }
E
cat >t.m <<'E'
static int *slot;
void f (int k) { slot = &k; }
int g (void) { int *p = __builtin_malloc (8); int r = !p; __builtin_free (p); return r + *slot; }
E
cat >t.f90 <<'E'
subroutine f (n, s)
  integer :: n, i
  real, pointer :: s
  real, target :: x
  real, allocatable :: a(:)
  allocate (a(n))
  do i = 1, n
    a(i) = i
  end do
  x = sum (a)
  s => x
end subroutine
E
cat >t.adb <<'E'
procedure T is
   type Ref is access all Integer;
   P : Ref;
   X : aliased Integer := 1;
begin
   P := X'Unchecked_Access;
   P := new Integer'(P.all + 1);
end T;
E
cat >t.go <<'E'
package t

func F(n int) *int {
	x := n
	p := new(int)
	*p = x
	return &x
}
E
cat >t.d <<'E'
int* slot;
int f (int k) { int* p = new int; *p = k; slot = &k; return *p; }
E
# A cross compiler's name begins with its target, and so do those of its other front ends.
prefix=${ESC_CC##*/}
case $prefix in *-*-gcc*) prefix=${prefix%%-gcc*}- ;; *) prefix= ;; esac
cxx=${ESC_CXX:-g++}
[ -z "$prefix" ] || cxx=${prefix}g++
alone "C++" $cxx-$version t.cc
alone "Objective-C" $ESC_CC t.m
alone "Objective-C++" $ESC_CC -x objective-c++ t.m
alone "Fortran" ${prefix}gfortran-$version t.f90
alone "Ada" ${prefix}gcc-$version t.adb
alone "Go" ${prefix}gccgo-$version t.go
alone "D" ${prefix}gdc-$version t.d

cat >t.c <<'E'
#include <stdlib.h>
static int *slot;
void f (int k) { slot = &k; }
int main (void) { int *p = malloc (8); int r = p == NULL; free (p); return r; }
E
# same NAME OPTION...: the code of t.c with the plugin and OPTION is that with OPTION, but for our section; t.c is analysed.
same () {
  name=$1
  shift
  if ! $ESC_CC "$@" -O2 -gno-record-gcc-switches -frandom-seed=1 -c t.c -o t.o >out 2>&1; then
    echo "UNSUPPORTED: $name"
    return
  fi
  objcopy -R .escape t.o a.o
  $ESC_CC $plugin "$@" -O2 -gno-record-gcc-switches -frandom-seed=1 -c t.c -o t.o >out 2>&1 && grep -q 'escape-' out \
    && ! grep -q 'internal compiler error' out && objcopy -R .escape t.o b.o && cmp a.o b.o
  result $? "$name"
}
for option in -fopenmp -fopenacc -fgnu-tm -fsanitize=address -fsanitize=undefined -fsanitize=thread -fsanitize=leak \
	      -fprofile-generate --coverage -m32 -mx32 -fsplit-stack -fnon-call-exceptions -ftrapv -fplan9-extensions \
	      -finstrument-functions -ftrivial-auto-var-init=zero -fzero-call-used-regs=all -fharden-compares; do
  same "the same code with $option" $option
done
same "the same code with one plugin twice" $plugin

# A precompiled header is made and used.
printf '#include <stdlib.h>\nstatic int *slot;\n' >pre.h
sed '1,2d' t.c >rest.c
if $ESC_CC pre.h -o pre.h.gch >/dev/null 2>&1; then
  $ESC_CC $plugin pre.h -o pre.h.gch >out 2>&1
  result $? "a precompiled header is made"
  $ESC_CC $plugin -Winvalid-pch -include pre.h -c rest.c -o t.o >out 2>&1 \
    && grep -q 'escape-dangle' out && ! grep -q 'Winvalid-pch' out
  result $? "a precompiled header is used"
  $ESC_CC -include pre.h -c rest.c -o t.o >out 2>&1 && $ESC_CC -w pre.h -o pre.h.gch && \
    $ESC_CC $plugin -include pre.h -c rest.c -o t.o >>out 2>&1 && grep -q 'escape-dangle' out
  result $? "a precompiled header that was made without the plugin"
else
  echo "UNSUPPORTED: precompiled headers"
fi

# Another plugin that has passes, attributes and data of its own, before and after ours.
cat >other.cc <<'E'
#include "gcc-plugin.h"
#include "plugin-version.h"
#include "tree.h"
#include "tree-pass.h"
#include "context.h"
int plugin_is_GPL_compatible;
static const pass_data data = { SIMPLE_IPA_PASS, "other", OPTGROUP_NONE, TV_NONE, 0, 0, 0, 0, 0 };
struct other : simple_ipa_opt_pass
{
  other () : simple_ipa_opt_pass (data, g) {}
  unsigned int execute (function *) final override { inform (UNKNOWN_LOCATION, "other pass"); return 0; }
};
int plugin_init (plugin_name_args *args, plugin_gcc_version *)
{
  register_pass_info pass = { new other (), "build_ssa_passes", 1, PASS_POS_INSERT_AFTER };
  register_callback (args->base_name, PLUGIN_PASS_MANAGER_SETUP, NULL, &pass);
  return 0;
}
E
sed -i '1i #define INCLUDE_MEMORY\n#define INCLUDE_VECTOR\n#define INCLUDE_STRING' other.cc
sed -i 's/#include "context.h"/#include "context.h"\n#include "diagnostic-core.h"/' other.cc
if ${ESC_CXX:-g++} -shared -fPIC -fno-rtti -isystem "$($ESC_CC -print-file-name=plugin)/include" other.cc -o other.so \
     >plain 2>&1 && $ESC_CC -fplugin=./other.so -c t.c -o t.o >plain 2>&1; then
  for both in "-fplugin=./other.so $plugin" "$plugin -fplugin=./other.so"; do
    $ESC_CC $both -c t.c -o t.o >out 2>&1 && grep -q 'escape-dangle' out && grep -q 'other pass' out
    result $? "another plugin ${both%%-fplugin=*}${both##*/}"
  done
else
  echo "UNSUPPORTED: another plugin"
fi
