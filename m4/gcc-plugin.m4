# gcc-plugin.m4 - the GCC that will load the plugin.
#
# ESC_GCC_PLUGIN(FLOOR) finds out, of the compiler PLUGIN_CC, where its plugin headers are, whether a plugin can be built
# with them (GCC major FLOOR at least), for which target it compiles, and where its plugins are installed.
#
# In:  PLUGIN_CC (default $CC), --with-plugin-dir.
# Out: ESC_PLUGIN_CPPFLAGS, ESC_PLUGIN_TARGET, ESC_GCC_VERSION, plugindir; an error that names the remedy.
# Not: whether the plugin loads; `make check' shows that.
#
# SPDX-License-Identifier: GPL-3.0-or-later

AC_DEFUN([ESC_GCC_PLUGIN], [
AC_REQUIRE([AC_PROG_CC])
AC_REQUIRE([AC_PROG_CXX])
AC_REQUIRE([AC_PROG_SED])

# The compiler that loads the plugin need not be the one that builds it.
AC_ARG_VAR([PLUGIN_CC], [the GCC that is to load the plugin (default: $CC)])
test -n "$PLUGIN_CC" || PLUGIN_CC=$CC

$PLUGIN_CC --version >/dev/null 2>&1 || AC_MSG_ERROR([PLUGIN_CC: '$PLUGIN_CC' does not run])

AC_MSG_CHECKING([for the plugin folder of $PLUGIN_CC])
esc_plugin_home=`$PLUGIN_CC -print-file-name=plugin 2>/dev/null`
# Clang answers with the folder of a GCC that it found, and could not load the plugin.
if $PLUGIN_CC -dM -E -x c /dev/null 2>/dev/null | grep __clang__ >/dev/null; then
  AC_MSG_RESULT([it is clang])
  AC_MSG_ERROR([$PLUGIN_CC is clang, which loads no GCC plugin: install gcc and set CC or PLUGIN_CC to it])
fi
ESC_GCC_VERSION=`$PLUGIN_CC -dumpfullversion 2>/dev/null || $PLUGIN_CC -dumpversion 2>/dev/null`
esc_gcc_major=`echo "$ESC_GCC_VERSION" | $SED 's/\..*//'`
ESC_PLUGIN_TARGET=`$PLUGIN_CC -dumpmachine 2>/dev/null`
esc_remedy="install gcc-$esc_gcc_major-plugin-dev (Debian, Ubuntu) or gcc-plugin-devel (Fedora); PLUGIN_CC=gcc-N chooses another GCC"
case $esc_plugin_home in
  /*) AC_MSG_RESULT([$esc_plugin_home]) ;;
  *)  AC_MSG_RESULT([none])
      AC_MSG_ERROR([$PLUGIN_CC has no plugin headers: $esc_remedy]) ;;
esac

# -isystem, so that GCC's headers do not trip our warnings.
ESC_PLUGIN_CPPFLAGS="-isystem $esc_plugin_home/include"
AC_LANG_PUSH([C++])
esc_save_CPPFLAGS=$CPPFLAGS
CPPFLAGS="$CPPFLAGS $ESC_PLUGIN_CPPFLAGS"
AC_MSG_CHECKING([whether $CXX compiles gcc-plugin.h])
AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <gcc-plugin.h>
#include <plugin-version.h>]])],
  [AC_MSG_RESULT([yes])],
  [AC_MSG_RESULT([no])
   AC_MSG_ERROR([$CXX cannot compile gcc-plugin.h of GCC $ESC_GCC_VERSION (why: config.log): $esc_remedy])])
AC_MSG_CHECKING([whether GCC is $1 or newer])
AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <gcc-plugin.h>
#include <bversion.h>
#if BUILDING_GCC_MAJOR < $1
#error too old
#endif]])],
  [AC_MSG_RESULT([yes ($ESC_GCC_VERSION)])],
  [AC_MSG_RESULT([no])
   AC_MSG_ERROR([GCC $ESC_GCC_VERSION is too old, $1 or newer is needed: install it with its gcc-N-plugin-dev and set PLUGIN_CC=gcc-N])])
# The headers are those of the compiler that loads the plugin, or it will refuse it: say so now and not at `make check'.
AC_MSG_CHECKING([whether the headers are those of $PLUGIN_CC])
AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <gcc-plugin.h>
#include <bversion.h>
#if BUILDING_GCC_MAJOR != $esc_gcc_major
#error other major
#endif]])],
  [AC_MSG_RESULT([yes])],
  [AC_MSG_RESULT([no])
   AC_MSG_ERROR([the headers in $esc_plugin_home/include are not those of GCC $ESC_GCC_VERSION: $esc_remedy])])
CPPFLAGS=$esc_save_CPPFLAGS
AC_LANG_POP([C++])

# Strip the compiler's own prefix: with --prefix=/usr this is GCC's folder and `-fplugin=escape' finds it; with any other
# prefix nothing outside of that prefix is touched.
AC_ARG_WITH([plugin-dir],
  [AS_HELP_STRING([--with-plugin-dir=DIR], [install escape.so in DIR (default: PREFIX/lib/gcc/TARGET/VERSION/plugin)])],
  [case $withval in
     /*) plugindir=$withval ;;
     *)  AC_MSG_ERROR([--with-plugin-dir needs an absolute path, not '$withval']) ;;
   esac],
  [esc_tail=`echo "$esc_plugin_home" | $SED -n 's,^.*/\(lib[[^/]]*/gcc/.*\)$,\1,p'`
   test -n "$esc_tail" || esc_tail="lib/gcc/$ESC_PLUGIN_TARGET/$esc_gcc_major/plugin"
   plugindir="\${prefix}/$esc_tail"])

AC_SUBST([plugindir])
AC_SUBST([ESC_PLUGIN_CPPFLAGS])
AC_SUBST([ESC_PLUGIN_TARGET])
AC_SUBST([ESC_GCC_VERSION])
])
