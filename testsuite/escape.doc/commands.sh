#!/bin/sh
# Every "$ command" of README and hacking.md runs, and prints what stands below it.
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$ESC_SRCDIR/testsuite/escape.doc/common"

for document in "$readme" "$hacking"; do
  transcript "$(basename "$document" .md)" "$document"
done
