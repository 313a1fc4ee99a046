#!/bin/sh
# One list of options: options.def, -fplugin-arg-escape-help, README and the manual page agree.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.doc/common"
page=$ESC_SRCDIR/docs/escape.1

sed -n 's/^O (\([^,]*\),.*/\1/p' "$ESC_SRCDIR/plugin/options.def" >def
gcc -fplugin=build/plugin/escape.so -fplugin-arg-escape-help -fsyntax-only docs/example.c >help

sed -n 's/^  \([a-z][a-z-]*\).*/\1/p' help >list
diff def list >why 2>&1
result "help lists the options of options.def" why

sed -n '/^    Options of the escape plugin/,/^    KIND is/p' "$readme" | sed 's/^    //' | diff help - >why 2>&1
result "README shows help as it is" why

# An option is the first word after .TP in the section OPTIONS.
sed -n '/^\.SH OPTIONS/,/^\.SH DIAGNOSTICS/p' "$page" | sed -n '/^\.TP/{n;p;}' \
  | sed 's/^\.[A-Z]* //; s/\\-/-/g; s/^\([a-z-]*[a-z]\).*/\1/' >list
diff def list >why 2>&1
result "the manual page lists the options of options.def" why

# Each has an example of itself, and it is accepted.
echo 'peek' >our.tab
sed -n 's/^\.B \\-fplugin\\-arg\\-escape\\-\(.*\)/\1/p' "$page" | sed 's/\\-/-/g' >examples
sed 's/^no-//; s/=.*//' examples | diff def - >why 2>&1
result "the manual page has an example of each option" why
: >why
while read -r example; do
  plugin -fplugin-arg-escape-"$example" docs/example.c
  status=$?
  case $example in error=*) wanted=1 ;; *) wanted=0 ;; esac
  [ $status -eq $wanted ] || { echo "$example: status $status"; cat out; } >>why
done <examples
result "the examples of the manual page work" why

# Defaults that the page names.
: >why
for pair in $(sed -n 's/^  \([a-z-]*\)=BYTES.*\[\([0-9]*\)\]$/\1:\2/p' help); do
  sed "s/\\\\-/-/g" "$page" | sed -n "/^\.BI ${pair%:*}=/{n;p;}" | grep -q "by default ${pair#*:}\.\$" || echo "$pair" >>why
done
for kind in dangle maybe stackable bounded hoist; do
  on=$(sed -n "s/^  $kind\[.*\[\(o[nf]*\)\]\$/\1/p" help)
  sed -n "/^\.BR $kind /{n;p;}" "$page" | grep -q "by default $on\.\$" || echo "$kind: $on" >>why
  grep -q "^    $kind  *($on)" "$readme" || echo "README, $kind: $on" >>why
done
result "the manual page and README name the defaults" why

gcc -fplugin=build/plugin/escape.so -fplugin-arg-escape-version -fsyntax-only docs/example.c >version
check "the manual page has the version" grep -q "^\.TH.*escape.so $(sed 's/^escape \([^ ]*\) .*/\1/' version)\"" "$page"

if command -v man >/dev/null && man -l --warnings "$page" >/dev/null 2>man.out; then
  result "the manual page has no error of form" man.out
else
  echo "UNSUPPORTED: the manual page has no error of form"
fi
