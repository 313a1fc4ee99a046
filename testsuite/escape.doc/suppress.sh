#!/bin/sh
# README: what silences a finding, what makes it an error, and what is said of wrong usage.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.doc/common"
arg=-fplugin-arg-escape-

cat >s.c <<'END'
#include <stdlib.h>
char *a, *b;
void kept (void) { char x[4]; x[0] = 1; a = x; }
char *result (char *q) { char y[4]; char *p = q ? q : y; y[0] = 1; return p; }
int heap (void) { int *p = malloc (4); int r; if (!p) return 0; *p = 1; r = *p; free (p); return r; }
END
# kinds NAME WANTED OPTION...: the lines and kinds that are reported.
kinds ()
{
  name=$1
  wanted=$2
  shift 2
  plugin "$@"
  got=$(sed -n 's/^[^:]*:\([0-9]*\):.*: \(warning\|error\): .*\[escape-\(.*\)\]$/\1:\2:\3/p' out | tr '\n' ' ')
  if [ "$got" = "$wanted" ]; then echo "PASS: $name"; else cat out; echo "FAIL: $name ($got)"; fi
}
k=3:warning:dangle
r=4:warning:dangle
h=5:warning:stackable
kinds "no option" "$k $r $h " s.c
kinds "no-KIND" "$k $r " ${arg}no-stackable s.c
kinds "KIND=off" "$h " ${arg}dangle=off s.c
kinds "disable" "" ${arg}disable s.c
kinds "quiet" "" ${arg}quiet s.c
kinds "-w" "" -w s.c
# In GCC 11 one option stands for both, has no pragma of the other name, and GCC cannot be kept from repeating.
old=
[ "${ESC_GCC_MAJOR:-12}" -gt 11 ] || old=yes
if [ $old ]; then
  kinds "GCC 11: -Wno-return-local-addr is for every dangle" "$h " -Wno-return-local-addr s.c
else
  kinds "-Wno-dangling-pointer" "$r $h " -Wno-dangling-pointer s.c
  kinds "-Wno-return-local-addr" "$k $h " -Wno-return-local-addr s.c
  kinds "on again, as for a kernel" "$r $h " -Wno-dangling-pointer -Wdangling-pointer s.c
  says "on again, GCC's own comes first" 's.c:3:.*Wdangling-pointer'
fi

# The example of README, and the same for the result.
{
  echo 'const char *last_label;'
  echo 'void f (void) { char label[4]; label[0] = 1;'
  sed -n '/^        #pragma/,/^        #pragma GCC diagnostic pop/p' "$readme" | sed 's/^        //'
  echo '}'
  echo 'char *g (char *q) { char y[4]; char *p = q ? q : y; y[0] = 1;'
  sed -n '/^        #pragma/,/^        #pragma GCC diagnostic pop/p' "$readme" \
    | sed 's/^        //; s/dangling-pointer/return-local-addr/; s/last_label = label/return p/'
  echo '}'
} >p.c
[ ! $old ] || sed -i 's/dangling-pointer/return-local-addr/' p.c
kinds "pragmas around the line" "" p.c
sed '/#pragma/d' p.c >q.c
kinds "the same without pragmas" "3:warning:dangle 6:warning:dangle " q.c

printf '# 1 "m.c"\n# 1 "s.h" 1 3\n' >m.i
sed 's/^#.*/void *malloc (unsigned long); void free (void *);/' s.c >>m.i
kinds "headers of the system" "" -fpreprocessed m.i

# --- What GCC itself says is not said again (docs/design.md, section 9).
# once NAME CODE OPTION...: one warning.
once ()
{
  name=$1
  echo "$2" >o.c
  shift 2
  plugin "$@" o.c
  if [ "$(grep -c 'warning: ' out)" -eq 1 ]; then echo "PASS: $name"; else cat out; echo "FAIL: $name"; fi
}
once "said once: a store" 'char *a; void f (void) { char x[4]; x[0] = 1; a = x; }' -Wall
once "said once: a block" 'int f (int c) { int *p = 0; if (c) { int x = 1; p = &x; } return p ? *p : 0; }' -Wall
[ $old ] || once "said once: a result, -O2" 'char *f (void) { char y[4]; char *p = y; y[0] = 1; return p; }' -O2
once "said once: a result, -O0" 'char *f (void) { char y[4]; char *p = y; y[0] = 1; return p; }' -O0

# --- Errors.
kinds "-Werror makes none" "$k $r $h " -Werror s.c
check "-Werror, status" plugin -Werror s.c
kinds "error=KIND" "3:error:dangle 4:error:dangle $h " ${arg}error=dangle s.c
kinds "error=KIND,KIND" "3:error:dangle 4:error:dangle 5:error:stackable " ${arg}error=dangle,stackable s.c
printf 'char *a;\nstatic void set (char *p) { a = p; }\nvoid f (void) { char x[4]; x[0] = 1; set (x); }\n' >c.c
if [ $old ]; then
  kinds "GCC 11: -Werror=return-local-addr" "3:error:dangle " -Werror=return-local-addr c.c
else
  kinds "-Werror=dangling-pointer" "3:error:dangle " -Werror=dangling-pointer c.c
fi

# one NAME REGEXP OPTION...: fails with one line.
one ()
{
  name=$1
  regexp=$2
  shift 2
  if plugin "$@" s.c; then echo "FAIL: $name (no error)"; return; fi
  [ "$(grep -c ' error: ' out)" -eq 1 ] && [ "$(wc -l <out)" -eq 1 ] && { says "$name" "$regexp"; return; }
  cat out
  echo "FAIL: $name (not one line)"
}
one "unknown option" "'-fplugin-arg-escape-nonsense'.*-fplugin-arg-escape-help" ${arg}nonsense
one "bad value" "'-fplugin-arg-escape-m=7': the value must be 0, 1 or 2" ${arg}m=7
one "needs a value" "needs a value: a number of bytes" ${arg}stack-limit
one "unknown kind" "kinds from dangle" ${arg}error=heap
one "unreadable file" "functions=none.tab': cannot read the file: No such file.*name a readable one" ${arg}functions=none.tab
printf 'peek\n\nbad zz\n' >bad.tab
one "malformed file" 'bad.tab:3: .*correct that line' ${arg}functions=bad.tab
one "a dump that cannot be written" "cannot write the file" ${arg}dump=none/x.esc ${arg}no-dangle ${arg}no-stackable
if gcc ${arg}m -fplugin=build/plugin/escape.so -c -o /dev/null s.c >out 2>&1; then echo "FAIL: order of arguments"
else says "order of arguments" 'plugin escape should be specified before'; fi
