#!/bin/sh
# Kinds as warnings, errors and nothing: error=KIND, -w, -Werror, -Wno-..., no-KIND; the exit status and the object file.
#
# In:  ESC_CC, ESC_PLUGIN; TMPDIR, where it runs.
# Out: PASS and FAIL lines.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
arg=-fplugin-arg-escape-

cat >t.c <<'EOF'
#include <stdlib.h>
static int *slot;
void unknown (int **);
static int *make (void) { int *p = malloc (4); if (p) *p = 1; return p; }
void f1 (int k) { slot = &k; }
void f2 (int **to) { int x = 1; *to = &x; unknown (to); }
int f3 (void) { int *p = malloc (8); int r = p != NULL; free (p); return r; }
int f4 (unsigned char n) { int *p = malloc (n); int r = p != NULL; free (p); return r; }
int f5 (void) { int *p = make (); int r = p ? *p : 0; free (p); return r; }
int *f6 (int k) { int *p = &k; return p; }
EOF
# The line of each kind.
line () { case $1 in dangle) echo 5 ;; maybe) echo 6 ;; stackable) echo 7 ;; bounded) echo 8 ;; hoist) echo 9 ;; esac; }

status=0
run () { rm -f t.o; $ESC_CC -c t.c -o t.o -fplugin="$ESC_PLUGIN" "$@" >out 2>&1; status=$?; }
result () { if [ "$1" -eq 0 ]; then echo "PASS: $2"; else cat out; echo "FAIL: $2 (exit status $status)"; fi; }
says () { grep -q "^t.c:$1:[0-9]*: $2: .*$3" out; }	# LINE warning|error TEXT

run
says 5 warning escape-dangle && says 7 warning escape-stackable && says 8 warning escape-bounded \
  && says 10 warning escape-dangle && ! grep -q 'escape-maybe\|escape-hoist' out && [ $status -eq 0 ] && [ -f t.o ]
result $? "three kinds are on, two are off"

for kind in dangle maybe stackable bounded hoist; do
  n=$(line $kind)
  run ${arg}$kind
  says "$n" warning "\[escape-$kind\]"
  result $? "$kind on"
  run ${arg}no-$kind
  ! grep -q "escape-$kind" out && [ $status -eq 0 ]
  result $? "$kind off"
  run ${arg}$kind ${arg}error=$kind
  says "$n" error "escape-$kind" && [ $status -eq 1 ] && [ ! -f t.o ]
  result $? "$kind as an error"
  run ${arg}$kind ${arg}error=$kind -w
  [ ! -s out ] && [ $status -eq 0 ]
  result $? "$kind as an error with -w"
done
run ${arg}maybe ${arg}hoist ${arg}error=stackable,bounded
says 7 error escape-stackable && says 8 error escape-bounded && says 5 warning escape-dangle && [ $status -eq 1 ]
result $? "two kinds as errors, the others as warnings"
run ${arg}error=maybe
says 5 warning escape-dangle && [ $status -eq 0 ]
result $? "a kind that is off is no error"

run -w
[ ! -s out ] && [ $status -eq 0 ]
result $? "-w silences everything"
run -w ${arg}m
! grep -q 'warning:' out && [ $status -eq 0 ]
result $? "-w and remarks"
run ${arg}quiet ${arg}maybe ${arg}m=2
[ ! -s out ] && [ $status -eq 0 ]
result $? "quiet"
run ${arg}disable
[ ! -s out ] && [ $status -eq 0 ]
result $? "disable"

run -Werror ${arg}maybe ${arg}hoist
says 5 warning escape-dangle && says 7 warning escape-stackable && ! grep -q error: out && [ $status -eq 0 ] && [ -f t.o ]
result $? "-Werror makes none of them an error"
run -Werror ${arg}error=dangle
says 5 error escape-dangle && says 7 warning escape-stackable && [ $status -eq 1 ]
result $? "-Werror and error=dangle"
run -pedantic-errors
! grep -q error: out && [ $status -eq 0 ]
result $? "-pedantic-errors makes none of them an error"

if [ "${ESC_GCC_MAJOR:-12}" -gt 11 ]; then
run -Wno-dangling-pointer
! says 5 warning . && says 10 warning escape-dangle && says 7 warning escape-stackable
result $? "-Wno-dangling-pointer"
run -Wno-return-local-addr
says 5 warning escape-dangle && ! says 10 warning . && says 7 warning escape-stackable
result $? "-Wno-return-local-addr"
run -Werror=dangling-pointer
[ $status -eq 1 ] && says 5 error . && ! says 5 warning .
result $? "-Werror=dangling-pointer"
run -Werror -Wno-error=dangling-pointer
! says 5 error . && says 5 warning . 
result $? "-Werror -Wno-error=dangling-pointer"
else
run -Wno-return-local-addr
! says 5 warning . && ! says 10 warning . && says 7 warning escape-stackable
result $? "GCC 11: -Wno-return-local-addr is for every dangle"
run -Werror=return-local-addr
[ $status -eq 1 ] && says 5 error . && ! says 5 warning .
result $? "GCC 11: -Werror=return-local-addr"
fi
run -fmax-errors=1 ${arg}error=dangle
[ $status -eq 1 ] && [ "$(grep -c error: out)" -ge 1 ]
result $? "-fmax-errors"
