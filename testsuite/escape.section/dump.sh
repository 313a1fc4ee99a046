#!/bin/sh
# What escape-report --dump says of a section: each function and how it is told, summaries in words, findings, heap sites,
# and flows, which are an input again.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.section/common"

# --- Flows: what they are, and that they are read again.
cat >flows.c <<'EOF'
#include <stdlib.h>
struct s;
extern void outside (struct s *);
char *last;
void keep (char *s) { last = s; }
void wrong (void) { char x[4]; x[0] = 1; last = x; }
__attribute__ ((weak)) char *fresh (void) { return malloc (8); }
int local (void) { int *p = malloc (4); if (!p) return 0; *p = 1; int r = *p; free (p); return r; }
/* Silenced.  */
__attribute__ ((escape_ok ("why"))) void right (void) { char x[4]; x[0] = 1; last = x; }
void give (struct s *s) { outside (s); }
EOF
compile flows.c flows.o
"$ESC_REPORT" --dump flows.o >out 2>log
says ()
{
  if grep -q -e "$2" out; then echo "PASS: $1"; else cat log out; echo "FAIL: $1"; fi
}
says "the section" '^# flows.o: a section of [0-9]* bytes, of flows.c$'
says "how much was analysed" '^# 6 functions analysed, 0 of them over budget; the flows of 0 left out'
says "a finding" "^# certain: address of local variable 'x' is still held by 'last'.*\[escape-dangle\] at flows.c:6:"
says "an object that stays" '^# heap site in fresh: returned at flows.c:7:'
says "an object that need not" '^# heap site in local: can leave the heap at flows.c:8:'
says "what the author silenced" '^# silenced by the author at flows.c:10:'
says "a function" '^# global function keep, told by its flows.* at flows.c:5:'
says "a weak function" '^# weak function fresh, '
says "a function of another unit" '^# extern function outside, told by its name$'
says "flows" '^body keep @flows.c:5:'
cp out again.esc
"$ESC_REPORT" --dump again.esc >out 2>log
says "what is printed of a section is an input" '^body keep @flows.c:5:'

# --- Summaries: of functions whose flows are too long for the room of a small unit.
i=0
pad=
while [ $((i += 1)) -lt 60 ]; do
  pad="$pad  if (n == $i) { t = s + $i; s = t - $((i + 1)); }
"
done
cat >long.c <<EOF
#include <stdlib.h>
#include <string.h>
struct list { struct list *next; char *text; };
extern int outside (char *);
char *last;
void keep (char *s, int n) { char *t = s; $pad last = s; }
char *pick (struct list *l, int n) { char *s = l->text, *t = s; $pad return s; }
void drop (char *s, int n) { char *t = s; $pad free (s); }
char *make (int n) { char *s = malloc (7), *t = s; $pad return s; }
void copy (struct list *l, struct list *from, int n) { char *s = 0, *t = s; $pad *l = *from; l->text = s; }
char *walk (struct list *l, int n) { char *s = 0, *t = s; $pad while (l->next) l = l->next; return l->text; }
struct list both (char *s, int n) { char *t = s; $pad struct list r = { 0, s }; return r; }
char *word (char *s, int n) { char *t = s; $pad return strtok (s, ","); }
void grow (char **p, int n) { char *s = *p, *t = s; $pad last = s; *p = realloc (*p, n); }
void give (char *s, int n) { char *t = s; $pad outside (s); }
/* The shortest flows take the room that is left: these.  */
char *room (int n) { static char b[9]; char *s = b, *t = s; $pad return b + 3; }
EOF
compile long.c long.o
"$ESC_REPORT" --dump long.o >all 2>log
# told FUNCTION LINE...: its summary has these lines.
told ()
{
  name=$1
  shift
  sed -n "/^# global function $name, told by its summary/,/^# [a-z]/p" all >out
  for line; do
    grep -qFx "#     $line" out || { cat log all; echo "FAIL: summary of $name: $line"; return; }
  done
  echo "PASS: summary of $name"
}
told keep 'stores param 0 at &last, perhaps' 'overwrites &last, 8 bytes'
told pick 'returns *(param 0 + 8)' 'writes to nothing that its caller can see'
told drop 'frees param 0' 'does nothing but free'
told make 'fresh object 0: of malloc' 'returns fresh object 0'
told copy 'copies what is at param 1 at param 0, 16 bytes'
told walk 'returns *(*(param 0) + 8) (or further along the list)'
told both 'stores param 0 at the returned structure + 8'
told word "stores param 0 + 0 + i * 1 at state 'strtok'" "returns *(state 'strtok')"
told grow 'reallocates *(param 0)' 'stores fresh object 0 at param 0'
told give 'runs unknown code' 'lets out param 0'

# --- What is of no use is an error; the rest is printed.
content flows.o flows.bin && head -c 40 flows.bin >cut.bin
cp flows.o cut.o
objcopy --update-section .escape=cut.bin cut.o 2>log
"$ESC_REPORT" --dump cut.o flows.o >out 2>log
if [ $? -eq 2 ] && grep -q 'cut.o' log; then echo "PASS: a damaged section is an error"
else cat log out; echo "FAIL: a damaged section is an error"; fi
says "and the others are printed" '^body keep @flows.c:5:'
