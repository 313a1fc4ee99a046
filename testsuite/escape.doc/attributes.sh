#!/bin/sh
# README, section "Say it in the source": its declarations, with the plugin, without it, and with clang if that is here.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.doc/common"
header=$ESC_SRCDIR/plugin/escape.h

{
  echo "#include \"$header\""
  echo '#include <stdlib.h>'
  echo 'struct node { struct node *next; };'
  echo 'struct ctx { int depth; };'
  echo 'struct ctx *current;'
  echo 'struct node *g;'
  sed -n '/^SAY IT IN THE SOURCE/,/^TO SILENCE IT/p' "$readme" | sed -n '/ESCAPE_/s/^    \([a-z].*;.*\)/\1/p' \
    | grep -v '^struct ctx c'
  cat <<'END'
void keeps (void) { struct node n = { 0 }; watch (&n); }
int borrows (void) { struct node *n = malloc (8); if (!n) return 0; n->next = 0; show (n, 1); count (n); free (n); return 1; }
struct node *returns (void) { struct node n = { 0 }; return last (&n); }
char *bound (void) { struct node n = { 0 }; return name (&n); }
void frees (void) { struct node *n = malloc (8); if (n) drop (n); }
void stow (struct node *n) ESCAPE_BORROWS (1);
void stow (struct node *n) { g = n; }
END
  echo 'void silent (void)'
  echo '{'
  sed -n 's/^    \(struct ctx c ESCAPE_OK.*\)/\1/p' "$readme"
  echo '  current = &c;'
  echo '}'
} >a.c
check "README has the declarations" [ "$(grep -c '^[a-z].*ESCAPE_.*;' a.c)" -ge 7 ]
line () { grep -n "^[a-z].* \**$1 (void)\|^void $1 (" a.c | tail -1 | cut -d: -f1; }

plugin -fplugin-arg-escape-unused a.c
says "ESCAPE_KEEPS" "^a.c:$(line keeps):.*'n' is still held by 'watch' .*escape-dangle"
says "ESCAPE_BORROWS and ESCAPE_NOESCAPE" "^a.c:$(line borrows):.*escape-stackable"
says "ESCAPE_RETURNS" "^a.c:$(line returns):.*'n' is returned.*escape-dangle"
says "ESCAPE_LIFETIMEBOUND" "^a.c:$(line bound):.*'n' is returned.*escape-dangle"
says "a body is held to its declaration" "^a.c:$(line stow):.*escape-contract"
silent "ESCAPE_OK" "'c' is still held\|escape-unused\|Wattributes"
check "nothing else is said" [ "$(grep -c 'warning:' out)" -eq 5 ]
plugin -fplugin-arg-escape-no-contract a.c
silent "no-contract" escape-contract
sed 's/current = &c;//' a.c >b.c
plugin -fplugin-arg-escape-unused b.c
says "unused tells what silences nothing" "'escape_ok' of 'c' silences nothing: run_end clears it.*escape-unused"
plugin b.c
silent "unused is off by default" escape-unused

gcc -Wall -Wextra -Wno-dangling-pointer -Werror -c -o /dev/null a.c >out 2>&1
result "without the plugin the macros are nothing" out
gcc -E a.c | sed -n '/struct node {/,$p' | grep -c __attribute__ >count
check "... nothing at all" [ "$(cat count)" -eq 0 ]
gcc -fplugin=build/plugin/escape.so -E a.c >a.i
plugin a.i
says "preprocessed apart, as compiler caches do" escape-contract
clang=$(command -v clang || command -v clang-19 || command -v clang-14)
if [ -n "$clang" ]; then
  "$clang" -Wall -Werror -Wno-return-stack-address -c -o /dev/null a.c >out 2>&1
  result "clang" out
else
  echo "UNSUPPORTED: clang (not installed)"
fi
