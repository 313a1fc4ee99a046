#!/bin/sh
# The direction of includes and the plugin's symbols, as `make check-layering' tests them.
#
# SPDX-License-Identifier: GPL-3.0-or-later

# Its status 1 says only that a rule failed, and the rule's own line says that already.
sh "$ESC_SRCDIR/testsuite/layering.sh"
[ $? -le 1 ]
