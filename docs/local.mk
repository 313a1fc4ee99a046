# docs/local.mk - the documents that a release carries, one a line, sorted.
#
# In:  the files; they are written by hand.
# Out: the manual pages, the tables of functions and what shells complete are installed; the rest is only distributed.
# Not: README and COPYING: automake knows those.
#
# SPDX-License-Identifier: GPL-3.0-or-later

EXTRA_DIST += docs/_escape-report
EXTRA_DIST += docs/builds.md
EXTRA_DIST += docs/debian
EXTRA_DIST += docs/design.md
EXTRA_DIST += docs/escape-report.bash
EXTRA_DIST += docs/example.c
EXTRA_DIST += docs/hacking.md
EXTRA_DIST += docs/profiles.md
EXTRA_DIST += docs/recipes
EXTRA_DIST += docs/section.md
EXTRA_DIST += docs/versions.md
EXTRA_DIST += docs/walkthrough.md

dist_man_MANS = docs/escape.1 docs/escape-report.1

# The plugin is for one machine, so lib/ and not share/.
pkgconfigdir = $(libdir)/pkgconfig
nodist_pkgconfig_DATA = docs/escape.pc
DISTCLEANFILES += docs/escape.pc

# Installed in share/escape.
dist_pkgdata_DATA = \
	docs/glib.functions \
	docs/linux.functions

# Where bash and zsh look, below the prefix; bash finds it by the name of the command.
bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions

install-data-local:
	$(MKDIR_P) '$(DESTDIR)$(bashcompletiondir)' '$(DESTDIR)$(zshcompletiondir)'
	$(INSTALL_DATA) $(srcdir)/docs/escape-report.bash '$(DESTDIR)$(bashcompletiondir)/escape-report'
	$(INSTALL_DATA) $(srcdir)/docs/_escape-report '$(DESTDIR)$(zshcompletiondir)/_escape-report'

uninstall-local:
	rm -f '$(DESTDIR)$(bashcompletiondir)/escape-report' '$(DESTDIR)$(zshcompletiondir)/_escape-report'
