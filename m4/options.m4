# options.m4 - the --enable options.
#
# In:  --enable-werror, --enable-checking, --enable-valgrind, --enable-sanitize.
# Out: ESC_WERROR, ESC_CHECKING_CPPFLAGS, ESC_SANITIZE, ESC_VALGRIND and the conditional SANITIZE.
# Not: optimisation and debugging: those are CFLAGS and CXXFLAGS, the user's.
#
# SPDX-License-Identifier: GPL-3.0-or-later

AC_DEFUN([ESC_OPTIONS], [
# A warning of a compiler that we have not seen must not stop who builds a release.
AC_ARG_ENABLE([werror],
  [AS_HELP_STRING([--enable-werror], [warnings are errors (default: only in a git tree)])],
  [], [AS_IF([test -e "$srcdir/.git"], [enable_werror=yes], [enable_werror=no])])
AS_IF([test "$enable_werror" != no], [ESC_WERROR=-Werror], [ESC_WERROR=])
AC_SUBST([ESC_WERROR])

AC_ARG_ENABLE([checking],
  [AS_HELP_STRING([--enable-checking], [verify the escape graph between passes (slower)])],
  [], [enable_checking=no])
AS_IF([test "$enable_checking" != no], [ESC_CHECKING_CPPFLAGS=-DESC_CHECKING=1], [ESC_CHECKING_CPPFLAGS=])
AC_SUBST([ESC_CHECKING_CPPFLAGS])

AC_ARG_ENABLE([valgrind],
  [AS_HELP_STRING([--enable-valgrind], [run the engine tests under valgrind])],
  [], [enable_valgrind=no])
# One of them, not both: valgrind does not run a program that has the address sanitizer in it.
AC_ARG_ENABLE([sanitize],
  [AS_HELP_STRING([--enable-sanitize], [build the tools and their copy of the engine with -fsanitize=address,undefined])],
  [], [enable_sanitize=no])
ESC_VALGRIND=
AS_IF([test "$enable_valgrind" != no],
  [AS_IF([test "$enable_sanitize" != no],
     [AC_MSG_ERROR([--enable-valgrind and --enable-sanitize exclude each other])])
   AC_PATH_PROG([VALGRIND], [valgrind])
   AS_IF([test -z "$VALGRIND"], [AC_MSG_ERROR([--enable-valgrind: valgrind is not there; install valgrind])])
   ESC_VALGRIND="$VALGRIND --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect"])
AC_SUBST([ESC_VALGRIND])

# The sanitized objects go into the tools only: cc1 is not built with the sanitizer and could not load such a plugin.
AS_IF([test "$enable_sanitize" != no],
  [ESC_SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"], [ESC_SANITIZE=])
AC_SUBST([ESC_SANITIZE])
AM_CONDITIONAL([SANITIZE], [test "$enable_sanitize" != no])
])
