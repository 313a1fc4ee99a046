#!/bin/sh
# Everything that is not the compilation of correct C: the plugin says nothing and breaks nothing.
#
# In:  ESC_CC, ESC_CXX, ESC_PLUGIN; TMPDIR, where it runs.
# Out: PASS, FAIL and UNSUPPORTED lines.
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
plugin=-fplugin=$ESC_PLUGIN
cat >t.c <<'EOF'
#include <stdlib.h>
static int *slot;
void f (int k) { slot = &k; }
int main (void) { int *p = malloc (8); int r = p == NULL; free (p); return r; }
EOF
status=0
result () { if [ "$1" -eq 0 ]; then echo "PASS: $2"; else cat out; echo "FAIL: $2 (exit status $status)"; fi; }
run () { "$@" >out 2>&1; status=$?; }
silent () { ! grep -qi 'escape\|error\|warning' out && [ $status -eq 0 ]; }

run $ESC_CC $plugin -E t.c -o t.i
silent && grep -q 'slot = &k' t.i
result $? "-E"
run $ESC_CC $plugin -M t.c
silent
result $? "-M"
run $ESC_CC $plugin -MM -MF t.d -c t.c -o t.o
[ $status -eq 0 ] && grep -q '^t.o: t.c' t.d
result $? "-MM -MF"
run $ESC_CC $plugin -fsyntax-only t.c
silent
result $? "-fsyntax-only"
run $ESC_CC $plugin -S t.c -o t.s
[ $status -eq 0 ] && grep -q escape-dangle out && [ -s t.s ]
result $? "-S analyses"
run $ESC_CC $plugin -c t.s -o t.o
silent
result $? "assembler"
printf '#define X 1\n\t.text\n' >u.S
run $ESC_CC $plugin -c u.S -o u.o
silent
result $? "assembler that is preprocessed"
run $ESC_CC $plugin -c t.i -o t.o
[ $status -eq 0 ] && grep -q escape-dangle out
result $? "a preprocessed file is analysed"
run $ESC_CC $plugin t.o -o t
silent
result $? "linking"
run $ESC_CC $plugin t.c -o t
[ $status -eq 0 ] && grep -q escape-dangle out && ./t
result $? "compiling and linking at once"
run sh -c "$ESC_CC $plugin -xc - -c -o t.o <t.c"
[ $status -eq 0 ] && grep -q '^<stdin>:3:.*escape-dangle' out
result $? "standard input"
run $ESC_CC $plugin -xc /dev/null -c -o n.o
silent
result $? "an empty file"
run $ESC_CC $plugin -v -fsyntax-only t.c
[ $status -eq 0 ] && ! grep -q 'escape-dangle' out
result $? "-v"
run $ESC_CC $plugin -x c-header t.c -o t.h.gch
[ $status -eq 0 ] && ! grep -q 'internal compiler error' out
result $? "a precompiled header"

# C dialects.
for std in c89 gnu89 c99 c11 gnu17 gnu2x; do
  run $ESC_CC $plugin -std=$std -c t.c -o t.o
  [ $status -eq 0 ] && grep -q escape-dangle out
  result $? "-std=$std"
done

# C++.
cat >t.cc <<'EOF'
#include <cstdlib>
static int *slot;
void f (int k) { slot = &k; }
struct s { ~s () {} };
int g () { s a; int *p = (int *) std::malloc (8); int r = p == 0; std::free (p); return r; }
EOF
if ${ESC_CXX:-g++} -c t.cc -o cc.o >/dev/null 2>&1 \
   && [ "$(${ESC_CXX:-g++} -dumpversion)" = "$($ESC_CC -dumpversion)" ]; then
  run ${ESC_CXX:-g++} $plugin -fplugin-arg-escape-m -c t.cc -o t.o
  silent
  result $? "C++ is left alone"
  run ${ESC_CXX:-g++} $plugin -fplugin-arg-escape-nonsense -c t.cc -o t.o
  [ $status -eq 0 ]
  result $? "C++ and options"
else
  echo "UNSUPPORTED: C++ is left alone"
fi

# Files with errors: GCC's error, and only that.
printf 'static int *g;\nvoid f (int k) { g = &k; }\nvoid h (void) { undeclared = 1; }\n' >e1.c
printf 'static int *g;\nvoid f (int k) { g = &k; }\nvoid h (void) { if }\n' >e2.c
printf '#include "no-such-header.h"\nstatic int *g;\nvoid f (int k) { g = &k; }\n' >e3.c
printf 'static int *g;\nvoid f (int k) { g = &k; }\n#error no\n' >e4.c
printf 'int f (void) { struct never s; return s.x; }\nstatic int a[-1];\nint a;\n' >e5.c
for e in e1 e2 e3 e4 e5; do
  $ESC_CC -c $e.c -o $e.o >plain 2>&1
  run $ESC_CC $plugin -fplugin-arg-escape-m -c $e.c -o $e.o
  [ $status -eq 1 ] && cmp -s plain out
  result $? "errors are GCC's own: $e"
done

# What configure and its kin compile to try the compiler out.
for name in conftest.c testCCompiler.c CMakeCCompilerId.c CheckSymbolExists.c sanitycheckc.c; do
  cp t.c $name
  run $ESC_CC $plugin -c $name -o c.o
  [ ! -s out ] && [ $status -eq 0 ]
  result $? "nothing is said of $name"
done

# Link-time optimisation.
cat >a.c <<'EOF'
int g (int);
int main (void) { return g (0); }
EOF
cat >b.c <<'EOF'
#include <stdlib.h>
static int *slot;
static int use (void) { return *slot; }
int g (int k) { int r; slot = &k; r = use (); slot = 0; return r; }
void h (int k) { slot = &k; }
EOF
if $ESC_CC -flto -O2 a.c b.c -o lto >/dev/null 2>&1 && ./lto; then
  run $ESC_CC $plugin -flto -O2 -c a.c -o a.o
  silent
  result $? "-flto: a file without findings"
  run $ESC_CC $plugin -flto -O2 -c b.c -o b.o
  [ $status -eq 0 ] && [ "$(grep -c escape-dangle out)" = 1 ] && grep -q '^b.c:5:' out
  result $? "-flto: compile"
  run $ESC_CC $plugin -flto -O2 a.o b.o -o lto
  silent && ./lto
  result $? "-flto: link"
  run $ESC_CC $plugin -flto -ffat-lto-objects -O2 -c b.c -o b.o
  [ $status -eq 0 ] && [ "$(grep -c escape-dangle out)" = 1 ]
  result $? "-flto -ffat-lto-objects"
  run $ESC_CC $plugin -fplugin-arg-escape-nonsense -flto -O2 a.o b.o -o lto
  [ $status -eq 0 ]
  result $? "-flto: a link with bad options goes on"
  run $ESC_CC $plugin -flto -fwhole-program -O2 a.c b.c -o lto
  [ $status -eq 0 ] && [ "$(grep -c escape-dangle out)" = 1 ] && ./lto
  result $? "-flto -fwhole-program"
else
  echo "UNSUPPORTED: -flto"
fi

# Other passes that change what the plugin sees.
for option in -fsanitize=address -fsanitize=undefined -fprofile-generate -ftest-coverage -fprofile-arcs \
	      -fstack-protector-all -fstack-reuse=none -fexceptions -fopenmp -g3 -pg -Og -Ofast \
	      -fno-inline -fanalyzer -Wsystem-headers -fipa-pta -fno-unit-at-a-time -fcf-protection -m32 -fshort-enums \
	      -fdump-tree-all -save-temps -ftime-report -fmem-report -fcallgraph-info -fopt-info -fsave-optimization-record; do
  $ESC_CC $option -c t.c -o t.o >plain 2>&1 || { echo "UNSUPPORTED: $option"; continue; }
  run $ESC_CC $plugin $option -c t.c -o t.o
  [ $status -eq 0 ] && [ "$(grep -c 'warning.*escape-dangle' out)" = 1 ] && ! grep -q 'internal compiler error' out
  result $? "with $option"
done

# Several compilers at once.
i=0
while [ $i -lt 12 ]; do
  sed "s/slot/slot$i/g" t.c >p$i.c
  i=$((i + 1))
done
cat >Makefile <<EOF
all: $(i=0; while [ $i -lt 12 ]; do printf 'p%d.o ' $i; i=$((i + 1)); done)
%.o: %.c
	$ESC_CC $plugin -O2 -c \$< -o \$@
EOF
run make -j 6
[ $status -eq 0 ] && [ "$(grep -c 'warning.*escape-dangle' out)" = 12 ] && [ "$(grep -c 'warning.*escape-stackable' out)" = 12 ]
result $? "make -j 6"
