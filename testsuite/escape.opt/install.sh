# install.sh - what make install leaves is what README says, and make uninstall leaves nothing.
#
# In:  ESC_CC, ESC_BUILDDIR; TMPDIR, where it runs.
# Out: PASS, FAIL and UNSUPPORTED lines.
#
# SPDX-License-Identifier: GPL-3.0-or-later

: "${ESC_CC:?}" "${ESC_BUILDDIR:?}"
unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
root=$PWD/root
mkdir root
if [ ! -f "$ESC_BUILDDIR/Makefile" ]; then
  echo "UNSUPPORTED: make install (there is no build)"
  exit 0
fi

# Beside a file of somebody else's, in a prefix of our own.
mkdir -p root/opt/share/man/man1
echo old >root/opt/share/man/man1/other.1
(cd root && find . -type f | sort) >before
plugindir=$(sed -n 's/^plugindir = //p' "$ESC_BUILDDIR/Makefile" | sed 's|${prefix}|/opt|')
set -- DESTDIR="$root" prefix=/opt libdir=/opt/lib
if ! make -s -C "$ESC_BUILDDIR" install "$@" >log 2>&1; then
  echo "FAIL: make install"
  cat log
  exit 1
fi
(cd root && find . -type f | sort) | comm -13 before - >installed
cat >want <<END
./opt/bin/escape-report
./opt/include/escape.h
.$plugindir/escape.so
./opt/lib/pkgconfig/escape.pc
./opt/share/bash-completion/completions/escape-report
./opt/share/escape/glib.functions
./opt/share/escape/linux.functions
./opt/share/man/man1/escape-report.1
./opt/share/man/man1/escape.1
./opt/share/zsh/site-functions/_escape-report
END
if sort want | diff - installed; then
  echo "PASS: make install"
else
  echo "FAIL: make install leaves other files than these"
fi

# With the prefix of GCC itself the short name is enough.
case $plugindir in
  /opt/lib*/gcc/*/plugin) echo "PASS: the folder is that of GCC's plugins" ;;
  *) echo "FAIL: the folder is that of GCC's plugins: $plugindir" ;;
esac

if command -v pkg-config >/dev/null; then
  pc () { PKG_CONFIG_LIBDIR=$ESC_BUILDDIR/docs pkg-config "$@"; }
  flag=$(pc --define-variable=prefix="$root/opt" --variable=flag escape)
  printf 'int main (void) { return 0; }\n' >t.c
  if $ESC_CC "$flag" -c -o /dev/null t.c; then
    echo "PASS: the flag of escape.pc loads the installed plugin"
  else
    echo "FAIL: the flag of escape.pc loads the installed plugin: $flag"
  fi
  printf '#include <escape.h>\nint x ESCAPE_OK ("why");\n' >t.c
  if $ESC_CC $(pc --define-variable=prefix="$root/opt" --cflags escape) -c -o /dev/null t.c; then
    echo "PASS: the flags of escape.pc find escape.h"
  else
    echo "FAIL: the flags of escape.pc find escape.h"
  fi
else
  echo "UNSUPPORTED: escape.pc (pkg-config is not installed)"
fi

make -s -C "$ESC_BUILDDIR" uninstall "$@" >log 2>&1
if (cd root && find . -type f | sort) | diff before -; then
  echo "PASS: make uninstall"
else
  echo "FAIL: make uninstall leaves files"
fi
