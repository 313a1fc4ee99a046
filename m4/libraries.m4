# libraries.m4 - what the plugin and escape-report are linked with.
#
# In:  the machine.
# Out: ESC_ZLIB_LIBS (the plugin too), ESC_JANSSON_LIBS, ESC_LIBELF_LIBS, ESC_ARGP_LIBS (empty where the C library has argp); an error that names the
#      package where one is missing.
# SPDX-License-Identifier: GPL-3.0-or-later

# ESC_LIBRARY(NAME, HEADER, FUNCTION, PACKAGE, VARIABLE): VARIABLE is -lNAME.
AC_DEFUN([ESC_LIBRARY], [
AC_CHECK_HEADER([$2], [], [AC_MSG_ERROR([$2 is not there: install $4 (Debian's name)])])
AC_CHECK_LIB([$1], [$3], [$5=-l$1], [AC_MSG_ERROR([lib$1 is not there: install $4 (Debian's name)])])
AC_SUBST([$5])
])

AC_DEFUN([ESC_LIBRARIES], [
ESC_LIBRARY([z], [zlib.h], [deflate], [zlib1g-dev], [ESC_ZLIB_LIBS])
ESC_LIBRARY([jansson], [jansson.h], [json_loadb], [libjansson-dev], [ESC_JANSSON_LIBS])
ESC_LIBRARY([elf], [libelf.h], [elf_memory], [libelf-dev], [ESC_LIBELF_LIBS])
AC_CHECK_HEADER([argp.h], [], [AC_MSG_ERROR([argp.h is not there: install libc6-dev (Debian's name; elsewhere argp-standalone) for escape-report])])
ESC_ARGP_LIBS=
AC_CHECK_FUNC([argp_parse], [],
  [AC_CHECK_LIB([argp], [argp_parse], [ESC_ARGP_LIBS=-largp],
     [AC_MSG_ERROR([argp_parse is not there: install libc6-dev (Debian's name; elsewhere argp-standalone) for escape-report])])])
AC_SUBST([ESC_ARGP_LIBS])
])
