#!/bin/sh
# Files as editors and other systems write them, other ways to compile them, and other edits in the same patch.
#
# In:  ESC_CC, ESC_PLUGIN; TMPDIR, where it runs.
# Out: PASS and FAIL lines; UNSUPPORTED without patch.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
if ! patch --version >/dev/null 2>&1; then
  echo "UNSUPPORTED: patch is not installed"
  exit 0
fi

cat >plain.c <<'END'
#include <stdlib.h>
int
f (int x)
{
  int *p = malloc (sizeof *p);

  if (!p)
    return -1;
  *p = x;
  x = *p;
  free (p);
  return x;
}
END

result () { if [ "$1" -eq 0 ]; then echo "PASS: $2"; else cat log; echo "FAIL: $2"; fi; }

# compile OPTION...: with the plugin; the messages in log.
compile ()
{
  $ESC_CC -fplugin="$ESC_PLUGIN" -fno-diagnostics-show-caret -fdiagnostics-path-format=none \
    -fdiagnostics-color=never -fdiagnostics-generate-patch -c -o t.o "$@" >log 2>&1
}

# refused NAME REASON OPTION...: there is a finding, a reason and no edit.
refused ()
{
  name=$1
  reason=$2
  shift 2
  compile "$@" && grep -q 'escape-stackable' log && grep -q "no edit is offered: $reason" log && ! grep -q '^@@' log
  result $? "$name"
}

# edited NAME OPTION...: the patch of t.c applies, and compiles without a finding.
edited ()
{
  name=$1
  shift
  compile "$@" && patch -p0 <log >patch.out 2>&1 && ! grep -q -e fuzz -e offset patch.out && ! grep -q malloc t.c \
    && compile "$@" && ! grep -q -e escape- -e '^@@' log
  result $? "$name"
}

sed 's/$/\r/' plain.c >t.c
refused "CR LF" "its lines end in CR LF" t.c
printf '%s' "$(cat plain.c)" >t.c
edited "no newline at the end of the file" t.c
[ "$(tail -c 1 t.c)" = "}" ]
result $? "and there is none then"
sed "s|x = \*p;|x = *p$(printf ' + 0%.0s' $(seq 200));|" plain.c >t.c
refused "a long line" "a line is too long" t.c
sed "s|^f|/* $(printf 'x%.0s' $(seq 6000)) */ f|" plain.c >t.c
refused "a line that is too long for columns" "" t.c
{ printf '\357\273\277'; sed 's/x;/x; const char *s = "\303\274"; (void) s;/' plain.c; } >t.c
edited "a byte order mark" t.c
sed 's/malloc/malloc\/**\//' plain.c >t.c
refused "a comment between the tokens" "a comment or a directive is in what would go" t.c

# Read twice, a function is two.
cat >t.c <<'END'
#ifndef TYPE
# include <stdlib.h>
# define TYPE int
# define NAME f
# include "t.c"
# undef NAME
# define NAME g
#endif
int
NAME (int x)
{
  TYPE *p = malloc (sizeof *p);
  if (!p)
    return -1;
  *p = x;
  x = *p;
  free (p);
  return x;
}
END
compile t.c
! grep -q '^@@' log
result $? "a file that includes itself"

# Where the text is not what the compiler sees.
sed 's/^int$/#line 40\nint/' plain.c >t.c
refused "#line" "its text is not" t.c
$ESC_CC -E plain.c -o t.i
refused "preprocessed source" "" t.i
cp plain.c t.h
echo '#include "t.h"' >t.c
refused "a header" "it is not in the file that is compiled" t.c
cp plain.c t.c
compile -save-temps t.c
! grep -q '^@@' log
result $? "-save-temps"

# The form of the output.
cp plain.c t.c
compile -w t.c
[ ! -s log ]
result $? "-w: no patch"
compile -fplugin-arg-escape-no-stackable t.c
[ ! -s log ]
result $? "no-stackable: no patch"
cp t.c "t u.c"
compile "t u.c"
grep -q '^--- t u.c$' log
result $? "a blank in the name"
mkdir -p sub && cp plain.c sub/t.c
compile sub/t.c && patch -p0 <log >patch.out 2>&1 && ! grep -q malloc sub/t.c
result $? "a folder in the name"
cp plain.c t.c
compile -fdiagnostics-parseable-fixits t.c
grep -q '^fix-it:"t.c":{5:1-5:1}:"  int p_obj;\\n"$' log && grep -q '^fix-it:"t.c":{5:12-5:30}:"&p_obj"$' log \
  && grep -q '^fix-it:"t.c":{11:1-11:12}:""$' log
result $? "-fdiagnostics-parseable-fixits"

# GCC's own edits are in the same patch.
cat >t.c <<'END'
#include <stdio.h>
#include <stdlib.h>
void
g (long x)
{
  long *p = malloc (sizeof *p);

  if (!p)
    return;
  *p = x;
  printf ("%d\n", *p);
  free (p);
}
END
edited "an edit of GCC's in the same function" -Wformat t.c
grep -q 'printf ("%ld\\n", \*p);' t.c
result $? "and it is made, too"

cat >t.c <<'END'
#include <stdio.h>
#include <stdlib.h>
void
g (long x)
{
  long *p = malloc (sizeof *p);

  if (!p)
    {
      printf ("%d\n", x);
      return;
    }
  *p = x;
  printf ("%ld\n", *p);
  free (p);
}
END
edited "an edit of GCC's in what goes" -Wformat t.c

# Far apart: several hunks.
{ cat plain.c; printf '\n%.0s' $(seq 30); sed 's/^f/g/' plain.c; printf '\n%.0s' $(seq 7); sed 's/^f/h/' plain.c; } >t.c
compile t.c
[ "$(grep -c '^@@' log)" -ge 2 ]
result $? "several hunks"
edited "which apply" t.c
