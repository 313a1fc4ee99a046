#!/bin/sh
# Every option: the values that it takes, and the one error line for those that it does not.
#
# In:  ESC_CC, ESC_PLUGIN; TMPDIR, where it runs.
# Out: PASS and FAIL lines.
# Not: what an option does to the findings (escape.dg).
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL

cat >t.c <<'EOF'
int f (int k) { return k; }
EOF

plugin=-fplugin=$ESC_PLUGIN
arg=-fplugin-arg-escape-

# good OPTION: it is taken without a word, and an object file is made.
good ()
{
  rm -f t.o
  if $ESC_CC -c t.c -o t.o $plugin "$arg$1" >out 2>&1 && [ -f t.o ] && [ ! -s out ]; then
    echo "PASS: $1 is taken"
  else
    cat out
    echo "FAIL: $1 is taken"
  fi
}

# bad OPTION TEXT: exactly one line says error; it names the option, says TEXT and points to the help; the status is 1.
bad ()
{
  rm -f t.o
  $ESC_CC -c t.c -o t.o $plugin "$arg$1" >out 2>&1
  status=$?
  if [ $status -eq 1 ] && [ "$(grep -c error: out)" = 1 ] && grep -qF -e "$arg${1%%=*}" out \
     && grep -qF -e "$2" out && grep -qF -e "see '${arg}help'" out && [ ! -f t.o ]; then
    echo "PASS: $1 is refused"
  else
    cat out
    echo "FAIL: $1 is refused (exit status $status)"
  fi
}

for option in m m=0 m=1 m=2; do
  good $option
done
for key in dangle maybe stackable bounded hoist; do
  good $key
  good $key=on
  good $key=off
  good no-$key
  bad $key=yes "the value must be on or off"
  bad $key= "the value must be on or off"
  bad no-$key=on "has no option"
done
for key in stack-limit frame-limit recursion-limit; do
  good $key=0
  good $key=4096
  good $key=64K
  good $key=1m
  bad $key "needs a value: a number of bytes"
  bad $key= "a number of bytes such as 4096, 64K or 1M"
  bad $key=-1 "a number of bytes such as 4096, 64K or 1M"
  bad $key=1G "a number of bytes such as 4096, 64K or 1M"
  bad $key=64KB "a number of bytes such as 4096, 64K or 1M"
  bad $key=0x100 "a number of bytes such as 4096, 64K or 1M"
  bad $key=lots "a number of bytes such as 4096, 64K or 1M"
  bad $key=99999999999999999999 "a number of bytes such as 4096, 64K or 1M"
  bad $key=18446744073709551615K "a number of bytes such as 4096, 64K or 1M"
  bad no-$key "has no option"
done
bad m=3 "the value must be 0, 1 or 2"
bad m=-1 "the value must be 0, 1 or 2"
bad m=12 "the value must be 0, 1 or 2"
bad m= "the value must be 0, 1 or 2"
bad m=on "the value must be 0, 1 or 2"
bad no-m "has no option"

good error=dangle
good error=dangle,maybe,stackable,bounded,hoist
bad error "needs a value: kinds from dangle, maybe, stackable, bounded, hoist"
bad error= "the value must be kinds from"
bad error=all "the value must be kinds from"
bad error=dangle, "the value must be kinds from"
bad error=,dangle "the value must be kinds from"
bad error=heap "the value must be kinds from"
bad error=dangling "the value must be kinds from"

good quiet
good disable
good id
good id=anything,at=all
bad quiet=on "takes no value"
bad disable=1 "takes no value"
bad stats=2 "takes no value"
bad help=all "takes no value"
bad version=1 "takes no value"
bad dump= "the value must be the name of a file"
bad functions "needs a value: the name of a file"
bad functions= "the value must be the name of a file"

bad nonsense "the escape plugin has no option 'nonsense'"
bad nonsense=3 "the escape plugin has no option 'nonsense'"
bad M "has no option 'M'"
bad dangles "has no option 'dangles'"
bad no- "has no option 'no-'"
bad no-help "has no option 'no-help'"

# Two mistakes: the first is reported; nothing is analysed.
cat >d.c <<'EOF'
static int *g;
void f (int k) { g = &k; }
EOF
$ESC_CC -c d.c $plugin ${arg}m=7 ${arg}x >out 2>&1
if [ $? -eq 1 ] && [ "$(grep -c error: out)" = 1 ] && ! grep -q escape-dangle out; then
  echo "PASS: nothing is analysed after a mistake"
else
  cat out
  echo "FAIL: nothing is analysed after a mistake"
fi

# A later option wins.
$ESC_CC -c d.c $plugin ${arg}no-dangle ${arg}dangle >out 2>&1
if grep -q escape-dangle out; then echo "PASS: the last of two wins"; else echo "FAIL: the last of two wins"; fi

# help and version go to stdout, and the compilation goes on.
rm -f t.o
if $ESC_CC -c t.c -o t.o $plugin ${arg}help >out 2>err && [ -f t.o ] && [ ! -s err ]; then
  echo "PASS: help is printed"
else
  cat out err
  echo "FAIL: help is printed"
fi
missing=
for key in m dangle maybe stackable bounded hoist stack-limit frame-limit recursion-limit error section functions stats dump quiet \
	   disable id version help; do
  grep -q "^  $key[][ =]" out || missing="$missing $key"
done
if [ -z "$missing" ]; then echo "PASS: help has every option"; else echo "FAIL: help has every option (but$missing)"; fi
if grep -q 'KIND is one of dangle, maybe, stackable, bounded, hoist' out && grep -q 'stack-limit.*\[65536\]' out; then
  echo "PASS: help says the kinds and the defaults"
else
  cat out
  echo "FAIL: help says the kinds and the defaults"
fi
if $ESC_CC -c t.c -o t.o $plugin ${arg}version >out 2>err && [ ! -s err ] \
   && grep -qE '^escape [0-9.]+ for GCC [0-9.]+$' out && [ "$(wc -l <out)" -eq 1 ]; then
  echo "PASS: version is printed"
else
  cat out err
  echo "FAIL: version is printed"
fi
if $ESC_CC -c t.c -o t.o $plugin --version >out 2>&1 && ! grep -q error: out; then
  echo "PASS: gcc --version works with the plugin"
else
  cat out
  echo "FAIL: gcc --version works with the plugin"
fi
