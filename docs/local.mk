# docs/local.mk - the documents that a release carries, one a line, sorted.
#
# In:  the files; they are written by hand.
# Out: the manual page and the tables of functions are installed; the rest is only distributed.
# Not: README and COPYING: automake knows those.
#
# SPDX-License-Identifier: GPL-3.0-or-later

EXTRA_DIST += docs/design.md
EXTRA_DIST += docs/example.c
EXTRA_DIST += docs/hacking.md
EXTRA_DIST += docs/profiles.md
EXTRA_DIST += docs/recipes

dist_man_MANS = docs/escape.1

# Installed in share/escape.
dist_pkgdata_DATA = \
	docs/glib.functions \
	docs/linux.functions
