#!/bin/sh
# Files, make targets and configure options that README and docs name are there.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.doc/common"
documents="$readme $hacking $ESC_SRCDIR/docs/walkthrough.md $ESC_SRCDIR/docs/design.md $ESC_SRCDIR/docs/escape.1"

cat $documents | grep -o '[a-z.]*[a-z]/[A-Za-z0-9_./*-]*\.\(c\|h\|cc\|def\|md\|1\|exp\|sh\)\>' | sort -u >names
: >why
while read -r name; do
  case $name in */none/*|cmd/*|*/newcomer-1.c) continue ;; esac
  for found in "$ESC_SRCDIR"/$name "$ESC_SRCDIR"/testsuite/$name; do
    [ ! -e "$found" ] || continue 2
  done
  echo "$name" >>why
done <names
result "files that are named are there" why
check "some files are named" [ "$(wc -l <names)" -ge 20 ]

"$ESC_SRCDIR/configure" --help >help 2>/dev/null
: >why
for option in $(cat $documents | grep -o -e '--\(enable\|with\)-[a-z]*' | sort -u); do
  grep -q -e "$option" help || echo "$option" >>why
done
result "configure options that are named are there" why

: >why
for target in $(cat $documents | grep -o '`make [a-z][a-z-]*' | sed 's/.make //' | sort -u); do
  case $target in install|uninstall|check|distcheck|installcheck) continue ;; esac
  grep -q "^$target:" "$ESC_SRCDIR"/testsuite/local.mk || echo "$target" >>why
done
result "make targets that are named are there" why

(cd "$ESC_SRCDIR" && ./bootstrap help) >out 2>&1
: >why
for command in demo check; do
  grep -q "bootstrap $command " out || echo "$command" >>why
  grep -q "    ./bootstrap $command " "$readme" || echo "README: $command" >>why
done
result "the two commands" why

# The grammar of known.def in hacking.md names what the parser accepts.
: >why
for word in keep drop write copy free realloc leak call noreturn unknown new moved handle thread zero align len by from; do
  grep -q "accept (p, \"$word\")\|expect (p, \"$word\"\|\"$word\"" "$ESC_SRCDIR/passes/known-parse.c" || echo "known-parse.c: $word" >>why
  sed -n '/^    effect  =/,/^N is an argument/p' "$hacking" | grep -q "\"$word\"" || echo "hacking.md: $word" >>why
done
result "the grammar of known functions" why

# Its examples are lines of the table.
sed -n '/^before\.  `len 0`/,/^The test/p' "$hacking" | sed -n 's/^    \([a-z_]*\)  *\(.*\)/\1|\2/p' | sed 's/   .*//' >examples
: >why
while IFS='|' read -r name text; do
  grep -qF "K (\"$name\", \"$text\")" "$ESC_SRCDIR"/passes/known_*.def || echo "$name: $text" >>why
done <examples
result "the examples of known functions" why
check "some examples of known functions" [ "$(wc -l <examples)" -ge 5 ]
