#!/bin/sh
# Promotion and the rest of GCC: link-time optimisation, sanitizers, profiles, debuggers, reports; and its own option.
#
# In:  ESC_CC, ESC_PLUGIN; TMPDIR, where it runs.
# Out: PASS, FAIL or UNSUPPORTED lines.
# Not: what is promoted: escape.promote.
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL

cat >t.c <<'END'
#include <stdlib.h>
struct body { double x, y; long tag[4]; };
__attribute__ ((noipa)) static long
weigh (const struct body *b)
{
  return b->tag[0] + (long) b->x;
}
__attribute__ ((noinline)) long
kernel (long i)
{
  struct body *b = malloc (sizeof *b);
  if (!b)
    return -1;
  b->x = i;
  b->tag[0] = 2 * i;
  long r = weigh (b);
  free (b);
  return r;
}
int
main (void)
{
  long s = 0;
  for (long i = 0; i < 10; i++)
    s += kernel (i);
  return s != 135;
}
END

# result NAME: PASS if the last command succeeded.
result ()
{
  if [ $? -eq 0 ]; then echo "PASS: $1"; else echo "FAIL: $1"; fi
}

compile ()
{
  $ESC_CC "$@" >out 2>&1
}

promote ()
{
  compile -fplugin="$ESC_PLUGIN" -fplugin-arg-escape-promote -fplugin-arg-escape-no-stackable -fopt-info-optimized "$@"
}

promoted ()
{
  grep -q "optimized: these 48 bytes moved to the stack of 'kernel' \[escape-promote\]" out
}

# It asks malloc for nothing.
calls_nothing ()
{
  nm "$1" >symbols && ! grep -q -w 'U malloc' symbols && ! grep -q 'U malloc@' symbols
}

promote -O2 t.c -o t && promoted && ./t && calls_nothing t
result "an object is promoted, and malloc is not linked"

compile -O2 -fplugin="$ESC_PLUGIN" -fopt-info-optimized t.c -o t && ! promoted && ! calls_nothing t
result "off by default"

promote -O2 -fplugin-arg-escape-no-promote t.c -o t && ! promoted
result "no-promote turns it off"

promote -O2 -fplugin-arg-escape-promote-limit=40 t.c -o t && ! promoted && ./t
result "promote-limit"

compile -fplugin="$ESC_PLUGIN" -fplugin-arg-escape-promote=sometimes -c t.c
test $? -ne 0 && grep -q "promote=sometimes': the value must be on, off or always" out
result "a wrong value is an error"

promote -O2 -flto t.c -o t && promoted && ./t
result "with -flto, one command"
promote -O2 -flto -c t.c -o t.o && promoted && compile -O2 -flto t.o -o t && ./t && calls_nothing t
result "with -flto, linked without the plugin"

promote -O2 -fsanitize=address -c t.c -o t.o && ! promoted
result "not under AddressSanitizer"
promote -O2 -fsanitize=leak -c t.c -o t.o && ! promoted
result "not under LeakSanitizer"
if compile -O2 -fsanitize=address t.c -o t && ./t; then
  promote -O2 -fsanitize=address -fplugin-arg-escape-promote=always t.c -o t && promoted \
    && ASAN_OPTIONS=detect_stack_use_after_return=1 ./t
  result "under AddressSanitizer when asked"
else
  echo "UNSUPPORTED: under AddressSanitizer when asked"
fi
promote -O2 -fsanitize=undefined -c t.c -o t.o && promoted
result "under UndefinedBehaviorSanitizer"
promote -O2 -pg -c t.c -o t.o && promoted
result "with -pg"

# A profile of a build without promotion serves one with it.
compile -O2 -fprofile-generate -c t.c -o t.o && compile -fprofile-generate t.o -o t && ./t \
  && promote -O2 -fprofile-use -Wall -Werror -c t.c -o t.o && promoted && compile t.o -o t && ./t
result "with a profile"

# With room for one object, it is for the one that is made most often.
cat >hot.c <<'END'
#include <stdlib.h>
__attribute__ ((noipa)) void use (void *p) { *(char *) p = 1; }
__attribute__ ((noipa)) void
f (int n)
{
  char *rare = n == 77 ? malloc (600) : NULL;
  if (rare)
    use (rare);
  char *often = n != 77 ? malloc (601) : NULL;
  if (often)
    use (often);
  free (often);
  free (rare);
}
int
main (void)
{
  for (int i = 0; i < 100; i++)
    f (i);
  return 0;
}
END
compile -O2 -fprofile-generate -c hot.c -o hot.o && compile -fprofile-generate hot.o -o hot && ./hot \
  && promote -O2 -fprofile-use -fplugin-arg-escape-frame-limit=1000 -c hot.c -o hot.o \
  && grep -q "these 601 bytes moved" out && ! grep -q "these 600 bytes moved" out
result "what is made often goes first"

promote -O2 -fstack-usage -c t.c -o t.o && awk '/kernel/ { ok = $2 >= 48 } END { exit !ok }' t.su
result "-fstack-usage sees the frame"
promote -O2 -Wframe-larger-than=40 -c t.c -o t.o && grep -q 'frame size.*-Wframe-larger-than' out
result "-Wframe-larger-than sees the frame"

if command -v gzip >/dev/null; then
  promote -O2 -fsave-optimization-record -c t.c -o t.o && gzip -dc t.c.opt-record.json.gz >record \
    && grep -q 'moved to the stack of ' record
  result "-fsave-optimization-record has it"
else
  echo "UNSUPPORTED: -fsave-optimization-record has it"
fi
compile -O2 -fplugin="$ESC_PLUGIN" -fplugin-arg-escape-promote -fplugin-arg-escape-promote-limit=16 -fopt-info-missed -c t.c
grep -q "t.c:11:.*missed: these 48 bytes stay on the heap: too large \[escape-promote\]" out
result "-fopt-info-missed has the reason"

if command -v gdb >/dev/null; then
  for level in -O0 -Og; do
    promote $level -g t.c -o t && gdb -q -batch -ex 'break weigh' -ex run -ex up -ex 'print b->tag[0]' -ex 'print b->x' \
      -ex 'break 18' ./t >gdb.out 2>&1 && grep -q '^\$1 = 0$' gdb.out && grep -q '^\$2 = 0$' gdb.out
    result "gdb follows the pointer, $level"
  done
else
  echo "UNSUPPORTED: gdb follows the pointer"
fi

# The checks that GCC makes of itself after each pass.
for level in -O0 -O1 -O2 -O3 -Os "-O2 -g"; do
  promote $level -fchecking t.c -o t && ./t
  result "in GCC's checks of itself, $level"
done
