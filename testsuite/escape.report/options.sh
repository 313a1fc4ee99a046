#!/bin/sh
# One list of options: --help, the manual page and the completions agree.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.report/common"
page=$ESC_SRCDIR/docs/escape-report.1

"$ESC_REPORT" --help >help
grep -o '^  *\(-[a-zA-Z?], \)\{0,1\}--[a-z-]*' help | grep -o -e '--[a-z-]*' | sort -u >list
[ "$(wc -l <list)" -ge 28 ]
result $? "--help has a list"

sed 's/\\-/-/g' "$page" | sed -n '/^\.SH OPTIONS/,/^\.SH BASELINES/p' | grep -A1 '^\.TP' | grep -o -e '--[a-z-]*[a-z]' | sort -u >paged
diff list paged >out
result $? "the manual page has the same"
grep -o -e '--[a-z-]*[a-z]' "$ESC_SRCDIR/docs/escape-report.bash" | sort -u \
  | grep -vx -e '--flag' >bashed
diff list bashed >out
result $? "so has the completion of bash"
grep -o -e "[',{*]--[a-z-]*[a-z]" "$ESC_SRCDIR/docs/_escape-report" | sed "s/^.//" | sort -u >zshed
diff list zshed >out
result $? "so has that of zsh"

if command -v bash >/dev/null; then
  cat >complete.bash <<'END'
. "$ESC_SRCDIR/docs/escape-report.bash"
try ()
{
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  _escape_report
  echo "${COMPREPLY[*]}"
}
try escape-report --sar
try escape-report --progress = a
try escape-report --kinds = dangle,ho
try escape-report point
END
  bash complete.bash >out 2>err
  printf '%s\n' --sarif 'auto always' dangle,hoist 'points.c points.esc' | cmp -s - out
  result $? "bash completes"
  bash -n "$ESC_SRCDIR/docs/escape-report.bash" 2>err
  result $? "the completion of bash parses"
fi
if command -v zsh >/dev/null; then
  zsh -n "$ESC_SRCDIR/docs/_escape-report" 2>err
  result $? "the completion of zsh parses"
fi
grep -q "^\.TH.*escape.so $("$ESC_REPORT" --version | sed 's/.* //')\"" "$page"
result $? "the manual page has the version"
if command -v man >/dev/null && man -l --warnings "$page" >/dev/null 2>err; then
  [ ! -s err ]
  result $? "the manual page has no error of form"
else
  echo "UNSUPPORTED: the manual page has no error of form"
fi
