# completion/local.mk - what shells complete after escape-report.
#
# In:  the files, written by hand; a test holds them against --help.
# Out: installed where the shells look below the prefix.
# Not: other shells.
#
# SPDX-License-Identifier: GPL-3.0-or-later

EXTRA_DIST += completion/_escape-report
EXTRA_DIST += completion/escape-report.bash

bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions

install-data-local:
	$(MKDIR_P) '$(DESTDIR)$(bashcompletiondir)' '$(DESTDIR)$(zshcompletiondir)'
	$(INSTALL_DATA) $(srcdir)/completion/escape-report.bash '$(DESTDIR)$(bashcompletiondir)/escape-report'
	$(INSTALL_DATA) $(srcdir)/completion/_escape-report '$(DESTDIR)$(zshcompletiondir)/_escape-report'

uninstall-local:
	rm -f '$(DESTDIR)$(bashcompletiondir)/escape-report' '$(DESTDIR)$(zshcompletiondir)/_escape-report'
