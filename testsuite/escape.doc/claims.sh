#!/bin/sh
# README, sections "What it prints", "Why not?", "Functions of other units" and "Limits": statement by statement.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.doc/common"
arg=-fplugin-arg-escape-
h='#include <stdlib.h>
#include <setjmp.h>
#include <string.h>
'
# code TEXT: a.c, with headers in its first lines and TEXT from line 4 on.
code ()
{
  printf '%s%s\n' "$h" "$1" >a.c
}

# --- Kinds: off by default, on by their option.
plugin docs/example.c
silent "maybe and hoist are off by default" 'escape-maybe\|escape-hoist'
plugin ${arg}maybe ${arg}hoist docs/example.c
says "maybe" 'example.c:132:.*escape-maybe'
says "hoist" "example.c:113:.*could live on its stack .escape-hoist"
for level in -O0 -O1 -O2 -O3 -Os; do
  plugin $level ${arg}m ${arg}maybe docs/example.c
  [ $level != -O0 ] || cp out first
  diff first out >why 2>&1
  result "the same at $level" why
done

# --- Remarks.  m=2 has the flow.
code 'char *g; char **gg; struct s { char *p; };
void frees (char *p) { free (p); }
void leaks (char *p) { g = p; }
void content (char **p) { g = *p; }
char *result0 (char *p) { return p; }
char *result1 (char **p) { return *p; }
int none (char *p) { return *p; }
char *flow (void) { char *p = malloc (7); char *q = p; return q; }'
plugin ${arg}m a.c
says "frees" '5:.*frees param: p '
says "leaks" '6:.*leaking param: p '
says "content" '7:.*leaking param content: p '
says "result, level 0" '8:.*leaking param: p to result level=0 '
says "result, level 1" '9:.*leaking param: p to result level=1 '
says "does not escape" '10:.*param p does not escape '
says "heap, with its line" '11:.*these 7 bytes stay on the heap: returned'
gcc -fplugin=build/plugin/escape.so ${arg}m -c -o /dev/null a.c >one 2>&1
gcc -fplugin=build/plugin/escape.so ${arg}m=2 -c -o /dev/null a.c >out 2>&1
if [ "$(wc -l <out)" -gt "$(wc -l <one)" ]; then echo "PASS: m=2 adds the flow"
else echo "FAIL: m=2 adds the flow (it prints what m=1 does)"; fi

# --- Functions of other units.
code 'void *pool_get (size_t); void pool_put (void *); void on_close (void *, void *); int peek (const char *);
int pool (void) { int *p = pool_get (16); int r; if (!p) return 0; *p = 1; r = *p; pool_put (p); return r; }
void hook (void *c) { char x[4]; x[0] = 1; on_close (c, x); }
int look (void) { char *p = malloc (8); int r; if (!p) return 0; *p = 1; r = peek (p); free (p); return r; }'
plugin a.c
silent "an unknown function: nothing is said" 'escape-'
sed -n '/^    # arguments are numbered/,/^    peek/p' "$readme" >our.tab
plugin ${arg}functions=our.tab a.c
says "functions=, an allocator" '5:.*these 16 bytes .*escape-stackable'
says "functions=, one that keeps" '6:.*held by .*escape-dangle'
says "functions=, one that keeps nothing" '7:.*these 8 bytes .*escape-stackable'
echo 'free leak 0' >our.tab
code 'int f (void) { int *p = malloc (4); int r; if (!p) return 0; *p = 1; r = *p; free (p); return r; }'
plugin ${arg}functions=our.tab a.c
silent "a line replaces what the plugin knows" 'escape-stackable'
code '__attribute__ ((malloc, alloc_size (1))) void *get (size_t);
int f (void) { int *p = get (4); int r; if (!p) return 0; *p = 1; r = *p; return r; }'
plugin a.c
says "attributes malloc and alloc_size" '5:.*these 4 bytes .*escape-stackable'

# --- Limits.
# heap NAME SIZE REASON CODE OPTION...: CODE's allocation in line 4 stays on the heap for that reason.
heap ()
{
  name=$1 reason=$2
  code "$3"
  shift 3
  plugin ${arg}m "$@" a.c
  says "$name" "4:.*\($reason\)"
}
body='if (!p) return 0; *p = 1; int r = *p; free (p); return r; }'
heap "65536 bytes are stackable" 'these 65536 bytes never outlive' "int f (void) { char *p = malloc (65536); $body"
heap "65537 are not" 'stay on the heap: too large' "int f (void) { char *p = malloc (65537); $body"
heap "stack-limit=1K, 1024" 'never outlive' "int f (void) { char *p = malloc (1024); $body" ${arg}stack-limit=1K
heap "stack-limit=1K, 1025" 'too large' "int f (void) { char *p = malloc (1025); $body" ${arg}stack-limit=1K
heap "frame-limit" 'the frame would be too large' "int f (void) { char *p = malloc (20); $body" ${arg}frame-limit=10
heap "unknown size" 'size is not known' "int f (size_t n) { char *p = malloc (n); $body"
heap "setjmp" 'calls setjmp' "jmp_buf j; int f (void) { char *p = malloc (4); setjmp (j); $body"
heap "recursive, 1024 bytes" 'never outlive' "int f (int n) { char *p = malloc (1024); if (n) f (n - 1); $body"
heap "recursive, 1025 bytes" 'recursive' "int f (int n) { char *p = malloc (1025); if (n) f (n - 1); $body"
heap "realloc" 'realloc' "int f (void) { char *p = malloc (4); p = realloc (p, 8); $body"
heap "passed to an unknown function" 'may keep it' "void u (char *); int f (void) { char *p = malloc (4); u (p); $body"
heap "a loop that keeps several" 'several are alive' "struct n { struct n *next; }; int f (int n) { struct n *l = 0; \
while (n--) { struct n *p = malloc (sizeof *p); if (!p) break; p->next = l; l = p; } for (n = 0; l; l = l->next) n++; return n; }"
code 'char *g; void u (void); void f (void) { char x[4]; x[0] = 1; g = x; u (); }'
plugin ${arg}maybe a.c
says "what unknown code might mend is a maybe" 'escape-maybe'
silent "and no dangle" 'escape-dangle'
code 'char *g; void f (void) { char x[4]; x[0] = 1; g = x; g = 0; }'
plugin ${arg}maybe a.c
silent "set and reset is neither" 'escape-'
code 'int f (int c) { int *p = 0; if (c) { int x = 1; p = &x; } return p ? *p : 0; }'
plugin a.c
says "a block" "4:.*'x' is still held by 'p' after its scope ends"
code 'int f (int c) { int *p = 0; if (c) { int x = 1; p = &x; } return 0; }'
plugin ${arg}maybe a.c
silent "a block's address that nobody uses" 'escape-'
plugin -fdiagnostics-path-format=separate-events docs/example.c
says "one line a step" 'note: (1) local variable .label. is declared here'
if [ "${ESC_GCC_MAJOR:-12}" -le 15 ]; then
  plugin -fdiagnostics-format=json docs/example.c
  says "JSON, up to GCC 15" '"message": "address of local variable'
fi
if [ "${ESC_GCC_MAJOR:-12}" -ge 13 ]; then
  plugin -fdiagnostics-format=sarif-stderr docs/example.c
  says "SARIF, from GCC 13 on" '"text": "address of local variable'
fi
code 'int f (int c) { int *p = 0; if (c) { int x = 1; p = &x; } return p ? *p : 0; }'
plugin -fstack-reuse=none a.c
says "-fstack-reuse=none: the same" 'escape-dangle'
