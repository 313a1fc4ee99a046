#!/bin/sh
# Each NAME.before, patched with what the plugin offers, is NAME.after: it compiles without a warning, has no finding left, and
# the program does the same.
#
# In:  ESC_CC, ESC_PLUGIN, ESC_SRCDIR; TMPDIR, where it runs.
# Out: PASS and FAIL lines, one for each file and level; UNSUPPORTED without patch.
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}" "${ESC_SRCDIR:?}"
# There are functions of the old style, which C23 has not.
ESC_CC="$ESC_CC ${ESC_SAME-}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
if ! patch --version >/dev/null 2>&1; then
  echo "UNSUPPORTED: patch is not installed"
  exit 0
fi
warn='-Wall -Wextra -Wdeclaration-after-statement -Wshadow -Werror -fdiagnostics-color=never'
plugin="-fplugin=$ESC_PLUGIN -fdiagnostics-path-format=none -fno-diagnostics-show-caret"

# try: the steps for t.c, $before and $after at $level; says what is wrong.
try ()
{
  cp "$before" t.c
  # shellcheck disable=SC2086
  {
    $ESC_CC $warn $level t.c -o old || { echo "the original does not compile"; return; }
    ./old >old.out 2>&1; echo $? >>old.out
    $ESC_CC $plugin $level -fdiagnostics-generate-patch -c t.c -o t.o 2>log || { cat log; return; }
    patch -p0 <log >patch.out 2>&1 || { cat patch.out log; return; }
    if grep -q -e fuzz -e offset patch.out; then cat patch.out; fi
    diff "$after" t.c
    $ESC_CC $warn $plugin -fplugin-arg-escape-error=stackable,dangle $level t.c -o new 2>&1
    ./new >new.out 2>&1; echo $? >>new.out
    diff old.out new.out
    # Once applied, there is nothing more to apply.
    $ESC_CC $plugin $level -fdiagnostics-generate-patch -c t.c -o t.o 2>&1
  } 2>&1
}

for before in "$ESC_SRCDIR"/testsuite/escape.patch/*.before; do
  after=${before%.before}.after
  for level in -O0 -O2; do
    try >why
    name="$(basename "$before" .before) $level"
    if [ -s why ]; then cat why; echo "FAIL: $name"; else echo "PASS: $name"; fi
  done
done
