#!/bin/sh
# A tree of several files: one build with -fdiagnostics-generate-patch, one patch -p0, and it builds and passes its own test.
#
# In:  ESC_CC, ESC_PLUGIN; TMPDIR, where it runs.
# Out: PASS and FAIL lines; UNSUPPORTED without patch or make.
#
# Cross: no.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_PLUGIN:?}"
cd "${TMPDIR:-.}" || exit 1
LC_ALL=C
export LC_ALL
unset MAKEFLAGS MFLAGS MAKELEVEL
if ! patch --version >/dev/null 2>&1 || ! make --version >/dev/null 2>&1; then
  echo "UNSUPPORTED: patch or make is not installed"
  exit 0
fi

mkdir -p tree/lib tree/bin
cd tree || exit 1
cat >Makefile <<'END'
CFLAGS = -O2
objects = lib/str.o lib/num.o bin/main.o

prog: $(objects)
	$(CC) $(CFLAGS) -o $@ $(objects)
$(objects): lib/lib.h
.c.o:
	$(CC) -Wall -Wextra -Ilib $(CFLAGS) -c -o $@ $<
check: prog
	./prog >out
	echo '3 12 7 5' | diff - out
clean:
	rm -f prog out $(objects)
END
cat >lib/lib.h <<'END'
#include <stdlib.h>
struct pair
{
  int a, b;
};

int words (const char *s);
int total (int n);

static inline int
in_header (int x)
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
cat >lib/str.c <<'END'
#include <string.h>
#include "lib.h"

/* Count the words of S.  */
int
words (const char *s)
{
  char *copy, *word;
  int n = 0;

  if (strlen (s) >= 64)
    return -1;
  copy = malloc (64);
  if (copy == NULL)
    return -1;
  strcpy (copy, s);
  for (word = strtok (copy, " "); word; word = strtok (NULL, " "))
    n++;
  free (copy);
  return n;
}
END
cat >lib/num.c <<'END'
#include "lib.h"

static int
add (const struct pair *p)
{
  return p->a + p->b;
}

int
total (int n)
{
  struct pair *p = NULL, *q = NULL;
  int r = -1;

  p = malloc (sizeof *p);
  if (!p)
    goto out;
  q = calloc (1, sizeof *q);
  if (!q)
    goto out;
  p->a = n;
  p->b = 2;
  r = add (p) + add (q);

out:
  free (q);
  free (p);
  return r;
}
END
cat >bin/main.c <<'END'
#include <stdio.h>
#include "lib.h"

int
main (void)
{
  struct pair *p = malloc (sizeof *p);

  if (!p)
    {
      perror ("malloc");
      return 1;
    }
  p->a = 5;
  p->b = total (5);
  printf ("%d %d %d %d\n", words ("a b c"), total (10), p->b,
	  in_header (p->a));
  free (p);
  return 0;
}
END

# make_says FLAGS...: build with the plugin; what it prints in ../log.
make_says ()
{
  make -s clean
  make CC="$ESC_CC" CFLAGS="-O2 -fplugin=$ESC_PLUGIN -fdiagnostics-path-format=none $*" prog >../log 2>&1
}

# result NAME STATUS: and the log, if it failed.
result ()
{
  if [ "$2" -eq 0 ]; then echo "PASS: $1"; else cat ../log; echo "FAIL: $1"; fi
}

make -s CC="$ESC_CC" check >../log 2>&1
result "the tree as it was" $?
cp lib/lib.h ../lib.h
make_says -fdiagnostics-generate-patch && patch -p0 <../log >../patch.out 2>&1
result "patch -p0" $?
[ "$(grep -c '^patching file' ../patch.out)" -eq 3 ] && ! grep -q -e fuzz -e offset ../patch.out
result "three files, each where it should be" $?
cmp lib/lib.h ../lib.h
result "the header is as it was" $?
! grep -n -e malloc -e calloc -e 'free (' lib/str.c lib/num.c bin/main.c | grep -v perror
result "no allocation is left" $?
make -s clean && make -s CC="$ESC_CC" CFLAGS='-O2 -Werror' check >../log 2>&1
result "the patched tree passes its test" $?
make_says -fdiagnostics-generate-patch && ! grep -q -e '^@@' -e '^+++' ../log
result "there is no second patch" $?
[ "$(grep -c 'escape-stackable' ../log)" -eq "$(grep -c 'it is not in the file that is compiled' ../log)" ]
result "no finding is left but that of the header" $?
