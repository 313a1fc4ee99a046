#!/bin/sh
# Loaded by a GCC of another major version: one error line that names the plugin, both versions and the remedy.
#
# In:  ESC_CC, ESC_PLUGIN; TMPDIR, where it runs; any other gcc-N that is installed.
# Out: PASS, FAIL and UNSUPPORTED lines.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
echo 'int x;' >t.c
major=$($ESC_CC -dumpversion)
major=${major%%.*}
tried=
for n in 9 10 11 12 13 14 15 16; do
  [ "$n" = "$major" ] && continue
  gcc-$n -c t.c -o t.o >/dev/null 2>&1 || continue
  tried=$n
  gcc-$n -fplugin="$ESC_PLUGIN" -c t.c -o t.o >out 2>&1
  status=$?
  # Nothing of the loader's before it: plugin/link.sh.
  if [ $status -ne 0 ] && [ "$(grep -c error: out)" = 1 ] && [ "$(wc -l <out)" -eq 1 ] \
     && grep -q "escape\.so was built for GCC $major and cannot run in GCC $n.*PLUGIN_CC=gcc-$n" out; then
    echo "PASS: GCC $n refuses it"
  else
    cat out
    echo "FAIL: GCC $n refuses it (exit status $status)"
  fi
done
[ -n "$tried" ] || echo "UNSUPPORTED: another major version (none is installed)"

# A plugin that is not there is GCC's own error, and a copy under another name has other options.
$ESC_CC -fplugin=./none.so -c t.c -o t.o >out 2>&1
if [ $? -ne 0 ] && grep -q 'none.so' out; then echo "PASS: no plugin"; else cat out; echo "FAIL: no plugin"; fi
mkdir -p other
cp "$ESC_PLUGIN" other/renamed.so
if $ESC_CC -fplugin=other/renamed.so -fplugin-arg-renamed-m -c t.c -o t.o >out 2>&1 && [ ! -s out ]; then
  echo "PASS: a copy under another name works"
else
  cat out
  echo "FAIL: a copy under another name works"
fi

# Only the two symbols that GCC asks for.
if nm -D --defined-only "$ESC_PLUGIN" >syms 2>/dev/null; then
  if [ "$(awk '$2 ~ /[TDBR]/ { print $3 }' syms | sort | tr '\n' ' ')" = "plugin_init plugin_is_GPL_compatible " ]; then
    echo "PASS: two symbols are exported"
  else
    cat syms
    echo "FAIL: two symbols are exported"
  fi
else
  echo "UNSUPPORTED: two symbols are exported"
fi
